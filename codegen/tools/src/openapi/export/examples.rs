//! The examples of a spec, as they are on the wire.

use super::schema::{Wire, enum_wire, wire_name, wire_of};
use super::{Exporter, Scope};
use crate::openapi::tree::{Map, Tree};
use crate::openapi::words::{FILES, SLASH};
use bge_private_codegen::spec::model::{
    Endpoint, Example, ExtraSet, Field, Scalar, Spanned, TypeExpr, TypeKind,
};
use bge_private_codegen::spec::yaml::{Node, NodeKind};

type Fields = [(Spanned<String>, Field)];

impl Exporter<'_> {
    /// What each example sends.
    pub(super) fn call_examples(&self, scope: &Scope<'_>, endpoint: &Endpoint) -> Map {
        self.each(endpoint, |example, shown| {
            let mut sent = Map::new();
            let mut files = Map::new();
            let args = example.args.iter().map(|given| (&endpoint.args, given));
            let kwargs = example.kwargs.iter().map(|given| (&endpoint.kwargs, given));
            for (fields, (name, node)) in args.chain(kwargs) {
                let Some((name, field)) = find(fields, &name.value) else {
                    continue;
                };
                let wire = wire_name(name, field);
                if field.ty.value == TypeExpr::File {
                    sent = sent.with(wire, content(node));
                    files = files.with(wire, node);
                } else if let Some(TypeKind::Extra(sets)) = scope.kind(&field.ty.value) {
                    sent = extra(sent, wire, sets, node);
                } else {
                    sent = sent.with(
                        wire,
                        self.param_value(scope, &field.ty.value, node, wire_of(field)),
                    );
                }
            }
            let files = (!files.is_empty()).then_some(files);
            shown.with("value", sent).maybe(FILES, files)
        })
    }

    /// What each example is answered with.
    pub(super) fn answer_examples(&self, endpoint: &Endpoint) -> Map {
        self.each(endpoint, |example, shown| {
            shown.with(
                "value",
                self.enveloped(example.response.as_ref().map(Tree::from)),
            )
        })
    }

    fn each(&self, endpoint: &Endpoint, show: impl Fn(&Example, Map) -> Map) -> Map {
        let examples = (1..).zip(&endpoint.examples);
        examples.fold(Map::new(), |map, (number, example)| {
            let shown = self
                .language
                .add(Map::new(), "summary", &example.title, SLASH);
            map.with(&format!("example_{number}"), show(example, shown))
        })
    }

    /// The value of a parameter, or within one, as it is sent.
    pub(super) fn param_value(
        &self,
        scope: &Scope<'_>,
        ty: &TypeExpr,
        node: &Node,
        wire: Wire,
    ) -> Tree {
        match (ty, &node.kind) {
            (TypeExpr::Scalar(Scalar::Boolean), NodeKind::Bool(value)) if wire == Wire::Text => {
                Tree::from(if *value { "True" } else { "False" })
            }
            (TypeExpr::List(item), NodeKind::List(items)) => {
                let items = items
                    .iter()
                    .map(|node| self.param_value(scope, item, node, wire));
                Tree::List(items.collect())
            }
            (TypeExpr::Map(item), NodeKind::Map(entries)) => {
                let value = |node| self.param_value(scope, item, node, Wire::Json);
                let map = entries.iter().fold(Map::new(), |map, (key, node)| {
                    map.with(&key.value, value(node))
                });
                map.into()
            }
            (TypeExpr::Named(_), _) => self.named_value(scope, ty, node),
            _ => Tree::from(node),
        }
    }

    fn named_value(&self, scope: &Scope<'_>, ty: &TypeExpr, node: &Node) -> Tree {
        match (scope.kind(ty), &node.kind) {
            (Some(TypeKind::Enum(values)), NodeKind::Text(name)) => {
                let value = values.iter().find(|value| value.name.value == *name);
                value.map_or_else(|| Tree::from(node), enum_wire)
            }
            (Some(TypeKind::Object(fields)), NodeKind::Map(entries)) => {
                let map = entries.iter().fold(Map::new(), |map, (name, node)| {
                    match find(fields, &name.value) {
                        Some((name, field)) => {
                            let value = self.param_value(scope, &field.ty.value, node, Wire::Json);
                            map.with(wire_name(name, field), value)
                        }
                        None => map,
                    }
                });
                map.into()
            }
            _ => Tree::from(node),
        }
    }
}

fn find<'f>(fields: &'f Fields, name: &str) -> Option<&'f (Spanned<String>, Field)> {
    fields.iter().find(|(known, _)| known.value == name)
}

/// The name of a set in the field of its argument, and its parameters beside it.
fn extra(sent: Map, wire: &str, sets: &[ExtraSet], node: &Node) -> Map {
    let NodeKind::Map(entries) = &node.kind else {
        return sent;
    };
    entries.iter().fold(sent, |sent, (set, params)| {
        let sent = sent.with(wire, set.value.as_str());
        let known = sets.iter().find(|known| known.name.value == set.value);
        let NodeKind::Map(params) = &params.kind else {
            return sent;
        };
        params.iter().fold(sent, |sent, (name, value)| {
            let param = known.and_then(|known| find(&known.params, &name.value));
            let wire = param.map_or(name.value.as_str(), |(name, field)| wire_name(name, field));
            sent.with(wire, value)
        })
    })
}

/// The content of a file as an example shows it.
fn content(node: &Node) -> Tree {
    let NodeKind::Map(entries) = &node.kind else {
        return Tree::Null;
    };
    let content = entries
        .iter()
        .find(|(key, _)| matches!(key.value.as_str(), "text" | "base64"));
    content.map_or(Tree::Null, |(_, node)| Tree::from(node))
}
