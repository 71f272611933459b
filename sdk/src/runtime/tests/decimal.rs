//! Tests of decimal numbers with an exponent.

use rust_decimal::Decimal;

use crate::runtime::decimal::exact_decimal;

fn read(text: &str) -> Option<String> {
    exact_decimal(text).map(|decimal| decimal.to_string())
}

#[test]
fn exponents_are_read_exactly() {
    for (text, expected) in [
        ("1e3", "1000"),
        ("1.50e1", "15.0"),
        ("-12.5E-3", "-0.0125"),
        ("+1e+2", "100"),
        ("0e5", "0"),
        ("-0.00e99", "0"),
        ("0.0001e4", "1"),
        ("1e-28", "0.0000000000000000000000000001"),
        (
            "79228162514264337593543950335e0",
            "79228162514264337593543950335",
        ),
        (
            "7922816251426433759354395033.5e1",
            "79228162514264337593543950335",
        ),
        ("1e28", "10000000000000000000000000000"),
        (
            "1.0000000000000000000000000000000000000000e0",
            "1.0000000000000000000000000000",
        ),
        ("100e-30", "0.0000000000000000000000000001"),
        (
            "1.0000000000000000000000000000000000e-2",
            "0.0100000000000000000000000000",
        ),
    ] {
        assert_eq!(read(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_cannot_be_held_exactly_is_no_decimal() {
    for text in [
        "1e-29",
        "15e-29",
        "1.23456789012345678901234567891e-1",
        "79228162514264337593543950336e0",
        "8e28",
        "1e29",
        "1e400",
        "1e-400",
        "1e99999999999999999999",
        "1e9223372036854775807",
        "1e-9223372036854775808",
        "123456789012345678901234567890123456789012345678901234567890e-30",
        "e5",
        ".e5",
        ".-5e0",
        ".+5e0",
        "1e",
        "1e1.5",
        "1_0e1",
        "--1e1",
        "1e5e5",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn exponents_agree_with_plain_notation() {
    let mut read_both = 0;
    for digits in [
        "1",
        "10",
        "1200",
        "7.5",
        "0.050",
        "123456789012345678.901234567",
    ] {
        for exponent in -30_i32..=30 {
            let text = format!("{digits}e{exponent}");
            let Some(decimal) = exact_decimal(&text) else {
                continue;
            };
            // Undone in the other direction, it is the number again.
            let back = exact_decimal(&format!("{decimal}e{}", -exponent));
            assert_eq!(back, Decimal::from_str_exact(digits).ok(), "{text}");
            read_both += 1;
        }
    }
    assert!(read_both > 200, "{read_both}");
}
