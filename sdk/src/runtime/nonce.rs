//! Nonces: random, never used twice, cheap to make.

use std::cell::RefCell;
use std::time::Duration;

/// A UUID of version 4 as 32 lower-case hex digits.
#[derive(Clone, Copy)]
pub(crate) struct Nonce([u8; 32]);

const BATCH: usize = 64;

thread_local! {
    /// Asking the system costs more than the signature, so it is asked for many nonces at once.
    static POOL: RefCell<Vec<[u8; 16]>> = const { RefCell::new(Vec::new()) };
}

/// Random bytes of the system's, or nothing if it has none to give.
fn random() -> Option<[u8; 16]> {
    POOL.with_borrow_mut(|pool| {
        if pool.is_empty() {
            let mut bytes = [0; BATCH * 16];
            getrandom::fill(&mut bytes).ok()?;
            pool.extend(
                bytes
                    .chunks_exact(16)
                    .filter_map(|chunk| <[u8; 16]>::try_from(chunk).ok()),
            );
        }
        pool.pop()
    })
}

/// A random number, 0 up to but without 1; a half if the system has none to give.
pub(crate) fn random_share() -> f64 {
    random().map_or(0.5, |[a, b, c, d, ..]| {
        f64::from(u32::from_ne_bytes([a, b, c, d])) / 4_294_967_296.0
    })
}

impl Nonce {
    /// A new one, or nothing if the system has no random numbers to give.
    pub(crate) fn new(since_1970: Duration) -> Option<Self> {
        let random = random()?;
        // A forked process or a resumed snapshot has the same pool; the clock sets its nonces apart.
        Some(Self::from_random(
            u128::from_ne_bytes(random) ^ since_1970.as_nanos(),
        ))
    }

    fn from_random(random: u128) -> Self {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let version = random & !(0xf << 76) | 4 << 76;
        let uuid = version & !(0b11 << 62) | 0b10 << 62;
        let mut digits = [b'0'; 32];
        for ([high, low], byte) in digits.as_chunks_mut().0.iter_mut().zip(uuid.to_be_bytes()) {
            *high = HEX.get(usize::from(byte >> 4)).copied().unwrap_or(b'0');
            *low = HEX.get(usize::from(byte & 15)).copied().unwrap_or(b'0');
        }
        Self(digits)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_a_uuid_of_version_4() {
        for random in [0, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
            let nonce = Nonce::from_random(random);
            let text = nonce.as_str();
            assert_eq!(text.len(), 32);
            assert!(text.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')));
            assert_eq!(text.chars().nth(12), Some('4'));
            assert!(matches!(text.chars().nth(16), Some('8' | '9' | 'a' | 'b')));
        }
    }

    #[test]
    fn is_never_the_same() {
        let mut seen = std::collections::HashSet::new();
        let now = Duration::ZERO;
        for _ in 0..10_000 {
            assert!(seen.insert(Nonce::new(now).map(|nonce| nonce.as_str().to_owned())));
        }
    }
}
