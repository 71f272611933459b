//! Checks the form and the constraints of a parameter's value.

use std::fmt::Display;

use super::refusal::Quoted;
use super::similar::did_you_mean;
use crate::runtime::generated::{Bounds, Kind, Param};
use crate::runtime::scalar::{Invalid, Json, Scalar, ScalarInfo};

/// Returns what is wrong with the values of a parameter, as words that follow its name.
pub(crate) fn problem(param: &Param, values: &[&str]) -> Option<String> {
    let form = Form {
        secret: param.secret,
        bounds: &param.bounds,
    };
    match param.kind {
        Kind::List { join, item } => form.list_problem(join, item, values),
        kind => values
            .iter()
            .find_map(|value| form.value_problem(kind, value)),
    }
}

/// How the values of a parameter are checked.
#[derive(Clone, Copy)]
pub(crate) struct Form<'a> {
    secret: bool,
    pub(crate) bounds: &'a Bounds,
}

impl Form<'_> {
    /// Describes a value of a wrong form.
    fn must_be(self, what: impl Display, value: &str) -> String {
        if self.secret {
            format!("must be {what}")
        } else {
            format!("must be {what}, got {}", Quoted(value))
        }
    }

    pub(crate) fn value_problem(self, kind: Kind, value: &str) -> Option<String> {
        match kind {
            Kind::Scalar(info) => self.scalar_problem(info, value),
            Kind::Json { .. } => self.scalar_problem(Json::INFO, value),
            Kind::Enum(values) => self.enum_problem(values, value),
            Kind::Extra(_) => value.is_empty().then(|| "must not be empty".to_owned()),
            Kind::List { join, item } => self.list_problem(join, item, &[value]),
            // Files are checked elsewhere; a text is never a file.
            Kind::File => None,
        }
    }

    fn scalar_problem(self, info: &ScalarInfo, value: &str) -> Option<String> {
        match (info.check)(value, self.bounds) {
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
        let hint = if self.secret {
            String::new()
        } else {
            did_you_mean(value, values.iter().copied())
        };
        Some(self.must_be(format_args!("one of {}", one_of.join(", ")), value) + &hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::scalar;

    const SIGN_URL_BOUNDS: Bounds = Bounds {
        min: Some("1"),
        max: Some("10"),
        ..Bounds::NONE
    };
    const ENUM: Kind = Kind::Enum(&["domestic", "international"]);

    fn told(kind: Kind, bounds: Bounds, values: &[&str]) -> String {
        let param = Param {
            name: "p",
            required: true,
            secret: false,
            kind,
            bounds,
        };
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
            assert_eq!(
                told(kind, Bounds::NONE, &[value]),
                format!("must be {what}, got `{value}`")
            );
        }
    }

    #[test]
    fn booleans() {
        assert_fine(Kind::Scalar(scalar::Boolean::INFO), &["True", "False"]);
        assert_must_be(
            Kind::Scalar(scalar::Boolean::INFO),
            "`True` or `False`",
            &["true", "1", "", "TRUE"],
        );
    }

    #[test]
    fn whole_numbers() {
        assert_fine(
            Kind::Scalar(scalar::Integer::INFO),
            &["0", "-7", "9223372036854775807"],
        );
        let bad = [
            "",
            "+1",
            "01",
            "-0",
            "1.0",
            " 1",
            "1e3",
            "9223372036854775808",
            "一",
        ];
        assert_must_be(
            Kind::Scalar(scalar::Integer::INFO),
            "a whole number of 64 bits",
            &bad,
        );
        assert_eq!(
            told(Kind::Scalar(scalar::Integer::INFO), SIGN_URL_BOUNDS, &["0"]),
            "must be at least 1, got 0"
        );
        assert_eq!(
            told(
                Kind::Scalar(scalar::Integer::INFO),
                SIGN_URL_BOUNDS,
                &["11"]
            ),
            "must be at most 10, got 11"
        );
    }

    #[test]
    fn numbers() {
        assert_fine(
            Kind::Scalar(scalar::Float::INFO),
            &[
                "0",
                "-1.5",
                "1e+16",
                "1E-05",
                "100000000000000000000000000000000",
            ],
        );
        assert_must_be(
            Kind::Scalar(scalar::Float::INFO),
            "a number",
            &[
                "", "inf", "NaN", ".5", "5.", "+1", "1_000", " 1", "1 ", "0x10",
            ],
        );
        assert_eq!(
            told(Kind::Scalar(scalar::Float::INFO), Bounds::NONE, &["1e999"]),
            "must be a number within the range of a float, got `1e999`"
        );
        assert_eq!(
            told(Kind::Scalar(scalar::Float::INFO), SIGN_URL_BOUNDS, &["0.5"]),
            "must be at least 1, got 0.5"
        );
    }

    #[test]
    fn decimals() {
        assert_fine(
            Kind::Scalar(scalar::Decimal::INFO),
            &["0", "-1.50", "0.01", "1234567890123456789.123456789"],
        );
        let bad = [
            "",
            "1e2",
            ".5",
            "1_000",
            "+1",
            "0.12345678901234567890123456789012345",
        ];
        assert_must_be(
            Kind::Scalar(scalar::Decimal::INFO),
            "a decimal number of at most 28 digits, like 0.01",
            &bad,
        );
        let above = Bounds {
            above: Some("0"),
            ..Bounds::NONE
        };
        assert_eq!(
            told(Kind::Scalar(scalar::Decimal::INFO), above, &["0.00"]),
            "must be more than 0, got 0.00"
        );
    }

    #[test]
    fn urls_and_json() {
        assert_fine(
            Kind::Scalar(scalar::Url::INFO),
            &["https://example.com", "https://example.com/a?b=c#d"],
        );
        let relative = told(
            Kind::Scalar(scalar::Url::INFO),
            Bounds::NONE,
            &["/doc?token=hunter2"],
        );
        assert_eq!(
            relative,
            "must be an absolute URL: relative URL without a base"
        );
        assert_fine(
            Kind::Scalar(scalar::Json::INFO),
            &["null", "{}", "[1, \"a\"]", "0.10"],
        );
        let json = told(
            Kind::Scalar(scalar::Json::INFO),
            Bounds::NONE,
            &["{'token': 'hunter2'}"],
        );
        assert_eq!(
            json,
            "must be JSON: it is not well-formed JSON, at line 1 column 2"
        );
        let few = Bounds {
            max_items: Some(1),
            ..Bounds::NONE
        };
        assert_eq!(
            told(
                Kind::Scalar(scalar::Json::INFO),
                few,
                &["{\"a\": 1, \"b\": 2}"]
            ),
            "must have at most 1 item, got 2"
        );
    }

    #[test]
    fn times() {
        assert_fine(
            Kind::Scalar(scalar::Time::INFO),
            &["2021-09-07T09:20:51Z", "2021-09-07T17:20:51.5+08:00"],
        );
        let bad = ["2021-09-07 09:20:51", "2021-09-07", "1630977651", ""];
        assert_must_be(
            Kind::Scalar(scalar::Time::INFO),
            "a time in RFC 3339, like 2021-09-07T09:20:51Z",
            &bad,
        );
        assert_fine(
            Kind::Scalar(scalar::UnixTime::INFO),
            &["0", "-1", "1573026921"],
        );
        assert_must_be(
            Kind::Scalar(scalar::UnixTime::INFO),
            "a Unix time in whole seconds",
            &["1573026921.5", "", "01573026921"],
        );
        assert_must_be(
            Kind::Scalar(scalar::UnixTime::INFO),
            "a Unix time within the years -9999 to 9999",
            &["999999999999999"],
        );
        assert_fine(Kind::Scalar(scalar::Seconds::INFO), &["0", "604799"]);
        assert_must_be(
            Kind::Scalar(scalar::Seconds::INFO),
            "a whole number of seconds",
            &["-1", "1h", "1.5", ""],
        );
    }

    #[test]
    fn dates() {
        let date = Kind::Scalar(scalar::Date::INFO);
        assert_fine(date, &["2021-09-07", "2024-02-29", "0000-01-01"]);
        let bad = [
            "",
            "20210907",
            "2021-W36-2",
            "2021-250",
            "2021-02-29",
            "2021-9-7",
            "+02021-09-07",
            " 2021-09-07",
        ];
        assert_must_be(date, "a date, like 2021-09-07", &bad);
    }

    #[test]
    fn enums() {
        assert_fine(ENUM, &["domestic", "international"]);
        let near =
            "must be one of `domestic`, `international`, got `Domestic`; did you mean `domestic`?";
        assert_eq!(told(ENUM, Bounds::NONE, &["Domestic"]), near);
        assert_must_be(ENUM, "one of `domestic`, `international`", &["", "mars"]);
    }

    #[test]
    fn texts() {
        let bounds = Bounds {
            min_length: Some(2),
            max_length: Some(3),
            ..Bounds::NONE
        };
        assert_eq!(
            told(Kind::Scalar(scalar::Text::INFO), bounds, &["名字"]),
            "fine"
        );
        assert_eq!(
            told(Kind::Scalar(scalar::Text::INFO), bounds, &["名"]),
            "must have at least 2 characters, got 1"
        );
        assert_eq!(
            told(Kind::Scalar(scalar::Text::INFO), bounds, &["abcd"]),
            "must have at most 3 characters, got 4"
        );
        assert_eq!(
            told(Kind::Extra(&[]), Bounds::NONE, &[""]),
            "must not be empty"
        );
    }

    #[test]
    fn secrets_are_not_told() {
        for kind in [
            Kind::Scalar(scalar::Boolean::INFO),
            Kind::Scalar(scalar::Integer::INFO),
            Kind::Scalar(scalar::Time::INFO),
            Kind::Scalar(scalar::Seconds::INFO),
            ENUM,
            Kind::Scalar(scalar::Decimal::INFO),
        ] {
            let param = Param {
                name: "p",
                required: true,
                secret: true,
                kind,
                bounds: Bounds::NONE,
            };
            let told = problem(&param, &["domestik"]).unwrap_or_default();
            assert!(
                told.starts_with("must be ")
                    && !told.contains("domestik")
                    && !told.contains("mean"),
                "{told}"
            );
        }
    }
}
