//! Compares fields of objects, and parameters of calls and of sets, depending on where they are used.

use super::bounds;
use super::changes::Changes;
use super::endpoints::{Cases, cases, has_all};
use super::items::{Entry, FieldAt, Fields, Place, TypeIn};
use super::pairs::Pairs;
use super::relation::Matches;
use super::{Change, Rule};
use bge_private_codegen::api;
use bge_private_codegen::check::Number;
use bge_private_codegen::source::Span;
use bge_private_codegen::spec::model::Join;
use bge_private_codegen::spec::yaml::{Node, NodeKind};

type Pair<'p, 'a> = [&'p Entry<'a, FieldAt<'a>>; 2];

impl Place {
    fn is_sent(self) -> bool {
        !matches!(self, Self::Returned | Self::Shape)
    }

    /// Returns the rules for an added and a removed field.
    fn existence(self, field: &api::Field) -> [Rule; 2] {
        match self {
            Self::Params if field.choice.is_some() => [Rule::ChoiceAdded, Rule::ChoiceRemoved],
            Self::Params | Self::Sent if field.is_option() => {
                [Rule::RequestOptionalAdded, Rule::RequestRemoved]
            }
            Self::Params | Self::Sent => [Rule::RequestRequiredAdded, Rule::RequestRemoved],
            Self::Returned if field.required => {
                [Rule::ResponseFieldAdded, Rule::ResponseFieldRemoved]
            }
            Self::Returned => [Rule::ResponseFieldAdded, Rule::ResponseOptionalFieldRemoved],
            Self::Set => [Rule::ExtraParamAdded, Rule::ExtraParamRemoved],
            Self::Shape => [Rule::ShapeAdded, Rule::ShapeRemoved],
        }
    }

    /// Returns the rules for another name on the wire, another name in Rust, and other documentation.
    fn naming(self) -> [Rule; 3] {
        let (name, doc) = (Rule::FieldRenamed, Rule::FieldDocChanged);
        match self {
            Self::Params | Self::Sent => [Rule::RequestWireNameChanged, name, doc],
            Self::Returned | Self::Shape => [Rule::ResponseWireNameChanged, name, doc],
            Self::Set => [
                Rule::ExtraParamWireNameChanged,
                Rule::ExtraParamRenamed,
                Rule::TypeDocChanged,
            ],
        }
    }
}

impl Matches<'_> {
    /// Returns the rule for another type, if it is not the same.
    pub(super) fn retyped(&self, place: Place, old: TypeIn<'_>, new: TypeIn<'_>) -> Option<Rule> {
        if self.is_same(old, new) {
            return None;
        }
        let (is_sent, fits) = (place.is_sent(), self.fits(old, new, !place.is_sent()));
        Some(match (is_sent, fits, self.is_same_in_rust(old, new)) {
            (true, false, false) => Rule::RequestTypeChanged,
            (true, true, false) => Rule::RequestTypeWidened,
            (true, false, true) => Rule::RequestFormatChanged,
            (true, true, true) => Rule::RequestFormatWidened,
            (false, false, false) => Rule::ResponseTypeChanged,
            (false, true, false) => Rule::ResponseTypeNarrowed,
            (false, false, true) => Rule::ResponseFormatChanged,
            (false, true, true) => Rule::ResponseFormatNarrowed,
        })
    }

    /// Compares the fields of an item with this name.
    pub(super) fn compare_fields(
        &self,
        place: Place,
        owner: &str,
        [old, new]: [Fields<'_>; 2],
        out: &mut Vec<Change>,
    ) {
        let pairs = Pairs::of(old, new);
        let prefix = format!("{owner}.");
        let takeovers = pairs.takeovers();
        let takeovers: Vec<_> = takeovers.filter(|pair| self.is_silent(*pair)).collect();
        for pair in &takeovers {
            let span = pair[1].item.spec.rust_name(pair[1].name).span;
            let mut changes = Changes::of_item(&prefix, pair[1], out);
            changes.takeover(Rule::FieldSwapped, span, *pair);
        }
        let rules = |field: &FieldAt<'_>| place.existence(field.api);
        pairs.report(&prefix, rules, out, |pair, changes| {
            let is_swapped = takeovers.iter().any(|[_, new]| new.keys == pair[1].keys);
            compare_names(place, pair, is_swapped, changes);
            self.compare_field(place, pair, changes);
        });
        if matches!(place, Place::Params | Place::Sent) {
            self.compare_order(owner, &pairs, out);
        }
    }

    /// Returns whether existing code for the old field compiles with the new one.
    fn is_silent(&self, pair: Pair<'_, '_>) -> bool {
        let [old, new] = pair.map(|one| &one.item);
        self.is_same_in_rust(old.ty(false), new.ty(false))
            && old.api.is_option() == new.api.is_option()
            && old.api.choice.is_some() == new.api.choice.is_some()
    }

    fn compare_field(&self, place: Place, pair: Pair<'_, '_>, changes: &mut Changes<'_>) {
        let (name, [old, new]) = (pair[1].name.span, pair.map(|one| &one.item));
        let is_choice = [old, new].map(|one| one.api.choice.is_some());
        // A parameter that begins or ends to exclude others is reported elsewhere.
        if is_choice[0] == is_choice[1]
            && let Some((rule, message)) = presence(place.is_sent(), [old.api, new.api])
        {
            changes.add(rule, name, message);
        }
        let joins = [old, new].map(|one| one.api.join);
        let is_text = place == Place::Params && !joins.contains(&Some(Join::Json));
        let retyped = self.retyped(place, old.ty(is_text), new.ty(is_text));
        if let Some(rule) = retyped {
            let (old, new) = (&old.spec.ty, &new.spec.ty);
            changes.changed(rule, new.span, [&old.value, &new.value]);
        } else {
            compare_boxes([old.api, new.api], name, changes);
            compare_secrecy([old, new], changes);
            compare_bounds(place.is_sent(), pair, changes);
        }
        if let (Some(old), Some(new)) = (&old.spec.join, &new.spec.join)
            && old.value != new.value
        {
            let joins = [join(old.value), join(new.value)];
            changes.changed(Rule::RequestJoinChanged, new.span, joins);
        }
        // A required field has no default. A field that became required is reported elsewhere.
        if !old.api.required && !new.api.required {
            compare_default([old, new], name, changes);
        }
        compare_condition([old, new], name, changes);
    }

    /// Compares the order of the fields that are required before and after.
    fn compare_order(&self, owner: &str, pairs: &Pairs<'_, FieldAt<'_>>, out: &mut Vec<Change>) {
        let is_required = |field: &Entry<'_, FieldAt<'_>>| !field.item.api.is_option();
        let both = pairs.both();
        let both: Vec<_> = both
            .filter(|pair| pair.iter().all(|one| is_required(one)))
            .collect();
        let is_kept = |old: &&Entry<'_, _>| both.iter().any(|[other, _]| other.keys == old.keys);
        let in_old_order: Vec<_> = pairs.old.iter().filter(is_kept).collect();
        let mut places = both.iter().zip(in_old_order);
        let mut moved = places
            .clone()
            .filter(|([old, _], other)| old.keys != other.keys);
        let Some(([_, first], _)) = moved.next() else {
            return;
        };
        let is_silent = places
            .all(|([_, new], old)| self.is_same_in_rust(old.item.ty(false), new.item.ty(false)));
        let (rule, message) = if is_silent {
            let message = "have another order, and the same types at each place";
            (Rule::RequestSwapped, message)
        } else {
            (Rule::RequestReordered, "have another order")
        };
        let subject = format!("required arguments of {owner}");
        Changes::of(subject, out).add(rule, first.name.span, message);
    }
}

fn compare_names(place: Place, pair: Pair<'_, '_>, is_swapped: bool, changes: &mut Changes<'_>) {
    let (name, [old, new]) = (pair[1].name, pair.map(|one| one.item.spec));
    let [wire, rust, doc] = place.naming();
    let rust = (!is_swapped).then_some((rust, new.rust_name(name).span));
    // A parameter in the path has a name on the wire in the spec only.
    let is_named = !pair.iter().all(|one| one.item.api.in_path);
    let wire = is_named.then_some((wire, new.wire_name(name).span));
    changes.names(wire, rust, pair);
    changes.doc(doc, name.span, [&old.doc, &new.doc]);
    let rules = [Rule::FieldDeprecated, Rule::FieldUndeprecated, doc];
    changes.deprecation(rules, name.span, [&old.deprecated, &new.deprecated]);
}

/// Returns the rule and the message if values may be absent or null in other cases.
fn presence(is_sent: bool, [old, new]: [&api::Field; 2]) -> Option<(Rule, &'static str)> {
    // Clients omit an optional field, and send null for a field that is only nullable.
    let is_understood = (old.required && new.nullable) || (!old.required && !new.required);
    let is_wider = (old.required && !new.required) || (!old.nullable && new.nullable);
    let in_another_way = "may have no value in another way, too";
    Some(match (is_sent, old.is_option(), new.is_option()) {
        _ if (old.required, old.nullable) == (new.required, new.nullable) => return None,
        (_, false, false) => return None,
        (true, false, true) => (Rule::RequestMadeOptional, "may be left out"),
        (false, false, true) => (Rule::ResponseMadeOptional, "may have no value"),
        (true, true, false) => (Rule::RequestMadeRequired, "is required"),
        (false, true, false) => (Rule::ResponseMadeRequired, "always has a value"),
        (true, true, true) if is_understood => (Rule::RequestAbsenceWidened, in_another_way),
        (true, true, true) => {
            let message = "has no value in another way than before";
            (Rule::RequestAbsenceNarrowed, message)
        }
        (false, true, true) if is_wider => (Rule::ResponseAbsenceWidened, in_another_way),
        (false, true, true) => {
            let message = "has no value in fewer ways than before";
            (Rule::ResponseAbsenceNarrowed, message)
        }
    })
}

fn compare_bounds(is_sent: bool, pair: Pair<'_, '_>, changes: &mut Changes<'_>) {
    let (name, [old, new]) = (pair[1].name.span, pair.map(|one| one.item.spec));
    for (is_tighter, message, span) in bounds::changes(old, new) {
        let rule = match (is_sent, is_tighter) {
            (true, true) => Rule::RequestBoundTightened,
            (true, false) => Rule::RequestBoundLoosened,
            (false, _) => Rule::ResponseBoundChanged,
        };
        changes.add(rule, span.unwrap_or(name), message);
    }
    if !is_sent {
        let on = (Rule::ResponseLenientAdded, "may come as text");
        let message = "does not come as text any more";
        let off = (Rule::ResponseLenientRemoved, message);
        changes.switch(name, [old.lenient, new.lenient], [on, off]);
    }
}

fn compare_boxes([old, new]: [&api::Field; 2], name: Span, changes: &mut Changes<'_>) {
    let on = (Rule::FieldBoxed, "is boxed now");
    let off = (Rule::FieldBoxed, "is not boxed any more");
    let is_option = old.is_option() && new.is_option();
    if is_option {
        changes.switch(name, [old.boxed, new.boxed], [on, off]);
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

fn compare_default([old, new]: [&FieldAt<'_>; 2], name: Span, changes: &mut Changes<'_>) {
    let defaults = [old, new].map(|one| one.spec.default.as_ref());
    let span = defaults[1].map_or(name, |new| new.span);
    let are_sent = [old, new].map(|one| one.api.always.is_some());
    let on = (Rule::SentDefaultAdded, "is always sent now");
    let off = (
        Rule::SentDefaultRemoved,
        "is not sent any more unless it is set",
    );
    changes.switch(span, are_sent, [on, off]);
    let [before, after] = defaults;
    let (rule, message) = match (before, after) {
        (Some(old), Some(new)) if is_same_default(old, new) => return,
        (None, None) => return,
        (Some(_), Some(_)) if are_sent == [true, true] => {
            (Rule::SentDefaultChanged, "is sent with another default")
        }
        (Some(_), Some(_)) => (Rule::DefaultChanged, "has another default"),
        (None, Some(_)) => (Rule::DefaultAdded, "has a default now"),
        (Some(_), None) => (Rule::DefaultRemoved, "has no default any more"),
    };
    changes.add(rule, span, message);
}

/// Compares the cases in which a parameter may be given, and those in which it must be.
fn compare_condition([old, new]: [&FieldAt<'_>; 2], name: Span, changes: &mut Changes<'_>) {
    let cases = |one: &FieldAt<'_>| Some(cases_of(one.api.with.as_ref()?));
    let covers = |one: &Option<Cases>, other: &Option<Cases>| match (one, other) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(one), Some(other)) => has_all(one, other),
    };
    let (before, after) = (cases(old), cases(new));
    let [was_needed, is_needed] = [old, new].map(needed);
    let with = new.spec.condition();
    let span = with.map_or(name, |with| with.argument.span);
    let (rule, message) = if !covers(&after, &before) {
        let message = "may be given in fewer cases";
        (Rule::RequestConditionTightened, message)
    } else if !has_all(&was_needed, &is_needed) {
        let message = "must be given in more cases";
        (Rule::RequestConditionTightened, message)
    } else if !covers(&before, &after) {
        let message = "may be given in more cases";
        (Rule::RequestConditionLoosened, message)
    } else if !has_all(&is_needed, &was_needed) {
        let message = "must be given in fewer cases";
        (Rule::RequestConditionLoosened, message)
    } else {
        return;
    };
    changes.add(rule, span, message);
}

/// Returns the cases in which a parameter must be given.
fn needed(field: &FieldAt<'_>) -> Cases {
    let with = field.api.with.as_ref().filter(|with| with.required);
    with.map(cases_of).unwrap_or_default()
}

/// Returns the cases in which a condition holds. If the default of the other argument is one of the values, leaving it
/// out is a case, too.
fn cases_of(with: &api::With) -> Cases {
    let [mut by_name, mut by_wire] = cases([&with.name, &with.wire], &with.values);
    if with.holds_by_default() {
        by_name.insert([with.name.clone(), String::new()]);
        by_wire.insert([with.wire.clone(), String::new()]);
    }
    [by_name, by_wire]
}

/// Returns whether two defaults are equal. Numbers are compared by value: 1 equals 1.0.
fn is_same_default(old: &Node, new: &Node) -> bool {
    match (&old.kind, &new.kind) {
        (NodeKind::Number(old), NodeKind::Number(new)) => Number::new(old) == Number::new(new),
        (old, new) => old == new,
    }
}
