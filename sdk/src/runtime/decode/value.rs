//! A JSON value, and the types it can be decoded as.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::borrow::Cow;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use super::hidden::Hidden;
use super::notes::Notes;
use super::path::{Path, Step};
use crate::runtime::decimal::exact_decimal;
use crate::runtime::json::{Json, described};
use crate::runtime::seconds::Seconds;
use crate::runtime::secret::{Secret, SecretUrl};

/// A type that can be decoded from JSON.
///
/// Decoding always returns a value. Problems are noted in the value's [`Notes`], which the caller checks at the
/// end; if there is one, the decoded value is discarded. So generated code needs no error paths, which makes it
/// short and cheap to compile.
pub trait Decode: Sized {
    /// Decodes a value.
    fn decode(value: Value<'_>) -> Self;
}

/// A JSON value and its path.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    /// Valid JSON text without surrounding whitespace.
    pub(super) raw: &'a str,
    pub(super) path: Path<'a>,
    pub(super) notes: &'a Notes,
}

/// The text of a missing value, which has been noted.
pub(super) const MISSING: &str = "";

impl<'a> Value<'a> {
    /// Creates a value from valid JSON text. `root` is its path in errors.
    pub(crate) fn root(raw: &'a str, root: &'static str, notes: &'a Notes) -> Self {
        Self {
            raw,
            path: Path::root(root),
            notes,
        }
    }

    /// Creates a value that stands for a missing one, which has been noted.
    pub(super) fn missing(root: &'static str, notes: &'a Notes) -> Self {
        Self::root(MISSING, root, notes)
    }

