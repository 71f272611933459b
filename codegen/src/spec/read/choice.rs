//! Values with a fixed set of words or forms.

use super::{Read, wrong_shape};
use crate::diagnostics::{Code, Diagnostics, quoted};
use crate::json::{Json, list, object};
use crate::source::{Span, Spanned, excerpt};
use crate::spec::model::{EnumWire, Field, GivenWire, Response, Retry, TypeExpr, With};
use crate::spec::object::spec_objects;
use crate::spec::schema::Definitions;
use crate::spec::yaml::{Node, NodeKind};

/// A choice between words. The first one replaces a word that is not valid.
pub(crate) trait Words: Copy + 'static {
    const WORDS: &'static [(&'static str, Self)];
}

/// The word that is a boolean in YAML.
const TRUE: &str = "true";

impl<T: Words> Read for Spanned<T> {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let words = T::WORDS.iter().map(|(word, _)| *word);
        let text = match &node.kind {
            NodeKind::Text(text) => text,
            NodeKind::Bool(true) => TRUE,
            _ => {
                let wanted = format!("one of {}", quoted(words));
                return wrong_shape(&node, &wanted, out);
            }
        };
        if let Some((_, value)) = T::WORDS.iter().find(|(word, _)| *word == text) {
            return Some(Self::new(*value, node.span));
        }
        unknown_word(text, words, node.span, out);
        Self::stand_in(node.span)
    }

    fn stand_in(span: Span) -> Option<Self> {
        let (_, value) = *T::WORDS.first()?;
        Some(Self::new(value, span))
    }

    fn schema(_: &mut Definitions) -> Json {
        let words = T::WORDS.iter().map(|(word, _)| match *word {
            TRUE => Json::Bool(true),
            word => word.into(),
        });
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

spec_objects! {
    /// The condition under which it is safe to repeat a call.
    struct Condition {
        /// An argument of an enum type, and the names of the values with which repeating is safe.
        pub safe_when: With,
    }
}

/// `safe`, `unsafe`, or a mapping with the condition under which it is safe.
impl Read for Retry {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        match node.as_text() {
            Some("safe") => Some(Self::Safe),
            Some("unsafe") => Some(Self::Unsafe),
            Some(text) => {
                unknown_word(text, ["safe", "unsafe"].into_iter(), node.span, out);
                None
            }
            None if matches!(node.kind, NodeKind::Map(_)) => {
                let condition = Condition::read(node, owner, out)?;
                Some(Self::SafeWhen(condition.safe_when))
            }
            None => wrong_shape(&node, "`safe`, `unsafe` or `safe_when`", out),
        }
    }

    fn stand_in(_: Span) -> Option<Self> {
        Some(Self::Unsafe)
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let words = object([("enum", list(["safe", "unsafe"]))]);
        object([("anyOf", list([words, Condition::schema(definitions)]))])
    }
}

/// The response that is a file.
const STREAM: &str = "stream";

/// A type, a file, or the fields of an object.
impl Read for Response {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        match node.kind {
            NodeKind::Text(text) if text == STREAM => Some(Self::Stream),
            NodeKind::Text(_) => {
                let ty = Spanned::<TypeExpr>::read(node, owner, out)?;
                let is_none = ty.value == TypeExpr::None;
                Some(if is_none { Self::None } else { Self::Type(ty) })
            }
            NodeKind::Map(_) => Vec::read(node, owner, out).map(Self::Fields),
            _ => wrong_shape(&node, "a type or a mapping of fields", out),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let ty = Spanned::<TypeExpr>::schema(definitions);
        let fields = Vec::<(Spanned<String>, Field)>::schema(definitions);
        let doc = "A file of any size, which callers stream or save.";
        let stream = object([("const", STREAM.into()), ("description", doc.into())]);
        object([("anyOf", list([ty, stream, fields]))])
    }
}

/// A mapping of one argument to a value or a list of values.
impl Read for With {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        let (span, found) = (node.span, out.len());
        let arguments = Vec::<(Spanned<String>, OneOrMore)>::read(node, owner, out)?;
        let Ok([(argument, OneOrMore(values))]) = <[_; 1]>::try_from(arguments) else {
            if out.len() == found {
                let message = "a condition names exactly one argument";
                out.report(Code::WrongShape, span, message);
            }
            return None;
        };
        Some(Self { argument, values })
    }

    fn schema(definitions: &mut Definitions) -> Json {
        Vec::<(Spanned<String>, OneOrMore)>::schema(definitions)
    }
}

/// A name, or a list of names.
struct OneOrMore(Vec<Spanned<String>>);

impl Read for OneOrMore {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        let items = match node.kind {
            NodeKind::List(items) => items,
            _ => vec![node],
        };
        let is_empty = items.is_empty();
        let names = items.into_iter().filter_map(|item| match item.kind {
            // It may be the number on the wire. The check reports it with the names, which are not known here.
            NodeKind::Number(number) => Some(Spanned::new(number, item.span)),
            _ => Spanned::read(item, owner, out),
        });
        let names: Vec<_> = names.collect();
        (is_empty || !names.is_empty()).then_some(Self(names))
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let one = Spanned::<String>::schema(definitions);
        let more = Vec::<Spanned<String>>::schema(definitions);
        object([("anyOf", list([one, more]))])
    }
}

/// The wire value of an enum value, if it is set. There is no placeholder for one that cannot be read, because
/// it would determine the kind of the enum.
impl Read for GivenWire {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let text = node.as_text().map(|text| EnumWire::Text(text.to_owned()));
        let number = || node.as_number()?.parse().ok().map(EnumWire::Integer);
        match text.or_else(number) {
            Some(value) => Some(Self(Some(value))),
            None => wrong_shape(&node, "text or a whole number of 64 bits", out),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        object([("type", list(["string", "integer"]))])
    }
}
