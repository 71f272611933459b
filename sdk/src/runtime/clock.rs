//! The time of signing: the local clock, corrected if the platform refuses it as too old.
//!
//! The platform refuses old timestamps and accepts future ones. So a correction only goes forward, and only a
//! refusal causes one: a call that succeeds proves that its timestamp was right.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// Smaller differences, in seconds, come from the network and from the header's resolution of one second.
const TOLERANCE: i64 = 10;

/// A date further ahead, in seconds, counts only if two refusals in a row agree on it.
const FAR: i64 = 86_400 + TOLERANCE;

#[derive(Debug)]
pub(crate) struct Clock {
    /// Age in seconds above which the platform refuses a timestamp.
    max_age: i64,
    state: Mutex<State>,
}

/// A time of signing, and the state of the clock when it was taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stamp {
    local: i64,
    /// The correction, in seconds.
    ahead: i64,
    /// The number of the current suspicion, or 0 without one.
    suspicion: u64,
}

impl Stamp {
    /// Returns the time of signing, in seconds since 1970.
    pub(crate) fn unix(self) -> i64 {
        self.local.saturating_add(self.ahead)
    }
}

/// One moment on two clocks: the system clock, which can be set, and the monotonic clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    local: i64,
    steady: Instant,
}

impl Moment {
    pub(crate) fn now() -> Self {
        Self::at(unix_seconds(SystemTime::now()))
    }

    pub(super) fn at(local: i64) -> Self {
        let steady = Instant::now();
        Self { local, steady }
    }

    /// Returns whether the local clock was set in between.
    fn was_stepped(self, now: Self) -> bool {
        let steady = seconds(now.steady.saturating_duration_since(self.steady));
        now.local.saturating_sub(self.local).abs_diff(steady) > TOLERANCE.unsigned_abs()
    }
}

#[derive(Debug, Default)]
struct State {
    correction: Option<Correction>,
    /// The date of a refusal, in seconds ahead, that is so far ahead that another refusal must confirm it.
    suspicion: Option<i64>,
    /// Number of suspicions so far, which is the number of the current one.
    suspicions: u64,
}

#[derive(Clone, Copy, Debug)]
struct Correction {
    ahead: i64,
    since: Moment,
}

impl Clock {
    pub(crate) fn new(max_age: Duration) -> Self {
        Self {
            max_age: seconds(max_age),
            state: Mutex::default(),
        }
    }

    /// Returns the time to sign a request at, given the local time in seconds since 1970.
    pub(crate) fn stamp(&self, local: i64) -> Stamp {
        let now = Moment::at(local);
        self.change(|state| {
            state.drop_if_stepped(now);
            Stamp {
                local,
                ahead: state.ahead(),
                suspicion: state.suspicion.map_or(0, |_| state.suspicions),
            }
        })
    }

    /// Notes that a call succeeded. Refusals before and after it are not in a row.
    pub(crate) fn accepted(&self) {
        self.change(|state| state.suspicion = None);
    }

    /// Notes that the platform refused a call, and the date of the refusal if there is one. Returns whether the
    /// time of signing was the reason and a new signature has a better one.
    pub(crate) fn refused(&self, stamp: Stamp, date: Option<&str>, now: Moment) -> bool {
        let date = date.and_then(|date| OffsetDateTime::parse(date, &Rfc2822).ok());
        let date = date.map(OffsetDateTime::unix_timestamp);
        let too_old = |date: &i64| date.saturating_sub(stamp.unix()) > self.max_age;
        self.change(|state| {
            state.drop_if_stepped(now);
            state.drop_if_refused(stamp);
            let suspicion = state.suspicion.take();
            match date.filter(too_old) {
                Some(date) => state.correct(date.saturating_sub(now.local), suspicion, stamp, now),
                None => false,
            }
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn ahead(&self) -> i64 {
        self.correction.map_or(0, |correction| correction.ahead)
    }

    /// Drops the correction if the local clock was set since it was found.
    fn drop_if_stepped(&mut self, now: Moment) {
        if self
            .correction
            .is_some_and(|correction| correction.since.was_stepped(now))
        {
            tracing::info!("the local clock was set; its correction is dropped");
            (self.correction, self.suspicion) = (None, None);
        }
    }

    /// Drops a correction that did not help. Keeps one that another call found in the meantime.
    fn drop_if_refused(&mut self, stamp: Stamp) {
        if stamp.ahead != 0 && stamp.ahead == self.ahead() {
            tracing::info!(
                "a call signed at the corrected time was refused; the correction is dropped"
            );
            self.correction = None;
        }
    }

    /// Corrects the clock after a signature was refused as too old. Returns whether a new signature helps.
    fn correct(&mut self, ahead: i64, suspicion: Option<i64>, stamp: Stamp, now: Moment) -> bool {
        // Another call has corrected the clock in the meantime, or the signature became too old on its way.
        if is_close(ahead, self.ahead()) {
            return true;
        }
        if ahead <= TOLERANCE || (ahead > FAR && !self.is_confirmed(ahead, suspicion, stamp)) {
            return false;
        }
        tracing::info!(
            seconds = ahead,
            "the platform's clock is ahead of the local one; signing at its time"
        );
        self.correction = Some(Correction { ahead, since: now });
        true
    }

    /// Returns whether an earlier refusal agrees. Calls that were in flight at the same time are not counted.
    fn is_confirmed(&mut self, ahead: i64, suspicion: Option<i64>, stamp: Stamp) -> bool {
        let agreeing = suspicion.filter(|suspicion| is_close(*suspicion, ahead));
        if agreeing.is_some() && stamp.suspicion == self.suspicions {
            return true;
        }
        if agreeing.is_none() {
            self.suspicions += 1;
        }
        self.suspicion = agreeing.or(Some(ahead));
        false
    }
}

fn is_close(one: i64, other: i64) -> bool {
    one.abs_diff(other) <= TOLERANCE.unsigned_abs()
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

/// Returns the seconds since 1970; 0 for a time before 1970.
pub(crate) fn unix_seconds(time: SystemTime) -> i64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, seconds)
}
