//! From what stands on the command line to what is sent: the text of a parameter, held to the spec.

use std::io::Read;

use serde_json::value::RawValue;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use crate::failure::{Exit, Failure, Result};
use crate::language::{Language, say};
use crate::quoted::quoted;
use crate::words::expected;
use bge_private_sdk::describe::{Choice, Join, Kind, Parameter, Type, most_similar};

/// What a parameter's flag was given, on its way.
pub(crate) struct Given<'a> {
    pub(crate) parameter: &'a Parameter,
    /// Its name on the command line, with the dashes.
    pub(crate) shown: &'a str,
    pub(crate) language: Language,
}

/// Standard input, which can be read by one flag only.
#[derive(Debug, Default)]
pub(crate) struct Input {
    reader: Option<String>,
}

/// More than this is not read from a file or from standard input.
const MOST: u64 = 16 * 1024 * 1024;

impl Input {
    /// The content of `@FILE`, or of standard input for `-`; none if the text is meant as it stands.
    pub(crate) fn read(
        &mut self,
        text: &str,
        shown: &str,
        language: Language,
    ) -> Result<Option<String>> {
        let mut content = Vec::new();
        let read = if text == "-" {
            if let Some(first) = &self.reader {
                let message = say!(
                    language,
                    "`{first}` and `{shown}` cannot both read standard input",
                    "`{first}` 与 `{shown}` 不能都读取标准输入"
                );
                return Err(Failure::new(Exit::Usage, message));
            }
            self.reader = Some(shown.to_owned());
            std::io::stdin().take(MOST + 1).read_to_end(&mut content)
        } else if let Some(path) = text.strip_prefix('@') {
            std::fs::File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut content))
        } else {
            return Ok(None);
        };
        let failed = |problem: String| {
            let message = say!(
                language,
                "`{shown}` cannot be read from `{text}`: {problem}",
                "`{shown}` 无法从 `{text}` 读取：{problem}"
            );
            Failure::new(Exit::Argument, message)
        };
        match read {
            Err(error) => return Err(failed(error.to_string())),
            Ok(length) if u64::try_from(length).unwrap_or(u64::MAX) > MOST => {
                return Err(failed("more than 16 MiB".to_owned()));
            }
            Ok(_) => {}
        }
        let content = String::from_utf8(content).map_err(|error| failed(error.to_string()))?;
        Ok(Some(content))
    }
}

