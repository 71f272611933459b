//! Compares the choices between the parameters of a call.

use super::changes::Changes;
use super::items::{EndpointAt, Entry};
use super::pairs::Pairs;
use super::{Change, Rule};
use bge_private_codegen::api::{self, Field, Input};
use bge_private_codegen::spec::model::OneOf;

/// A choice, as it is written and as resolved.
struct Choice<'a> {
    spec: &'a OneOf,
    api: &'a api::OneOf,
    params: &'a [Field],
}

pub(super) fn compare([old, new]: [&EndpointAt<'_>; 2], owner: &str, out: &mut Vec<Change>) {
    let pairs = Pairs::of(entries(old, old), entries(new, old));
    for (partner, choice) in pairs.items() {
        let mut changes = Changes::of(format!("{owner}.{}", choice.name.value), out);
        match partner {
            Some(old) => compare_choice([old, choice], &mut changes),
            None if is_new(old.api, &choice.item) => {
                changes.added(Rule::RequestRequiredAdded, choice.name.span);
            }
            None => {}
        }
    }
    for ((name, _), param) in new.spec.params().zip(&new.api.params) {
        if let Some((rule, message)) =
            find(old.api, param).and_then(|before| membership([before, param], &pairs))
        {
            let mut changes = Changes::of(format!("{owner}.{}", name.value), out);
            changes.add(rule, name.span, message);
        }
    }
    compare_order([old, new], owner, out);
}

/// Returns the choices of a call. They are paired by their enums, then by their names, then by a parameter of both.
fn entries<'a>(endpoint: &EndpointAt<'a>, old: &EndpointAt<'_>) -> Vec<Entry<'a, Choice<'a>, 3>> {
    let choices = endpoint.spec.one_ofs().zip(endpoint.api.one_ofs());
    let entries = choices.map(|((name, spec), (api, params))| {
        let has_common = |(_, others): &(_, &[Field])| {
            let mut others = others.iter();
            others.any(|other| params.iter().any(|param| param.wire == other.wire))
        };
        let before = old.api.one_ofs().find(has_common);
        let before = before.map_or("", |(one_of, _)| &one_of.ty.name);
        let keys = [&*api.ty.name, &api.field.name, before].map(str::to_owned);
        Entry::new(name, keys, Choice { spec, api, params })
    });
    entries.collect()
}

/// Returns the parameter of the old call that is the same: by its name on the wire, or else in Rust.
fn find<'a>(old: &'a api::Endpoint, new: &Field) -> Option<&'a Field> {
    let by = |is_same: fn(&Field, &Field) -> bool| {
        let mut params = old.params.iter();
        params.find(|old| is_same(old, new))
    };
    by(|old, new| old.wire == new.wire).or_else(|| by(|old, new| old.name == new.name))
}

/// Returns whether one of the parameters of a choice is required, and the old call has none of them.
fn is_new(old: &api::Endpoint, choice: &Choice<'_>) -> bool {
    let mut params = choice.params.iter();
    choice.api.field.required && params.all(|param| find(old, param).is_none())
}

fn compare_choice(pair: [&Entry<'_, Choice<'_>, 3>; 2], changes: &mut Changes<'_>) {
    let (span, [old, new]) = (pair[1].name.span, pair.map(|one| &one.item));
    let on = (Rule::RequestMadeRequired, "is required");
    let off = (Rule::RequestMadeOptional, "may be left out");
    changes.switch(
        span,
        [old.api.field.required, new.api.field.required],
        [on, off],
    );
    changes.in_rust(Rule::FieldRenamed, span, pair.map(|one| one.key(1)));
    let ty = new.spec.one_of.span;
    changes.in_rust(Rule::ChoiceTypeRenamed, ty, pair.map(|one| one.key(0)));
    changes.doc(Rule::FieldDocChanged, span, [&old.spec.doc, &new.spec.doc]);
}

/// Returns the rule and the message if a parameter begins or ends to exclude others.
fn membership(
    [old, new]: [&Field; 2],
    pairs: &Pairs<'_, Choice<'_>, 3>,
) -> Option<(Rule, &'static str)> {
    let choices = [old, new].map(|param| Some(&param.choice.as_ref()?.one_of.ty));
    let mut partners = pairs.both();
    match choices {
        [None, None] => None,
        [Some(_), None] if new.required => Some((Rule::RequestMadeRequired, "is required")),
        [Some(_), None] => Some((Rule::ChoiceLeft, "excludes no others any more")),
        [Some(_), Some(_)]
            if partners.any(|pair| pair.map(|one| Some(&one.item.api.ty)) == choices) =>
        {
            None
        }
        [_, Some(_)] => Some((Rule::ChoiceJoined, "excludes others now")),
    }
}

/// Reports a choice that changed its place among the arguments that are required before and after.
fn compare_order([old, new]: [&EndpointAt<'_>; 2], owner: &str, out: &mut Vec<Change>) {
    let Some((name, _)) = new.spec.one_ofs().next() else {
        return;
    };
    let is_moved = |is_counted: fn(&Input<'_>) -> bool| {
        let [before, after] = [[old, new], [new, old]].map(|[one, other]| {
            let is_kept =
                |name: &&str| arguments(other.api).any(|input| input.field().name == *name);
            let names = arguments(one.api)
                .filter(is_counted)
                .map(|input| input.field().name.as_str());
            names.filter(is_kept).collect::<Vec<_>>()
        });
        before != after
    };
    // The order of the other arguments is reported elsewhere.
    if is_moved(|_| true) && !is_moved(|input| matches!(input, Input::Param(_))) {
        let subject = format!("required arguments of {owner}");
        let mut changes = Changes::of(subject, out);
        changes.add(Rule::RequestReordered, name.span, "have another order");
    }
}

/// Returns the arguments of a call.
fn arguments(endpoint: &api::Endpoint) -> impl Iterator<Item = Input<'_>> {
    endpoint.inputs().filter(|input| input.is_required())
}
