//! Tests of the table of scalars.

use bge_private_codegen::scalar::Scalar;

#[test]
fn names_are_distinct_and_found() {
    for scalar in Scalar::named() {
        assert_eq!(Scalar::from_name(scalar.info().name), Some(scalar));
    }
    assert_eq!(Scalar::from_name("Date"), None);
}

#[test]
fn values_fit_other_scalars() {
    for (one, other, as_text, as_json) in [
        (Scalar::Date, Scalar::Date, true, true),
        (Scalar::Date, Scalar::String, true, true),
        (Scalar::String, Scalar::Date, false, false),
        (Scalar::Date, Scalar::Time, false, false),
        (Scalar::Date, Scalar::Any, true, true),
        (Scalar::Url, Scalar::ExactUrl, true, true),
        (Scalar::ExactUrl, Scalar::Url, true, true),
        (Scalar::String, Scalar::ExactUrl, false, false),
        (Scalar::Integer, Scalar::String, true, false),
        (Scalar::UnixTime, Scalar::UnixTimeText, true, false),
        (Scalar::Integer, Scalar::Float, true, true),
        (Scalar::Float, Scalar::Integer, false, false),
    ] {
        assert_eq!(one.fits(other, true), as_text, "{one:?} {other:?} as text");
        assert_eq!(one.fits(other, false), as_json, "{one:?} {other:?} as JSON");
    }
}
