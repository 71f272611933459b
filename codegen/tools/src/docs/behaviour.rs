//! Describes how calls behave: all calls, and each of them.

use super::model::{Chapter, Entry};
use super::type_words::type_words;
use bge_private_codegen::api::{Digest, Endpoint, Platform, Response, Retry};
use bge_private_codegen::docs::markdown::code;
use bge_private_codegen::docs::retries;
use bge_private_codegen::language::Language;

/// Returns the chapters that apply to every call.
pub(super) fn chapters(language: Language, platform: &Platform) -> Vec<Chapter> {
    vec![
        environments(language, platform),
        limits(language, platform),
        errors_of_all(language),
        signature(language, platform),
    ]
}

fn entry(name: &str, words: &str) -> Entry {
    Entry::new(name.to_owned(), words.to_owned())
}

fn environments(language: Language, platform: &Platform) -> Chapter {
    let entries = platform.environments.iter().map(|environment| {
        let mut words = code(&environment.url);
        if environment.default {
            words += language.pick(", the default", "，默认");
        }
        let variant = format!("Environment::{}", environment.variant);
        Entry {
            text: language.of(&environment.text),
            ..Entry::new(variant, words)
        }
    });
    Chapter {
        id: "site-environments",
        title: language.pick("Environments", "环境"),
        words: Vec::new(),
        entries: entries.collect(),
    }
}

fn limits(language: Language, platform: &Platform) -> Chapter {
    let Platform {
        retries,
        connect_timeout: connect,
        attempt_timeout: attempt,
        call_timeout: call,
        max_response_bytes: bytes,
        ..
    } = platform;
    let words = language.pick(
        [
            format!("A call is retried at most {retries} times, with increasing random delays, if a retry can do no harm."),
            format!("It has {call} seconds in all, {attempt} seconds for each attempt, and {connect} seconds to connect."),
            format!("Answers are read up to {bytes} bytes."),
            "All limits can be set for a client, and most of them for a single call, with methods that start with `with_`.".to_owned(),
        ],
        [
            format!("在不会造成重复执行的前提下，调用至多重试 {retries} 次，每次等待时间随机递增。"),
            format!("整个调用限时 {call} 秒，每次尝试限时 {attempt} 秒，建立连接限时 {connect} 秒。"),
            format!("应答至多读取 {bytes} 字节。"),
            "以上均可按客户端设置，多数也可用以 `with_` 开头的方法按单次调用设置。".to_owned(),
        ],
    );
    Chapter {
        id: "site-limits",
        title: language.pick("Retries and time limits", "重试与时限"),
        words: words.to_vec(),
        entries: Vec::new(),
    }
}

fn errors_of_all(language: Language) -> Chapter {
    let predicates = [
        (
            "is_invalid_argument",
            "an argument violates a constraint; nothing was sent",
            "参数超出限制；未发送任何内容",
        ),
        (
            "is_transport",
            "no connection, a timeout, or a broken connection",
            "无法连接、超时或连接中断",
        ),
        (
            "is_status",
            "an HTTP status other than 2xx",
            "HTTP 状态码表示失败",
        ),
        (
            "is_platform",
            "the platform's own error code, with `code()`, `message()` and `data()`",
            "平台自身的错误码，见 `code()`、`message()`、`data()`",
        ),
        (
            "is_decode",
            "an answer that does not match the description, with `json_path()` and `body()`",
            "应答与文档不符，见 `json_path()`、`body()`",
        ),
        (
            "is_setup",
            "the client cannot be built with these settings",
            "客户端配置有误",
        ),
    ];
    let entries =
        predicates.map(|(name, english, chinese)| entry(name, language.pick(english, chinese)));
    let words = language.pick(
        [
            "There is one type, `Error`. Its predicates tell what happened.",
            "`error.delivery()` says whether the platform may have carried out the call: with `NotSent` and `Rejected` it did not; with `Unknown` it may have.",
        ],
        [
            "只有一种错误类型 `Error`，以下方法说明发生了什么。",
            "`error.delivery()` 说明平台是否可能已执行调用：`NotSent` 与 `Rejected` 表示没有执行；`Unknown` 表示可能已执行。",
        ],
    );
    Chapter {
        id: "site-errors",
        title: language.pick("Errors", "错误"),
        words: words.map(str::to_owned).to_vec(),
        entries: entries.into(),
    }
}

