//! Compares endpoints: which were added or removed, and what changed in the others.

use super::changes::{Changes, REWORDED};
use super::fields::{FieldLists, Place};
use super::items::{EndpointAt, Fields, groups};
use super::pairs::{Entry, Pairs};
use super::relation::Matches;
use super::{Change, Rule};
use bge_private_codegen::Checked;
use bge_private_codegen::api::{self, EnumValue, Retry};
use bge_private_codegen::spec::model::{self, Example, Response, Scalar, TypeExpr};
use bge_private_codegen::spec::yaml::Node;

const ANY: TypeExpr = TypeExpr::Scalar(Scalar::Any);

pub(super) fn compare(old: &Checked, new: &Checked, matches: &Matches<'_>, out: &mut Vec<Change>) {
    let pairs = Pairs::of(entries(old), entries(new));
    let rules = |_: &_| [Rule::EndpointAdded, Rule::EndpointRemoved];
    pairs.report("", rules, out, |[old, new], changes| {
        compare_call([old, new], matches, changes);
        let owner = &new.name.value;
        let place = Place::Params;
        let lists = FieldLists {
            owner,
            place,
            matches,
        };
        lists.compare(params(&old.item), params(&new.item), changes.found);
        compare_response([old, new], matches, changes.found);
        compare_docs([old, new], changes);
    });
}

/// Returns the endpoints of a spec. They are paired by path, which is unique, then by their methods.
fn entries(checked: &Checked) -> Vec<Entry<'_, EndpointAt<'_>>> {
    let endpoints = groups(checked).flat_map(|group| {
        let endpoints = group.spec.endpoints.iter().zip(&group.api.endpoints);
        endpoints.map(move |((name, spec), api)| {
            let keys = [api.path.clone(), api.method.clone()];
            Entry::new(name, keys, group.at(spec, api))
        })
    });
    endpoints.collect()
}

fn compare_call(
    [old, new]: [&Entry<'_, EndpointAt<'_>>; 2],
    matches: &Matches<'_>,
    changes: &mut Changes<'_>,
) {
    let (name, [old, new]) = (new.name, [&old.item, &new.item]);
    if !matches.is_same_group(old.group, new.group) {
        let message = format!("stands in `{}` now", new.group.name());
        changes.add(Rule::EndpointMoved, name.span, message);
    }
    let span = new.spec.path.span;
    changes.on_the_wire(
        Rule::EndpointPathChanged,
        span,
        [&old.api.path, &new.api.path],
    );
    let span = new.spec.rust_name(name).span;
    changes.in_rust(
        Rule::EndpointRenamed,
        span,
        [&old.api.method, &new.api.method],
    );
    let span = match &new.spec.retry {
        model::Retry::SafeWhen(argument, _) => argument.span,
        model::Retry::Safe | model::Retry::Unsafe => name.span,
    };
    if !covers(&new.api.retry, &old.api.retry) {
        changes.add(
            Rule::RetryWithdrawn,
            span,
            "is safe to repeat in fewer cases",
        );
    } else if !covers(&old.api.retry, &new.api.retry) {
        changes.add(Rule::RetryGranted, span, "is safe to repeat in more cases");
    }
    let on = (
        Rule::ForwardingBegan,
        "is forwarded to a service behind the platform",
    );
    let off = (Rule::ForwardingEnded, "is not forwarded any more");
    changes.switch(name.span, [old.api.forwards, new.api.forwards], [on, off]);
}

/// Returns whether a call may be repeated whenever another condition allows it. An argument or a value that
/// was renamed, either in the spec or on the wire, is the same one.
fn covers(retry: &Retry, other: &Retry) -> bool {
    match (retry, other) {
        (Retry::Safe, _) | (_, Retry::Unsafe) => true,
        (Retry::Unsafe, _) | (_, Retry::Safe) => false,
        (
            Retry::SafeWhen {
                wire, name, values, ..
            },
            Retry::SafeWhen {
                wire: other_wire,
                name: other_name,
                values: others,
                ..
            },
        ) => {
            let has_all = |is_same: fn(&EnumValue, &EnumValue) -> bool| {
                let has = |other| values.iter().any(|value| is_same(value, other));
                others.iter().all(has)
            };
            (name == other_name && has_all(|one, other| one.spec == other.spec))
                || (wire == other_wire && has_all(|one, other| one.wire == other.wire))
        }
    }
}

