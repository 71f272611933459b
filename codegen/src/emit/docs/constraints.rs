//! Sentences about a parameter or a field in addition to the author's text, in both languages: its form, its
//! constraints and its default.

use super::markdown::code;
use crate::api::{Bounds, Field, Join, Literal, OneOf, Scalar, Secrecy, Text, Type, Value, With};
use crate::language::Language;
use crate::naming;

/// Describes a parameter.
#[must_use]
pub fn of_param(language: Language, param: &Field) -> Vec<String> {
    let other_name = other_name(param);
    let further = [
        form(param).map(fixed),
        secrecy(param),
        param.with.as_ref().map(condition),
        if_not_set(param),
        other_name.map(|wire| [format!("Sent as {wire}."), format!("发送时名为 {wire}。")]),
    ];
    in_language(language, constraints(param), further)
}

/// Returns sentences in one language.
fn in_language<const N: usize>(
    language: Language,
    sentences: Vec<Text>,
    further: [Option<Text>; N],
) -> Vec<String> {
    let all = sentences.into_iter().chain(further.into_iter().flatten());
    all.map(|text| language.of(&text)).collect()
}

/// Describes how many parameters of a choice are sent.
#[must_use]
pub fn of_one_of(language: Language, one_of: &OneOf, params: &[Field]) -> String {
    let choices = params.iter().filter_map(|param| param.choice.as_ref());
    let choices = choices.map(|choice| code(&format!("{}::{}", one_of.ty, choice.variant)));
    let choices: Vec<_> = choices.collect();
    let (english, chinese) = (choices.join(", "), choices.join("、"));
    let [how_many, chinese_how_many] = if one_of.field.required {
        ["Exactly", "恰好"]
    } else {
        ["At most", "至多"]
    };
    language.pick(
        format!("{how_many} one of {english}."),
        format!("{chinese} 中{chinese_how_many}选择一项。"),
    )
}

/// Describes a field of an object.
#[must_use]
pub fn of_field(language: Language, field: &Field) -> Vec<String> {
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
    let other_name = other_name(field);
    let named = |wire| {
        [
            format!("On the wire: {wire}."),
            format!("线上名称：{wire}。"),
        ]
    };
    let other_name = other_name.map(named);
    let further = [secrecy(field), none.map(fixed), other_name];
    in_language(language, constraints(field), further)
}

/// Describes the condition under which a parameter may be given.
fn condition(with: &With) -> Text {
    let values = with.values.iter();
    let values = values.map(|value| code(&format!("{}::{}", with.ty.name, value.variant)));
    let (name, values) = (code(&with.name), values.collect::<Vec<_>>());
    let [unset, chinese_unset] = if with.holds_by_default() {
        [", or without it", "或未设置"]
    } else {
        ["", ""]
    };
    let (english, chinese) = (values.join(" or "), values.join(" 或 "));
    if with.required {
        return [
            format!("Required with {name} {english}{unset}, and only allowed then."),
            format!("仅当 {name} 为 {chinese} {chinese_unset}时提供，且必须提供。"),
        ];
    }
    [
        format!("Only with {name} {english}{unset}."),
        format!("仅当 {name} 为 {chinese} {chinese_unset}时可用。"),
    ]
}

/// Describes what happens if an optional parameter is not set.
fn if_not_set(param: &Field) -> Option<Text> {
    let shown = param.default.as_ref().map(default);
    match (&param.always, shown) {
        (Some(text), shown) => {
            let [english, chinese] = shown.unwrap_or_else(|| [code(text), code(text)]);
            Some([
                format!("Always sent; defaults to {english}."),
                format!("总会发送；默认值：{chinese}。"),
            ])
        }
        (None, Some([english, chinese])) => Some([
            format!("The platform assumes {english}."),
            format!("默认值：{chinese}。"),
        ]),
        (None, None) => None,
    }
}

fn fixed(text: [&str; 2]) -> Text {
    text.map(str::to_owned)
}

/// Returns the wire name if it differs from the Rust name.
fn other_name(field: &Field) -> Option<String> {
    let differs = naming::unraw(&field.name) != field.wire;
    differs.then(|| code(&field.wire))
}

/// Describes how a value is sent.
fn form(param: &Field) -> Option<[&'static str; 2]> {
    if param.in_path {
        return Some(["Part of the path.", "作为路径的一部分。"]);
    }
    match (param.join, &param.ty) {
        (Some(Join::Comma), _) => Some(["Joined by commas.", "以逗号连接。"]),
        (Some(Join::Repeat), _) => Some(["Each sent as a separate field.", "每项各占一个字段。"]),
        (Some(Join::Json), _)
        | (None, Type::Scalar(Scalar::Json) | Type::Object(_) | Type::AnyOf(_) | Type::Map(_)) => {
            Some(["Sent as JSON text.", "以 JSON 文本发送。"])
        }
        (None, Type::Scalar(_) | Type::File | Type::Enum(..) | Type::Extra(_) | Type::List(_)) => {
            None
        }
    }
}

