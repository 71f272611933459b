//! Tests of the values that stand in for what cannot be decoded.

use crate::runtime::scalar::{Scalar, SecretUrl, Url};

#[test]
fn there_is_a_url_that_stands_in() {
    assert_eq!((Url::CODEC.placeholder)().as_str(), "about:blank");
    (SecretUrl::CODEC.placeholder)();
}
