//! Writes JSON as Python writes the value: the platform signs that text for the fields of a JSON body.

use std::fmt::Write as _;

use super::decode::scan;

/// Returns what Python's `str` returns for a value: a text itself, and the `repr` of everything else.
pub(crate) fn text(json: &str) -> String {
    match json.starts_with('"').then(|| scan::text(json)) {
        Some(Ok(text)) => text.into_owned(),
        Some(Err(_)) | None => repr(json),
    }
}

/// Returns the `repr` of valid JSON.
fn repr(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    for token in scan::tokens(json) {
        push_token(token, &mut out);
    }
    out
}

fn push_token(token: &str, out: &mut String) {
    match token {
        "," => out.push_str(", "),
        ":" => out.push_str(": "),
        "true" => out.push_str("True"),
        "false" => out.push_str("False"),
        "null" => out.push_str("None"),
        _ if token.starts_with('"') => match scan::text(token) {
            Ok(text) => push_quoted(&text, out),
            Err(_) => out.push_str(token),
        },
        _ if token.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => push_number(token, out),
        _ => out.push_str(token),
    }
}

/// Integers are written in full, other numbers as the shortest text that reads as the same number.
fn push_number(token: &str, out: &mut String) {
    let number = match token.parse::<f64>() {
        Ok(number) if token.contains(['.', 'e', 'E']) => number,
        Ok(_) | Err(_) => return out.push_str(if token == "-0" { "0" } else { token }),
    };
    let exponential = format!("{number:e}");
    let Some((digits, exponent)) = exponential.split_once('e') else {
        return out.push_str(&exponential);
    };
    match exponent.parse::<i32>().unwrap_or_default() {
        exponent @ -4..16 => {
            let plain = number.to_string();
            out.push_str(&plain);
            if exponent >= 0 && !plain.contains('.') {
                out.push_str(".0");
            }
        }
        exponent => {
            let sign = if exponent < 0 { '-' } else { '+' };
            // Writing to a `String` does not fail.
            let _ = write!(out, "{digits}e{sign}{:02}", exponent.unsigned_abs());
        }
    }
}

fn push_quoted(text: &str, out: &mut String) {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    out.push(quote);
    for c in text.chars() {
        push_char(c, quote, out);
    }
    out.push(quote);
}

fn push_char(c: char, quote: char, out: &mut String) {
    let code = u32::from(c);
    // Writing to a `String` does not fail.
    let _ = match c {
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        '\\' => out.write_str("\\\\"),
        _ if c == quote => write!(out, "\\{c}"),
        _ if is_printable(c) => out.write_char(c),
        _ if code <= 0xff => write!(out, "\\x{code:02x}"),
        _ if code <= 0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// Returns whether Python prints a character as it is. Rust escapes the same ones, except that it also escapes a
/// combining character at the start of a text. Characters that are newer than Unicode 14 depend on Python's version.
fn is_printable(c: char) -> bool {
    matches!(c, '"' | '\'' | '\\') || String::from_iter(['a', c]).escape_debug().count() == 2
}
