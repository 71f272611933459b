//! What may be wrong with a signature.

use std::time::Duration;

use crate::signature::Digest;

/// One reason why a signature does not verify. `Display` says it in a sentence with what to do.
///
/// It holds names of fields and never a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// A field that every signed call has is not there.
    MissingField(&'static str),
    /// The timestamp is not like `2026-11-23T07:27:59Z`.
    IllFormedTimestamp,
    /// The signature is right, but too old.
    Expired {
        /// How old it is.
        age: Duration,
        /// How old it may be.
        max_age: Duration,
        /// The offset from UTC in minutes, if the age is that of a local time sent as UTC.
        offset: Option<i32>,
    },

    /// The signature is hexadecimal instead of Base64.
    SignatureInHex,
    /// The signature is Base64 of hexadecimal digits instead of the digest's bytes.
    SignatureOfHex,
    /// The signature has the alphabet of URLs, `-` and `_` for `+` and `/`.
    SignatureUrlSafe,
    /// The signature lacks the `=` at its end.
    SignatureUnpadded,
    /// The signature has white space around it, such as a line break.
    SignatureSpaced,
    /// A `+` of the signature came as a space: it was not percent-encoded in the body.
    SignaturePlusLost,
    /// The signature was percent-encoded once more than the body is.
    SignatureEncoded,
    /// The signature has another length than every digest that is known here.
    NoDigest {
        /// Bytes it has, as far as it is Base64.
        bytes: Option<usize>,
    },
    /// Another digest was taken.
    OtherDigest {
        /// The one that was taken.
        signed: Digest,
        /// The one that is verified.
        expected: Digest,
    },

    /// The key is the app secret without the `&` after it.
    SecretWithoutAmpersand,
    /// The key is the app key instead of the app secret.
    AppKeyAsSecret,
    /// The app secret has a line break at its end, as from a file.
    SecretWithLineBreak,
    /// A digest without a key, or with the key joined to the text, was taken instead of HMAC.
    PlainDigest,

    /// The fixed text before the fields is missing.
    PrefixMissing,
    /// There is no `&` between the fixed text and the fields.
    PrefixNotSeparated,
    /// Names and values were percent-encoded, but not the joined text once more.
    EncodedOnce,
    /// The joined text was percent-encoded, but not names and values before.
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
    /// The hex digits of the percent-encoding are in lower case.
    LowerCaseHex,
    /// The fields were signed in another order than that of their names.
    Order(Order),

    /// Fields without a value were signed as a text.
    NullAsText {
        /// Their names.
        fields: Vec<String>,
        /// The text.
        text: &'static str,
    },
    /// Booleans were signed in another case than they were sent.
    BooleanCase {
        /// The fields.
        fields: Vec<String>,
    },
    /// Fields with an empty value were not signed.
    EmptyLeftOut,
    /// The signature's own field was signed as an empty one.
    SignatureSigned,
    /// None of key, nonce and timestamp was signed.
    OwnFieldsNotSigned,
    /// A file was signed as if it were a text.
    FileSigned(String),
    /// The time was signed with this offset from UTC, in minutes, and sent in UTC.
    LocalTime {
        /// Minutes east of Greenwich.
        offset: i32,
    },
    /// The time was signed in another form than it was sent.
    TimestampForm(TimestampForm),
    /// A field came that was not signed.
    FieldNotSigned(String),
    /// A field was signed that did not come.
    FieldNotReceived(String),
    /// A field came with another value than was signed.
    FieldAltered {
        /// Its name.
        name: String,
        /// What became of the value.
        change: Change,
    },

    /// The texts are not the same, and it is none of the mistakes that are known here.
    OtherText,
    /// The text is right and the app secret is not.
    OtherSecret,
    /// None of the mistakes that are known here gives this signature: most likely the app secret is another
    /// one, else a field was altered or lost.
    OtherSecretOrFields,
}

/// An order of the fields that is not the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    /// As they came.
    AsReceived,
    /// Key, nonce and timestamp first, and the others as they came.
    OwnFirst,
    /// Key, nonce and timestamp last, and the others as they came.
    OwnLast,
    /// By name, capital letters and small ones alike.
    IgnoringCase,
    /// By the joined `name=value`.
    ByPair,
}

/// A form of the timestamp that is not the right one.
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

/// What became of a value between signing and receiving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// `+` became a space.
    PlusToSpace,
    /// It was percent-decoded once too often.
    Decoded,
    /// It was percent-encoded once more.
    Encoded,
    /// White space came around it.
    SpaceAdded,
    /// Its line feeds became CR LF.
    ToCrLf,
    /// Its CR LF became line feeds.
    ToLf,
    /// Its JSON was written with spaces.
    JsonSpaced,
    /// Its JSON was written without spaces.
    JsonCompacted,
    /// Zeros came after the decimal point.
    ZerosAdded,
    /// A zero after the decimal point was dropped.
    ZerosDropped,
    /// Anything else.
    Other,
}
