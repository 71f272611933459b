//! Exports the examples of a spec, in their form on the wire.

use super::exporter::{Exporter, Scope};
use super::extensions::{FILES, SLASH};
use super::schema::{Wire, enum_wire, wire_name, wire_of};
use bge_private_codegen::json::{Json, object};
use bge_private_codegen::spec::model::{
    Endpoint, Example, ExtraSet, Field, Scalar, Spanned, TypeExpr, TypeKind,
};
use bge_private_codegen::spec::yaml::{Node, NodeKind};

type Fields = [(Spanned<String>, Field)];

impl Exporter<'_> {
    /// Returns the request of each example.
    pub(super) fn call_examples(&self, scope: &Scope<'_>, endpoint: &Endpoint) -> Json {
        self.each(endpoint, |example, shown| {
            let mut sent = object([]);
            let mut files = object([]);
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
            let files = (files != object([])).then_some(files);
            shown.with("value", sent).maybe(FILES, files)
        })
    }

    /// Returns the response of each example.
    pub(super) fn answer_examples(&self, endpoint: &Endpoint) -> Json {
        self.each(endpoint, |example, shown| {
            shown.with(
                "value",
                self.enveloped(example.response.as_ref().map(Json::from)),
            )
        })
    }

    fn each(&self, endpoint: &Endpoint, show: impl Fn(&Example, Json) -> Json) -> Json {
        let examples = (1..).zip(&endpoint.examples);
        examples.fold(object([]), |map, (number, example)| {
            let shown = self
                .language
                .add(object([]), "summary", &example.title, SLASH);
            map.with(&format!("example_{number}"), show(example, shown))
        })
    }

    /// Returns the value of a parameter, or a value within one, as it is sent.
    pub(super) fn param_value(
        &self,
        scope: &Scope<'_>,
        ty: &TypeExpr,
        node: &Node,
        wire: Wire,
    ) -> Json {
        match (ty, &node.kind) {
            (TypeExpr::Scalar(Scalar::Boolean), NodeKind::Bool(value)) if wire == Wire::Text => {
                Json::from(if *value { "True" } else { "False" })
            }
            (TypeExpr::List(item), NodeKind::List(items)) => {
                let items = items
                    .iter()
                    .map(|node| self.param_value(scope, item, node, wire));
                Json::List(items.collect())
            }
            (TypeExpr::Map(item), NodeKind::Map(entries)) => {
                let value = |node| self.param_value(scope, item, node, Wire::Json);
                entries.iter().fold(object([]), |map, (key, node)| {
                    map.with(&key.value, value(node))
                })
            }
            (TypeExpr::Named(_), _) => self.named_value(scope, ty, node),
            _ => Json::from(node),
        }
    }

    fn named_value(&self, scope: &Scope<'_>, ty: &TypeExpr, node: &Node) -> Json {
        match (scope.kind(ty), &node.kind) {
            (Some(TypeKind::Enum(values)), NodeKind::Text(name)) => {
                let value = values.iter().find(|value| value.name.value == *name);
                value.map_or_else(|| Json::from(node), enum_wire)
            }
            (Some(TypeKind::Object(fields)), NodeKind::Map(entries)) => {
                entries.iter().fold(object([]), |map, (name, node)| {
                    match find(fields, &name.value) {
                        Some((name, field)) => {
                            let value = self.param_value(scope, &field.ty.value, node, Wire::Json);
                            map.with(wire_name(name, field), value)
                        }
                        None => map,
                    }
                })
            }
            _ => Json::from(node),
        }
    }
}

fn find<'f>(fields: &'f Fields, name: &str) -> Option<&'f (Spanned<String>, Field)> {
    fields.iter().find(|(known, _)| known.value == name)
}

/// Adds the name of a set as the value of its argument, and the parameters of the set as separate values.
fn extra(sent: Json, wire: &str, sets: &[ExtraSet], node: &Node) -> Json {
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

/// Returns the content of a file in an example.
fn content(node: &Node) -> Json {
    let NodeKind::Map(entries) = &node.kind else {
        return Json::Null;
    };
    let content = entries
        .iter()
        .find(|(key, _)| matches!(key.value.as_str(), "text" | "base64"));
    content.map_or(Json::Null, |(_, node)| Json::from(node))
}
