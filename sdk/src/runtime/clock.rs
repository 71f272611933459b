//! The platform's time: the local clock, and how far it is known to be off.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// Differences up to this, in seconds, are the network's and the header's own coarseness.
const TOLERANCE: i64 = 10;

/// After a look at the header, none is needed for this long, in seconds.
const PERIOD: i64 = 60;

/// The local clock with a correction learnt from the platform's `Date` headers.
#[derive(Debug)]
pub(crate) struct Clock {
    /// Seconds that the platform is ahead.
    ahead: AtomicI64,
    /// When the next answer is worth a look, in local seconds since 1970.
    next_look: AtomicI64,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self {
            ahead: AtomicI64::new(0),
            next_look: AtomicI64::new(i64::MIN),
        }
    }

    /// The platform's time, given the local one, both in seconds since 1970.
    pub(crate) fn unix(&self, local: i64) -> i64 {
        local.saturating_add(self.ahead.load(Ordering::Relaxed))
    }

    /// Whether the answer to what was signed then is worth a look at its `Date`.
    pub(crate) fn is_due(&self, signed_at: i64) -> bool {
        let local = signed_at.saturating_sub(self.ahead.load(Ordering::Relaxed));
        local >= self.next_look.load(Ordering::Relaxed)
    }

    /// Takes the platform's time over from an answer's `Date`; gives it, in seconds since 1970.
    pub(crate) fn learn(&self, date: Option<&str>, now: SystemTime) -> Option<i64> {
        let platform = OffsetDateTime::parse(date?, &Rfc2822)
            .ok()?
            .unix_timestamp();
        let local = unix_seconds(now);
        let ahead = platform.saturating_sub(local);
        let known = self.ahead.load(Ordering::Relaxed);
        if ahead.abs_diff(known) > TOLERANCE.unsigned_abs() {
            tracing::info!(
                seconds = ahead,
                "the platform's clock is ahead of the local one; correcting for it"
            );
            let within = ahead.abs() <= TOLERANCE;
            self.ahead
                .store(if within { 0 } else { ahead }, Ordering::Relaxed);
        }
        self.next_look
            .store(local.saturating_add(PERIOD), Ordering::Relaxed);
        Some(platform)
    }
}

/// Seconds since 1970; a clock before that stands there.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    const LOCAL: i64 = 1_795_418_879;

    fn local() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(LOCAL.unsigned_abs())
    }

    #[test]
    fn takes_the_platform_s_time_over() {
        let clock = Clock::new();
        assert_eq!(clock.unix(LOCAL), LOCAL);
        assert_eq!(
            clock.learn(Some("Tue, 24 Nov 2026 07:27:59 GMT"), local()),
            Some(LOCAL + 86_400)
        );
        assert_eq!(clock.unix(LOCAL), LOCAL + 86_400);
        assert_eq!(
            clock.learn(Some("Sun, 22 Nov 2026 07:27:59 GMT"), local()),
            Some(LOCAL - 86_400)
        );
        assert_eq!(clock.unix(LOCAL), LOCAL - 86_400);
        clock.learn(Some("Mon, 23 Nov 2026 07:28:02 GMT"), local());
        assert_eq!(clock.unix(LOCAL), LOCAL);
    }

    #[test]
    fn a_few_seconds_are_nothing() {
        let clock = Clock::new();
        clock.learn(Some("Mon, 23 Nov 2026 07:28:08 GMT"), local());
        assert_eq!(clock.unix(LOCAL), LOCAL);
    }

    #[test]
    fn what_is_no_date_changes_nothing() {
        let clock = Clock::new();
        for date in [
            None,
            Some(""),
            Some("yesterday"),
            Some("2026-11-24T07:27:59Z"),
        ] {
            assert_eq!(clock.learn(date, local()), None);
        }
        assert_eq!(clock.unix(LOCAL), LOCAL);
    }

    #[test]
    fn looks_once_in_a_while() {
        let clock = Clock::new();
        assert!(clock.is_due(LOCAL));
        clock.learn(Some("Tue, 24 Nov 2026 07:27:59 GMT"), local());
        let ahead = LOCAL + 86_400;
        assert_eq!(
            [0, 59, 60].map(|later| clock.is_due(ahead + later)),
            [false, false, true]
        );
    }
}
