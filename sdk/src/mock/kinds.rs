//! Whether the value of a parameter has the form and the bounds that the spec gives it.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use super::refusal::{Quoted, did_you_mean};
use crate::runtime::described;
use crate::runtime::generated::{Bounds, Join, Kind, Param};

/// What is wrong with the values sent for a parameter, in words that follow its name.
pub(crate) fn problem(param: &Param, values: &[&str]) -> Option<String> {
    let form = Form { secret: param.secret, bounds: &param.bounds };
    match param.kind {
        Kind::List { join, item } => form.list_problem(join, item, values),
        kind => values.iter().find_map(|value| form.value_problem(kind, value)),
    }
}

/// How values are held to a parameter.
#[derive(Clone, Copy)]
struct Form<'a> {
    secret: bool,
    bounds: &'a Bounds,
}

impl Form<'_> {
    /// Words for a value of another form. Texts, URLs and JSON are never shown: secrets may be within.
    fn must_be(self, what: impl Display, value: &str) -> String {
        if self.secret { format!("must be {what}") } else { format!("must be {what}, got {}", Quoted(value)) }
    }

    fn value_problem(self, kind: Kind, value: &str) -> Option<String> {
        match kind {
            Kind::Text => self.bounds.length_problem(value),
            Kind::Boolean => match value {
                "True" | "False" => None,
                _ => Some(self.must_be("`True` or `False`", value)),
            },
            Kind::Integer => self.integer_problem(value),
            Kind::Float => self.float_problem(value),
            Kind::Decimal => self.decimal_problem(value),
            Kind::Url => match Url::parse(value) {
                Ok(_) => self.bounds.length_problem(value),
                Err(error) => Some(format!("must be an absolute URL: {error}")),
            },
            Kind::Json => self.json_problem(value),
            Kind::Time => match OffsetDateTime::parse(value, &Rfc3339) {
                Ok(_) => None,
                Err(_) => Some(self.must_be("a time in RFC 3339, like 2021-09-07T09:20:51Z", value)),
            },
            Kind::UnixTime => match whole(value).map(OffsetDateTime::from_unix_timestamp) {
                Some(Ok(_)) => None,
                _ => Some(self.must_be("a Unix time in whole seconds", value)),
            },
            Kind::Seconds => match whole::<u64>(value) {
                Some(seconds) => self.bounds.number_problem(&seconds),
                None => Some(self.must_be("a whole number of seconds", value)),
            },
            Kind::Enum(values) => self.enum_problem(values, value),
            Kind::Extra(_) => value.is_empty().then(|| "must not be empty".to_owned()),
            Kind::List { join, item } => self.list_problem(join, item, &[value]),
            // Files are looked at elsewhere: no text stands for one.
            Kind::File => None,
        }
    }

    fn integer_problem(self, value: &str) -> Option<String> {
        match whole::<i64>(value) {
            Some(number) => self.bounds.number_problem(&number),
            None => Some(self.must_be("a whole number of 64 bits", value)),
        }
    }

    fn float_problem(self, value: &str) -> Option<String> {
        match value.parse().ok().filter(|_| is_number(value)) {
            Some(number) => self.bounds.float_problem(number),
            None => Some(self.must_be("a number", value)),
        }
    }

    fn decimal_problem(self, value: &str) -> Option<String> {
        let plain = is_number(value) && !value.contains(['e', 'E']);
        match Decimal::from_str_exact(value).ok().filter(|_| plain) {
            Some(number) => self.bounds.number_problem(&number),
            None => Some(self.must_be("a decimal number of at most 28 digits, like 0.01", value)),
        }
    }

    fn json_problem(self, value: &str) -> Option<String> {
        if let Err(error) = serde_json::from_str::<IgnoredAny>(value) {
            return Some(format!("must be JSON: {}", described(&error)));
        }
        if let Ok(members) = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(value) {
            return self.bounds.items_problem(members.len()).or_else(|| self.bounds.length_problem(value));
        }
        self.bounds.length_problem(value)
    }

    fn enum_problem(self, values: &[&str], value: &str) -> Option<String> {
        if values.contains(&value) {
            return None;
        }
        let one_of: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        let hint = if self.secret { String::new() } else { did_you_mean(value, values.iter().copied()) };
        Some(self.must_be(format_args!("one of {}", one_of.join(", ")), value) + &hint)
    }

    /// A list, in one field or in several.
    fn list_problem(self, join: Join, item: &Kind, values: &[&str]) -> Option<String> {
        let items: Vec<String> = match join {
            Join::Repeat => values.iter().map(|value| (*value).to_owned()).collect(),
            Join::Comma => match values {
                // Nothing and one empty item look alike.
                [""] => Vec::new(),
                _ => values.iter().flat_map(|value| value.split(',')).map(str::to_owned).collect(),
            },
            Join::Json => match self.json_items(item, values) {
                Ok(items) => items,
                Err(problem) => return Some(problem),
            },
        };
        let number = self.bounds.items_problem(items.len());
        number.or_else(|| items.iter().enumerate().find_map(|(index, value)| {
            self.value_problem(*item, value).map(|problem| format!("has an item that is wrong, item {index}: it {problem}"))
        }))
    }

    /// The items of a JSON list as the texts that they would be alone.
    fn json_items(self, item: &Kind, values: &[&str]) -> Result<Vec<String>, String> {
        let mut items = Vec::new();
        for value in values {
            let list: Vec<&RawValue> = serde_json::from_str(value)
                .map_err(|error| format!("must be a JSON list: {}", described(&error)))?;
            for (index, raw) in list.into_iter().enumerate() {
                let expected = |what: &str| format!("has an item that is wrong, item {index}: it must be {what}");
                items.push(json_item(item, raw.get()).map_err(expected)?);
            }
        }
        Ok(items)
    }
}

