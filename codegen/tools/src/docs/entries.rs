//! The entries of one call: its parameters, fields and values, and the objects that they refer to.

use std::collections::HashSet;

use super::model::{Entry, Object};
use super::type_words::type_words;
use bge_private_codegen::api::{self, Enum, Extra, Field, Type, TypeDef};
use bge_private_codegen::docs::constraints;
use bge_private_codegen::docs::markdown::code;
use bge_private_codegen::language::Language;

/// Writes entries, and collects the types that they mention.
pub(super) struct Entries<'a> {
    language: Language,
    types: &'a [TypeDef],
    mentioned: HashSet<&'a str>,
    /// Objects that were mentioned, in the order of their first mention.
    objects: Vec<&'a api::Object>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(language: Language, types: &'a [TypeDef]) -> Self {
        Self {
            language,
            types,
            mentioned: HashSet::new(),
            objects: Vec::new(),
        }
    }

    /// Returns the entries of parameters, with the names of their arguments or setters.
    pub(super) fn params(
        &mut self,
        params: impl IntoIterator<Item = &'a Field>,
        name: fn(&Field) -> &str,
    ) -> Vec<Entry> {
        let entry = |param: &'a Field| {
            let facts = constraints::of_param(self.language, param);
            self.field(name(param), param, facts)
        };
        params.into_iter().map(entry).collect()
    }

    /// Returns the entries of an object's fields.
    pub(super) fn fields(&mut self, fields: &'a [Field]) -> Vec<Entry> {
        let entry = |field: &'a Field| {
            let facts = constraints::of_field(self.language, field);
            self.field(&field.name, field, facts)
        };
        fields.iter().map(entry).collect()
    }

    fn field(&mut self, name: &str, field: &'a Field, facts: Vec<String>) -> Entry {
        let (object, members) = self.mention(&field.ty);
        let deprecated = field.deprecated.as_ref();
        Entry {
            object,
            text: self.language.of(&field.text),
            facts,
            deprecated: deprecated.map(|text| self.language.of(text)),
            members,
            ..Entry::new(name.to_owned(), type_words(self.language, &field.ty))
        }
    }

    /// Returns the name of the object that a type refers to, or the possible values of an enum or a set of
    /// parameters where it is mentioned first.
    pub(super) fn mention(&mut self, ty: &'a Type) -> (Option<String>, Vec<Entry>) {
        let name = match ty.innermost() {
            Type::Enum(name, _) | Type::Object(name) | Type::Extra(name) => name,
            Type::Scalar(_) | Type::File | Type::List(_) | Type::Map(_) => {
                return (None, Vec::new());
            }
        };
        let is_first = self.mentioned.insert(name);
        match self.types.iter().find(|def| def.name() == name) {
            Some(TypeDef::Object(object)) => {
                if is_first {
                    self.objects.push(object);
                }
                (Some(name.clone()), Vec::new())
            }
            Some(TypeDef::Enum(ty)) if is_first => (None, self.values(ty)),
            Some(TypeDef::Extra(ty)) if is_first => (None, self.sets(ty)),
            Some(TypeDef::Enum(_) | TypeDef::Extra(_)) | None => (None, Vec::new()),
        }
    }

    fn values(&self, ty: &Enum) -> Vec<Entry> {
        let language = self.language;
        let values = ty.values.iter().map(|value| {
            let name = format!("{}::{}", ty.name, value.variant);
            let text = value.text.as_ref();
            Entry {
                text: text.map_or_else(String::new, |text| language.of(text)),
                ..Entry::new(name, sent_as(language, &value.wire.to_string()))
            }
        });
        values.collect()
    }

    fn sets(&mut self, ty: &'a Extra) -> Vec<Entry> {
        let language = self.language;
        let mut entries = Vec::new();
        for set in &ty.sets {
            let name = format!("{}::{}", ty.name, set.variant);
            entries.push(Entry {
                text: language.of(&set.text),
                members: self.params(&set.params, |param| &param.name),
                ..Entry::new(name, sent_as(language, &set.wire))
            });
        }
        let any = language.pick(
            "By its name, with the names and values of its parameters.",
            "按名称指定，并给出各参数的名称与值。",
        );
        let name = format!("{}::other", ty.name);
        entries.push(Entry {
            facts: vec![any.to_owned()],
            ..Entry::new(name, language.pick("any other", "其他").to_owned())
        });
        entries
    }

    /// Returns the objects that were mentioned, and the objects that their fields mention.
    pub(super) fn objects(&mut self) -> Vec<Object> {
        let mut objects = Vec::new();
        while let Some(&object) = self.objects.get(objects.len()) {
            let text = object.text.as_ref();
            objects.push(Object {
                name: object.name.clone(),
                text: text.map_or_else(String::new, |text| self.language.of(text)),
                fields: self.fields(&object.fields),
            });
        }
        objects
    }
}

fn sent_as(language: Language, wire: &str) -> String {
    let wire = code(wire);
    language.pick(format!("sent as {wire}"), format!("发送为 {wire}"))
}
