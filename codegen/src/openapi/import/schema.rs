//! Schemas as types of the spec language, with what they say of values.

use super::Importer;
use super::document::{address, entries, is_true, items, member, text, text_of};
use super::model::Field;
use super::names;
use crate::check::number::{fits_decimal, fits_float};
use crate::diagnostics::Code;
use crate::openapi::tree::Tree;
use crate::openapi::words::{EXTRA, LENIENT, NAME, NULLABLE, RUST, SECRET, TYPE};
use crate::spec::model::{Builtin, Spanned, TypeExpr};
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

/// What says something of values that no bound of the spec language says.
const LEFT_OUT: &[&str] = &[
    "pattern",
    "multipleOf",
    "uniqueItems",
    "not",
    "if",
    "dependentSchemas",
    "dependentRequired",
    "patternProperties",
    "propertyNames",
    "contains",
    "prefixItems",
    "discriminator",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
];

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
                return any.into();
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
            Some(name) => TypeExpr::Named(name).into(),
            None => if at == At::Param {
                Builtin::Json
            } else {
                Builtin::Any
            }
            .into(),
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
        let item = self.item(items, &format!("{hint}Item"));
        let ty = match item {
            // Files one by one are no list of values.
            TypeExpr::Builtin(Builtin::File | Builtin::Json) if at == At::Param => {
                TypeExpr::Builtin(Builtin::Any)
            }
            item => item,
        };
        TypeExpr::List(Box::new(ty)).into()
    }

    /// The type of the values in a list or a map, of which nothing else can be said.
    fn item(&mut self, schema: &'d Node, hint: &str) -> TypeExpr {
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
        typed.ty
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
                let item = self.item(more, &format!("{hint}Value"));
                TypeExpr::Map(Box::new(item)).into()
            }
            Some(Node {
                kind: NodeKind::Bool(false),
                ..
            }) => self.anything(schema, "an object that is always empty", at),
            _ => TypeExpr::Map(Box::new(TypeExpr::Builtin(Builtin::Any))).into(),
        }
    }

    /// The fields of an object, those of `allOf` included.
    pub(super) fn object_fields(&mut self, schema: &'d Node, hint: &str, at: At) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let required = self.required(schema);
        for (name, node) in self.flat(schema) {
            let is_required = required.contains(&name.value.as_str());
            let field = self.field(name, node, hint, at, is_required);
            fields.extend(field.filter(|field| {
                !fields
                    .iter()
                    .any(|other| other.on_wire() == field.on_wire())
            }));
        }
        fields
    }

    /// One field or parameter.
    pub(super) fn field(
        &mut self,
        wire: &Spanned<String>,
        schema: &'d Node,
        hint: &str,
        at: At,
        is_required: bool,
    ) -> Option<Field> {
        let name = text_of(schema, NAME)
            .filter(|name| names::is_name(name))
            .unwrap_or(&wire.value);
        if !names::is_name(&wire.value) {
            self.note(
                Code::NotImported,
                wire.span,
                "left out: this cannot be a name in the spec language",
            );
            return None;
        }
        let inner = format!(
            "{}{}",
            names::camel(hint, ""),
            names::camel(&wire.value, "Value")
        );
        let typed = self.typed(schema, &inner, at);
        let of = self.described(schema);
        let at_value = at == At::Value;
        if !at_value && typed.nullable {
            self.note(
                Code::NotImported,
                schema.span,
                "left out that null is a value: a parameter is given or not",
            );
        }
        let examples = member(schema, "examples").map(items).unwrap_or_default();
        let example = member(schema, "example").or(examples.first());
        let default = member(schema, "default").filter(|node| node.kind != NodeKind::Null);
        let mut field = Field {
            name: name.to_owned(),
            reviews: typed.reviews,
            ty: typed.ty,
            join: None,
            bounds: typed.bounds,
            default: None,
            secret: typed.secret,
            nullable: at_value && typed.nullable,
            optional: at_value && !is_required,
            lenient: at_value && typed.lenient,
            wire: (name != wire.value).then(|| wire.value.clone()),
            rust: text_of(schema, RUST).map(str::to_owned),
            doc: names::doc(of, name),
            deprecated: names::deprecated(schema),
            example: example.or(default).map(Tree::from),
        };
        if !at_value && !is_required && self.keeps_values() {
            field.default = default.map(|node| self.to_spec(&field.ty, &node.into()));
        }
        if !at_value && !self.keeps_values() {
            field.bounds.clear();
        }
        Some(field)
    }

    /// Where the docs of a schema stand: in it, or in what it refers to.
    fn described(&mut self, schema: &'d Node) -> &'d Node {
        if text_of(schema, "description").is_some() {
            return schema;
        }
        self.doc.resolve(schema).unwrap_or(schema)
    }

    fn bounds(&mut self, schema: &'d Node, typed: &mut Typed) {
        for key in LEFT_OUT {
            let is_told = *key == "pattern" && member(schema, TYPE).is_some();
            if let Some(node) = member(schema, key).filter(|_| !is_told) {
                let message = format!("`{key}` is left out: the spec language has no such bound");
                self.note(Code::NotImported, node.span, message);
            }
        }
        let exclusive = |key: &str, limit: &str| (is_true(schema, key), member(schema, limit));
        let (above, below) = (
            exclusive("exclusiveMinimum", "minimum"),
            exclusive("exclusiveMaximum", "maximum"),
        );
        let both =
            |key: &str| member(schema, key).filter(|node| matches!(node.kind, NodeKind::Number(_)));
        let (minimum, above) = if above.0 {
            (None, above.1)
        } else {
            (
                member(schema, "minimum").filter(|_| both("exclusiveMinimum").is_none()),
                both("exclusiveMinimum"),
            )
        };
        let (maximum, below) = if below.0 {
            (None, below.1)
        } else {
            (
                member(schema, "maximum").filter(|_| both("exclusiveMaximum").is_none()),
                both("exclusiveMaximum"),
            )
        };
        let sizes = [
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
        ]
        .map(|key| member(schema, key));
        let [
            min_length,
            max_length,
            min_items,
            max_items,
            min_properties,
            max_properties,
        ] = sizes;
        let bounds = [
            ("min", minimum),
            ("max", maximum),
            ("above", above),
            ("below", below),
            ("min_length", min_length),
            ("max_length", max_length),
            ("min_items", min_items.or(min_properties)),
            ("max_items", max_items.or(max_properties)),
        ];
        for (key, node) in bounds {
            let Some(node) = node else { continue };
            match bound(key, &typed.ty, node) {
                Some(number) => {
                    typed.bounds.retain(|(known, _)| *known != key);
                    typed.bounds.push((key, number));
                }
                None => {
                    let message = format!(
                        "this bound is left out: it means nothing for the type `{}`",
                        typed.ty
                    );
                    self.note(Code::NotImported, node.span, message);
                }
            }
        }
    }

    /// The properties of an object and of all that it is made of.
    pub(super) fn flat(&self, schema: &'d Node) -> Vec<(&'d Spanned<String>, &'d Node)> {
        let mut all = Vec::new();
        for part in self.parts(schema) {
            let properties = member(part, "properties").map(entries).unwrap_or_default();
            all.extend(properties.iter().map(|(name, node)| (name, node)));
        }
        all
    }

    pub(super) fn required(&self, schema: &'d Node) -> Vec<&'d str> {
        let parts = self.parts(schema).into_iter();
        parts
            .flat_map(|part| member(part, "required").map(items).unwrap_or_default())
            .filter_map(text)
            .collect()
    }

    /// A schema and the parts of its `allOf`, references followed.
    fn parts(&self, schema: &'d Node) -> Vec<&'d Node> {
        const MOST: usize = 64;
        let mut parts: Vec<&'d Node> = Vec::new();
        let mut rest = vec![schema];
        while let Some(next) = rest.pop() {
            let Ok(part) = self.doc.resolve(next) else {
                continue;
            };
            if parts.len() >= MOST || parts.iter().any(|known| address(known) == address(part)) {
                continue;
            }
            parts.push(part);
            rest.extend(
                member(part, "allOf")
                    .map(items)
                    .unwrap_or_default()
                    .iter()
                    .rev(),
            );
        }
        parts
    }
}

/// A bound as the spec language writes it, if it has it for the type.
fn bound(key: &str, ty: &TypeExpr, node: &Node) -> Option<String> {
    let NodeKind::Number(text) = &node.kind else {
        return None;
    };
    let whole = || {
        let text = text.strip_suffix(".0").unwrap_or(text);
        text.parse::<i64>().ok()
    };
    let size = || {
        whole()
            .filter(|size| *size >= 0)
            .map(|size| size.to_string())
    };
    match (key, ty) {
        ("min_length" | "max_length", TypeExpr::Builtin(Builtin::String | Builtin::Url)) => size(),
        ("min_items" | "max_items", TypeExpr::List(_) | TypeExpr::Map(_)) => size(),
        ("min_length" | "max_length" | "min_items" | "max_items", _) => None,
        (_, TypeExpr::Builtin(Builtin::Integer)) => whole().map(|number| number.to_string()),
        (_, TypeExpr::Builtin(Builtin::Seconds)) => size(),
        (_, TypeExpr::Builtin(Builtin::Decimal)) => fits_decimal(text).then(|| text.clone()),
        (_, TypeExpr::Builtin(Builtin::Float)) => fits_float(text).then(|| text.clone()),
        _ => None,
    }
}
