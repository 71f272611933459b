//! Which texts of an answer are names of the platform's own, and may be told.

/// Longer names may be anything.
const LONGEST: usize = 40;

/// With more digits, a name may be a number of somebody's.
const MOST_DIGITS: usize = 4;

/// Whether the name of a field looks like one that a programmer chose.
pub(super) fn is_field(name: &str) -> bool {
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
    name.len() <= LONGEST && name.chars().all(is_fitting) && digits.count() <= MOST_DIGITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_look_like_names() {
        for name in ["user_id", "URL", "a", "_links", "A.Ratio", "x-2024", "type"] {
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
