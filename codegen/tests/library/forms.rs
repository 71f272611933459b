//! Tests of times, dates, media types and Base64.

use bge_private_codegen::check::forms::{
    base64_problem, date_problem, is_media_type, local_time_problem, offset_time_problem,
    time_problem, utc_offset,
};

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
        ("2021-09-07 09:20:51Z", "looks like"),
        ("2021-9-7T09:20:51Z", "looks like"),
        ("２021-09-07T09:20:51Z", "looks like"),
        ("2021-09-07T09:20Z", "looks like"),
        ("2021-09-07T09:20:51", "`Z`"),
        ("2021-09-07t09:20:51z", "looks like"),
        ("2023-02-29T00:00:00Z", "day does not exist"),
        ("1900-02-29T00:00:00Z", "day does not exist"),
        ("2021-13-01T00:00:00Z", "day does not exist"),
        ("2021-09-07T24:00:00Z", "time of day does not exist"),
        ("2021-09-07T09:20:60Z", "time of day does not exist"),
        ("2021-09-07T09:20:51.Z", "digits are missing"),
        ("2021-09-07T09:20:51.50Z", "zeros"),
        ("2021-09-07T09:20:51.1234567891Z", "nanosecond"),
        ("2021-09-07T09:20:51+00:00", "as `Z`"),
        ("2021-09-07T09:20:51+8:00", "`+08:00`"),
        ("2021-09-07T09:20:51+24:00", "offset does not exist"),
        ("2021-09-07T09:20:51Z08:00", "`+08:00`"),
        ("2021-09-07T09:20:51Zulu", "`+08:00`"),
    ] {
        assert!(
            time_problem(time).is_some_and(|found| found.contains(part)),
            "{time}: {:?}",
            time_problem(time)
        );
    }
}

#[test]
fn times_of_the_platform() {
    for time in [
        "2021-09-07 17:20:51",
        "2021-09-07T17:20:51",
        "2021-09-07 17:20",
        "2021-09-07 17:20:51.120",
    ] {
        assert_eq!(local_time_problem(time), None, "{time}");
        for zone in ["Z", "+0800", "+08:00", "-0330", "+0000"] {
            assert_eq!(
                offset_time_problem(&format!("{time}{zone}")),
                None,
                "{time}{zone}"
            );
        }
    }
    for (time, part) in [
        ("2021-09-07", "looks like"),
        ("2021-09-07 17:20:51Z", "offset_time"),
        ("2021-09-07 17:20.5", "looks like"),
        ("2021-09-31 17:20:51", "day does not exist"),
        ("2021-09-07 24:00", "time of day does not exist"),
        ("2021-09-07 17:20:51.", "digits are missing"),
        ("2021-09-07 17:20:51.1234567891", "nanosecond"),
    ] {
        let found = local_time_problem(time);
        assert!(
            found.clone().is_some_and(|found| found.contains(part)),
            "{time}: {found:?}"
        );
    }
    for (time, part) in [
        ("2021-09-07 17:20:51", "local_time"),
        ("2021-09-07 17:20:51+8", "`+0800`"),
        ("2021-09-07 17:20:51+2400", "`+0800`"),
        ("2021-09-07 17:20:51-0000", "plus sign"),
        ("2021-09-07 17:20:51Z0800", "`+0800`"),
    ] {
        let found = offset_time_problem(time);
        assert!(
            found.clone().is_some_and(|found| found.contains(part)),
            "{time}: {found:?}"
        );
    }
}

#[test]
fn offsets() {
    assert_eq!(utc_offset("+08:00"), Some(480));
    assert_eq!(utc_offset("-03:30"), Some(-210));
    for bad in ["", "8", "+8", "08:00", "+0800", "+24:00", "+08:60", "Z"] {
        assert_eq!(utc_offset(bad), None, "{bad}");
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

#[test]
fn dates() {
    for date in ["2021-09-07", "2024-02-29", "0000-01-01"] {
        assert_eq!(date_problem(date), None, "{date}");
    }
    for (date, part) in [
        ("", "looks like"),
        ("2021-9-7", "looks like"),
        ("2021-09-07T00:00:00Z", "looks like"),
        ("2023-02-29", "does not exist"),
        ("2021-00-01", "does not exist"),
        ("2021-13-01", "does not exist"),
        ("2021-04-31", "does not exist"),
        ("2021-04-00", "does not exist"),
    ] {
        let problem = date_problem(date);
        assert!(problem.is_some_and(|found| found.contains(part)), "{date}");
    }
}

#[test]
fn base64() {
    for text in ["", "Zg==", "Zm8=", "Zm9v", "+/+/"] {
        assert_eq!(base64_problem(text), None, "{text}");
    }
    for (text, part) in [
        ("Zg", "multiple of four"),
        ("Z===", "multiple of four"),
        ("====", "multiple of four"),
        ("Zh==", "last digit"),
        ("Zm9=", "last digit"),
        ("Zm9v\n", "characters outside"),
        ("Zm-_", "characters outside"),
        ("Z=g=", "multiple of four"),
    ] {
        let problem = base64_problem(text);
        assert!(
            problem.is_some_and(|found| found.contains(part)),
            "{text}: {problem:?}"
        );
    }
}
