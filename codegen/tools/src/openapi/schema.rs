//! Exports types and fields as JSON Schema.

use super::exporter::{Exporter, Scope, reference};
use super::extensions::{
    DESCRIPTIONS, ENUM, EXTRA, LENIENT, Language, NAME, NULLABLE, PARAGRAPH, RUST, SECRET, TYPE,
    VARNAMES, ZH,
};
use bge_private_codegen::json::{Json, list, object};
use bge_private_codegen::naming;
use bge_private_codegen::scalar::JsonForm;
use bge_private_codegen::spec::model::{
    EnumValue, EnumWire, ExtraSet, Field, Join, Scalar, Secrecy, Spanned, TypeDef, TypeExpr,
    TypeKind,
};

/// How a value is written: as JSON, or as the text of a form field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wire {
    Json,
    Text,
}

impl Exporter<'_> {
    /// Returns the schema of a type with values in JSON.
    pub(super) fn json_schema(&self, scope: &Scope<'_>, ty: &TypeExpr) -> Json {
        self.schema(scope, ty, Wire::Json)
    }

    pub(super) fn schema(&self, scope: &Scope<'_>, ty: &TypeExpr, wire: Wire) -> Json {
        match ty {
            TypeExpr::Scalar(scalar) => scalar_schema(*scalar, wire),
            TypeExpr::File => typed("string").with("format", "binary"),
            TypeExpr::None => typed("null"),
            TypeExpr::Named(name) => self.reference(scope, name),
            TypeExpr::List(item) => typed("array").with("items", self.schema(scope, item, wire)),
            TypeExpr::Map(item) => {
                typed("object").with("additionalProperties", self.json_schema(scope, item))
            }
        }
    }

    /// Returns the schema of an object with these fields.
    pub(super) fn object(&self, scope: &Scope<'_>, fields: &[(Spanned<String>, Field)]) -> Json {
        let names = fields.iter().filter(|(_, field)| !field.optional);
        let required: Vec<_> = names.map(|(name, field)| wire_name(name, field)).collect();
        let properties = fields.iter().fold(object([]), |map, (name, field)| {
            let schema = self.json_schema(scope, &field.ty.value);
            map.with(
                wire_name(name, field),
                self.field(scope, name, field, schema),
            )
        });
        let required = (!required.is_empty()).then_some(required);
        typed("object")
            .maybe("required", required)
            .with("properties", properties)
    }

    /// Returns the schema of a field, based on the schema of its type.
    pub(super) fn field(
        &self,
        scope: &Scope<'_>,
        name: &Spanned<String>,
        field: &Field,
        schema: Json,
    ) -> Json {
        let mut schema = with_null(schema, field);
        schema = bounds(schema, field);
        if let Some(default) = &field.default {
            schema = schema.with(
                "default",
                self.param_value(scope, &field.ty.value, default, wire_of(field)),
            );
        }
        schema = self
            .language
            .describe(schema, &field.doc, field.deprecated.as_ref());
        schema = match field.secret.as_ref().map(|secret| secret.value) {
            None => schema,
            Some(Secrecy::Query) => schema.with(SECRET, "query"),
            Some(Secrecy::Whole) if field.ty.value == TypeExpr::Scalar(Scalar::String) => {
                schema.with("format", "password").with(SECRET, true)
            }
            Some(Secrecy::Whole) => schema.with(SECRET, true),
        };
        let other_name = field.wire.is_some().then_some(name.value.as_str());
        schema
            .maybe(NAME, other_name)
            .maybe(RUST, field.rust.as_ref().map(|rust| rust.value.as_str()))
    }

    /// Adds a type to the components. A type with sets of parameters also adds a component for each set.
    pub(super) fn type_def(&self, scope: &Scope<'_>, name: &str, def: &TypeDef, all: Json) -> Json {
        let key = self.key(scope, name);
        let schema = match &def.kind {
            TypeKind::Enum(values) => self.enum_schema(values),
            TypeKind::Object(fields) => self.object(scope, fields),
            TypeKind::Extra(sets) => {
                let names: Vec<_> = sets.iter().map(|set| set.name.value.as_str()).collect();
                let links = (0..).zip(sets).fold(object([]), |map, (index, set)| {
                    map.with(&set.name.value, reference(&set_key(&key, index, set)))
                });
                typed("string").with("examples", names).with(EXTRA, links)
            }
        };
        let schema = self.language.describe(schema, &def.doc, None);
        let mut all = all.with(&key, schema.extend(self.origin(scope, name)));
        if let TypeKind::Extra(sets) = &def.kind {
            for (index, set) in (0..).zip(sets) {
                let schema = self.object(scope, &set.params);
                let schema = self.language.describe(schema, &set.doc, None);
                let schema = schema.with("title", set.name.value.as_str());
                all = all.with(&set_key(&key, index, set), schema);
            }
        }
        all
    }

    fn enum_schema(&self, values: &[EnumValue]) -> Json {
        let is_number = values
            .iter()
            .any(|value| matches!(value.value, EnumWire::Integer(_)));
        let schema = if is_number {
            scalar_schema(Scalar::Integer, Wire::Json)
        } else {
            typed("string")
        };
        let name = |value: &EnumValue| {
            value.rust.as_ref().map_or_else(
                || naming::variant(&value.name.value),
                |rust| naming::variant(&rust.value),
            )
        };
        let doc = |value: &EnumValue| {
            let doc = value.doc.as_ref();
            doc.map(|doc| self.language.of(doc, PARAGRAPH))
                .unwrap_or_default()
        };
        let more = |value: &EnumValue| {
            let zh = value.doc.as_ref().map(|doc| doc.zh.value.as_str());
            let zh = zh.filter(|_| self.language == Language::Both);
            object([])
                .with("name", value.name.value.as_str())
                .maybe(ZH, zh)
                .maybe("rust", value.rust.as_ref().map(|rust| rust.value.as_str()))
        };
        schema
            .with("enum", values.iter().map(enum_wire).collect::<Vec<_>>())
            .with(VARNAMES, values.iter().map(name).collect::<Vec<_>>())
            .with(DESCRIPTIONS, values.iter().map(doc).collect::<Vec<_>>())
            .with(ENUM, values.iter().map(more).collect::<Vec<_>>())
    }
}

