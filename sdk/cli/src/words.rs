//! What a parameter takes, in words of both languages: its form and its bounds.

use crate::language::{Language, say};
use bge_private_sdk::describe::{Bounds, Join, Kind, Parameter, Type};

/// The form and the bounds of a parameter, as `a whole number of seconds, at least 1`.
pub(crate) fn expected(parameter: &Parameter, language: Language) -> String {
    let param = parameter.param;
    let mut parts: Vec<String> = form(parameter.ty, language)
        .map(str::to_owned)
        .into_iter()
        .collect();
    parts.extend(bounds(&param.bounds, parameter.ty, language));
    if let Kind::List { join, .. } = param.kind {
        let told = match join {
            Join::Comma => language.choose(
                "joined by commas, or the flag several times",
                "以逗号分隔，或多次给出此选项",
            ),
            Join::Json | Join::Repeat => {
                language.choose("the flag once for each item", "每项给出一次此选项")
            }
        };
        parts.push(told.to_owned());
    }
    if param.secret {
        let told = language.choose(
            "secret: `@FILE` or `-` for standard input",
            "机密：用 `@文件` 或表示标准输入的 `-` 给出",
        );
        parts.push(told.to_owned());
    }
    parts.join(language.choose(", ", "，"))
}

/// What a form looks like, where the value's name does not say it.
fn form(form: Type, language: Language) -> Option<&'static str> {
    Some(match form {
        Type::Integer => language.choose("a whole number", "整数"),
        Type::Float => language.choose("a number", "数"),
        Type::Decimal => language.choose("a decimal number", "十进制数"),
        Type::Url | Type::SecretUrl => language.choose("an absolute URL", "完整的 URL"),
        Type::Json | Type::Object(_) | Type::Map(_) => language.choose(
            "JSON, `@FILE`, or `-` for standard input",
            "JSON、`@文件`，或表示标准输入的 `-`",
        ),
        Type::File => language.choose("the path of a file", "文件路径"),
        Type::Time | Type::UnixTime | Type::UnixTimeText => language.choose(
            "a time like 2021-09-07T09:20:51Z",
            "形如 2021-09-07T09:20:51Z 的时间",
        ),
        Type::Seconds => language.choose("a whole number of seconds", "整数秒"),
        Type::List(item) => return self::form(*item, language),
        Type::Text | Type::Secret | Type::Boolean | Type::Enum(_) | Type::Extra(_) => return None,
    })
}

fn bounds(bounds: &Bounds, form: Type, language: Language) -> Vec<String> {
    let mut told = Vec::new();
    let numbers = [
        (bounds.min, "at least", "不小于"),
        (bounds.above, "more than", "大于"),
        (bounds.max, "at most", "不大于"),
        (bounds.below, "less than", "小于"),
    ];
    for (bound, english, chinese) in numbers {
        told.extend(bound.map(|bound| say!(language, "{english} {bound}", "{chinese} {bound}")));
    }
    let each = if matches!(form, Type::List(_)) {
        language.choose(" each", "（每项）")
    } else {
        ""
    };
    let length = count(
        bounds.min_length,
        bounds.max_length,
        ("character", "个字符"),
        language,
    );
    told.extend(length.map(|length| length + each));
    told.extend(count(
        bounds.min_items,
        bounds.max_items,
        ("item", "项"),
        language,
    ));
    told
}

/// `at least 1 character`, `2 to 5 items`
fn count(
    least: Option<u64>,
    most: Option<u64>,
    (english, chinese): (&str, &str),
    language: Language,
) -> Option<String> {
    let s = |count: u64| if count == 1 { "" } else { "s" };
    match (least, most) {
        (Some(least), Some(most)) if least == most => {
            let s = s(most);
            Some(say!(
                language,
                "exactly {most} {english}{s}",
                "恰好 {most} {chinese}"
            ))
        }
        (Some(least), Some(most)) => Some(say!(
            language,
            "{least} to {most} {english}s",
            "{least} 到 {most} {chinese}"
        )),
        (Some(least), None) => {
            let s = s(least);
            Some(say!(
                language,
                "at least {least} {english}{s}",
                "至少 {least} {chinese}"
            ))
        }
        (None, Some(most)) => {
            let s = s(most);
            Some(say!(
                language,
                "at most {most} {english}{s}",
                "至多 {most} {chinese}"
            ))
        }
        (None, None) => None,
    }
}

/// The name of a value in help, `<SECONDS>`.
pub(crate) fn value_name(form: Type, language: Language) -> &'static str {
    match form {
        Type::Integer | Type::Float | Type::Decimal => language.choose("NUMBER", "数"),
        Type::Url | Type::SecretUrl => "URL",
        Type::Json | Type::Object(_) | Type::Map(_) => "JSON",
        Type::File => language.choose("FILE", "文件"),
        Type::Time | Type::UnixTime | Type::UnixTimeText => language.choose("TIME", "时间"),
        Type::Seconds => language.choose("SECONDS", "秒"),
        Type::Secret => language.choose("@FILE", "@文件"),
        Type::List(item) => value_name(*item, language),
        Type::Text => language.choose("TEXT", "文本"),
        Type::Enum(_) => language.choose("VALUE", "值"),
        Type::Extra(_) => language.choose("NAME", "名称"),
        Type::Boolean => "true|false",
    }
}
