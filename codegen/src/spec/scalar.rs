//! The meaning of plain scalars.

use super::yaml::NodeKind;

/// Resolves a plain scalar: `null`, `true`, `false` and numbers as in JSON, `~` and empty as null, all others
/// as text.
pub(super) fn resolve(text: String) -> NodeKind {
    match text.as_str() {
        "" | "~" | "null" => NodeKind::Null,
        "true" => NodeKind::Bool(true),
        "false" => NodeKind::Bool(false),
        _ if is_number(&text) => NodeKind::Number(text),
        _ => NodeKind::Text(text),
    }
}

fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = match text.split_once(['e', 'E']) {
        Some((text, exponent)) => (text, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    (whole == "0" || (is_digits(whole) && !whole.starts_with('0')))
        && fraction.is_none_or(is_digits)
        && exponent
            .is_none_or(|exponent| is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

/// Returns whether a text consists of at least one digit and nothing else.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns why a text that looks like a number is not one.
pub fn unusual_number(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let bare = lower.strip_prefix(['+', '-']).unwrap_or(&lower);
    for (prefix, radix, kind) in [
        ("0x", 16, "hexadecimal"),
        ("0o", 8, "octal"),
        ("0b", 2, "binary"),
    ] {
        let digits = bare.strip_prefix(prefix).unwrap_or_default();
        if !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix)) {
            let why = "numbers are not supported; write it in decimal";
            return Some(format!("{kind} {why}"));
        }
    }
    let plain = bare.replace(['_', ','], "");
    let why = if matches!(bare, ".inf" | ".nan" | "inf" | "nan" | "infinity") {
        "only finite numbers can be sent"
    } else if plain != bare && is_number(&plain) {
        "write the digits without separators"
    } else if lower.starts_with('+') && is_number(bare) {
        "write it without the plus sign"
    } else if !bare.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || bare.parse::<f64>().is_err()
    {
        return None;
    } else if bare.starts_with('.') || bare.ends_with('.') || bare.contains(".e") {
        "write digits before and after the point"
    } else if is_number(&lower) {
        "quotes make it text"
    } else {
        "write it without leading zeros"
    };
    Some(why.to_owned())
}
