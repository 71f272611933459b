//! Exports the signature: the fields that it adds to each form, how it is made, and the same as data. OpenAPI has no
//! type of security scheme for it.

use super::document::{Exporter, typed};
use bge_private_codegen::api::{Digest, Signature};
use bge_private_codegen::json::{Json, object};

impl Exporter<'_> {
    /// Adds the fields of the signature to the schema of a form. They are not required, because callers leave them to
    /// the code that signs.
    pub(super) fn signed(&self, mut form: Json) -> Json {
        let [key, nonce, timestamp, sign] = self.api.platform.signature.fields.names();
        let unique = [
            "A fresh UUID v4 as 32 hexadecimal digits.",
            "新生成的 UUID v4，32 位十六进制。",
        ];
        let time = ["The time of signing, in UTC.", "签名时刻的 UTC 时间。"];
        let fields = [
            (&key.value, ["The app key.", "应用的 key。"]),
            (&nonce.value, unique),
            (&timestamp.value, time),
            (&sign.value, ["The signature.", "签名。"]),
        ];
        if let Some(properties) = form.member_mut("properties") {
            *properties = fields
                .iter()
                .fold(properties.clone(), |all, (field, about)| {
                    let about = self.language.text(about);
                    all.with(field, typed("string").with("description", about))
                });
        }
        form
    }

    /// Returns how a call is signed, as text.
    pub(super) fn signing(&self) -> String {
        let Signature {
            digest,
            prefix,
            max_age,
            fields,
        } = &self.api.platform.signature;
        let (prefix, age) = (&prefix.value, max_age.value);
        let [key, nonce, timestamp, sign] = fields.names().map(|name| &name.value);
        let name = match digest.value {
            Digest::HmacSha1 => "HMAC-SHA1",
            Digest::HmacSha256 => "HMAC-SHA256",
        };
        self.language.text(&[
            format!(
                "Four fields of each form or JSON object carry the signature, new for every attempt, and the platform requires them: `{key}`, the client's key; \
                 `{nonce}`, a UUID v4 as 32 lower-case hexadecimal digits; `{timestamp}`, the time in UTC to the second, such as \
                 `2026-11-23T07:27:59Z`, which is refused {age} seconds later; `{sign}`, the signature:\n\n\
                 1. Take every field that is sent except `{sign}` and files, as its text. A field with an empty text counts. \
                 The text of a JSON member is what Python's `str` returns for its value; a member that is null is left out.\n\
                 2. Sort them by name, by bytes of UTF-8.\n\
                 3. Percent-encode names and values: all but `A-Z a-z 0-9 - . _ ~` becomes `%XX` in upper case, a space `%20`. Join them as `name=value` with `&`.\n\
                 4. Percent-encode the whole once more.\n\
                 5. The message is `{prefix}`, then `&`, then that text. The key is the app secret followed by `&`.\n\
                 6. `{sign}` is the {name} of it in Base64, standard alphabet, padded."
            ),
            format!(
                "除接口参数外，每个表单或 JSON 对象还须带四个签名字段，每次请求重新生成：`{key}`，应用的 key；`{nonce}`，UUID v4 的 32 位小写十六进制；\
                 `{timestamp}`，精确到秒的 UTC 时间，如 `2026-11-23T07:27:59Z`，{age} 秒后失效；`{sign}`，签名：\n\n\
                 1. 取除 `{sign}` 与文件以外的所有字段的文本；空文本也参与签名。\
                 JSON 成员的文本为 Python 的 `str` 对其值的结果；值为 null 的成员不参与。\n\
                 2. 按名称的 UTF-8 字节排序。\n\
                 3. 对名称与值做百分号编码：`A-Z a-z 0-9 - . _ ~` 以外的字节编为大写 `%XX`，空格为 `%20`；以 `name=value` 用 `&` 连接。\n\
                 4. 将整个文本再做一次百分号编码。\n\
                 5. 待签文本为 `{prefix}`、`&` 与上一步结果；密钥为 app secret 加 `&`。\n\
                 6. `{sign}` 为其 {name} 的 Base64（标准字母表，带填充）。"
            ),
        ])
    }

    /// Returns how a call is signed, as data.
    pub(super) fn signature(&self) -> Json {
        let Signature {
            digest,
            prefix,
            max_age,
            fields,
        } = &self.api.platform.signature;
        let digest = match digest.value {
            Digest::HmacSha1 => "hmac-sha1",
            Digest::HmacSha256 => "hmac-sha256",
        };
        let fields = object([])
            .with("key", fields.key.value.as_str())
            .with("nonce", fields.nonce.value.as_str())
            .with("timestamp", fields.timestamp.value.as_str())
            .with("signature", fields.signature.value.as_str());
        object([])
            .with("digest", digest)
            .with("prefix", prefix.value.as_str())
            .with("max_age", max_age.value)
            .with("fields", fields)
    }
}
