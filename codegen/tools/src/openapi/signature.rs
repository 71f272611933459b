//! Exports the signature. OpenAPI has no type of security scheme for it, so a description and an extension
//! define it.

use super::document::{Exporter, typed};
use bge_private_codegen::api::{Digest, Platform};
use bge_private_codegen::json::{Json, object};

impl Exporter<'_> {
    pub(super) fn signature(&self) -> Json {
        let Platform {
            prefix,
            max_age: age,
            key_field: key,
            nonce_field: nonce,
            timestamp_field: timestamp,
            signature_field: sign,
            ..
        } = &self.api.platform;
        let (name, digest) = match self.api.platform.digest {
            Digest::HmacSha1 => ("HMAC-SHA1", "hmac-sha1"),
            Digest::HmacSha256 => ("HMAC-SHA256", "hmac-sha256"),
        };
        let description = self.language.text(&[
            format!(
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
            ),
            format!(
                "OpenAPI 没有对应的安全方案类型，此处以 `apiKey` 代替，实际不在查询参数中发送。\n\n\
                 除接口参数外，表单还须带四个字段，每次请求重新生成：`{key}`，应用的 key；`{nonce}`，UUID v4 的 32 位小写十六进制；\
                 `{timestamp}`，精确到秒的 UTC 时间，如 `2026-11-23T07:27:59Z`，{age} 秒后失效；`{sign}`，签名：\n\n\
                 1. 取除 `{sign}` 与文件以外的所有字段的文本；空文本也参与签名。\n\
                 2. 按名称的 UTF-8 字节排序。\n\
                 3. 对名称与值做百分号编码：`A-Z a-z 0-9 - . _ ~` 以外的字节编为大写 `%XX`，空格为 `%20`；以 `name=value` 用 `&` 连接。\n\
                 4. 将整个文本再做一次百分号编码。\n\
                 5. 待签文本为 `{prefix}`、`&` 与上一步结果；密钥为 app secret 加 `&`。\n\
                 6. `{sign}` 为其 {name} 的 Base64（标准字母表，带填充）。"
            ),
        ]);
        let fields = object([])
            .with("key", key.as_str())
            .with("nonce", nonce.as_str())
            .with("timestamp", timestamp.as_str())
            .with("signature", sign.as_str());
        let data = object([])
            .with("digest", digest)
            .with("prefix", prefix.as_str())
            .with("max_age", *age)
            .with("fields", fields);
        // `apiKey` comes closest: it implies no other protocol.
        typed("apiKey")
            .with("in", "query")
            .with("name", sign.as_str())
            .with("description", description)
            .with("x-bge-signature", data)
    }
}
