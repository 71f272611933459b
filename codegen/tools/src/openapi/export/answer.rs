//! What a call answers: its data in the platform's envelope, a refusal, or a failure below both.

use super::{Exporter, Scope, reference};
use crate::openapi::tree::{Map, Tree};
use bge_private_codegen::spec::model::{Endpoint, Response};

/// Components of our own start in lower case, as no type does.
const SUCCESS: &str = "success";
const REFUSAL: &str = "refusal";
const FAILURE: &str = "failure";

impl Exporter<'_> {
    pub(super) fn responses(&self, scope: &Scope<'_>, endpoint: &Endpoint) -> Map {
        let data_name = &self.spec.platform.envelope.data.value;
        let data = match &endpoint.response {
            Response::None => None,
            Response::Type(ty) => Some(self.json_schema(scope, &ty.value)),
            Response::Fields(fields) => Some(self.object(scope, fields)),
        };
        let success = match data {
            None => reference(SUCCESS),
            Some(data) => {
                let own = Map::new()
                    .with("type", "object")
                    .with("required", vec![data_name.as_str()])
                    .with("properties", Map::new().with(data_name, data));
                Map::new().with("allOf", vec![reference(SUCCESS), own])
            }
        };
        let schema = Map::new().with("oneOf", vec![success, reference(REFUSAL)]);
        let media = Map::new()
            .with("schema", schema)
            .with("examples", self.answer_examples(endpoint));
        let description = self.words(
            "The answer in its envelope: the result, or why the call was refused.",
            "带外层的应答：结果，或拒绝的原因。",
        );
        let ok = Map::new()
            .with("description", description)
            .with("content", Map::new().with("application/json", media));
        let failure = Map::new().with("$ref", format!("#/components/responses/{FAILURE}"));
        Map::new().with("200", ok).with("default", failure)
    }

    /// The schemas of the envelope, before those of the spec's types.
    pub(super) fn envelope_schemas(&self, types: Map) -> Map {
        let envelope = &self.spec.platform.envelope;
        let (code, message) = (&envelope.code.value, &envelope.message.value);
        let said = Map::new().with("type", "string").with(
            "description",
            self.words("The same for people.", "供阅读的说明。"),
        );
        let zero = Map::new()
            .with("type", "integer")
            .with("const", 0_u64)
            .with(
                "description",
                self.words("0: the call succeeded.", "0：调用成功。"),
            );
        let other = Map::new()
            .with("type", "integer")
            .with("not", Map::new().with("const", 0_u64))
            .with(
                "description",
                self.words("The platform's own error code.", "平台的错误码。"),
            );
        let page = Map::new().with(
            "description",
            self.words("Where this page stands in a longer list.", "分页信息。"),
        );
        let success = Map::new()
            .with("type", "object")
            .with(
                "description",
                self.words("The envelope of a result.", "成功应答的外层。"),
            )
            .with("required", vec![code.as_str()])
            .with(
                "properties",
                Map::new()
                    .with(code, zero)
                    .with(message, said.clone())
                    .with(&envelope.pagination.value, page),
            );
        let anything = Map::new().with(
            "description",
            self.words("Details, if there are any.", "附加信息。"),
        );
        let example = Map::new()
            .with(code, 1_u64)
            .with(message, self.words("Refused.", "已拒绝。"));
        let refusal = Map::new()
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
                Map::new()
                    .with(code, other)
                    .with(message, said)
                    .with(&envelope.data.value, anything),
            );
        let mut all = Map::new().with(SUCCESS, success).with(REFUSAL, refusal);
        all.entries.extend(types.entries);
        all
    }

    /// What any other status means.
    pub(super) fn failure(&self) -> Map {
        let description = self.words(
            "The call did not get through: an HTTP status other than 2xx. The body may still hold the envelope of a refusal.",
            "请求未能送达：HTTP 状态码不是 2xx。应答体仍可能带有拒绝的外层。",
        );
        Map::new().with(FAILURE, Map::new().with("description", description))
    }

    /// The envelope around the data of an example.
    pub(super) fn enveloped(&self, data: Option<Tree>) -> Map {
        let envelope = &self.spec.platform.envelope;
        Map::new()
            .with(&envelope.code.value, 0_u64)
            .with(&envelope.message.value, "OK")
            .maybe(&envelope.data.value, data)
    }
}
