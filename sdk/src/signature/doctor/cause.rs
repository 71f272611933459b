//! The possible mistakes in a signature.

use std::time::Duration;

use crate::signature::Digest;

/// One reason why a signature is not valid. `Display` writes a sentence that also says what to do.
///
/// It contains names of fields, but no values.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// A required field is missing.
    MissingField(&'static str),
    /// The timestamp does not have the form `2026-11-23T07:27:59Z`.
    IllFormedTimestamp,
    /// The signature is right, but too old.
    Expired {
        /// Its age.
        age: Duration,
        /// The maximum age.
        max_age: Duration,
        /// The offset from UTC in minutes, if local time was probably sent as UTC.
        offset: Option<i32>,
    },

    /// The signature is hexadecimal instead of Base64.
    SignatureInHex,
    /// The signature is Base64 of hexadecimal digits instead of the digest's bytes.
    SignatureOfHex,
    /// The signature uses the URL-safe Base64 alphabet, with `-` and `_` instead of `+` and `/`.
    SignatureUrlSafe,
    /// The signature lacks the `=` padding.
    SignatureUnpadded,
    /// The signature is surrounded by whitespace, such as a line break.
    SignatureSpaced,
    /// A `+` of the signature was received as a space: it was not percent-encoded in the body.
    SignaturePlusLost,
    /// The signature was percent-encoded twice.
    SignatureEncoded,
    /// The signature has a length that no known digest has.
    NoDigest {
        /// Number of bytes, if it is Base64.
        bytes: Option<usize>,
    },
    /// Another digest was used.
    OtherDigest {
        /// The digest that was used.
        signed: Digest,
        /// The digest that is verified.
        expected: Digest,
    },

    /// The key is the app secret without the final `&`.
    SecretWithoutAmpersand,
    /// The key is the app key instead of the app secret.
    AppKeyAsSecret,
    /// The app secret ends with a line break, as if read from a file.
    SecretWithLineBreak,
    /// A plain digest, perhaps with the key joined to the text, was used instead of HMAC.
    PlainDigest,

    /// The fixed text before the fields is missing.
    PrefixMissing,
    /// There is no `&` between the fixed text and the fields.
    PrefixNotSeparated,
    /// Names and values were percent-encoded, but the joined text was not encoded again.
    EncodedOnce,
    /// The joined text was percent-encoded, but names and values were not encoded before.
    FieldsNotEncoded,
    /// Nothing was percent-encoded.
    NotEncoded,
    /// The text was percent-encoded three times.
    EncodedThrice,
    /// A space in a value was encoded as `+`.
    PlusForSpace,
    /// A space in a name was encoded as `%20`.
    NameWithoutPlus,
    /// `*` was not encoded.
    StarKept,
    /// `~` was encoded.
    TildeEncoded,
    /// `/` was not encoded.
    SlashKept,
    /// `!`, `'`, `(` and `)` were not encoded.
    MarksKept,
    /// The percent-encoding uses lowercase hex digits.
    LowerCaseHex,
    /// The fields were not sorted by name.
    Order(Order),

    /// Fields without a value were signed as a text.
    NullAsText {
        /// Their names.
        fields: Vec<String>,
        /// The text.
        text: &'static str,
    },
    /// Booleans were signed in a different case than sent.
    BooleanCase {
        /// The fields.
        fields: Vec<String>,
    },
    /// Fields with an empty value were not signed.
    EmptyLeftOut,
    /// The field of the signature was signed with an empty value.
    SignatureSigned,
    /// Key, nonce and timestamp were not signed.
    OwnFieldsNotSigned,
    /// A file was signed as if it were a text.
    FileSigned(String),
    /// Local time with this offset was signed, and UTC was sent.
    LocalTime {
        /// Minutes east of UTC.
        offset: i32,
    },
    /// The timestamp was signed in a different form than sent.
    TimestampForm(TimestampForm),
    /// A received field was not signed.
    FieldNotSigned(String),
    /// A signed field was not received.
    FieldNotReceived(String),
    /// A field was received with a different value than signed.
    FieldAltered {
        /// Its name.
        name: String,
        /// How the value changed.
        change: Change,
    },

    /// The texts differ in an unknown way.
    OtherText,
    /// The text is right, but the app secret differs.
    OtherSecret,
    /// No known mistake gives this signature. The app secret probably differs; otherwise a field was changed or
    /// lost.
    OtherSecretOrFields,
}

/// A wrong order of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    /// As received.
    AsReceived,
    /// Key, nonce and timestamp first, then the others as received.
    OwnFirst,
    /// Key, nonce and timestamp last, after the others as received.
    OwnLast,
    /// By name, ignoring case.
    IgnoringCase,
    /// By the joined text `name=value`.
    ByPair,
}

/// A wrong form of the timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampForm {
    /// `2026-11-23 07:27:59`.
    Spaced,
    /// `2026-11-23T07:27:59`.
    WithoutZone,
    /// `2026-11-23T07:27:59+00:00`.
    Offset,
    /// `2026-11-23T07:27:59.000Z`.
    Milliseconds,
    /// `1795418879`.
    UnixSeconds,
    /// `1795418879000`.
    UnixMilliseconds,
}

/// How a value changed between signing and receiving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// `+` became a space.
    PlusToSpace,
    /// It was percent-decoded once too often.
    Decoded,
    /// It was percent-encoded once more.
    Encoded,
    /// Whitespace was added around it.
    SpaceAdded,
    /// Its line feeds became CR LF.
    ToCrLf,
    /// Its CR LF became line feeds.
    ToLf,
    /// Its JSON was rewritten with spaces.
    JsonSpaced,
    /// Its JSON was rewritten without spaces.
    JsonCompacted,
    /// Zeros were added after the decimal point.
    ZerosAdded,
    /// A zero after the decimal point was removed.
    ZerosDropped,
    /// Anything else.
    Other,
}
