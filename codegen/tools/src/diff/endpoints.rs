//! Compares endpoints: which were added or removed, and what changed in the others.

use std::collections::HashSet;
use std::iter;

use super::changes::{Changes, REWORDED};
use super::items::{EndpointAt, Entry, Fields, Place, groups};
use super::pairs::Pairs;
use super::relation::Matches;
use super::{Change, Rule};
use bge_private_codegen::Checked;
use bge_private_codegen::api::{self, Retry};
use bge_private_codegen::spec::model::{self, Example, Response, Scalar, TypeExpr};
use bge_private_codegen::spec::yaml::Node;

const ANY: TypeExpr = TypeExpr::Scalar(Scalar::Any);

pub(super) fn compare(old: &Checked, new: &Checked, matches: &Matches<'_>, out: &mut Vec<Change>) {
    let pairs = Pairs::of(entries(old), entries(new));
    let rules = |_: &_| [Rule::EndpointAdded, Rule::EndpointRemoved];
    pairs.report("", rules, out, |pair, changes| {
        let (params, owner) = (pair.map(|one| params(&one.item)), &pair[1].name.value);
        compare_call(pair, matches, changes);
        matches.compare_fields(Place::Params, owner, params, changes.found);
        compare_response(pair, matches, changes.found);
        compare_docs(pair, changes);
    });
}

/// Returns the endpoints of a spec. They are paired by path and method, then by path, then by method.
fn entries(checked: &Checked) -> Vec<Entry<'_, EndpointAt<'_>, 3>> {
    let endpoints = groups(checked).flat_map(|group| {
        let endpoints = group.spec.endpoints.iter().zip(&group.api.endpoints);
        endpoints.map(move |((name, spec), api)| {
            let client = api.client.as_ref();
            let method = match client {
                Some(client) => format!("{}.{}", client.method, api.method),
                None => api.method.clone(),
            };
            let both = format!("{} {method}", api.path);
            let keys = [both, api.path.clone(), method];
            Entry::new(name, keys, group.at(spec, api))
        })
    });
    endpoints.collect()
}

