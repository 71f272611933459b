//! Basic values: text, numbers, lists, and mappings with user-defined names.

use super::{Read, inner_form, mapping, wrong_shape};
use crate::diagnostics::{Code, Diagnostics};
use crate::json::{Json, object};
use crate::source::Span;
use crate::spec::model::Spanned;
use crate::spec::scalar::unusual_number;
use crate::spec::schema::Definitions;
use crate::spec::yaml::{Node, NodeKind};

impl Read for Spanned<String> {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let span = node.span;
        match node.kind {
            NodeKind::Text(value) if value.trim().is_empty() => {
                out.report(Code::EmptyText, span, "the text is empty");
                None
            }
            NodeKind::Text(value) => Some(Self::new(value, span)),
            NodeKind::Number(_) | NodeKind::Bool(_) => {
                let message = format!("expected text, found {}", node.found());
                out.report(Code::WrongShape, span, message)
                    .help("quote it if it is meant as text");
                None
            }
            _ => wrong_shape(&node, "text", out),
        }
    }

    /// Returns an empty text, which is never valid. Checks skip it.
    fn stand_in(span: Span) -> Option<Self> {
        Some(Self::new(String::new(), span))
    }

    fn schema(_: &mut Definitions) -> Json {
        object([("type", "string".into()), ("minLength", 1.into())])
    }
}

/// Replaces a number that could not be read. Checks skip it.
pub(crate) const UNREAD: u64 = u64::MAX;

impl Read for Spanned<u64> {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let wanted = "a whole number from 0 on";
        let number = node.as_number().and_then(|text| text.parse().ok());
        if let Some(value) = number.filter(|value| *value != UNREAD) {
            return Some(Self::new(value, node.span));
        }
        let why = node.as_text().and_then(unusual_number);
        let Some(why) = why else {
            return wrong_shape(&node, wanted, out);
        };
        let message = format!("expected {wanted}, found {}", node.found());
        out.report(Code::UnusualNumber, node.span, message)
            .help(why);
        None
    }

    fn stand_in(span: Span) -> Option<Self> {
        Some(Self::new(UNREAD, span))
    }

    fn schema(_: &mut Definitions) -> Json {
        object([("type", "integer".into()), ("minimum", 0.into())])
    }
}

impl Read for bool {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        match node.kind {
            NodeKind::Bool(value) => Some(value),
            _ => wrong_shape(&node, "`true` or `false`", out),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        object([("type", "boolean".into())])
    }
}

/// Any value. Its required form depends on other keys.
impl Read for Node {
    fn read(node: Node, _: Span, _: &mut Diagnostics) -> Option<Self> {
        Some(node)
    }

    fn schema(_: &mut Definitions) -> Json {
        Json::Bool(true)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        T::read(node, owner, out).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn stand_in(_: Span) -> Option<Self> {
        Some(None)
    }

    fn schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
}

/// A list. Items that cannot be read are dropped. If none can be read, so is the list.
impl<T: Read> Read for Vec<T> {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let NodeKind::List(items) = node.kind else {
            return wrong_shape(&node, "a list", out);
        };
        let is_empty = items.is_empty();
        let mut read = Vec::with_capacity(items.len());
        for item in items {
            let span = item.span;
            read.extend(T::read(item, span, out));
        }
        (is_empty || !read.is_empty()).then_some(read)
    }

    fn form() -> String {
        format!("[{}]", inner_form::<T>())
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let items = T::schema(definitions);
        object([("type", "array".into()), ("items", items)])
    }
}

/// A mapping with user-defined names. Entries that cannot be read are dropped, and their names are kept.
impl<T: Read> Read for Vec<(Spanned<String>, T)> {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let entries = mapping::<Self>(node, out)?;
        let mut read = Vec::with_capacity(entries.len());
        for (name, node) in entries {
            match T::read(node, name.span, out) {
                Some(value) => read.push((name, value)),
                None => out.lose(&name),
            }
        }
        Some(read)
    }

    fn form() -> String {
        format!("{{NAME: {}}}", T::form())
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let values = T::schema(definitions);
        object([("type", "object".into()), ("additionalProperties", values)])
    }
}
