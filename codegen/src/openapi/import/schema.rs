//! Schemas as types of the spec language, with what they say of values.

use super::Importer;
use super::document::{address, is_true, items, member, text, text_of};
use crate::diagnostics::Code;
use crate::openapi::tree::Tree;
use crate::openapi::words::{EXTRA, LENIENT, NULLABLE, SECRET, TYPE};
use crate::spec::model::{Builtin, TypeExpr};
use crate::spec::yaml::{Node, NodeKind};

/// Schemas within schemas are followed no further than this.
const MAX_DEPTH: usize = 48;

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// It is a parameter.
    Param,
    /// It is JSON, or within it.
    Value,
}

/// What a schema says.
pub(super) struct Typed {
    pub(super) ty: TypeExpr,
    pub(super) nullable: bool,
    pub(super) lenient: bool,
    pub(super) secret: Option<Tree>,
    pub(super) bounds: Vec<(&'static str, String)>,
    pub(super) reviews: Vec<String>,
}

impl From<TypeExpr> for Typed {
    fn from(ty: TypeExpr) -> Self {
        Self {
            ty,
            nullable: false,
            lenient: false,
            secret: None,
            bounds: Vec::new(),
            reviews: Vec::new(),
        }
    }
}

impl From<Builtin> for Typed {
    fn from(builtin: Builtin) -> Self {
        TypeExpr::Builtin(builtin).into()
    }
}

impl<'d> Importer<'d> {
    /// The type of a schema. Types that it defines are named after `hint`.
    pub(super) fn typed(&mut self, schema: &'d Node, hint: &str, at: At) -> Typed {
        let key = address(schema);
        if self.following.len() >= MAX_DEPTH || self.following.contains(&key) {
            return self.anything(schema, "it goes on without end", at);
        }
        self.following.push(key);
        let mut typed = self.base(schema, hint, at);
        self.following.pop();
        typed.nullable |= is_true(schema, "nullable") || is_true(schema, NULLABLE);
        typed.lenient |= is_true(schema, LENIENT);
        if let Some(secret) = member(schema, SECRET) {
            typed.secret = Some(secret.into());
        }
        self.bounds(schema, &mut typed);
        typed
    }

    /// Any JSON, with the reason.
    fn anything(&mut self, schema: &Node, why: &str, at: At) -> Typed {
        let message =
            format!("no type of the spec language is like this schema: {why}; drafted as any JSON");
        self.note(Code::Approximated, schema.span, message);
        let builtin = if at == At::Param {
            Builtin::Json
        } else {
            Builtin::Any
        };
        let mut typed = Typed::from(builtin);
        typed.reviews.push(format!("any JSON: {why}"));
        typed
    }

    fn base(&mut self, schema: &'d Node, hint: &str, at: At) -> Typed {
        let any = if at == At::Param {
            Builtin::Json
        } else {
            Builtin::Any
        };
        if schema.kind == NodeKind::Bool(true) {
            return any.into();
        }
        if !matches!(schema.kind, NodeKind::Map(_)) {
            return self.anything(schema, "it is no schema", at);
        }
        if let Some(reference) = member(schema, "$ref") {
            let Some(target) = self.resolve(schema) else {
                let mut typed = Typed::from(any);
                let why = "any JSON: the reference leads nowhere within the document";
                typed.reviews.push(why.to_owned());
                return typed;
            };
            let name = text(reference).and_then(|pointer| pointer.rsplit('/').next());
            return self.typed(target, name.unwrap_or(hint), at);
        }
        if let Some(builtin) = text_of(schema, TYPE).and_then(Builtin::from_name) {
            return builtin.into();
        }
        if member(schema, EXTRA).is_some() {
            return self.named_type(schema, hint, at);
        }
        let all = member(schema, "allOf").map(items).unwrap_or_default();
        let own = member(schema, "properties").is_some();
        match all {
            [only] if !own => return self.typed(only, hint, at),
            [_, ..] => {
                return if self.flat(schema).is_empty() {
                    self.anything(schema, "all of several schemas that are no objects", at)
                } else {
                    self.named_type(schema, hint, at)
                };
            }
            [] => {}
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(choices) = member(schema, key)
                .map(items)
                .filter(|items| !items.is_empty())
            {
                return self.choice(schema, choices, hint, at);
            }
        }
        self.by_type(schema, hint, at)
    }

