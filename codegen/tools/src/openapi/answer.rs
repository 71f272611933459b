//! Exports the responses of a call: data in the envelope, a refusal, or an HTTP failure.

use super::exporter::{Exporter, Scope, reference};
use bge_private_codegen::json::{Json, object};
use bge_private_codegen::spec::model::{Endpoint, Response};

// Generated components start in lower case. The names of types do not, so they cannot clash.
const SUCCESS: &str = "success";
const REFUSAL: &str = "refusal";
const FAILURE: &str = "failure";

impl Exporter<'_> {
    pub(super) fn responses(&self, scope: &Scope<'_>, endpoint: &Endpoint) -> Json {
        let data_name = &self.spec.platform.envelope.data.value;
        let data = match &endpoint.response {
            Response::None => None,
            Response::Type(ty) => Some(self.json_schema(scope, &ty.value)),
            Response::Fields(fields) => Some(self.object(scope, fields)),
        };
        let success = match data {
            None => reference(SUCCESS),
            Some(data) => {
                let own = object([])
                    .with("type", "object")
                    .with("required", vec![data_name.as_str()])
                    .with("properties", object([]).with(data_name, data));
                object([]).with("allOf", vec![reference(SUCCESS), own])
            }
        };
        let schema = object([]).with("oneOf", vec![success, reference(REFUSAL)]);
        let media = object([])
            .with("schema", schema)
            .with("examples", self.answer_examples(endpoint));
        let description = self.words(
            "The answer in its envelope: the result, or why the call was refused.",
            "带外层的应答：结果，或拒绝的原因。",
        );
        let ok = object([])
            .with("description", description)
            .with("content", object([]).with("application/json", media));
        let failure = object([]).with("$ref", format!("#/components/responses/{FAILURE}"));
        object([]).with("200", ok).with("default", failure)
    }

    /// Returns the schemas of the envelope, followed by those of the spec's types.
    pub(super) fn envelope_schemas(&self, types: Json) -> Json {
        let envelope = &self.spec.platform.envelope;
        let (code, message) = (&envelope.code.value, &envelope.message.value);
        let said = object([]).with("type", "string").with(
            "description",
            self.words("The same for people.", "供阅读的说明。"),
        );
        let zero = object([])
            .with("type", "integer")
            .with("const", 0_u64)
            .with(
                "description",
                self.words("0: the call succeeded.", "0：调用成功。"),
            );
        let other = object([])
            .with("type", "integer")
            .with("not", object([]).with("const", 0_u64))
            .with(
                "description",
                self.words("The platform's own error code.", "平台的错误码。"),
            );
        let page = object([]).with(
            "description",
            self.words("Where this page stands in a longer list.", "分页信息。"),
        );
        let success = object([])
            .with("type", "object")
            .with(
                "description",
                self.words("The envelope of a result.", "成功应答的外层。"),
            )
            .with("required", vec![code.as_str()])
            .with(
                "properties",
                object([])
                    .with(code, zero)
                    .with(message, said.clone())
                    .with(&envelope.pagination.value, page),
            );
        let anything = object([]).with(
            "description",
            self.words("Details, if there are any.", "附加信息。"),
        );
        let example = object([])
            .with(code, 1_u64)
            .with(message, self.words("Refused.", "已拒绝。"));
        let refusal = object([])
            .with("type", "object")
            .with("examples", vec![example])
            .with(
                "description",
                self.words(
                    "The platform did not carry the call out.",
                    "平台没有执行此调用。",
                ),
            )
            .with("required", vec![code.as_str()])
            .with(
                "properties",
                object([])
                    .with(code, other)
                    .with(message, said)
                    .with(&envelope.data.value, anything),
            );
        object([(SUCCESS, success), (REFUSAL, refusal)]).extend(types)
    }

    /// Returns the response for HTTP statuses other than 2xx.
    pub(super) fn failure(&self) -> Json {
        let description = self.words(
            "The call did not get through: an HTTP status other than 2xx. The body may still hold the envelope of a refusal.",
            "请求未能送达：HTTP 状态码不是 2xx。应答体仍可能带有拒绝的外层。",
        );
        object([]).with(FAILURE, object([]).with("description", description))
    }

    /// Returns the data of an example in the envelope.
    pub(super) fn enveloped(&self, data: Option<Json>) -> Json {
        let envelope = &self.spec.platform.envelope;
        object([])
            .with(&envelope.code.value, 0_u64)
            .with(&envelope.message.value, "OK")
            .maybe(&envelope.data.value, data)
    }
}
