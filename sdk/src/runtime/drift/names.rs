//! Tells names that a programmer chose, which may be shown, from names that may be data, such as a token or a number.

/// Longer names may be anything.
const LONGEST: usize = 40;

/// With more digits, a name may be a number of somebody's.
const MOST_DIGITS: usize = 4;

/// Whether the name of a field looks like one that a programmer chose.
pub(crate) fn is_field(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && is_plain(name)
}

/// Whether the value of an enum looks like one that a programmer chose.
pub(super) fn is_enum_value(value: &str) -> bool {
    let is_mixed = value.contains(|c: char| c.is_ascii_lowercase())
        && value.contains(|c: char| c.is_ascii_uppercase());
    value.starts_with(|c: char| c.is_ascii_alphanumeric()) && !is_mixed && is_plain(value)
}

fn is_plain(name: &str) -> bool {
    let is_fitting = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let digits = name.chars().filter(char::is_ascii_digit);
    name.len() <= LONGEST
        && name.chars().all(is_fitting)
        && digits.count() <= MOST_DIGITS
        && !is_random(name)
}

/// Whether letters, digits and cases alternate more often than in a word, as they do in a token.
fn is_random(name: &str) -> bool {
    let pairs = || name.chars().zip(name.chars().skip(1));
    let turns = |is_turn: fn((char, char)) -> bool| pairs().filter(|pair| is_turn(*pair)).count();
    let letters_after_digits =
        turns(|(one, next)| one.is_ascii_digit() && next.is_ascii_alphabetic());
    let capitals = turns(|(one, next)| one.is_ascii_lowercase() && next.is_ascii_uppercase());
    letters_after_digits > 1 || capitals > 1 + name.len() / 5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_look_like_names() {
        for name in [
            "user_id",
            "URL",
            "a",
            "_links",
            "A.Ratio",
            "x-2024",
            "type",
            "xId",
            "OSSAccessKeyId",
            "base64url",
            "isFirstUserOfThis",
        ] {
            assert!(is_field(name), "{name}");
        }
        for name in [
            "",
            "小明",
            "100%",
            "17665342277",
            "u17665342277",
            "a@b.c",
            "1st",
            "a b",
            "a1b2c3d",
            "aBcDeFgHiJkLmNoPq",
            "eyJhbGciOiJIUzI1NiJ9",
        ] {
            assert!(!is_field(name), "{name}");
        }
        assert!(!is_field(&"a".repeat(41)));
    }

    #[test]
    fn enum_values_look_like_identifiers() {
        for value in ["paid", "PAID_OUT", "in-progress", "v1.2", "2fa", "4"] {
            assert!(is_enum_value(value), "{value}");
        }
        for value in ["", "Paid", "aB3dE5fG", "17665342277", "-a", "李四", "a/b"] {
            assert!(!is_enum_value(value), "{value}");
        }
    }
}
