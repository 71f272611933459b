//! Compares JSON texts by value: the order of members and the notation of numbers do not matter.

use serde_json::value::RawValue;

use super::decode::scan;

/// Values nested deeper than this are compared as text.
const DEEPEST: usize = 64;

/// Returns whether two JSON texts have the same value. Numbers are compared exactly.
pub(crate) fn same_json(one: &str, other: &str) -> bool {
    one == other || canonical(one) == canonical(other)
}

/// Returns whether two texts are the same, or are JSON objects or lists of the same value.
#[allow(dead_code, reason = "only a mock and recordings compare fields")]
pub(crate) fn same_text_or_json(one: &str, other: &str) -> bool {
    one == other || (is_container(one) && is_container(other) && same_json(one, other))
}

fn is_container(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<&RawValue>(text).is_ok()
}

fn canonical(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    match serde_json::from_str::<&RawValue>(json) {
        Ok(raw) => write(&mut out, raw.get(), 0),
        Err(_) => out.push_str(json),
    }
    out
}

fn write(out: &mut String, raw: &str, depth: usize) {
    match raw.as_bytes().first() {
        Some(b'{') if depth < DEEPEST => write_members(out, raw, depth + 1),
        Some(b'[') if depth < DEEPEST => {
            out.push('[');
            for item in scan::items(raw) {
                write(out, item, depth + 1);
                out.push(',');
            }
            out.push(']');
        }
        Some(b'"') => match serde_json::from_str::<String>(raw) {
            Ok(text) => push_text(out, &text),
            Err(_) => out.push_str(raw),
        },
        Some(b'-' | b'0'..=b'9') => push_number(out, raw),
        _ => out.push_str(raw),
    }
}

/// Writes the members in the order of their names. Members with the same name keep their order.
fn write_members(out: &mut String, raw: &str, depth: usize) {
    let mut members = scan::members(raw);
    members.sort_by(|(one, _), (other, _)| one.cmp(other));
    out.push('{');
    for (name, value) in &members {
        push_text(out, name);
        out.push(':');
        write(out, value, depth);
        out.push(',');
    }
    out.push('}');
}

fn push_text(out: &mut String, text: &str) {
    // A string can always be written as JSON.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// Writes a number as its digits without zeros at either end, and a power of ten.
fn push_number(out: &mut String, number: &str) {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (sign, whole) = match whole.strip_prefix('-') {
        Some(whole) => ("-", whole),
        None => ("", whole),
    };
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    let zeros = digits.len() - significant.len();
    let places = i64::try_from(zeros)
        .ok()
        .zip(i64::try_from(fraction.len()).ok());
    let significant = significant.trim_start_matches('0');
    match (significant, exponent.parse::<i64>().ok(), places) {
        ("", ..) => out.push('0'),
        (_, Some(exponent), Some((zeros, decimals))) => {
            let power = exponent.saturating_add(zeros - decimals);
            out.push_str(&format!("{sign}{significant}e{power}"));
        }
        // If the exponent exceeds 64 bits, only the same text is the same number.
        _ => out.push_str(number),
    }
}
