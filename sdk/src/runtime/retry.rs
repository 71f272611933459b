//! The retry loop, independent of HTTP.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use tokio::time::Instant;

use super::error::{Delivery, TimeLimit};

/// The time when an attempt must end, and the limit it comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    pub(crate) at: Instant,
    pub(crate) limit: TimeLimit,
}

/// An attempt that failed.
#[derive(Debug)]
pub(crate) struct Failed<E> {
    pub(crate) error: E,
    pub(crate) cause: Cause,
}

/// What is known about an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// No part of the body was or will be sent. `after` is the delay that the server asks for.
    NotSent { after: Option<Duration> },
    /// The attempt cannot be made, now or later.
    Impossible,
    /// The server did not do it for now. `after` is the delay that the server asks for.
    Busy { after: Option<Duration> },
    /// The server did not do it because of the time of signing, which has been corrected since.
    Clock,
    /// The server did not do it, and will not.
    Rejected,
    /// The answer may come from a service behind the server, which may have done it. A retry would bring the
    /// same answer.
    Forwarded,
    /// It may have been done. `after` is the delay that the server asks for.
    Unknown { after: Option<Duration> },
}

impl Cause {
    fn delivery(self) -> Delivery {
        match self {
            Self::NotSent { .. } | Self::Impossible => Delivery::NotSent,
            Self::Busy { .. } | Self::Clock | Self::Rejected => Delivery::Rejected,
            Self::Forwarded | Self::Unknown { .. } => Delivery::Unknown,
        }
    }
}

/// When to retry, and time limits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policy {
    /// Maximum number of retries.
    pub(crate) retries: u32,
    /// Whether it is safe to repeat.
    pub(crate) safe: bool,
    /// Time limit for one attempt.
    pub(crate) attempt_timeout: Duration,
    /// Time limit for all attempts and the delays between them.
    pub(crate) call_timeout: Duration,
    /// Delays between attempts.
    pub(crate) backoff: Backoff,
}

/// Exponential back-off with full jitter: a random share of a delay that doubles up to a cap.
#[derive(Clone, Copy)]
pub(crate) struct Backoff {
    /// Maximum delay before the first retry.
    pub(crate) base: Duration,
    /// Maximum delay before any retry. Also limits the delay that the server asks for.
    pub(crate) cap: Duration,
    /// Returns a random number from 0 up to but not including 1.
    pub(crate) random: fn() -> f64,
}

impl std::fmt::Debug for Backoff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} to {:?}", self.base, self.cap)
    }
}

impl Backoff {
    /// Returns the delay before the retry of this number, counted from 1.
    fn delay(&self, retry: u32, asked: Option<Duration>) -> Duration {
        let doubled = 1_u32
            .checked_shl(retry.saturating_sub(1))
            .unwrap_or(u32::MAX);
        let most = self.base.saturating_mul(doubled).min(self.cap);
        let jittered = most.mul_f64((self.random)().clamp(0.0, 1.0));
        match asked {
            // Jitter spreads callers that were asked to wait equally long. A requested delay never shortens the
            // back-off.
            Some(asked) => asked
                .min(self.cap)
                .saturating_add(jittered.min(self.base))
                .max(jittered),
            None => jittered,
        }
    }
}

/// Retry budget: a retry costs one token, ten calls return one.
#[derive(Debug)]
pub(crate) struct Budget {
    tenths: AtomicU32,
    most: u32,
}

impl Budget {
    /// Creates a full budget of this many retries.
    pub(crate) fn new(retries: u32) -> Self {
        let most = retries.saturating_mul(10);
        Self {
            tenths: AtomicU32::new(most),
            most,
        }
    }

    /// Notes the start of a call. If the budget is full, nothing is written.
    fn deposit(&self) {
        let more = |tenths: u32| (tenths < self.most).then(|| tenths + 1);
        let _ = self.tenths.fetch_update(Relaxed, Relaxed, more);
    }

    /// Takes one retry from the budget. Returns whether there was one.
    fn withdraw(&self) -> bool {
        let less = |tenths: u32| tenths.checked_sub(10);
        self.tenths.fetch_update(Relaxed, Relaxed, less).is_ok()
    }
}

