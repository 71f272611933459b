//! Tests of the time of signing.

use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use crate::runtime::clock::{Clock, Moment};

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