    /// Creates a value from the text of a member.
    pub(crate) fn member<'s>(&'s self, key: &'s str, raw: &'s str) -> Value<'s> {
        let path = Path {
            parent: Some(&self.path),
            step: Step::Key(key),
        };
        Value {
            raw,
            path,
            notes: self.notes,
        }
    }

    /// Notes a problem with this value.
    #[cold]
    pub(super) fn wrong<T>(&self, problem: impl Into<String>) -> Option<T> {
        self.notes.problem(&self.path, problem);
        None
    }

    #[cold]
    pub(super) fn expected<T>(&self, expected: &str) -> Option<T> {
        self.wrong(format!("expected {expected}, found {}", self.kind()))
    }

    /// Returns its kind in one word; never its content, which may be secret.
    fn kind(&self) -> &'static str {
        match self.raw.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "text",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            Some(_) => "a number",
            None => "nothing",
        }
    }

    /// Returns the text with its escapes resolved.
    fn unescaped(&self) -> Option<Cow<'a, str>> {
        match serde_json::from_str::<String>(self.raw) {
            Ok(text) => Some(Cow::Owned(text)),
            Err(error) => self.wrong(described(&error)),
        }
    }

    fn cow(&self, expected: &str) -> Option<Cow<'a, str>> {
        let Some(inside) = self.raw.strip_prefix('"') else {
            return self.expected(expected);
        };
        // The text is valid JSON, so without an escape it is used unchanged.
        match inside
            .strip_suffix('"')
            .filter(|text| memchr::memchr(b'\\', text.as_bytes()).is_none())
        {
            Some(plain) => Some(Cow::Borrowed(plain)),
            None => self.unescaped(),
        }
    }

    fn number(&self, expected: &str) -> Option<&'a str> {
        match self.raw.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => Some(self.raw),
            _ => self.expected(expected),
        }
    }

    /// Reads a number, or a text that contains one.
    fn lenient_number(&self, expected: &str) -> Option<Cow<'a, str>> {
        if self.raw.starts_with('"') {
            self.cow(expected)
        } else {
            self.number(expected).map(Cow::Borrowed)
        }
    }

    fn parse_integer(&self, text: &str) -> Option<i64> {
        text.parse()
            .ok()
            .or_else(|| self.wrong("expected a whole number of 64 bits"))
    }

    fn parse_float(&self, text: &str) -> Option<f64> {
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.or_else(|| self.wrong("expected a number within the range of a float"))
    }

    fn parse_decimal(&self, text: &str) -> Option<Decimal> {
        exact_decimal(text).or_else(|| self.wrong("expected a decimal number of at most 28 digits"))
    }

    fn parse_unix_time(&self, text: &str) -> Option<OffsetDateTime> {
        let time = OffsetDateTime::from_unix_timestamp(self.parse_integer(text)?).ok();
        time.or_else(|| self.wrong("expected a Unix time within the years -9999 to 9999"))
    }

    fn parse_seconds(&self, text: &str) -> Option<Seconds> {
        let seconds: Option<u64> = text.parse().ok();
        seconds
            .map(Seconds::from)
            .or_else(|| self.wrong("expected a whole number of seconds"))
    }

    #[inline(never)]
    pub(crate) fn text(self) -> String {
        self.cow("text").map_or_else(String::new, Cow::into_owned)
    }

    #[inline(never)]
    pub(crate) fn secret(self) -> Secret {
        self.notes.hide(&self.path, Hidden::Whole);
        Secret::from(self.text())
    }

    #[inline(never)]
    pub(crate) fn boolean(self) -> bool {
        match self.raw {
            "true" => true,
            "false" => false,
            _ => self.expected("a boolean").unwrap_or_default(),
        }
    }

    #[inline(never)]
    pub(crate) fn integer(self) -> i64 {
        self.number("a whole number")
            .and_then(|text| self.parse_integer(text))
            .unwrap_or_default()
    }

    #[inline(never)]
    pub(crate) fn lenient_integer(self) -> i64 {
        let number = self.lenient_number("a whole number");
        number
            .and_then(|text| self.parse_integer(&text))
            .unwrap_or_default()
    }

    /// Reads a whole number in any notation, such as `0.0` or `4e2`, or a text that contains one.
    pub(crate) fn whole_number(self) -> i64 {
        let Some(text) = self.lenient_number("a whole number") else {
            return 0;
        };
        let exact = || exact_decimal(&text).filter(Decimal::is_integer)?.to_i64();
        let number = text.parse().ok().or_else(exact);
        number
            .or_else(|| self.wrong("expected a whole number of 64 bits"))
            .unwrap_or_default()
    }

    #[inline(never)]
    pub(crate) fn float(self) -> f64 {
        self.number("a number")
            .and_then(|text| self.parse_float(text))
            .unwrap_or_default()
    }

    #[inline(never)]
    pub(crate) fn lenient_float(self) -> f64 {
        self.lenient_number("a number")
            .and_then(|text| self.parse_float(&text))
            .unwrap_or_default()
    }

    #[inline(never)]
    pub(crate) fn decimal(self) -> Decimal {
        self.number("a number")
            .and_then(|text| self.parse_decimal(text))
            .unwrap_or_default()
    }

    #[inline(never)]
    pub(crate) fn lenient_decimal(self) -> Decimal {
        self.lenient_number("a number")
            .and_then(|text| self.parse_decimal(&text))
            .unwrap_or_default()
    }

    #[inline(never)]
    pub(crate) fn url(self) -> Url {
        self.parse_url().unwrap_or_else(blank)
    }

    #[inline(never)]
    pub(crate) fn secret_url(self) -> SecretUrl {
        self.notes.hide(&self.path, Hidden::Query);
        self.parse_url().unwrap_or_else(|| SecretUrl::from(blank()))
    }

    fn parse_url<T: FromStr<Err = url::ParseError>>(&self) -> Option<T> {
        let text = self.cow("a URL as text")?;
        text.parse()
            .map_or_else(|error| self.wrong(format!("expected a URL: {error}")), Some)
    }

    #[inline(never)]
    pub(crate) fn any(self) -> Json {
        self.notes.hide(&self.path, Hidden::Unknown);
        Json::from_checked(self.raw)
    }

    #[inline(never)]
    pub(crate) fn time(self) -> OffsetDateTime {
        let time = self.cow("a time as RFC 3339 text").and_then(|text| {
            let time = OffsetDateTime::parse(&text, &Rfc3339).ok();
            time.or_else(|| {
                self.wrong("expected a time as RFC 3339 text, like 2021-09-07T09:20:51Z")
            })
        });
        time.unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    #[inline(never)]
    pub(crate) fn unix_time(self) -> OffsetDateTime {
        let time = self
            .number("a Unix time")
            .and_then(|text| self.parse_unix_time(text));
        time.unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    #[inline(never)]
    pub(crate) fn lenient_unix_time(self) -> OffsetDateTime {
        let time = self
            .lenient_number("a Unix time")
            .and_then(|text| self.parse_unix_time(&text));
        time.unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    #[inline(never)]
    pub(crate) fn unix_time_text(self) -> OffsetDateTime {
        let time = self
            .cow("a Unix time as text")
            .and_then(|text| self.parse_unix_time(&text));
        time.unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    #[inline(never)]
    pub(crate) fn seconds(self) -> Seconds {
        let seconds = self
            .number("a number of seconds")
            .and_then(|text| self.parse_seconds(text));
        seconds.unwrap_or_default()
    }

    #[inline(never)]
    pub(crate) fn lenient_seconds(self) -> Seconds {
        let seconds = self
            .lenient_number("a number of seconds")
            .and_then(|text| self.parse_seconds(&text));
        seconds.unwrap_or_default()
    }

    /// Reports a text that is not listed in an enum.
    #[cold]
    pub(crate) fn unlisted_text(self) {
        if self.notes.wants_unknown()
            && let Ok(text) = serde_json::from_str::<String>(self.raw)
        {
            self.notes.unknown_enum_text(&self.path, &text);
        }
    }

    /// Reports an integer that is not listed in an enum.
    #[cold]
    pub(crate) fn unlisted_integer(self) {
        if self.notes.wants_unknown()
            && let Ok(integer) = self.raw.parse()
        {
            self.notes.unknown_enum_integer(&self.path, integer);
        }
    }

    /// Returns `None` if it is null.
    pub(crate) fn nullable(self) -> Option<Self> {
        (self.raw != "null").then_some(self)
    }
}

/// Returns a placeholder for a URL that could not be decoded.
#[cold]
#[allow(clippy::expect_used, reason = "it is a constant, and a test reads it")]
fn blank() -> Url {
    Url::parse("about:blank").expect("a URL")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_url_that_stands_in() {
        assert_eq!(blank().as_str(), "about:blank");
    }
}
