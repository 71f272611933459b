//! The bounds that a description names.

use std::ops::Range;

use super::patterns as p;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bound {
    pub(super) side: Side,
    pub(super) number: String,
    /// Whether characters are counted.
    pub(super) is_length: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Min,
    Max,
    Above,
    Below,
}

/// Every bound is taken out of the text once it is found, so that none is read twice.
pub(super) fn bounds(text: &str) -> Vec<Bound> {
    let mut text = text.to_owned();
    let mut bounds = Vec::new();
    while let Some(found) = p::RANGE.find(&text) {
        let Some(whole) = found.get(0).map(|found| found.range()) else {
            break;
        };
        let unit = found.get(3).map(|unit| unit.as_str());
        let is_length = is_length(&text, &whole, unit);
        for (side, group) in [(Side::Min, 1), (Side::Max, 2)] {
            let number = found.get(group).map(|number| number.as_str().to_owned());
            bounds.extend(number.map(|number| Bound {
                side,
                number,
                is_length,
            }));
        }
        text.replace_range(whole, "。");
    }
    let one_sided = [
        (&p::AT_LEAST, Side::Min),
        (&p::AT_MOST, Side::Max),
        (&p::ABOVE, Side::Above),
        (&p::BELOW, Side::Below),
        (&p::WITHIN, Side::Max),
        (&p::FROM_ON, Side::Min),
    ];
    for (pattern, side) in one_sided {
        while let Some(found) = pattern.find(&text) {
            let (Some(whole), Some(number)) = (found.get(0), found.get(1)) else {
                break;
            };
            let whole = whole.range();
            let unit = found.get(2).map(|unit| unit.as_str());
            let is_length = is_length(&text, &whole, unit);
            bounds.push(Bound {
                side,
                number: number.as_str().to_owned(),
                is_length,
            });
            text.replace_range(whole, "。");
        }
    }
    if let Some(exact) = p::EXACT.find(&text).and_then(|found| found.get(1)) {
        for side in [Side::Min, Side::Max] {
            bounds.push(Bound {
                side,
                number: exact.as_str().to_owned(),
                is_length: true,
            });
        }
    }
    bounds
}

/// Whether the clause of a bound, or its unit, speaks of characters.
fn is_length(text: &str, place: &Range<usize>, unit: Option<&str>) -> bool {
    let before = text.get(..place.start).unwrap_or_default();
    let clause = before
        .rsplit([';', '。', ',', '，', '\n'])
        .next()
        .unwrap_or_default();
    let bound = text.get(place.clone()).unwrap_or_default();
    match unit {
        Some(unit) => p::LENGTH.is_in(unit),
        None => p::LENGTH.is_in(&format!("{clause}{bound}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Side, bounds};
    use crate::draft::words::plain;

    #[test]
    fn bounds_of_values_and_sizes() {
        for (words, expected) in [
            ("付款金额，必须大于 0", &[(Side::Above, "0", false)][..]),
            ("订单号长度需大于或等于 8", &[(Side::Min, "8", true)]),
            ("最多 100 个", &[(Side::Max, "100", false)]),
            ("昵称，不超过２０个字符", &[(Side::Max, "20", true)]),
            (
                "每页条数，取值范围 1~100",
                &[(Side::Min, "1", false), (Side::Max, "100", false)],
            ),
            (
                "密码，长度 6-20 位",
                &[(Side::Min, "6", true), (Side::Max, "20", true)],
            ),
            ("20 字以内", &[(Side::Max, "20", true)]),
            (
                "至少 1 个，至多 5 个",
                &[(Side::Min, "1", false), (Side::Max, "5", false)],
            ),
            (
                "比例，大于等于 0，小于 1",
                &[(Side::Min, "0", false), (Side::Below, "1", false)],
            ),
            ("at least 3 characters", &[(Side::Min, "3", true)]),
            (
                "校验码，长度为 32",
                &[(Side::Min, "32", true), (Side::Max, "32", true)],
            ),
            ("2019-06-01 起", &[]),
        ] {
            let found = bounds(&plain(words));
            let found: Vec<_> = found
                .iter()
                .map(|b| (b.side, b.number.as_str(), b.is_length))
                .collect();
            assert_eq!(found, expected, "{words}");
        }
    }
}
