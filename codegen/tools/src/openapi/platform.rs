//! Exports the parts that are the same for every call: servers, signature, and data that only the SDK needs.

use super::exporter::Exporter;
use super::extensions::{ENVIRONMENT, Language, PARAGRAPH, SCHEME, SIGNATURE};
use bge_private_codegen::json::{Json, object};
use bge_private_codegen::spec::model::{Digest, Spanned};

impl Exporter<'_> {
    /// Returns a description of what OpenAPI cannot express about the platform.
    pub(super) fn about(&self) -> String {
        let envelope = &self.spec.platform.envelope;
        let (code, message, data) = (
            &envelope.code.value,
            &envelope.message.value,
            &envelope.data.value,
        );
        let en = format!(
            "Every call is a POST request whose parameters are the fields of a form, and is signed as the security scheme \
             `{SCHEME}` says. A boolean is sent as `True` or `False`.\n\nAnswers come in an envelope with HTTP status 200: \
             `{code}` is 0 and `{data}` is the result, or `{code}` is another number, which is a refusal, and `{message}` says why. \
             An object without `{code}` is itself the result."
        );
        let zh = format!(
            "每个接口都以 POST 表单提交，并按安全方案 `{SCHEME}` 签名。布尔值以 `True` 或 `False` 发送。\n\n应答的 HTTP 状态码为 200，\
             并带有统一外层：`{code}` 为 0 时 `{data}` 是结果；`{code}` 为其他数字时表示拒绝，原因见 `{message}`。没有 `{code}` 的对象本身就是结果。"
        );
        self.words(&en, &zh)
    }

    /// Returns a generated text in the languages of the document.
    pub(super) fn words(&self, en: &str, zh: &str) -> String {
        match self.language {
            Language::En => en.to_owned(),
            Language::Zh => zh.to_owned(),
            Language::Both => format!("{en}{PARAGRAPH}{zh}"),
        }
    }

    /// Returns the servers. The default environment is first, because tools use the first server by default.
    pub(super) fn servers(&self) -> Vec<Json> {
        let platform = &self.spec.platform;
        let default = &platform.default_environment.value;
        let mut environments: Vec<_> = platform.environments.iter().collect();
        environments.sort_by_key(|(name, _)| name.value != *default);
        let servers = environments.into_iter().map(|(name, environment)| {
            let server = object([]).with("url", environment.url.value.as_str());
            let server = self.language.describe(server, &environment.doc, None);
            server.with(ENVIRONMENT, name.value.as_str())
        });
        servers.collect()
    }

    /// Returns the security scheme of the signature. No type of scheme can express it, so its description and
    /// extension do.
    pub(super) fn signature(&self) -> Json {
        let signature = &self.spec.platform.signature;
        let fields = &signature.fields;
        let (key, nonce, timestamp, sign) = (
            &fields.key.value,
            &fields.nonce.value,
            &fields.timestamp.value,
            &fields.signature.value,
        );
        let (name, digest) = match signature.digest.value {
            Digest::HmacSha1 => ("HMAC-SHA1", "hmac-sha1"),
            Digest::HmacSha256 => ("HMAC-SHA256", "hmac-sha256"),
        };
        let (prefix, age) = (&signature.prefix.value, signature.max_age.value);
        let en = format!(
            "OpenAPI has no type of scheme for a signed form, and `apiKey` only stands in its place: nothing is sent in the query.\n\n\
             Four fields stand in the form beside the parameters of each call, new for every attempt: `{key}`, the client's key; \
             `{nonce}`, a UUID v4 as 32 lower-case hexadecimal digits; `{timestamp}`, the time in UTC to the second, such as \
             `2026-11-23T07:27:59Z`, which is refused {age} seconds later; `{sign}`, the signature:\n\n\
             1. Take every field that is sent except `{sign}` and files, as its text. A field with an empty text counts.\n\
             2. Sort them by name, by bytes of UTF-8.\n\
             3. Percent-encode names and values: all but `A-Z a-z 0-9 - . _ ~` becomes `%XX` in upper case, a space `%20`. Join them as `name=value` with `&`.\n\
             4. Percent-encode the whole once more.\n\
             5. The message is `{prefix}`, then `&`, then that text. The key is the app secret followed by `&`.\n\
             6. `{sign}` is the {name} of it in Base64, standard alphabet, padded."
        );
        let zh = format!(
            "OpenAPI 没有对应的安全方案类型，此处以 `apiKey` 代替，实际不在查询参数中发送。\n\n\
             除接口参数外，表单还须带四个字段，每次请求重新生成：`{key}`，应用的 key；`{nonce}`，UUID v4 的 32 位小写十六进制；\
             `{timestamp}`，精确到秒的 UTC 时间，如 `2026-11-23T07:27:59Z`，{age} 秒后失效；`{sign}`，签名：\n\n\
             1. 取除 `{sign}` 与文件以外的所有字段的文本；空文本也参与签名。\n\
             2. 按名称的 UTF-8 字节排序。\n\
             3. 对名称与值做百分号编码：`A-Z a-z 0-9 - . _ ~` 以外的字节编为大写 `%XX`，空格为 `%20`；以 `name=value` 用 `&` 连接。\n\
             4. 将整个文本再做一次百分号编码。\n\
             5. 待签文本为 `{prefix}`、`&` 与上一步结果；密钥为 app secret 加 `&`。\n\
             6. `{sign}` 为其 {name} 的 Base64（标准字母表，带填充）。"
        );
        let data = object([])
            .with("digest", digest)
            .with("prefix", prefix.as_str())
            .with("max_age", age)
            .with(
                "fields",
                object([])
                    .with("key", key.as_str())
                    .with("nonce", nonce.as_str())
                    .with("timestamp", timestamp.as_str())
                    .with("signature", sign.as_str()),
            );
        // OpenAPI has no type for this signature. `apiKey` comes closest: it implies no other protocol.
        object([])
            .with("type", "apiKey")
            .with("in", "query")
            .with("name", sign.as_str())
            .with("description", self.words(&en, &zh))
            .with(SIGNATURE, data)
    }

    /// Returns the data of the platform that an import needs in addition.
    pub(super) fn platform(&self) -> Json {
        let platform = &self.spec.platform;
        let text = |text: &Spanned<String>| Json::from(text.value.as_str());
        let names: Vec<_> = platform
            .environments
            .iter()
            .map(|(name, _)| text(name))
            .collect();
        let (envelope, defaults) = (&platform.envelope, &platform.defaults);
        object([])
            .with("name", text(&platform.platform))
            .with("environments", names)
            .with("default_environment", text(&platform.default_environment))
            .with(
                "envelope",
                object([])
                    .with("code", text(&envelope.code))
                    .with("message", text(&envelope.message))
                    .with("data", text(&envelope.data))
                    .with("pagination", text(&envelope.pagination)),
            )
            .with(
                "defaults",
                object([])
                    .with("retries", defaults.retries.value)
                    .with("connect_timeout", defaults.connect_timeout.value)
                    .with("attempt_timeout", defaults.attempt_timeout.value)
                    .with("call_timeout", defaults.call_timeout.value)
                    .with("max_response_bytes", defaults.max_response_bytes.value),
            )
    }
}
