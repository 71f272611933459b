//! Parameters of a call, each of which is a parameter or a choice between several.

use super::Read;
use crate::diagnostics::{Diagnostics, nearest};
use crate::json::{Json, list, object};
use crate::source::Span;
use crate::spec::model::{Field, OneOf, Param, Params, Spanned};
use crate::spec::schema::Definitions;
use crate::spec::yaml::{Node, NodeKind};

impl Read for Params {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        let entries: Vec<(Spanned<String>, Body)> = Vec::read(node, owner, out)?;
        let entries = entries.into_iter();
        let params = entries.map(|(name, body)| match body {
            Body::Field(field) => Param::Field(Box::new((name, *field))),
            Body::OneOf(one_of) => Param::OneOf((name, one_of)),
        });
        Some(Self(params.collect()))
    }

    fn schema(definitions: &mut Definitions) -> Json {
        Vec::<(Spanned<String>, Body)>::schema(definitions)
    }
}

/// A parameter or a choice, without its name.
enum Body {
    Field(Box<Field>),
    OneOf(OneOf),
}

impl Read for Body {
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self> {
        if is_choice(&node) {
            OneOf::read(node, owner, out).map(Self::OneOf)
        } else {
            Field::read(node, owner, out).map(|field| Self::Field(Box::new(field)))
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let forms = [Field::schema(definitions), OneOf::schema(definitions)];
        object([("anyOf", list(forms))])
    }
}

/// Returns whether a mapping is a choice: it has one of the keys of a choice, which may be misspelt if no key says that
/// it is a parameter.
fn is_choice(node: &Node) -> bool {
    let NodeKind::Map(entries) = &node.kind else {
        return false;
    };
    let keys = || entries.iter().map(|(key, _)| key.value.as_str());
    let is_own = |key: &str| matches!(key, "one_of" | "choices");
    let resembles = |key: &str| {
        let near = nearest(key, ["one_of", "choices", "type", "doc", "wire", "join"]);
        near.is_some_and(is_own)
    };
    keys().any(is_own) || (keys().all(|key| key != "type") && keys().any(resembles))
}
