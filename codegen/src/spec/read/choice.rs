//! Values with a fixed set of words or forms.

use super::types::GivenWire;
use super::{Object, Read, mapping, wrong_shape};
use crate::diagnostics::{Code, Diagnostics};
use crate::json::{Json, list, object};
use crate::source::{Span, excerpt};
use crate::spec::model::{
    Digest, EnumWire, Field, Join, Response, Retry, Secrecy, Spanned, TypeExpr,
};
use crate::spec::schema::Definitions;
use crate::spec::yaml::{Node, NodeKind};

/// A choice between words. The first one replaces a word that is not valid.
trait Words: Copy + 'static {
    const WORDS: &'static [(&'static str, Self)];
}

impl Words for Digest {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("hmac-sha1", Self::HmacSha1),
        ("hmac-sha256", Self::HmacSha256),
    ];
}

impl Words for Join {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("json", Self::Json),
        ("comma", Self::Comma),
        ("repeat", Self::Repeat),
    ];
}

impl<T: Words> Read for Spanned<T> {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let span = node.span;
        let words = T::WORDS.iter().map(|(word, _)| *word);
        let NodeKind::Text(text) = &node.kind else {
            return wrong_shape(&node, "a word", out);
        };
        if let Some((_, value)) = T::WORDS.iter().find(|(word, _)| word == text) {
            let value = *value;
            return Some(Self { value, span });
        }
        unknown_word(text, words, span, out);
        Self::stand_in(span)
    }

    fn stand_in(span: Span) -> Option<Self> {
        let (_, value) = *T::WORDS.first()?;
        Some(Self { value, span })
    }

    fn schema(_: &mut Definitions) -> Json {
        let words = T::WORDS.iter().map(|(word, _)| *word);
        object([("enum", list(words))])
    }
}

fn unknown_word(
    text: &str,
    words: impl Iterator<Item = &'static str> + Clone,
    span: Span,
    out: &mut Diagnostics,
) {
    let message = format!("`{}` is not valid here", excerpt(text));
    out.report(Code::UnknownWord, span, message)
        .did_you_mean(text, words);
}

/// `true`, or `query`.
impl Read for Spanned<Secrecy> {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let span = node.span;
        match &node.kind {
            NodeKind::Bool(true) => {
                let value = Secrecy::Whole;
                Some(Self { value, span })
            }
            NodeKind::Text(text) if text == "query" => {
                let value = Secrecy::Query;
                Some(Self { value, span })
            }
            NodeKind::Text(text) => {
                unknown_word(text, ["true", "query"].into_iter(), span, out);
                None
            }
            _ => wrong_shape(&node, "`true` or `query`", out),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        let words = [Json::Bool(true), Json::from("query")];
        object([("enum", list(words))])
    }
}

/// `safe`, `unsafe`, or a mapping with the conditions under which it is safe.
impl Read for Retry {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        match &node.kind {
            NodeKind::Text(text) => match text.as_str() {
                "safe" => Some(Self::Safe),
                "unsafe" => Some(Self::Unsafe),
                _ => {
                    let words = ["safe", "unsafe"].into_iter();
                    unknown_word(text, words, node.span, out);
                    None
                }
            },
            NodeKind::Map(_) => read_safe_when(node, owner, out),
            _ => wrong_shape(&node, "`safe`, `unsafe` or `safe_when`", out),
        }
    }

    fn stand_in(_: Span) -> Option<Self> {
        Some(Self::Unsafe)
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let values = Vec::<Spanned<String>>::schema(definitions);
        let when = object([
            ("description", "An argument of an enum type, and the names of the values with which repeating is safe.".into()),
            ("type", "object".into()),
            ("minProperties", 1.into()),
            ("maxProperties", 1.into()),
            ("additionalProperties", values),
        ]);
        let mapping = object([
            ("type", "object".into()),
            ("required", list(["safe_when"])),
            ("additionalProperties", false.into()),
            ("properties", object([("safe_when", when)])),
        ]);
        let words = object([("enum", list(["safe", "unsafe"]))]);
        object([("anyOf", list([words, mapping]))])
    }
}

fn read_safe_when(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Retry> {
    let mut object = Object::open(node, owner, &["safe_when"], out)?;
    let when: Node = object.take("safe_when", out)?;
    let span = when.span;
    let mut entries = mapping(when, out)?.into_iter();
    let (Some((argument, values)), None) = (entries.next(), entries.next()) else {
        out.report(
            Code::WrongShape,
            span,
            "`safe_when` requires exactly one argument",
        );
        return None;
    };
    let values = Vec::read(values, argument.span, out)?;
    Some(Retry::SafeWhen(argument, values))
}

/// A type, or the fields of an object.
impl Read for Response {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        match node.kind {
            NodeKind::Text(_) => {
                let ty = Spanned::<TypeExpr>::read(node, owner, out)?;
                Some(if ty.value == TypeExpr::None {
                    Self::None
                } else {
                    Self::Type(ty)
                })
            }
            NodeKind::Map(_) => Vec::read(node, owner, out).map(Self::Fields),
            _ => wrong_shape(&node, "a type or a mapping of fields", out),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let ty = Spanned::<TypeExpr>::schema(definitions);
        let fields = Vec::<(Spanned<String>, Field)>::schema(definitions);
        object([("anyOf", list([ty, fields]))])
    }
}

/// The wire value of an enum value, if it is set. There is no placeholder for one that cannot be read, because
/// it would determine the kind of the enum.
impl Read for GivenWire {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let number = match &node.kind {
            NodeKind::Number(text) => text.parse().ok(),
            _ => None,
        };
        match node.kind {
            NodeKind::Text(text) => Some(Self(Some(EnumWire::Text(text)))),
            _ => match number {
                Some(number) => Some(Self(Some(EnumWire::Integer(number)))),
                None => wrong_shape(&node, "text or a whole number of 64 bits", out),
            },
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        object([("type", list(["string", "integer"]))])
    }
}
