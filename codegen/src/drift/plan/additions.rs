//! What is added to a spec: traits of fields, values of enums, fields of objects, each gathered over all answers.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{shown, since, told};
use super::{Plan, Planner};
use crate::drift::changes::Edit;
use crate::drift::infer::{self, NewTypes, Seen};
use crate::drift::locate::{Address, Object};
use crate::drift::report::Tally;
use crate::format::edit::Edited;
use crate::naming;
use crate::source::Span;
use crate::spec::model::{EnumWire, Spanned, TypeDef, TypeKind};

/// What is to become of one place of the spec, whichever answers it was found in.
pub(super) struct Target<'a, T> {
    pub(super) file: u32,
    pub(super) span: Span,
    pub(super) what: T,
    pub(super) seen: Tally,
    pub(super) endpoints: BTreeSet<&'a str>,
}

/// A field that is to get traits.
pub(super) struct Mended<'a> {
    pub(super) name: &'a str,
    pub(super) traits: BTreeSet<&'static str>,
}

/// A value that an enum is to get.
pub(super) struct Listed<'a> {
    pub(super) name: &'a Spanned<String>,
    pub(super) def: &'a TypeDef,
    pub(super) value: EnumWire,
}

/// An object that is to get fields.
pub(super) struct Grown<'a> {
    pub(super) object: Object<'a>,
    pub(super) seen: Seen,
}

impl<'a, T> Target<'a, T> {
    pub(super) fn new(file: u32, span: Span, what: T) -> Self {
        Self {
            file,
            span,
            what,
            seen: Tally::default(),
            endpoints: BTreeSet::new(),
        }
    }

    fn told(&self) -> String {
        let endpoints: Vec<_> = self.endpoints.iter().copied().collect();
        told(&endpoints, &self.seen)
    }
}

impl<'a> Planner<'a> {
    pub(super) fn finish(mut self) -> Plan {
        for ((file, address), target) in std::mem::take(&mut self.mended) {
            let traits: Vec<_> = target.what.traits.iter().copied().collect();
            let named = traits.join(" and ");
            let note = format!("`{}` becomes {named}", target.what.name);
            let edit = Edit::Traits(address, traits);
            let why = format!("{named}, from {}", target.told());
            self.change(file, target.span, note, &why, edit);
        }
        for (_, target) in std::mem::take(&mut self.listed) {
            self.list(target);
        }
        for (_, target) in std::mem::take(&mut self.grown) {
            self.grow(target);
        }
        for (path, tally) in std::mem::take(&mut self.envelope) {
            let span = self.checked.spec().platform.envelope.code.span;
            let text = format!(
                "the envelope has a member `{path}` that a spec has no place for, {}",
                since(&tally)
            );
            self.note(span, text);
        }
        self.plan
    }

    /// Plans a value of an enum.
    fn list(&mut self, target: Target<'a, Listed<'a>>) {
        let Listed { name, def, value } = &target.what;
        let TypeKind::Enum(values) = &def.kind else {
            return;
        };
        let address = vec!["types".to_owned(), name.value.clone(), "enum".to_owned()];
        let (value_name, given) = match value {
            EnumWire::Text(text) => (text.clone(), None),
            EnumWire::Integer(number) => {
                let sign = if *number < 0 { "minus_" } else { "" };
                let name = format!("value_{sign}{}", number.unsigned_abs());
                (name, Some(("value", number.to_string())))
            }
        };
        let variant = naming::variant(&value_name);
        let taken = values.iter().find(|known| {
            let rust = known.rust.as_ref().unwrap_or(&known.name);
            naming::variant(&rust.value) == variant
        });
        if let Some(taken) = taken {
            let text = format!(
                "`{}` does not list `{}`, whose Rust name is that of `{}`; add it with a `rust` name, {}",
                name.value,
                shown(&value_name),
                taken.name.value,
                since(&target.seen)
            );
            return self.note(target.span, text);
        }
        let is_list = values.iter().all(|known| {
            known.doc.is_none()
                && known.rust.is_none()
                && known.value == EnumWire::Text(known.name.value.clone())
        });
        let note = format!("`{}` gets the value `{}`", name.value, shown(&value_name));
        let why = format!("new value, from {}", target.told());
        let entries = given.into_iter().chain([("doc", infer::doc())]).collect();
        let edit = if is_list && self.is_list(target.file, &address) {
            Edit::Item(address, value_name)
        } else {
            Edit::Value(address, value_name, entries)
        };
        self.change(target.file, target.span, note, &why, edit);
    }

    fn is_list(&self, file: u32, address: &Address) -> bool {
        let keys: Vec<_> = address.iter().map(String::as_str).collect();
        let source = self.checked.sources().get(file);
        let edited = source.and_then(|source| Edited::new(source.text()));
        edited.is_some_and(|edited| edited.is_list(&keys))
    }

    /// Plans the fields of an object.
    fn grow(&mut self, target: Target<'a, Grown<'a>>) {
        let Grown { object, seen } = &target.what;
        let owner = object.address.get(1).map_or("", String::as_str);
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        for (name, field) in object.fields {
            let rust = field.rust.as_ref().unwrap_or(name);
            taken.insert(naming::field(&rust.value), &name.value);
        }
        for (name, seen) in &seen.fields {
            if let Some(other) = taken.insert(naming::field(name), name) {
                let text = format!(
                    "an unknown field `{}` has the Rust name of `{other}`; add it with a `rust` name, {}",
                    shown(name),
                    since(&seen.tally)
                );
                self.note(target.span, text);
                continue;
            }
            let endpoints: Vec<_> = target.endpoints.iter().copied().collect();
            let told = told(&endpoints, &seen.tally);
            let comment = format!("# review: new type, from {told}.");
            let made = self.made_types(target.file);
            let group = self.group_names(target.file);
            let is_free = |name: &str| !group.contains(name) && !made.contains(name);
            let mut types = NewTypes {
                is_free: &is_free,
                comment: &comment,
                types: Vec::new(),
            };
            let inferred = types.infer(name, owner, seen);
            let types = types.types.into_iter().map(|(_, lines)| lines).collect();
            let guess = inferred
                .why
                .map(|why| format!("; {why}"))
                .unwrap_or_default();
            let note = format!("new field `{}` of type `{}`", shown(name), inferred.ty);
            let edit = Edit::Field {
                object: object.address.clone(),
                name: name.clone(),
                entries: inferred.entries(true),
                types,
            };
            self.change(
                target.file,
                target.span,
                note,
                &format!("new field, from {told}{guess}"),
                edit,
            );
        }
    }

    /// The names of types that are planned for a file.
    fn made_types(&self, file: u32) -> BTreeSet<String> {
        let changes = self
            .plan
            .changes
            .iter()
            .filter(|change| change.file == file);
        let types = changes.filter_map(|change| match &change.edit {
            Edit::Field { types, .. } => Some(types),
            _ => None,
        });
        let names = types.flatten().filter_map(|lines| lines.get(1));
        names
            .map(|line| line.trim_end_matches(':').to_owned())
            .collect()
    }

    /// The names that types of a group and its calls have in Rust.
    fn group_names(&self, file: u32) -> BTreeSet<String> {
        let groups = self.checked.spec().groups.iter();
        let mut names = BTreeSet::new();
        for group in groups.filter(|group| group.group.span.file == file) {
            names.extend(group.types.iter().map(|(name, _)| name.value.clone()));
            for (name, endpoint) in &group.endpoints {
                let rust = &endpoint.rust.as_ref().unwrap_or(name).value;
                names.extend([naming::request(rust), naming::response(rust)]);
            }
        }
        names
    }
}
