//! Compares fields of objects, and parameters of calls and of sets, depending on where they are used.

use super::bounds;
use super::changes::Changes;
use super::items::{FieldAt, Fields, TypeIn};
use super::pairs::{Entry, Pairs};
use super::relation::Matches;
use super::{Change, Rule};
use bge_private_codegen::api;
use bge_private_codegen::check::Number;
use bge_private_codegen::source::Span;
use bge_private_codegen::spec::model::Join;
use bge_private_codegen::spec::yaml::{Node, NodeKind};

/// Where fields are used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// As parameters of a call.
    Params,
    /// In an object that is sent.
    Sent,
    /// In an object that is returned.
    Returned,
    /// As parameters of a set.
    Set,
}

impl Place {
    fn is_sent(self) -> bool {
        self != Self::Returned
    }

    /// Returns the rules for an added and a removed field.
    fn existence(self, field: &api::Field) -> [Rule; 2] {
        match self {
            Self::Params | Self::Sent if field.is_option() => {
                [Rule::RequestOptionalAdded, Rule::RequestRemoved]
            }
            Self::Params | Self::Sent => [Rule::RequestRequiredAdded, Rule::RequestRemoved],
            Self::Returned if field.required => {
                [Rule::ResponseFieldAdded, Rule::ResponseFieldRemoved]
            }
            Self::Returned => [Rule::ResponseFieldAdded, Rule::ResponseOptionalFieldRemoved],
            Self::Set => [Rule::ExtraParamAdded, Rule::ExtraParamRemoved],
        }
    }

    /// Returns the rules for another name on the wire, another name in Rust, and other documentation.
    fn naming(self) -> [Rule; 3] {
        let (name, doc) = (Rule::FieldRenamed, Rule::FieldDocChanged);
        match self {
            Self::Params | Self::Sent => [Rule::RequestWireNameChanged, name, doc],
            Self::Returned => [Rule::ResponseWireNameChanged, name, doc],
            Self::Set => [
                Rule::ExtraParamWireNameChanged,
                Rule::ExtraParamRenamed,
                Rule::TypeDocChanged,
            ],
        }
    }

    /// Returns the rule for another type.
    pub(super) fn retyped(self, matches: &Matches<'_>, old: TypeIn<'_>, new: TypeIn<'_>) -> Rule {
        let fits = matches.fits(old, new, !self.is_sent());
        match (self.is_sent(), fits, matches.is_same_in_rust(old, new)) {
            (true, false, false) => Rule::RequestTypeChanged,
            (true, true, false) => Rule::RequestTypeWidened,
            (true, false, true) => Rule::RequestFormatChanged,
            (true, true, true) => Rule::RequestFormatWidened,
            (false, false, false) => Rule::ResponseTypeChanged,
            (false, true, false) => Rule::ResponseTypeNarrowed,
            (false, false, true) => Rule::ResponseFormatChanged,
            (false, true, true) => Rule::ResponseFormatNarrowed,
        }
    }
}

/// A list of fields before and after.
pub(super) struct FieldLists<'a> {
    /// The name of the item that has the fields.
    pub(super) owner: &'a str,
    pub(super) place: Place,
    pub(super) matches: &'a Matches<'a>,
}

