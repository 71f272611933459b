//! Turns the values of examples into Rust expressions.

use std::collections::BTreeSet;

use super::json;
use super::layout::Layout;
use super::sentences::scalar;
use super::types::{Scope, is_integer, rust_name, variant, wire_value};
use crate::api::Type;
use crate::naming;
use crate::spec::model::{EnumValue, Field, Spanned, TypeExpr, TypeKind};
use crate::spec::yaml::{Node, NodeKind};

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    /// An argument that takes whatever converts into its type.
    Argument,
    /// A place that needs the type itself.
    Exact,
}

/// How code in documentation waits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Async,
    Blocking,
}

/// Writes expressions, and keeps what they need to be imported.
pub(crate) struct Expressions<'a> {
    scope: &'a Scope<'a>,
    /// What stands before the group's own types.
    path: String,
    /// How files are opened, which come from disk in documentation.
    open_files: Option<Style>,
    /// Types of the group.
    pub(crate) types: BTreeSet<String>,
    /// Items of the runtime.
    pub(crate) runtime: BTreeSet<&'static str>,
    /// Items of other crates, by their paths.
    pub(crate) foreign: BTreeSet<&'static str>,
}

impl<'a> Expressions<'a> {
    /// Expressions for people to read.
    pub(crate) fn for_docs(scope: &'a Scope<'a>, style: Style) -> Self {
        Self::new(scope, String::new(), Some(style))
    }

    /// Expressions that send exactly what the example says.
    pub(crate) fn for_replay(scope: &'a Scope<'a>, module: &str) -> Self {
        Self::new(scope, format!("{module}::"), None)
    }

    fn new(scope: &'a Scope<'a>, path: String, open_files: Option<Style>) -> Self {
        let (types, runtime, foreign) = Default::default();
        Self {
            scope,
            path,
            open_files,
            types,
            runtime,
            foreign,
        }
    }

