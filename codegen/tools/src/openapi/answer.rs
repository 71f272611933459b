//! Exports the responses of a call: data in the envelope, a refusal, or an HTTP failure.

use super::document::{Exporter, reference, typed};
use bge_private_codegen::api::{Endpoint, Response};
use bge_private_codegen::json::{Json, object};

// Generated components start in lower case. The names of types do not, so they cannot clash.
const SUCCESS: &str = "success";
const REFUSAL: &str = "refusal";
const FAILURE: &str = "failure";

/// Returns the responses of a call with this one on success.
fn answers(ok: Json) -> Json {
    let failure = object([]).with("$ref", format!("#/components/responses/{FAILURE}"));
    object([]).with("200", ok).with("default", failure)
}

impl Exporter<'_> {
    pub(super) fn responses(&self, endpoint: &Endpoint) -> Json {
        let data = match &endpoint.response {
            Response::Stream => return self.file_responses(endpoint),
            Response::None => None,
            Response::Reply => Some(object([])),
            Response::Type(ty) => Some(self.json_schema(ty)),
            Response::Object(object) => Some(self.object(&object.fields)),
        };
        let success = match data {
            None => reference(SUCCESS),
            Some(data) => {
                let name = &self.api.platform.envelope.data.value;
                let own = typed("object")
                    .with("required", vec![name.as_str()])
                    .with("properties", object([]).with(name, data));
                object([]).with("allOf", vec![reference(SUCCESS), own])
            }
        };
        let schema = object([]).with("oneOf", vec![success, reference(REFUSAL)]);
        let media = object([])
            .with("schema", schema)
            .with("examples", self.answer_examples(endpoint));
        let ok = self
            .described(
                "The answer in its envelope: the result, or why the call was refused.",
                "带外层的应答：结果，或拒绝的原因。",
            )
            .with("content", object([]).with("application/json", media));
        answers(ok)
    }

    /// Returns the responses of a call that answers with a file.
    fn file_responses(&self, endpoint: &Endpoint) -> Json {
        let file = object([])
            .with("schema", typed("string").with("format", "binary"))
            .with("examples", self.file_examples(endpoint));
        let refused = object([]).with("value", self.refusal_example());
        let refusal = object([])
            .with("schema", reference(REFUSAL))
            .with("examples", object([]).with("refusal", refused));
        let content = object([])
            .with("application/octet-stream", file)
            .with("application/json", refusal);
        let ok = self.described(
            "The file, with any media type. A JSON object with a code other than 0 and a message is a refusal.",
            "文件，媒体类型不限。带有非 0 错误码与说明的 JSON 对象表示拒绝。",
        );
        answers(ok.with("content", content))
    }

    /// Returns the schemas of the envelope.
    pub(super) fn envelope_schemas(&self) -> Json {
        let envelope = &self.api.platform.envelope;
        let [code, message, data, pagination] = envelope.names().map(|name| &name.value);
        let text = self
            .described("The same for people.", "供阅读的说明。")
            .with("type", "string");
        let zero = self
            .described("0: the call succeeded.", "0：调用成功。")
            .with("type", "integer")
            .with("const", 0_u64);
        let other = self
            .described("The platform's own error code.", "平台的错误码。")
            .with("type", "integer")
            .with("not", object([]).with("const", 0_u64));
        let page = self.described("Where this page stands in a longer list.", "分页信息。");
        let properties = object([])
            .with(code, zero)
            .with(message, text.clone())
            .with(pagination, page);
        let success = self
            .described("The envelope of a result.", "成功应答的外层。")
            .with("type", "object")
            .with("required", vec![code.as_str()])
            .with("properties", properties);
        let details = self.described("Details, if there are any.", "附加信息。");
        let properties = object([])
            .with(code, other)
            .with(message, text)
            .with(data, details);
        let example = self.refusal_example();
        let refusal = self
            .described(
                "The platform did not carry the call out.",
                "平台没有执行此调用。",
            )
            .with("type", "object")
            .with("examples", vec![example])
            .with("required", vec![code.as_str()])
            .with("properties", properties);
        object([(SUCCESS, success), (REFUSAL, refusal)])
    }

    fn refusal_example(&self) -> Json {
        let envelope = &self.api.platform.envelope;
        object([]).with(&envelope.code.value, 1_u64).with(
            &envelope.message.value,
            self.language.text(&["Refused.", "已拒绝。"]),
        )
    }

    /// Returns the response for HTTP statuses other than 2xx.
    pub(super) fn failure(&self) -> Json {
        let failure = self.described(
            "The call did not get through: an HTTP status other than 2xx. The body may still hold the envelope of a refusal.",
            "请求未能送达：HTTP 状态码不是 2xx。应答体仍可能带有拒绝的外层。",
        );
        object([(FAILURE, failure)])
    }

    /// Returns the data of an example in the envelope.
    pub(super) fn enveloped(&self, data: Option<Json>) -> Json {
        let envelope = &self.api.platform.envelope;
        object([])
            .with(&envelope.code.value, 0_u64)
            .with(&envelope.message.value, "OK")
            .maybe(&envelope.data.value, data)
    }

    fn described(&self, en: &str, zh: &str) -> Json {
        object([]).with("description", self.language.text(&[en, zh]))
    }
}
