//! The mistakes that a text to sign may contain, for one call, the most frequent first.

use super::changes::{self, Undo, local_time, other_case};
use super::diagnosis::Cause;
use super::recipe::{Field, OWN_FIELDS, Recipe};
use crate::generated::platform::PLATFORM;
use crate::runtime::quoted::Quoted;

/// A mistake, and how a text is built with it.
pub(super) struct Mistake<'a> {
    pub(super) cause: Cause,
    plant: Box<dyn Fn(&mut Recipe<'_>) + 'a>,
}

impl<'a> Mistake<'a> {
    fn new(cause: Cause, plant: impl Fn(&mut Recipe<'_>) + 'a) -> Self {
        let plant = Box::new(plant);
        Self { cause, plant }
    }

    pub(super) fn planted<'r>(&self, mut recipe: Recipe<'r>) -> Recipe<'r> {
        (self.plant)(&mut recipe);
        recipe
    }
}

/// Mistakes of a call.
pub(super) struct Mistakes<'a> {
    /// Mistakes in building the text. Each may be combined with any other mistake.
    pub(super) of_the_text: Vec<Mistake<'a>>,
    /// Mistakes in one field. Combinations of two are not searched for.
    of_a_field: Vec<Mistake<'a>>,
}

impl<'a> Mistakes<'a> {
    /// Returns all possible mistakes for these fields. `absent` are fields that the call could have, and
    /// `files` are its files with their file names.
    pub(super) fn new(
        fields: &'a [(String, String)],
        absent: &[&'a str],
        files: &'a [(String, String)],
    ) -> Self {
        let mut of_the_text: Vec<Mistake<'a>> = OF_ANY_CALL
            .iter()
            .map(|(code, sentence, plant)| Mistake::new(Cause::new(code, *sentence), plant))
            .collect();
        let prefix = Quoted(PLATFORM.prefix);
        let sentence = format!(
            "the text to sign does not begin with {prefix}; put it and `&` before the fields"
        );
        of_the_text.push(Mistake::new(
            Cause::new("prefix-missing", sentence),
            |recipe| {
                (recipe.prefix, recipe.separator) = ("", "");
            },
        ));
        of_the_text.push(Mistake::new(signature_signed(), |recipe| {
            recipe.add(PLATFORM.signature_field, "");
        }));
        of_the_text.extend(booleans(fields));
        of_the_text.extend(nulls(fields, absent));
        let mut of_a_field: Vec<Mistake<'a>> = times().collect();
        of_a_field.extend(fields.iter().flat_map(of_field));
        of_a_field.extend(files.iter().map(|(name, file_name)| {
            let file = Quoted(name);
            let sentence = format!("the file {file} was signed as a text; files are not signed");
            let cause = Cause::new("file-signed", sentence);
            Mistake::new(cause, move |recipe| recipe.add(name, file_name))
        }));
        Self {
            of_the_text,
            of_a_field,
        }
    }

    /// Returns the mistakes to try together: one before two, and two before the habits of certain libraries.
    pub(super) fn sets(&self) -> impl Iterator<Item = Vec<&Mistake<'a>>> {
        let text = &self.of_the_text;
        let single = text.iter().chain(&self.of_a_field).map(|one| vec![one]);
        let pairs = text.iter().enumerate().flat_map(|(index, one)| {
            let others = text.iter().skip(index + 1).chain(&self.of_a_field);
            others.map(move |other| vec![one, other])
        });
        let habits = HABITS.iter().map(|codes| {
            let is_part = |one: &&Mistake<'_>| codes.contains(&one.cause.code());
            text.iter().filter(is_part).collect()
        });
        single.chain(pairs).chain(habits)
    }
}

