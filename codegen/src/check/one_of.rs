//! Choices between parameters: there is something to choose from, and each example chooses as the call requires.

use std::sync::Arc;

use super::resolve_types::text;
use super::scope::{EndpointAt, Place};
use super::values::complete;
use crate::diagnostics::{Code, Diagnostics, quoted};
use crate::spec::model::{Example, Named, OneOf, Spanned, find, names};
use crate::{api, naming};

/// Checks that each choice is between two or more parameters.
pub(super) fn choices(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    for (name, one_of) in at.endpoint.one_ofs() {
        let is_lost = one_of.choices.len() == 1 && out.has_lost(name.span.file);
        if one_of.choices.len() < 2 && !is_lost {
            let message = format!("the choice {name} is not between several parameters");
            out.report(Code::BadChoice, name.span, message)
                .help("list two or more in `choices`, or describe a single one without `one_of`");
        }
    }
}

/// Reports a name that stands for a choice, where only a parameter that excludes no other is allowed. Returns whether
/// it did.
pub(super) fn refuse(
    at: &EndpointAt<'_>,
    code: Code,
    name: &Spanned<String>,
    out: &mut Diagnostics,
) -> bool {
    let Some((choice, _)) = at.one_of(&name.value) else {
        return false;
    };
    let message = format!("{name} belongs to a choice between parameters");
    out.report(code, name.span, message)
        .label("another one may be sent instead")
        .also(choice.span, "the choice");
    true
}

/// Reports the choices that an example lacks, or makes twice. `given` has the names of all its arguments, and those that
/// misspelt ones stand for.
pub(super) fn chosen(
    at: &EndpointAt<'_>,
    example: &Example,
    given: &[&str],
    out: &mut Diagnostics,
) {
    for (name, one_of) in at.endpoint.one_ofs() {
        let is_choice = |key: &str| find(&one_of.choices, key).is_some();
        let keys = example.args.iter().chain(&example.kwargs);
        let mut keys = keys.map(|(key, _)| key).filter(|key| is_choice(&key.value));
        if let (Some(first), Some(second)) = (keys.next(), keys.next()) {
            let message = format!("the example gives {first} and {second}, of which one is sent");
            out.report(Code::SeveralChosen, second.span, message)
                .also(first.span, "already chosen by this")
                .also(name.span, "the choice")
                .help("keep one of them; another example can show the other");
        }
        let mut required = at.endpoint.args.one_ofs();
        let is_required = required.any(|(required, _)| required.span == name.span);
        let is_given = given.iter().any(|key| is_choice(key) || *key == name.value);
        if is_required && !is_given {
            let message = format!("the example lacks one of the choices of {name}");
            out.report(Code::MissingValue, example.span, message)
                .label("in this example")
                .also(name.span, "required here")
                .help(format!("give one of {}", quoted(names(&one_of.choices))));
        }
    }
}

/// Reports that an example names a choice itself instead of one of its parameters.
pub(super) fn named_itself(
    key: &Spanned<String>,
    (name, one_of): &Named<OneOf>,
    out: &mut Diagnostics,
) {
    let message = format!("{key} is a choice between parameters");
    let choices = quoted(names(&one_of.choices));
    out.report(Code::UnknownValue, key.span, message)
        .also(name.span, "defined here")
        .help(format!("give one of {choices} instead"));
}

/// Resolves the parameters of a choice.
pub(super) fn resolve(
    at: &EndpointAt<'_>,
    (name, one_of): &Named<OneOf>,
    required: bool,
) -> Option<Vec<api::Field>> {
    let ty = at.group.own_type(naming::type_name(&one_of.one_of.value));
    // In Rust, it is an enum like that of a value of several shapes.
    let field = api::Field {
        name: naming::field(&name.value),
        setter: naming::setter(&name.value),
        required,
        ..api::Field::new(&name.value, api::Type::AnyOf(ty.clone()), text(&one_of.doc))
    };
    let resolved = Arc::new(api::OneOf { ty, field });
    complete(one_of.choices.iter().map(|named| {
        let choice = api::Choice {
            one_of: Arc::clone(&resolved),
            variant: naming::variant(&named.1.rust_name(&named.0).value),
        };
        Some(api::Field {
            choice: Some(choice),
            ..at.group.types.field(Place::Choice, named)?
        })
    }))
}
