//! Tests of nonces.

use std::collections::HashSet;

use crate::runtime::nonce::Nonce;

#[test]
fn each_is_another_uuid_of_version_4() {
    let mut seen = HashSet::new();
    for _ in 0..10_000 {
        let nonce = Nonce::new().expect("random numbers");
        let digits = nonce.as_str().as_bytes();
        assert!(
            digits
                .iter()
                .all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
        );
        assert_eq!(digits[12], b'4');
        assert!(matches!(digits[16], b'8' | b'9' | b'a' | b'b'));
        assert!(seen.insert(nonce.as_str().to_owned()));
    }
}
