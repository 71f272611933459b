//! The time of signing: the local clock, corrected if the platform refuses it as too old.
//!
//! The platform refuses old timestamps and accepts future ones. So a correction only goes forward, and only a
//! refusal causes one: a call that succeeds proves that its timestamp was right.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

/// Smaller differences, in seconds, come from the network and from the header's resolution of one second.
const TOLERANCE: i64 = 10;

/// A date further ahead, in seconds, counts only if two refusals in a row agree on it.
const FAR: i64 = 86_400 + TOLERANCE;

/// The local clock and its correction.
#[derive(Debug)]
pub(crate) struct Clock {
    /// Age in seconds above which the platform refuses a timestamp.
    max_age: i64,
    /// Whether `state` contains anything; if not, a call never locks it.
    is_adjusted: AtomicBool,
    state: Mutex<State>,
}

/// A time of signing, and the state of the clock when it was taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stamp {
    /// The local time, in seconds since 1970.
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

    fn at(local: i64) -> Self {
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
    suspicion: Option<Suspicion>,
    /// Number of suspicions so far.
    suspicions: u64,
}

#[derive(Clone, Copy, Debug)]
struct Correction {
    ahead: i64,
    since: Moment,
}

/// A refusal with a date so far ahead that another refusal must confirm it.
#[derive(Clone, Copy, Debug)]
struct Suspicion {
    number: u64,
    ahead: i64,
}

impl Clock {
    pub(crate) fn new(max_age: Duration) -> Self {
        Self {
            max_age: seconds(max_age),
            is_adjusted: AtomicBool::new(false),
            state: Mutex::default(),
        }
    }

    /// Returns the time to sign a request at, given the local time in seconds since 1970.
    pub(crate) fn stamp(&self, local: i64) -> Stamp {
        if self.is_adjusted.load(Ordering::Relaxed) {
            return self.adjusted_stamp(Moment::at(local));
        }
        Stamp {
            local,
            ahead: 0,
            suspicion: 0,
        }
    }

    #[cold]
    fn adjusted_stamp(&self, now: Moment) -> Stamp {
        self.change(|state| {
            state.drop_if_stepped(now);
            Stamp {
                local: now.local,
                ahead: state.ahead(),
                suspicion: state.suspicion.map_or(0, |suspicion| suspicion.number),
            }
        })
    }

    /// Notes that a call succeeded. Refusals before and after it are not in a row.
    pub(crate) fn accepted(&self) {
        if self.is_adjusted.load(Ordering::Relaxed) {
            self.change(|state| state.suspicion = None);
        }
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
        let mut state: MutexGuard<'_, State> =
            self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let result = change(&mut state);
        let is_adjusted = state.correction.is_some() || state.suspicion.is_some();
        self.is_adjusted.store(is_adjusted, Ordering::Relaxed);
        result
    }
}

impl State {
    fn ahead(&self) -> i64 {
        self.correction.map_or(0, |correction| correction.ahead)
    }

