//! Times and dates. Users write and read times in RFC 3339.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::info::{Codec, JsonForm, Scalar, ScalarInfo};
use super::number::is_canonical_integer;
use crate::runtime::decimal::exact_decimal;
use crate::runtime::platform_time::PlatformTime;

/// A time in RFC 3339.
pub struct Time;

impl Scalar for Time {
    type Value = OffsetDateTime;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        form: "a time in RFC 3339, like 2021-09-07T09:20:51Z",
        json_words: "a time as RFC 3339 text",
        field_text: |text| parse(text).map(rfc3339),
        ..info::<Self>("time", JsonForm::Text)
    };

    const CODEC: Codec<OffsetDateTime> = Codec {
        placeholder: || OffsetDateTime::UNIX_EPOCH,
        parse: |text| parse(&text).ok_or_else(|| Self::INFO.form.into()),
        with_text: |value, then| then(&rfc3339(*value)),
        problem: |_, _| None,
    };
}

/// A date, like `2021-09-07`.
pub struct Date;

impl Scalar for Date {
    type Value = time::Date;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        words: Some(["a date like 2021-09-07", "形如 2021-09-07 的日期"]),
        value_name: ["DATE", "日期"],
        form: "a date, like 2021-09-07",
        json_words: "a date as text",
        ..ScalarInfo::of::<Self>("date", JsonForm::Text)
    };

    const CODEC: Codec<Self::Value> = Codec {
        placeholder: || Self::Value::MIN,
        parse: |text| match parse(&format!("{text}T00:00:00Z")).map(OffsetDateTime::date) {
            Some(date) if date.to_string() == text => Ok(date),
            _ => Err(Self::INFO.form.into()),
        },
        with_text: |value, then| then(&value.to_string()),
        problem: |_, _| None,
    };
}

/// A time in the platform's form: in its zone, or with an offset.
pub struct Written<const IS_LOCAL: bool>;

/// A time in the platform's zone, like `2021-09-07 17:20:51`.
pub type LocalTime = Written<true>;

/// A time with an offset, like `2021-09-07T17:20:51.123456+0800`.
pub type OffsetTime = Written<false>;

impl<const IS_LOCAL: bool> Scalar for Written<IS_LOCAL> {
    type Value = PlatformTime;

    const INFO: &'static ScalarInfo = if IS_LOCAL {
        &ScalarInfo {
            form: "a time in the platform's zone, like 2021-09-07 17:20:51",
            json_words: "a time without offset, as text",
            field_text: |text| parse(text).map(|time| PlatformTime::from(time).local_text()),
            user_text: |text| PlatformTime::parse(text).ok().map(|time| rfc3339(*time)),
            ..info::<Self>("local_time", JsonForm::Text)
        }
    } else {
        &ScalarInfo {
            form: "a time with an offset, like 2021-09-07T17:20:51+0800",
            json_words: "a time with an offset, as text",
            ..info::<Self>("offset_time", JsonForm::Text)
        }
    };

    const CODEC: Codec<PlatformTime> = Codec {
        placeholder: || OffsetDateTime::UNIX_EPOCH.into(),
        parse: |text| match PlatformTime::parse(&text) {
            Ok(time) if time.is_local() == IS_LOCAL => Ok(time),
            Ok(_) | Err(_) => Err(Self::INFO.form.into()),
        },
        with_text: |value, then| {
            then(&if IS_LOCAL {
                value.local_text()
            } else {
                value.offset_text()
            });
        },
        problem: |_, _| None,
    };
}

/// Milliseconds since 1970, as a number.
pub struct UnixMillis;

impl Scalar for UnixMillis {
    type Value = OffsetDateTime;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        form: "a Unix time in whole milliseconds",
        json_words: "a Unix time in milliseconds",
        is_canonical: is_canonical_integer,
        field_text: |text| parse(text).map(|time| millis(time).to_string()),
        user_text: |text| from_millis(text).map(rfc3339),
        ..info::<Self>("unix_millis", JsonForm::Number)
    };

    const CODEC: Codec<OffsetDateTime> = Codec {
        placeholder: || OffsetDateTime::UNIX_EPOCH,
        parse: |text| from_millis(&text).ok_or_else(|| Self::INFO.form.into()),
        with_text: |value, then| then(&millis(*value).to_string()),
        problem: |_, _| None,
    };
}

const NANOS: i128 = 1_000_000;

fn millis(time: OffsetDateTime) -> i128 {
    time.unix_timestamp_nanos().div_euclid(NANOS)
}

/// Parses whole milliseconds, also with a point: `1573026921123.0`.
fn from_millis(text: &str) -> Option<OffsetDateTime> {
    let exact = || exact_decimal(text).filter(Decimal::is_integer)?.to_i64();
    let millis = text.parse().ok().or_else(exact)?;
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * NANOS).ok()
}

/// Seconds since 1970; in JSON, a string or a number.
pub struct UnixSeconds<const IS_TEXT: bool>;

/// Seconds since 1970, as a number.
pub type UnixTime = UnixSeconds<false>;

/// Seconds since 1970, as text.
pub type UnixTimeText = UnixSeconds<true>;

impl<const IS_TEXT: bool> Scalar for UnixSeconds<IS_TEXT> {
    type Value = OffsetDateTime;

    const INFO: &'static ScalarInfo = if IS_TEXT {
        &ScalarInfo {
            json_words: "a Unix time as text",
            ..unix::<Self>("unix_time_text", JsonForm::Text)
        }
    } else {
        &ScalarInfo {
            json_words: "a Unix time",
            ..unix::<Self>("unix_time", JsonForm::Number)
        }
    };

    const CODEC: Codec<OffsetDateTime> = Codec {
        placeholder: || OffsetDateTime::UNIX_EPOCH,
        parse: |text| {
            let seconds = text.parse().map_err(|_| Self::INFO.form)?;
            let time = OffsetDateTime::from_unix_timestamp(seconds);
            time.map_err(|_| "a Unix time within the years -9999 to 9999".into())
        },
        with_text: |value, then| then(itoa::Buffer::new().format(value.unix_timestamp())),
        problem: |_, _| None,
    };
}

const fn info<S: Scalar>(name: &'static str, json: JsonForm) -> ScalarInfo {
    ScalarInfo {
        words: Some([
            "a time like 2021-09-07T09:20:51Z",
            "形如 2021-09-07T09:20:51Z 的时间",
        ]),
        value_name: ["TIME", "时间"],
        ..ScalarInfo::of::<S>(name, json)
    }
}

const fn unix<S: Scalar>(name: &'static str, json: JsonForm) -> ScalarInfo {
    ScalarInfo {
        form: "a Unix time in whole seconds",
        is_canonical: is_canonical_integer,
        field_text: |text| parse(text).map(|time| time.unix_timestamp().to_string()),
        user_text: |text| {
            let seconds = text.parse().ok()?;
            let time = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
            time.format(&Rfc3339).ok()
        },
        ..info::<S>(name, json)
    }
}

fn parse(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

/// Formats a time as RFC 3339. Years outside 0 to 9999 cannot be represented and are written with `Display`.
fn rfc3339(time: OffsetDateTime) -> String {
    time.format(&Rfc3339).unwrap_or_else(|_| time.to_string())
}