fn params<'a>(endpoint: &EndpointAt<'a>) -> Fields<'a> {
    let params = endpoint.spec.args.iter().chain(&endpoint.spec.kwargs);
    endpoint.group.fields(params, &endpoint.api.params)
}

fn compare_response(
    [old, new]: [&Entry<'_, EndpointAt<'_>>; 2],
    matches: &Matches<'_>,
    out: &mut Vec<Change>,
) {
    let (name, [old, new]) = (new.name, [&old.item, &new.item]);
    let place = Place::Returned;
    let objects = object(old).zip(object(new));
    let rule = match (&old.spec.response, &new.spec.response) {
        (Response::None, Response::None) | (Response::Fields(_), Response::Fields(_)) => None,
        (Response::None, _) => Some(Rule::ResponseDataAdded),
        (Response::Type(ty), Response::None | Response::Fields(_)) if ty.value == ANY => {
            Some(Rule::ResponseTypeNarrowed)
        }
        (_, Response::None) => Some(Rule::ResponseDataRemoved),
        (Response::Type(before), Response::Type(after)) => {
            let (before, after) = (old.group.ty(&before.value), new.group.ty(&after.value));
            let is_same = matches.is_same(before, after);
            (!is_same).then(|| place.retyped(matches, before, after))
        }
        (Response::Type(_), _) | (_, Response::Type(_)) => Some(match objects {
            Some(_) => Rule::ResponseDataRenamed,
            None => Rule::ResponseTypeChanged,
        }),
    };
    let owner = &format!("{}.response", name.value);
    if let Some(rule) = rule {
        let span = match &new.spec.response {
            Response::Type(ty) => ty.span,
            Response::None | Response::Fields(_) => name.span,
        };
        let shown = [shown(&old.spec.response), shown(&new.spec.response)];
        Changes::of(owner, out).changed(rule, span, shown);
    }
    // Two named types are compared as types.
    let are_named = [old, new]
        .iter()
        .all(|one| matches!(one.spec.response, Response::Type(_)));
    if let Some((old, new)) = objects.filter(|_| !are_named) {
        let lists = FieldLists {
            owner,
            place,
            matches,
        };
        lists.compare(old, new, out);
    }
}

/// Returns the fields of an answer that is an object.
fn object<'a>(endpoint: &EndpointAt<'a>) -> Option<Fields<'a>> {
    match (&endpoint.spec.response, &endpoint.api.response) {
        (Response::Fields(spec), api::Response::Object(api)) => {
            Some(endpoint.group.fields(spec, &api.fields))
        }
        (Response::Type(ty), _) => endpoint.group.object(&ty.value),
        (Response::None | Response::Fields(_), _) => None,
    }
}

fn shown(response: &Response) -> String {
    match response {
        Response::None => "none".to_owned(),
        Response::Type(ty) => ty.value.to_string(),
        Response::Fields(_) => "an object of its own".to_owned(),
    }
}

fn compare_docs([old, new]: [&Entry<'_, EndpointAt<'_>>; 2], changes: &mut Changes<'_>) {
    let (name, [old, new]) = (new.name.span, [old.item.spec, new.item.spec]);
    let doc = Rule::EndpointDocChanged;
    let rules = [Rule::EndpointDeprecated, Rule::EndpointUndeprecated, doc];
    changes.deprecation(rules, name, [&old.deprecated, &new.deprecated]);
    let [old_link, new_link] = [old, new].map(|one| one.see.as_ref().map(|see| &see.value));
    if old_link != new_link || old.doc.both() != new.doc.both() {
        changes.add(doc, new.doc.en.span, REWORDED);
    }
    if !old
        .examples
        .iter()
        .map(shown_by)
        .eq(new.examples.iter().map(shown_by))
    {
        let span = new.examples.first().map_or(name, |example| example.span);
        changes.add(Rule::ExamplesChanged, span, "has other examples");
    }
}

/// Returns what an example shows: its title, its arguments, and the answer.
fn shown_by(example: &Example) -> ([&str; 2], Vec<(&str, &Node)>, Option<&Node>) {
    let given = example.args.iter().chain(&example.kwargs);
    let given = given.map(|(name, value)| (name.value.as_str(), value));
    (
        example.title.both(),
        given.collect(),
        example.response.as_ref(),
    )
}
