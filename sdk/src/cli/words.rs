//! What a parameter takes, in words of both languages: its form and its bounds.

use super::catalogue::{Flag, Form};
use super::language::{Language, say};
use crate::runtime::generated::{Bounds, Join, Kind, Param};

/// The form and the bounds of a parameter, as `a whole number of seconds, at least 1`.
pub(crate) fn expected(flag: &Flag, param: &Param, language: Language) -> String {
    let mut parts: Vec<String> = form(flag.form, language)
        .map(str::to_owned)
        .into_iter()
        .collect();
    parts.extend(bounds(&param.bounds, flag.form, language));
    if let Kind::List { join, .. } = param.kind {
        let told = match join {
            Join::Comma => language.say(
                "joined by commas, or the flag several times",
                "以逗号分隔，或多次给出此选项",
            ),
            Join::Json | Join::Repeat => {
                language.say("the flag once for each item", "每项给出一次此选项")
            }
        };
        parts.push(told.to_owned());
    }
    if param.secret {
        let told = language.say(
            "secret: `@FILE` or `-` for standard input",
            "机密：用 `@文件` 或表示标准输入的 `-` 给出",
        );
        parts.push(told.to_owned());
    }
    parts.join(language.say(", ", "，"))
}

/// What a form looks like, where the value's name does not say it.
fn form(form: Form, language: Language) -> Option<&'static str> {
    Some(match form {
        Form::Integer => language.say("a whole number", "整数"),
        Form::Float => language.say("a number", "数"),
        Form::Decimal => language.say("a decimal number", "十进制数"),
        Form::Url | Form::SecretUrl => language.say("an absolute URL", "完整的 URL"),
        Form::Json | Form::Object(_) | Form::Map(_) => language.say(
            "JSON, `@FILE`, or `-` for standard input",
            "JSON、`@文件`，或表示标准输入的 `-`",
        ),
        Form::File => language.say("the path of a file", "文件路径"),
        Form::Time | Form::UnixTime | Form::UnixTimeText => language.say(
            "a time like 2021-09-07T09:20:51Z",
            "形如 2021-09-07T09:20:51Z 的时间",
        ),
        Form::Seconds => language.say("a whole number of seconds", "整数秒"),
        Form::List(item) => return self::form(*item, language),
        Form::Nothing
        | Form::Text
        | Form::Secret
        | Form::Boolean
        | Form::Choice(_)
        | Form::Extra(_) => return None,
    })
}

fn bounds(bounds: &Bounds, form: Form, language: Language) -> Vec<String> {
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
    let each = if matches!(form, Form::List(_)) {
        language.say(" each", "（每项）")
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
pub(crate) fn value_name(form: Form, language: Language) -> &'static str {
    match form {
        Form::Integer | Form::Float | Form::Decimal => language.say("NUMBER", "数"),
        Form::Url | Form::SecretUrl => "URL",
        Form::Json | Form::Object(_) | Form::Map(_) => "JSON",
        Form::File => language.say("FILE", "文件"),
        Form::Time | Form::UnixTime | Form::UnixTimeText => language.say("TIME", "时间"),
        Form::Seconds => language.say("SECONDS", "秒"),
        Form::Secret => language.say("@FILE", "@文件"),
        Form::List(item) => value_name(*item, language),
        Form::Text => language.say("TEXT", "文本"),
        Form::Choice(_) => language.say("VALUE", "值"),
        Form::Extra(_) => language.say("NAME", "名称"),
        Form::Boolean => "true|false",
        Form::Nothing => "",
    }
}
