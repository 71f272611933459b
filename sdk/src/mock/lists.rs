//! Checks the form and the constraints of a list's value.

use serde_json::value::RawValue;

use super::kinds::Form;
use crate::runtime::generated::{Join, Kind};
use crate::runtime::json::described;
use crate::runtime::scalar::{JsonForm, is_number};

impl Form<'_> {
    /// Returns what is wrong with a list, in one field or in several.
    pub(crate) fn list_problem(self, join: Join, item: &Kind, values: &[&str]) -> Option<String> {
        let items: Vec<String> = match join {
            Join::Repeat => values.iter().map(|value| (*value).to_owned()).collect(),
            Join::Comma => match values {
                // No item and one empty item look the same.
                [""] => Vec::new(),
                _ => values
                    .iter()
                    .flat_map(|value| value.split(','))
                    .map(str::to_owned)
                    .collect(),
            },
            Join::Json => match self.json_items(item, values) {
                Ok(items) => items,
                Err(problem) => return Some(problem),
            },
        };
        let number = self.bounds.items_problem(items.len());
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
        Kind::Scalar(info) => match (info.json, raw) {
            (JsonForm::Text, _) => text().ok_or("a JSON text"),
            (JsonForm::Number, _) => number().ok_or("a JSON number"),
            (JsonForm::Boolean, "true" | "false") => Ok(info.from_user(raw)),
            (JsonForm::Boolean, _) => Err("a JSON boolean"),
            (JsonForm::Any, _) => Ok(raw.to_owned()),
        },
        Kind::Enum(_) => text().or_else(number).ok_or("a JSON text or number"),
        Kind::Json { .. } | Kind::List { .. } => Ok(raw.to_owned()),
        Kind::Extra(_) | Kind::File => text().ok_or("a JSON text"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::kinds::problem;
    use super::*;
    use crate::runtime::generated::{Bounds, Param};
    use crate::runtime::scalar::{Boolean, Integer, Scalar, Text};

    #[test]
    fn lists() {
        let list = |join, item, values: &[&str]| {
            let bounds = Bounds {
                min_items: Some(1),
                max_items: Some(3),
                ..Bounds::NONE
            };
            let (name, required, secret, kind) = ("p", true, false, Kind::List { join, item });
            let param = Param {
                name,
                required,
                secret,
                kind,
                bounds,
            };
            problem(&param, values).unwrap_or_else(|| "fine".to_owned())
        };
        assert_eq!(
            list(Join::Comma, &Kind::Scalar(Text::INFO), &["a,b,c"]),
            "fine"
        );
        assert_eq!(
            list(Join::Comma, &Kind::Scalar(Text::INFO), &["a,b,c,d"]),
            "must have at most 3 items, got 4"
        );
        assert_eq!(
            list(Join::Comma, &Kind::Scalar(Text::INFO), &[""]),
            "must have at least 1 item, got 0"
        );
        let wrong =
            "has an item that is wrong, item 1: it must be a whole number of 64 bits, got `x`";
        assert_eq!(
            list(Join::Comma, &Kind::Scalar(Integer::INFO), &["1,x"]),
            wrong
        );
        assert_eq!(
            list(Join::Repeat, &Kind::Scalar(Integer::INFO), &["1", "x"]),
            wrong
        );
        assert_eq!(
            list(Join::Repeat, &Kind::Scalar(Text::INFO), &["a,b", "c"]),
            "fine"
        );
        assert_eq!(
            list(Join::Json, &Kind::Scalar(Text::INFO), &["[\"a\", \"b\"]"]),
            "fine"
        );
        assert_eq!(
            list(Join::Json, &Kind::Scalar(Integer::INFO), &["[1, 2]"]),
            "fine"
        );
        assert_eq!(
            list(Join::Json, &Kind::Scalar(Boolean::INFO), &["[true]"]),
            "fine"
        );
        assert_eq!(
            list(Join::Json, &Kind::Scalar(Text::INFO), &["[1]"]),
            "has an item that is wrong, item 0: it must be a JSON text"
        );
        let not_a_list = list(Join::Json, &Kind::Scalar(Text::INFO), &["a,b"]);
        assert_eq!(
            not_a_list,
            "must be a JSON list: it is not well-formed JSON, at line 1 column 1"
        );
        assert_eq!(
            list(Join::Json, &Kind::Scalar(Integer::INFO), &["[]"]),
            "must have at least 1 item, got 0"
        );
    }
}
