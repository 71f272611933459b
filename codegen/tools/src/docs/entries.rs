//! The parameters, fields and values of one call, and the objects that they are made of.

use std::collections::{HashMap, HashSet};

use super::facts::{self, type_words};
use super::language::Language;
use super::model::{Entry, Object};
use bge_private_codegen::lower::markdown::code;
use bge_private_codegen::lower::types::{Scope, rust_name, variant, wire_value};
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{
    EnumValue, ExtraSet, Field, Group, Spanned, TypeDef, TypeExpr, TypeKind,
};

/// Writes entries, and keeps what they mention.
pub(super) struct Entries<'a> {
    language: Language,
    scope: &'a Scope<'a>,
    types: &'a HashMap<&'a str, &'a TypeDef>,
    mentioned: HashSet<&'a str>,
    /// Objects that were mentioned and are still to be told of.
    objects: Vec<&'a str>,
}

/// The named types of a group.
pub(super) fn types(group: &Group) -> HashMap<&str, &TypeDef> {
    let types = group.types.iter();
    types
        .map(|(name, def)| (name.value.as_str(), def))
        .collect()
}

impl<'a> Entries<'a> {
    pub(super) fn new(
        language: Language,
        scope: &'a Scope<'a>,
        types: &'a HashMap<&'a str, &'a TypeDef>,
    ) -> Self {
        Self {
            language,
            scope,
            types,
            mentioned: HashSet::new(),
            objects: Vec::new(),
        }
    }

    /// Parameters, named as their arguments or setters.
    pub(super) fn params(
        &mut self,
        params: &'a [(Spanned<String>, Field)],
        rust: fn(&str) -> String,
    ) -> Vec<Entry> {
        let entry = |(name, field): &'a (Spanned<String>, Field)| {
            let facts = facts::of_param(self.language, self.scope, &name.value, field);
            self.field(rust(rust_name(&field.rust, &name.value)), field, facts)
        };
        params.iter().map(entry).collect()
    }

    /// The fields of an object.
    pub(super) fn fields(&mut self, fields: &'a [(Spanned<String>, Field)]) -> Vec<Entry> {
        let entry = |(name, field): &'a (Spanned<String>, Field)| {
            let facts = facts::of_field(self.language, self.scope, &name.value, field);
            let rust = naming::field(rust_name(&field.rust, &name.value));
            self.field(rust, field, facts)
        };
        fields.iter().map(entry).collect()
    }

    fn field(&mut self, name: String, field: &'a Field, facts: Vec<String>) -> Entry {
        let (object, members) = self.mention(&field.ty.value);
        let deprecated = field.deprecated.as_ref();
        Entry {
            name,
            words: type_words(self.language, &self.scope.field(field)),
            object,
            text: self.language.of(&field.doc),
            facts,
            deprecated: deprecated.map(|text| self.language.of(text)),
            members,
        }
    }

    /// The object that a type is made of, or the values it can have where it is mentioned first.
    pub(super) fn mention(&mut self, mut expr: &'a TypeExpr) -> (Option<String>, Vec<Entry>) {
        while let TypeExpr::List(item) | TypeExpr::Map(item) = expr {
            expr = item;
        }
        let TypeExpr::Named(name) = expr else {
            return (None, Vec::new());
        };
        let is_first = self.mentioned.insert(name);
        match self.scope.kind(name) {
            Some(TypeKind::Object(_)) => {
                if is_first {
                    self.objects.push(name);
                }
                (Some(naming::type_name(name)), Vec::new())
            }
            Some(TypeKind::Enum(values)) if is_first => (None, self.values(name, values)),
            Some(TypeKind::Extra(sets)) if is_first => (None, self.sets(name, sets)),
            _ => (None, Vec::new()),
        }
    }

    fn values(&self, ty: &str, values: &[EnumValue]) -> Vec<Entry> {
        let language = self.language;
        let entry = |value: &EnumValue| {
            let wire = code(&wire_value(value));
            let name = format!("{}::{}", naming::type_name(ty), variant(value));
            let doc = value.doc.as_ref();
            Entry {
                text: doc.map_or_else(String::new, |doc| language.of(doc)),
                ..Entry::new(name, sent_as(language, &wire))
            }
        };
        values.iter().map(entry).collect()
    }

    fn sets(&mut self, ty: &str, sets: &'a [ExtraSet]) -> Vec<Entry> {
        let mut entries = Vec::new();
        let ty = naming::type_name(ty);
        let language = self.language;
        for set in sets {
            let wire = code(&set.name.value);
            let name = format!("{ty}::{}", naming::variant(&set.name.value));
            entries.push(Entry {
                text: language.of(&set.doc),
                members: self.params(&set.params, naming::extra_field),
                ..Entry::new(name, sent_as(language, &wire))
            });
        }
        let text = language.pick(
            "By its name, with the names and values of its parameters.",
            "按名称指定，并给出各参数的名称与值。",
        );
        entries.push(Entry {
            facts: vec![text.to_owned()],
            ..Entry::new(
                format!("{ty}::other"),
                language.pick("any other", "其他").to_owned(),
            )
        });
        entries
    }

    /// The objects that were mentioned, with those that they mention in turn.
    pub(super) fn objects(&mut self) -> Vec<Object> {
        let mut objects = Vec::new();
        let mut next = 0;
        while let Some(&name) = self.objects.get(next) {
            next += 1;
            if let Some(def) = self.types.get(name).copied()
                && let TypeKind::Object(fields) = &def.kind
            {
                objects.push(Object {
                    name: naming::type_name(name),
                    text: self.language.of(&def.doc),
                    fields: self.fields(fields),
                });
            }
        }
        objects
    }
}

fn sent_as(language: Language, wire: &str) -> String {
    language.pick(format!("sent as {wire}"), format!("发送为 {wire}"))
}
