//! Compares endpoints: which were added or removed, and what changed in the others.

use std::collections::HashSet;
use std::iter;

use super::changes::{Changes, REWORDED};
use super::items::{EndpointAt, Entry, Fields, Place, groups};
use super::one_of;
use super::pairs::Pairs;
use super::relation::Matches;
use super::{Change, Rule};
use bge_private_codegen::Checked;
use bge_private_codegen::api::{self, Retry, With};
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
        one_of::compare(pair.map(|one| &one.item), owner, changes.found);
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
    if by_name(old.api) != by_name(new.api) {
        changes.on_the_wire(Rule::EndpointPathChanged, new.spec.path.span, paths);
    }
    let as_json = (Rule::BodyChanged, "is sent as JSON now");
    let as_form = (Rule::BodyChanged, "is sent as a form now");
    let body = new.spec.body.as_ref().map_or(name.span, |body| body.span);
    let are_json = [old.api.json_body, new.api.json_body];
    changes.switch(body, are_json, [as_json, as_form]);
    let method = new.spec.rust_name(name).span;
    changes.in_rust(Rule::EndpointRenamed, method, methods);
    compare_aliases(pair, changes);
    let span = match &new.spec.retry {
        model::Retry::SafeWhen(with) => with.argument.span,
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
    let on = (Rule::ConfirmationAdded, "needs a confirmation now");
    let off = (Rule::ConfirmationRemoved, "needs no confirmation any more");
    changes.switch(name.span, [old.api.confirm, new.api.confirm], [on, off]);
    compare_paging(pair, changes);
    compare_task(pair, changes);
    compare_extra(pair, changes);
}

/// Returns the path with the names of its parameters in Rust. Their names on the wire are not sent.
fn by_name(endpoint: &api::Endpoint) -> String {
    let in_path = endpoint.params.iter().filter(|param| param.in_path);
    in_path.fold(endpoint.path.clone(), |path, param| {
        path.replace(
            &format!("{{{}}}", param.wire),
            &format!("{{{}}}", param.name),
        )
    })
}

/// Compares the task that a call starts, and how it is waited for.
fn compare_task(pair: Pair<'_, '_>, changes: &mut Changes<'_>) {
    let new = pair[1].item.spec.task.as_ref();
    let span = new.map_or(pair[1].name.span, |task| task.span);
    let on = (Rule::TaskAdded, "starts a task that can be waited for");
    let message = "starts no task that can be waited for any more";
    let off = (Rule::TaskRemoved, message);
    let tasks = pair.map(|one| {
        let task = one.item.api.task.as_ref()?;
        Some((task, one.item.group.endpoint(&task.poll)?))
    });
    changes.switch(span, tasks.map(|task| task.is_some()), [on, off]);
    let [Some((old, old_poll)), Some((new, new_poll))] = tasks else {
        return;
    };
    if old_poll.spec != new_poll.spec && old_poll.path != new_poll.path {
        let polls = [old, new].map(|task| &task.poll);
        changes.changed(Rule::TaskPollChanged, span, polls);
        return;
    }
    let is_same = is_same_place(&old.id, &new.id)
        && match (&old_poll.polling, &new_poll.polling) {
            (Some(old), Some(new)) => is_same_polling(old, new),
            (old, new) => old.is_none() && new.is_none(),
        };
    if !is_same {
        let message = "has the id or the state of its task in another field, or other final states";
        changes.add(Rule::TaskChanged, span, message);
    }
}

/// Returns whether tasks end in the same states, in any order.
fn is_same_polling(old: &api::Polling, new: &api::Polling) -> bool {
    let set = |states: &[String]| states.iter().cloned().collect::<HashSet<_>>();
    let states = |polling: &api::Polling| [set(&polling.done), set(&polling.failed)];
    is_same_place(&old.state, &new.state) && states(old) == states(new)
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

/// Returns whether a call may be repeated whenever another condition allows it.
fn covers(retry: &Retry, other: &Retry) -> bool {
    match (retry, other) {
        (Retry::Safe, _) => true,
        (Retry::Unsafe | Retry::SafeWhen(_), Retry::Safe) => false,
        (one, other) => has_all(&cases_of(one), &cases_of(other)),
    }
}

/// Values of an argument, each with the name of the argument: by names, and as sent.
pub(super) type Cases = [HashSet<[String; 2]>; 2];

/// Returns whether the first cases include the others. An argument or a value that was renamed, either in the spec or
/// on the wire, is the same one.
pub(super) fn has_all(one: &Cases, other: &Cases) -> bool {
    iter::zip(one, other).any(|(one, other)| one.is_superset(other))
}

/// Returns the arguments and values with which a call may be repeated.
fn cases_of(retry: &Retry) -> Cases {
    match retry {
        Retry::SafeWhen(With {
            wire, name, values, ..
        }) => cases([name, wire], values),
        Retry::Safe | Retry::Unsafe => Default::default(),
    }
}

/// Returns values of the argument with this name in Rust and on the wire.
pub(super) fn cases([name, wire]: [&String; 2], values: &[api::EnumValue]) -> Cases {
    let values = values.iter();
    let by_name = values
        .clone()
        .map(|value| [name.clone(), value.spec.clone()]);
    let by_wire = values.map(|value| [wire.clone(), value.wire.to_string()]);
    [by_name.collect(), by_wire.collect()]
}

fn params<'a>(endpoint: &EndpointAt<'a>) -> Fields<'a> {
    let params = endpoint.spec.params();
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
