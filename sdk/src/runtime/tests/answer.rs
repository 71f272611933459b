//! Tests of the time that the platform asks to wait.

use std::time::Duration;

use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};

use crate::runtime::answer::retry_after;

#[test]
fn the_platform_may_ask_to_wait_in_seconds_or_until_a_date() {
    let asked = |after: &str, date: Option<&str>| {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_str(after).expect("a header"));
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_str(date).expect("a header"));
        }
        retry_after(&headers)
    };
    let now = Some("Mon, 23 Nov 2026 07:27:59 GMT");
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    assert_eq!(asked("7", now), seconds(7));
    assert_eq!(asked(" 0 ", now), seconds(0));
    // A date counts from the answer's own, whatever the local clock says.
    assert_eq!(asked("Mon, 23 Nov 2026 07:28:29 GMT", now), seconds(30));
    assert_eq!(asked("Mon, 23 Nov 2026 07:00:00 GMT", now), seconds(0));
    assert_eq!(asked("Sun, 06 Nov 1994 08:49:37 GMT", None), seconds(0));
    for nonsense in ["", "soon", "-1", "1.5", "99999999999999999999"] {
        assert_eq!(asked(nonsense, now), None, "{nonsense}");
    }
    assert_eq!(retry_after(&HeaderMap::new()), None);
}
