//! What holds for a value beyond what the spec's author wrote, in both languages.

use super::language::Language;
use bge_private_codegen::api::Type;
use bge_private_codegen::json::Json;
use bge_private_codegen::lower::markdown::code;
use bge_private_codegen::lower::sentences::{self, differs, scalar};
use bge_private_codegen::lower::types::{Scope, variant};
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{Field, Join, Scalar, Secrecy, Spanned, TypeExpr, TypeKind};
use bge_private_codegen::spec::yaml::{Node, NodeKind};

/// What holds for a parameter.
pub(super) fn of_param(
    language: Language,
    scope: &Scope<'_>,
    name: &str,
    field: &Field,
) -> Vec<String> {
    if language == Language::English {
        return sentences::of_param(scope, name, field);
    }
    let ty = scope.field(field);
    let mut facts = limits(field, &ty);
    if matches!(
        ty,
        Type::Scalar(Scalar::Json) | Type::Object(_) | Type::Map(_)
    ) {
        facts.push("以 JSON 文本发送。".to_owned());
    }
    facts.extend(secrecy(field));
    let default = field.default.as_ref();
    if let Some(value) = default.and_then(|node| default_value(scope, &field.ty.value, node)) {
        facts.push(format!("默认值：{value}。"));
    }
    facts.extend(differs(name, field).map(|wire| format!("发送时名为 {wire}。")));
    facts
}

/// What holds for a field of an object.
pub(super) fn of_field(
    language: Language,
    scope: &Scope<'_>,
    name: &str,
    field: &Field,
) -> Vec<String> {
    if language == Language::English {
        return sentences::of_field(scope, name, field);
    }
    let mut facts = limits(field, &scope.field(field));
    facts.extend(secrecy(field));
    let none = match (field.nullable, field.optional) {
        (true, true) => Some("平台返回 null 或省略时为 `None`。"),
        (true, false) => Some("平台返回 null 时为 `None`。"),
        (false, true) => Some("平台省略时为 `None`。"),
        (false, false) => None,
    };
    facts.extend(none.map(str::to_owned));
    facts.extend(differs(name, field).map(|wire| format!("线上名称：{wire}。")));
    facts
}

fn secrecy(field: &Field) -> Option<String> {
    let fact = match field.secret.as_ref()?.value {
        Secrecy::Whole => "保密：`Debug` 不显示。",
        Secrecy::Query => "其查询参数保密：`Debug` 不显示。",
    };
    Some(fact.to_owned())
}

/// Bounds on value, length and count, and how a list is sent.
fn limits(field: &Field, ty: &Type) -> Vec<String> {
    let mut facts = Vec::new();
    if *ty == Type::Scalar(Scalar::Seconds) {
        facts.push("单位：秒（整数）。".to_owned());
    }
    facts.extend(range(field).map(|range| format!("取值{range}。")));
    let lengths = count(&field.min_length, &field.max_length, "个字符");
    facts.extend(lengths.map(|count| match ty {
        Type::List(_) => format!("每项长度{count}。"),
        _ => format!("长度{count}。"),
    }));
    facts.extend(
        count(&field.min_items, &field.max_items, "项").map(|count| format!("数量{count}。")),
    );
    facts.extend(field.join.as_ref().map(|join| {
        match join.value {
            Join::Comma => "以逗号连接。",
            Join::Json => "以 JSON 文本发送。",
            Join::Repeat => "每项各占一个字段。",
        }
        .to_owned()
    }));
    facts
}

fn range(field: &Field) -> Option<String> {
    let value = |bound: &Option<Node>| bound.as_ref().and_then(scalar);
    if let (Some(min), Some(max)) = (value(&field.min), value(&field.max)) {
        return Some(if min == max {
            format!("只能是 {min}")
        } else {
            format!("从 {min} 到 {max}")
        });
    }
    let bounds = [
        ("不小于", &field.min),
        ("大于", &field.above),
        ("不大于", &field.max),
        ("小于", &field.below),
    ];
    let phrases: Vec<_> = bounds
        .iter()
        .filter_map(|(words, bound)| Some(format!("{words} {}", value(bound)?)))
        .collect();
    (!phrases.is_empty()).then(|| phrases.join(" 且"))
}

fn count(least: &Option<Spanned<u64>>, most: &Option<Spanned<u64>>, what: &str) -> Option<String> {
    let number = |count: &Option<Spanned<u64>>| count.as_ref().map(|count| count.value);
    match (number(least), number(most)) {
        (Some(least), Some(most)) if least == most => Some(format!("恰为 {most} {what}")),
        (Some(least), Some(most)) => Some(format!("为 {least} 到 {most} {what}")),
        (Some(least), None) => Some(format!("至少 {least} {what}")),
        (None, Some(most)) => Some(format!("至多 {most} {what}")),
        (None, None) => None,
    }
}

fn default_value(scope: &Scope<'_>, ty: &TypeExpr, node: &Node) -> Option<String> {
    if let (TypeExpr::Named(name), Some(text)) = (ty, scalar(node))
        && let Some(TypeKind::Enum(values)) = scope.kind(name)
        && let Some(value) = values.iter().find(|value| value.name.value == text)
    {
        let path = format!("{}::{}", naming::type_name(name), variant(value));
        return Some(code(&path));
    }
    match &node.kind {
        NodeKind::Null => None,
        NodeKind::Number(number) => Some(number.clone()),
        NodeKind::Text(text) if text.is_empty() => Some("空文本".to_owned()),
        NodeKind::Text(text) => Some(code(text)),
        NodeKind::Bool(_) | NodeKind::List(_) | NodeKind::Map(_) => {
            Some(code(&Json::from(node).to_string()))
        }
    }
}

/// A type in words.
pub(super) fn type_words(language: Language, ty: &Type) -> String {
    match ty {
        Type::Enum(name, _) | Type::Object(name) | Type::Extra(name) => code(name),
        Type::Scalar(scalar) => {
            let [english, chinese] = scalar.info().words;
            language.pick(english, chinese).to_owned()
        }
        Type::File => language.pick("file", "文件").to_owned(),
        Type::List(item) => {
            let item = type_words(language, item);
            language.pick(format!("list of {item}"), format!("列表，每项为{item}"))
        }
        Type::Map(item) => {
            let item = type_words(language, item);
            language.pick(
                format!("map from text to {item}"),
                format!("映射，键为文本，值为{item}"),
            )
        }
    }
}
