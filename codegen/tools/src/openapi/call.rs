//! Exports a call as an operation: its documentation, and the form that it sends.

use super::exporter::{Exporter, Scope, reference};
use super::extensions::{FORWARDS, RETRY, RUST, SLASH};
use super::schema::{set_key, wire_name, wire_of};
use bge_private_codegen::json::{Json, object};
use bge_private_codegen::spec::model::{
    Endpoint, Field, Join, Retry, Scalar, Spanned, Text, TypeExpr, TypeKind,
};

impl Exporter<'_> {
    pub(super) fn call(
        &self,
        scope: &Scope<'_>,
        name: &Spanned<String>,
        endpoint: &Endpoint,
    ) -> Json {
        let summary = self.language.of(&first_line(&endpoint.doc), SLASH);
        let map = object([])
            .with("operationId", name.value.as_str())
            .with("tags", vec![scope.group.group.value.as_str()])
            .with("summary", summary);
        let map = self
            .language
            .describe(map, &endpoint.doc, endpoint.deprecated.as_ref());
        let base = &self.spec.platform.documentation.value;
        let see = endpoint.see.as_ref();
        let see = see.map(|see| object([]).with("url", format!("{base}{}", see.value)));
        let retry = match &endpoint.retry {
            Retry::Unsafe => None,
            Retry::Safe => Some(Json::from("safe")),
            Retry::SafeWhen(argument, values) => {
                let values: Vec<_> = values.iter().map(|value| value.value.as_str()).collect();
                let when = object([]).with(&argument.value, values);
                Some(object([]).with("safe_when", when))
            }
        };
        map.maybe("externalDocs", see)
            .maybe(RETRY, retry)
            .maybe(FORWARDS, endpoint.forwards.then_some(true))
            .maybe(RUST, endpoint.rust.as_ref().map(|rust| rust.value.as_str()))
            .maybe("requestBody", self.body(scope, endpoint))
            .with("responses", self.responses(scope, endpoint))
    }

    /// Returns the request body, or `None` if the call has no parameters.
    fn body(&self, scope: &Scope<'_>, endpoint: &Endpoint) -> Option<Json> {
        let params = || endpoint.args.iter().chain(&endpoint.kwargs);
        params().next()?;
        let is_file = |field: &Field| field.ty.value == TypeExpr::File;
        let media_type = if params().any(|(_, field)| is_file(field)) {
            "multipart/form-data"
        } else {
            "application/x-www-form-urlencoded"
        };
        let required: Vec<_> = endpoint
            .args
            .iter()
            .map(|(name, field)| wire_name(name, field))
            .collect();
        let required = (!required.is_empty()).then_some(required);
        let mut properties = object([]);
        let mut encoding = object([]);
        for (name, field) in params() {
            let schema = self.schema(scope, &field.ty.value, wire_of(field));
            let wire = wire_name(name, field);
            properties = properties.with(wire, self.field(scope, name, field, schema));
            encoding = encoding.maybe(wire, encoded(scope, field));
        }
        let schema = object([])
            .with("type", "object")
            .maybe("required", required)
            .with("properties", properties);
        let media = object([])
            .with("schema", self.with_extra(scope, endpoint, schema))
            .maybe("encoding", (encoding != object([])).then_some(encoding))
            .with("examples", self.call_examples(scope, endpoint));
        let is_required = (!endpoint.args.is_empty()).then_some(true);
        let content = object([]).with(media_type, media);
        Some(
            object([])
                .maybe("required", is_required)
                .with("content", content),
        )
    }

    /// Adds the parameters of sets: any additional text property, and for each known set a condition with the
    /// schema of its parameters.
    fn with_extra(&self, scope: &Scope<'_>, endpoint: &Endpoint, schema: Json) -> Json {
        let extra = endpoint.args.iter().find_map(|(name, field)| {
            match (&field.ty.value, scope.kind(&field.ty.value)) {
                (TypeExpr::Named(ty), Some(TypeKind::Extra(sets))) => {
                    Some((wire_name(name, field), ty, sets))
                }
                _ => None,
            }
        });
        let Some((wire, ty, sets)) = extra else {
            return schema;
        };
        let key = self.key(scope, ty);
        let sets = (0..).zip(sets).map(|(index, set)| {
            let is_set = object([]).with("const", set.name.value.as_str());
            let condition = object([])
                .with("properties", object([]).with(wire, is_set))
                .with("required", vec![wire]);
            object([])
                .with("if", condition)
                .with("then", reference(&set_key(&key, index, set)))
        });
        let sets: Vec<_> = sets.collect();
        schema
            .with("additionalProperties", object([]).with("type", "string"))
            .with("allOf", sets)
    }
}

/// Returns the first line of a text, in each language.
fn first_line(text: &Text) -> Text {
    let first = |text: &Spanned<String>| Spanned {
        value: text
            .value
            .trim()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned(),
        span: text.span,
    };
    Text {
        en: first(&text.en),
        zh: first(&text.zh),
    }
}

/// Returns the encoding of a parameter that is not plain text.
fn encoded(scope: &Scope<'_>, field: &Field) -> Option<Json> {
    let list = |explode: bool| object([]).with("style", "form").with("explode", explode);
    let json = || object([]).with("contentType", "application/json");
    match (&field.ty.value, field.join.as_ref().map(|join| join.value)) {
        (TypeExpr::List(_), Some(Join::Repeat)) => Some(list(true)),
        (TypeExpr::List(_), Some(Join::Comma)) => Some(list(false)),
        (TypeExpr::List(_) | TypeExpr::Map(_) | TypeExpr::Scalar(Scalar::Json), _) => Some(json()),
        (ty, _) => matches!(scope.kind(ty), Some(TypeKind::Object(_))).then(json),
    }
}
