//! Rewrites the amounts in a description as plain numbers in the unit of the parameter.

use std::fmt::Write;

use super::patterns as p;

/// The unit of a parameter's values, as its description gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) name: String,
    /// The length of one unit in milliseconds; `None` if it is not a unit of time.
    milliseconds: Option<u32>,
}

impl Unit {
    pub(super) fn is_seconds(&self) -> bool {
        self.milliseconds == Some(1_000)
    }
}

fn milliseconds(unit: &str) -> Option<u32> {
    let milliseconds = match unit {
        "毫秒" | "ms" | "millisecond" | "milliseconds" => 1,
        "秒" | "秒钟" | "s" | "sec" | "secs" | "second" | "seconds" => 1_000,
        "分钟" | "min" | "mins" | "minute" | "minutes" => 60_000,
        "小时" | "个小时" | "h" | "hour" | "hours" => 3_600_000,
        "天" | "d" | "day" | "days" => 86_400_000,
        _ => return None,
    };
    Some(milliseconds)
}

/// Returns the unit that a description declares, else milliseconds or seconds if it mentions them.
pub(super) fn unit(text: &str) -> Option<Unit> {
    let named = |name: &str| Unit {
        name: name.to_owned(),
        milliseconds: milliseconds(name),
    };
    if let Some(found) = p::DECLARED_UNIT
        .find(text)
        .and_then(|found| found.get(1).or(found.get(2)))
    {
        return Some(named(found.as_str()));
    }
    if p::MILLISECONDS.is_in(text) {
        Some(named("毫秒"))
    } else {
        p::SECONDS.is_in(text).then(|| named("秒"))
    }
}

/// Returns the text with each amount as a plain number. Unclear amounts are put between `⟨` and `⟩`.
///
/// Thousands separators, multipliers such as 万 and units of time are applied. `has_groups` is whether a comma
/// can separate thousands.
pub(super) fn plain_amounts(text: &str, unit: Option<&Unit>, has_groups: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let text = text.replace(['⟨', '⟩'], " ");
    let mut rest = text.as_str();
    while let Some(found) = p::AMOUNT.find(rest) {
        let Some(whole) = found.get(0) else { break };
        let before = rest.get(..whole.start()).unwrap_or_default();
        let get = |name| found.name(name).map_or("", |found| found.as_str());
        out.push_str(before);
        let is_inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
        let amount = if out.ends_with(is_inside) {
            // The digits are part of a name or of a version.
            whole.as_str().to_owned()
        } else {
            let (first, span, last) = (get("first"), get("span"), get("last"));
            let groups = has_groups && !out.trim_end().ends_with(['[', '(']);
            let read = |number: &str| {
                let amount = (get("times"), get("unit"));
                let plain = in_unit(number, amount, unit, groups);
                plain.unwrap_or_else(|| {
                    let (_, end) = whole.as_str().rsplit_once(last).unwrap_or_default();
                    unclear(&format!("{number}{end}"))
                })
            };
            if first.is_empty() {
                read(last)
            } else if get("times").is_empty() {
                format!("{}{span}{}", read(first), read(last))
            } else {
                // It is unknown whether the multiplier applies to both numbers.
                format!("{}{span}{}", unclear(first), unclear(last))
            }
        };
        out.push_str(&amount);
        rest = rest.get(whole.end()..).unwrap_or_default();
    }
    out + rest
}

fn unclear(amount: &str) -> String {
    format!("⟨{amount}⟩")
}

/// Returns the amount as the page writes it, if it is marked as not understood.
pub(super) fn as_unclear(number: &str) -> Option<String> {
    number.contains('⟨').then(|| number.replace(['⟨', '⟩'], ""))
}

