//! Compares JSON texts by value: the order of members and the notation of numbers do not matter.

use std::iter;

use serde_json::value::RawValue;

use super::decode::scan;

/// Values nested deeper than this are compared as text.
const DEEPEST: usize = 64;

/// Returns whether two JSON texts have the same value. Numbers are compared exactly.
pub(crate) fn same_json(one: &str, other: &str) -> bool {
    let values = [one, other].map(serde_json::from_str::<&RawValue>);
    one == other || matches!(values, [Ok(one), Ok(other)] if are_same(one.get(), other.get(), 0))
}

/// Returns whether two texts are the same, or are JSON objects or lists of the same value.
#[allow(dead_code, reason = "only a mock and recordings compare fields")]
pub(crate) fn same_text_or_json(one: &str, other: &str) -> bool {
    let is_container = |text: &str| text.trim_start().starts_with(['{', '[']);
    one == other || (is_container(one) && is_container(other) && same_json(one, other))
}

fn are_same(one: &str, other: &str, depth: usize) -> bool {
    match [one, other].map(|json| json.as_bytes().first()) {
        _ if one == other => true,
        [Some(b'{'), Some(b'{')] if depth < DEEPEST => are_same_objects(one, other, depth + 1),
        [Some(b'['), Some(b'[')] if depth < DEEPEST => {
            let [one, other] = [one, other].map(scan::items);
            let mut pairs = iter::zip(&one, &other);
            one.len() == other.len() && pairs.all(|(one, other)| are_same(one, other, depth + 1))
        }
        [Some(b'"'), Some(b'"')] => {
            matches!([one, other].map(scan::text), [Ok(one), Ok(other)] if one == other)
        }
        [Some(b'-' | b'0'..=b'9'), Some(b'-' | b'0'..=b'9')] => number(one) == number(other),
        _ => false,
    }
}

/// Compares members in the order of their names. Members with the same name keep their order.
fn are_same_objects(one: &str, other: &str, depth: usize) -> bool {
    let [one, other] = [one, other].map(|object| {
        let mut members = scan::members(object);
        members.sort_by(|(one, _), (other, _)| one.cmp(other));
        members
    });
    let mut pairs = iter::zip(&one, &other);
    one.len() == other.len()
        && pairs.all(|(one, other)| one.0 == other.0 && are_same(one.1, other.1, depth))
}

/// Returns a number as its digits without zeros at either end, and a power of ten.
fn number(number: &str) -> String {
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
        ("", ..) => "0".to_owned(),
        (_, Some(exponent), Some((zeros, decimals))) => {
            let power = exponent.saturating_add(zeros - decimals);
            format!("{sign}{significant}e{power}")
        }
        // If the exponent exceeds 64 bits, only the same text is the same number.
        _ => number.to_owned(),
    }
}
