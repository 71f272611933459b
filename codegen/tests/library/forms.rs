//! Times and media types.

use bge_private_codegen::check::forms::{is_media_type, time_problem};

#[test]
fn times() {
    for time in [
        "2021-09-07T09:20:51Z",
        "2024-02-29T00:00:00.123456789+08:00",
        "0000-01-01T23:59:59-23:59",
    ] {
        assert_eq!(time_problem(time), None, "{time}");
    }
    for (time, part) in [
        ("", "looks like"),
        ("2021-09-07", "looks like"),
        ("2021-9-7T09:20:51Z", "looks like"),
        ("２021-09-07T09:20:51Z", "looks like"),
        ("2021-09-07T09:20Z", "looks like"),
        ("2021-09-07T09:20:51", "looks like"),
        ("2021-09-07T09:20:51.Z", "looks like"),
        ("2021-09-07T09:20:51+8:00", "looks like"),
        ("2021-09-07T09:20:51Z08:00", "looks like"),
        ("2021-09-07T09:20:51Zulu", "looks like"),
        ("2023-02-29T00:00:00Z", "day does not exist"),
        ("1900-02-29T00:00:00Z", "day does not exist"),
        ("2021-13-01T00:00:00Z", "does not exist"),
        ("2021-09-07T24:00:00Z", "hour does not exist"),
        ("2021-09-07T09:20:51+24:00", "looks like"),
        ("2021-09-07 09:20:51Z", "as `2021-09-07T09:20:51Z`"),
        ("2021-09-07t09:20:51z", "as `2021-09-07T09:20:51Z`"),
        ("2021-09-07T09:20:60Z", "does not exist"),
        ("2021-09-07T09:20:51.50Z", "as `2021-09-07T09:20:51.5Z`"),
        (
            "2021-09-07T09:20:51.1234567891Z",
            "as `2021-09-07T09:20:51.123456789Z`",
        ),
        ("2021-09-07T09:20:51+00:00", "as `2021-09-07T09:20:51Z`"),
    ] {
        assert!(
            time_problem(time).is_some_and(|found| found.contains(part)),
            "{time}: {:?}",
            time_problem(time)
        );
    }
}

#[test]
fn media_types() {
    assert!(
        [
            "image/png",
            "text/plain; charset=utf-8",
            "application/vnd.x+json"
        ]
        .into_iter()
        .all(is_media_type)
    );
    assert!(
        !["", "png", "image/", "image/png;", "image/p ng", "图/png"]
            .into_iter()
            .any(is_media_type)
    );
}
