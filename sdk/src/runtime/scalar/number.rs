//! Numbers, durations and booleans.

use super::info::{Codec, JsonForm, Scalar, ScalarInfo, is_number};
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
        is_canonical: |text| matches!(text, "True" | "False"),
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

    const CODEC: Codec<bool> = Codec {
        placeholder: || false,
        parse: |text| match text.as_ref() {
            "True" | "true" => Ok(true),
            "False" | "false" => Ok(false),
            _ => Err(Self::INFO.form.into()),
        },
        with_text: |value, then| then(if *value { "True" } else { "False" }),
        problem: |_, _| None,
    };

    fn with_json(value: &bool, then: &mut dyn FnMut(&str)) {
        then(if *value { "true" } else { "false" });
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
        is_canonical: is_canonical_integer,
        ..ScalarInfo::of::<Self>("integer", JsonForm::Number)
    };

    const CODEC: Codec<i64> = Codec {
        placeholder: || 0,
        parse: |text| text.parse().map_err(|_| Self::INFO.form.into()),
        with_text: |value, then| then(itoa::Buffer::new().format(*value)),
        problem: |value, bounds| bounds.number_problem(value),
    };
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
        is_canonical: is_number,
        ..ScalarInfo::of::<Self>("float", JsonForm::Number)
    };

    const CODEC: Codec<f64> = Codec {
        placeholder: || 0.0,
        parse: |text| match text.parse() {
            Ok(number) if f64::is_finite(number) => Ok(number),
            _ => Err("a number within the range of a float".into()),
        },
        with_text: |value, then| then(&value.to_string()),
        problem: |value, bounds| bounds.float_problem(*value),
    };

    fn with_json(value: &f64, then: &mut dyn FnMut(&str)) {
        match serde_json::Number::from_f64(*value) {
            Some(number) => then(&number.to_string()),
            None => then("null"),
        }
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
        is_canonical: |text| is_number(text) && !text.contains(['e', 'E']),
        ..ScalarInfo::of::<Self>("decimal", JsonForm::Number)
    };

    const CODEC: Codec<Self::Value> = Codec {
        placeholder: || Self::Value::ZERO,
        parse: |text| exact_decimal(&text).ok_or_else(|| Self::INFO.form.into()),
        with_text: |value, then| then(&value.to_string()),
        problem: |value, bounds| bounds.number_problem(value),
    };
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
        is_canonical: is_canonical_integer,
        ..ScalarInfo::of::<Self>("seconds", JsonForm::Number)
    };

    const CODEC: Codec<Self::Value> = Codec {
        placeholder: Self::Value::default,
        parse: |text| match text.parse::<u64>() {
            Ok(seconds) => Ok(seconds.into()),
            Err(_) => Err(Self::INFO.form.into()),
        },
        with_text: |value, then| then(itoa::Buffer::new().format(value.get())),
        problem: |value, bounds| match value.is_whole() {
            true => bounds.number_problem(&value.get()),
            false => Some("must be a whole number of seconds".to_owned()),
        },
    };
}

/// Returns whether a whole number has neither a plus sign nor leading zeros.
pub(super) fn is_canonical_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    text == "0" || !digits.starts_with(['0', '+'])
}
