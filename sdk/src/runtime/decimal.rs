//! Decimal numbers in Rust code, exact, checked when it is compiled.

use rust_decimal::Decimal;

/// A decimal number as it is written, checked when it is compiled.
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

/// What [`dec!`](crate::dec) does; with any other text it does not compile.
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
