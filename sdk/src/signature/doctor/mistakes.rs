//! The mistakes that a text to sign may contain, for one call, the most frequent first.

use super::cause::{Cause, Change, Order, TimestampForm};
use super::change::other_case;
use crate::generated::platform::PLATFORM;

/// Mistakes of a call.
pub(super) struct Mistakes {
    /// Mistakes in building the text. Each may be combined with any other mistake.
    pub(super) of_the_text: Vec<Cause>,
    /// Mistakes in one field. Combinations of two are not searched for.
    pub(super) of_a_field: Vec<Cause>,
}

/// Mistakes that occur together with certain functions that are often used for percent-encoding.
pub(super) const HABITS: [&[Cause]; 4] = [
    // Java's `URLEncoder`.
    &[Cause::PlusForSpace, Cause::StarKept, Cause::TildeEncoded],
    // JavaScript's `encodeURI`, for one of the marks.
    &[Cause::StarKept, Cause::MarksKept, Cause::SlashKept],
    // .NET's `HttpUtility.UrlEncode`.
    &[
        Cause::LowerCaseHex,
        Cause::PlusForSpace,
        Cause::TildeEncoded,
    ],
    &[
        Cause::LowerCaseHex,
        Cause::PlusForSpace,
        Cause::TildeEncoded,
        Cause::StarKept,
        Cause::MarksKept,
    ],
];

/// Returns all possible mistakes for these fields. `absent` are fields that the call could have, and `files`
/// are its files with their file names.
pub(super) fn mistakes(
    fields: &[(String, String)],
    absent: &[String],
    files: &[(String, String)],
) -> Mistakes {
    let mut of_the_text = vec![
        Cause::EncodedOnce,
        Cause::PlusForSpace,
        Cause::LowerCaseHex,
        Cause::Order(Order::AsReceived),
        Cause::Order(Order::OwnFirst),
        Cause::Order(Order::OwnLast),
        Cause::StarKept,
        Cause::TildeEncoded,
        Cause::SlashKept,
        Cause::MarksKept,
        Cause::NameWithoutPlus,
        Cause::FieldsNotEncoded,
        Cause::NotEncoded,
        Cause::EncodedThrice,
        Cause::PrefixMissing,
        Cause::PrefixNotSeparated,
        Cause::Order(Order::IgnoringCase),
        Cause::Order(Order::ByPair),
        Cause::EmptyLeftOut,
        Cause::SignatureSigned,
        Cause::OwnFieldsNotSigned,
    ];
    let booleans = fields
        .iter()
        .filter(|(_, value)| other_case(value).is_some());
    let booleans: Vec<String> = booleans.map(|(name, _)| name.clone()).collect();
    if !booleans.is_empty() {
        of_the_text.push(Cause::BooleanCase { fields: booleans });
    }
    of_the_text.extend(nulls(fields, absent));
    let of_a_field = times().chain(of_each_field(fields));
    let signed_files = files
        .iter()
        .map(|(name, _)| Cause::FileSigned(name.clone()));
    Mistakes {
        of_the_text,
        of_a_field: of_a_field.chain(signed_files).collect(),
    }
}

/// Returns nulls as text: all absent and empty fields at once, then each alone.
fn nulls(fields: &[(String, String)], absent: &[String]) -> Vec<Cause> {
    let empty = fields.iter().filter(|(_, value)| value.is_empty());
    let empty: Vec<String> = empty.map(|(name, _)| name.clone()).collect();
    let both: Vec<String> = absent.iter().chain(&empty).cloned().collect();
    let each = both.iter().map(std::slice::from_ref);
    let mut sets: Vec<&[String]> = vec![absent, &both, &empty];
    sets.extend(each);
    sets.retain(|set| !set.is_empty());
    let mut causes = Vec::new();
    for fields in sets {
        for text in ["None", "null", ""] {
            let fields = fields.to_vec();
            let cause = Cause::NullAsText { fields, text };
            if !causes.contains(&cause) {
                causes.push(cause);
            }
        }
    }
    causes
}

/// Returns the offsets from UTC that are in use, and other forms of the timestamp.
fn times() -> impl Iterator<Item = Cause> {
    const UNUSUAL: [i32; 3] = [5 * 60 + 45, 8 * 60 + 45, 12 * 60 + 45];
    let half_hours = (-24..=28).map(|half_hour| half_hour * 30);
    let offsets = half_hours.filter(|offset| *offset != 0).chain(UNUSUAL);
    let forms = [
        TimestampForm::Spaced,
        TimestampForm::WithoutZone,
        TimestampForm::Offset,
        TimestampForm::Milliseconds,
        TimestampForm::UnixSeconds,
        TimestampForm::UnixMilliseconds,
    ];
    offsets
        .map(|offset| Cause::LocalTime { offset })
        .chain(forms.map(Cause::TimestampForm))
}

fn of_each_field(fields: &[(String, String)]) -> impl Iterator<Item = Cause> {
    fields.iter().flat_map(|(name, value)| {
        let altered = Change::KNOWN
            .into_iter()
            .filter(|change| change.undo(value).is_some());
        let altered = altered.map(|change| Cause::FieldAltered {
            name: name.clone(),
            change,
        });
        let is_time = name == PLATFORM.timestamp_field;
        std::iter::once(Cause::FieldNotSigned(name.clone()))
            .chain(altered.filter(move |_| !is_time))
    })
}
