//! Checks the form and the constraints of a parameter's values.

use std::fmt::Display;

use serde_json::value::RawValue;

use super::endpoint::{Join, Kind, Param};
use super::json::described;
use super::quoted::Quoted;
use super::scalar::{Invalid, Json, JsonForm, Scalar, ScalarInfo, is_number};
use super::similar::did_you_mean;

impl Param {
    /// Returns what is wrong with the texts that are sent for this parameter, as words that follow its name.
    #[must_use]
    pub fn problem(&self, values: &[&str]) -> Option<String> {
        if matches!((values, self.always), ([value], Some(always)) if *value == always) {
            return None;
        }
        let form = Form(self);
        match self.kind {
            Kind::List { join, item } => form.list_problem(join, item, values),
            kind => {
                let mut values = values.iter();
                values.find_map(|value| form.value_problem(kind, value))
            }
        }
    }
}

/// How the values of a parameter are checked.
#[derive(Clone, Copy)]
struct Form<'a>(&'a Param);

impl Form<'_> {
    /// Describes a value of a wrong form.
    fn must_be(self, what: impl Display, value: &str) -> String {
        if self.0.secret {
            format!("must be {what}")
        } else {
            format!("must be {what}, got {}", Quoted(value))
        }
    }

    fn value_problem(self, kind: Kind, value: &str) -> Option<String> {
        match kind {
            Kind::Scalar(info) => self.scalar_problem(info, value),
            Kind::Json { .. } => self.scalar_problem(Json::INFO, value),
            Kind::Enum(values, _) => self.enum_problem(values, value),
            Kind::Extra(_) => value.is_empty().then(|| "must not be empty".to_owned()),
            Kind::List { join, item } => self.list_problem(join, item, &[value]),
            // Files are checked elsewhere; a text is never a file.
            Kind::File => None,
        }
    }

    fn scalar_problem(self, info: &ScalarInfo, value: &str) -> Option<String> {
        match (info.check)(value, &self.0.bounds) {
            Ok(()) => None,
            Err(Invalid::Bounds(problem)) => Some(problem),
            Err(Invalid::Form(form)) if info.is_shown => Some(self.must_be(form, value)),
            Err(Invalid::Form(form)) => Some(format!("must be {form}")),
        }
    }

    fn enum_problem(self, values: &[&str], value: &str) -> Option<String> {
        if values.contains(&value) {
            return None;
        }
        let one_of: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        let hint = if self.0.secret {
            String::new()
        } else {
            did_you_mean(value, values.iter().copied())
        };
        Some(self.must_be(format_args!("one of {}", one_of.join(", ")), value) + &hint)
    }

    /// Returns what is wrong with a list, in one field or in several.
    fn list_problem(self, join: Join, item: &Kind, values: &[&str]) -> Option<String> {
        let items: Vec<String> = match join {
            Join::Repeat => values.iter().map(|value| (*value).to_owned()).collect(),
            Join::Comma => match values {
                // No item and one empty item look the same.
                [""] => Vec::new(),
                _ => {
                    let items = values.iter().flat_map(|value| value.split(','));
                    items.map(str::to_owned).collect()
                }
            },
            Join::Json => match self.json_items(item, values) {
                Ok(items) => items,
                Err(problem) => return Some(problem),
            },
        };
        let number = self.0.bounds.items_problem(items.len());
        number.or_else(|| {
            items.iter().enumerate().find_map(|(index, value)| {
                self.value_problem(*item, value)
                    .map(|problem| format!("has an item that is wrong, item {index}: it {problem}"))
            })
        })
    }

    /// Returns the items of a JSON list as the texts that they would be alone.
    fn json_items(self, item: &Kind, values: &[&str]) -> Result<Vec<String>, String> {
        let mut items = Vec::new();
        for value in values {
            let list: Vec<&RawValue> = serde_json::from_str(value)
                .map_err(|error| format!("must be a JSON list: {}", described(&error)))?;
            for (index, raw) in list.into_iter().enumerate() {
                let expected = |what: &str| {
                    format!("has an item that is wrong, item {index}: it must be {what}")
                };
                items.push(json_item(item, raw.get()).map_err(expected)?);
            }
        }
        Ok(items)
    }
}

/// Returns an item of a JSON list as text, or what it should be.
fn json_item(kind: &Kind, raw: &str) -> Result<String, &'static str> {
    let text = || serde_json::from_str::<String>(raw).ok();
    let number = || is_number(raw).then(|| raw.to_owned());
    match kind {
        Kind::Scalar(info) | Kind::Enum(_, info) => match (info.json, raw) {
            (JsonForm::Text, _) => text().ok_or("a JSON text"),
            (JsonForm::Number, _) => number().ok_or("a JSON number"),
            (JsonForm::Boolean, "true" | "false") => Ok(info.field_text(raw)),
            (JsonForm::Boolean, _) => Err("a JSON boolean"),
            (JsonForm::Any, _) => Ok(raw.to_owned()),
        },
        Kind::Json { .. } | Kind::List { .. } => Ok(raw.to_owned()),
        Kind::Extra(_) | Kind::File => text().ok_or("a JSON text"),
    }
}
