//! Parses the descriptions of parameters: types, values, bounds and defaults.

use super::amounts::{Unit, as_unclear, plain_amounts, unit};
use super::bounds::{Bound, Of, Side, bounds};
use super::choices::{Choice, choices};
use super::lex::half_width;
use super::patterns as p;
use bge_private_codegen::spec::model::Scalar;

/// What a description states, as far as it is understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Description {
    pub(super) kind: Option<Kind>,
    /// Whether the kind is uncertain: it is a guess, or its keywords also occur with other kinds.
    pub(super) is_weak: bool,
    pub(super) choices: Vec<Choice>,
    pub(super) default: Option<String>,
    /// Whether the description names a default that is not understood.
    pub(super) is_default_unclear: bool,
    pub(super) bounds: Vec<Bound>,
    pub(super) required: Option<bool>,
    pub(super) is_secret: bool,
    pub(super) is_deprecated: bool,
}

/// The kind of value that a description mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Boolean,
    Integer,
    Float,
    Decimal,
    /// A number whose exact type is unknown.
    Number,
    Seconds,
    UnixTime,
    Time,
    Url,
    Json,
    File,
    List,
    /// Comma-separated values.
    Commas(Scalar),
    /// One or more of the allowed values.
    Several,
}

/// Returns the text in half-width characters and lower case, as the patterns expect it.
pub(super) fn plain(text: &str) -> String {
    let half: String = text.chars().map(half_width).collect();
    half.to_lowercase()
}

/// Parses a description.
pub(super) fn parse(words: &str) -> Description {
    let text = plain(words);
    let unit = unit(&text);
    let (mut kind, mut is_weak) = match kind(&text, unit.as_ref()) {
        Some((kind, is_weak)) => (Some(kind), is_weak),
        None => (None, false),
    };
    let is_list = matches!(kind, Some(Kind::Commas(_) | Kind::List | Kind::Several));
    // A full-width comma stays as it is, since it never separates thousands.
    let narrow: String = words
        .chars()
        .map(|c| if c == '，' { c } else { half_width(c) })
        .collect();
    let amounts = plain_amounts(&narrow.to_lowercase(), unit.as_ref(), !is_list);
    let amounts = plain(&amounts);
    let is_number = kind.is_some_and(holds_numbers);
    let mut choices = choices(words);
    if kind == Some(Kind::Boolean) {
        // Choices such as 是 (yes) and 否 (no) only restate that the value is a boolean.
        choices.retain(|choice| choice.value.is_ascii());
    }
    let mut bounds = bounds(&amounts, is_number);
    if !choices.is_empty() {
        bounds.retain(|bound| bound.of == Of::Count);
    }
    let (default, mut is_default_unclear) = default(words, &text, &amounts, kind);
    if kind.is_none() || kind == Some(Kind::Number) {
        let default = default.as_deref().filter(|_| !is_default_unclear);
        let guess = guess(&amounts, &bounds, default);
        let is_guess = match kind {
            None => !p::NO_NUMBERS.is_in(&text),
            Some(_) => guess == Some(Kind::Decimal),
        };
        if is_guess {
            (kind, is_weak) = (guess, true);
        }
    }
    // Only numbers are converted. Any other default must occur in the description as it is.
    let is_written = |default: &String| text.contains(&default.to_lowercase());
    let has_numbers = is_list || kind.is_some_and(holds_numbers);
    is_default_unclear |= !has_numbers && !default.as_ref().is_none_or(is_written);
    let required = if p::REQUIRED.is_in(&text) {
        Some(true)
    } else {
        p::OPTIONAL.is_in(&text).then_some(false)
    };
    Description {
        kind,
        is_weak,
        choices,
        default,
        is_default_unclear,
        bounds,
        required,
        is_secret: p::SECRET.is_in(&text),
        is_deprecated: p::DEPRECATED.is_in(&text),
    }
}

