//! Compares the choices between the parameters of a call.

use super::changes::Changes;
use super::items::EndpointAt;
use super::{Change, Rule};
use bge_private_codegen::api::{self, Field, Input};
use bge_private_codegen::source::Span;
use bge_private_codegen::spec::model::{self, Named};

/// A choice, as it is written and as resolved.
#[derive(Clone, Copy)]
struct Choice<'a> {
    spec: &'a Named<model::OneOf>,
    api: &'a api::OneOf,
    params: &'a [Field],
}

impl Choice<'_> {
    fn span(&self) -> Span {
        self.spec.0.span
    }
}

pub(super) fn compare(pair: [&EndpointAt<'_>; 2], owner: &str, out: &mut Vec<Change>) {
    let [old, new] = pair;
    let olds: Vec<_> = choices(old).collect();
    let news: Vec<_> = choices(new).collect();
    let mut partners = Vec::new();
    for choice in &news {
        let partner = partner(&olds, &news, choice);
        partners.push([partner.map(|old| old.api), Some(choice.api)]);
        let mut changes = Changes::of(format!("{owner}.{}", choice.spec.0.value), out);
        match partner {
            Some(old) => compare_choice([old, choice], &mut changes),
            None if is_new(old.api, choice) => {
                changes.added(Rule::RequestRequiredAdded, choice.span());
            }
            None => {}
        }
    }
    for ((name, _), param) in new.spec.params().zip(&new.api.params) {
        if let Some(before) = find(old.api, param) {
            let mut changes = Changes::of(format!("{owner}.{}", name.value), out);
            compare_membership([before, param], &partners, name.span, &mut changes);
        }
    }
    compare_order(pair, owner, out);
}

/// Returns the choices of a call.
fn choices<'a>(endpoint: &EndpointAt<'a>) -> impl Iterator<Item = Choice<'a>> + use<'a> {
    let pairs = endpoint.spec.one_ofs().zip(endpoint.api.one_ofs());
    pairs.map(|(spec, (api, params))| Choice { spec, api, params })
}

/// Returns the parameter of the old call that is the same: by its name on the wire, or else in Rust.
fn find<'a>(old: &'a api::Endpoint, new: &Field) -> Option<&'a Field> {
    let by = |is_same: fn(&Field, &Field) -> bool| {
        let mut params = old.params.iter();
        params.find(|old| is_same(old, new))
    };
    by(|old, new| old.wire == new.wire).or_else(|| by(|old, new| old.name == new.name))
}

/// Returns the old choice that is the same: by its enum, or else by its name, or else by a parameter, if both choices have
/// new names.
fn partner<'o, 'a>(
    olds: &'o [Choice<'a>],
    news: &[Choice<'_>],
    new: &Choice<'_>,
) -> Option<&'o Choice<'a>> {
    let has_type = |one: &Choice<'_>, other: &Choice<'_>| one.api.ty.name == other.api.ty.name;
    let has_name = |one: &Choice<'_>, other: &Choice<'_>| one.api.name == other.api.name;
    let is_known = |old: &Choice<'_>| {
        let mut news = news.iter();
        news.any(|new| has_type(old, new) || has_name(old, new))
    };
    let by_type = olds.iter().find(|old| has_type(old, new));
    let by_name = || olds.iter().find(|old| has_name(old, new));
    let by_param = || {
        let mut gone = olds.iter().filter(|old| !is_known(old));
        gone.find(|old| has_common(old, new))
    };
    by_type.or_else(by_name).or_else(by_param)
}

/// Returns whether two choices have a parameter in common.
fn has_common(old: &Choice<'_>, new: &Choice<'_>) -> bool {
    let has = |param: &Field| new.params.iter().any(|new| new.wire == param.wire);
    old.params.iter().any(has)
}

/// Returns whether one of these parameters is required, and the old call has none of them.
fn is_new(old: &api::Endpoint, choice: &Choice<'_>) -> bool {
    let mut params = choice.params.iter();
    choice.api.required && params.all(|param| find(old, param).is_none())
}

fn compare_choice([old, new]: [&Choice<'_>; 2], changes: &mut Changes<'_>) {
    let span = new.span();
    let on = (Rule::RequestMadeRequired, "is required");
    let off = (Rule::RequestMadeOptional, "may be left out");
    changes.switch(span, [old.api.required, new.api.required], [on, off]);
    changes.in_rust(Rule::FieldRenamed, span, [&old.api.name, &new.api.name]);
    let names = [&old.api.ty.name, &new.api.ty.name].map(String::as_str);
    changes.in_rust(Rule::ChoiceTypeRenamed, new.spec.1.one_of.span, names);
    changes.doc(
        Rule::FieldDocChanged,
        span,
        [&old.spec.1.doc, &new.spec.1.doc],
    );
}

/// Reports a parameter that begins or ends to exclude others. `partners` are the choices that are the same in both specs.
fn compare_membership(
    [old, new]: [&Field; 2],
    partners: &[[Option<&api::OneOf>; 2]],
    span: Span,
    changes: &mut Changes<'_>,
) {
    let choice = |param: &Field| param.choice.as_ref().map(|choice| choice.one_of.ty.clone());
    let (before, after) = (choice(old), choice(new));
    let is_partner = partners.iter().any(|pair| {
        let types = pair.map(|one_of| one_of.map(|one_of| one_of.ty.clone()));
        types == [before.clone(), after.clone()]
    });
    match (before, after) {
        (None, None) => {}
        (Some(_), Some(_)) if is_partner => {}
        (Some(_), None) if new.required => {
            changes.add(Rule::RequestMadeRequired, span, "is required");
        }
        (Some(_), None) => changes.add(Rule::ChoiceLeft, span, "excludes no others any more"),
        (_, Some(_)) => changes.add(Rule::ChoiceJoined, span, "excludes others now"),
    }
}

/// Reports a choice that changed its place among the arguments that are required before and after.
fn compare_order([old, new]: [&EndpointAt<'_>; 2], owner: &str, out: &mut Vec<Change>) {
    let Some(span) = choices(new).map(|choice| choice.span()).next() else {
        return;
    };
    let [before, after] = [old, new].map(|one| arguments(one.api));
    let kept = |order: &[Input<'_>], other: &[Input<'_>]| -> Vec<String> {
        let is_kept = |name: &&str| other.iter().any(|input| input.name() == *name);
        let names = order.iter().map(|input| input.name());
        names.filter(is_kept).map(str::to_owned).collect()
    };
    let plain = |order: &[String], of: &[Input<'_>]| -> Vec<String> {
        let is_plain = |name: &&String| {
            let mut inputs = of.iter();
            inputs.any(|input| matches!(input, Input::Param(param) if param.name == **name))
        };
        order.iter().filter(is_plain).cloned().collect()
    };
    let (old_order, new_order) = (kept(&before, &after), kept(&after, &before));
    // The order of the other arguments is reported elsewhere.
    if old_order != new_order && plain(&old_order, &before) == plain(&new_order, &after) {
        let subject = format!("required arguments of {owner}");
        let mut changes = Changes::of(subject, out);
        changes.add(Rule::RequestReordered, span, "have another order");
    }
}

/// Returns the arguments of a call.
fn arguments(endpoint: &api::Endpoint) -> Vec<Input<'_>> {
    let inputs = endpoint.inputs();
    inputs.filter(|input| input.is_required()).collect()
}
