//! Sentences about a parameter or a field in addition to the author's text, in both languages: its form, its
//! constraints and its default.

use super::markdown::code;
use crate::api::{Field, Join, Literal, Scalar, Secrecy, Type, Value};
use crate::language::Language;
use crate::naming;

/// Describes a parameter.
#[must_use]
pub fn of_param(language: Language, param: &Field) -> Vec<String> {
    let mut sentences = bounds(language, param);
    match &param.ty {
        Type::Scalar(Scalar::Json) | Type::Object(_) | Type::Map(_) => {
            sentences.push(
                language
                    .pick("Sent as JSON text.", "以 JSON 文本发送。")
                    .to_owned(),
            );
        }
        Type::Scalar(_) | Type::File | Type::Enum(..) | Type::Extra(_) | Type::List(_) => {}
    }
    sentences.extend(secrecy(language, param));
    sentences.extend(param.default.as_ref().map(|value| {
        let value = default(language, value);
        language.pick(
            format!("The platform assumes {value}."),
            format!("默认值：{value}。"),
        )
    }));
    sentences.extend(
        other_name(param)
            .map(|wire| language.pick(format!("Sent as {wire}."), format!("发送时名为 {wire}。"))),
    );
    sentences
}

/// Describes a field of an object.
#[must_use]
pub fn of_field(language: Language, field: &Field) -> Vec<String> {
    let mut sentences = bounds(language, field);
    sentences.extend(secrecy(language, field));
    let none = match (field.nullable, !field.required) {
        (true, true) => Some([
            "`None` if the platform returns null or omits it.",
            "平台返回 null 或省略时为 `None`。",
        ]),
        (true, false) => Some([
            "`None` if the platform returns null.",
            "平台返回 null 时为 `None`。",
        ]),
        (false, true) => Some(["`None` if the platform omits it.", "平台省略时为 `None`。"]),
        (false, false) => None,
    };
    sentences.extend(none.map(|[english, chinese]| language.pick(english, chinese).to_owned()));
    sentences.extend(other_name(field).map(|wire| {
        language.pick(
            format!("On the wire: {wire}."),
            format!("线上名称：{wire}。"),
        )
    }));
    sentences
}

/// Returns the wire name if it differs from the Rust name.
fn other_name(field: &Field) -> Option<String> {
    let differs = naming::unraw(&field.name) != field.wire;
    differs.then(|| code(&field.wire))
}

fn secrecy(language: Language, field: &Field) -> Option<String> {
    let sentence = match field.secrecy? {
        Secrecy::Whole => language.pick(
            "Secret: `Debug` does not show it.",
            "保密：`Debug` 不显示。",
        ),
        Secrecy::Query => language.pick(
            "Its query is secret: `Debug` does not show it.",
            "其查询参数保密：`Debug` 不显示。",
        ),
    };
    Some(sentence.to_owned())
}