/// Returns the default, and whether it is not fully understood.
fn default(words: &str, text: &str, amounts: &str, kind: Option<Kind>) -> (Option<String>, bool) {
    let found = p::DEFAULT.find(text).and_then(|found| found.get(1));
    let Some(found) = found else {
        return (None, false);
    };
    let written = original(words, found.as_str());
    let after = text.get(found.end()..).unwrap_or_default();
    let is_list = matches!(kind, Some(Kind::Commas(_) | Kind::List | Kind::Several));
    if is_list && after.starts_with(',') && !after.starts_with(", ") {
        return (
            Some(written),
            !p::NO_VALUE.is_in(after.trim_start_matches(',')),
        );
    }
    let number = p::NUMERIC_DEFAULT.find(amounts);
    let number = number.and_then(|found| Some((found.name("number")?, found.get(0)?.end())));
    let Some((number, end)) = number.filter(|_| kind != Some(Kind::Text)) else {
        return (Some(written), false);
    };
    let after = amounts.get(end..).unwrap_or_default();
    let has_unit = end > number.end();
    let number = number.as_str();
    let digits = |text: &str| {
        let text = text.trim_start_matches('-');
        text.chars().all(|c| c.is_ascii_digit())
    };
    match as_unclear(number) {
        None if has_unit || p::ENDS.is_in(after) => (Some(number.to_owned()), false),
        // A text such as `3d` or `1.0.0` can be the intended default.
        _ if !digits(&written) || after.starts_with('.') => (Some(written), false),
        Some(number) => (Some(number), true),
        None => (Some(written), true),
    }
}

/// Returns the kind of number that the bounds and the default suggest.
fn guess(amounts: &str, bounds: &[Bound], default: Option<&str>) -> Option<Kind> {
    let default = default.filter(|text| {
        let is_number = text.parse::<f64>().is_ok() && !text.ends_with('.');
        is_number && p::NUMERIC_DEFAULT.is_in(amounts)
    });
    let ends = bounds.iter().filter(|bound| bound.of == Of::Value);
    let mut numbers = ends
        .clone()
        .map(|bound| bound.number.as_str())
        .chain(default);
    let is_share = ends
        .clone()
        .any(|bound| (bound.side, bound.number.as_str()) == (Side::Min, "0"))
        && ends
            .clone()
            .any(|bound| (bound.side, bound.number.as_str()) == (Side::Max, "1"));
    numbers.clone().next()?;
    if is_share || numbers.any(|number| number.contains('.')) {
        Some(Kind::Decimal)
    } else {
        Some(Kind::Number)
    }
}

fn holds_numbers(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Integer | Kind::Float | Kind::Decimal | Kind::Number | Kind::Seconds
    )
}

/// Returns a piece of the lower-case text with the upper and lower case of the description.
fn original(words: &str, piece: &str) -> String {
    let half: String = words.chars().map(half_width).collect();
    let at = half.to_lowercase().find(piece);
    let found = at.and_then(|at| half.get(at..at + piece.len()));
    found
        .filter(|found| found.to_lowercase() == piece)
        .unwrap_or(piece)
        .to_owned()
}

fn kind(text: &str, unit: Option<&Unit>) -> Option<(Kind, bool)> {
    let is_number = p::INTEGER.is_in(text) || p::NUMBER.is_in(text);
    let is_exact = p::DECIMAL.is_in(text) || p::FRACTION_DIGITS.is_in(text);
    let is_float = p::FLOAT.is_in(text) && (p::BINARY_FLOAT.is_in(text) || !is_exact);
    let item = if p::INTEGER.is_in(text) {
        Scalar::Integer
    } else if is_float {
        Scalar::Float
    } else if p::FLOAT.is_in(text) {
        Scalar::Decimal
    } else {
        Scalar::String
    };
    let is_json = p::JSON.is_in(text) && !p::FORMATS.is_in(text);
    let is_measured = unit.is_some() && !p::UNIX_TIME.is_in(text);
    let is_seconds = unit.is_some_and(Unit::is_seconds);
    let is_money = unit.is_some_and(|unit| unit.name.ends_with('元'));
    let is_joined = p::COMMA.is_in(text) && !p::NO_COMMA.is_in(text);
    let table = [
        (is_joined, Kind::Commas(item), false),
        (p::SEVERAL.is_in(text), Kind::Several, true),
        (is_json && !p::BOOLEAN.is_in(text), Kind::Json, false),
        (
            p::MILLISECONDS.is_in(text) && !is_seconds,
            Kind::Integer,
            false,
        ),
        (is_seconds && is_measured, Kind::Seconds, false),
        (p::UNIX_TIME.is_in(text), Kind::UnixTime, false),
        (p::TIME.is_in(text), Kind::Time, false),
        (p::BOOLEAN.is_in(text), Kind::Boolean, false),
        (is_float, Kind::Float, false),
        (p::INTEGER.is_in(text), Kind::Integer, false),
        (p::FLOAT.is_in(text), Kind::Decimal, false),
        (p::DECIMAL.is_in(text), Kind::Decimal, !is_number),
        (p::FRACTION_DIGITS.is_in(text), Kind::Decimal, true),
        (is_number, Kind::Number, false),
        (is_money, Kind::Decimal, true),
        (p::LIST.is_in(text), Kind::List, true),
        (p::TEXT.is_in(text), Kind::Text, false),
        (is_measured, Kind::Number, true),
        (p::URL.is_in(text), Kind::Url, true),
        (p::FILE.is_in(text), Kind::File, true),
    ];
    let said = table.into_iter().find(|(is_said, ..)| *is_said);
    said.map(|(_, kind, is_weak)| (kind, is_weak))
}

