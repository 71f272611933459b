//! Writes signed fields: percent-encoded once, they are the form body, and twice, the signed text.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::generated::platform::PLATFORM;

/// Returns the whole message that is signed, for debugging. A field named `sign` is ignored.
///
/// It contains the values of all fields, so it is as secret as they are.
pub fn string_to_sign<N: AsRef<str>, V: AsRef<str>>(
    fields: impl IntoIterator<Item = (N, V)>,
) -> String {
    let form = Form::of(fields);
    let signed = String::from_utf8_lossy(form.signed_fields());
    [PLATFORM.prefix, "&", &signed].concat()
}

/// Incremental form writer.
#[derive(Default)]
pub(crate) struct Form {
    /// The fields, each followed by `&`.
    once: Vec<u8>,
    /// The same, encoded once more.
    twice: Vec<u8>,
}

impl Form {
    /// Writes fields in any order. A field named `sign` is ignored.
    pub(super) fn of<N: AsRef<str>, V: AsRef<str>>(
        fields: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let mut fields: Vec<(N, V)> = fields.into_iter().collect();
        fields.retain(|(name, _)| name.as_ref() != PLATFORM.signature_field);
        fields.sort_by(|(one, _), (other, _)| one.as_ref().cmp(other.as_ref()));
        let mut form = Self::default();
        for (name, value) in &fields {
            form.push_field(name.as_ref(), value.as_ref().as_bytes());
        }
        form
    }

    /// Creates an empty form with room for this many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self {
            once: Vec::with_capacity(bytes),
            twice: Vec::with_capacity(bytes * 3 / 2),
        }
    }

    /// Adds a field. The order of the fields is the order of signing.
    pub(crate) fn push_field(&mut self, name: &str, value: &[u8]) {
        self.encode(name.as_bytes(), IN_NAMES);
        self.push(b"=", b"%3D");
        self.encode(value, IN_VALUES);
        self.push(b"&", b"%26");
    }

    /// Returns the text to sign, without its start.
    pub(crate) fn signed_fields(&self) -> &[u8] {
        // The separator before the signature is sent but not signed.
        self.twice.strip_suffix(b"%26").unwrap_or_default()
    }

    /// Returns the body with a signature.
    pub(crate) fn signed(mut self, signature: &str) -> Vec<u8> {
        self.push_field(PLATFORM.signature_field, signature.as_bytes());
        self.once.pop();
        self.once
    }

    fn push(&mut self, once: &[u8], twice: &[u8]) {
        self.once.extend_from_slice(once);
        self.twice.extend_from_slice(twice);
    }

    /// Percent-encodes as in RFC 3986, once and twice.
    fn encode(&mut self, text: &[u8], [once, twice]: Space) {
        for part in percent_encode(text, RESERVED).map(str::as_bytes) {
            match part {
                b"%20" => self.push(once, twice),
                [b'%', high, low] => self.push(part, &[b'%', b'2', b'5', *high, *low]),
                unchanged => self.push(unchanged, unchanged),
            }
        }
    }
}

/// A space, encoded once and twice. The platform's own clients encode it differently in names and in values.
type Space = [&'static [u8]; 2];
const IN_NAMES: Space = [b"+", b"%2B"];
const IN_VALUES: Space = [b"%20", b"%2520"];

/// Everything but the unreserved characters of RFC 3986.
pub(crate) const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
