//! Reads the parameters of a call from the received fields and files. Reading always returns a value; problems
//! are collected and checked at the end.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::cell::Cell;

use rust_decimal::Decimal;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use super::calls::{ReceivedCall, is_signature_field};
use super::mockable::Mockable;
use super::parameters::is_repeated;
use crate::runtime::generated::{
    Endpoint, ExtraSet, File, Json, Notes, Seconds, Secret, SecretUrl, Value,
};

/// Returns the request of a call if it has this type and can be decoded.
pub(crate) fn request<R: Mockable>(call: &ReceivedCall) -> Option<R> {
    if call.endpoint?.path != R::ENDPOINT.path {
        return None;
    }
    let sent = Sent {
        call,
        endpoint: R::ENDPOINT,
        notes: Notes::default(),
        is_wrong: Cell::new(false),
    };
    let request = R::read(&sent);
    let is_right = !sent.is_wrong.get() && sent.notes.finish().is_ok();
    is_right.then_some(request)
}

/// A received call, as generated code reads it.
#[derive(Debug)]
pub struct Sent<'a> {
    call: &'a ReceivedCall,
    endpoint: &'static Endpoint,
    notes: Notes,
    is_wrong: Cell<bool>,
}

impl<'a> Sent<'a> {
    fn wrong(&self) {
        self.is_wrong.set(true);
    }

    fn text<'s>(&'s self, text: &'a str) -> Text<'s> {
        Text { text, sent: self }
    }

    pub(crate) fn optional(&self, name: &str) -> Option<Text<'_>> {
        self.call.field(name).map(|text| self.text(text))
    }

    pub(crate) fn required(&self, name: &str) -> Text<'_> {
        self.optional(name).unwrap_or_else(|| {
            self.wrong();
            self.text("")
        })
    }

    /// Reads a list in one field, joined by commas, or in a field for each item.
    pub(crate) fn list<T>(&self, name: &str, read: fn(Text<'_>) -> T) -> Option<Vec<T>> {
        let texts = self.call.values(name);
        let items: Vec<&str> = match texts.as_slice() {
            [] => return None,
            _ if self.is_repeated(name) => texts,
            // No item and one empty item look the same, and the latter is never sent.
            ["", ..] => Vec::new(),
            [joined, ..] => joined.split(',').collect(),
        };
        Some(
            items
                .into_iter()
                .map(|item| read(self.text(item)))
                .collect(),
        )
    }

    /// Reads a required list. If each item is a separate field, nothing is sent for an empty list.
    pub(crate) fn required_list<T>(&self, name: &str, read: fn(Text<'_>) -> T) -> Vec<T> {
        self.list(name, read).unwrap_or_else(|| {
            if !self.is_repeated(name) {
                self.wrong();
            }
            Vec::new()
        })
    }

    fn is_repeated(&self, name: &str) -> bool {
        self.endpoint.param(name).is_some_and(is_repeated)
    }

    pub(crate) fn file(&self, name: &str) -> Option<File> {
        self.call.file(name).map(|file| {
            File::received(
                &file.file_name,
                file.media_type.as_deref(),
                file.length,
                file.content.clone(),
            )
        })
    }

    pub(crate) fn required_file(&self, name: &str) -> File {
        self.file(name).unwrap_or_else(|| {
            self.wrong();
            File::from_bytes("", "")
        })
    }

    /// Returns the parameters that are not listed in the call itself.
    pub(crate) fn further(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let endpoint = self.endpoint;
        self.call
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(move |(name, _)| !is_signature_field(name) && endpoint.param(name).is_none())
    }

    /// Returns the name of the set of further parameters that a field selects, if exactly its parameters were
    /// sent.
    pub(crate) fn set(&self, name: &str, sets: &[ExtraSet]) -> Option<&'static str> {
        let named = self.call.field(name)?;
        let set = sets.iter().find(|set| set.name == named)?;
        let is_whole = self.further().count() == set.params.len()
            && self
                .further()
                .all(|(name, _)| set.names().any(|own| own == name));
        is_whole.then_some(set.name)
    }
}

/// The text of a field or of an item in a list.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    text: &'a str,
    sent: &'a Sent<'a>,
}

impl<'a> Text<'a> {
    fn checked<T>(self, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.sent.wrong();
        }
        value
    }

    pub(crate) fn as_str(self) -> &'a str {
        self.text
    }

    /// Returns JSON in a field, to be decoded like other JSON.
    pub(crate) fn value(self) -> Value<'a> {
        Value::root(self.text, "$", &self.sent.notes)
    }

    pub(crate) fn text(self) -> String {
        self.text.to_owned()
    }

    pub(crate) fn secret(self) -> Secret {
        Secret::from(self.text)
    }

    pub(crate) fn boolean(self) -> bool {
        let value = match self.text {
            "True" => Some(true),
            "False" => Some(false),
            _ => None,
        };
        self.checked(value).unwrap_or_default()
    }

    pub(crate) fn integer(self) -> i64 {
        self.checked(self.text.parse().ok()).unwrap_or_default()
    }

    pub(crate) fn float(self) -> f64 {
        self.checked(self.text.parse().ok()).unwrap_or_default()
    }

    pub(crate) fn decimal(self) -> Decimal {
        let decimal = Decimal::from_str_exact(self.text).ok();
        self.checked(decimal).unwrap_or_default()
    }

    pub(crate) fn url(self) -> Url {
        match Url::parse(self.text) {
            Ok(url) => url,
            // Decodes something that is not a URL, which returns the placeholder.
            Err(_) => Value::root("null", "$", &self.sent.notes).url(),
        }
    }

    pub(crate) fn secret_url(self) -> SecretUrl {
        self.text
            .parse()
            .unwrap_or_else(|_| SecretUrl::from(self.url()))
    }

    pub(crate) fn json(self) -> Json {
        let json = Json::from_text(self.text).ok();
        self.checked(json)
            .unwrap_or_else(|| Json::from_checked("null"))
    }

    pub(crate) fn time(self) -> OffsetDateTime {
        let time = OffsetDateTime::parse(self.text, &Rfc3339).ok();
        self.checked(time).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    pub(crate) fn unix_time(self) -> OffsetDateTime {
        let time = OffsetDateTime::from_unix_timestamp(self.integer()).ok();
        self.checked(time).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    pub(crate) fn unix_time_text(self) -> OffsetDateTime {
        self.unix_time()
    }

    pub(crate) fn seconds(self) -> Seconds {
        let seconds: Option<u64> = self.text.parse().ok();
        Seconds::from(self.checked(seconds).unwrap_or_default())
    }
}
