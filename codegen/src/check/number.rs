//! Numbers in text form: their exact comparison, and their conversion to a scalar.

use std::cmp::Ordering;

use crate::api::Literal;
use crate::scalar::{Code, Scalar};

/// A number in the form of JSON: sign × 0.digits × 10^exponent, with no zero at either end of the digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// -1, 0 or 1.
    sign: i8,
    exponent: i64,
    digits: String,
}

impl Number {
    /// Parses a number that is known to be in the form of JSON. For other texts, the result is unspecified.
    pub fn new(text: &str) -> Self {
        let (sign, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (-1, unsigned),
            None => (1, text),
        };
        let (text, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        let count = |digits: usize| i64::try_from(digits).unwrap_or(i64::MAX);
        let point = count(whole.len()) - count(all.len() - significant.len());
        let digits = significant.trim_end_matches('0').to_owned();
        let is_zero = digits.is_empty();
        Self {
            sign: if is_zero { 0 } else { sign },
            exponent: if is_zero {
                0
            } else {
                saturating(exponent).saturating_add(point)
            },
            digits,
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
        // Digits have no leading zeros, so they compare like words.
        let magnitude = (self.exponent, &self.digits).cmp(&(other.exponent, &other.digits));
        let magnitude = if self.sign < 0 {
            magnitude.reverse()
        } else {
            magnitude
        };
        self.sign.cmp(&other.sign).then(magnitude)
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

/// Returns the whole number in a text, if it is a value of a scalar.
pub(super) fn whole(scalar: Scalar, text: &str) -> Option<i64> {
    let number = text.parse().ok()?;
    scalar.info().range.contains(&number).then_some(number)
}

/// Converts a number in the form of JSON to a scalar.
///
/// # Errors
/// Returns what was expected if the number does not fit.
pub fn convert(scalar: Scalar, text: &str) -> Result<Literal, &'static str> {
    let literal = match scalar.info().code {
        Code::Integer | Code::FromInteger(..) => whole(scalar, text).map(Literal::Integer),
        Code::Decimal => fits_decimal(text).then(|| Literal::Decimal(text.to_owned())),
        Code::Float => {
            let number = text.parse().ok().filter(|_| fits_float(text));
            number.map(Literal::Float)
        }
        Code::Text | Code::Boolean | Code::Json | Code::Parsed(..) => None,
    };
    literal.ok_or(scalar.info().number)
}