/// Returns an amount in the unit of the parameter, or `None` if it cannot be converted.
fn in_unit(
    number: &str,
    (times, amount_unit): (&str, &str),
    unit: Option<&Unit>,
    has_groups: bool,
) -> Option<String> {
    let is_bare = times.is_empty() && amount_unit.is_empty();
    if number.contains(',') && !has_groups {
        return is_bare.then(|| number.to_owned());
    }
    let plain = times_ten(&number.replace(',', ""), zeros(times)?);
    if amount_unit.is_empty() || unit.is_some_and(|unit| unit.name == amount_unit) {
        return Some(plain);
    }
    let from = milliseconds(amount_unit)?;
    converted(&plain, from, unit?.milliseconds?)
}

/// Returns the number of zeros that a multiplier appends to a number. Unknown multipliers return `None`.
fn zeros(times: &str) -> Option<usize> {
    let zeros = match times {
        "" => 0,
        "百" => 2,
        "千" | "k" => 3,
        "万" => 4,
        "百万" => 6,
        "千万" => 7,
        "亿" => 8,
        _ => return None,
    };
    Some(zeros)
}

/// Returns a number with its decimal point moved to the right.
fn times_ten(number: &str, zeros: usize) -> String {
    if zeros == 0 {
        return number.to_owned();
    }
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut moved = whole.to_owned();
    let mut digits = fraction.chars();
    for _ in 0..zeros {
        moved.push(digits.next().unwrap_or('0'));
    }
    let rest = digits.as_str().trim_end_matches('0');
    let moved = moved.trim_start_matches('0');
    let mut out = if moved.is_empty() { "0" } else { moved }.to_owned();
    if !rest.is_empty() {
        let _ = write!(out, ".{rest}");
    }
    out
}

/// Converts a time to another unit. Returns `None` if the result is not a whole number.
fn converted(number: &str, from: u32, to: u32) -> Option<String> {
    let number: f64 = number.parse().ok()?;
    let converted = number * f64::from(from) / f64::from(to);
    (converted.fract() == 0.0 && converted < 9e15).then(|| format!("{converted:.0}"))
}

#[cfg(test)]
mod tests {
    use super::{plain_amounts, unit};

    #[test]
    fn amounts_become_plain_numbers() {
        for (words, expected) in [
            ("最大 1 万", "最大 10000"),
            ("最大 1.5万条", "最大 15000条"),
            ("1.23456千", "1234.56"),
            ("最多 1,000;", "最多 1000;"),
            ("1,000,000.5", "1000000.5"),
            ("取值 [1,100]", "取值 [1,100]"),
            ("10,20", "10,20"),
            ("1,0000", "1,0000"),
            ("10k", "10000"),
            ("单位:秒,默认 1 小时", "单位:秒,默认 3600"),
            ("默认 30 秒,最大 5 分钟", "默认 30,最大 300"),
            ("秒数,1-5 分钟", "秒数,60-300"),
            ("单位:毫秒,默认 1.5 秒", "单位:毫秒,默认 1500"),
            ("单位:天,最大 36 小时", "单位:天,最大 ⟨36 小时⟩"),
            ("单位:mb,最大 100 mb", "单位:mb,最大 100"),
            ("最长 7 天", "最长 ⟨7 天⟩"),
            ("最大 50%", "最大 ⟨50%⟩"),
            ("不超过 2^31", "不超过 ⟨2^31⟩"),
            ("不超过 2 的 31 次方", "不超过 ⟨2 的 31 次方⟩"),
            ("不超过 1e6", "不超过 ⟨1e6⟩"),
            ("最大 5mb", "最大 ⟨5mb⟩"),
            ("1~10 万", "⟨1⟩~⟨10⟩"),
            (
                "v1.2, md5, 2019-06-01, 0-100",
                "v1.2, md5, 2019-06-01, 0-100",
            ),
        ] {
            let plain = plain_amounts(words, unit(words).as_ref(), true);
            assert_eq!(plain, expected, "{words}");
        }
        assert_eq!(plain_amounts("1,000", None, false), "1,000");
    }
}
