//! Tests of the forms of names.

use bge_private_codegen::check::name_forms::{CALL, CAMEL, KEBAB, RUST, SNAKE};

#[test]
fn forms() {
    for (form, good, bad) in [
        (
            &KEBAB,
            &["bge", "bge-private2"][..],
            &["Bge", "bge_private", "-a", "a--b", "2a"][..],
        ),
        (
            &SNAKE,
            &["service", "a_1"],
            &["Service", "a-b", "_a", "a__b", "服务"],
        ),
        (
            &CAMEL,
            &["Region", "STSToken2"],
            &["region", "Order_Type", "2D", ""],
        ),
        (
            &CALL,
            &["sign_url", "Vec", "2fa", "self"],
            &["sign-url", "a b", "调用"],
        ),
        (&RUST, &["kind", "_2fa", "Kind"], &["2fa", "r#type", "a.b"]),
    ] {
        assert!(good.iter().all(|name| (form.fits)(name)), "{}", form.is);
        assert!(!bad.iter().any(|name| (form.fits)(name)), "{}", form.is);
    }
}
