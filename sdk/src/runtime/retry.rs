//! The retry loop: when an attempt follows another, and when each must end.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use tokio::time::Instant;

use super::error::{Delivery, Error, ErrorKind, TimeLimit};
use super::nonce::random_share;

/// The time when an attempt must end, and the limit it comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    pub(crate) at: Instant,
    pub(crate) limit: TimeLimit,
}

impl Deadline {
    /// Returns the end of a limit.
    fn after(start: Instant, limit: TimeLimit) -> Self {
        let (TimeLimit::Attempt(time) | TimeLimit::Call(time) | TimeLimit::Chunk(time)) = limit;
        let at = ending(start, time);
        Self { at, limit }
    }
}

/// Returns the end of a limit. A limit that overflows the clock never passes.
pub(super) fn ending(start: Instant, limit: Duration) -> Instant {
    start.checked_add(limit).unwrap_or_else(|| start + FAR)
}

const FAR: Duration = Duration::from_secs(30 * 365 * 86_400);

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
    /// A file has begun to arrive, so it may have been done. A download is not resumed.
    BrokenFile,
    /// It may have been done. `after` is the delay that the server asks for.
    Unknown { after: Option<Duration> },
}

impl Cause {
    fn delivery(self) -> Delivery {
        match self {
            Self::NotSent { .. } | Self::Impossible => Delivery::NotSent,
            Self::Busy { .. } | Self::Clock | Self::Rejected => Delivery::Rejected,
            Self::Forwarded | Self::BrokenFile | Self::Unknown { .. } => Delivery::Unknown,
        }
    }
}

/// When to retry, and limits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Policy {
    pub(crate) retries: u32,
    /// Whether it is safe to repeat, if the caller says so. Otherwise the spec decides.
    pub(crate) safe: Option<bool>,
    /// Time limit for one attempt.
    pub(crate) attempt_timeout: Duration,
    /// Time limit for all attempts and the delays between them.
    pub(crate) call_timeout: Duration,
    /// Delays between attempts.
    pub(crate) backoff: Backoff,
    pub(crate) max_response_bytes: u64,
}

/// Exponential back-off with full jitter: a random share of a delay that doubles up to a cap.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff {
    /// Maximum delay before the first retry.
    pub(crate) base: Duration,
    /// Maximum delay before any retry. Also limits the delay that the server asks for.
    pub(crate) cap: Duration,
}

impl Backoff {
    /// Returns the delay before the retry of this number, counted from 1. `random` is a number from 0 to 1.
    pub(super) fn delay(&self, retry: u32, asked: Option<Duration>, random: f64) -> Duration {
        let doubled = 1_u32
            .checked_shl(retry.saturating_sub(1))
            .unwrap_or(u32::MAX);
        let most = self.base.saturating_mul(doubled).min(self.cap);
        let jittered = most.mul_f64(random.clamp(0.0, 1.0));
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

/// Tries until it succeeds, must not be repeated, or the time, the retries or the budget are used up. Returns
/// the number of attempts, too.
///
/// `attempt` receives the number of the attempt, counted from 1, and the time when it must end. `name` is the
/// call's name in the error, whose delivery is the least certain of all attempts.
pub(crate) async fn run<T, F: Future<Output = Result<T, Failed<ErrorKind>>>>(
    name: &str,
    policy: &Policy,
    budget: &Budget,
    mut attempt: impl FnMut(u32, Deadline) -> F,
) -> Result<(T, u32), Error> {
    let mut now = Instant::now();
    let whole = Deadline::after(now, TimeLimit::Call(policy.call_timeout));
    let mut delivery = Delivery::NotSent;
    let mut attempts = 0;
    let mut clock_corrected = false;
    budget.deposit();
    loop {
        attempts += 1;
        let one = Deadline::after(now, TimeLimit::Attempt(policy.attempt_timeout));
        let deadline = if one.at < whole.at { one } else { whole };
        let Failed { error, cause } = match attempt(attempts, deadline).await {
            Ok(output) => return Ok((output, attempts)),
            Err(failed) => failed,
        };
        delivery = delivery.max(cause.delivery());
        let delay = match cause {
            _ if attempts > policy.retries => None,
            Cause::Clock if !clock_corrected => {
                clock_corrected = true;
                Some(Duration::ZERO)
            }
            Cause::Unknown { .. } if policy.safe != Some(true) => None,
            Cause::NotSent { after } | Cause::Busy { after } | Cause::Unknown { after } => {
                Some(policy.backoff.delay(attempts, after, random_share()))
            }
            Cause::Clock | Cause::Impossible | Cause::Rejected => None,
            Cause::Forwarded | Cause::BrokenFile => None,
        };
        let is_in_time = |delay: &Duration| {
            let resumes = Instant::now().checked_add(*delay);
            resumes.is_some_and(|resumes| resumes < whole.at)
        };
        let Some(delay) = delay.filter(is_in_time).filter(|_| budget.withdraw()) else {
            return Err(Error::new(name.to_owned(), error, attempts, delivery));
        };
        tracing::debug!(attempt = attempts, ?delay, cause = %error, "trying again");
        tokio::time::sleep(delay).await;
        now = Instant::now();
    }
}