/// The code of a mistake, its sentence, and how the text is built with it.
type Entry = (&'static str, &'static str, fn(&mut Recipe<'_>));

/// Mistakes that any call may have.
const OF_ANY_CALL: &[Entry] = table! {
    "encoded-once" => |recipe| recipe.outer = 0,
        "the text was percent-encoded once, in names and values; encode the joined text once more";
    "plus-for-space" => |recipe| recipe.plus_in_values = true,
        "a space in a value was signed as `+`; encode it as `%20`";
    "lower-case-hex" => |recipe| recipe.lower_case = true,
        "the percent-encoding has lower-case hex digits; use upper case, as in `%2F`";
    "order-as-received" => |recipe| recipe.sort = |_| {},
        "the fields were signed unsorted, as they were sent; sort them by name, by their bytes";
    "order-own-first" => |recipe| recipe.sort = |fields| fields.sort_by_key(|(name, _)| !is_own(name)),
        "the fields were signed unsorted, with key, nonce and timestamp first; sort them by name, by their bytes";
    "order-own-last" => |recipe| recipe.sort = |fields| fields.sort_by_key(|(name, _)| is_own(name)),
        "the fields were signed unsorted, with key, nonce and timestamp last; sort them by name, by their bytes";
    "star-kept" => |recipe| recipe.kept.push(b'*'),
        "`*` was not encoded; encode it as `%2A`";
    "tilde-encoded" => |recipe| recipe.kept.retain(|byte| *byte != b'~'),
        "`~` was encoded; leave it as it is";
    "slash-kept" => |recipe| recipe.kept.push(b'/'),
        "`/` was not encoded; encode it as `%2F`";
    "marks-kept" => |recipe| recipe.kept.extend(b"!'()"),
        "`!`, `'`, `(` and `)` were not encoded; encode all but letters, digits and `-._~`";
    "name-without-plus" => |recipe| recipe.plus_in_names = false,
        "a space in a name was signed as `%20`; only in names, it is `+`";
    "fields-not-encoded" => |recipe| recipe.inner = false,
        "the text was percent-encoded once, as a whole; encode each name and value before joining them";
    "not-encoded" => |recipe| (recipe.inner, recipe.outer) = (false, 0),
        "nothing was percent-encoded; encode each name and value, and the joined text once more";
    "encoded-thrice" => |recipe| recipe.outer = 2,
        "the text was percent-encoded three times; encode names and values, and the joined text once more";
    "prefix-not-separated" => |recipe| recipe.separator = "",
        "there is no `&` between the fixed text and the fields; put one there";
    "order-ignoring-case" => |recipe| recipe.sort = |fields| fields.sort_by_cached_key(lower_case),
        "the fields were sorted without regard to case; sort them by name, by their bytes";
    "order-by-pair" => |recipe| recipe.sorts_pairs = true,
        "the fields were sorted after they were joined as `name=value`; sort them by name, by their bytes";
    "empty-left-out" => |recipe| recipe.fields.retain(|(_, value)| !value.is_empty()),
        "fields with an empty value were not signed; an empty text is signed as well as sent";
    "own-fields-not-signed" => |recipe| recipe.fields.retain(|(name, _)| !is_own(name)),
        "app key, nonce and timestamp were not signed; sign them like all other fields";
};

/// Mistakes that occur together with certain functions that are often used for percent-encoding.
const HABITS: [&[&str]; 4] = [
    // Java's `URLEncoder`.
    &["plus-for-space", "star-kept", "tilde-encoded"],
    // JavaScript's `encodeURI`, for one of the marks.
    &["star-kept", "marks-kept", "slash-kept"],
    // .NET's `HttpUtility.UrlEncode`.
    &["lower-case-hex", "plus-for-space", "tilde-encoded"],
    &[
        "lower-case-hex",
        "plus-for-space",
        "tilde-encoded",
        "star-kept",
        "marks-kept",
    ],
];

fn lower_case((name, _): &Field<'_>) -> String {
    name.to_lowercase()
}

fn is_own(name: &str) -> bool {
    OWN_FIELDS.contains(&name)
}

/// Returns the mistake that all booleans were signed in the other case, if there are any.
fn booleans(fields: &[(String, String)]) -> Option<Mistake<'_>> {
    let own = fields
        .iter()
        .filter(|(_, value)| other_case(value).is_some());
    let names: Vec<&str> = own.map(|(name, _)| name.as_str()).collect();
    (!names.is_empty()).then(|| {
        Mistake::new(boolean_case(&names), move |recipe| {
            for name in &names {
                recipe.replace(name, other_case);
            }
        })
    })
}

/// Returns nulls as text: all absent and empty fields at once, then each alone.
fn nulls<'a>(
    fields: &'a [(String, String)],
    absent: &[&'a str],
) -> impl Iterator<Item = Mistake<'a>> {
    let empty = fields.iter().filter(|(_, value)| value.is_empty());
    let empty: Vec<&str> = empty.map(|(name, _)| name.as_str()).collect();
    let both = [absent, &empty].concat();
    let each = both.iter().map(|name| vec![*name]).collect();
    let mut sets: Vec<Vec<&str>> = Vec::new();
    for set in [vec![absent.to_vec(), both, empty], each].concat() {
        if !set.is_empty() && !sets.contains(&set) {
            sets.push(set);
        }
    }
    sets.into_iter().flat_map(|names| {
        ["None", "null", ""].map(|text| {
            let names = names.clone();
            Mistake::new(null_as_text(&names, text), move |recipe| {
                names.iter().for_each(|name| recipe.remove(name));
                names.iter().for_each(|name| recipe.add(name, text));
            })
        })
    })
}

