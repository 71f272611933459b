//! Tests of numbers in text form.

use bge_private_codegen::Diagnostics;
use bge_private_codegen::check::number::{Number, fits_decimal, fits_float};
use bge_private_codegen::spec::unusual_number;
use bge_private_codegen::spec::yaml::{NodeKind, parse};

fn is_number(text: &str) -> bool {
    let node = parse(0, text, &mut Diagnostics::new());
    node.is_some_and(|node| matches!(node.kind, NodeKind::Number(_)))
}

#[test]
fn numbers_are_those_of_json() {
    for number in ["0", "-0", "7", "-12", "0.10", "1e3", "1E-3", "1.5e+10"] {
        assert!(is_number(number), "{number}");
        assert!(unusual_number(number).is_some(), "{number}");
    }
    for text in [
        "", "-", ".5", "5.", "01", "+1", "1_000", "0x1F", "1e", "e1", "1.e2", ".inf", "１",
    ] {
        assert!(!is_number(text), "{text}");
    }
}

#[test]
fn unusual_numbers_are_explained() {
    for (text, part) in [
        ("0x1F", "hexadecimal"),
        ("-0o17", "octal"),
        ("0b1", "binary"),
        (".inf", "finite"),
        ("-.INF", "finite"),
        ("1_000", "separators"),
        ("1,000", "separators"),
        ("+1", "plus"),
        ("007", "leading zeros"),
        (".5", "before and after"),
        ("5.", "before and after"),
        ("1.e5", "before and after"),
    ] {
        assert!(
            unusual_number(text).is_some_and(|why| why.contains(part)),
            "{text}"
        );
    }
    for text in ["", "one", "1 day", "v1", "2019-06-01", "1.2.3", "-"] {
        assert_eq!(unusual_number(text), None, "{text}");
    }
}

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