    /// Drops the correction if the local clock was set since it was found.
    fn drop_if_stepped(&mut self, now: Moment) {
        let is_stepped = |correction: &Correction| correction.since.was_stepped(now);
        if self.correction.as_ref().is_some_and(is_stepped) {
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
    fn correct(
        &mut self,
        ahead: i64,
        suspicion: Option<Suspicion>,
        stamp: Stamp,
        now: Moment,
    ) -> bool {
        // Another call has corrected the clock in the meantime, or the signature became too old on its way.
        if is_close(ahead, self.ahead()) {
            return true;
        }
        if ahead <= TOLERANCE {
            return false;
        }
        if ahead > FAR && !self.is_confirmed(ahead, suspicion, stamp) {
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
    fn is_confirmed(&mut self, ahead: i64, suspicion: Option<Suspicion>, stamp: Stamp) -> bool {
        match suspicion.filter(|suspicion| is_close(suspicion.ahead, ahead)) {
            Some(suspicion) if suspicion.number == stamp.suspicion => return true,
            Some(suspicion) => self.suspicion = Some(suspicion),
            None => {
                self.suspicions += 1;
                let number = self.suspicions;
                self.suspicion = Some(Suspicion { number, ahead });
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    const LOCAL: i64 = 1_795_418_879;
    const MINUTE: i64 = 60;
    const DAY: i64 = 86_400;
    const YEARS: i64 = 50 * 365 * DAY;

    fn clock() -> Clock {
        Clock::new(Duration::from_secs(300))
    }

    fn date(ahead: i64) -> String {
        let date = OffsetDateTime::from_unix_timestamp(LOCAL + ahead).expect("a date");
        date.format(&Rfc2822).expect("a date of these years")
    }

    fn now() -> Moment {
        Moment::at(LOCAL)
    }

    /// Signs a request, and has it refused at a date that is so many seconds ahead.
    fn refuse(clock: &Clock, ahead: i64) -> bool {
        clock.refused(clock.stamp(LOCAL), Some(&date(ahead)), now())
    }

    fn ahead(clock: &Clock) -> i64 {
        clock.stamp(LOCAL).unix() - LOCAL
    }

    #[test]
    fn a_correction_that_is_not_enough_is_replaced() {
        let clock = clock();
        assert!(refuse(&clock, 10 * MINUTE));
        assert!(refuse(&clock, 20 * MINUTE));
        assert_eq!(ahead(&clock), 20 * MINUTE);
    }

    #[test]
    fn calls_in_flight_share_a_correction() {
        let clock = clock();
        let [one, other, late] = [(); 3].map(|()| clock.stamp(LOCAL));
        assert!(clock.refused(one, Some(&date(6 * MINUTE)), now()));
        let corrected = clock.stamp(LOCAL);
        assert!(clock.refused(other, Some(&date(6 * MINUTE + 2)), now()));
        assert_eq!(ahead(&clock), 6 * MINUTE);
        // The refusal of a call that was signed before is no reason to drop it.
        assert!(!clock.refused(late, Some(&date(0)), now()));
        assert_eq!(ahead(&clock), 6 * MINUTE);
        // Nor is the refusal of one that was signed at a correction that another has replaced.
        assert!(clock.refused(corrected, Some(&date(20 * MINUTE)), now()));
        assert!(!clock.refused(corrected, Some(&date(6 * MINUTE)), now()));
        assert_eq!(ahead(&clock), 20 * MINUTE);
    }

    #[test]
    fn a_signature_that_grew_old_on_its_way_is_made_anew() {
        let clock = clock();
        let stamp = clock.stamp(LOCAL - 6 * MINUTE);
        assert!(clock.refused(stamp, Some(&date(0)), now()));
        assert_eq!(ahead(&clock), 0);
    }

    #[test]
    fn refusals_in_flight_together_count_as_one() {
        let clock = clock();
        for stamp in [(); 8].map(|()| clock.stamp(LOCAL)) {
            assert!(!clock.refused(stamp, Some(&date(YEARS)), now()));
        }
        assert_eq!(ahead(&clock), 0);
        assert!(refuse(&clock, YEARS));
    }

    #[test]
    fn a_correction_ends_when_the_local_clock_is_set() {
        for step in [6 * MINUTE, -6 * MINUTE] {
            let clock = clock();
            assert!(refuse(&clock, 6 * MINUTE));
            assert_eq!(clock.stamp(LOCAL + step).unix(), LOCAL + step);
            assert_eq!(ahead(&clock), 0);
        }
    }

    #[test]
    fn extreme_times_do_not_overflow() {
        let clock = clock();
        for local in [i64::MIN, 0, i64::MAX] {
            let stamp = clock.stamp(local);
            for date in [
                "Fri, 31 Dec 9999 23:59:59 GMT",
                "Thu, 01 Jan 1970 00:00:00 GMT",
            ] {
                clock.refused(stamp, Some(date), Moment::at(local));
                clock.stamp(local).unix();
            }
        }
    }
}
