//! Exports types and fields as JSON Schema.

use super::document::{Exporter, key, non_empty, reference, typed};
use super::examples::sent;
use bge_private_codegen::api::{
    Enum, EnumValue, EnumWire, ExtraSet, Field, Join, Scalar, Secrecy, Type, TypeDef, Value,
};
use bge_private_codegen::json::{Json, list, object};
use bge_private_codegen::scalar::JsonForm;

impl Exporter<'_> {
    /// Returns the schema of a type with values in JSON.
    pub(super) fn json_schema(&self, ty: &Type) -> Json {
        match ty {
            Type::Scalar(scalar) => scalar_schema(*scalar),
            Type::File => typed("string").with("format", "binary"),
            Type::Enum(name, _) | Type::Object(name) => reference(key(name)),
            Type::Extra(name) | Type::AnyOf(name) => reference(key(name)),
            Type::List(item) => typed("array").with("items", self.json_schema(item)),
            Type::Map(item) => typed("object").with("additionalProperties", self.json_schema(item)),
        }
    }

    /// Returns the schema of an object with these fields.
    pub(super) fn object(&self, fields: &[Field]) -> Json {
        self.fields(fields.iter(), |field| self.json_schema(&field.ty))
    }

    /// Returns the schema of a form with these parameters.
    pub(super) fn form(&self, params: &[&Field]) -> Json {
        self.fields(params.iter().copied(), |param| self.param_type(param))
    }

    /// Returns the schema of a JSON body with these parameters. null stands for one that is not set, if it is sent for it.
    pub(super) fn members(&self, params: &[&Field]) -> Json {
        self.fields(params.iter().copied(), |param| {
            let default = param.default.as_ref().map(Value::json);
            let is_null = default.is_none() && param.always.as_deref() == Some("null");
            let default = default.or_else(|| is_null.then_some(Json::Null));
            with_null(self.json_schema(&param.ty), false, is_null).maybe("default", default)
        })
    }

    /// Returns the schema of a parameter.
    pub(super) fn param(&self, param: &Field) -> Json {
        self.field(param, self.param_type(param))
    }

    fn param_type(&self, param: &Field) -> Json {
        let default = param.default.as_ref().map(|value| sent(param, value));
        let schema = match &param.ty {
            Type::Scalar(scalar) => text_schema(*scalar),
            Type::List(item) if param.join != Some(Join::Json) => {
                let item = match &**item {
                    Type::Scalar(scalar) => text_schema(*scalar),
                    other => self.json_schema(other),
                };
                typed("array").with("items", item)
            }
            ty => self.json_schema(ty),
        };
        schema.maybe("default", default)
    }

    fn fields<'f>(
        &self,
        fields: impl Iterator<Item = &'f Field> + Clone,
        schema: impl Fn(&Field) -> Json,
    ) -> Json {
        let required = fields.clone().filter(|field| field.required);
        let required = list(required.map(|field| field.wire.as_str()));
        let properties = fields.fold(object([]), |all, field| {
            all.with(&field.wire, self.field(field, schema(field)))
        });
        typed("object")
            .maybe("required", non_empty(required))
            .with("properties", properties)
    }

    /// Returns the schema of a field, based on the schema of its type.
    fn field(&self, field: &Field, schema: Json) -> Json {
        let schema = bounds(with_null(schema, field.lenient, field.nullable), field);
        let schema = self
            .language
            .describe(schema, &field.text, field.deprecated.as_ref())
            .maybe("x-bge-send", field.always.is_some().then_some("always"))
            .maybe("x-bge-with", condition(field, false))
            .maybe("x-bge-required-with", condition(field, true));
        let is_password = field.ty == Type::Scalar(Scalar::Secret);
        let schema = schema.maybe("format", is_password.then_some("password"));
        match field.secrecy {
            None => schema,
            Some(Secrecy::Whole) => schema.with("x-bge-secret", true),
            Some(Secrecy::Query) => schema.with("x-bge-secret", "query"),
        }
    }

    /// Returns the components of a type: the type and, if it has sets of parameters, each set.
    pub(super) fn type_def(&self, def: &TypeDef) -> Json {
        let key = key(def.name());
        let sets = match def {
            TypeDef::Enum(_) | TypeDef::Object(_) | TypeDef::AnyOf(_) => &[][..],
            TypeDef::Extra(ty) => &ty.sets,
        };
        let sets = || {
            (0..)
                .zip(sets)
                .map(|(index, set)| (set_key(key, index, set), set))
        };
        let (schema, text) = match def {
            TypeDef::Enum(ty) => (self.enum_schema(ty), Some(&ty.text)),
            TypeDef::Object(ty) => {
                let open = ty.rest.then_some(true);
                let schema = self.object(&ty.fields);
                (schema.maybe("additionalProperties", open), ty.text.as_ref())
            }
            TypeDef::AnyOf(ty) => {
                let shapes = ty.shapes.iter();
                let shapes = shapes.map(|shape| self.field(shape, self.json_schema(&shape.ty)));
                (object([]).with("anyOf", list(shapes)), Some(&ty.text))
            }
            TypeDef::Extra(ty) => {
                let names = list(sets().map(|(_, set)| set.wire.as_str()));
                let links = sets().fold(object([]), |all, (key, set)| {
                    all.with(&set.wire, reference(&key))
                });
                let schema = typed("string")
                    .with("examples", names)
                    .with("x-bge-extra", links);
                (schema, Some(&ty.text))
            }
        };
        let description = text.map(|text| self.language.text(text));
        let schema = object([]).with(key, schema.maybe("description", description));
        sets().fold(schema, |all, (key, set)| {
            let schema = self.object(&set.params);
            let schema = self.language.describe(schema, &set.text, None);
            all.with(&key, schema.with("title", set.wire.as_str()))
        })
    }

    fn enum_schema(&self, ty: &Enum) -> Json {
        let scalar = if ty.integer {
            Scalar::Integer
        } else {
            Scalar::String
        };
        let wires = ty.values.iter().map(wire);
        let names = ty.values.iter().map(|value| value.variant.as_str());
        let texts = ty.values.iter().map(|value| {
            let text = value.text.as_ref();
            text.map_or_else(String::new, |text| self.language.text(text))
        });
        scalar_schema(scalar)
            .with("enum", list(wires))
            .with("x-enum-varnames", list(names))
            .with("x-enum-descriptions", list(texts))
    }
}

