//! Writes signed fields: percent-encoded once, they are the form body, and twice, the signed text.

use crate::generated::platform::PLATFORM;

/// Where the signed text goes: to a digest, or to memory.
pub(crate) trait SignedText {
    fn update(&mut self, bytes: &[u8]);
}

impl SignedText for Vec<u8> {
    fn update(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Returns the whole message that is signed, for debugging. A field named `sign` is ignored.
///
/// It contains the values of all fields, so it is as secret as they are.
pub fn string_to_sign<N: AsRef<str>, V: AsRef<str>>(
    fields: impl IntoIterator<Item = (N, V)>,
) -> String {
    let mut text = Vec::new();
    push_signed_text(fields, &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

/// Writes the signed text of these fields, in any order.
pub(crate) fn push_signed_text<N: AsRef<str>, V: AsRef<str>>(
    fields: impl IntoIterator<Item = (N, V)>,
    text: &mut impl SignedText,
) {
    let fields = fields.into_iter();
    let mut fields: Vec<(N, V)> = fields
        .filter(|(name, _)| name.as_ref() != PLATFORM.signature_field)
        .collect();
    fields.sort_by(|(one, _), (other, _)| one.as_ref().cmp(other.as_ref()));
    push_prefix(text);
    let mut form = Form::new(text, 0);
    for (name, value) in &fields {
        form.push_field(name.as_ref(), value.as_ref().as_bytes());
    }
    form.finish();
}

/// Writes the fixed text in front of the fields.
pub(crate) fn push_prefix(text: &mut impl SignedText) {
    text.update(PLATFORM.prefix.as_bytes());
    text.update(b"&");
}

/// The start of a field: encoded once for the body, and twice for the signed text.
#[derive(Clone)]
pub(crate) struct Beginning {
    once: Vec<u8>,
    twice: Vec<u8>,
}

impl Beginning {
    /// Encodes a name, `=`, and the known start of the value.
    pub(crate) fn new(name: &str, value: &str) -> Self {
        let (mut once, mut twice) = (Vec::new(), Vec::new());
        let mut push = |one: &[u8], two: &[u8]| {
            once.extend_from_slice(one);
            twice.extend_from_slice(two);
        };
        encode(name.as_bytes(), IN_NAMES, &mut push);
        push(b"=", b"%3D");
        encode(value.as_bytes(), IN_VALUES, push);
        Self { once, twice }
    }
}

/// Incremental form writer.
pub(crate) struct Form<'a, S> {
    once: Vec<u8>,
    twice: [u8; 256],
    /// How much of `twice` is not passed on yet.
    waiting: usize,
    text: &'a mut S,
}

impl<'a, S: SignedText> Form<'a, S> {
    /// Creates an empty form. The text in front of it is already written.
    pub(crate) fn new(text: &'a mut S, room: usize) -> Self {
        Self {
            once: Vec::with_capacity(room),
            twice: [0; 256],
            waiting: 0,
            text,
        }
    }

    /// Adds a field.
    pub(crate) fn push_field(&mut self, name: &str, value: &[u8]) {
        encode(name.as_bytes(), IN_NAMES, |once, twice| {
            self.push(once, twice)
        });
        self.push_few(b"=", b"%3D");
        encode(value, IN_VALUES, |once, twice| self.push(once, twice));
        self.end_field();
    }

    /// Starts a field.
    pub(crate) fn begin_field(&mut self, beginning: &Beginning) {
        self.push(&beginning.once, &beginning.twice);
    }

    /// Ends a field.
    pub(crate) fn end_field(&mut self) {
        self.push_few(b"&", b"%26");
    }

    /// Completes the signed text and returns the body.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        // The separator before the signature is sent but not signed. It is still waiting.
        self.waiting = self.waiting.saturating_sub(b"%26".len());
        self.flush();
        self.once
    }

    /// Adds a few bytes, encoded once and twice. Their number is known at compile time.
    #[inline]
    pub(crate) fn push_few<const N: usize, const M: usize>(
        &mut self,
        once: &[u8; N],
        twice: &[u8; M],
    ) {
        self.once.extend_from_slice(once);
        if self.waiting + M > self.twice.len() {
            self.flush();
        }
        let room = self
            .twice
            .get_mut(self.waiting..)
            .and_then(<[u8]>::first_chunk_mut);
        if let Some(room) = room {
            *room = *twice;
            self.waiting += M;
        }
    }

    fn push(&mut self, once: &[u8], twice: &[u8]) {
        self.once.extend_from_slice(once);
        if self.waiting + twice.len() > self.twice.len() {
            self.flush();
        }
        match self.twice.get_mut(self.waiting..self.waiting + twice.len()) {
            Some(room) => {
                room.copy_from_slice(twice);
                self.waiting += twice.len();
            }
            None => self.text.update(twice),
        }
    }

    fn flush(&mut self) {
        self.text
            .update(self.twice.get(..self.waiting).unwrap_or_default());
        self.waiting = 0;
    }
}

/// Appends the signature.
pub(crate) fn push_signature(form: &mut Vec<u8>, field: &str, signature: &[u8]) {
    form.extend_from_slice(field.as_bytes());
    form.push(b'=');
    encode(signature, IN_VALUES, |once, _| form.extend_from_slice(once));
}

/// A space, encoded once and twice. The platform's own clients encode it differently in names and in values.
type Space = [&'static [u8]; 2];
const IN_NAMES: Space = [b"+", b"%2B"];
const IN_VALUES: Space = [b"%20", b"%2520"];

/// Percent-encodes as in RFC 3986, once and twice. Pushes unchanged runs as a whole and other bytes one by one.
#[inline]
fn encode(text: &[u8], space: Space, mut push: impl FnMut(&[u8], &[u8])) {
    let mut rest = text;
    loop {
        let run = rest
            .iter()
            .position(|byte| !is_unreserved(*byte))
            .unwrap_or(rest.len());
        let (stays, tail) = rest.split_at(run);
        if run > 0 {
            push(stays, stays);
        }
        let Some((byte, after)) = tail.split_first() else {
            return;
        };
        rest = after;
        if *byte == b' ' {
            let [once, twice] = space;
            push(once, twice);
        } else {
            let [high, low] = [hex(byte >> 4), hex(byte & 15)];
            push(&[b'%', high, low], &[b'%', b'2', b'5', high, low]);
        }
    }
}

fn hex(nibble: u8) -> u8 {
    b"0123456789ABCDEF"
        .get(usize::from(nibble))
        .copied()
        .unwrap_or(b'0')
}

fn is_unreserved(byte: u8) -> bool {
    #[allow(clippy::indexing_slicing, reason = "it runs in the compiler")]
    const UNRESERVED: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte: u8 = 0;
        loop {
            table[byte as usize] =
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
            if byte == u8::MAX {
                break table;
            }
            byte += 1;
        }
    };
    UNRESERVED.get(usize::from(byte)).copied().unwrap_or(false)
}

/// Percent-encodes a value once.
#[cfg(feature = "doctor")]
pub(crate) fn percent_encoded(value: &str) -> String {
    let mut encoded = Vec::new();
    encode(value.as_bytes(), IN_VALUES, |once, _| {
        encoded.extend_from_slice(once)
    });
    String::from_utf8_lossy(&encoded).into_owned()
}