    /// One of several schemas: what is left besides null.
    fn choice(&mut self, schema: &'d Node, choices: &'d [Node], hint: &str, at: At) -> Typed {
        let is_null = |choice: &&Node| text_of(choice, "type") == Some("null");
        let nullable = choices.iter().any(|choice| is_null(&choice));
        let mut rest = choices.iter().filter(|choice| !is_null(choice));
        let mut typed = match (rest.next(), rest.next()) {
            (Some(only), None) => self.typed(only, hint, at),
            _ => self.anything(schema, "one of several schemas", at),
        };
        typed.nullable |= nullable;
        typed
    }

    fn by_type(&mut self, schema: &'d Node, hint: &str, at: At) -> Typed {
        let given = member(schema, "type");
        let mut types: Vec<&str> = match given {
            Some(given) => text(given)
                .into_iter()
                .chain(items(given).iter().filter_map(text))
                .collect(),
            None => Vec::new(),
        };
        let nullable = types.contains(&"null");
        types.retain(|ty| *ty != "null");
        let lenient = is_true(schema, LENIENT);
        if lenient {
            types.retain(|ty| *ty != "string");
        }
        let values = member(schema, "enum").or_else(|| member(schema, "const"));
        let guessed = match types.as_slice() {
            [] if member(schema, "properties")
                .or_else(|| member(schema, "additionalProperties"))
                .is_some() =>
            {
                Some("object")
            }
            [] if member(schema, "items").is_some() => Some("array"),
            [] => None,
            [only] => Some(*only),
            _ => return self.anything(schema, "values of several types", at),
        };
        let mut typed = match (values, guessed) {
            (Some(values), _) if guessed != Some("boolean") => {
                self.enumeration(schema, values, hint, at)
            }
            (_, Some("string")) => self.string(schema, at),
            (_, Some("boolean")) => Builtin::Boolean.into(),
            (_, Some("integer")) => Builtin::Integer.into(),
            (_, Some("number")) => match text_of(schema, "format") {
                Some("float" | "double") => Builtin::Float.into(),
                _ => Builtin::Decimal.into(),
            },
            (_, Some("array")) => self.list(schema, hint, at),
            (_, Some("object")) => self.object(schema, hint, at),
            (_, Some(_)) => self.anything(schema, "its type is none of JSON", at),
            (_, None) if nullable && given.is_some() => {
                self.anything(schema, "null is its only value", at)
            }
            (_, None) => if at == At::Param {
                Builtin::Json
            } else {
                Builtin::Any
            }
            .into(),
        };
        typed.nullable |= nullable;
        typed
    }

    fn enumeration(&mut self, schema: &'d Node, values: &'d Node, hint: &str, at: At) -> Typed {
        let all: Vec<_> = match &values.kind {
            NodeKind::List(items) => items.iter().collect(),
            _ => vec![values],
        };
        let nullable = all.iter().any(|value| value.kind == NodeKind::Null);
        let rest: Vec<_> = all
            .into_iter()
            .filter(|value| value.kind != NodeKind::Null)
            .collect();
        let texts = rest
            .iter()
            .all(|value| matches!(value.kind, NodeKind::Text(_)));
        let integers = rest.iter().all(|value| matches!(&value.kind, NodeKind::Number(text) if text.parse::<i64>().is_ok_and(|number| number.to_string() == *text)));
        let mut typed = if rest.is_empty() || !(texts || integers) {
            self.anything(
                schema,
                "its values are neither all text nor all whole numbers",
                at,
            )
        } else {
            self.named_type(schema, hint, at)
        };
        typed.nullable |= nullable;
        typed
    }