/// Returns the parameter that another one depends on, with the values with which that one may be given.
/// Returns the condition under which a parameter may, or must, be given.
fn condition(field: &Field, required: bool) -> Option<Json> {
    let with = field.with.as_ref();
    let with = with.filter(|with| with.required == required)?;
    Some(object([]).with(&with.wire, list(with.values.iter().map(wire))))
}

fn wire(value: &EnumValue) -> Json {
    match &value.wire {
        EnumWire::Text(text) => Json::Text(text.clone()),
        EnumWire::Integer(number) => Json::Number(number.to_string()),
    }
}

/// Returns the key of a set of parameters. If its name has characters that are not allowed in a key, the key
/// has the index instead.
pub(super) fn set_key(key: &str, index: usize, set: &ExtraSet) -> String {
    let is_allowed = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    if set.wire.chars().all(is_allowed) {
        format!("{key}.set.{}", set.wire)
    } else {
        format!("{key}.set{index}")
    }
}

/// Returns the schema of a scalar in JSON.
fn scalar_schema(scalar: Scalar) -> Json {
    let info = scalar.info();
    let form = &info.openapi;
    object([])
        .maybe("type", form.ty)
        .maybe("format", form.format)
        .maybe("pattern", form.pattern)
        .maybe("x-bge-type", form.is_named.then_some(info.name))
}

/// Returns the schema of a scalar as the text of a form field.
fn text_schema(scalar: Scalar) -> Json {
    let info = scalar.info();
    match info.json {
        JsonForm::Boolean => typed("string")
            .with("enum", vec!["True", "False"])
            .with("x-bge-type", info.name),
        JsonForm::Text | JsonForm::Number | JsonForm::Any => scalar_schema(scalar),
    }
}

/// Returns the schema of a field whose value may be null, or text instead of a number.
fn with_null(mut schema: Json, is_lenient: bool, is_nullable: bool) -> Json {
    let mut more = Vec::new();
    more.extend(is_lenient.then_some(Json::from("string")));
    more.extend(is_nullable.then_some(Json::from("null")));
    if more.is_empty() {
        return schema;
    }
    if let Some(ty) = schema.member_mut("type") {
        more.insert(0, ty.clone());
        *ty = list(more);
    } else if schema.member_mut("$ref").is_some() {
        schema = object([]).with("anyOf", vec![schema, typed("null")]);
    } else {
        schema = schema.with("x-bge-nullable", true);
    }
    schema.maybe("x-bge-lenient", is_lenient.then_some(true))
}

fn bounds(schema: Json, field: &Field) -> Json {
    let [least, most] = if matches!(field.ty, Type::Map(_)) {
        ["minProperties", "maxProperties"]
    } else {
        ["minItems", "maxItems"]
    };
    let bounds = &field.bounds;
    let number = |bound: &Option<String>| bound.clone().map(Json::Number);
    schema
        .maybe("minimum", number(&bounds.min))
        .maybe("maximum", number(&bounds.max))
        .maybe("exclusiveMinimum", number(&bounds.above))
        .maybe("exclusiveMaximum", number(&bounds.below))
        .maybe("minLength", bounds.min_length)
        .maybe("maxLength", bounds.max_length)
        .maybe(least, bounds.min_items)
        .maybe(most, bounds.max_items)
}
