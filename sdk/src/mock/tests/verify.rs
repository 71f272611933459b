//! Which nonces the mock platform remembers.

use std::time::{Duration, SystemTime};

use crate::mock::verify::Nonces;

#[test]
fn forgets_nonces_that_are_too_old() {
    let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let mut nonces = Nonces::default();
    for second in 0..100_000 {
        nonces.insert(&second.to_string(), Some(at(second + 300)), at(second));
    }
    assert!(nonces.0.len() <= 2 * Nonces::MANY);
    assert!(nonces.contains("99999") && nonces.contains("99700"));
}
