//! Exact decimal numbers: literals that are checked at compile time, and numbers in answers.

use rust_decimal::Decimal;

/// A decimal literal, checked at compile time.
///
/// ```
/// use bge_private_sdk::dec;
///
/// assert_eq!(dec!(0.10).to_string(), "0.10");
/// assert_eq!(dec!(-1_000).to_string(), "-1000");
/// ```
///
/// ```compile_fail
/// bge_private_sdk::dec!(1e5);
/// ```
#[macro_export]
macro_rules! dec {
    ($($number:tt)+) => {
        const { $crate::parse_decimal(concat!($(stringify!($number)),+)) }
    };
}

/// Implementation of [`dec!`](crate::dec). It does not compile if the text is not a decimal number.
#[doc(hidden)]
#[must_use]
#[allow(
    clippy::panic,
    clippy::indexing_slicing,
    reason = "it runs in the compiler"
)]
pub const fn parse_decimal(text: &str) -> Decimal {
    let bytes = text.as_bytes();
    let negative = bytes[0] == b'-';
    let mut at = if negative { 1 } else { 0 };
    let (mut mantissa, mut scale, mut after_point, mut digits) = (0_u128, 0, false, 0);
    while at < bytes.len() {
        match bytes[at] {
            digit @ b'0'..=b'9' => {
                mantissa = mantissa * 10 + (digit - b'0') as u128;
                scale += after_point as u32;
                digits += 1;
            }
            b'.' if !after_point => after_point = true,
            b'_' => {}
            _ => panic!(
                "a decimal number consists of digits, at most one point, and a minus in front"
            ),
        }
        at += 1;
        assert!(
            mantissa < 1 << 96 && scale <= 28,
            "a decimal number has at most 28 digits"
        );
    }
    assert!(digits > 0, "a decimal number has digits");
    Decimal::from_parts(
        mantissa as u32,
        (mantissa >> 32) as u32,
        (mantissa >> 64) as u32,
        negative,
        scale,
    )
}

/// Reads a decimal number, with or without an exponent. Returns `None` if [`Decimal`] cannot represent it
/// exactly.
pub(crate) fn exact_decimal(text: &str) -> Option<Decimal> {
    match text.split_once(['e', 'E']) {
        Some((number, exponent)) => shifted(number, exponent.parse().ok()?),
        None => Decimal::from_str_exact(text).ok(),
    }
}

/// Multiplies a number by a power of ten.
///
/// `Decimal::from_scientific` rounds.
fn shifted(number: &str, exponent: i64) -> Option<Decimal> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // A decimal has at most 28 places, and an `i128` has 38 digits.
    let trimmed = fraction.trim_end_matches('0');
    let fraction = fraction.get(..trimmed.len().max(28)).unwrap_or(fraction);
    let mut mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
    let mut places = i64::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    if mantissa == 0 {
        return Some(Decimal::ZERO);
    }
    while mantissa % 10 == 0 && has_excess_places(mantissa, places) {
        (mantissa, places) = (mantissa / 10, places - 1);
    }
    if places < 0 {
        let zeros = u32::try_from(places.unsigned_abs()).ok()?;
        mantissa = mantissa.checked_mul(10_i128.checked_pow(zeros)?)?;
    }
    let scale = u32::try_from(places.max(0)).ok()?;
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
}

/// Returns whether a number has more decimal places or, with them, more digits than a [`Decimal`].
fn has_excess_places(mantissa: i128, places: i64) -> bool {
    places > i64::from(Decimal::MAX_SCALE) || (places > 0 && mantissa.unsigned_abs() >> 96 > 0)
}
