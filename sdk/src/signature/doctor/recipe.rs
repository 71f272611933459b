//! Builds the text to sign, correctly or with mistakes.

use std::borrow::Cow;

use super::cause::{Cause, Order};
use super::change;
use crate::generated::platform::PLATFORM;

/// Names and values in the order received, without the signature.
pub(crate) type Fields<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// How a text to sign is built.
#[derive(Clone)]
pub(super) struct Recipe<'a> {
    fields: Fields<'a>,
    /// Names of files with their file names.
    files: &'a [(String, String)],
    prefix: &'static str,
    separator: &'static str,
    /// Whether names and values are encoded.
    inner: bool,
    /// How often the joined text is encoded.
    outer: u8,
    order: Option<Order>,
    encoding: Encoding,
}

#[derive(Clone)]
struct Encoding {
    /// The bytes that are not encoded, besides letters and digits.
    kept: Vec<u8>,
    plus_in_names: bool,
    plus_in_values: bool,
    lower_case: bool,
}

impl<'a> Recipe<'a> {
    /// Creates the right recipe.
    pub(super) fn new(fields: &'a [(String, String)], files: &'a [(String, String)]) -> Self {
        let borrowed = |(name, value): &'a (String, String)| {
            (Cow::Borrowed(name.as_str()), Cow::Borrowed(value.as_str()))
        };
        Self {
            fields: fields.iter().map(borrowed).collect(),
            files,
            prefix: PLATFORM.prefix,
            separator: "&",
            inner: true,
            outer: 1,
            order: None,
            encoding: Encoding {
                kept: b"-._~".to_vec(),
                plus_in_names: true,
                plus_in_values: false,
                lower_case: false,
            },
        }
    }

    /// Adds a mistake. Causes that are not mistakes in the text are ignored.
    pub(super) fn with(mut self, cause: &'a Cause) -> Self {
        let encoding = &mut self.encoding;
        match cause {
            Cause::PrefixMissing => (self.prefix, self.separator) = ("", ""),
            Cause::PrefixNotSeparated => self.separator = "",
            Cause::EncodedOnce => self.outer = 0,
            Cause::FieldsNotEncoded => self.inner = false,
            Cause::NotEncoded => (self.inner, self.outer) = (false, 0),
            Cause::EncodedThrice => self.outer = 2,
            Cause::PlusForSpace => encoding.plus_in_values = true,
            Cause::NameWithoutPlus => encoding.plus_in_names = false,
            Cause::StarKept => encoding.kept.push(b'*'),
            Cause::TildeEncoded => encoding.kept.retain(|byte| *byte != b'~'),
            Cause::SlashKept => encoding.kept.push(b'/'),
            Cause::MarksKept => encoding.kept.extend(b"!'()"),
            Cause::LowerCaseHex => encoding.lower_case = true,
            Cause::Order(order) => self.order = Some(*order),
            Cause::FileSigned(wanted) => {
                let file = self.files.iter().find(|(name, _)| name == wanted);
                let signed = file.map(|(name, file)| (name.as_str().into(), file.as_str().into()));
                self.fields.extend(signed);
            }
            other => change::undo(other, &mut self.fields),
        }
        self
    }

    pub(super) fn text(mut self) -> String {
        self.sort();
        let mut pairs: Vec<String> = self.fields.iter().map(|field| self.pair(field)).collect();
        if self.order == Some(Order::ByPair) {
            pairs.sort_unstable();
        }
        let mut text = pairs.join("&");
        for _ in 0..self.outer {
            text = self.encoding.encoded(&text, self.encoding.plus_in_values);
        }
        [self.prefix, self.separator, &text].concat()
    }

    fn pair(&self, (name, value): &(Cow<'a, str>, Cow<'a, str>)) -> String {
        if !self.inner {
            return format!("{name}={value}");
        }
        let name = self.encoding.encoded(name, self.encoding.plus_in_names);
        let value = self.encoding.encoded(value, self.encoding.plus_in_values);
        format!("{name}={value}")
    }

    fn sort(&mut self) {
        let is_own = |name: &str| OWN_FIELDS.contains(&name);
        match self.order {
            None | Some(Order::ByPair) => self.fields.sort_by(|(a, _), (b, _)| a.cmp(b)),
            Some(Order::AsReceived) => {}
            Some(Order::OwnFirst) => self.fields.sort_by_key(|(name, _)| !is_own(name)),
            Some(Order::OwnLast) => self.fields.sort_by_key(|(name, _)| is_own(name)),
            Some(Order::IgnoringCase) => {
                self.fields
                    .sort_by_cached_key(|(name, _)| name.to_lowercase());
            }
        }
    }
}

/// The fields of every call, except the signature.
pub(super) const OWN_FIELDS: [&str; 3] = [
    PLATFORM.key_field,
    PLATFORM.nonce_field,
    PLATFORM.timestamp_field,
];

impl Encoding {
    fn encoded(&self, text: &str, plus: bool) -> String {
        let digit = |hex: u8| {
            let small = char::from_digit(hex.into(), 16).unwrap_or('0');
            if self.lower_case {
                small
            } else {
                small.to_ascii_uppercase()
            }
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
