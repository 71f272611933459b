//! Compares the properties of a field that mean the same in every place: secrecy, join, default, deprecation.

use super::Changes;
use super::equality;
use super::messages::changed;
use super::rules::Rule;
use super::slot::Slot;
use bge_private_codegen::source::Span;
use bge_private_codegen::spec::model::{Field, Join};

pub(super) fn secrecy(old: &Field, new: &Field, subject: &str, out: &mut Changes) {
    let said = |field: &Field| field.secret.as_ref().map(|secret| secret.value);
    if said(old) != said(new) {
        let span = new
            .secret
            .as_ref()
            .map_or(new.ty.span, |secret| secret.span);
        let message = match said(new) {
            None => "is no secret any more",
            Some(_) if old.secret.is_none() => "is a secret now",
            Some(_) => "is a secret in another way",
        };
        out.in_new(Rule::SecretChanged, span, subject, message);
    }
}

pub(super) fn join(old: &Field, new: &Field, subject: &str, out: &mut Changes) {
    if let (Some(old), Some(new)) = (&old.join, &new.join)
        && old.value != new.value
    {
        let message = changed(&join_name(old.value), &join_name(new.value));
        out.in_new(Rule::RequestJoinChanged, new.span, subject, message);
    }
}

fn join_name(join: Join) -> &'static str {
    match join {
        Join::Comma => "join: comma",
        Join::Json => "join: json",
        Join::Repeat => "join: repeat",
    }
}

pub(super) fn default(old: Slot<'_>, new: Slot<'_>, subject: &str, out: &mut Changes) {
    // A required field has no default. A field that became required is reported elsewhere.
    if !(old.optional && new.optional) {
        return;
    }
    match (&old.field.default, &new.field.default) {
        (Some(old), Some(new)) if !equality::node(old, new) => {
            out.in_new(
                Rule::DefaultChanged,
                new.span,
                subject,
                "has another default",
            );
        }
        (None, Some(new)) => out.in_new(Rule::DefaultAdded, new.span, subject, "has a default now"),
        (Some(_), None) => {
            out.in_new(
                Rule::DefaultRemoved,
                new.name.span,
                subject,
                "has no default any more",
            );
        }
        _ => {}
    }
}

pub(super) fn deprecation(old: Slot<'_>, new: Slot<'_>, subject: &str, out: &mut Changes) {
    let span = |slot: Slot<'_>| -> Span {
        let note = slot.field.deprecated.as_ref();
        note.map_or(slot.name.span, |note| note.en.span)
    };
    match (&old.field.deprecated, &new.field.deprecated) {
        (None, Some(_)) => out.in_new(Rule::FieldDeprecated, span(new), subject, "is deprecated"),
        (Some(_), None) => {
            out.in_new(
                Rule::FieldUndeprecated,
                span(new),
                subject,
                "is not deprecated any more",
            );
        }
        (Some(old), Some(note)) if !equality::text(old, note) => {
            out.in_new(
                Rule::FieldDocChanged,
                span(new),
                subject,
                "is deprecated in other words",
            );
        }
        _ => {}
    }
}
