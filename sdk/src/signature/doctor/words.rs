//! The wording of a cause, with advice.

use std::fmt;

use super::cause::{Cause, Change, Order, TimestampForm};
use crate::generated::platform::PLATFORM;
use crate::runtime::quoted::Quoted;

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingField(name) => {
                write!(
                    f,
                    "the field {} is missing; every call has it",
                    Quoted(name)
                )
            }
            Self::IllFormedTimestamp => f.write_str(
                "the timestamp is not of the form 2026-11-23T07:27:59Z; send whole seconds in UTC",
            ),
            Self::Expired {
                age,
                max_age,
                offset,
            } => {
                write!(
                    f,
                    "the timestamp is {} s old, more than {} s",
                    age.as_secs(),
                    max_age.as_secs()
                )?;
                match offset {
                    Some(offset) => write!(
                        f,
                        "; it looks like local time at {}: send UTC",
                        Zone(*offset)
                    ),
                    None => f.write_str("; sign each attempt anew and set the clock"),
                }
            }
            Self::OtherDigest { signed, expected } => {
                let (signed, expected) = (signed.name(), expected.name());
                write!(
                    f,
                    "the signature is made with {signed}; this platform verifies {expected}"
                )
            }
            Self::NoDigest { bytes: Some(bytes) } => {
                write!(
                    f,
                    "the signature has {bytes} bytes, but HMAC-SHA1 has 20 and HMAC-SHA256 has 32"
                )
            }
            Self::PrefixMissing => {
                write!(
                    f,
                    "the text to sign does not begin with {}; put it and `&` before the fields",
                    Quoted(PLATFORM.prefix)
                )
            }
            Self::NullAsText { fields, text } => {
                write!(
                    f,
                    "without a value, {} signed as {}; omit fields without a value",
                    Names(fields),
                    Quoted(text)
                )
            }
            Self::BooleanCase { fields } => {
                write!(
                    f,
                    "as booleans, {} signed in a different case than sent; write `True` and `False` in both",
                    Names(fields)
                )
            }
            Self::FileSigned(name) => {
                write!(
                    f,
                    "the file {} was signed as a text; files are not signed",
                    Quoted(name)
                )
            }
            Self::LocalTime { offset } => {
                write!(
                    f,
                    "local time, {}, was signed and UTC was sent; use UTC for both",
                    Zone(*offset)
                )
            }
            Self::TimestampForm(form) => {
                write!(
                    f,
                    "the timestamp was signed {form}, but sent in another form; sign the text that is sent"
                )
            }
            Self::FieldNotSigned(name) => {
                write!(
                    f,
                    "the field {} was not signed; sign every field that is sent, and add none afterwards",
                    Quoted(name)
                )
            }
            Self::FieldNotReceived(name) => {
                write!(
                    f,
                    "the field {} was signed and not received; send every signed field",
                    Quoted(name)
                )
            }
            Self::FieldAltered { name, change } => {
                write!(
                    f,
                    "the field {} was changed after signing: {change}; sign the text that is sent",
                    Quoted(name)
                )
            }
            Self::Order(order) => write!(
                f,
                "the fields were signed {order}; sort them by name, by their bytes"
            ),
            other => f.write_str(other.fixed_words()),
        }
    }
}

