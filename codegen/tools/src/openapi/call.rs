//! Exports a call as an operation: its documentation, and the form that it sends.

use super::document::{Exporter, key, non_empty, reference};
use super::schema::set_key;
use bge_private_codegen::api::{
    Endpoint, Extra, Field, Group, Join, OneOf, Paging, Path, Polling, Retry, Scalar, Task, Type,
    TypeDef, With,
};
use bge_private_codegen::json::{Json, list, object};

impl Exporter<'_> {
    pub(super) fn call(&self, group: &Group, endpoint: &Endpoint) -> Json {
        let first_lines = endpoint
            .text
            .each_ref()
            .map(|text| text.trim().lines().next().unwrap_or_default());
        let call = object([])
            .with("operationId", endpoint.spec.as_str())
            .with("tags", vec![group.spec.as_str()])
            .with("summary", self.language.title(&first_lines));
        let see = endpoint.see.as_deref();
        let aliases = list(endpoint.aliases.iter().map(|alias| alias.spec.as_str()));
        self.language
            .describe(call, &endpoint.text, endpoint.deprecated.as_ref())
            .maybe("externalDocs", see.map(|url| object([]).with("url", url)))
            .maybe("x-bge-alias", non_empty(aliases))
            .maybe("x-bge-retry", retry(&endpoint.retry))
            .maybe("x-bge-forwards", endpoint.forwards.then_some(true))
            .maybe("x-bge-confirm", endpoint.confirm.then_some(true))
            .maybe("x-bge-paging", endpoint.paging.as_ref().map(paging))
            .maybe("x-bge-task", endpoint.task.as_ref().map(task))
            .maybe("x-bge-polling", endpoint.polling.as_ref().map(polling))
            .maybe("parameters", non_empty(self.in_path(endpoint)))
            .with("requestBody", self.body(endpoint))
            .with("responses", self.responses(endpoint))
    }

    /// Returns the parameters in the path.
    fn in_path(&self, endpoint: &Endpoint) -> Json {
        let params = endpoint.params.iter().filter(|param| param.in_path);
        list(params.map(|param| {
            object([])
                .with("name", param.wire.as_str())
                .with("in", "path")
                .with("required", true)
                .with("schema", self.param(param))
        }))
    }

    /// Returns the request body: the parameters that are not in the path, and the fields of the signature.
    fn body(&self, endpoint: &Endpoint) -> Json {
        let params = endpoint.params.iter().filter(|param| !param.in_path);
        let params: Vec<&Field> = params.collect();
        let has_file = params.iter().any(|param| param.ty == Type::File);
        let media_type = match (endpoint.json_body, has_file) {
            (true, _) => "application/json",
            (false, true) => "multipart/form-data",
            (false, false) => "application/x-www-form-urlencoded",
        };
        let in_form = params.iter().filter(|_| !endpoint.json_body);
        let encoding = in_form.fold(object([]), |all, param| {
            all.maybe(&param.wire, encoding(param))
        });
        let fields = if endpoint.json_body {
            self.members(&params)
        } else {
            self.form(&params)
        };
        let schema = self.signed(fields).extend(self.further(endpoint));
        let media = object([])
            .with("schema", schema)
            .maybe("encoding", non_empty(encoding))
            .with("examples", self.call_examples(endpoint));
        object([])
            .with("required", true)
            .with("content", object([]).with(media_type, media))
    }

    /// Returns members of a schema for parameters beside those of the call, and for those that depend on each other: any
    /// additional text property, and conditions.
    fn further(&self, endpoint: &Endpoint) -> Json {
        let extra =
            endpoint
                .params
                .iter()
                .find_map(|param| match self.api.type_def(param.ty.name()?)? {
                    TypeDef::Extra(extra) => Some((param.wire.as_str(), extra)),
                    TypeDef::Enum(_) | TypeDef::Object(_) | TypeDef::AnyOf(_) => None,
                });
        let is_open = endpoint.open || extra.is_some();
        let sets = extra
            .into_iter()
            .flat_map(|(wire, extra)| sets(wire, extra));
        let one_ofs = endpoint.one_ofs();
        let one_ofs = one_ofs.map(|(one_of, params)| self.exclusion(one_of, params));
        // Further parameters are texts. Generators for TypeScript would take that for the type of every property.
        object([])
            .maybe("additionalProperties", is_open.then_some(true))
            .maybe("allOf", non_empty(list(sets.chain(one_ofs))))
    }

    /// Returns a schema of which exactly, or at most, one of these parameters is a property. As a member of `allOf`, it
    /// does not hide the properties from generators.
    fn exclusion(&self, one_of: &OneOf, params: &[Field]) -> Json {
        let each = || {
            let wires = params.iter().map(|param| param.wire.as_str());
            wires.map(|wire| object([]).with("required", vec![wire]))
        };
        let none = (!one_of.field.required)
            .then(|| object([]).with("not", object([]).with("anyOf", list(each()))));
        object([])
            .with("title", one_of.ty.name.as_str())
            .with("description", self.language.text(&one_of.field.text))
            .with("oneOf", list(each().chain(none)))
    }
}

