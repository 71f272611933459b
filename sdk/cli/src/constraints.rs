//! Describes what a parameter accepts: its form and its constraints.

use bge_private_sdk::describe::{Join, Kind, Parameter, Type};

use crate::language::{choose, language};

/// Describes the form and the constraints of a parameter, such as `a whole number of seconds, at least 1`.
pub(crate) fn expected(parameter: &Parameter) -> String {
    let mut parts: Vec<String> = form(parameter.item())
        .map(str::to_owned)
        .into_iter()
        .collect();
    parts.extend(parameter.constraints(language()));
    if let Kind::List { join, .. } = parameter.param.kind {
        let joined = match join {
            Join::Comma => choose(
                "joined by commas, or the flag several times",
                "以逗号分隔，或多次给出此选项",
            ),
            Join::Json | Join::Repeat => {
                choose("the flag once for each item", "每项给出一次此选项")
            }
        };
        parts.push(joined.to_owned());
    }
    if parameter.param.secret {
        let source = choose(
            "secret: `@FILE` or `-` for standard input",
            "机密：用 `@文件` 或表示标准输入的 `-` 给出",
        );
        parts.push(source.to_owned());
    }
    parts.join(choose(", ", "，"))
}

/// Describes the form of a value, unless the name of the value does.
fn form(ty: Type) -> Option<&'static str> {
    Some(match ty {
        Type::Integer => choose("a whole number", "整数"),
        Type::Float => choose("a number", "数"),
        Type::Decimal => choose("a decimal number", "十进制数"),
        Type::Url | Type::SecretUrl => choose("an absolute URL", "完整的 URL"),
        Type::Json | Type::Object(_) | Type::Map(_) | Type::List(_) => choose(
            "JSON, `@FILE`, or `-` for standard input",
            "JSON、`@文件`，或表示标准输入的 `-`",
        ),
        Type::File => choose("the path of a file", "文件路径"),
        Type::Time | Type::UnixTime | Type::UnixTimeText => choose(
            "a time like 2021-09-07T09:20:51Z",
            "形如 2021-09-07T09:20:51Z 的时间",
        ),
        Type::Seconds => choose("a whole number of seconds", "整数秒"),
        Type::Text | Type::Secret | Type::Boolean | Type::Enum(_) | Type::Extra(_) => return None,
    })
}

/// Returns the name of a value in help, such as `SECONDS`.
pub(crate) fn value_name(ty: Type) -> &'static str {
    match ty {
        Type::Integer | Type::Float | Type::Decimal => choose("NUMBER", "数"),
        Type::Url | Type::SecretUrl => "URL",
        Type::Json | Type::Object(_) | Type::Map(_) | Type::List(_) => "JSON",
        Type::File => choose("FILE", "文件"),
        Type::Time | Type::UnixTime | Type::UnixTimeText => choose("TIME", "时间"),
        Type::Seconds => choose("SECONDS", "秒"),
        Type::Secret => choose("@FILE", "@文件"),
        Type::Text => choose("TEXT", "文本"),
        Type::Enum(_) => choose("VALUE", "值"),
        Type::Extra(_) => choose("NAME", "名称"),
        Type::Boolean => "true|false",
    }
}
