//! What an operation takes, as the fields of a form.

use super::call::Operation;
use super::document::{entries, is_true, member, text, text_of};
use super::model::{Field, Kind};
use super::schema::At;
use super::{Importer, names};
use crate::diagnostics::Code;
use crate::spec::model::{Builtin, Spanned, TypeExpr};
use crate::spec::yaml::Node;

/// How the body of a request is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Media {
    Form,
    Multipart,
    Json,
}

/// Of the forms in which a body is given, the one that is drafted.
pub(super) fn drafted(content: &[(Spanned<String>, Node)]) -> Option<(&Node, Media)> {
    let known = [
        ("multipart/form-data", Media::Multipart),
        ("application/x-www-form-urlencoded", Media::Form),
        ("application/json", Media::Json),
    ];
    known.into_iter().find_map(|(name, media)| {
        let mut content = content.iter();
        let (_, node) =
            content.find(|(key, _)| key.value.split(';').next().map(str::trim) == Some(name))?;
        Some((node, media))
    })
}

/// A parameter and whether it is required.
pub(super) type Param = (Field, bool);

impl<'d> Importer<'d> {
    /// Adds a parameter that stands outside of the body.
    pub(super) fn query_param(
        &mut self,
        operation: &Operation<'d>,
        param: &'d Node,
        all: &mut Vec<Param>,
    ) {
        let place = text_of(param, "in").unwrap_or_default();
        let name = member(param, "name");
        let (Some(schema), Some(name), "query") = (member(param, "schema"), name, place) else {
            let message = if place == "query" {
                "left out: this parameter has no name, or no `schema` that says what it is"
                    .to_owned()
            } else {
                format!(
                    "left out: a parameter in `{place}`; those of the spec language are fields of a form"
                )
            };
            self.note(Code::NotImported, param.span, message);
            return;
        };
        let message = "this parameter stands in the query; it is drafted as a field of the form";
        self.note(Code::OtherTransport, param.span, message);
        let span = name.span;
        let name = Spanned {
            value: text(name).unwrap_or_default().to_owned(),
            span,
        };
        if self.is_of_signature(&name) {
            return;
        }
        self.beside_parameter(param);
        let is_required = is_true(param, "required");
        let Some(mut field) = self.field(&name, schema, &operation.name, At::Param, is_required)
        else {
            return;
        };
        if text_of(param, "description").is_some() {
            field.doc = names::doc(param, &field.name);
        }
        if let Some(example) = member(param, "example") {
            field.example = Some(example.into());
        }
        field.deprecated = names::deprecated(param).or(field.deprecated);
        if let TypeExpr::List(item) = &field.ty {
            let explode = member(param, "explode").is_none() || is_true(param, "explode");
            field.join = Some(self.join(item, explode));
        }
        if !all
            .iter()
            .any(|(known, _)| known.on_wire() == field.on_wire())
        {
            all.push((field, is_required));
        }
    }

    /// Adds the fields of the body. Gives nothing if it cannot be sent as fields at all.
    pub(super) fn body(
        &mut self,
        operation: &Operation<'d>,
        body: &'d Node,
        reviews: &mut Vec<String>,
        all: &mut Vec<Param>,
    ) -> Option<()> {
        let content = member(body, "content").map(entries).unwrap_or_default();
        let Some((node, media)) = drafted(content) else {
            if content.is_empty() {
                return Some(());
            }
            let message = "this call is left out: its body is neither a form nor JSON";
            self.note(Code::NotImported, body.span, message);
            return None;
        };
        self.beside_media(content, node, "a body");
        let schema = member(node, "schema").and_then(|schema| self.resolve(schema));
        let schema = schema.filter(|schema| !self.flat(schema).is_empty());
        let Some(schema) = schema else {
            let message =
                "this call is left out: its body is no object, whose fields could be parameters";
            self.note(Code::NotImported, node.span, message);
            return None;
        };
        if media == Media::Json {
            let message =
                "the body of this call is JSON; its fields are drafted as fields of a form";
            self.note(Code::OtherTransport, node.span, message);
            reviews.push(message.to_owned());
        }
        self.body_fields(operation, node, schema, media, all);
        Some(())
    }

    fn body_fields(
        &mut self,
        operation: &Operation<'d>,
        media: &'d Node,
        schema: &'d Node,
        kind: Media,
        all: &mut Vec<Param>,
    ) {
        let required = self.required(schema);
        let mut fields = self.flat(schema);
        // Required ones are given in the order in which they are said to be required.
        let rank = |name: &str| required.iter().position(|known| *known == name);
        fields.sort_by_key(|(name, _)| rank(&name.value).unwrap_or(usize::MAX));
        for (name, node) in fields {
            if self.is_of_signature(name) {
                continue;
            }
            let is_required = rank(&name.value).is_some();
            if all.iter().any(|(known, _)| known.on_wire() == name.value) {
                continue;
            }
            let Some(mut field) = self.field(name, node, &operation.name, At::Param, is_required)
            else {
                continue;
            };
            if kind == Media::Json && field.ty == TypeExpr::Builtin(Builtin::File) {
                field.ty = TypeExpr::Builtin(Builtin::String);
            }
            if let TypeExpr::List(item) = &field.ty {
                let encoding = member(media, "encoding").and_then(|all| member(all, &name.value));
                field.join = Some(match encoding {
                    _ if kind == Media::Json => "json",
                    Some(encoding)
                        if text_of(encoding, "contentType")
                            .is_some_and(|ty| ty.contains("json")) =>
                    {
                        "json"
                    }
                    Some(encoding) => self.join(
                        item,
                        member(encoding, "explode").is_none() || is_true(encoding, "explode"),
                    ),
                    None => self.join(item, true),
                });
            }
            all.push((field, is_required));
        }
    }

    /// Whether the client adds this field by itself, which is told of.
    fn is_of_signature(&mut self, name: &Spanned<String>) -> bool {
        let is_one = self.signature_fields.contains(&name.value);
        if is_one {
            let message = "left out: the client adds this field of the signature by itself";
            self.note(Code::NotImported, name.span, message);
        }
        is_one
    }

    /// How a list is sent: as JSON, if its items are.
    fn join(&self, item: &TypeExpr, explode: bool) -> &'static str {
        let is_json = match item {
            TypeExpr::List(_) | TypeExpr::Map(_) | TypeExpr::Builtin(Builtin::Any) => true,
            TypeExpr::Named(name) => matches!(
                self.types.get(name).map(|def| &def.kind),
                Some(Kind::Object(_)) | None
            ),
            TypeExpr::Builtin(_) => false,
        };
        match explode {
            _ if is_json => "json",
            true => "repeat",
            false => "comma",
        }
    }
}