type Pair<'p, 'a> = [&'p Entry<'a, EndpointAt<'a>, 3>; 2];

fn compare_call(pair: Pair<'_, '_>, matches: &Matches<'_>, changes: &mut Changes<'_>) {
    let (name, [old, new]) = (pair[1].name, pair.map(|one| &one.item));
    if !matches.is_same_group(old.group, new.group) {
        let message = format!("stands in `{}` now", new.group.name());
        changes.add(Rule::EndpointMoved, name.span, message);
    }
    let [paths, methods] = [1, 2].map(|key| pair.map(|one| one.key(key)));
    changes.on_the_wire(Rule::EndpointPathChanged, new.spec.path.span, paths);
    let method = new.spec.rust_name(name).span;
    changes.in_rust(Rule::EndpointRenamed, method, methods);
    compare_aliases(pair, changes);
    let span = match &new.spec.retry {
        model::Retry::SafeWhen(argument, _) => argument.span,
        model::Retry::Safe | model::Retry::Unsafe => name.span,
    };
    let (old_retry, new_retry) = (&old.api.retry, &new.api.retry);
    if !covers(new_retry, old_retry) {
        let message = "is safe to repeat in fewer cases";
        changes.add(Rule::RetryWithdrawn, span, message);
    } else if !covers(old_retry, new_retry) {
        changes.add(Rule::RetryGranted, span, "is safe to repeat in more cases");
    }
    let forwarded = "is forwarded to a service behind the platform";
    let on = (Rule::ForwardingBegan, forwarded);
    let off = (Rule::ForwardingEnded, "is not forwarded any more");
    changes.switch(name.span, [old.api.forwards, new.api.forwards], [on, off]);
    compare_paging(pair, changes);
    compare_extra(pair, changes);
}

/// Compares how the pages of a list are asked for.
fn compare_paging(pair: Pair<'_, '_>, changes: &mut Changes<'_>) {
    let new = pair[1].item.spec.paging.as_ref();
    let span = new.map_or(pair[1].name.span, |paging| paging.span);
    let paging = pair.map(|one| one.item.api.paging.as_ref());
    let on = (Rule::PagingAdded, "has pages that one call asks for");
    let off = (
        Rule::PagingRemoved,
        "has no pages that one call asks for any more",
    );
    changes.switch(span, paging.map(|paging| paging.is_some()), [on, off]);
    let [Some(old), Some(new)] = paging else {
        return;
    };
    if !is_same_place(&old.items, &new.items) {
        let message = "has its items in another field";
        changes.add(Rule::PagingItemsChanged, span, message);
    }
    let places = |paging: &api::Paging| {
        let param = Some(vec![paging.param.clone()]);
        let (next, count) = (paging.next.clone(), paging.count.clone());
        [param, next, count, paging.total.clone()]
    };
    let is_same = |(old, new): (Option<api::Path>, Option<api::Path>)| match (old, new) {
        (Some(old), Some(new)) => is_same_place(&old, &new),
        (old, new) => old.is_none() && new.is_none(),
    };
    if !iter::zip(places(old), places(new)).all(is_same) {
        let message = "has its pages selected or counted in another way";
        changes.add(Rule::PagingChanged, span, message);
    }
}

/// Returns whether two places are the same one. A field that was renamed, in Rust or on the wire, is the same one.
fn is_same_place(old: &[api::Field], new: &[api::Field]) -> bool {
    let all = |is_same: fn(&api::Field, &api::Field) -> bool| {
        iter::zip(old, new).all(|(old, new)| is_same(old, new))
    };
    old.len() == new.len()
        && (all(|old, new| old.wire == new.wire) || all(|old, new| old.name == new.name))
}

/// Compares whether a call accepts parameters that the spec does not describe.
fn compare_extra(pair: Pair<'_, '_>, changes: &mut Changes<'_>) {
    let (name, [old, new]) = (pair[1].name, pair.map(|one| &one.item));
    let opened = (
        Rule::ExtraOpened,
        "accepts parameters without a description",
    );
    let closed = (
        Rule::ExtraClosed,
        "accepts no parameters without a description any more",
    );
    let extra = new.spec.extra.as_ref();
    let span = extra.map_or(name.span, |extra| extra.span);
    changes.switch(span, [old.api.open, new.api.open], [opened, closed]);
}

/// Compares the further names of a call.
fn compare_aliases(pair: Pair<'_, '_>, changes: &mut Changes<'_>) {
    let (name, [old, new]) = (pair[1].name.span, pair.map(|one| &one.item.api.aliases));
    let is_in = |aliases: &[api::Alias], method: &str| aliases.iter().any(|it| it.method == method);
    for alias in new.iter().filter(|alias| !is_in(old, &alias.method)) {
        let message = format!("is also called `{}` now", alias.spec);
        changes.add(Rule::AliasAdded, name, message);
    }
    for alias in old.iter().filter(|alias| !is_in(new, &alias.method)) {
        let message = format!("is not called `{}` any more", alias.spec);
        changes.add(Rule::AliasRemoved, name, message);
    }
}

/// Returns whether a call may be repeated whenever another condition allows it. An argument or a value that
/// was renamed, either in the spec or on the wire, is the same one.
fn covers(retry: &Retry, other: &Retry) -> bool {
    match (retry, other) {
        (Retry::Safe, _) => true,
        (Retry::Unsafe | Retry::SafeWhen { .. }, Retry::Safe) => false,
        (one, other) => {
            iter::zip(cases(one), cases(other)).any(|(one, other)| one.is_superset(&other))
        }
    }
}

/// Returns the arguments and values with which a call may be repeated, by name and as sent.
fn cases(retry: &Retry) -> [HashSet<[String; 2]>; 2] {
    let Retry::SafeWhen {
        wire, name, values, ..
    } = retry
    else {
        return Default::default();
    };
    let by_name = values
        .iter()
        .map(|value| [name.clone(), value.spec.clone()]);
    let by_wire = values
        .iter()
        .map(|value| [wire.clone(), value.wire.to_string()]);
    [by_name.collect(), by_wire.collect()]
}

fn params<'a>(endpoint: &EndpointAt<'a>) -> Fields<'a> {
    let params = endpoint.spec.args.iter().chain(&endpoint.spec.kwargs);
    endpoint.group.fields(params, &endpoint.api.params)
}