impl Given<'_> {
    /// The fields that are sent for it: one, or one for each item of a list that is sent so.
    pub(crate) fn fields(&self, given: &[&str], input: &mut Input) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for text in given {
            texts.push(self.read(text, input)?);
        }
        let fields = match self.parameter.param.kind {
            Kind::List { join, .. } => self.list(join, &texts)?,
            _ => texts
                .iter()
                .map(|text| self.converted(self.parameter.ty, text))
                .collect::<Result<_>>()?,
        };
        let borrowed: Vec<&str> = fields.iter().map(String::as_str).collect();
        match self.parameter.param.problem(&borrowed) {
            Some(problem) => Err(self.refused(&problem)),
            None => Ok(fields),
        }
    }

    /// JSON and secrets may stand in a file or come from standard input; secrets must.
    fn read(&self, text: &str, input: &mut Input) -> Result<String> {
        let is_json = matches!(
            self.parameter.item(),
            Type::Json | Type::Object(_) | Type::Map(_) | Type::List(_)
        );
        if !is_json && !self.parameter.param.secret {
            return Ok(text.to_owned());
        }
        match input.read(text, self.shown, self.language)? {
            Some(content) if is_json => Ok(content.trim().to_owned()),
            // An editor ends a file with a line break that is no part of the secret.
            Some(content) => Ok(content.trim_end_matches(['\r', '\n']).to_owned()),
            None if self.parameter.param.secret => {
                Err(refused_literal(self.shown, " ", self.language))
            }
            None => Ok(text.to_owned()),
        }
    }

    fn refused(&self, problem: &str) -> Failure {
        let shown = self.shown;
        let expected = match expected(self.parameter, self.language) {
            told if told.is_empty() => problem.to_owned(),
            told => told,
        };
        let message = say!(
            self.language,
            "`{shown}` {problem}",
            "`{shown}` 应为：{expected}"
        );
        Failure::new(Exit::Argument, message)
    }

    /// A text as it is sent. One that is not of the form is left for the check that follows.
    fn converted(&self, form: Type, text: &str) -> Result<String> {
        let kept = || text.to_owned();
        let time = || OffsetDateTime::parse(text, &Rfc3339).ok();
        Ok(match form {
            Type::Boolean => match text {
                "true" => "True".to_owned(),
                "false" => "False".to_owned(),
                _ => {
                    return Err(self.not_one_of(&["true", "false"], text));
                }
            },
            Type::Enum(known) => self.choice(known.values, text)?,
            Type::Url | Type::SecretUrl => Url::parse(text).map_or_else(|_| kept(), Into::into),
            Type::Time => time()
                .and_then(|time| time.format(&Rfc3339).ok())
                .unwrap_or_else(kept),
            Type::UnixTime | Type::UnixTimeText => {
                time().map_or_else(kept, |time| time.unix_timestamp().to_string())
            }
            _ => kept(),
        })
    }

    fn choice(&self, choices: &[Choice], text: &str) -> Result<String> {
        let mut all = choices.iter();
        match all.find(|choice| choice.name == text || choice.wire == text) {
            Some(choice) => Ok(choice.wire.to_owned()),
            None => {
                let names: Vec<_> = choices.iter().map(|choice| choice.name).collect();
                Err(self.not_one_of(&names, text))
            }
        }
    }

    /// Refused, with what is possible, and what was probably meant.
    fn not_one_of(&self, names: &[&str], text: &str) -> Failure {
        let shown = self.shown;
        let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let list = listed.join(self.language.choose(", ", "、"));
        let got = if self.parameter.param.secret {
            String::new()
        } else {
            let text = quoted(text);
            say!(self.language, ", got {text}", "，而不是 {text}")
        };
        let message = say!(
            self.language,
            "`{shown}` must be one of {list}{got}",
            "`{shown}` 应为 {list} 之一{got}"
        );
        let failure = Failure::new(Exit::Argument, message);
        match most_similar(text, names.iter().copied()) {
            Some(meant) => failure.hint(say!(
                self.language,
                "did you mean `{meant}`?",
                "是否想输入 `{meant}`？"
            )),
            None => failure,
        }
    }

    fn list(&self, join: Join, texts: &[String]) -> Result<Vec<String>> {
        let item = self.parameter.item();
        let converted = |text: &str| self.converted(item, text);
        Ok(match join {
            Join::Comma => {
                let items = texts
                    .iter()
                    .flat_map(|text| text.split(','))
                    .map(converted)
                    .collect::<Result<Vec<_>>>()?;
                if items.iter().any(String::is_empty) && items.len() > 1 {
                    return Err(self.refused("has an empty item"));
                }
                vec![items.join(",")]
            }
            Join::Repeat => texts
                .iter()
                .map(|text| converted(text))
                .collect::<Result<_>>()?,
            Join::Json => {
                let mut items = Vec::new();
                for text in texts {
                    items.push(self.json_item(item, &converted(text)?));
                }
                vec![format!("[{}]", items.join(","))]
            }
        })
    }

    /// An item of a JSON list, from its text alone.
    fn json_item(&self, form: Type, text: &str) -> String {
        let is_text = match form {
            Type::Enum(known) => !known.is_number,
            Type::Text
            | Type::Secret
            | Type::Url
            | Type::SecretUrl
            | Type::Time
            | Type::UnixTimeText => true,
            _ => false,
        };
        match (form, text) {
            (Type::Boolean, "True") => return "true".to_owned(),
            (Type::Boolean, "False") => return "false".to_owned(),
            _ => {}
        }
        if !is_text && serde_json::from_str::<&RawValue>(text).is_ok() {
            return text.to_owned();
        }
        // What should have been a number and is none is refused by the check that follows, as a text.
        serde_json::Value::from(text).to_string()
    }
}

/// Refuses a secret that stands on the command line. Its name and `@FILE` have `between` them.
pub(crate) fn refused_literal(shown: &str, between: &str, language: Language) -> Failure {
    let message = say!(
        language,
        "`{shown}` is secret, so its value must not stand on the command line, where others can see it",
        "`{shown}` 是机密，其值不能直接写在命令行上，否则会被他人看到"
    );
    let stdin = if between.is_empty() { "@-" } else { " -" };
    Failure::new(Exit::Argument, message).hint(say!(
        language,
        "give `{shown}{between}@FILE`, or `{shown}{stdin}` for standard input",
        "请用 `{shown}{between}@文件`，或以 `{shown}{stdin}` 从标准输入读取"
    ))
}
