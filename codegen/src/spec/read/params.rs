//! Parameters of a call, each of which is a parameter or a choice between several.

use super::{Read, mapping};
use crate::diagnostics::{Diagnostics, nearest};
use crate::json::{Json, list, object};
use crate::source::Span;
use crate::spec::model::{Field, OneOf, Param, Params, Spanned};
use crate::spec::schema::Definitions;
use crate::spec::yaml::{Node, NodeKind};

impl Read for Params {
    fn read(node: Node, _: Span, out: &mut Diagnostics) -> Option<Self> {
        let mut params = Vec::new();
        for (name, node) in mapping::<Self>(node, out)? {
            match param(name.clone(), node, out) {
                Some(param) => params.push(param),
                None => out.lose(&name),
            }
        }
        Some(Self(params))
    }

    fn form() -> String {
        "{NAME: …}".to_owned()
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let forms = [Field::schema(definitions), OneOf::schema(definitions)];
        let form = object([("anyOf", list(forms))]);
        object([("type", "object".into()), ("additionalProperties", form)])
    }
}

fn param(name: Spanned<String>, node: Node, out: &mut Diagnostics) -> Option<Param> {
    let owner = name.span;
    Some(if is_choice(&node) {
        Param::OneOf((name, OneOf::read(node, owner, out)?))
    } else {
        Param::Field(Box::new((name, Field::read(node, owner, out)?)))
    })
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
