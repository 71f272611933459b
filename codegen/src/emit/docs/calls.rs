//! Sentences about a call, in both languages: what the client repeats, what a failure proves, and how pages are asked for.

use crate::api::{Retry, With};
use crate::language::Language;

/// Describes whether the client retries a call. `shown` formats the path of a value.
#[must_use]
pub fn repeating(language: Language, retry: &Retry, shown: fn(&str) -> String) -> String {
    let text = match retry {
        Retry::Safe => language.pick(
            "Safe to repeat: the client retries a failed attempt, even if it is unknown whether the platform carried it out.",
            "可安全重试：尝试失败时客户端自动重试，即使无法得知平台是否已执行。",
        ),
        Retry::Unsafe => language.pick(
            "Not safe to repeat: the client never sends it again once it may have been carried out.",
            "不可随意重试：一旦可能已执行，客户端绝不会再次发送。",
        ),
        Retry::SafeWhen(With {
            name, ty, values, ..
        }) => {
            let values = values.iter();
            let values = values.map(|value| shown(&format!("{ty}::{}", value.variant)));
            let values: Vec<_> = values.collect();
            let values = values.join(language.pick(" or ", " 或 "));
            return language.pick(
                format!(
                    "Safe to repeat when `{name}` is {values}: the client then retries a failed attempt, even if it is unknown whether the platform carried it out. Otherwise it never sends the call again once it may have been carried out."
                ),
                format!(
                    "当 `{name}` 为 {values} 时可安全重试：尝试失败时客户端自动重试，即使无法得知平台是否已执行。其他情况下，一旦可能已执行，客户端绝不会再次发送。"
                ),
            );
        }
    };
    text.to_owned()
}

/// Describes what the failure of a forwarded call proves.
#[must_use]
pub fn forwarded(language: Language) -> &'static str {
    language.pick(
        "The platform forwards this call to a service behind it. After any answer except a success, it may have been carried out.",
        "平台将此调用转发给后端服务：除成功外，收到任何应答时都可能已执行。",
    )
}

/// Describes the methods of a call whose answer is a page. `method` shows the name of one.
#[must_use]
pub fn all_pages(language: Language, method: impl Fn(&str) -> String) -> String {
    let (items, pages) = (method("items"), method("pages"));
    language.pick(
        format!(
            "The answer is one page of a list. {items} returns the items of all pages, {pages} the pages with their counts."
        ),
        format!("应答是列表的一页。{items} 返回所有页中的各项，{pages} 逐页返回，并附各页的数量。"),
    )
}
