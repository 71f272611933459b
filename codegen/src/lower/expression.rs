//! Converts the values of examples to Rust expressions.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::json;
use super::sentences::scalar;
use super::types::{Scope, is_integer, rust_name, variant, wire_value};
use crate::api::Type;
use crate::naming::{self, ident};
use crate::scalar::{Code, Scalar};
use crate::spec::model::{EnumValue, Field, Spanned, TypeExpr, TypeKind};
use crate::spec::yaml::{Node, NodeKind};

/// The position of an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    /// An argument that accepts anything that converts to its type.
    Argument,
    /// A position that requires the type itself.
    Exact,
}

/// How a call in documentation waits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Async,
    Blocking,
}

/// Writes expressions and collects their imports.
pub(crate) struct Expressions<'a> {
    scope: &'a Scope<'a>,
    /// The path prefix of the group's types.
    path: TokenStream,
    /// How documentation waits; `None` for code that sends exactly the example.
    style: Option<Style>,
    /// Types of the group.
    pub(crate) types: BTreeSet<String>,
    /// Items of the runtime.
    pub(crate) runtime: BTreeSet<&'static str>,
    /// Items of other crates, by their paths.
    pub(crate) foreign: BTreeSet<&'static str>,
}

impl<'a> Expressions<'a> {
    /// Creates a writer for documentation. Files are read from disk.
    pub(crate) fn for_docs(scope: &'a Scope<'a>, style: Style) -> Self {
        Self::new(scope, TokenStream::new(), Some(style))
    }

