//! Nonces: random, unique and cheap.

use std::cell::RefCell;
use std::time::Duration;

use tokio::runtime::{Handle, Id};

/// A UUID of version 4 as 32 lowercase hex digits.
#[derive(Clone, Copy)]
pub(crate) struct Nonce([u8; 32]);

const BATCH: usize = 64;

/// Random bytes read in advance, because asking the system costs more than a signature.
struct Pool {
    /// The runtime that uses them. A forked process inherits the bytes, but must start a new runtime.
    runtime: Option<Id>,
    bytes: Vec<[u8; 16]>,
}

thread_local! {
    static POOL: RefCell<Pool> = const {
        RefCell::new(Pool {
            runtime: None,
            bytes: Vec::new(),
        })
    };
}

/// Returns random bytes of the system, or `None` if there are none.
fn random() -> Option<[u8; 16]> {
    let runtime = Handle::try_current().ok().map(|runtime| runtime.id());
    POOL.with_borrow_mut(|pool| {
        if pool.bytes.is_empty() || runtime.is_none() || runtime != pool.runtime {
            pool.fill(runtime)?;
        }
        pool.bytes.pop()
    })
}

impl Pool {
    fn fill(&mut self, runtime: Option<Id>) -> Option<()> {
        let mut bytes = [0; BATCH * 16];
        getrandom::fill(&mut bytes).ok()?;
        self.bytes.clear();
        self.bytes.extend_from_slice(bytes.as_chunks().0);
        self.runtime = runtime;
        Some(())
    }
}

/// Returns a random number from 0 up to but not including 1, or 0.5 if the system has no random numbers.
pub(crate) fn random_share() -> f64 {
    random().map_or(0.5, |[a, b, c, d, ..]| {
        f64::from(u32::from_ne_bytes([a, b, c, d])) / 4_294_967_296.0
    })
}

impl Nonce {
    /// Returns a new nonce, or `None` if the system has no random numbers.
    pub(crate) fn new(since_1970: Duration) -> Option<Self> {
        let random = random()?;
        // A resumed snapshot of a machine has the same pool; the time makes its nonces different.
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

    /// A runtime that is started in a forked process must not use what the process inherits.
    #[test]
    fn runtimes_do_not_share_random_bytes() {
        let pools = [(); 3].map(|()| {
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            runtime.expect("a runtime").block_on(async {
                let drawn = [(); 2].map(|()| random().expect("random bytes"));
                let left = POOL.with_borrow(|pool| pool.bytes.clone());
                assert_eq!(left.len(), BATCH - 2, "asked for once");
                [drawn.to_vec(), left].concat()
            })
        });
        let all: std::collections::HashSet<_> = pools.iter().flatten().collect();
        assert_eq!(all.len(), 3 * BATCH);
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