    /// What a module of the generated code has to import for them, beside the runtime.
    pub(crate) fn into_uses(self) -> Vec<&'static str> {
        self.foreign.into_iter().collect()
    }

    /// The value of a parameter or a field.
    pub(crate) fn field(&mut self, field: &Field, node: &Node, position: Position) -> Layout {
        let ty = self.scope.field(field);
        self.value(&field.ty.value, &ty, node, position)
    }

    fn value(&mut self, expr: &TypeExpr, ty: &Type, node: &Node, position: Position) -> Layout {
        let text = scalar(node).unwrap_or_default();
        let argument = position == Position::Argument;
        match ty {
            Type::Text | Type::Secret if argument => Layout::Leaf(literal(&text)),
            Type::Text | Type::Secret => Layout::Leaf(format!("{}.into()", literal(&text))),
            Type::Boolean => Layout::Leaf(text),
            Type::Integer => Layout::Leaf(integer(&text)),
            Type::Float => Layout::Leaf(float(&text)),
            Type::Seconds if argument => Layout::Leaf(integer(&text)),
            Type::Seconds => Layout::Leaf(format!("{}.into()", integer(&text))),
            Type::Decimal => {
                self.runtime.insert("dec");
                Layout::Leaf(format!("dec!({})", super::wire::decimal(&text)))
            }
            Type::Url => self.url(&text),
            Type::SecretUrl if argument => self.url(&text),
            Type::SecretUrl => Layout::Leaf(format!("{}.into()", self.url(&text).flat())),
            Type::Json if argument => self.json(node),
            Type::Json => {
                self.runtime.insert("Json");
                self.json(node).within("Json::from(", ')')
            }
            Type::File => self.file(node),
            Type::Time => {
                self.runtime.insert("OffsetDateTime");
                self.foreign
                    .insert("time::format_description::well_known::Rfc3339");
                Layout::Leaf(format!(
                    "OffsetDateTime::parse({}, &Rfc3339)?",
                    literal(&text)
                ))
            }
            Type::UnixTime | Type::UnixTimeText => {
                self.runtime.insert("OffsetDateTime");
                Layout::Leaf(format!(
                    "OffsetDateTime::from_unix_timestamp({})?",
                    integer(&text)
                ))
            }
            Type::TextEnum(name) | Type::IntegerEnum(name) => self.variant(expr, name, &text),
            Type::Object(name) => self.object(expr, name, node),
            Type::Extra(name) => self.extra(expr, name, node),
            Type::List(item) => self.list(expr, item, node, position),
            Type::Map(item) => self.map(expr, item, node),
        }
    }

    fn url(&mut self, text: &str) -> Layout {
        self.runtime.insert("Url");
        Layout::Leaf(format!("Url::parse({})?", literal(text)))
    }

    fn json(&mut self, node: &Node) -> Layout {
        self.foreign.insert("serde_json::json");
        json_value(node).within("json!(", ')')
    }

    fn file(&mut self, node: &Node) -> Layout {
        self.runtime.insert("File");
        let file = super::wire::file("", node);
        let name = literal(&file.file_name);
        match self.open_files {
            Some(Style::Async) => return Layout::Leaf(format!("File::open({name}).await?")),
            Some(Style::Blocking) => {
                return Layout::Leaf(format!("File::open_blocking({name})?"));
            }
            None => {}
        }
        let content = Layout::Leaf(format!("b\"{}\".as_slice()", file.content.escape_ascii()));
        let media_type = literal(&file.media_type);
        Layout::Chain {
            head: Box::new(Layout::group(
                "File::from_bytes(",
                vec![Layout::Leaf(name), content],
                ")",
            )),
            calls: vec![Layout::Leaf(format!(".with_media_type({media_type})"))],
        }
    }

    /// The path of one of the group's types.
    fn path(&mut self, name: &str) -> String {
        self.types.insert(name.to_owned());
        format!("{}{name}", self.path)
    }

    fn variant(&mut self, expr: &TypeExpr, name: &str, text: &str) -> Layout {
        let path = self.path(name);
        let values = match self.kind(expr) {
            Some(TypeKind::Enum(values)) => values.as_slice(),
            _ => &[],
        };
        Layout::Leaf(match enum_value(values, text) {
            Some(value) => format!("{path}::{}", variant(value)),
            None if is_integer(values) => format!("{path}::from({})", integer(text)),
            None => format!("{path}::from({})", literal(text)),
        })
    }

    fn object(&mut self, expr: &TypeExpr, name: &str, node: &Node) -> Layout {
        let path = self.path(name);
        let fields = match self.kind(expr) {
            Some(TypeKind::Object(fields)) => fields.as_slice(),
            _ => &[],
        };
        let mut arguments = Vec::new();
        let mut calls = Vec::new();
        for (key, field) in fields {
            let value = member(node, &key.value);
            let null = Node {
                kind: NodeKind::Null,
                span: node.span,
            };
            if !(field.nullable || field.optional) {
                arguments.push(self.field(field, value.unwrap_or(&null), Position::Argument));
            } else if let Some(value) = value.filter(|value| value.kind != NodeKind::Null) {
                let setter = naming::object_setter(rust_name(&field.rust, &key.value));
                let value = self.field(field, value, Position::Argument);
                calls.push(Layout::group(format!(".{setter}("), vec![value], ")"));
            }
        }
        let head = Layout::group(format!("{path}::new("), arguments, ")");
        if calls.is_empty() {
            head
        } else {
            Layout::Chain {
                head: Box::new(head),
                calls,
            }
        }
    }

    fn extra(&mut self, expr: &TypeExpr, name: &str, node: &Node) -> Layout {
        let path = self.path(name);
        let Some((set, params)) = extra_set(node) else {
            return Layout::Leaf(format!("{path}::other(\"\", [(\"\", \"\"); 0])"));
        };
        let Some(TypeKind::Extra(sets)) = self.kind(expr) else {
            return Layout::leaf(path);
        };
        let Some(known) = sets.iter().find(|known| known.name.value == set) else {
            let params = params.iter().map(|(key, value)| {
                let value = scalar(value).unwrap_or_default();
                Layout::Leaf(format!("({}, {})", literal(&key.value), literal(&value)))
            });
            let params: Vec<_> = params.collect();
            let params = if params.is_empty() {
                Layout::leaf("[(\"\", \"\"); 0]")
            } else {
                Layout::group("[", params, "]")
            };
            return Layout::group(
                format!("{path}::other("),
                vec![Layout::Leaf(literal(set)), params],
                ")",
            );
        };
        let variant = format!("{path}::{}", naming::variant(&known.name.value));
        if known.params.is_empty() {
            return Layout::Leaf(variant);
        }
        let fields = known.params.iter().map(|(key, field)| {
            let null = Node {
                kind: NodeKind::Null,
                span: node.span,
            };
            let value = params.iter().find(|(name, _)| name.value == key.value);
            let value = value.map_or(&null, |(_, value)| value);
            let name = naming::extra_field(rust_name(&field.rust, &key.value));
            self.field(field, value, Position::Exact)
                .prefixed(&format!("{name}: "))
        });
        Layout::braces(variant + " {", fields.collect(), "}")
    }

    fn list(&mut self, expr: &TypeExpr, item: &Type, node: &Node, position: Position) -> Layout {
        let (NodeKind::List(nodes), TypeExpr::List(item_expr)) = (&node.kind, expr) else {
            return Layout::leaf("[]");
        };
        let argument = position == Position::Argument;
        let converts = argument && item.converts();
        if nodes.is_empty() {
            // Nothing else would tell the type of what is to be converted.
            let none = if !argument {
                "vec![]"
            } else if !converts {
                "[]"
            } else if *item == Type::Seconds {
                "[0_u64; 0]"
            } else {
                "[\"\"; 0]"
            };
            return Layout::leaf(none);
        }
        let item_position = if converts {
            Position::Argument
        } else {
            Position::Exact
        };
        let items = nodes
            .iter()
            .map(|node| self.value(item_expr, item, node, item_position));
        Layout::group(if argument { "[" } else { "vec![" }, items.collect(), "]")
    }

    fn map(&mut self, expr: &TypeExpr, item: &Type, node: &Node) -> Layout {
        let TypeExpr::Map(item_expr) = expr else {
            return Layout::leaf("[].into()");
        };
        let entries = json::sorted(node).into_iter().map(|(key, value)| {
            let key = Layout::Leaf(format!("{}.into()", literal(key)));
            Layout::group(
                "(",
                vec![key, self.value(item_expr, item, value, Position::Exact)],
                ")",
            )
        });
        let entries = entries.collect();
        self.foreign.insert("std::collections::BTreeMap");
        Layout::group("BTreeMap::from([", entries, "])")
    }

    fn kind(&self, expr: &TypeExpr) -> Option<&'a TypeKind> {
        match expr {
            TypeExpr::Named(name) => self.scope.kind(name),
            _ => None,
        }
    }
}

