//! What the description of a parameter says of its values.

use super::bounds::{Bound, bounds};
use super::lex::half_width;
use super::patterns as p;

/// What a description says, as far as it is understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facts {
    pub(super) kind: Option<Kind>,
    /// The words that tell the kind are weak: they also stand in descriptions of other things.
    pub(super) is_weak: bool,
    pub(super) choices: Vec<Choice>,
    pub(super) default: Option<String>,
    pub(super) bounds: Vec<Bound>,
    pub(super) required: Option<bool>,
    pub(super) is_secret: bool,
    pub(super) is_deprecated: bool,
}

/// What kind of value a description tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Boolean,
    Integer,
    Float,
    Decimal,
    /// A number of some kind.
    Number,
    Seconds,
    UnixTime,
    Time,
    Url,
    Json,
    File,
    List,
    CommaList,
    /// Integers joined by commas.
    CommaIntegers,
}

/// One of the values that are allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
}

/// Text in the width and case that patterns are written in.
pub(super) fn plain(text: &str) -> String {
    let half: String = text.chars().map(half_width).collect();
    half.to_lowercase()
}

/// Reads a description.
pub(super) fn facts(words: &str) -> Facts {
    let text = plain(words);
    let (kind, is_weak) = match kind(&text) {
        Some((kind, is_weak)) => (Some(kind), is_weak),
        None => (None, false),
    };
    let default = p::DEFAULT
        .find(&text)
        .and_then(|found| Some(found.get(1)?.as_str().to_owned()));
    let required = if p::REQUIRED.is_in(&text) {
        Some(true)
    } else {
        p::OPTIONAL.is_in(&text).then_some(false)
    };
    Facts {
        kind,
        is_weak,
        choices: choices(words),
        default: default.map(|text| original(words, &text)),
        bounds: bounds(&text),
        required,
        is_secret: p::SECRET.is_in(&text),
        is_deprecated: p::DEPRECATED.is_in(&text),
    }
}

/// A piece of the folded text in the case in which it was written.
fn original(words: &str, piece: &str) -> String {
    let half: String = words.chars().map(half_width).collect();
    let at = half.to_lowercase().find(piece);
    let found = at.and_then(|at| half.get(at..at + piece.len()));
    found
        .filter(|found| found.to_lowercase() == piece)
        .unwrap_or(piece)
        .to_owned()
}

fn kind(text: &str) -> Option<(Kind, bool)> {
    let is_number = p::INTEGER.is_in(text) || p::NUMBER.is_in(text);
    let table = [
        (
            p::COMMA.is_in(text) && p::INTEGER.is_in(text),
            Kind::CommaIntegers,
            false,
        ),
        (p::COMMA.is_in(text), Kind::CommaList, false),
        (p::JSON.is_in(text), Kind::Json, false),
        (p::MILLISECONDS.is_in(text), Kind::Integer, false),
        (
            p::SECONDS.is_in(text) && !p::UNIX_TIME.is_in(text),
            Kind::Seconds,
            false,
        ),
        (p::UNIX_TIME.is_in(text), Kind::UnixTime, false),
        (p::TIME.is_in(text), Kind::Time, false),
        (p::BOOLEAN.is_in(text), Kind::Boolean, false),
        (p::FLOAT.is_in(text), Kind::Float, false),
        (p::INTEGER.is_in(text), Kind::Integer, false),
        (p::DECIMAL.is_in(text), Kind::Decimal, !is_number),
        (is_number, Kind::Number, false),
        (p::LIST.is_in(text), Kind::List, true),
        (p::TEXT.is_in(text), Kind::Text, false),
        (p::URL.is_in(text), Kind::Url, true),
        (p::FILE.is_in(text), Kind::File, true),
    ];
    let said = table.into_iter().find(|(is_said, ..)| *is_said);
    said.map(|(_, kind, is_weak)| (kind, is_weak))
}

/// The values that are allowed, each with what is said of it.
fn choices(words: &str) -> Vec<Choice> {
    let half: String = words.chars().map(half_width).collect();
    let text = half.to_lowercase();
    // Lower case is only needed to find the words before them; the values keep theirs.
    let text = if text.len() == half.len() { half } else { text };
    let listed = p::CHOICES.find(&text.to_lowercase()).and_then(|found| {
        let place = found.get(1)?.range();
        text.get(place).map(str::to_owned)
    });
    if let Some(listed) = listed {
        let listed: Vec<_> = split(&listed).map_while(choice).collect();
        let is_range = p::RANGE.is_in(&text.to_lowercase());
        let is_choice = !is_range || listed.len() > 1;
        if is_choice && !listed.is_empty() {
            return longer(listed, numbered(&text));
        }
    }
    numbered(&text)
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    let pieces = text.split(['、', ',', '，', '|', '/', '或', '和']);
    let pieces = pieces
        .flat_map(|piece| piece.split(" or "))
        .flat_map(|piece| piece.split(" and "));
    pieces.map(str::trim).filter(|piece| !piece.is_empty())
}

