//! The form and the constraints of values, as the mock platform and the command line check them.

use bge_private_sdk::describe::scalar::{self, Scalar};
use bge_private_sdk::describe::{Bounds, Join, Kind, Param, most_similar};

const BOOLEAN: Kind = Kind::Scalar(scalar::Boolean::INFO);
const INTEGER: Kind = Kind::Scalar(scalar::Integer::INFO);
const FLOAT: Kind = Kind::Scalar(scalar::Float::INFO);
const DECIMAL: Kind = Kind::Scalar(scalar::Decimal::INFO);
const URL: Kind = Kind::Scalar(scalar::Url::INFO);
const EXACT_URL: Kind = Kind::Scalar(scalar::ExactUrl::INFO);
const JSON: Kind = Kind::Scalar(scalar::Json::INFO);
const TIME: Kind = Kind::Scalar(scalar::Time::INFO);
const UNIX_TIME: Kind = Kind::Scalar(scalar::UnixTime::INFO);
const SECONDS: Kind = Kind::Scalar(scalar::Seconds::INFO);
const DATE: Kind = Kind::Scalar(scalar::Date::INFO);
const LOCAL_TIME: Kind = Kind::Scalar(scalar::LocalTime::INFO);
const OFFSET_TIME: Kind = Kind::Scalar(scalar::OffsetTime::INFO);
const UNIX_MILLIS: Kind = Kind::Scalar(scalar::UnixMillis::INFO);
const TEXT: Kind = Kind::Scalar(scalar::Text::INFO);
const SIGN_URL_BOUNDS: Bounds = Bounds {
    min: Some("1"),
    max: Some("10"),
    ..Bounds::NONE
};
const ENUM: Kind = Kind::Enum(&["domestic", "international"], scalar::Text::INFO);

fn told(kind: Kind, bounds: Bounds, values: &[&str]) -> String {
    let param = Param {
        name: "p",
        required: true,
        secret: false,
        kind,
        bounds,
        always: None,
        with: None,
    };
    param.problem(values).unwrap_or_else(|| "fine".to_owned())
}

#[track_caller]
fn assert_fine(kind: Kind, values: &[&str]) {
    for value in values {
        assert_eq!(told(kind, Bounds::NONE, &[value]), "fine", "{value}");
    }
}

#[track_caller]
fn assert_must_be(kind: Kind, what: &str, values: &[&str]) {
    for value in values {
        assert_eq!(
            told(kind, Bounds::NONE, &[value]),
            format!("must be {what}, got `{value}`")
        );
    }
}

#[test]
fn booleans() {
    assert_fine(BOOLEAN, &["True", "False"]);
    assert_must_be(BOOLEAN, "`True` or `False`", &["true", "1", "", "TRUE"]);
}

#[test]
fn whole_numbers() {
    assert_fine(INTEGER, &["0", "-7", "9223372036854775807"]);
    let bad = [
        "",
        "+1",
        "01",
        "-0",
        "1.0",
        " 1",
        "1e3",
        "9223372036854775808",
        "一",
    ];
    assert_must_be(INTEGER, "a whole number of 64 bits", &bad);
    assert_eq!(
        told(INTEGER, SIGN_URL_BOUNDS, &["0"]),
        "must be at least 1, got 0"
    );
    assert_eq!(
        told(INTEGER, SIGN_URL_BOUNDS, &["11"]),
        "must be at most 10, got 11"
    );
}

#[test]
fn numbers() {
    assert_fine(
        FLOAT,
        &[
            "0",
            "-1.5",
            "1e+16",
            "1E-05",
            "100000000000000000000000000000000",
        ],
    );
    assert_must_be(
        FLOAT,
        "a number",
        &[
            "", "inf", "NaN", ".5", "5.", "+1", "1_000", " 1", "1 ", "0x10",
        ],
    );
    assert_eq!(
        told(FLOAT, Bounds::NONE, &["1e999"]),
        "must be a number within the range of a float, got `1e999`"
    );
    assert_eq!(
        told(FLOAT, SIGN_URL_BOUNDS, &["0.5"]),
        "must be at least 1, got 0.5"
    );
}

#[test]
fn decimals() {
    assert_fine(
        DECIMAL,
        &["0", "-1.50", "0.01", "1234567890123456789.123456789"],
    );
    let bad = [
        "",
        "1e2",
        ".5",
        "1_000",
        "+1",
        "0.12345678901234567890123456789012345",
    ];
    assert_must_be(
        DECIMAL,
        "a decimal number of at most 28 digits, like 0.01",
        &bad,
    );
    let above = Bounds {
        above: Some("0"),
        ..Bounds::NONE
    };
    assert_eq!(
        told(DECIMAL, above, &["0.00"]),
        "must be more than 0, got 0.00"
    );
}