/// The result of the loop.
#[derive(Debug)]
pub(crate) struct Ended<T, E> {
    /// The result of the last attempt.
    pub(crate) result: Result<T, E>,
    /// Number of attempts.
    pub(crate) attempts: u32,
    /// The least certain result of the attempts that failed.
    pub(crate) delivery: Delivery,
}

/// Thirty years.
const FAR: Duration = Duration::from_secs(30 * 365 * 86_400);

/// Tries until it succeeds, must not be repeated, or the time, the retries or the budget are used up.
///
/// `attempt` receives the number of the attempt, counted from 1, and the time when it must end.
pub(crate) async fn run<T, E, F: Future<Output = Result<T, Failed<E>>>>(
    policy: &Policy,
    budget: &Budget,
    mut attempt: impl FnMut(u32, Deadline) -> F,
) -> Ended<T, E> {
    let mut now = Instant::now();
    // A limit that overflows the clock never passes.
    let deadline = now
        .checked_add(policy.call_timeout)
        .unwrap_or_else(|| now + FAR);
    let mut delivery = Delivery::NotSent;
    let mut attempts = 0;
    let mut clock_corrected = false;
    budget.deposit();
    loop {
        attempts += 1;
        let attempt_ends = now.checked_add(policy.attempt_timeout);
        let attempt_deadline = match attempt_ends.filter(|ends| *ends < deadline) {
            Some(at) => Deadline {
                at,
                limit: TimeLimit::Attempt(policy.attempt_timeout),
            },
            None => Deadline {
                at: deadline,
                limit: TimeLimit::Call(policy.call_timeout),
            },
        };
        let Failed { error, cause } = match attempt(attempts, attempt_deadline).await {
            Ok(output) => {
                return Ended {
                    result: Ok(output),
                    attempts,
                    delivery,
                };
            }
            Err(failed) => failed,
        };
        delivery = delivery.max(cause.delivery());
        let give_up = Ended {
            result: Err(error),
            attempts,
            delivery,
        };
        if attempts > policy.retries {
            return give_up;
        }
        let delay = match cause {
            Cause::Clock if !clock_corrected => {
                clock_corrected = true;
                Duration::ZERO
            }
            Cause::NotSent { after } | Cause::Busy { after } => {
                policy.backoff.delay(attempts, after)
            }
            Cause::Unknown { after } if policy.safe => policy.backoff.delay(attempts, after),
            Cause::Clock
            | Cause::Impossible
            | Cause::Rejected
            | Cause::Forwarded
            | Cause::Unknown { .. } => return give_up,
        };
        let resumes = Instant::now().checked_add(delay);
        if resumes.is_none_or(|resumes| resumes >= deadline) || !budget.withdraw() {
            return give_up;
        }
        tracing::debug!(attempt = attempts, ?delay, ?cause, "trying again");
        tokio::time::sleep(delay).await;
        now = Instant::now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff {
        base: Duration::from_millis(200),
        cap: Duration::from_secs(10),
        random: || 0.5,
    };

    #[test]
    fn a_delay_doubles_up_to_the_cap() {
        let delays = [1, 2, 3, 7, 40].map(|retry| BACKOFF.delay(retry, None).as_millis());
        assert_eq!(delays, [100, 200, 400, 5_000, 5_000]);
    }

    #[test]
    fn waits_are_spread_over_all_of_the_time() {
        let backoff = |random| Backoff { random, ..BACKOFF };
        assert_eq!(backoff(|| 0.0).delay(1, None), Duration::ZERO);
        assert_eq!(backoff(|| 1.0).delay(1, None), Duration::from_millis(200));
        assert_eq!(backoff(|| 1.0).delay(40, None), Duration::from_secs(10));
        assert_eq!(backoff(|| 7.5).delay(1, None), Duration::from_millis(200));
    }

    #[test]
    fn a_wait_that_is_asked_for_never_shortens_the_backoff() {
        let backoff = Backoff {
            random: || 1.0,
            ..BACKOFF
        };
        let delay = |retry, asked| backoff.delay(retry, Some(Duration::from_millis(asked)));
        for retry in 1..12 {
            let alone = backoff.delay(retry, None);
            assert_eq!(delay(retry, 0), alone, "retry {retry}");
            assert!(delay(retry, 300) >= alone, "retry {retry}");
        }
        assert_eq!(delay(1, 3_000), Duration::from_millis(3_200));
        assert_eq!(delay(12, 3_600_000), Duration::from_millis(10_200));
    }
}
