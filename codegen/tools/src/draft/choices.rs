//! The allowed values that a description lists, each with its label.

use super::lex::half_width;
use super::patterns as p;

/// An allowed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
}

/// Returns the allowed values that a description lists.
pub(super) fn choices(words: &str) -> Vec<Choice> {
    let half: String = words.chars().map(half_width).collect();
    let lower = half.to_lowercase();
    // Only the search for keywords needs lower case. The values keep their case if the lengths agree.
    let text = if lower.len() == half.len() {
        half
    } else {
        lower.clone()
    };
    let captured = |pattern: &p::Pattern| {
        let place = pattern.find(&lower)?.get(1)?.range();
        text.get(place).map(str::to_owned)
    };
    if let Some(listed) = captured(&p::CHOICES) {
        let is_allowed = p::ALLOWED.is_in(&lower);
        let mut choices = read(&listed, is_allowed);
        let is_interval = !is_allowed && p::INTERVAL.is_in(&lower);
        if is_interval || (choices.len() == 1 && p::RANGE.is_in(&lower)) {
            choices.clear();
        }
        if !choices.is_empty() {
            return longer(choices, numbered(&text));
        }
        if is_interval {
            return choices;
        }
    }
    let formats = captured(&p::FORMAT_LIST).filter(|_| !p::BOOLEAN.is_in(&lower));
    if let Some(formats) = formats {
        return read(&formats, false);
    }
    numbered(&text)
}

/// Returns the values of a list. `is_allowed` is whether words and signs are supported as values, too.
fn read(listed: &str, is_allowed: bool) -> Vec<Choice> {
    let pieces = split(listed);
    let choices: Vec<_> = pieces.iter().map_while(|piece| choice(piece)).collect();
    if !is_allowed || choices.len() == pieces.len() {
        return choices;
    }
    let any = |piece: &&str| choice(piece).or_else(|| word(piece));
    let words: Vec<_> = pieces.iter().map_while(any).collect();
    if words.len() > 1 { words } else { choices }
}

/// Splits a list into its pieces. A slash belongs to the values if another mark separates them: `km/h、m/s`.
fn split(listed: &str) -> Vec<&str> {
    let clauses = || listed.split([',', '，']);
    let has_slashes = clauses()
        .take(2)
        .filter(|clause| clause.contains('/'))
        .count()
        > 1;
    let mut marks = vec!['、', '|', '或', '和'];
    if !listed.contains(['、', '|']) && !has_slashes {
        marks.push('/');
    }
    let first = |clause: &str| {
        clause
            .split(marks.as_slice())
            .next()
            .and_then(choice)
            .is_some()
    };
    // In a list with other separators a comma ends the list, unless a value that `choice` accepts follows.
    let is_done = listed.contains(['、', '|']);
    let clauses = clauses()
        .enumerate()
        .take_while(|(at, clause)| *at == 0 || !is_done || first(clause))
        .map(|(_, clause)| clause);
    let pieces = clauses.flat_map(|clause| clause.split(marks.as_slice()));
    let pieces = pieces
        .flat_map(|piece| piece.split(" or "))
        .flat_map(|piece| piece.split(" and "));
    pieces
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Parses a value that is a word or a sign, such as `高（优先）` or `>=`.
fn word(piece: &str) -> Option<Choice> {
    let piece = piece.trim_matches([' ', '`', '"', '\'']);
    let end = piece.find(['(', ':', ' ']).unwrap_or(piece.len());
    let (value, label) = piece.split_at_checked(end)?;
    let label = label.trim_matches(|c: char| c.is_whitespace() || "():".contains(c));
    let is_value = !value.is_empty() && value.chars().count() <= 10 && !p::NO_VALUE.is_in(value);
    is_value.then(|| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    })
}

/// Parses a value such as `get`, `"get"`, `get（读取）`, `1-男`.
fn choice(piece: &str) -> Option<Choice> {
    let piece = piece.trim_matches([' ', '`', '"', '\'', '“', '”', '[', ']', '{', '}']);
    let is_value = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/');
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
            .is_some_and(|rest| rest.is_empty() || (rest.starts_with('.') && !is_fraction(rest)))
        {
            digits
        } else {
            word
        }
    } else {
        body.find(|c| !is_value(c) && c != '-')
            .unwrap_or(body.len())
    };
    let value = piece
        .get(..negative + end)?
        .trim_end_matches(['-', '.', '/']);
    let label = piece.get(value.len()..)?;
    let trims = |c: char| c.is_whitespace() || "()（）:-=—–`\"'./".contains(c);
    let label = label.trim_matches(trims).trim_end_matches('等').trim_end();
    let fits = !value.is_empty() && value != "-" && !p::UNIT.is_in(label);
    fits.then(|| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    })
}

/// Whether the text is a decimal point with digits after it.
fn is_fraction(text: &str) -> bool {
    let digits = text.trim_start_matches('.');
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

/// Returns the longest series of numbers with labels, such as `4线上消费，5体检`.
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
    use super::{Choice, choices};

    fn values(choices: &[Choice]) -> Vec<(&str, &str)> {
        choices
            .iter()
            .map(|choice| (choice.value.as_str(), choice.label.as_str()))
            .collect()
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
            ("可选值：1-100", &[]),
            ("概率，取值 [0,1]", &[]),
            ("取值：字母、数字", &[]),
            ("可选值见附录", &[]),
            (
                "可选值：created_at、-created_at",
                &[("created_at", ""), ("-created_at", "")],
            ),
            ("可选值：1.5、2、3", &[("1.5", ""), ("2", ""), ("3", "")]),
            ("可选值：1.男、2.女", &[("1", "男"), ("2", "女")]),
            ("可选值：km/h、m/s", &[("km/h", ""), ("m/s", "")]),
            ("可选值：km/h, m/s", &[("km/h", ""), ("m/s", "")]),
            ("可选值：asc/desc，默认 asc", &[("asc", ""), ("desc", "")]),
            ("可选值：a、b，c", &[("a", ""), ("b", ""), ("c", "")]),
            (
                "可选值：高（急）、中、低，默认中",
                &[("高", "急"), ("中", ""), ("低", "")],
            ),
            ("可选值：>、<、>=", &[(">", ""), ("<", ""), (">=", "")]),
            ("输出格式 json / xml", &[("json", ""), ("xml", "")]),
            ("是否用此格式 json / xml", &[]),
        ] {
            let found = choices(words);
            assert_eq!(values(&found), expected, "{words}");
        }
    }
}
