//! Builds the text to sign, correctly or with mistakes.

use std::borrow::Cow;

use crate::generated::platform::PLATFORM;

/// A name and its value.
pub(super) type Field<'a> = (Cow<'a, str>, Cow<'a, str>);

/// The fields of every call, except the signature.
pub(super) const OWN_FIELDS: [&str; 3] = [
    PLATFORM.key_field,
    PLATFORM.nonce_field,
    PLATFORM.timestamp_field,
];

/// How a text to sign is built.
#[derive(Clone)]
pub(super) struct Recipe<'a> {
    /// In the order received, without the signature.
    pub(super) fields: Vec<Field<'a>>,
    pub(super) prefix: &'static str,
    pub(super) separator: &'static str,
    /// Whether names and values are encoded.
    pub(super) inner: bool,
    /// How often the joined text is encoded.
    pub(super) outer: u8,
    pub(super) sort: fn(&mut [Field<'_>]),
    /// Whether names and values are sorted after they are joined.
    pub(super) sorts_pairs: bool,
    /// The bytes that are not encoded, besides letters and digits.
    pub(super) kept: Vec<u8>,
    pub(super) plus_in_names: bool,
    pub(super) plus_in_values: bool,
    pub(super) lower_case: bool,
}

impl<'a> Recipe<'a> {
    /// Creates the right recipe.
    pub(super) fn new(fields: &'a [(String, String)]) -> Self {
        let borrowed = |(name, value): &'a (String, String)| {
            (Cow::Borrowed(name.as_str()), Cow::Borrowed(value.as_str()))
        };
        Self {
            fields: fields.iter().map(borrowed).collect(),
            prefix: PLATFORM.prefix,
            separator: "&",
            inner: true,
            outer: 1,
            sort: |fields| fields.sort_by(|(a, _), (b, _)| a.cmp(b)),
            sorts_pairs: false,
            kept: b"-._~".to_vec(),
            plus_in_names: true,
            plus_in_values: false,
            lower_case: false,
        }
    }

    /// Adds a field.
    pub(super) fn add(&mut self, name: &str, value: &str) {
        let field = (name.to_owned().into(), value.to_owned().into());
        self.fields.push(field);
    }

    /// Removes all fields with this name.
    pub(super) fn remove(&mut self, name: &str) {
        self.fields.retain(|(field, _)| field != name);
    }

    /// Replaces the values of the fields with this name, unless `change` returns `None`.
    pub(super) fn replace(&mut self, name: &str, change: impl Fn(&str) -> Option<String>) {
        for (_, value) in self.fields.iter_mut().filter(|(field, _)| field == name) {
            if let Some(before) = change(value) {
                *value = before.into();
            }
        }
    }

    pub(super) fn text(mut self) -> String {
        (self.sort)(&mut self.fields);
        let mut pairs: Vec<String> = self.fields.iter().map(|field| self.pair(field)).collect();
        if self.sorts_pairs {
            pairs.sort_unstable();
        }
        let mut text = pairs.join("&");
        for _ in 0..self.outer {
            text = self.encoded(&text, self.plus_in_values);
        }
        [self.prefix, self.separator, &text].concat()
    }

    fn pair(&self, (name, value): &Field<'a>) -> String {
        if !self.inner {
            return format!("{name}={value}");
        }
        let name = self.encoded(name, self.plus_in_names);
        name + "=" + &self.encoded(value, self.plus_in_values)
    }

    fn encoded(&self, text: &str, plus: bool) -> String {
        let digit = |hex: u8| match char::from_digit(hex.into(), 16).unwrap_or_default() {
            digit if self.lower_case => digit,
            digit => digit.to_ascii_uppercase(),
        };
        let mut out = String::with_capacity(text.len() * 2);
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || self.kept.contains(&byte) {
                out.push(char::from(byte));
            } else if plus && byte == b' ' {
                out.push('+');
            } else {
                out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
        out
    }
}