#[test]
fn urls_and_json() {
    assert_fine(URL, &["https://example.com", "https://example.com/a?b=c#d"]);
    let relative = told(URL, Bounds::NONE, &["/doc?token=hunter2"]);
    assert_eq!(
        relative,
        "must be an absolute URL: relative URL without a base"
    );
    assert_fine(
        EXACT_URL,
        &["https://Example.com:443?b=[c]", "app.example://back"],
    );
    for (bad, problem) in [
        ("/doc?token=hunter2", ": relative URL without a base"),
        ("https://", ": empty host"),
        (
            "https://example.com/a b",
            " without white space and control characters",
        ),
        (
            "https://example.com\n",
            " without white space and control characters",
        ),
    ] {
        assert_eq!(
            told(EXACT_URL, Bounds::NONE, &[bad]),
            format!("must be an absolute URL{problem}")
        );
    }
    assert_fine(JSON, &["null", "{}", "[1, \"a\"]", "0.10"]);
    let json = told(JSON, Bounds::NONE, &["{'token': 'hunter2'}"]);
    assert_eq!(
        json,
        "must be JSON: it is not well-formed JSON, at line 1 column 2"
    );
    let few = Bounds {
        max_items: Some(1),
        ..Bounds::NONE
    };
    assert_eq!(
        told(JSON, few, &["{\"a\": 1, \"b\": 2}"]),
        "must have at most 1 item, got 2"
    );
}

#[test]
fn times() {
    assert_fine(
        TIME,
        &["2021-09-07T09:20:51Z", "2021-09-07T17:20:51.5+08:00"],
    );
    let bad = ["2021-09-07 09:20:51", "2021-09-07", "1630977651", ""];
    assert_must_be(TIME, "a time in RFC 3339, like 2021-09-07T09:20:51Z", &bad);
    assert_fine(UNIX_TIME, &["0", "-1", "1573026921"]);
    assert_must_be(
        UNIX_TIME,
        "a Unix time in whole seconds",
        &["1573026921.5", "", "01573026921"],
    );
    assert_must_be(
        UNIX_TIME,
        "a Unix time within the years -9999 to 9999",
        &["999999999999999"],
    );
    assert_fine(SECONDS, &["0", "604799"]);
    assert_must_be(
        SECONDS,
        "a whole number of seconds",
        &["-1", "1h", "1.5", ""],
    );
}

#[test]
fn dates() {
    let date = DATE;
    assert_fine(date, &["2021-09-07", "2024-02-29", "0000-01-01"]);
    let bad = [
        "",
        "20210907",
        "2021-W36-2",
        "2021-250",
        "2021-02-29",
        "2021-9-7",
        "+02021-09-07",
        " 2021-09-07",
    ];
    assert_must_be(date, "a date, like 2021-09-07", &bad);
}

#[test]
fn times_of_the_platform() {
    let times = [
        "2021-09-07 17:20:51",
        "2021-09-07T17:20",
        "2021-09-07 17:20:51.120",
    ];
    assert_fine(LOCAL_TIME, &times);
    let bad = [
        "",
        "2021-09-07",
        "2021-09-07 17",
        "2021-09-07 17:20:",
        "2021-09-07 17:20.5",
        "2021-09-07 17:20:51.",
        "2021-09-07 17:20:51.1234567891",
        "2021-09-07 17:20:51:1",
        "2021-09-07 24:00",
        "2021-W36-2 17:20:51",
        "2021-09-07一17:20:51",
        "2021-09-07 17:20:51Z",
    ];
    assert_must_be(
        LOCAL_TIME,
        "a time in the platform's zone, like 2021-09-07 17:20:51",
        &bad,
    );
    for time in times {
        let zones = ["Z", "+0800", "-03:30"].map(|zone| format!("{time}{zone}"));
        assert_fine(OFFSET_TIME, &zones.each_ref().map(String::as_str));
    }
    let bad = [
        "2021-09-07T17:20:51",
        "2021-09-07T17:20:51+8",
        "2021-09-07T17:20:51+08:0",
        "2021-09-07T17:20:51+08:00:00",
        "2021-09-07T17:20:51+2600",
        "2021-09-07T17:20:51Z08",
    ];
    assert_must_be(
        OFFSET_TIME,
        "a time with an offset, like 2021-09-07T17:20:51+0800",
        &bad,
    );
}