fn compare_response(pair: Pair<'_, '_>, matches: &Matches<'_>, out: &mut Vec<Change>) {
    let (name, [old, new]) = (pair[1].name, pair.map(|one| &one.item));
    let objects = object(old).zip(object(new));
    let (rule, objects) = match (&old.spec.response, &new.spec.response) {
        (Response::None, Response::None) | (Response::Stream, Response::Stream) => return,
        (Response::Fields(_), Response::Fields(_)) => (None, objects),
        (Response::Stream, _) | (_, Response::Stream) => (Some(Rule::ResponseTypeChanged), None),
        (Response::None, _) => (Some(Rule::ResponseDataAdded), None),
        (Response::Type(ty), Response::None | Response::Fields(_)) if ty.value == ANY => {
            (Some(Rule::ResponseTypeNarrowed), None)
        }
        (_, Response::None) => (Some(Rule::ResponseDataRemoved), None),
        (Response::Type(before), Response::Type(after)) => {
            let before = old.group.ty(&before.value, false);
            let after = new.group.ty(&after.value, false);
            (matches.retyped(Place::Returned, before, after), None)
        }
        (Response::Type(_), _) | (_, Response::Type(_)) if objects.is_some() => {
            (Some(Rule::ResponseDataRenamed), objects)
        }
        (Response::Type(_), _) | (_, Response::Type(_)) => (Some(Rule::ResponseTypeChanged), None),
    };
    let owner = format!("{}.response", name.value);
    if let Some(rule) = rule {
        let span = match &new.spec.response {
            Response::Type(ty) => ty.span,
            Response::None | Response::Stream | Response::Fields(_) => name.span,
        };
        let shown = [old, new].map(|one| shown(&one.spec.response));
        Changes::of(owner.as_str(), out).changed(rule, span, shown);
    }
    if let Some((old, new)) = objects {
        matches.compare_fields(Place::Returned, &owner, [old, new], out);
    }
}

/// Returns the fields of an answer that is an object.
fn object<'a>(endpoint: &EndpointAt<'a>) -> Option<Fields<'a>> {
    match (&endpoint.spec.response, &endpoint.api.response) {
        (Response::Fields(spec), api::Response::Object(api)) => {
            Some(endpoint.group.fields(spec, &api.fields))
        }
        (Response::Type(ty), _) => endpoint.group.object(&ty.value),
        (Response::None | Response::Stream | Response::Fields(_), _) => None,
    }
}

fn shown(response: &Response) -> String {
    match response {
        Response::None => "none".to_owned(),
        Response::Stream => "stream".to_owned(),
        Response::Type(ty) => ty.value.to_string(),
        Response::Fields(_) => "an object of its own".to_owned(),
    }
}

fn compare_docs(pair: Pair<'_, '_>, changes: &mut Changes<'_>) {
    let (name, [old, new]) = (pair[1].name.span, pair.map(|one| one.item.spec));
    let doc = Rule::EndpointDocChanged;
    let rules = [Rule::EndpointDeprecated, Rule::EndpointUndeprecated, doc];
    changes.deprecation(rules, name, [&old.deprecated, &new.deprecated]);
    let [old_link, new_link] = [old, new].map(|one| one.see.as_ref().map(|see| &see.value));
    if old_link != new_link || old.doc.both() != new.doc.both() {
        changes.add(doc, new.doc.en.span, REWORDED);
    }
    let examples = new.examples.iter().map(shown_by);
    if !examples.eq(old.examples.iter().map(shown_by)) {
        let first = new.examples.first();
        let span = first.map_or(name, |example| example.span);
        changes.add(Rule::ExamplesChanged, span, "has other examples");
    }
}

/// Returns what an example shows: its title, its arguments, and the answer.
fn shown_by(example: &Example) -> ([&str; 2], Vec<(&str, &Node)>, Option<&Node>) {
    let given = example.args.iter().chain(&example.kwargs);
    let given = given.map(|(name, value)| (name.value.as_str(), value));
    let response = example.response.as_ref();
    (example.title.both(), given.collect(), response)
}
