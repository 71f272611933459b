//! Compares types: which were added or removed, and what changed in the others.

use super::Changes;
use super::equality;
use super::fields::{Direction, Fields};
use super::messages::{changed, in_rust, on_the_wire, stands_for};
use super::pairs::{Pairs, pair};
use super::relation::{Form, NamedTypes};
use super::rules::Rule;
use super::slot::Slot;
use super::spec_view::{GroupView, Named, Side, TypeView};
use super::traits;
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{EnumValue, ExtraSet, Field, Scalar, TypeKind};

pub(super) fn compare(
    old: &Side<'_>,
    new: &Side<'_>,
    groups: &Pairs,
    types: &Pairs,
    out: &mut Changes,
) {
    let (old_types, new_types) = (old.types(), new.types());
    let named = NamedTypes::new(types, &old_types, &new_types);
    for (view, old_of) in new_types.iter().zip(&types.old_of) {
        let name = view.name;
        let Some(before) = old_of.and_then(|index| old_types.get(index)) else {
            out.in_new(Rule::TypeAdded, name.span, &name.value, "was added");
            continue;
        };
        let (Some(old_group), Some(new_group)) =
            (old.groups.get(before.group), new.groups.get(view.group))
        else {
            continue;
        };
        if groups.old_of.get(view.group) != Some(&Some(before.group)) {
            let message = format!("stands in `{}` now", new_group.group.group.value);
            out.in_new(Rule::TypeMoved, name.span, &name.value, message);
        }
        let both = Both {
            old: before,
            new: view,
            old_group,
            new_group,
            types: &named,
        };
        both.compare(out);
    }
    for view in types
        .removed
        .iter()
        .filter_map(|&index| old_types.get(index))
    {
        out.in_old(
            Rule::TypeRemoved,
            view.name.span,
            &view.name.value,
            "was removed",
        );
    }
}

/// A type before and after.
struct Both<'a> {
    old: &'a TypeView<'a>,
    new: &'a TypeView<'a>,
    old_group: &'a GroupView<'a>,
    new_group: &'a GroupView<'a>,
    types: &'a NamedTypes<'a>,
}