/// Returns the offsets from UTC that are in use, and other forms of the timestamp.
fn times<'a>() -> impl Iterator<Item = Mistake<'a>> {
    const UNUSUAL: [i32; 3] = [5 * 60 + 45, 8 * 60 + 45, 12 * 60 + 45];
    let half_hours = (-24..=28).map(|half_hour| half_hour * 30);
    let offsets = half_hours.filter(|minutes| *minutes != 0).chain(UNUSUAL);
    let local = offsets.map(|minutes| {
        let zone = zone(minutes);
        let sentence = format!("local time, {zone}, was signed and UTC was sent; use UTC for both");
        Mistake::new(Cause::new("local-time", sentence), move |recipe| {
            recipe.replace(PLATFORM.timestamp_field, |utc| local_time(utc, minutes));
        })
    });
    let forms = changes::OF_THE_TIMESTAMP.into_iter().map(|(form, undo)| {
        let sentence = format!(
            "the timestamp was signed {form}, but sent in another form; sign the text that is sent"
        );
        Mistake::new(Cause::new("timestamp-form", sentence), move |recipe| {
            recipe.replace(PLATFORM.timestamp_field, undo);
        })
    });
    local.chain(forms)
}

/// Returns the mistakes that are possible in one field.
fn of_field((name, value): &(String, String)) -> impl Iterator<Item = Mistake<'_>> {
    let not_signed = Mistake::new(field_not_signed(name), move |recipe| recipe.remove(name));
    let is_time = name == PLATFORM.timestamp_field;
    let is_possible = move |(_, undo): &(&str, Undo)| {
        !is_time && undo(value).is_some_and(|before| before != *value)
    };
    let altered = changes::OF_A_VALUE.into_iter().filter(is_possible);
    let altered = altered.map(move |(change, undo)| {
        Mistake::new(field_altered(name, change), move |recipe| {
            recipe.replace(name, undo)
        })
    });
    std::iter::once(not_signed).chain(altered)
}

pub(super) fn signature_signed() -> Cause {
    let sentence = "the signature's own field was signed, too; leave it out";
    Cause::new("signature-signed", sentence)
}

pub(super) fn boolean_case(names: &[&str]) -> Cause {
    let were = were(names);
    let sentence = format!(
        "as booleans, {were} signed in a different case than sent; write `True` and `False` in both"
    );
    Cause::new("boolean-case", sentence)
}

pub(super) fn null_as_text(names: &[&str], text: &str) -> Cause {
    let (were, text) = (were(names), Quoted(text));
    let sentence = format!("without a value, {were} signed as {text}; omit fields without a value");
    Cause::new("null-as-text", sentence)
}

/// Returns a cause about one field.
fn of_name(code: &'static str, name: &str, problem: &str) -> Cause {
    Cause::new(code, format!("the field {} {problem}", Quoted(name)))
}

pub(super) fn field_not_signed(name: &str) -> Cause {
    let problem = "was not signed; sign every field that is sent, and add none afterwards";
    of_name("field-not-signed", name, problem)
}

pub(super) fn field_not_received(name: &str) -> Cause {
    let problem = "was signed and not received; send every signed field";
    of_name("field-not-received", name, problem)
}

pub(super) fn field_altered(name: &str, change: &str) -> Cause {
    let problem = format!("was changed after signing: {change}; sign the text that is sent");
    of_name("field-altered", name, &problem)
}

/// Returns names in a sentence, with their verb.
fn were(names: &[&str]) -> String {
    const MOST: usize = 5;
    let shown = names.iter().take(MOST).map(|name| Quoted(name).to_string());
    let shown = shown.collect::<Vec<_>>().join(", ");
    match names.len() {
        1 => format!("{shown} was"),
        2..=MOST => format!("{shown} were"),
        all => format!("{shown} and {} more were", all.saturating_sub(MOST)),
    }
}

/// Returns an offset from UTC in minutes as text, such as `UTC+08:00`.
pub(super) fn zone(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
