//! Tests of the delays between attempts.

use std::time::Duration;

use crate::runtime::retry::Backoff;

const BACKOFF: Backoff = Backoff {
    base: Duration::from_millis(200),
    cap: Duration::from_secs(10),
};

#[test]
fn a_delay_doubles_up_to_the_cap() {
    let delays = [1, 2, 3, 7, 40].map(|retry| BACKOFF.delay(retry, None, 0.5).as_millis());
    assert_eq!(delays, [100, 200, 400, 5_000, 5_000]);
}

#[test]
fn waits_are_spread_over_all_of_the_time() {
    let delay = |random, retry| BACKOFF.delay(retry, None, random);
    assert_eq!(delay(0.0, 1), Duration::ZERO);
    assert_eq!(delay(1.0, 1), Duration::from_millis(200));
    assert_eq!(delay(1.0, 40), Duration::from_secs(10));
    assert_eq!(delay(7.5, 1), Duration::from_millis(200));
}

#[test]
fn a_wait_that_is_asked_for_never_shortens_the_backoff() {
    let delay = |retry, asked| BACKOFF.delay(retry, Some(Duration::from_millis(asked)), 1.0);
    for retry in 1..12 {
        let alone = BACKOFF.delay(retry, None, 1.0);
        assert_eq!(delay(retry, 0), alone, "retry {retry}");
        assert!(delay(retry, 300) >= alone, "retry {retry}");
    }
    assert_eq!(delay(1, 3_000), Duration::from_millis(3_200));
    assert_eq!(delay(12, 3_600_000), Duration::from_millis(10_200));
}