impl Cause {
    /// Returns the sentence of a cause without data.
    fn fixed_words(&self) -> &'static str {
        match self {
            Self::SignatureInHex => {
                "the signature is hexadecimal; write the digest's bytes as Base64"
            }
            Self::SignatureOfHex => {
                "the signature is Base64 of hex digits; write the digest's bytes as Base64"
            }
            Self::SignatureUrlSafe => {
                "the signature has `-` and `_`; use the standard Base64 alphabet with `+` and `/`"
            }
            Self::SignatureUnpadded => {
                "the signature lacks the `=` at its end; use Base64 with padding"
            }
            Self::SignatureSpaced => "the signature is surrounded by whitespace; remove it",
            Self::SignaturePlusLost => {
                "a `+` of the signature was received as a space; percent-encode the signature in the body"
            }
            Self::SignatureEncoded => {
                "the signature was percent-encoded twice on its way; encode the body once"
            }
            Self::NoDigest { .. } => {
                "the signature is not Base64; write the digest's bytes as Base64"
            }
            Self::SecretWithoutAmpersand => "the key lacks the `&` after the app secret; append it",
            Self::AppKeyAsSecret => "the key is the app key; use the app secret",
            Self::SecretWithLineBreak => "the app secret ends with a line break; remove it",
            Self::PlainDigest => {
                "a plain digest was used; use HMAC with the app secret and `&` as its key"
            }
            Self::PrefixNotSeparated => {
                "there is no `&` between the fixed text and the fields; put one there"
            }
            Self::EncodedOnce => {
                "the text was percent-encoded once, in names and values; encode the joined text once more"
            }
            Self::FieldsNotEncoded => {
                "the text was percent-encoded once, as a whole; encode each name and value before joining them"
            }
            Self::NotEncoded => {
                "nothing was percent-encoded; encode each name and value, and the joined text once more"
            }
            Self::EncodedThrice => {
                "the text was percent-encoded three times; encode names and values, and the joined text once more"
            }
            Self::PlusForSpace => "a space in a value was signed as `+`; encode it as `%20`",
            Self::NameWithoutPlus => {
                "a space in a name was signed as `%20`; only in names, it is `+`"
            }
            Self::StarKept => "`*` was not encoded; encode it as `%2A`",
            Self::TildeEncoded => "`~` was encoded; leave it as it is",
            Self::SlashKept => "`/` was not encoded; encode it as `%2F`",
            Self::MarksKept => {
                "`!`, `'`, `(` and `)` were not encoded; encode all but letters, digits and `-._~`"
            }
            Self::LowerCaseHex => {
                "the percent-encoding has lower-case hex digits; use upper case, as in `%2F`"
            }
            Self::EmptyLeftOut => {
                "fields with an empty value were not signed; an empty text is signed as well as sent"
            }
            Self::SignatureSigned => "the signature's own field was signed, too; leave it out",
            Self::OwnFieldsNotSigned => {
                "app key, nonce and timestamp were not signed; sign them like all other fields"
            }
            Self::OtherText => "the signed text differs from the right one in an unknown way",
            Self::OtherSecret => {
                "the text to sign is right, so the app secrets differ; compare the secrets of both sides"
            }
            _ => {
                "no usual mistake explains this signature: compare the app secrets first, then the texts to sign, to find a field that was changed or lost"
            }
        }
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AsReceived => "unsorted, as they were sent",
            Self::OwnFirst => "unsorted, with key, nonce and timestamp first",
            Self::OwnLast => "unsorted, with key, nonce and timestamp last",
            Self::IgnoringCase => "sorted without regard to case",
            Self::ByPair => "sorted after they were joined as `name=value`",
        })
    }
}

impl fmt::Display for TimestampForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Spaced => "with a space, like `2026-11-23 07:27:59`",
            Self::WithoutZone => "without a zone, like `2026-11-23T07:27:59`",
            Self::Offset => "with an offset, like `2026-11-23T07:27:59+00:00`",
            Self::Milliseconds => "with milliseconds, like `2026-11-23T07:27:59.000Z`",
            Self::UnixSeconds => "in seconds since 1970",
            Self::UnixMilliseconds => "in milliseconds since 1970",
        })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PlusToSpace => {
                "its `+` was received as a space, which is what an unencoded `+` means in a form"
            }
            Self::Decoded => "it was percent-decoded once too often",
            Self::Encoded => "it was percent-encoded once more",
            Self::SpaceAdded => "whitespace was added around it",
            Self::ToCrLf => "its line feeds became CR LF",
            Self::ToLf => "its CR LF became line feeds",
            Self::JsonSpaced => "its JSON was rewritten with spaces",
            Self::JsonCompacted => "its JSON was rewritten without spaces",
            Self::ZerosAdded => "zeros were added after the decimal point",
            Self::ZerosDropped => "a zero after the decimal point was removed",
            Self::Other => "its value differs",
        })
    }
}

/// Names in a sentence, with their verb.
struct Names<'a>(&'a [String]);

impl fmt::Display for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 5;
        for (index, name) in self.0.iter().take(MOST).enumerate() {
            write!(f, "{}{}", if index == 0 { "" } else { ", " }, Quoted(name))?;
        }
        match self.0.len() {
            1 => f.write_str(" was"),
            2..=MOST => f.write_str(" were"),
            more => write!(f, " and {} more were", more.saturating_sub(MOST)),
        }
    }
}

/// `UTC+08:00`.
struct Zone(i32);

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        let minutes = self.0.unsigned_abs();
        write!(f, "UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}