    /// Creates a writer for code that sends exactly the example, in a sibling of the group's module.
    pub(crate) fn for_replay(scope: &'a Scope<'a>, module: &str) -> Self {
        let module = ident(module);
        Self::new(scope, quote!(super::#module::), None)
    }

    fn new(scope: &'a Scope<'a>, path: TokenStream, style: Option<Style>) -> Self {
        let (types, runtime, foreign) = Default::default();
        Self {
            scope,
            path,
            style,
            types,
            runtime,
            foreign,
        }
    }

    /// Returns the value of a parameter or a field.
    pub(crate) fn field(&mut self, field: &Field, node: &Node, position: Position) -> TokenStream {
        let ty = self.scope.field(field);
        self.value(&field.ty.value, &ty, node, position)
    }

    fn value(
        &mut self,
        expr: &TypeExpr,
        ty: &Type,
        node: &Node,
        position: Position,
    ) -> TokenStream {
        match ty {
            Type::Scalar(scalar) => {
                let value = self.scalar(*scalar, node);
                if scalar.info().converts && position == Position::Exact {
                    quote!(#value.into())
                } else {
                    value
                }
            }
            Type::File => self.file(node),
            Type::Enum(name, _) => self.variant(expr, name, &scalar(node).unwrap_or_default()),
            Type::Object(name) => self.object(expr, name, node),
            Type::Extra(name) => self.extra(expr, name, node),
            Type::List(item) => self.list(expr, item, node, position),
            Type::Map(item) => self.map(expr, item, node),
        }
    }

    /// Returns an argument for the value of a scalar.
    fn scalar(&mut self, ty: Scalar, node: &Node) -> TokenStream {
        let text = scalar(node).unwrap_or_default();
        match ty.info().code {
            Code::Text => quote!(#text),
            Code::Boolean => (node.kind == NodeKind::Bool(true)).to_token_stream(),
            Code::Integer => integer(&text),
            Code::Float => float(&text),
            Code::Decimal => {
                self.runtime.insert("dec");
                let decimal = number(&super::wire::decimal(&text));
                quote!(dec!(#decimal))
            }
            Code::Json => self.json(node),
            Code::Parsed {
                ty,
                function,
                format,
            } => {
                self.runtime.insert(ty);
                let (ty, function) = (ident(ty), ident(function));
                let format = format.map(|format| self.format(format));
                quote!(#ty::#function(#text #format)?)
            }
            Code::FromInteger { ty, function } => {
                self.runtime.insert(ty);
                let (ty, function, number) = (ident(ty), ident(function), integer(&text));
                quote!(#ty::#function(#number)?)
            }
        }
    }

    /// Returns the second argument of a function that parses a text.
    fn format(&mut self, (path, constant): (&'static str, Option<&str>)) -> TokenStream {
        let path = self.foreign(path);
        let constant = constant.map(ident).map(|name| quote!(::#name));
        quote!(, &#path #constant)
    }

    /// Returns any JSON. `json!` recurses with each nested value, and the compiler limits the recursion.
    fn json(&mut self, node: &Node) -> TokenStream {
        const MOST: usize = 30;
        if self.style.is_some() && size(node) <= MOST {
            self.foreign.insert("serde_json::json");
            let value = json_value(node);
            return quote!(json!(#value));
        }
        let text = json::canonical(node);
        quote!(serde_json::from_str::<serde_json::Value>(#text)?)
    }

    fn file(&mut self, node: &Node) -> TokenStream {
        self.runtime.insert("File");
        let file = super::wire::file("", node);
        let name = &file.file_name;
        match self.style {
            Some(Style::Async) => return quote!(File::open(#name).await?),
            Some(Style::Blocking) => return quote!(File::open_blocking(#name)?),
            None => {}
        }
        let content = Literal::byte_string(&file.content);
        let media_type = &file.media_type;
        quote!(File::from_bytes(#name, #content.as_slice()).with_media_type(#media_type))
    }

    /// Returns an item of another crate, which documentation imports.
    fn foreign(&mut self, path: &'static str) -> TokenStream {
        let names = path.split("::").map(ident);
        if self.style.is_none() {
            return quote!(#(#names)::*);
        }
        self.foreign.insert(path);
        names.last().into_token_stream()
    }

    /// Returns the path of one of the group's types.
    fn path(&mut self, name: &str) -> TokenStream {
        self.types.insert(name.to_owned());
        let (path, name) = (&self.path, ident(name));
        quote!(#path #name)
    }

    fn variant(&mut self, expr: &TypeExpr, name: &str, text: &str) -> TokenStream {
        let path = self.path(name);
        let values = match self.kind(expr) {
            Some(TypeKind::Enum(values)) => values.as_slice(),
            _ => &[],
        };
        match enum_value(values, text) {
            Some(value) => {
                let variant = ident(&variant(value));
                quote!(#path::#variant)
            }
            None if is_integer(values) => {
                let value = integer(text);
                quote!(#path::from(#value))
            }
            None => quote!(#path::from(#text)),
        }
    }

    fn object(&mut self, expr: &TypeExpr, name: &str, node: &Node) -> TokenStream {
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
                let (setter, value) =
                    (ident(&setter), self.field(field, value, Position::Argument));
                calls.push(quote!(.#setter(#value)));
            }
        }
        quote!(#path::new(#(#arguments),*) #(#calls)*)
    }

    fn extra(&mut self, expr: &TypeExpr, name: &str, node: &Node) -> TokenStream {
        let path = self.path(name);
        let (set, params) = extra_set(node).unwrap_or(("", &[]));
        let sets = match self.kind(expr) {
            Some(TypeKind::Extra(sets)) => sets.as_slice(),
            _ => &[],
        };
        let Some(known) = sets.iter().find(|known| known.name.value == set) else {
            let params = params.iter().map(|(key, value)| {
                let (key, value) = (&key.value, scalar(value).unwrap_or_default());
                quote!((#key, #value))
            });
            let params = if params.len() == 0 {
                quote!([("", ""); 0])
            } else {
                quote!([#(#params),*])
            };
            return quote!(#path::other(#set, #params));
        };
        let variant = ident(&naming::variant(&known.name.value));
        if known.params.is_empty() {
            return quote!(#path::#variant);
        }
        let fields = known.params.iter().map(|(key, field)| {
            let null = Node {
                kind: NodeKind::Null,
                span: node.span,
            };
            let value = params.iter().find(|(name, _)| name.value == key.value);
            let value = value.map_or(&null, |(_, value)| value);
            let name = ident(&naming::extra_field(rust_name(&field.rust, &key.value)));
            let value = self.field(field, value, Position::Exact);
            quote!(#name: #value)
        });
        quote!(#path::#variant { #(#fields),* })
    }

    fn list(
        &mut self,
        expr: &TypeExpr,
        item: &Type,
        node: &Node,
        position: Position,
    ) -> TokenStream {
        let (NodeKind::List(nodes), TypeExpr::List(item_expr)) = (&node.kind, expr) else {
            return quote!([]);
        };
        let argument = position == Position::Argument;
        let converts = argument && item.converts();
        if nodes.is_empty() {
            // The type of the converted value cannot be inferred otherwise.
            return match (argument, converts) {
                (false, _) => quote!(vec![]),
                (true, false) => quote!([]),
                (true, true) if *item == Type::Scalar(Scalar::Seconds) => quote!([0_u64; 0]),
                (true, true) => quote!([""; 0]),
            };
        }
        let item_position = if converts {
            Position::Argument
        } else {
            Position::Exact
        };
        let items = nodes
            .iter()
            .map(|node| self.value(item_expr, item, node, item_position));
        if argument {
            quote!([#(#items),*])
        } else {
            quote!(vec![#(#items),*])
        }
    }

    fn map(&mut self, expr: &TypeExpr, item: &Type, node: &Node) -> TokenStream {
        let TypeExpr::Map(item_expr) = expr else {
            return quote!([].into());
        };
        let map = self.foreign("std::collections::BTreeMap");
        let entries = json::sorted(node).into_iter().map(|(key, value)| {
            let value = self.value(item_expr, item, value, Position::Exact);
            quote!((#key.into(), #value))
        });
        quote!(#map::from([#(#entries),*]))
    }

    fn kind(&self, expr: &TypeExpr) -> Option<&'a TypeKind> {
        match expr {
            TypeExpr::Named(name) => self.scope.kind(name),
            _ => None,
        }
    }
}

/// Returns the enum value that an example names.
pub(crate) fn enum_value<'a>(values: &'a [EnumValue], text: &str) -> Option<&'a EnumValue> {
    let named = values.iter().find(|value| value.name.value == text);
    named.or_else(|| values.iter().find(|value| wire_value(value) == text))
}

/// Returns the value of a field in an object of an example.
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

/// Returns the name and the parameters of an `extra` value in an example.
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

/// Returns the number of values in a JSON value.
fn size(node: &Node) -> usize {
    match &node.kind {
        NodeKind::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        NodeKind::Map(members) => 1 + members.iter().map(|(_, value)| size(value)).sum::<usize>(),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Text(_) => 1,
    }
}

/// Returns a value for `json!`. Members are sorted, so the result does not depend on the map that `serde_json`
/// uses.
fn json_value(node: &Node) -> TokenStream {
    match &node.kind {
        NodeKind::Null => quote!(null),
        NodeKind::Bool(value) => quote!(#value),
        NodeKind::Number(text) => number(&json_number(text)).into_token_stream(),
        NodeKind::Text(text) => quote!(#text),
        NodeKind::List(items) => {
            let items = items.iter().map(json_value);
            quote!([#(#items),*])
        }
        NodeKind::Map(_) => {
            let members = json::sorted(node).into_iter().map(|(key, value)| {
                let value = json_value(value);
                quote!(#key: #value)
            });
            quote!({ #(#members),* })
        }
    }
}

/// Returns a number for `json!`, where a literal without a suffix has 32 bits.
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

/// Returns a number literal as it is written in the spec, which is also valid in Rust.
fn number(text: &str) -> Literal {
    text.parse().unwrap_or_else(|_| Literal::string(text))
}

/// Returns a whole number without a suffix, from its text. A minus sign is a separate token.
pub(crate) fn integer(text: &str) -> TokenStream {
    let number: i64 = text.parse().unwrap_or_default();
    let literal = Literal::u64_unsuffixed(number.unsigned_abs());
    if number < 0 {
        quote!(-#literal)
    } else {
        literal.to_token_stream()
    }
}

fn float(text: &str) -> TokenStream {
    let value: f64 = text.parse().unwrap_or_default();
    number(&format!("{value:?}")).into_token_stream()
}
