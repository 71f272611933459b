//! Compares arguments and fields, depending on whether they are sent or returned.

use super::Changes;
use super::bounds;
use super::equality;
use super::messages::{changed, in_rust, on_the_wire, stands_for};
use super::pairs::{Pairs, pair};
use super::relation::{Form, NamedTypes, Relation, TypeAt, relation};
use super::rules::Rule;
use super::slot::Slot;
use super::spec_view::GroupView;
use super::traits;
use bge_private_codegen::spec::model::Join;

/// The direction in which values are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// To the platform.
    Sent,
    /// From the platform.
    Answered,
}

/// The context of a list of fields that is compared.
pub(super) struct Fields<'a> {
    /// The name of the endpoint or type that has the fields, such as `sign_url`.
    pub(super) owner: &'a str,
    pub(super) direction: Direction,
    /// How values other than lists, maps and objects are written.
    pub(super) form: Form,
    pub(super) types: &'a NamedTypes<'a>,
    pub(super) old_group: &'a GroupView<'a>,
    pub(super) new_group: &'a GroupView<'a>,
}

impl Fields<'_> {
    pub(super) fn compare(&self, old: &[Slot<'_>], new: &[Slot<'_>], out: &mut Changes) {
        let keys = |slots: &[Slot<'_>]| -> Vec<_> {
            let keys = slots
                .iter()
                .map(|slot| [slot.wire().to_owned(), slot.rust().0]);
            keys.collect()
        };
        let pairs = pair(&keys(old), &keys(new));
        for (new, old_of) in new.iter().zip(&pairs.old_of) {
            let named = self.named_before(old, *old_of, *new);
            if let Some(named) = named {
                let span = new.field.rust.as_ref().unwrap_or(new.name).span;
                let message = stands_for(&new.rust().0, named.wire(), new.wire());
                out.in_new(Rule::FieldSwapped, span, &self.subject(*new), message);
            }
            match old_of.and_then(|index| old.get(index)) {
                Some(old) => self.compare_one(*old, *new, named.is_some(), out),
                None => self.added(*new, out),
            }
        }
        for old in pairs.removed.iter().filter_map(|&index| old.get(index)) {
            self.removed(*old, out);
        }
        if self.direction == Direction::Sent {
            self.compare_order(old, new, &pairs, out);
        }
    }

    /// Returns a different old field that had the Rust name of the new field, if both have the same type.
    /// Existing code then compiles, but uses the wrong field.
    fn named_before<'s>(
        &self,
        old: &[Slot<'s>],
        old_of: Option<usize>,
        new: Slot<'_>,
    ) -> Option<Slot<'s>> {
        let name = new.rust().0;
        let mut others = old.iter().enumerate();
        let (_, named) =
            others.find(|(index, slot)| Some(*index) != old_of && slot.rust().0 == name)?;
        let (before, after) = (self.ty(*named, true), self.ty(new, false));
        let is_same_type = relation(self.types, before, after, self.form).is_same_in_rust
            && before.rust() == after.rust();
        (is_same_type && named.is_required() == new.is_required()).then_some(*named)
    }

    fn subject(&self, slot: Slot<'_>) -> String {
        format!("{}.{}", self.owner, slot.name.value)
    }

    fn added(&self, slot: Slot<'_>, out: &mut Changes) {
        let (rule, message) = match (self.direction, slot.is_required()) {
            (Direction::Sent, true) => (Rule::RequestRequiredAdded, "was added and is required"),
            (Direction::Sent, false) => (Rule::RequestOptionalAdded, "was added and is optional"),
            (Direction::Answered, _) => (Rule::ResponseFieldAdded, "was added"),
        };
        out.in_new(rule, slot.name.span, &self.subject(slot), message);
    }

    fn removed(&self, slot: Slot<'_>, out: &mut Changes) {
        let rule = match self.direction {
            Direction::Sent => Rule::RequestRemoved,
            Direction::Answered if slot.optional => Rule::ResponseOptionalFieldRemoved,
            Direction::Answered => Rule::ResponseFieldRemoved,
        };
        out.in_old(rule, slot.name.span, &self.subject(slot), "was removed");
    }

    fn compare_one(&self, old: Slot<'_>, new: Slot<'_>, is_swapped: bool, out: &mut Changes) {
        let subject = &self.subject(new);
        self.compare_wire(old, new, subject, out);
        if !is_swapped {
            self.compare_rust(old, new, subject, out);
        }
        self.compare_presence(old, new, subject, out);
        let relation = relation(
            self.types,
            self.ty(old, true),
            self.ty(new, false),
            self.form_of(old, new),
        );
        if relation.is_same {
            traits::secrecy(old.field, new.field, subject, out);
            self.compare_bounds(old, new, subject, out);
            self.compare_lenience(old, new, subject, out);
        } else {
            let message = changed(&old.field.ty.value, &new.field.ty.value);
            out.in_new(
                self.type_rule(relation),
                new.field.ty.span,
                subject,
                message,
            );
        }
        traits::join(old.field, new.field, subject, out);
        traits::default(old, new, subject, out);
        traits::deprecation(old, new, subject, out);
        if !equality::text(&old.field.doc, &new.field.doc) {
            let span = new.field.doc.en.span;
            out.in_new(
                Rule::FieldDocChanged,
                span,
                subject,
                "is described in other words",
            );
        }
    }

    fn compare_wire(&self, old: Slot<'_>, new: Slot<'_>, subject: &str, out: &mut Changes) {
        if old.wire() != new.wire() {
            let rule = match self.direction {
                Direction::Sent => Rule::RequestWireNameChanged,
                Direction::Answered => Rule::ResponseWireNameChanged,
            };
            let span = new.field.wire.as_ref().unwrap_or(new.name).span;
            out.in_new(rule, span, subject, on_the_wire(old.wire(), new.wire()));
        }
    }

    fn compare_rust(&self, old: Slot<'_>, new: Slot<'_>, subject: &str, out: &mut Changes) {
        let (old_names, new_names) = (old.rust(), new.rust());
        if old_names != new_names {
            let span = new.field.rust.as_ref().unwrap_or(new.name).span;
            out.in_new(
                Rule::FieldRenamed,
                span,
                subject,
                in_rust(&old_names.0, &new_names.0),
            );
        }
    }

    fn compare_presence(&self, old: Slot<'_>, new: Slot<'_>, subject: &str, out: &mut Changes) {
        if (old.optional, old.nullable()) == (new.optional, new.nullable()) {
            return;
        }
        let sent = self.direction == Direction::Sent;
        let (rule, message) = match (old.is_required(), new.is_required()) {
            (true, _) if sent => (Rule::RequestMadeOptional, "may be left out"),
            (true, _) => (Rule::ResponseMadeOptional, "may have no value"),
            (_, true) if sent => (Rule::RequestMadeRequired, "is required"),
            (_, true) => (Rule::ResponseMadeRequired, "always has a value"),
            _ if sent && Self::is_understood(old, new) => (
                Rule::RequestAbsenceWidened,
                "may have no value in another way, too",
            ),
            _ if sent => (
                Rule::RequestAbsenceNarrowed,
                "has no value in another way than before",
            ),
            _ if (new.optional && !old.optional) || (new.nullable() && !old.nullable()) => (
                Rule::ResponseAbsenceWidened,
                "may have no value in another way, too",
            ),
            _ => (
                Rule::ResponseAbsenceNarrowed,
                "has no value in fewer ways than before",
            ),
        };
        out.in_new(rule, new.name.span, subject, message);
    }

    /// Returns whether the platform still understands how old clients send no value. They omit an optional
    /// field, and send null for a field that is only nullable.
    fn is_understood(old: Slot<'_>, new: Slot<'_>) -> bool {
        if old.optional {
            new.optional
        } else {
            new.nullable()
        }
    }

    fn ty<'a>(&'a self, slot: Slot<'a>, is_old: bool) -> TypeAt<'a> {
        TypeAt {
            group: if is_old {
                self.old_group
            } else {
                self.new_group
            },
            expr: &slot.field.ty.value,
            secret: slot.field.secret.as_ref().map(|secret| secret.value),
        }
    }

    fn form_of(&self, old: Slot<'_>, new: Slot<'_>) -> Form {
        let is_json =
            |slot: Slot<'_>| matches!(&slot.field.join, Some(join) if join.value == Join::Json);
        if is_json(old) || is_json(new) {
            Form::Json
        } else {
            self.form
        }
    }

    fn type_rule(&self, relation: Relation) -> Rule {
        type_rule(self.direction, relation)
    }

    fn compare_bounds(&self, old: Slot<'_>, new: Slot<'_>, subject: &str, out: &mut Changes) {
        for change in bounds::changes(old.field, new.field) {
            let rule = match self.direction {
                Direction::Answered => Rule::ResponseBoundChanged,
                Direction::Sent if change.is_tighter => Rule::RequestBoundTightened,
                Direction::Sent => Rule::RequestBoundLoosened,
            };
            let message = format!("has another bound: {}", change.words);
            match change.span {
                Some(span) => out.in_new(rule, span, subject, message),
                None => out.in_new(rule, new.name.span, subject, message),
            }
        }
    }

    fn compare_lenience(&self, old: Slot<'_>, new: Slot<'_>, subject: &str, out: &mut Changes) {
        let (rule, message) = match (self.direction, old.field.lenient, new.field.lenient) {
            (Direction::Answered, false, true) => (Rule::ResponseLenientAdded, "may come as text"),
            (Direction::Answered, true, false) => (
                Rule::ResponseLenientRemoved,
                "does not come as text any more",
            ),
            _ => return,
        };
        out.in_new(rule, new.name.span, subject, message);
    }

    /// Compares the order of the arguments that are required before and after.
    fn compare_order(&self, old: &[Slot<'_>], new: &[Slot<'_>], pairs: &Pairs, out: &mut Changes) {
        let new = new.iter().zip(&pairs.old_of);
        let both: Vec<_> = new
            .filter_map(|(new, old_of)| {
                let index = (*old_of)?;
                let old = old.get(index)?;
                (old.is_required() && new.is_required()).then_some((index, *old, *new))
            })
            .collect();
        let mut before: Vec<_> = both.iter().map(|(index, ..)| *index).collect();
        before.sort_unstable();
        let moved = both
            .iter()
            .zip(&before)
            .find(|((index, ..), place)| index != *place);
        let Some(((_, _, first), _)) = moved else {
            return;
        };
        let mut in_old_order = both.clone();
        in_old_order.sort_by_key(|(index, ..)| *index);
        let is_same_type = both
            .iter()
            .zip(&in_old_order)
            .all(|((_, _, new), (_, old, _))| {
                relation(
                    self.types,
                    self.ty(*old, true),
                    self.ty(*new, false),
                    Form::Json,
                )
                .is_same_in_rust
            });
        let (rule, message) = if is_same_type {
            (
                Rule::RequestSwapped,
                "have another order, and the same types at each place",
            )
        } else {
            (Rule::RequestReordered, "have another order")
        };
        let subject = format!("required arguments of {}", self.owner);
        out.in_new(rule, first.name.span, &subject, message);
    }
}

/// Returns the rule for a changed type.
pub(super) fn type_rule(direction: Direction, relation: Relation) -> Rule {
    let is_compatible = match direction {
        Direction::Sent => relation.old_fits_new,
        Direction::Answered => relation.new_fits_old,
    };
    match (direction, is_compatible, relation.is_same_in_rust) {
        (Direction::Sent, false, false) => Rule::RequestTypeChanged,
        (Direction::Sent, true, false) => Rule::RequestTypeWidened,
        (Direction::Sent, false, true) => Rule::RequestFormatChanged,
        (Direction::Sent, true, true) => Rule::RequestFormatWidened,
        (Direction::Answered, false, false) => Rule::ResponseTypeChanged,
        (Direction::Answered, true, false) => Rule::ResponseTypeNarrowed,
        (Direction::Answered, false, true) => Rule::ResponseFormatChanged,
        (Direction::Answered, true, true) => Rule::ResponseFormatNarrowed,
    }
}