fn secrecy(field: &Field) -> Option<Text> {
    Some(fixed(match field.secrecy? {
        Secrecy::Whole => [
            "Secret: `Debug` does not show it.",
            "保密：`Debug` 不显示。",
        ],
        Secrecy::Query => [
            "Its query is secret: `Debug` does not show it.",
            "其查询参数保密：`Debug` 不显示。",
        ],
    }))
}

/// Returns sentences about the constraints of a parameter or a field.
fn constraints(field: &Field) -> Vec<Text> {
    let unit = (field.ty == Type::Scalar(Scalar::Seconds))
        .then(|| fixed(["in whole seconds", "单位：秒（整数）"]));
    let phrases = unit.into_iter().chain(phrases(field));
    phrases
        .map(|[english, chinese]| [capitalised(&english) + ".", chinese + "。"])
        .collect()
}

/// Describes each constraint: `at least 1`, `2 to 5 items`.
pub(crate) fn phrases(field: &Field) -> impl Iterator<Item = Text> {
    let bounds = &field.bounds;
    let [each, chinese_each] = if let Type::List(_) = field.ty {
        [" each", "每项"]
    } else {
        ["", ""]
    };
    let characters = ["character", "个字符"];
    let length = count(bounds.min_length, bounds.max_length, characters);
    let items = count(bounds.min_items, bounds.max_items, ["item", "项"]);
    let range = range(bounds).map(|[en, zh]| [en, format!("取值{zh}")]);
    let length = length.map(|[en, zh]| [en + each, format!("{chinese_each}长度{zh}")]);
    let items = items.map(|[en, zh]| [en, format!("数量{zh}")]);
    [range, length, items].into_iter().flatten()
}

/// Describes a range: `at least 1`, `more than 0 and at most 10`, `1 to 10`.
fn range(bounds: &Bounds) -> Option<Text> {
    let Bounds {
        min,
        max,
        above,
        below,
        ..
    } = bounds;
    if let (Some(min), Some(max)) = (min, max) {
        return Some(if min == max {
            [format!("exactly {min}"), format!("只能是 {min}")]
        } else {
            [format!("{min} to {max}"), format!("从 {min} 到 {max}")]
        });
    }
    let bounds = [
        (["at least", "不小于"], min),
        (["more than", "大于"], above),
        (["at most", "不大于"], max),
        (["less than", "小于"], below),
    ];
    let phrases = Language::ALL.map(|language| {
        let phrases = bounds.iter().filter_map(|([english, chinese], bound)| {
            let words = language.pick(english, chinese);
            Some(format!("{words} {}", bound.as_ref()?))
        });
        let phrases: Vec<_> = phrases.collect();
        phrases.join(language.pick(" and ", " 且"))
    });
    Some(phrases).filter(|[english, _]| !english.is_empty())
}

/// Describes a size: `at least 1 character`, `2 to 5 items`.
fn count(min: Option<u64>, max: Option<u64>, [unit, chinese_unit]: [&str; 2]) -> Option<Text> {
    let [english, chinese] = match (min, max) {
        (Some(min), Some(max)) if min == max => [format!("exactly {max}"), format!("恰为 {max}")],
        (Some(min), Some(max)) => [format!("{min} to {max}"), format!("为 {min} 到 {max}")],
        (Some(min), None) => [format!("at least {min}"), format!("至少 {min}")],
        (None, Some(max)) => [format!("at most {max}"), format!("至多 {max}")],
        (None, None) => return None,
    };
    let plural = if max.or(min) == Some(1) { "" } else { "s" };
    Some([
        format!("{english} {unit}{plural}"),
        format!("{chinese} {chinese_unit}"),
    ])
}

/// Describes a default: a number as text, everything else as code.
fn default(value: &Value) -> Text {
    let text = match value {
        Value::Scalar(_, Literal::Text(text)) if text.is_empty() => {
            return fixed(["an empty text", "空文本"]);
        }
        Value::Enum(ty, value) => code(&format!("{}::{}", ty.name, value.variant)),
        Value::Scalar(_, Literal::Integer(_) | Literal::Float(_) | Literal::Decimal(_)) => {
            value.text()
        }
        Value::Scalar(_, Literal::Text(text)) => code(text),
        Value::Scalar(_, Literal::Boolean(_) | Literal::Json(_))
        | Value::Object(..)
        | Value::List(..)
        | Value::Map(_) => code(&value.json().to_string()),
    };
    [text.clone(), text]
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter();
    first.flat_map(char::to_uppercase).chain(chars).collect()
}