impl FieldLists<'_> {
    pub(super) fn compare(&self, old: Fields<'_>, new: Fields<'_>, out: &mut Vec<Change>) {
        let pairs = Pairs::of(old, new);
        let prefix = format!("{}.", self.owner);
        let takeovers = pairs.takeovers();
        let takeovers: Vec<_> = takeovers.filter(|pair| self.is_silent(*pair)).collect();
        for [old, new] in &takeovers {
            let span = new.item.spec.rust_name(new.name).span;
            new.changes(&prefix, out)
                .takeover(Rule::FieldSwapped, span, [&old.keys, &new.keys]);
        }
        let rules = |field: &FieldAt<'_>| self.place.existence(field.api);
        pairs.report(&prefix, rules, out, |[old, new], changes| {
            let is_swapped = takeovers.iter().any(|[_, other]| other.keys == new.keys);
            self.compare_names([old, new], is_swapped, changes);
            self.compare_field([&old.item, &new.item], new.name.span, changes);
        });
        if matches!(self.place, Place::Params | Place::Sent) {
            self.compare_order(&pairs, out);
        }
    }

    /// Returns whether existing code for the old field compiles with the new one.
    fn is_silent(&self, [old, new]: [&Entry<'_, FieldAt<'_>>; 2]) -> bool {
        let (old, new) = (&old.item, &new.item);
        self.matches.is_same_in_rust(old.ty(), new.ty())
            && old.api.is_option() == new.api.is_option()
    }

    fn compare_names(
        &self,
        [old, new]: [&Entry<'_, FieldAt<'_>>; 2],
        is_swapped: bool,
        changes: &mut Changes<'_>,
    ) {
        let [wire, rust, doc] = self.place.naming();
        let (name, spec) = (new.name, new.item.spec);
        changes.on_the_wire(
            wire,
            spec.wire_name(name).span,
            [&old.keys[0], &new.keys[0]],
        );
        if !is_swapped {
            changes.in_rust(
                rust,
                spec.rust_name(name).span,
                [&old.keys[1], &new.keys[1]],
            );
        }
        changes.doc(doc, name.span, [&old.item.spec.doc, &spec.doc]);
        let notes = [&old.item.spec.deprecated, &spec.deprecated];
        let rules = [Rule::FieldDeprecated, Rule::FieldUndeprecated, doc];
        changes.deprecation(rules, name.span, notes);
    }

    fn compare_field(&self, pair: [&FieldAt<'_>; 2], name: Span, changes: &mut Changes<'_>) {
        let [old, new] = pair;
        if let Some((rule, message)) = self.presence([old.api, new.api]) {
            changes.add(rule, name, message);
        }
        let is_json = |field: &FieldAt<'_>| field.api.join == Some(Join::Json);
        let is_text = self.place == Place::Params && !is_json(old) && !is_json(new);
        let (before, after) = (
            TypeIn {
                is_text,
                ..old.ty()
            },
            TypeIn {
                is_text,
                ..new.ty()
            },
        );
        if self.matches.is_same(before, after) {
            compare_secrecy(pair, changes);
            self.compare_bounds(pair, name, changes);
        } else {
            let rule = self.place.retyped(self.matches, before, after);
            let (old, new) = (&old.spec.ty, &new.spec.ty);
            changes.changed(rule, new.span, [&old.value, &new.value]);
        }
        if let (Some(old), Some(new)) = (&old.spec.join, &new.spec.join) {
            let joins = [join(old.value), join(new.value)];
            changes.value(Rule::RequestJoinChanged, new.span, joins);
        }
        // A required field has no default. A field that became required is reported elsewhere.
        if !old.api.required && !new.api.required {
            compare_default([&old.spec.default, &new.spec.default], name, changes);
        }
    }

    /// Returns the rule and the message if values may be absent or null in other cases.
    fn presence(&self, [old, new]: [&api::Field; 2]) -> Option<(Rule, &'static str)> {
        if (old.required, old.nullable) == (new.required, new.nullable) {
            return None;
        }
        // Clients omit an optional field, and send null for a field that is only nullable.
        let is_understood = if old.required {
            new.nullable
        } else {
            !new.required
        };
        let is_wider = (old.required && !new.required) || (!old.nullable && new.nullable);
        let change = match (self.place.is_sent(), old.is_option(), new.is_option()) {
            (true, false, _) => (Rule::RequestMadeOptional, "may be left out"),
            (false, false, _) => (Rule::ResponseMadeOptional, "may have no value"),
            (true, true, false) => (Rule::RequestMadeRequired, "is required"),
            (false, true, false) => (Rule::ResponseMadeRequired, "always has a value"),
            (true, true, true) if is_understood => (
                Rule::RequestAbsenceWidened,
                "may have no value in another way, too",
            ),
            (true, true, true) => (
                Rule::RequestAbsenceNarrowed,
                "has no value in another way than before",
            ),
            (false, true, true) if is_wider => (
                Rule::ResponseAbsenceWidened,
                "may have no value in another way, too",
            ),
            (false, true, true) => (
                Rule::ResponseAbsenceNarrowed,
                "has no value in fewer ways than before",
            ),
        };
        Some(change)
    }

    fn compare_bounds(&self, [old, new]: [&FieldAt<'_>; 2], name: Span, changes: &mut Changes<'_>) {
        for change in bounds::changes(old.spec, new.spec) {
            let rule = match (self.place.is_sent(), change.is_tighter) {
                (true, true) => Rule::RequestBoundTightened,
                (true, false) => Rule::RequestBoundLoosened,
                (false, _) => Rule::ResponseBoundChanged,
            };
            changes.add(rule, change.span.unwrap_or(name), change.message);
        }
        if !self.place.is_sent() {
            let on = (Rule::ResponseLenientAdded, "may come as text");
            let off = (
                Rule::ResponseLenientRemoved,
                "does not come as text any more",
            );
            changes.switch(name, [old.api.lenient, new.api.lenient], [on, off]);
        }
    }

    /// Compares the order of the fields that are required before and after.
    fn compare_order(&self, pairs: &Pairs<'_, FieldAt<'_>>, out: &mut Vec<Change>) {
        let is_required = |field: &&Entry<'_, FieldAt<'_>>| !field.item.api.is_option();
        let both: Vec<_> = pairs
            .both()
            .filter(|pair| pair.iter().all(is_required))
            .collect();
        let is_kept = |old: &&Entry<'_, _>| both.iter().any(|[other, _]| other.keys == old.keys);
        let in_old_order: Vec<_> = pairs.old.iter().filter(is_kept).collect();
        let mut places = both.iter().zip(&in_old_order);
        let moved = places
            .clone()
            .find(|([old, _], other)| old.keys != other.keys);
        let Some(([_, first], _)) = moved else {
            return;
        };
        let (rule, message) = if places
            .all(|([_, new], old)| self.matches.is_same_in_rust(old.item.ty(), new.item.ty()))
        {
            (
                Rule::RequestSwapped,
                "have another order, and the same types at each place",
            )
        } else {
            (Rule::RequestReordered, "have another order")
        };
        let subject = format!("required arguments of {}", self.owner);
        Changes::of(subject, out).add(rule, first.name.span, message);
    }
}

fn compare_secrecy([old, new]: [&FieldAt<'_>; 2], changes: &mut Changes<'_>) {
    let message = match (old.api.secrecy, new.api.secrecy) {
        (old, new) if old == new => return,
        (_, None) => "is no secret any more",
        (None, _) => "is a secret now",
        (Some(_), Some(_)) => "is a secret in another way",
    };
    let secret = new.spec.secret.as_ref();
    let span = secret.map_or(new.spec.ty.span, |secret| secret.span);
    changes.add(Rule::SecretChanged, span, message);
}

fn join(join: Join) -> &'static str {
    match join {
        Join::Comma => "join: comma",
        Join::Json => "join: json",
        Join::Repeat => "join: repeat",
    }
}

fn compare_default([old, new]: [&Option<Node>; 2], name: Span, changes: &mut Changes<'_>) {
    let span = new.as_ref().map_or(name, |new| new.span);
    let (rule, message) = match (old, new) {
        (Some(old), Some(new)) if is_same_default(old, new) => return,
        (None, None) => return,
        (Some(_), Some(_)) => (Rule::DefaultChanged, "has another default"),
        (None, Some(_)) => (Rule::DefaultAdded, "has a default now"),
        (Some(_), None) => (Rule::DefaultRemoved, "has no default any more"),
    };
    changes.add(rule, span, message);
}

/// Returns whether two defaults are equal. Numbers are compared by value: 1 equals 1.0.
fn is_same_default(old: &Node, new: &Node) -> bool {
    match (&old.kind, &new.kind) {
        (NodeKind::Number(old), NodeKind::Number(new)) => Number::new(old) == Number::new(new),
        (old, new) => old == new,
    }
}