/// A value such as `get`, `"get"`, `get（读取）`, `1-男`.
fn choice(piece: &str) -> Option<Choice> {
    let piece = piece.trim_matches([' ', '`', '"', '\'', '“', '”', '[', ']', '{', '}']);
    let is_value = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let negative = usize::from(piece.starts_with('-'));
    let body = piece.get(negative..)?;
    let is_number = body.starts_with(|c: char| c.is_ascii_digit());
    let end = if is_number {
        let digits = body
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(body.len());
        // A value such as `3d` is text.
        let word = body.find(|c| !is_value(c)).unwrap_or(body.len());
        if body
            .get(digits..word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        {
            digits
        } else {
            word
        }
    } else {
        body.find(|c| !is_value(c) && c != '-')
            .unwrap_or(body.len())
    };
    let value = piece.get(..negative + end)?.trim_end_matches(['-', '.']);
    let label = piece.get(value.len()..)?;
    let trims = |c: char| c.is_whitespace() || "()（）:-=—–`\"'.".contains(c);
    let label = label.trim_matches(trims).trim_end_matches('等').trim_end();
    let fits = !value.is_empty() && value != "-" && !p::UNIT.is_in(label);
    fits.then(|| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    })
}

/// Numbers with labels in a row: `4线上消费，5体检`.
fn numbered(text: &str) -> Vec<Choice> {
    let mut best = Vec::new();
    let mut row = Vec::new();
    for piece in text.split(['、', ',', '，', ';', '；', '/', '。', '\n']) {
        let piece = piece.trim();
        let after_colon = piece.split_once(':').map(|(_, after)| after.trim());
        let labelled = |piece: &str| {
            let choice = choice(piece)?;
            let is_number = choice.value.parse::<i64>().is_ok();
            let has_label = choice.label.starts_with(|c: char| c.is_alphabetic());
            (is_number && has_label && choice.label.chars().count() <= 30).then_some(choice)
        };
        match labelled(piece) {
            Some(choice) => row.push(choice),
            None => {
                best = longer(best, std::mem::take(&mut row));
                row.extend(after_colon.and_then(labelled));
            }
        }
    }
    let best = longer(best, row);
    if best.len() > 1 { best } else { Vec::new() }
}

fn longer(a: Vec<Choice>, b: Vec<Choice>) -> Vec<Choice> {
    if b.len() > a.len() { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::{Facts, Kind, facts};

    fn values(facts: &Facts) -> Vec<(&str, &str)> {
        facts
            .choices
            .iter()
            .map(|choice| (choice.value.as_str(), choice.label.as_str()))
            .collect()
    }

    #[test]
    fn kinds() {
        for (words, kind) in [
            (
                "布尔型；是否允许保存图片 exif 值；默认值：false",
                Some(Kind::Boolean),
            ),
            ("手机号，逗号分割多个手机号", Some(Kind::CommaList)),
            ("逗号分隔的整数", Some(Kind::CommaIntegers)),
            ("地址过期时间，单位：秒", Some(Kind::Seconds)),
            ("过滤条件，JSON 格式", Some(Kind::Json)),
            ("创建时间，Ｕｎｉｘ 时间戳", Some(Kind::UnixTime)),
            ("超时，单位：毫秒", Some(Kind::Integer)),
            ("页码，整数", Some(Kind::Integer)),
            ("付款金额", Some(Kind::Decimal)),
            ("page number (int)", Some(Kind::Integer)),
            ("服务名", None),
        ] {
            assert_eq!(facts(words).kind, kind, "{words}");
        }
    }

    #[test]
    fn allowed_values() {
        for (words, expected) in [
            (
                "区域，可选值：domestic、international",
                &[("domestic", ""), ("international", "")][..],
            ),
            ("可选项 get、refresh；；", &[("get", ""), ("refresh", "")]),
            (
                "订单类型，消费类型: 4线上消费，5体检，6线下消费",
                &[("4", "线上消费"), ("5", "体检"), ("6", "线下消费")],
            ),
            ("性别；1：男；2：女", &[("1", "男"), ("2", "女")]),
            (
                "取值：`asc`（升序）或 `desc`（降序）",
                &[("asc", "升序"), ("desc", "降序")],
            ),
            (
                "优先级；取值：0：低；5：普通",
                &[("0", "低"), ("5", "普通")],
            ),
            ("One of: Small, Large", &[("Small", ""), ("Large", "")]),
            ("可选值：10、20、50", &[("10", ""), ("20", ""), ("50", "")]),
            ("清晰度，可选值：1080p/720p", &[("1080p", ""), ("720p", "")]),
            ("每页 10 条，最多 100 条", &[]),
            ("取值范围：1-100", &[]),
        ] {
            assert_eq!(values(&facts(words)), expected, "{words}");
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
        ] {
            assert_eq!(facts(words).default.as_deref(), expected, "{words}");
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
            assert_eq!(facts(words).required, expected, "{words}");
        }
    }
}
