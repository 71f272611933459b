//! Numbers, durations and booleans.

use std::borrow::Cow;

use super::info::{JsonForm, Scalar, ScalarInfo, is_number};
use crate::runtime::bounds::Bounds;
use crate::runtime::decimal::exact_decimal;
use crate::runtime::seconds;

const VALUE_NAME: [&str; 2] = ["NUMBER", "数"];

/// `True` or `False`; in JSON, `true` or `false`.
pub struct Boolean;

impl Scalar for Boolean {
    type Value = bool;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        value_name: ["true|false", "true|false"],
        form: "`True` or `False`",
        json_words: "a boolean",
        field_text: |text| match text {
            "true" => Some("True".to_owned()),
            "false" => Some("False".to_owned()),
            _ => None,
        },
        user_text: |text| match text {
            "True" => Some("true".to_owned()),
            "False" => Some("false".to_owned()),
            _ => None,
        },
        ..ScalarInfo::of::<Self>("boolean", JsonForm::Boolean)
    };

    fn placeholder() -> bool {
        false
    }

    fn parse(text: Cow<'_, str>) -> Result<bool, Cow<'static, str>> {
        match text.as_ref() {
            "True" | "true" => Ok(true),
            "False" | "false" => Ok(false),
            _ => Err(Self::INFO.form.into()),
        }
    }

    fn with_text<R>(value: &bool, then: impl FnOnce(&str) -> R) -> R {
        then(if *value { "True" } else { "False" })
    }

    fn with_json<R>(value: &bool, then: impl FnOnce(&str) -> R) -> R {
        then(if *value { "true" } else { "false" })
    }

    fn is_canonical(text: &str) -> bool {
        matches!(text, "True" | "False")
    }
}

/// A 64-bit integer.
pub struct Integer;

impl Scalar for Integer {
    type Value = i64;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        words: Some(["a whole number", "整数"]),
        value_name: VALUE_NAME,
        form: "a whole number of 64 bits",
        json_words: "a whole number",
        ..ScalarInfo::of::<Self>("integer", JsonForm::Number)
    };

    fn placeholder() -> i64 {
        0
    }

    fn parse(text: Cow<'_, str>) -> Result<i64, Cow<'static, str>> {
        text.parse().map_err(|_| Self::INFO.form.into())
    }

    fn with_text<R>(value: &i64, then: impl FnOnce(&str) -> R) -> R {
        then(itoa::Buffer::new().format(*value))
    }

    fn problem(value: &i64, bounds: &Bounds) -> Option<String> {
        bounds.number_problem(value)
    }

    fn is_canonical(text: &str) -> bool {
        is_canonical_integer(text)
    }
}

/// A 64-bit floating-point number. JSON cannot represent infinities and NaN, so they are null.
pub struct Float;

impl Scalar for Float {
    type Value = f64;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        words: Some(["a number", "数"]),
        value_name: VALUE_NAME,
        form: "a number",
        json_words: "a number",
        ..ScalarInfo::of::<Self>("float", JsonForm::Number)
    };

    fn placeholder() -> f64 {
        0.0
    }

    fn parse(text: Cow<'_, str>) -> Result<f64, Cow<'static, str>> {
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| "a number within the range of a float".into())
    }

    fn with_text<R>(value: &f64, then: impl FnOnce(&str) -> R) -> R {
        then(&value.to_string())
    }

    fn with_json<R>(value: &f64, then: impl FnOnce(&str) -> R) -> R {
        match serde_json::Number::from_f64(*value) {
            Some(number) => then(&number.to_string()),
            None => then("null"),
        }
    }

    fn problem(value: &f64, bounds: &Bounds) -> Option<String> {
        bounds.float_problem(*value)
    }

    fn is_canonical(text: &str) -> bool {
        is_number(text)
    }
}

/// An exact decimal number.
pub struct Decimal;

impl Scalar for Decimal {
    type Value = rust_decimal::Decimal;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        words: Some(["a decimal number", "十进制数"]),
        value_name: VALUE_NAME,
        form: "a decimal number of at most 28 digits, like 0.01",
        json_words: "a number",
        ..ScalarInfo::of::<Self>("decimal", JsonForm::Number)
    };

    fn placeholder() -> Self::Value {
        Self::Value::ZERO
    }

    fn parse(text: Cow<'_, str>) -> Result<Self::Value, Cow<'static, str>> {
        exact_decimal(&text).ok_or_else(|| Self::INFO.form.into())
    }

    fn with_text<R>(value: &Self::Value, then: impl FnOnce(&str) -> R) -> R {
        then(&value.to_string())
    }

    fn problem(value: &Self::Value, bounds: &Bounds) -> Option<String> {
        bounds.number_problem(value)
    }

    fn is_canonical(text: &str) -> bool {
        is_number(text) && !text.contains(['e', 'E'])
    }
}

/// A duration in whole seconds.
pub struct Seconds;

impl Scalar for Seconds {
    type Value = seconds::Seconds;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        words: Some(["a whole number of seconds", "整数秒"]),
        value_name: ["SECONDS", "秒"],
        unit: [" s", " 秒"],
        form: "a whole number of seconds",
        json_words: "a number of seconds",
        ..ScalarInfo::of::<Self>("seconds", JsonForm::Number)
    };

    fn placeholder() -> Self::Value {
        Self::Value::default()
    }

    fn parse(text: Cow<'_, str>) -> Result<Self::Value, Cow<'static, str>> {
        let seconds = text.parse::<u64>();
        seconds.map(Into::into).map_err(|_| Self::INFO.form.into())
    }

    fn with_text<R>(value: &Self::Value, then: impl FnOnce(&str) -> R) -> R {
        then(itoa::Buffer::new().format(value.get()))
    }

    fn problem(value: &Self::Value, bounds: &Bounds) -> Option<String> {
        bounds.number_problem(&value.get())
    }

    fn is_canonical(text: &str) -> bool {
        is_canonical_integer(text)
    }
}

/// Returns whether a whole number has neither a plus sign nor leading zeros.
pub(super) fn is_canonical_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    text == "0" || !digits.starts_with(['0', '+'])
}
