//! The bounds that a description states.

use std::ops::Range;

use regex_lite::Captures;

use super::amounts::as_unclear;
use super::patterns::{self as p, Pattern};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bound {
    pub(super) side: Side,
    pub(super) number: String,
    pub(super) of: Of,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Min,
    Max,
    Above,
    Below,
}

/// What a bound limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The value itself.
    Value,
    /// The number of items, or the value of a numeric parameter.
    Count,
    Characters,
    /// The number of characters or items, whichever the type has.
    Emptiness,
    /// The bound is not understood.
    Unclear,
}

/// Returns the bounds in a description whose amounts are plain numbers. A range without a keyword, such as
/// `1~10`, is used only where a number or a length is meant.
pub(super) fn bounds(words: &str, is_number: bool) -> Vec<Bound> {
    let mut finder = Finder {
        text: words.to_owned(),
        found: Vec::new(),
    };
    finder.take(&p::FRACTION_DIGITS, |_, _| Vec::new());
    finder.take(&p::RANGE, |found, text| {
        let of = of(found, text, false);
        both(
            found,
            if is_span(found, true) {
                of
            } else {
                Of::Unclear
            },
        )
    });
    finder.take(&p::BETWEEN, |found, text| {
        both(found, of(found, text, true))
    });
    finder.take(&p::LENGTHS, |found, _| both(found, Of::Characters));
    let is_number = |text: &str, to: &str| is_number || (to != "-" && !p::NO_NUMBERS.is_in(text));
    let mut text = std::mem::take(&mut finder.text);
    let mut skipped = String::new();
    while let Some(found) = p::SPAN.find(&text) {
        let Some(whole) = found.get(0).map(|whole| whole.range()) else {
            break;
        };
        let to = found.name("to").map_or("", |to| to.as_str());
        if is_span(&found, is_number(words, to)) {
            finder.found.extend(both(&found, of(&found, &text, true)));
            text.replace_range(whole, "。");
        } else {
            // The next match can begin with the punctuation at the end of this one, so it is kept.
            let high = found.name("high").map_or(whole.end, |high| high.end());
            skipped.push_str(text.get(..high).unwrap_or_default());
            text.replace_range(..high, "");
        }
    }
    finder.text = skipped + &text;
    // The third value is whether the pattern itself shows where the number ends.
    let one_sided = [
        (&p::AT_LEAST, Side::Min, false),
        (&p::AT_MOST, Side::Max, false),
        (&p::FROM_BELOW, Side::Min, true),
        (&p::FROM_BELOW_OPEN, Side::Above, true),
        (&p::ABOVE, Side::Above, false),
        (&p::BELOW, Side::Below, false),
        (&p::WITHIN, Side::Max, true),
        (&p::FROM_ON, Side::Min, true),
        (&p::STARTS_AT, Side::Min, true),
    ];
    for (pattern, side, is_whole) in one_sided {
        finder.take(pattern, |found, text| {
            let number = found.name("number").or(found.name("start"));
            number.map_or_else(Vec::new, |number| {
                vec![bound(side, number.as_str(), of(found, text, is_whole))]
            })
        });
    }
    finder.take(&p::EXACT, |found, text| {
        let after = text.get(found.get(0).map_or(0, |whole| whole.end())..);
        let of = match of(found, text, false) {
            Of::Unclear => Of::Unclear,
            _ if after.is_some_and(|after| p::OR_OTHER.is_in(after)) => Of::Unclear,
            _ => Of::Characters,
        };
        let number = found.name("number").map_or("", |number| number.as_str());
        match of {
            Of::Unclear => vec![bound(Side::Min, number, of)],
            of => [Side::Min, Side::Max]
                .map(|side| bound(side, number, of))
                .into(),
        }
    });
    finder.take_adjectives();
    finder.found
}

/// Collects bounds. Each match is removed from the text, so that it is not read twice.
struct Finder {
    text: String,
    found: Vec<Bound>,
}

