//! Converts what the user typed to the text that is sent.

use bge_private_sdk::describe::{Join, JsonForm, Parameter, Type};
use serde_json::value::RawValue;

use crate::commands::flag;
use crate::constraints::{NO_ITEMS, expected};
use crate::failure::{Exit, Failure, Result};
use crate::language::{quoted, quoted_list, say};
use crate::stdio::Input;

/// Returns the texts that are sent: one, or one for each item of a list that is sent as separate fields.
pub(crate) fn texts(
    parameter: &Parameter,
    given: &[&str],
    input: &mut Input,
) -> Result<Vec<String>> {
    let texts = given.iter().map(|text| read(parameter, text, input));
    let texts: Vec<String> = texts.collect::<Result<_>>()?;
    let texts = match parameter.param.kind.join() {
        Some(join) => list(parameter, join, &texts)?,
        None => converted(parameter, &texts)?,
    };
    let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
    match parameter.param.problem(&borrowed) {
        Some(problem) => Err(invalid(parameter, &problem)),
        None => Ok(texts),
    }
}

/// Reads a value. JSON and secrets can be in a file or come from standard input; secrets must.
fn read(parameter: &Parameter, text: &str, input: &mut Input) -> Result<String> {
    let is_secret = parameter.param.secret;
    let is_json = parameter.item().is_json();
    if !is_json && !is_secret {
        return Ok(text.to_owned());
    }
    let flag = flag(parameter);
    match input.read(text, &flag)? {
        Some(content) if is_json => Ok(content.trim().to_owned()),
        // An editor adds a line break, which is not part of the secret.
        Some(content) => Ok(content.trim_end_matches(['\r', '\n']).to_owned()),
        None if is_secret => Err(secret_in_argument(&flag, " ")),
        None => Ok(text.to_owned()),
    }
}

fn invalid(parameter: &Parameter, problem: &str) -> Failure {
    let (flag, expected) = (flag(parameter), expected(parameter));
    let expected = if expected.is_empty() {
        problem
    } else {
        &expected
    };
    Exit::Argument.failure(say!("`{flag}` {problem}", "`{flag}` 应为：{expected}"))
}

fn converted(parameter: &Parameter, texts: &[String]) -> Result<Vec<String>> {
    texts.iter().map(|text| convert(parameter, text)).collect()
}

/// Converts a text to its form on the wire. An invalid text is returned unchanged, and rejected afterwards.
fn convert(parameter: &Parameter, text: &str) -> Result<String> {
    match parameter.item() {
        ty if ty.is_boolean() && !matches!(text, "true" | "false") => {
            Err(not_one_of(parameter, &["true", "false"], text))
        }
        Type::Scalar(info) => Ok(info.field_text(text)),
        Type::Enum(known) => {
            let named = known.values.iter().find(|choice| choice.name == text);
            let choice = named.or_else(|| known.sent_as(text));
            choice.map(|it| it.wire.to_owned()).ok_or_else(|| {
                let names: Vec<_> = known.values.iter().map(|choice| choice.name).collect();
                not_one_of(parameter, &names, text)
            })
        }
        Type::File | Type::Object(_) | Type::Extra(_) => Ok(text.to_owned()),
        Type::AnyOf(_) | Type::List(_) | Type::Map(_) => Ok(text.to_owned()),
    }
}

/// Returns the failure for a text that is not one of the known names.
fn not_one_of(parameter: &Parameter, names: &[&str], text: &str) -> Failure {
    let (flag, list, got) = (flag(parameter), quoted_list(names), quoted(text));
    let got = if parameter.param.secret {
        String::new()
    } else {
        say!(", got {got}", "，而不是 {got}")
    };
    let failure = Exit::Argument.failure(say!(
        "`{flag}` must be one of {list}{got}",
        "`{flag}` 应为 {list} 之一{got}"
    ));
    failure.suggest(text, names.iter().copied())
}

fn list(parameter: &Parameter, join: Join, texts: &[String]) -> Result<Vec<String>> {
    match join {
        Join::Json if texts == [NO_ITEMS] => Ok(texts.to_vec()),
        Join::Comma => {
            let items = texts.iter().flat_map(|text| text.split(','));
            let items: Vec<String> = items.map(str::to_owned).collect();
            if items.len() > 1 && items.iter().any(String::is_empty) {
                return Err(invalid(parameter, "has an empty item"));
            }
            Ok(vec![converted(parameter, &items)?.join(",")])
        }
        Join::Repeat => converted(parameter, texts),
        Join::Json => {
            let items = converted(parameter, texts)?.into_iter();
            let items: Vec<String> = items
                .map(|text| json(parameter, text))
                .collect::<Result<_>>()?;
            Ok(vec![format!("[{}]", items.join(","))])
        }
    }
}

/// Returns an item of a JSON list.
fn json(parameter: &Parameter, text: String) -> Result<String> {
    let is_string = match parameter.item() {
        ty if ty.is_boolean() => return Ok(text.to_ascii_lowercase()),
        Type::Object(_) | Type::Map(_) if !is_object(&text) => {
            let flag = flag(parameter);
            let failure = Exit::Argument.failure(say!(
                "each `{flag}` must be a JSON object",
                "每个 `{flag}` 应为一个 JSON 对象"
            ));
            return Err(failure.hint(say!(
                "give `{flag}` once for each item",
                "每项给出一次 `{flag}`"
            )));
        }
        Type::Scalar(info) => info.json == JsonForm::Text,
        Type::Enum(known) => !known.is_number,
        Type::File | Type::Object(_) | Type::Extra(_) => false,
        Type::AnyOf(_) | Type::List(_) | Type::Map(_) => false,
    };
    if !is_string && serde_json::from_str::<&RawValue>(&text).is_ok() {
        return Ok(text);
    }
    // If it should have been a number, it is rejected afterwards.
    Ok(serde_json::Value::from(text).to_string())
}

fn is_object(text: &str) -> bool {
    text.starts_with('{') && serde_json::from_str::<&RawValue>(text).is_ok()
}

/// Returns the failure for a secret in an argument. `separator` stands between the flag and `@FILE`.
pub(crate) fn secret_in_argument(flag: &str, separator: &str) -> Failure {
    let message = say!(
        "`{flag}` is secret, so its value must not be on the command line, where other users can see it",
        "`{flag}` 是机密，其值不能直接写在命令行上，否则会被其他用户看到"
    );
    let stdin = if separator.is_empty() { "@-" } else { " -" };
    Exit::Argument.failure(message).hint(say!(
        "pass `{flag}{separator}@FILE`, or `{flag}{stdin}` for standard input",
        "请用 `{flag}{separator}@文件`，或以 `{flag}{stdin}` 从标准输入读取"
    ))
}