    fn named_type(&mut self, schema: &'d Node, hint: &str, at: At) -> Typed {
        match self.named(schema, hint) {
            Ok(name) => TypeExpr::Named(name).into(),
            Err(why) => {
                let any = if at == At::Param {
                    Builtin::Json
                } else {
                    Builtin::Any
                };
                let mut typed = Typed::from(any);
                typed.reviews.push(format!("any JSON: {why}"));
                typed
            }
        }
    }

    fn string(&mut self, schema: &Node, at: At) -> Typed {
        match text_of(schema, "format") {
            None => Builtin::String.into(),
            Some("date-time") => Builtin::Time.into(),
            Some("uri" | "url") => Builtin::Url.into(),
            Some("binary") if at == At::Param => Builtin::File.into(),
            Some("decimal") => {
                let mut typed = Typed::from(Builtin::String);
                typed.reviews.push("a decimal number as text".to_owned());
                typed
            }
            Some("password") => {
                let mut typed = Typed::from(Builtin::String);
                typed.secret = Some(true.into());
                typed
            }
            Some(other) => {
                let message =
                    format!("the format `{other}` is left out: such values are plain text");
                self.note(Code::NotImported, schema.span, message);
                Builtin::String.into()
            }
        }
    }

    fn list(&mut self, schema: &'d Node, hint: &str, at: At) -> Typed {
        let Some(items) = member(schema, "items") else {
            return TypeExpr::List(Box::new(TypeExpr::Builtin(Builtin::Any))).into();
        };
        let (item, reviews) = self.item(items, &format!("{hint}Item"));
        let ty = match item {
            // Files one by one are no list of values.
            TypeExpr::Builtin(Builtin::File | Builtin::Json) if at == At::Param => {
                TypeExpr::Builtin(Builtin::Any)
            }
            item => item,
        };
        Typed {
            reviews,
            ..TypeExpr::List(Box::new(ty)).into()
        }
    }

    /// The type of the values in a list or a map, of which nothing else can be said, and reasons to look at it.
    fn item(&mut self, schema: &'d Node, hint: &str) -> (TypeExpr, Vec<String>) {
        self.types.enter_items();
        let typed = self.typed(schema, hint, At::Value);
        self.types.leave_items();
        if typed.nullable && typed.ty != TypeExpr::Builtin(Builtin::Any) {
            let message = "values in a list or map are not null in the spec language; left out that these may be";
            self.note(Code::NotImported, schema.span, message);
        }
        if typed.secret.is_some() || !typed.bounds.is_empty() {
            let message = "bounds and secrecy of values in a list or map are left out";
            self.note(Code::NotImported, schema.span, message);
        }
        (typed.ty, typed.reviews)
    }

    fn object(&mut self, schema: &'d Node, hint: &str, at: At) -> Typed {
        if !self.flat(schema).is_empty() {
            if member(schema, "additionalProperties")
                .is_some_and(|more| matches!(more.kind, NodeKind::Map(_)))
            {
                let message = "an object has fields or is a map; drafted with its fields only";
                self.note(Code::Approximated, schema.span, message);
            }
            return self.named_type(schema, hint, at);
        }
        match member(schema, "additionalProperties") {
            Some(more) if matches!(more.kind, NodeKind::Map(_)) => {
                let (item, reviews) = self.item(more, &format!("{hint}Value"));
                Typed {
                    reviews,
                    ..TypeExpr::Map(Box::new(item)).into()
                }
            }
            Some(Node {
                kind: NodeKind::Bool(false),
                ..
            }) => self.anything(schema, "an object that is always empty", at),
            _ => TypeExpr::Map(Box::new(TypeExpr::Builtin(Builtin::Any))).into(),
        }
    }
}
