//! Texts with a fixed form: times and media types.

use time::OffsetDateTime;
use time::error::{Parse, TryFromParsed};
use time::format_description::well_known::Rfc3339;

/// Returns why a text is not a time in RFC 3339 that is unchanged by reading and writing.
#[must_use]
pub fn time_problem(text: &str) -> Option<String> {
    let time = match OffsetDateTime::parse(text, &Rfc3339) {
        Ok(time) => time,
        Err(Parse::TryFromParsed(TryFromParsed::ComponentRange(range))) => {
            return Some(format!("its {} does not exist", range.name()));
        }
        Err(_) => return Some("a time looks like `2021-09-07T09:20:51Z`".to_owned()),
    };
    let written = time.format(&Rfc3339).unwrap_or_default();
    (written != text).then(|| format!("it would be written as `{written}`"))
}

/// Returns whether a text is a media type, with or without parameters.
pub(super) fn is_media_type(text: &str) -> bool {
    let mut parts = text.split(';').map(str::trim);
    let essence = parts.next().and_then(|essence| essence.split_once('/'));
    let is_parameter = |parameter: &str| {
        parameter
            .split_once('=')
            .is_some_and(|(name, value)| is_token(name) && is_token(value.trim_matches('"')))
    };
    essence.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
        && parts.all(is_parameter)
}

fn is_token(text: &str) -> bool {
    let is_token_char = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_token_char)
}

#[cfg(test)]
mod tests {
    use super::{is_media_type, time_problem};

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
}
