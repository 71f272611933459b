//! Tests of numbers in text form.

use bge_private_codegen::check::number::{Number, fits_decimal, fits_float};

#[test]
fn numbers_compare_by_value() {
    let ascending = [
        "-1e999999999999999999999",
        "-20",
        "-3.50",
        "-3",
        "-0.001",
        "0",
        "1e-9",
        "0.01",
        "0.1",
        "0.10001",
        "1",
        "9.99",
        "10",
        "1e2",
        "12345678901234567890123",
        "1e999999999999999999999",
    ];
    for (i, a) in ascending.iter().enumerate() {
        for (j, b) in ascending.iter().enumerate() {
            assert_eq!(Number::new(a).cmp(&Number::new(b)), i.cmp(&j), "{a} {b}");
        }
    }
    for (a, b) in [
        ("0.10", "0.1"),
        ("100", "1e2"),
        ("1.5E+1", "15"),
        ("-0.0", "0"),
        ("0e9", "0"),
    ] {
        assert_eq!(Number::new(a), Number::new(b));
    }
}

#[test]
fn what_fits_is_known() {
    assert!(
        ["0.1", "1", "-2.50", "1e300", "0.0"]
            .into_iter()
            .all(fits_float)
    );
    assert!(
        !["1e999", "0.12345678901234567890", "9007199254740993"]
            .into_iter()
            .any(fits_float)
    );
    assert!(
        [
            "0.10",
            "-1",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001"
        ]
        .into_iter()
        .all(fits_decimal)
    );
    assert!(
        ![
            "1e2",
            "79228162514264337593543950336",
            "0.00000000000000000000000000001"
        ]
        .into_iter()
        .any(fits_decimal)
    );
}