/// The value of an enum that an example names.
pub(crate) fn enum_value<'a>(values: &'a [EnumValue], text: &str) -> Option<&'a EnumValue> {
    let named = values.iter().find(|value| value.name.value == text);
    named.or_else(|| values.iter().find(|value| wire_value(value) == text))
}

/// The value of a field in an object of an example.
pub(crate) fn member<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    match &node.kind {
        NodeKind::Map(members) => members
            .iter()
            .find(|(key, _)| key.value == name)
            .map(|(_, value)| value),
        _ => None,
    }
}

/// The members of a mapping.
type Members = [(Spanned<String>, Node)];

/// The name and the parameters of an `extra` value in an example.
pub(crate) fn extra_set(node: &Node) -> Option<(&str, &Members)> {
    let NodeKind::Map(sets) = &node.kind else {
        return None;
    };
    let (name, params) = sets.first()?;
    let params = match &params.kind {
        NodeKind::Map(params) => params.as_slice(),
        _ => &[],
    };
    Some((&name.value, params))
}

/// A value for `json!`, members sorted so that it is the same whatever map `serde_json` uses.
fn json_value(node: &Node) -> Layout {
    match &node.kind {
        NodeKind::Null => Layout::leaf("null"),
        NodeKind::Bool(value) => Layout::Leaf(value.to_string()),
        NodeKind::Number(text) => Layout::Leaf(json_number(text)),
        NodeKind::Text(text) => Layout::Leaf(literal(text)),
        NodeKind::List(items) => Layout::group("[", items.iter().map(json_value).collect(), "]"),
        NodeKind::Map(_) => {
            let members = json::sorted(node).into_iter();
            let members = members
                .map(|(key, value)| json_value(value).prefixed(&format!("{}: ", literal(key))));
            Layout::group("{", members.collect(), "}")
        }
    }
}

/// A number for `json!`, where a literal without a suffix has 32 bits.
fn json_number(text: &str) -> String {
    let number = json::number(text);
    match (
        number.parse::<i32>(),
        number.parse::<i64>(),
        number.parse::<u64>(),
    ) {
        (Err(_), Ok(_), _) => number + "_i64",
        (Err(_), Err(_), Ok(_)) => number + "_u64",
        _ => number,
    }
}

/// A text as a literal.
pub(crate) fn literal(text: &str) -> String {
    format!("{text:?}")
}

fn integer(text: &str) -> String {
    text.parse::<i64>().map_or_else(
        |_| text.parse::<u64>().unwrap_or_default().to_string(),
        |number| number.to_string(),
    )
}

fn float(text: &str) -> String {
    let number: f64 = text.parse().unwrap_or_default();
    format!("{:?}", if number.is_finite() { number } else { 0.0 })
}