impl Finder {
    fn take(&mut self, pattern: &Pattern, read: impl Fn(&Captures<'_>, &str) -> Vec<Bound>) {
        while let Some(found) = pattern.find(&self.text) {
            let Some(whole) = found.get(0).map(|whole| whole.range()) else {
                return;
            };
            self.found.extend(read(&found, &self.text));
            self.text.replace_range(whole, "。");
        }
    }

    /// Adds the bounds of adjectives such as "positive", unless there is a lower bound already.
    fn take_adjectives(&mut self) {
        let adjectives = [
            (&p::POSITIVE_INTEGER, Side::Min, "1", Of::Value),
            (&p::POSITIVE, Side::Above, "0", Of::Value),
            (&p::NOT_NEGATIVE, Side::Min, "0", Of::Value),
            (&p::NOT_EMPTY, Side::Min, "1", Of::Emptiness),
        ];
        for (pattern, side, number, of) in adjectives {
            let is_bounded = self
                .found
                .iter()
                .any(|bound| matches!(bound.side, Side::Min | Side::Above));
            if pattern.is_in(&self.text) && !is_bounded {
                self.found.push(bound(side, number, of));
            }
        }
    }
}

fn bound(side: Side, number: &str, of: Of) -> Bound {
    match as_unclear(number) {
        Some(written) => Bound {
            side,
            number: written,
            of: Of::Unclear,
        },
        None => Bound {
            side,
            number: number.to_owned(),
            of,
        },
    }
}

fn both(found: &Captures<'_>, of: Of) -> Vec<Bound> {
    let ends = [(Side::Min, "low"), (Side::Max, "high")];
    let end = |(side, name)| Some(bound(side, found.name(name)?.as_str(), of));
    ends.into_iter().filter_map(end).collect()
}

/// Whether a range such as `1~10` gives bounds, and is not a date, version or telephone number.
fn is_span(found: &Captures<'_>, is_number: bool) -> bool {
    let get = |name| found.name(name).map_or("", |found| found.as_str());
    let is_plain = |number: &str| {
        let digits = number.trim_start_matches('-');
        !digits.starts_with('0') || digits == "0" || digits.starts_with("0.")
    };
    let (low, high) = (get("low"), get("high"));
    if as_unclear(low).is_some() || as_unclear(high).is_some() {
        return is_number;
    }
    let ends = low.parse::<f64>().ok().zip(high.parse::<f64>().ok());
    let rises = ends.is_some_and(|(low, high)| low < high);
    let is_said = is_number || p::LENGTH.is_in(get("unit"));
    rises && is_plain(low) && is_plain(high) && is_said
}

/// Returns what a bound limits, according to the unit of its number, its clause and the text after it.
fn of(found: &Captures<'_>, text: &str, is_whole: bool) -> Of {
    let whole = found.get(0).map_or(0..0, |whole| whole.range());
    let after = text.get(whole.end..).unwrap_or_default();
    let unit = found.name("unit").map(|unit| unit.as_str());
    let number = found.name("low").or(found.name("number"));
    let start = number.map_or(whole.start, |number| number.start());
    let clause = clause(text, start..whole.end);
    let is_whole = is_whole || unit.is_some() || p::ENDS.is_in(after);
    if p::CONDITION.is_in(after) || !is_whole {
        return Of::Unclear;
    }
    match unit {
        Some("次" | "页" | "岁" | "人" | "行" | "元") => Of::Value,
        Some(unit) if p::LENGTH.is_in(unit) => Of::Characters,
        _ if p::EACH.is_in(clause) => Of::Value,
        Some(_) => Of::Count,
        None if p::LENGTH.is_in(clause) => Of::Characters,
        None if found.name("several").is_some() => Of::Count,
        None => Of::Value,
    }
}

/// Returns the clause that contains a bound, up to the end of the bound.
fn clause(text: &str, place: Range<usize>) -> &str {
    let before = text.get(..place.start).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, ';' | '。' | ',' | '，' | '\n'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    text.get(start..place.end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Of, Side};
    use crate::draft::descriptions::parse;

    #[test]
    fn bounds_of_values_and_sizes() {
        for (words, expected) in [
            ("付款金额，必须大于 0", &[(Side::Above, "0", Of::Value)][..]),
            (
                "订单号长度需大于或等于 8",
                &[(Side::Min, "8", Of::Characters)],
            ),
            ("最多 100 个", &[(Side::Max, "100", Of::Count)]),
            (
                "昵称，不超过２０个字符",
                &[(Side::Max, "20", Of::Characters)],
            ),
            (
                "每页条数，取值范围 1~100",
                &[(Side::Min, "1", Of::Value), (Side::Max, "100", Of::Value)],
            ),
            (
                "密码，长度 6-20 位",
                &[
                    (Side::Min, "6", Of::Characters),
                    (Side::Max, "20", Of::Characters),
                ],
            ),
            ("20 字以内", &[(Side::Max, "20", Of::Characters)]),
            (
                "至少 1 个，至多 5 个",
                &[(Side::Min, "1", Of::Count), (Side::Max, "5", Of::Count)],
            ),
            (
                "比例，大于等于 0，小于 1",
                &[(Side::Min, "0", Of::Value), (Side::Below, "1", Of::Value)],
            ),
            ("at least 3 characters", &[(Side::Min, "3", Of::Characters)]),
            (
                "校验码，长度为 32",
                &[
                    (Side::Min, "32", Of::Characters),
                    (Side::Max, "32", Of::Characters),
                ],
            ),
            ("2019-06-01 起", &[]),
            (
                "0 到 1 之间",
                &[(Side::Min, "0", Of::Value), (Side::Max, "1", Of::Value)],
            ),
            (
                "端口，1~65535",
                &[(Side::Min, "1", Of::Value), (Side::Max, "65535", Of::Value)],
            ),
            (
                "经度，浮点数，-180 到 180",
                &[
                    (Side::Min, "-180", Of::Value),
                    (Side::Max, "180", Of::Value),
                ],
            ),
            (
                "单位：秒，1-5 分钟",
                &[(Side::Min, "60", Of::Value), (Side::Max, "300", Of::Value)],
            ),
            (
                "标题，5 到 10 字",
                &[
                    (Side::Min, "5", Of::Characters),
                    (Side::Max, "10", Of::Characters),
                ],
            ),
            ("整数，不能大于 10", &[(Side::Max, "10", Of::Value)]),
            (
                "整数，0 < x < 10",
                &[
                    (Side::Above, "0", Of::Value),
                    (Side::Below, "10", Of::Value),
                ],
            ),
            (
                "整数，1 ≤ x ≤ 9",
                &[(Side::Max, "9", Of::Value), (Side::Min, "1", Of::Value)],
            ),
            (
                "正整数，最大 10 万",
                &[
                    (Side::Max, "100000", Of::Value),
                    (Side::Min, "1", Of::Value),
                ],
            ),
            (
                "整数，从 1 到 10",
                &[(Side::Min, "1", Of::Value), (Side::Max, "10", Of::Value)],
            ),
            (
                "从 2019-06-01 到 2019-07-01",
                &[
                    (Side::Min, "2019", Of::Unclear),
                    (Side::Max, "06", Of::Unclear),
                ],
            ),
            ("序号，从 1 开始", &[(Side::Min, "1", Of::Value)]),
            ("备注，不可为空", &[(Side::Min, "1", Of::Emptiness)]),
            ("逗号分隔，每个不超过 9", &[(Side::Max, "9", Of::Value)]),
            ("金额，最多 2 位小数", &[]),
            // A bound that is not understood is marked as unclear.
            ("最大 50%", &[(Side::Max, "50%", Of::Unclear)]),
            ("不低于 -5%", &[(Side::Min, "-5%", Of::Unclear)]),
            ("不超过 2^31", &[(Side::Max, "2^31", Of::Unclear)]),
            ("不超过 500 辆", &[(Side::Max, "500", Of::Unclear)]),
            ("超过 100 时报错", &[(Side::Above, "100", Of::Unclear)]),
            ("超过 100 条则报错", &[(Side::Above, "100", Of::Unclear)]),
            ("长度 32 或 64", &[(Side::Min, "32", Of::Unclear)]),
            // Dates, versions and telephone numbers are not ranges.
            ("日期，2019-06", &[]),
            ("版本，1.0~2.0", &[]),
            ("电话，010-12345678", &[]),
            ("编号，整数，01-99", &[]),
            ("时段，2019-2021", &[]),
        ] {
            let found = parse(words).bounds;
            let found: Vec<_> = found
                .iter()
                .map(|b| (b.side, b.number.as_str(), b.of))
                .collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}