#[cfg(test)]
mod tests {
    use super::{Kind, parse};
    use bge_private_codegen::spec::model::Scalar;

    #[test]
    fn kinds() {
        for (words, kind) in [
            (
                "布尔型；是否允许保存图片 exif 值；默认值：false",
                Some(Kind::Boolean),
            ),
            (
                "手机号，逗号分割多个手机号",
                Some(Kind::Commas(Scalar::String)),
            ),
            ("逗号分隔的整数", Some(Kind::Commas(Scalar::Integer))),
            ("地址过期时间，单位：秒", Some(Kind::Seconds)),
            ("过滤条件，JSON 格式", Some(Kind::Json)),
            ("创建时间，Ｕｎｉｘ 时间戳", Some(Kind::UnixTime)),
            ("超时，单位：毫秒", Some(Kind::Integer)),
            ("页码，整数", Some(Kind::Integer)),
            ("付款金额", Some(Kind::Decimal)),
            ("page number (int)", Some(Kind::Integer)),
            ("服务名", None),
            ("金额，保留两位小数", Some(Kind::Decimal)),
            ("评分，保留 1 位小数", Some(Kind::Decimal)),
            ("比例，小数", Some(Kind::Float)),
            ("多个以逗号隔开的浮点数", Some(Kind::Commas(Scalar::Float))),
            (
                "逗号分隔的金额，两位小数",
                Some(Kind::Commas(Scalar::Decimal)),
            ),
            ("是否返回 JSON", Some(Kind::Boolean)),
            ("JSON 路径", None),
            ("输出格式 json / xml", None),
            ("JSON 格式或 XML 格式", None),
            ("任务选项，JSON", Some(Kind::Json)),
            ("单位：天；3 秒后生效", Some(Kind::Number)),
            ("有效期，默认 30", Some(Kind::Number)),
            ("版本，默认 1.0", None),
            ("日期，默认 20190601", None),
            ("重量，不小于 0.5", Some(Kind::Decimal)),
            ("数字，不小于 0.5", Some(Kind::Decimal)),
            ("备注，最多 3 个", None),
            ("超时，默认 30 秒", Some(Kind::Seconds)),
            ("间隔，每 10 秒最多 5 次", Some(Kind::Number)),
            ("标题，不能含有逗号", None),
        ] {
            assert_eq!(parse(words).kind, kind, "{words}");
        }
    }

    #[test]
    fn defaults() {
        for (words, expected) in [
            ("单位：秒；默认值：600（秒）", Some("600")),
            ("默认 20", Some("20")),
            ("默认为 Domestic。", Some("Domestic")),
            ("defaults to 'asc'", Some("asc")),
            ("服务名", None),
            ("整数，默认 1,000", Some("1000")),
            ("整数，默认 1 万", Some("10000")),
            ("单位：秒，默认 1 小时", Some("3600")),
            ("整数，默认 20 条", Some("20")),
            ("字符串，默认 1.0", Some("1.0")),
            ("日期，默认 2021-01-01", Some("2021-01-01")),
            ("地址，默认 0.0.0.0", Some("0.0.0.0")),
            ("有效期，默认 3d", Some("3d")),
        ] {
            let description = parse(words);
            assert_eq!(description.default.as_deref(), expected, "{words}");
            assert!(!description.is_default_unclear, "{words}");
        }
        for words in [
            "有效期，默认 30 天",
            "整数，默认 1 MB",
            "整数，默认 -5 MB",
            "整数，默认 2 的 31 次方",
            "文本，默认 1 万",
            "逗号分隔，默认 1,2",
        ] {
            assert!(parse(words).is_default_unclear, "{words}");
        }
    }

    #[test]
    fn required_or_not() {
        for (words, expected) in [
            ("可选；备注", Some(false)),
            ("选填", Some(false)),
            ("（必填）名称", Some(true)),
            ("非必填", Some(false)),
            ("可选值：a、b", None),
            ("必须大于 0", None),
            ("可选项 get", None),
        ] {
            assert_eq!(parse(words).required, expected, "{words}");
        }
    }
}
