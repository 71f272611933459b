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
#[must_use]
pub fn is_media_type(text: &str) -> bool {
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