impl Both<'_> {
    fn compare(&self, out: &mut Changes) {
        let (name, doc) = (self.new.name, &self.new.def.doc);
        let rust = [self.old, self.new].map(|view| naming::type_name(&view.name.value));
        let [old_name, new_name] = &rust;
        if old_name != new_name {
            out.in_new(
                Rule::TypeRenamed,
                name.span,
                &name.value,
                in_rust(old_name, new_name),
            );
        }
        if !equality::text(&self.old.def.doc, doc) {
            self.reworded(doc.en.span, &name.value, out);
        }
        match (&self.old.def.kind, &self.new.def.kind) {
            (TypeKind::Enum(old), TypeKind::Enum(new))
                if EnumValue::scalar_of(old) == EnumValue::scalar_of(new) =>
            {
                self.compare_values(old, new, out);
            }
            (TypeKind::Object(old), TypeKind::Object(new)) => self.compare_fields(old, new, out),
            (TypeKind::Extra(old), TypeKind::Extra(new)) => self.compare_sets(old, new, out),
            (old, new) => {
                let message = changed(&kind(old), &kind(new));
                out.in_new(Rule::TypeKindChanged, name.span, &name.value, message);
            }
        }
    }

    fn reworded(&self, span: bge_private_codegen::source::Span, subject: &str, out: &mut Changes) {
        out.in_new(
            Rule::TypeDocChanged,
            span,
            subject,
            "is described in other words",
        );
    }

    fn member(&self, name: &str) -> String {
        format!("{}.{name}", self.new.name.value)
    }

    /// Compares the fields of an object in each direction in which the old spec uses it.
    fn compare_fields(&self, old: &[Named<Field>], new: &[Named<Field>], out: &mut Changes) {
        let old_name = &self.old.name.value;
        let directions = [
            (self.old_group.is_sent(old_name), Direction::Sent),
            (self.old_group.is_answered(old_name), Direction::Answered),
        ];
        let old: Vec<_> = old.iter().map(Slot::field).collect();
        let new: Vec<_> = new.iter().map(Slot::field).collect();
        for (_, direction) in directions.into_iter().filter(|(is_used, _)| *is_used) {
            let fields = Fields {
                owner: &self.new.name.value,
                direction,
                form: Form::Json,
                types: self.types,
                old_group: self.old_group,
                new_group: self.new_group,
            };
            fields.compare(&old, &new, out);
        }
    }

    fn compare_values(&self, old: &[EnumValue], new: &[EnumValue], out: &mut Changes) {
        let keys = |values: &[EnumValue]| -> Vec<_> {
            let keys = values.iter().map(|value| {
                [
                    value.value.to_string(),
                    naming::variant(&value.rust_name().value),
                ]
            });
            keys.collect()
        };
        let pairs = pair(&keys(old), &keys(new));
        for (value, old_of) in new.iter().zip(&pairs.old_of) {
            let subject = self.member(&value.name.value);
            let name = naming::variant(&value.rust_name().value);
            let mut others = old.iter().enumerate();
            let named = others.find(|(index, other)| {
                Some(*index) != *old_of && naming::variant(&other.rust_name().value) == name
            });
            if let Some((_, named)) = named {
                let message = stands_for(&name, &named.value.to_string(), &value.value.to_string());
                out.in_new(Rule::EnumValueSwapped, value.name.span, &subject, message);
            }
            match old_of.and_then(|index| old.get(index)) {
                Some(before) => {
                    self.compare_value(before, value, named.is_some(), &subject, out);
                }
                None => out.in_new(Rule::EnumValueAdded, value.name.span, &subject, "was added"),
            }
        }
        let rule = if self.old_group.is_sent(&self.old.name.value) {
            Rule::RequestEnumValueRemoved
        } else {
            Rule::ResponseEnumValueRemoved
        };
        for value in pairs.removed.iter().filter_map(|&index| old.get(index)) {
            out.in_old(
                rule,
                value.name.span,
                &self.member(&value.name.value),
                "was removed",
            );
        }
    }

    fn compare_value(
        &self,
        old: &EnumValue,
        new: &EnumValue,
        is_swapped: bool,
        subject: &str,
        out: &mut Changes,
    ) {
        let span = new.name.span;
        let (old_wire, new_wire) = (old.value.to_string(), new.value.to_string());
        if old_wire != new_wire {
            let message = on_the_wire(&old_wire, &new_wire);
            out.in_new(Rule::EnumValueWireChanged, span, subject, message);
        }
        let (old_variant, new_variant) = (
            naming::variant(&old.rust_name().value),
            naming::variant(&new.rust_name().value),
        );
        if old_variant != new_variant && !is_swapped {
            let message = in_rust(&old_variant, &new_variant);
            out.in_new(Rule::EnumValueRenamed, span, subject, message);
        }
        if !equality::optional_text(&old.doc, &new.doc) {
            self.reworded(
                new.doc.as_ref().map_or(span, |doc| doc.en.span),
                subject,
                out,
            );
        }
    }

    fn compare_sets(&self, old: &[ExtraSet], new: &[ExtraSet], out: &mut Changes) {
        let keys = |sets: &[ExtraSet]| -> Vec<_> {
            let names = sets.iter().map(|set| &set.name.value);
            names
                .map(|name| [name.clone(), naming::variant(name)])
                .collect()
        };
        let pairs = pair(&keys(old), &keys(new));
        for (set, old_of) in new.iter().zip(&pairs.old_of) {
            let (name, subject) = (&set.name, self.member(&set.name.value));
            let Some(before) = old_of.and_then(|index| old.get(index)) else {
                out.in_new(Rule::ExtraSetAdded, name.span, &subject, "was added");
                continue;
            };
            if before.name.value != name.value {
                let message = on_the_wire(&before.name.value, &name.value);
                out.in_new(Rule::ExtraSetWireNameChanged, name.span, &subject, message);
            }
            if !equality::text(&before.doc, &set.doc) {
                self.reworded(set.doc.en.span, &subject, out);
            }
            self.compare_params(&before.params, &set.params, &subject, out);
        }
        for set in pairs.removed.iter().filter_map(|&index| old.get(index)) {
            let subject = self.member(&set.name.value);
            out.in_old(
                Rule::ExtraSetRemoved,
                set.name.span,
                &subject,
                "was removed",
            );
        }
    }

    fn compare_params(
        &self,
        old: &[Named<Field>],
        new: &[Named<Field>],
        set: &str,
        out: &mut Changes,
    ) {
        let rust = |(name, field): &Named<Field>| naming::extra_field(&field.rust_name(name).value);
        let wire = |(name, field): &Named<Field>| field.wire_name(name).value.clone();
        let keys = |params: &[Named<Field>]| -> Vec<_> {
            params
                .iter()
                .map(|param| [wire(param), rust(param)])
                .collect()
        };
        let pairs = pair(&keys(old), &keys(new));
        for (param, old_of) in new.iter().zip(&pairs.old_of) {
            let (name, field) = param;
            let subject = format!("{set}.{}", name.value);
            let Some(before) = old_of.and_then(|index| old.get(index)) else {
                out.in_new(Rule::ExtraParamAdded, name.span, &subject, "was added");
                continue;
            };
            if wire(before) != wire(param) {
                let message = on_the_wire(&wire(before), &wire(param));
                out.in_new(
                    Rule::ExtraParamWireNameChanged,
                    name.span,
                    &subject,
                    message,
                );
            }
            let mut others = old.iter().enumerate();
            let named =
                others.find(|(index, other)| Some(*index) != *old_of && rust(other) == rust(param));
            if let Some((_, named)) = named {
                let message = stands_for(&rust(param), &wire(named), &wire(param));
                out.in_new(Rule::FieldSwapped, name.span, &subject, message);
            } else if rust(before) != rust(param) {
                let message = in_rust(&rust(before), &rust(param));
                out.in_new(Rule::ExtraParamRenamed, name.span, &subject, message);
            }
            let (_, before) = before;
            traits::secrecy(before, field, &subject, out);
            let is_reworded = !equality::text(&before.doc, &field.doc)
                || !equality::optional_text(&before.deprecated, &field.deprecated);
            if is_reworded {
                self.reworded(field.doc.en.span, &subject, out);
            }
        }
        for (name, _) in pairs.removed.iter().filter_map(|&index| old.get(index)) {
            let subject = format!("{set}.{}", name.value);
            out.in_old(Rule::ExtraParamRemoved, name.span, &subject, "was removed");
        }
    }
}

fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Enum(values) if EnumValue::scalar_of(values) == Scalar::Integer => {
            "an enum of numbers"
        }
        TypeKind::Enum(_) => "an enum of texts",
        TypeKind::Object(_) => "an object",
        TypeKind::Extra(_) => "sets of further parameters",
    }
}
