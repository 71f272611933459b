//! Converts what the user typed to the text that is sent.

use bge_private_sdk::describe::{Join, JsonForm, Parameter, Type};
use serde_json::value::RawValue;

use crate::constraints::{NO_ITEMS, expected};
use crate::failure::{Exit, Failure, Result};
use crate::language::{quoted, quoted_list, say};
use crate::stdio::Input;

/// The value of a parameter.
pub(crate) struct Value<'a> {
    pub(crate) parameter: &'a Parameter,
    /// The name of its flag, with the dashes.
    pub(crate) flag: &'a str,
}

impl Value<'_> {
    /// Returns the texts that are sent: one, or one for each item of a list that is sent as separate fields.
    pub(crate) fn texts(&self, given: &[&str], input: &mut Input) -> Result<Vec<String>> {
        let texts = given.iter().map(|text| self.read(text, input));
        let texts: Vec<String> = texts.collect::<Result<_>>()?;
        let texts = match self.parameter.param.kind.join() {
            Some(join) => self.list(join, &texts)?,
            None => self.converted(&texts, self.parameter.ty)?,
        };
        let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
        match self.parameter.param.problem(&borrowed) {
            Some(problem) => Err(self.invalid(&problem)),
            None => Ok(texts),
        }
    }

    /// Reads a value. JSON and secrets can be in a file or come from standard input; secrets must.
    fn read(&self, text: &str, input: &mut Input) -> Result<String> {
        let is_secret = self.parameter.param.secret;
        let is_json = self.parameter.item().is_json();
        if !is_json && !is_secret {
            return Ok(text.to_owned());
        }
        match input.read(text, self.flag)? {
            Some(content) if is_json => Ok(content.trim().to_owned()),
            // An editor adds a line break, which is not part of the secret.
            Some(content) => Ok(content.trim_end_matches(['\r', '\n']).to_owned()),
            None if is_secret => Err(secret_in_argument(self.flag, " ")),
            None => Ok(text.to_owned()),
        }
    }

    fn invalid(&self, problem: &str) -> Failure {
        let flag = self.flag;
        let expected = Some(expected(self.parameter)).filter(|text| !text.is_empty());
        let expected = expected.unwrap_or_else(|| problem.to_owned());
        let message = say!("`{flag}` {problem}", "`{flag}` 应为：{expected}");
        Failure::new(Exit::Argument, message)
    }

    fn converted(&self, texts: &[String], ty: Type) -> Result<Vec<String>> {
        texts.iter().map(|text| self.convert(text, ty)).collect()
    }

    /// Converts a text to its form on the wire. An invalid text is returned unchanged, and rejected afterwards.
    fn convert(&self, text: &str, ty: Type) -> Result<String> {
        let converted = match ty {
            Type::Scalar(_) if ty.is_boolean() && !matches!(text, "true" | "false") => {
                return Err(self.not_one_of(&["true", "false"], text));
            }
            Type::Scalar(info) => info.field_text(text),
            Type::Enum(known) => {
                let named = known.values.iter().find(|choice| choice.name == text);
                let Some(choice) = named.or_else(|| known.sent_as(text)) else {
                    let names: Vec<_> = known.values.iter().map(|choice| choice.name).collect();
                    return Err(self.not_one_of(&names, text));
                };
                choice.wire.to_owned()
            }
            Type::File | Type::Object(_) | Type::Extra(_) => text.to_owned(),
            Type::AnyOf(_) | Type::List(_) | Type::Map(_) => text.to_owned(),
        };
        Ok(converted)
    }

    /// Returns the failure for a text that is not one of the known names.
    fn not_one_of(&self, names: &[&str], text: &str) -> Failure {
        let flag = self.flag;
        let list = quoted_list(names);
        let message = if self.parameter.param.secret {
            say!(
                "`{flag}` must be one of {list}",
                "`{flag}` 应为 {list} 之一"
            )
        } else {
            let got = quoted(text);
            say!(
                "`{flag}` must be one of {list}, got {got}",
                "`{flag}` 应为 {list} 之一，而不是 {got}"
            )
        };
        Failure::new(Exit::Argument, message).suggest(text, names.iter().copied())
    }

    fn list(&self, join: Join, texts: &[String]) -> Result<Vec<String>> {
        let item = self.parameter.item();
        match join {
            Join::Json if texts == [NO_ITEMS] => Ok(texts.to_vec()),
            Join::Comma => {
                let items = texts.iter().flat_map(|text| text.split(','));
                let items: Vec<String> = items.map(str::to_owned).collect();
                if items.len() > 1 && items.iter().any(String::is_empty) {
                    return Err(self.invalid("has an empty item"));
                }
                Ok(vec![self.converted(&items, item)?.join(",")])
            }
            Join::Repeat => self.converted(texts, item),
            Join::Json => {
                let items = self.converted(texts, item)?.into_iter();
                let items: Vec<String> =
                    items.map(|text| self.json(text)).collect::<Result<_>>()?;
                Ok(vec![format!("[{}]", items.join(","))])
            }
        }
    }

    /// Returns an item of a JSON list.
    fn json(&self, text: String) -> Result<String> {
        let is_string = match self.parameter.item() {
            ty if ty.is_boolean() => return Ok(text.to_ascii_lowercase()),
            Type::Object(_) | Type::Map(_) if !is_object(&text) => {
                let flag = self.flag;
                let message = say!(
                    "each `{flag}` must be a JSON object",
                    "每个 `{flag}` 应为一个 JSON 对象"
                );
                let hint = say!("give `{flag}` once for each item", "每项给出一次 `{flag}`");
                return Err(Failure::new(Exit::Argument, message).hint(hint));
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
    Failure::new(Exit::Argument, message).hint(say!(
        "pass `{flag}{separator}@FILE`, or `{flag}{stdin}` for standard input",
        "请用 `{flag}{separator}@文件`，或以 `{flag}{stdin}` 从标准输入读取"
    ))
}