#[test]
fn unix_millis() {
    assert_fine(
        UNIX_MILLIS,
        &["0", "-1", "1573026921123", "1573026921123.0"],
    );
    let bad = [
        "",
        "1.5",
        "01",
        "1e30",
        "253402300800000",
        "2021-09-07T17:20:51Z",
    ];
    assert_must_be(UNIX_MILLIS, "a Unix time in whole milliseconds", &bad);
}

#[test]
fn enums() {
    assert_fine(ENUM, &["domestic", "international"]);
    let near =
        "must be one of `domestic`, `international`, got `Domestic`; did you mean `domestic`?";
    assert_eq!(told(ENUM, Bounds::NONE, &["Domestic"]), near);
    assert_must_be(ENUM, "one of `domestic`, `international`", &["", "mars"]);
}

#[test]
fn texts() {
    let bounds = Bounds {
        min_length: Some(2),
        max_length: Some(3),
        ..Bounds::NONE
    };
    assert_eq!(told(TEXT, bounds, &["名字"]), "fine");
    assert_eq!(
        told(TEXT, bounds, &["名"]),
        "must have at least 2 characters, got 1"
    );
    assert_eq!(
        told(TEXT, bounds, &["abcd"]),
        "must have at most 3 characters, got 4"
    );
    assert_eq!(
        told(Kind::Extra(&[]), Bounds::NONE, &[""]),
        "must not be empty"
    );
}

#[test]
fn secrets_are_not_told() {
    for kind in [BOOLEAN, INTEGER, TIME, SECONDS, ENUM, DECIMAL] {
        let param = Param {
            name: "p",
            required: true,
            secret: true,
            kind,
            bounds: Bounds::NONE,
            always: None,
            with: None,
        };
        let told = param.problem(&["domestik"]).unwrap_or_default();
        assert!(
            told.starts_with("must be ") && !told.contains("domestik") && !told.contains("mean"),
            "{told}"
        );
    }
}

#[test]
fn lists() {
    let list = |join, item, values: &[&str]| {
        let bounds = Bounds {
            min_items: Some(1),
            max_items: Some(3),
            ..Bounds::NONE
        };
        let (name, required, secret, kind) = ("p", true, false, Kind::List { join, item });
        let param = Param {
            name,
            required,
            secret,
            kind,
            bounds,
            always: None,
            with: None,
        };
        param.problem(values).unwrap_or_else(|| "fine".to_owned())
    };
    assert_eq!(list(Join::Comma, &TEXT, &["a,b,c"]), "fine");
    assert_eq!(
        list(Join::Comma, &TEXT, &["a,b,c,d"]),
        "must have at most 3 items, got 4"
    );
    assert_eq!(
        list(Join::Comma, &TEXT, &[""]),
        "must have at least 1 item, got 0"
    );
    let wrong = "has an item that is wrong, item 1: it must be a whole number of 64 bits, got `x`";
    assert_eq!(list(Join::Comma, &INTEGER, &["1,x"]), wrong);
    assert_eq!(list(Join::Repeat, &INTEGER, &["1", "x"]), wrong);
    assert_eq!(list(Join::Repeat, &TEXT, &["a,b", "c"]), "fine");
    assert_eq!(list(Join::Json, &TEXT, &["[\"a\", \"b\"]"]), "fine");
    assert_eq!(list(Join::Json, &INTEGER, &["[1, 2]"]), "fine");
    assert_eq!(list(Join::Json, &BOOLEAN, &["[true]"]), "fine");
    assert_eq!(
        list(Join::Json, &TEXT, &["[1]"]),
        "has an item that is wrong, item 0: it must be a JSON text"
    );
    let not_a_list = list(Join::Json, &TEXT, &["a,b"]);
    assert_eq!(
        not_a_list,
        "must be a JSON list: it is not well-formed JSON, at line 1 column 1"
    );
    assert_eq!(
        list(Join::Json, &INTEGER, &["[]"]),
        "must have at least 1 item, got 0"
    );
}

#[test]
fn takes_the_nearest() {
    let known = [
        "/service/oss/sign_url",
        "/service/sms",
        "/service/shorturls",
    ];
    assert_eq!(
        most_similar("/service/oss/signurl", known),
        Some("/service/oss/sign_url")
    );
    assert_eq!(most_similar("/service/sms/", known), Some("/service/sms"));
    assert_eq!(most_similar("/Service/smS", known), Some("/service/sms"));
    assert_eq!(most_similar("/service/msm", known), Some("/service/sms"));
    assert_eq!(most_similar("/admin", known), None);
    assert_eq!(most_similar("", known), None);
    assert_eq!(most_similar("7", ["4", "5"]), None);
    assert_eq!(most_similar(&"x".repeat(100_000), known), None);
}
