//! Describes how calls behave: all calls, and each of them.

use super::page::{Entry, Page};
use bge_private_codegen::api::{Digest, Endpoint, Platform, Response, Retry, Task};
use bge_private_codegen::docs::calls;
use bge_private_codegen::docs::markdown::code;
use bge_private_codegen::language::Language;

/// The chapters that apply to every call.
pub(super) const CHAPTERS: [fn(&mut Page, &Platform); 3] = [environments, limits, signature];

pub(super) fn heading(page: &mut Page, id: &str, english: &str, chinese: &str) {
    page.anchored(2, page.language.pick(english, chinese), id);
}

fn environments(page: &mut Page, platform: &Platform) {
    let language = page.language;
    heading(page, "site-environments", "Environments", "环境");
    for environment in &platform.environments {
        let mut words = code(&environment.url);
        if environment.default {
            words += language.pick(", the default", "，默认");
        }
        let entry = Entry {
            name: format!("Environment::{}", environment.variant),
            words,
            text: language.of(&environment.text),
            ..Entry::default()
        };
        page.entry("", entry);
    }
    page.end_list();
}

fn limits(page: &mut Page, platform: &Platform) {
    let defaults = &platform.defaults;
    let (retries, bytes) = (defaults.retries.value, defaults.max_response_bytes.value);
    let (connect, attempt) = (
        defaults.connect_timeout.value,
        defaults.attempt_timeout.value,
    );
    let call = defaults.call_timeout.value;
    heading(page, "site-limits", "Retries and time limits", "重试与时限");
    page.text(&page.language.pick(
        format!(
            "A call is retried at most {retries} times, with increasing random delays, if a retry can do no harm. \
             It has {call} seconds in all, {attempt} seconds for each attempt, and {connect} seconds to connect. \
             Answers are read up to {bytes} bytes. \
             All limits can be set for a client, and most of them for a single call, with methods that start with `with_`."
        ),
        format!(
            "在不会造成重复执行的前提下，调用至多重试 {retries} 次，每次等待时间随机递增。 \
             整个调用限时 {call} 秒，每次尝试限时 {attempt} 秒，建立连接限时 {connect} 秒。 \
             应答至多读取 {bytes} 字节。 \
             以上均可按客户端设置，多数也可用以 `with_` 开头的方法按单次调用设置。"
        ),
    ));
}

/// Writes what a call can end with.
pub(super) fn errors_of_all(page: &mut Page) {
    heading(page, "site-errors", "Errors", "错误");
    page.text(page.language.pick(
        "There is one type, `Error`. Its predicates say what happened. \
         `error.delivery()` says whether the platform may have carried out the call: with `NotSent` and `Rejected` it did not; with `Unknown` it may have.\n\n\
         - `is_invalid_argument` —— an argument violates a constraint; nothing was sent\n\
         - `is_transport` —— no connection, a timeout, or a broken connection\n\
         - `is_status` —— an HTTP status other than 2xx\n\
         - `is_platform` —— the platform's own error code, with `code()`, `message()` and `data()`\n\
         - `is_decode` —— an answer that does not match the description, with `json_path()` and `body()`\n\
         - `is_file` —— a download could not be written to disk\n\
         - `is_task` —— a task failed, or was not done within the limit, with `task_id()` and `task_state()`\n\
         - `is_setup` —— the client cannot be built with these settings",
        "只有一种错误类型 `Error`，以下方法说明发生了什么。 \
         `error.delivery()` 说明平台是否可能已执行调用：`NotSent` 与 `Rejected` 表示没有执行；`Unknown` 表示可能已执行。\n\n\
         - `is_invalid_argument` —— 参数超出限制；未发送任何内容\n\
         - `is_transport` —— 无法连接、超时或连接中断\n\
         - `is_status` —— HTTP 状态码表示失败\n\
         - `is_platform` —— 平台自身的错误码，见 `code()`、`message()`、`data()`\n\
         - `is_decode` —— 应答与文档不符，见 `json_path()`、`body()`\n\
         - `is_file` —— 下载的内容无法写入磁盘\n\
         - `is_task` —— 任务失败，或未在时限内完成，见 `task_id()`、`task_state()`\n\
         - `is_setup` —— 客户端配置有误",
    ));
}

