//! Times and dates. Users write and read times in RFC 3339.

use time::OffsetDateTime;
use time::format_description::well_known::{Iso8601, Rfc3339};

use super::info::{Codec, JsonForm, Scalar, ScalarInfo};
use super::number::is_canonical_integer;

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
        parse: |text| match Self::Value::parse(&text, &Iso8601::DATE) {
            // ISO 8601 has further forms, such as 20210907 and 2021-W36-2.
            Ok(date) if date.to_string() == text => Ok(date),
            _ => Err(Self::INFO.form.into()),
        },
        with_text: |value, then| then(&value.to_string()),
        problem: |_, _| None,
    };
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