/// An item of a JSON list as text, or what it should have been.
fn json_item(kind: &Kind, raw: &str) -> Result<String, &'static str> {
    let text = || serde_json::from_str::<String>(raw).ok();
    let number = || is_number(raw).then(|| raw.to_owned());
    match kind {
        Kind::Integer | Kind::Float | Kind::Decimal | Kind::UnixTime | Kind::Seconds => number().ok_or("a JSON number"),
        Kind::Boolean => match raw {
            "true" => Ok("True".to_owned()),
            "false" => Ok("False".to_owned()),
            _ => Err("a JSON boolean"),
        },
        Kind::Enum(_) => text().or_else(number).ok_or("a JSON text or number"),
        Kind::Json | Kind::List { .. } => Ok(raw.to_owned()),
        Kind::Text | Kind::Url | Kind::Time | Kind::Extra(_) | Kind::File => text().ok_or("a JSON text"),
    }
}

/// A whole number as it is written by everyone: no plus, no leading zero.
fn whole<T: FromStr + Display>(text: &str) -> Option<T> {
    text.parse::<T>().ok().filter(|number| number.to_string() == text)
}

/// A number as JSON writes it.
fn is_number(text: &str) -> bool {
    // What reads as any JSON at all and begins like a number is one; spaces around it are not part of it.
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && serde_json::from_str::<&RawValue>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGN_URL_BOUNDS: Bounds = Bounds { min: Some("1"), max: Some("10"), ..Bounds::NONE };
    const ENUM: Kind = Kind::Enum(&["domestic", "international"]);

    fn told(kind: Kind, bounds: Bounds, values: &[&str]) -> String {
        let param = Param { name: "p", required: true, secret: false, kind, bounds };
        problem(&param, values).unwrap_or_else(|| "fine".to_owned())
    }

    #[track_caller]
    fn assert_fine(kind: Kind, values: &[&str]) {
        for value in values {
            assert_eq!(told(kind, Bounds::NONE, &[value]), "fine", "{value}");
        }
    }

    #[track_caller]
    fn assert_must_be(kind: Kind, what: &str, values: &[&str]) {
        for value in values {
            assert_eq!(told(kind, Bounds::NONE, &[value]), format!("must be {what}, got `{value}`"));
        }
    }

    #[test]
    fn booleans() {
        assert_fine(Kind::Boolean, &["True", "False"]);
        assert_must_be(Kind::Boolean, "`True` or `False`", &["true", "1", "", "TRUE"]);
    }

    #[test]
    fn whole_numbers() {
        assert_fine(Kind::Integer, &["0", "-7", "9223372036854775807"]);
        let bad = ["", "+1", "01", "-0", "1.0", " 1", "1e3", "9223372036854775808", "一"];
        assert_must_be(Kind::Integer, "a whole number of 64 bits", &bad);
        assert_eq!(told(Kind::Integer, SIGN_URL_BOUNDS, &["0"]), "must be at least 1, got 0");
        assert_eq!(told(Kind::Integer, SIGN_URL_BOUNDS, &["11"]), "must be at most 10, got 11");
    }

    #[test]
    fn numbers() {
        assert_fine(Kind::Float, &["0", "-1.5", "1e+16", "1E-05", "100000000000000000000000000000000"]);
        assert_must_be(Kind::Float, "a number", &["", "inf", "NaN", ".5", "5.", "+1", "1_000", " 1", "1 ", "0x10"]);
        assert_eq!(told(Kind::Float, Bounds::NONE, &["1e999"]), "must be a finite number, got inf");
        assert_eq!(told(Kind::Float, SIGN_URL_BOUNDS, &["0.5"]), "must be at least 1, got 0.5");
    }

    #[test]
    fn decimals() {
        assert_fine(Kind::Decimal, &["0", "-1.50", "0.01", "1234567890123456789.123456789"]);
        let bad = ["", "1e2", ".5", "1_000", "+1", "0.12345678901234567890123456789012345"];
        assert_must_be(Kind::Decimal, "a decimal number of at most 28 digits, like 0.01", &bad);
        let above = Bounds { above: Some("0"), ..Bounds::NONE };
        assert_eq!(told(Kind::Decimal, above, &["0.00"]), "must be more than 0, got 0.00");
    }

    #[test]
    fn urls_and_json() {
        assert_fine(Kind::Url, &["https://example.com", "https://example.com/a?b=c#d"]);
        let relative = told(Kind::Url, Bounds::NONE, &["/doc?token=hunter2"]);
        assert_eq!(relative, "must be an absolute URL: relative URL without a base");
        assert_fine(Kind::Json, &["null", "{}", "[1, \"a\"]", "0.10"]);
        let json = told(Kind::Json, Bounds::NONE, &["{'token': 'hunter2'}"]);
        assert_eq!(json, "must be JSON: it is not well-formed JSON, at line 1 column 2");
        let few = Bounds { max_items: Some(1), ..Bounds::NONE };
        assert_eq!(told(Kind::Json, few, &["{\"a\": 1, \"b\": 2}"]), "must have at most 1 item, got 2");
    }

    #[test]
    fn times() {
        assert_fine(Kind::Time, &["2021-09-07T09:20:51Z", "2021-09-07T17:20:51.5+08:00"]);
        let bad = ["2021-09-07 09:20:51", "2021-09-07", "1630977651", ""];
        assert_must_be(Kind::Time, "a time in RFC 3339, like 2021-09-07T09:20:51Z", &bad);
        assert_fine(Kind::UnixTime, &["0", "-1", "1573026921"]);
        assert_must_be(Kind::UnixTime, "a Unix time in whole seconds", &["1573026921.5", "", "999999999999999"]);
        assert_fine(Kind::Seconds, &["0", "604799"]);
        assert_must_be(Kind::Seconds, "a whole number of seconds", &["-1", "1h", "1.5", ""]);
    }

    #[test]
    fn enums() {
        assert_fine(ENUM, &["domestic", "international"]);
        let near = "must be one of `domestic`, `international`, got `Domestic`; did you mean `domestic`?";
        assert_eq!(told(ENUM, Bounds::NONE, &["Domestic"]), near);
        assert_must_be(ENUM, "one of `domestic`, `international`", &["", "mars"]);
    }

    #[test]
    fn texts() {
        let bounds = Bounds { min_length: Some(2), max_length: Some(3), ..Bounds::NONE };
        assert_eq!(told(Kind::Text, bounds, &["名字"]), "fine");
        assert_eq!(told(Kind::Text, bounds, &["名"]), "must have at least 2 characters, got 1");
        assert_eq!(told(Kind::Text, bounds, &["abcd"]), "must have at most 3 characters, got 4");
        assert_eq!(told(Kind::Extra(&[]), Bounds::NONE, &[""]), "must not be empty");
    }

    #[test]
    fn secrets_are_not_told() {
        for kind in [Kind::Boolean, Kind::Integer, Kind::Time, Kind::Seconds, ENUM, Kind::Decimal] {
            let param = Param { name: "p", required: true, secret: true, kind, bounds: Bounds::NONE };
            let told = problem(&param, &["domestik"]).unwrap_or_default();
            assert!(told.starts_with("must be ") && !told.contains("domestik") && !told.contains("mean"), "{told}");
        }
    }

    #[test]
    fn lists() {
        let list = |join, item, values: &[&str]| {
            let bounds = Bounds { min_items: Some(1), max_items: Some(3), ..Bounds::NONE };
            told(Kind::List { join, item }, bounds, values)
        };
        assert_eq!(list(Join::Comma, &Kind::Text, &["a,b,c"]), "fine");
        assert_eq!(list(Join::Comma, &Kind::Text, &["a,b,c,d"]), "must have at most 3 items, got 4");
        assert_eq!(list(Join::Comma, &Kind::Text, &[""]), "must have at least 1 item, got 0");
        let wrong = "has an item that is wrong, item 1: it must be a whole number of 64 bits, got `x`";
        assert_eq!(list(Join::Comma, &Kind::Integer, &["1,x"]), wrong);
        assert_eq!(list(Join::Repeat, &Kind::Integer, &["1", "x"]), wrong);
        assert_eq!(list(Join::Repeat, &Kind::Text, &["a,b", "c"]), "fine");
        assert_eq!(list(Join::Json, &Kind::Text, &["[\"a\", \"b\"]"]), "fine");
        assert_eq!(list(Join::Json, &Kind::Integer, &["[1, 2]"]), "fine");
        assert_eq!(list(Join::Json, &Kind::Boolean, &["[true]"]), "fine");
        assert_eq!(list(Join::Json, &Kind::Text, &["[1]"]), "has an item that is wrong, item 0: it must be a JSON text");
        let not_a_list = list(Join::Json, &Kind::Text, &["a,b"]);
        assert_eq!(not_a_list, "must be a JSON list: it is not well-formed JSON, at line 1 column 1");
        assert_eq!(list(Join::Json, &Kind::Integer, &["[]"]), "must have at least 1 item, got 0");
    }
}
