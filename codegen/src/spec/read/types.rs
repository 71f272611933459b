//! User-defined types: enums, objects, sets of further parameters, and values of several shapes.

use super::{Read, no_mapping, wrong_shape};
use crate::diagnostics::{Code, Diagnostics, Suggestion, suggestion};
use crate::json::{Json, list, object};
use crate::source::Span;
use crate::spec::model::{EnumValue, ExtraSet, Field, Named, Spanned, Text, TypeDef, TypeKind};
use crate::spec::object::{spec_objects, spec_words};
use crate::spec::schema::Definitions;
use crate::spec::yaml::{Node, NodeKind};

spec_objects! {
    /// A type of the group. Exactly one of `enum`, `fields`, `extra` and `any_of` defines it.
    struct TypeBody {
        /// Its meaning.
        pub doc: Text,
        /// The values of an enum: a list of names, or a mapping from names to their descriptions.
        pub values: Option<EnumValues> as "enum",
        /// The fields of an object.
        pub fields: Option<Vec<(Spanned<String>, Field)>>,
        /// Keeps fields that the spec does not name, if it is `any`. For types with `fields`.
        pub rest: Option<Spanned<Rest>>,
        /// Named sets of further parameters. Other sets are possible too.
        pub extra: Option<Vec<(Spanned<String>, ExtraSet)>>,
        /// The shapes that a value of an answer may have, by name. The first one that fits is used, and a value of
        /// another shape is kept as JSON.
        pub any_of: Option<Vec<(Spanned<String>, Field)>>,
    }
}

spec_words! {
    /// The type of fields that the spec does not name.
    enum Rest {
        /// Any JSON.
        Any = "any",
    }
}

impl Read for TypeDef {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        if !matches!(node.kind, NodeKind::Map(_)) {
            return no_mapping::<Self, _>(&node, out);
        }
        let given = made_of(&node);
        let body = TypeBody::read(node, owner, out);
        match given.as_slice() {
            [] => {
                out.report(Code::MissingKey, owner, "the type has no definition")
                    .help("add one of `enum`, `fields`, `extra`, `any_of`");
            }
            [first, second, ..] => {
                out.report(Code::WrongShape, *second, "a type has only one definition")
                    .label("and this")
                    .also(*first, "already defined by this")
                    .help("keep one of `enum`, `fields`, `extra`, `any_of`");
                return None;
            }
            [_] => {}
        }
        let body = body?;
        let kind = match (body.values, body.fields, body.extra, body.any_of) {
            (Some(EnumValues(values)), ..) => TypeKind::Enum(values),
            (_, Some(fields), ..) => TypeKind::Object(fields),
            (.., Some(shapes)) => TypeKind::AnyOf(shapes),
            (.., Some(sets), _) => TypeKind::Extra(sets),
            _ => return None,
        };
        if let (Some(rest), TypeKind::Enum(_) | TypeKind::Extra(_) | TypeKind::AnyOf(_)) =
            (&body.rest, &kind)
        {
            let message = "only a type with `fields` has a `rest`";
            out.report(Code::WrongShape, rest.span, message);
        }
        Some(Self {
            doc: body.doc,
            kind,
            rest: body.rest.map(|rest| rest.span),
        })
    }

    fn form() -> String {
        "{doc: {en: …, zh: …}, fields: {…}}".to_owned()
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let body = TypeBody::schema(definitions);
        let one =
            ["enum", "fields", "extra", "any_of"].map(|key| object([("required", list([key]))]));
        body.with("oneOf", list(one))
    }
}

/// Returns the keys that define a type, including misspelt ones.
fn made_of(node: &Node) -> Vec<Span> {
    let NodeKind::Map(entries) = &node.kind else {
        return Vec::new();
    };
    let known = ["doc", "enum", "fields", "rest", "extra", "any_of"];
    let entries = entries.iter().filter(|(key, _)| {
        let key = suggestion(&key.value, known).and_then(Suggestion::word);
        key.is_some_and(|key| key != "doc" && key != "rest")
    });
    entries.map(|(key, _)| key.span).collect()
}

#[derive(Clone, Debug)]
struct EnumValues(Vec<Named<EnumValue>>);

impl Read for EnumValues {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        match node.kind {
            NodeKind::List(items) => {
                let is_number = |node: &&Node| node.as_number().is_some();
                if let Some(number) = items.iter().find(is_number) {
                    let message = format!("expected a name, found {}", number.found());
                    out.report(Code::WrongShape, number.span, message)
                        .help("name each value in a mapping: `name: {value: NUMBER}`");
                    return None;
                }
                let kind = NodeKind::List(items);
                let names: Vec<Spanned<String>> = Vec::read(Node { kind, ..node }, owner, out)?;
                let values = names.into_iter().map(|name| (name, EnumValue::plain()));
                Some(Self(values.collect()))
            }
            NodeKind::Map(_) => Vec::read(node, owner, out).map(Self),
            _ => wrong_shape(&node, "a list of names or a mapping from names", out),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let names = Vec::<Spanned<String>>::schema(definitions);
        let bodies = Vec::<Named<EnumValue>>::schema(definitions);
        object([("anyOf", list([names, bodies]))])
    }
}