/// Returns a condition for each known set of parameters, with the schema of its parameters.
fn sets(wire: &str, extra: &Extra) -> impl Iterator<Item = Json> {
    let key = key(&extra.name);
    (0..).zip(&extra.sets).map(move |(index, set)| {
        let is_set = object([]).with("const", set.wire.as_str());
        let condition = object([])
            .with("properties", object([]).with(wire, is_set))
            .with("required", vec![wire]);
        object([])
            .with("if", condition)
            .with("then", reference(&set_key(key, index, set)))
    })
}

/// Describes a task that a call starts. `id` is a field of the answer.
fn task(task: &Task) -> Json {
    object([])
        .with("operationId", task.poll.as_str())
        .with("id", dotted(&task.id))
}

/// Describes how a call tells the state of a task. `state` is a field of the answer.
fn polling(polling: &Polling) -> Json {
    let failed = list(polling.failed.iter().map(String::as_str));
    object([])
        .with("state", dotted(&polling.state))
        .with("done", list(polling.done.iter().map(String::as_str)))
        .maybe("failed", non_empty(failed))
}

/// Returns the names that lead to a part of an answer, with dots between them.
fn dotted(path: &Path) -> String {
    let names: Vec<&str> = path.iter().map(|field| field.wire.as_str()).collect();
    names.join(".")
}

fn retry(retry: &Retry) -> Option<Json> {
    match retry {
        Retry::Unsafe => None,
        Retry::Safe => Some(Json::from("safe")),
        Retry::SafeWhen(With { wire, values, .. }) => {
            let values = list(values.iter().map(|value| value.spec.as_str()));
            Some(object([]).with("safe_when", object([]).with(wire, values)))
        }
    }
}

/// Describes how pages are asked for, with the names on the wire.
fn paging(paging: &Paging) -> Json {
    let items = Some(dotted(&paging.items)).filter(|items| !items.is_empty());
    let selects = match paging.next {
        Some(_) => "cursor",
        None => "page",
    };
    object([])
        .with(selects, paging.param.wire.as_str())
        .maybe("next", paging.next.as_ref().map(dotted))
        .maybe("size", paging.size.as_deref())
        .with("items", items.as_deref().unwrap_or("$"))
        .maybe("count", paging.count.as_ref().map(dotted))
        .maybe("total", paging.total.as_ref().map(dotted))
}

/// Returns the encoding of a parameter that is not plain text.
fn encoding(param: &Field) -> Option<Json> {
    let list = |explode: bool| object([]).with("style", "form").with("explode", explode);
    match (&param.ty, param.join) {
        (Type::List(_), Some(Join::Repeat)) => Some(list(true)),
        (Type::List(_), Some(Join::Comma)) => Some(list(false)),
        (Type::List(_) | Type::Map(_) | Type::Object(_) | Type::AnyOf(_), _)
        | (Type::Scalar(Scalar::Json), _) => {
            Some(object([]).with("contentType", "application/json"))
        }
        (Type::Scalar(_) | Type::File | Type::Enum(..) | Type::Extra(_), _) => None,
    }
}