/// Describes the constraints, and how a list is sent.
fn bounds(language: Language, field: &Field) -> Vec<String> {
    let bounds = &field.bounds;
    let mut sentences = Vec::new();
    let range = range(language, field);
    let is_seconds = field.ty == Type::Scalar(Scalar::Seconds);
    match (language, range) {
        (Language::English, Some(range)) if is_seconds => {
            sentences.push(format!("In whole seconds, {range}."));
        }
        (Language::English, Some(range)) => sentences.push(capitalised(&range) + "."),
        (Language::English, None) if is_seconds => sentences.push("In whole seconds.".to_owned()),
        (Language::English, None) => {}
        (Language::Chinese, range) => {
            sentences.extend(is_seconds.then(|| "单位：秒（整数）。".to_owned()));
            sentences.extend(range.map(|range| format!("取值{range}。")));
        }
    }
    let unit = language.pick("character", "个字符");
    let length = count(language, bounds.min_length, bounds.max_length, unit);
    let is_list = matches!(field.ty, Type::List(_));
    sentences.extend(length.map(|length| {
        let [each, chinese_each] = if is_list {
            [" each", "每项"]
        } else {
            ["", ""]
        };
        language.pick(
            format!("{}{each}.", capitalised(&length)),
            format!("{chinese_each}长度{length}。"),
        )
    }));
    let unit = language.pick("item", "项");
    let count = count(language, bounds.min_items, bounds.max_items, unit);
    let join = field.join.map(|join| match join {
        Join::Comma => language.pick("joined by commas", "以逗号连接"),
        Join::Json => language.pick("sent as JSON text", "以 JSON 文本发送"),
        Join::Repeat => language.pick("each sent as a separate field", "每项各占一个字段"),
    });
    match language {
        Language::English => {
            let phrases = count.as_deref().into_iter().chain(join);
            let phrases = phrases.collect::<Vec<_>>().join(", ");
            if !phrases.is_empty() {
                sentences.push(capitalised(&phrases) + ".");
            }
        }
        Language::Chinese => {
            sentences.extend(count.map(|count| format!("数量{count}。")));
            sentences.extend(join.map(|join| format!("{join}。")));
        }
    }
    sentences
}

/// Describes a range: `at least 1`, `more than 0 and at most 10`, `1 to 10`.
fn range(language: Language, field: &Field) -> Option<String> {
    let bounds = &field.bounds;
    if let (Some(min), Some(max)) = (&bounds.min, &bounds.max) {
        return Some(if min == max {
            language.pick(format!("exactly {min}"), format!("只能是 {min}"))
        } else {
            language.pick(format!("{min} to {max}"), format!("从 {min} 到 {max}"))
        });
    }
    let bounds = [
        (language.pick("at least", "不小于"), &bounds.min),
        (language.pick("more than", "大于"), &bounds.above),
        (language.pick("at most", "不大于"), &bounds.max),
        (language.pick("less than", "小于"), &bounds.below),
    ];
    let phrases = bounds.into_iter().filter_map(|(words, bound)| {
        let bound = bound.as_ref()?;
        Some(format!("{words} {bound}"))
    });
    let phrases: Vec<_> = phrases.collect();
    (!phrases.is_empty()).then(|| phrases.join(language.pick(" and ", " 且")))
}

/// Describes a size: `at least 1 character`, `2 to 5 items`.
fn count(language: Language, least: Option<u64>, most: Option<u64>, unit: &str) -> Option<String> {
    let named = |count: u64| {
        let plural = if count == 1 { "" } else { "s" };
        language.pick(format!("{count} {unit}{plural}"), format!("{count} {unit}"))
    };
    Some(match (least, most) {
        (Some(least), Some(most)) if least == most => {
            language.pick("exactly ", "恰为 ").to_owned() + &named(most)
        }
        (Some(least), Some(most)) => {
            let most = named(most);
            language.pick(
                format!("{least} to {most}"),
                format!("为 {least} 到 {most}"),
            )
        }
        (Some(least), None) => language.pick("at least ", "至少 ").to_owned() + &named(least),
        (None, Some(most)) => language.pick("at most ", "至多 ").to_owned() + &named(most),
        (None, None) => return None,
    })
}

/// Describes a default: a number as text, everything else as code.
fn default(language: Language, value: &Value) -> String {
    match value {
        Value::Enum(ty, value) => code(&format!("{}::{}", ty.name, value.variant)),
        Value::Scalar(_, Literal::Integer(_) | Literal::Float(_) | Literal::Decimal(_)) => {
            value.text()
        }
        Value::Scalar(_, Literal::Text(text)) if text.is_empty() => {
            language.pick("an empty text", "空文本").to_owned()
        }
        Value::Scalar(_, Literal::Text(text)) => code(text),
        Value::Scalar(_, Literal::Boolean(_) | Literal::Json(_))
        | Value::Object(..)
        | Value::List(..)
        | Value::Map(_) => code(&value.json().to_string()),
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
