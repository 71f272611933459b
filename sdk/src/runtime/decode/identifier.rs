//! Distinguishes names that a programmer chose from names that may be data.

/// Longer names are data.
const MAX_LENGTH: usize = 64;

/// Longer parts of a name, between `_` and `-`, are tokens.
const MAX_PART: usize = 24;

/// A name with more digits may be a person's number.
const MAX_DIGITS: usize = 4;

/// Returns whether a text from an answer looks like an identifier, and not like a token, a number or personal
/// data.
///
/// An identifier starts with an ASCII letter and contains ASCII letters, digits, `_` and `-`, at most 64
/// characters. Its parts have at most 24 characters, and digits, at most four, appear only at the end of a
/// part, because tokens have digits among their letters. Within a part, a capital follows a small letter no
/// more often than in words.
pub fn is_identifier(name: &str) -> bool {
    name.len() <= MAX_LENGTH
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().filter(u8::is_ascii_digit).count() <= MAX_DIGITS
        && name.split(['_', '-']).all(is_part)
}

fn is_part(part: &str) -> bool {
    let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
    part.len() <= MAX_PART
        && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && words(part) <= 2 + part.len() / 5
}

/// Returns the number of words in a part: `lastLogin` has two.
fn words(part: &str) -> usize {
    let pairs = part.bytes().zip(part.bytes().skip(1));
    let starts = pairs.filter(|(one, next)| one.is_ascii_lowercase() && next.is_ascii_uppercase());
    1 + starts.count()
}
