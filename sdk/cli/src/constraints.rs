//! Describes what a parameter accepts: its form and its constraints.

use bge_private_sdk::describe::{Join, Kind, Parameter, Type};

use crate::language::{choose, language};

/// The value of a JSON list without items. It is no item: `[ ]` is.
pub(crate) const NO_ITEMS: &str = "[]";

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
            Join::Json if parameter.param.problem(&[NO_ITEMS]).is_none() => choose(
                "the flag once for each item, or `[]` for none",
                "每项给出一次此选项，没有时给出 `[]`",
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
    match ty {
        Type::Scalar(info) if !ty.is_json() => info.words.map(|[en, zh]| choose(en, zh)),
        Type::Scalar(_) | Type::Object(_) | Type::AnyOf(_) | Type::Map(_) | Type::List(_) => {
            Some(choose(
                "JSON, `@FILE`, or `-` for standard input",
                "JSON、`@文件`，或表示标准输入的 `-`",
            ))
        }
        Type::File => Some(choose("the path of a file", "文件路径")),
        Type::Enum(_) | Type::Extra(_) => None,
    }
}

/// Returns the name of a value in help, such as `SECONDS`.
pub(crate) fn value_name(ty: Type) -> &'static str {
    match ty {
        Type::Scalar(info) => {
            let [english, chinese] = info.value_name;
            choose(english, chinese)
        }
        Type::Object(_) | Type::AnyOf(_) | Type::Map(_) | Type::List(_) => "JSON",
        Type::File => choose("FILE", "文件"),
        Type::Enum(_) => choose("VALUE", "值"),
        Type::Extra(_) => choose("NAME", "名称"),
    }
}