pub(super) fn wire_name<'a>(name: &'a Spanned<String>, field: &'a Field) -> &'a str {
    field.wire.as_ref().map_or(&name.value, |wire| &wire.value)
}

/// Returns the value of an enum on the wire.
pub(super) fn enum_wire(value: &EnumValue) -> Json {
    match &value.value {
        EnumWire::Text(text) => Json::from(text.as_str()),
        EnumWire::Integer(number) => Json::Number(number.to_string()),
    }
}

/// Returns how the value of a parameter is written.
pub(super) fn wire_of(field: &Field) -> Wire {
    match (&field.ty.value, field.join.as_ref().map(|join| join.value)) {
        (TypeExpr::List(_), Some(Join::Json)) | (TypeExpr::Map(_), _) => Wire::Json,
        _ => Wire::Text,
    }
}

/// Returns the key of a set of parameters. If its name has characters that are not allowed in a key, the key
/// has the index instead.
pub(super) fn set_key(key: &str, index: usize, set: &ExtraSet) -> String {
    let name = &set.name.value;
    let is_plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_plain {
        format!("{key}.set.{name}")
    } else {
        format!("{key}.set{index}")
    }
}

fn typed(ty: &str) -> Json {
    object([]).with("type", ty)
}

fn scalar_schema(scalar: Scalar, wire: Wire) -> Json {
    let info = scalar.info();
    if info.json == JsonForm::Boolean && wire == Wire::Text {
        return typed("string")
            .with("enum", vec!["True", "False"])
            .with(TYPE, info.name);
    }
    let form = &info.openapi;
    object([])
        .maybe("type", form.ty)
        .maybe("format", form.format)
        .maybe("pattern", form.pattern)
        .maybe(TYPE, form.is_named.then_some(info.name))
}

/// Returns the schema of a field whose value may be null, or text instead of a number.
fn with_null(mut schema: Json, field: &Field) -> Json {
    let mut more = Vec::new();
    more.extend(field.lenient.then_some("string"));
    more.extend(field.nullable.then_some("null"));
    if more.is_empty() {
        return schema;
    }
    if let Some(ty) = schema.member_mut("type") {
        let more = more.into_iter().map(Json::from);
        *ty = list(std::iter::once(ty.clone()).chain(more));
    } else if schema.member_mut("$ref").is_some() {
        schema = object([]).with("anyOf", vec![schema, typed("null")]);
    } else {
        schema = schema.with(NULLABLE, true);
    }
    schema.maybe(LENIENT, field.lenient.then_some(true))
}

fn bounds(schema: Json, field: &Field) -> Json {
    let (least, most) = match field.ty.value {
        TypeExpr::Map(_) => ("minProperties", "maxProperties"),
        _ => ("minItems", "maxItems"),
    };
    let size = |size: &Option<Spanned<u64>>| size.as_ref().map(|size| size.value);
    schema
        .maybe("minimum", field.min.as_ref())
        .maybe("maximum", field.max.as_ref())
        .maybe("exclusiveMinimum", field.above.as_ref())
        .maybe("exclusiveMaximum", field.below.as_ref())
        .maybe("minLength", size(&field.min_length))
        .maybe("maxLength", size(&field.max_length))
        .maybe(least, size(&field.min_items))
        .maybe(most, size(&field.max_items))
}
