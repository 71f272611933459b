//! The fields of objects and forms, with all that schemas say of them.

use super::document::{address, entries, items, member, text, text_of};
use super::model::Field;
use super::schema::At;
use super::{Importer, names};
use crate::diagnostics::Code;
use crate::openapi::tree::Tree;
use crate::openapi::words::{NAME, RUST};
use crate::spec::model::Spanned;
use crate::spec::yaml::{Node, NodeKind};

impl<'d> Importer<'d> {
    /// The fields of an object, those of `allOf` included.
    pub(super) fn object_fields(&mut self, schema: &'d Node, hint: &str, at: At) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let required = self.required(schema);
        for (name, node) in self.flat(schema) {
            let is_required = required.contains(&name.value.as_str());
            let field = self.field(name, node, hint, at, is_required);
            fields.extend(field.filter(|field| {
                !fields
                    .iter()
                    .any(|other| other.on_wire() == field.on_wire())
            }));
        }
        names::set_apart(&mut fields);
        fields
    }

    /// One field or parameter.
    pub(super) fn field(
        &mut self,
        wire: &Spanned<String>,
        schema: &'d Node,
        hint: &str,
        at: At,
        is_required: bool,
    ) -> Option<Field> {
        let name = text_of(schema, NAME)
            .filter(|name| names::is_name(name))
            .unwrap_or(&wire.value);
        if !names::is_name(&wire.value) {
            self.note(
                Code::NotImported,
                wire.span,
                "left out: this cannot be a name in the spec language",
            );
            return None;
        }
        let inner = format!(
            "{}{}",
            names::camel(hint, ""),
            names::camel(&wire.value, "Value")
        );
        let typed = self.typed(schema, &inner, at);
        let of = self.described(schema);
        let at_value = at == At::Value;
        if !at_value && typed.nullable {
            self.note(
                Code::NotImported,
                schema.span,
                "left out that null is a value: a parameter is given or not",
            );
        }
        let examples = member(schema, "examples").map(items).unwrap_or_default();
        let example = member(schema, "example").or(examples.first());
        let default = member(schema, "default").filter(|node| node.kind != NodeKind::Null);
        let mut field = Field {
            name: name.to_owned(),
            reviews: typed.reviews,
            ty: typed.ty,
            join: None,
            bounds: typed.bounds,
            default: None,
            secret: typed.secret,
            nullable: at_value && typed.nullable,
            optional: at_value && !is_required,
            lenient: at_value && typed.lenient,
            wire: (name != wire.value).then(|| wire.value.clone()),
            rust: text_of(schema, RUST).map(str::to_owned),
            doc: names::doc(of, name),
            deprecated: names::deprecated(schema),
            example: example.or(default).map(Tree::from),
        };
        if !at_value && !is_required && self.keeps_values() {
            field.default = default.map(|node| self.to_spec(&field.ty, &node.into()));
        }
        if let Some(default) = default.filter(|_| at_value || is_required) {
            let message = if at_value {
                "this default is left out: only parameters have one"
            } else {
                "this default is left out: a parameter that has to be given has none"
            };
            self.note(Code::NotImported, default.span, message);
        }
        if !at_value && !self.keeps_values() {
            field.bounds.clear();
        }
        Some(field)
    }

    /// Where the docs of a schema stand: in it, or in what it refers to.
    fn described(&mut self, schema: &'d Node) -> &'d Node {
        if text_of(schema, "description").is_some() {
            return schema;
        }
        self.doc.resolve(schema).unwrap_or(schema)
    }

    /// The properties of an object and of all that it is made of.
    pub(super) fn flat(&self, schema: &'d Node) -> Vec<(&'d Spanned<String>, &'d Node)> {
        let mut all = Vec::new();
        for part in self.parts(schema) {
            let properties = member(part, "properties").map(entries).unwrap_or_default();
            all.extend(properties.iter().map(|(name, node)| (name, node)));
        }
        all
    }

    pub(super) fn required(&self, schema: &'d Node) -> Vec<&'d str> {
        let parts = self.parts(schema).into_iter();
        parts
            .flat_map(|part| member(part, "required").map(items).unwrap_or_default())
            .filter_map(text)
            .collect()
    }

    /// A schema and the parts of its `allOf`, references followed.
    fn parts(&self, schema: &'d Node) -> Vec<&'d Node> {
        const MOST: usize = 64;
        let mut parts: Vec<&'d Node> = Vec::new();
        let mut rest = vec![schema];
        while let Some(next) = rest.pop() {
            let Ok(part) = self.doc.resolve(next) else {
                continue;
            };
            if parts.len() >= MOST || parts.iter().any(|known| address(known) == address(part)) {
                continue;
            }
            parts.push(part);
            rest.extend(
                member(part, "allOf")
                    .map(items)
                    .unwrap_or_default()
                    .iter()
                    .rev(),
            );
        }
        parts
    }
}
