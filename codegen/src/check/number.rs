//! Numbers in text form: their exact comparison, and their conversion to a scalar.

use std::cmp::Ordering;

use crate::api::{Literal, Scalar};

/// A number in the form of JSON: ± 0.digits × 10^exponent, with no zero at either end of the digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Number {
    /// Parses a number that is known to be in the form of JSON. For other texts, the result is unspecified.
    pub fn new(text: &str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (text, exponent) = match text.split_once(['e', 'E']) {
            Some((text, exponent)) => (text, saturating(exponent)),
            None => (text, 0),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        let zeros = all.len() - significant.len();
        let digits = significant.trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Self {
                negative: false,
                digits,
                exponent: 0,
            };
        }
        let point = i64::try_from(whole.len()).unwrap_or(i64::MAX);
        let zeros = i64::try_from(zeros).unwrap_or(i64::MAX);
        Self {
            negative,
            digits,
            exponent: exponent.saturating_add(point - zeros),
        }
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            // Digits have no leading zeros, so they compare like words.
            (false, false) => self
                .exponent
                .cmp(&other.exponent)
                .then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

/// Returns the exponent of a number, which may have any number of digits.
fn saturating(exponent: &str) -> i64 {
    exponent.parse().unwrap_or(if exponent.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    })
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Returns whether a float represents exactly this number, judged by its shortest text.
pub fn fits_float(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(|float| {
        float.is_finite() && Number::new(&format!("{float:e}")) == Number::new(text)
    })
}

/// Returns whether a 96-bit decimal represents exactly this number, with as many digits after the point.
pub fn fits_decimal(text: &str) -> bool {
    const MOST_PLACES: usize = 28;
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all = format!("{whole}{fraction}");
    let fits = all.parse::<u128>().is_ok_and(|digits| digits >> 96 == 0);
    fits && fraction.len() <= MOST_PLACES
}

/// The Unix times of the years -9999 to 9999.
const UNIX_TIMES: std::ops::RangeInclusive<i64> = -377_705_116_800..=253_402_300_799;

/// Returns the Unix time in a text, if a time can hold it.
pub(super) fn unix_time(text: &str) -> Option<i64> {
    let seconds = text.parse().ok()?;
    UNIX_TIMES.contains(&seconds).then_some(seconds)
}

/// Converts a number in the form of JSON to a scalar, or returns why it does not fit.
pub(super) fn convert(scalar: Scalar, text: &str) -> Result<Literal, &'static str> {
    let (literal, problem) = match scalar {
        Scalar::Integer => (
            text.parse().ok().map(Literal::Integer),
            "expected a whole number of 64 bits",
        ),
        Scalar::Seconds => (
            text.parse::<u64>()
                .ok()
                .and_then(|seconds| seconds.try_into().ok())
                .map(Literal::Integer),
            "expected a whole number of seconds, from 0 on",
        ),
        Scalar::UnixTime => (
            unix_time(text).map(Literal::Integer),
            "expected a Unix time within the years -9999 to 9999",
        ),
        Scalar::Decimal => (
            fits_decimal(text).then(|| Literal::Decimal(text.to_owned())),
            "expected a decimal number of at most 28 digits, without exponent",
        ),
        Scalar::Float => (
            text.parse()
                .ok()
                .filter(|_| fits_float(text))
                .map(Literal::Float),
            "expected a number that a float of 64 bits holds exactly",
        ),
        Scalar::String
        | Scalar::Secret
        | Scalar::Boolean
        | Scalar::Url
        | Scalar::SecretUrl
        | Scalar::Json
        | Scalar::Time
        | Scalar::UnixTimeText
        | Scalar::Any => (None, "a number is not expected"),
    };
    literal.ok_or(problem)
}