fn signature(page: &mut Page, platform: &Platform) {
    let signature = &platform.signature;
    let digest = match signature.digest.value {
        Digest::HmacSha1 => "HMAC-SHA1",
        Digest::HmacSha256 => "HMAC-SHA256",
    };
    let age = signature.max_age.value;
    let [key, nonce, time, sign] = signature.fields.names().map(|name| code(&name.value));
    heading(page, "site-signature", "Signature", "签名");
    page.text(&page.language.pick(
        format!(
            "The client signs each attempt by itself with {digest}, in fields beside those of the call. A signature is refused after {age} seconds.\n\n\
             - {key} —— the client's key\n\
             - {nonce} —— a random number, new for each attempt\n\
             - {time} —— the time of signing\n\
             - {sign} —— the digest of all other fields"
        ),
        format!(
            "客户端自动以 {digest} 为每次尝试签名，并随调用附带以下字段。签名在 {age} 秒后失效。\n\n\
             - {key} —— 客户端的 key\n\
             - {nonce} —— 随机数，每次尝试均不同\n\
             - {time} —— 签名时间\n\
             - {sign} —— 其余所有字段的摘要"
        ),
    ));
}

/// Describes whether the client retries the call, what a failure means if the platform forwards it, and whether the
/// command line asks first.
pub(super) fn repeating(language: Language, endpoint: &Endpoint) -> String {
    let mut text = calls::repeating(language, &endpoint.retry, code);
    let space = language.pick(" ", "");
    if endpoint.forwards {
        text = text + space + calls::forwarded(language);
    }
    if endpoint.confirm {
        text = text + space + confirmed(language);
    }
    if let Some(task) = &endpoint.task {
        text = text + space + &waiting(language, task);
    }
    text
}

/// Describes why the command line asks first.
fn confirmed(language: Language) -> &'static str {
    language.pick(
        "It moves money or sends messages: the command line asks first.",
        "该调用涉及资金或发送消息：命令行会先请求确认。",
    )
}

/// Describes how to wait for the task that a call starts.
fn waiting(language: Language, task: &Task) -> String {
    let poll = code(&task.poll);
    language.pick(
        format!("It starts a task: `wait` of the answer asks {poll} until the task is done."),
        format!("该调用发起任务：应答的 `wait` 方法反复调用 {poll}，直至任务完成。"),
    )
}

/// Describes the errors of a call.
pub(super) fn errors(
    language: Language,
    endpoint: &Endpoint,
) -> impl Iterator<Item = &'static str> {
    let invalid = endpoint.has_bounds().then_some([
        "`is_invalid_argument`: an argument violates a constraint; nothing was sent.",
        "`is_invalid_argument`：参数超出限制；未发送任何内容。",
    ]);
    let platform = if endpoint.forwards {
        [
            "`is_platform`: the platform, or the service behind it, answered with an error code; it may have been carried out.",
            "`is_platform`：平台或其后端服务返回错误码；调用可能已执行。",
        ]
    } else {
        [
            "`is_platform`: the platform rejected it with an error code; it was not carried out.",
            "`is_platform`：平台以其错误码拒绝；没有执行。",
        ]
    };
    let no_answer = match endpoint.retry {
        Retry::Safe => [
            "`is_transport`, `is_status`: there is no usable answer; it is safe to call again.",
            "`is_transport`、`is_status`：没有得到可用的应答；再次调用没有害处。",
        ],
        Retry::Unsafe | Retry::SafeWhen(_) => [
            "`is_transport`, `is_status`: there is no usable answer; if `error.delivery()` is `Unknown`, it may have been carried out.",
            "`is_transport`、`is_status`：没有得到可用的应答；若 `error.delivery()` 为 `Unknown`，则可能已执行。",
        ],
    };
    let decode = match endpoint.response {
        Response::None | Response::Stream | Response::Reply => None,
        Response::Object(_) | Response::Type(_) => Some([
            "`is_decode`: the answer does not match this description; the call may have been carried out.",
            "`is_decode`：应答与此处所述不符；调用可能已执行。",
        ]),
    };
    let errors = invalid
        .into_iter()
        .chain([platform, no_answer])
        .chain(decode);
    errors.map(move |[english, chinese]| language.pick(english, chinese))
}