fn signature(language: Language, platform: &Platform) -> Chapter {
    let digest = match platform.digest {
        Digest::HmacSha1 => "HMAC-SHA1",
        Digest::HmacSha256 => "HMAC-SHA256",
    };
    let age = platform.max_age;
    let entries = [
        (&platform.key_field, "the client's key", "客户端的 key"),
        (
            &platform.nonce_field,
            "a random number, new for each attempt",
            "随机数，每次尝试均不同",
        ),
        (&platform.timestamp_field, "the time of signing", "签名时间"),
        (
            &platform.signature_field,
            "the digest of all other fields",
            "其余所有字段的摘要",
        ),
    ]
    .map(|(name, english, chinese)| entry(name, language.pick(english, chinese)));
    let words = language.pick(
        format!("The client signs each attempt by itself with {digest}, in fields beside those of the call. A signature is refused after {age} seconds."),
        format!("客户端自动以 {digest} 为每次尝试签名，并随调用附带以下字段。签名在 {age} 秒后失效。"),
    );
    Chapter {
        id: "site-signature",
        title: language.pick("Signature", "签名"),
        words: vec![words],
        entries: entries.into(),
    }
}

/// Describes the response of a call.
pub(super) fn answer(language: Language, response: &Response) -> String {
    match response {
        Response::None => language.pick("Returns nothing.", "无返回数据。").to_owned(),
        Response::Reply => language
            .pick(
                "Returns any content as `Reply`.",
                "原样返回应答，类型为 `Reply`。",
            )
            .to_owned(),
        Response::Object(object) => {
            let name = code(&object.name);
            language.pick(format!("Returns {name}:"), format!("返回 {name}："))
        }
        Response::Type(ty) => {
            let words = type_words(language, ty);
            language.pick(format!("Returns: {words}."), format!("返回：{words}。"))
        }
    }
}

/// Describes whether the client retries the call, and what a failure means if the platform forwards it.
pub(super) fn repeating(language: Language, endpoint: &Endpoint) -> String {
    let text = retries::repeating(language, &endpoint.retry, code);
    if endpoint.forwards {
        let space = language.pick(" ", "");
        text + space + retries::forwarded(language)
    } else {
        text
    }
}

/// Describes the errors of a call.
pub(super) fn errors(language: Language, endpoint: &Endpoint) -> Vec<String> {
    let mut errors = Vec::new();
    let mut say =
        |english: &str, chinese: &str| errors.push(language.pick(english, chinese).to_owned());
    if endpoint.has_bounds() {
        say(
            "`is_invalid_argument`: an argument violates a constraint; nothing was sent.",
            "`is_invalid_argument`：参数超出限制；未发送任何内容。",
        );
    }
    if endpoint.forwards {
        say(
            "`is_platform`: the platform, or the service behind it, answered with an error code; it may have been carried out.",
            "`is_platform`：平台或其后端服务返回错误码；调用可能已执行。",
        );
    } else {
        say(
            "`is_platform`: the platform rejected it with an error code; it was not carried out.",
            "`is_platform`：平台以其错误码拒绝；没有执行。",
        );
    }
    if matches!(endpoint.retry, Retry::Safe) {
        say(
            "`is_transport`, `is_status`: there is no usable answer; it is safe to call again.",
            "`is_transport`、`is_status`：没有得到可用的应答；再次调用没有害处。",
        );
    } else {
        say(
            "`is_transport`, `is_status`: there is no usable answer; if `error.delivery()` is `Unknown`, it may have been carried out.",
            "`is_transport`、`is_status`：没有得到可用的应答；若 `error.delivery()` 为 `Unknown`，则可能已执行。",
        );
    }
    if matches!(endpoint.response, Response::Object(_) | Response::Type(_)) {
        say(
            "`is_decode`: the answer does not match this description; the call may have been carried out.",
            "`is_decode`：应答与此处所述不符；调用可能已执行。",
        );
    }
    errors
}
