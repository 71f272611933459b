//! Parses the headings, badges and list items of a page.

use super::lex::half_width;

/// A part of a section, according to the heading or badge before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Start,
    Unsaid,
    Args,
    Kwargs,
    Example,
    Answer,
    Failure,
}

impl Part {
    /// Whether the parameters of this part are required; `None` if the part does not say.
    pub(super) fn required(self) -> Option<bool> {
        match self {
            Self::Args => Some(true),
            Self::Kwargs => Some(false),
            _ => None,
        }
    }
}

/// Returns the name of a call in a heading, and the rest of the heading.
pub(super) fn heading(text: &str) -> (String, Option<String>) {
    let text: String = text.chars().map(half_width).collect();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let start = text
        .find(|c: char| c.is_ascii_alphabetic() || c == '_')
        .unwrap_or(text.len());
    let (before, from) = text.split_at(start);
    let end = from.find(|c| !is_name(c)).unwrap_or(from.len());
    let (name, after) = from.split_at(end);
    let name = name.trim_matches('.').replace('.', "_");
    let around = format!("{before}{after}");
    let trims = |c: char| c.is_whitespace() || "()[]:-—·.#`、,。".contains(c) || c.is_ascii_digit();
    let rest = around.trim_matches(trims).to_owned();
    (name, Some(rest).filter(|rest| !rest.is_empty()))
}

/// Whether the name found in a heading is only a part of a longer name: `123abc`, `order query`.
pub(super) fn is_part_of_name(text: &str, name: &str) -> bool {
    let text: String = text.chars().map(half_width).collect();
    let dotted = name.replace('_', ".");
    let find = |name: &str| Some((text.find(name)?, name.len()));
    let Some((at, length)) = find(name)
        .or_else(|| find(&dotted))
        .filter(|_| !name.is_empty())
    else {
        return false;
    };
    let before = text.get(..at).unwrap_or_default();
    let mut after = text.get(at + length..).unwrap_or_default().chars();
    let goes_on = match (after.next(), after.next()) {
        (Some(' ' | '-' | '/'), Some(next)) => next.is_ascii_alphabetic(),
        _ => false,
    };
    before.ends_with(|c: char| c.is_alphanumeric()) || goes_on
}

/// Returns the words of a heading as one name: `order query` becomes `order_query`.
pub(super) fn joined(text: &str) -> Option<String> {
    let is_word = |word: &&str| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let words: Vec<&str> = text
        .split([' ', '-', '/'])
        .filter(|word| !word.is_empty())
        .collect();
    let is_name = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_joined = is_name && words.len() > 1 && words.iter().all(is_word);
    is_joined.then(|| words.join("_").to_lowercase())
}

/// Splits a name from the type or the default that is written with it: `s: int`, `r=5`. The second value
/// describes the type and the default. Returns `None` for names such as `*args`.
pub(super) fn plain_name(written: &str) -> Option<(&str, String)> {
    let end = written.find([':', '=', '(']).unwrap_or(written.len());
    let (name, after) = written.split_at(end);
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let name = name.trim();
    if !is_name(name) {
        return (!written.starts_with('*')).then(|| (written, String::new()));
    }
    let default = |text: &str| format!("默认值：{}", text.trim());
    let words = match (after.split_once('='), after.trim_start_matches(':').trim()) {
        (Some((ty, value)), _) => {
            let ty = ty.trim_matches([':', ' ']);
            let parts = [ty.to_owned(), default(value)];
            parts
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("；")
        }
        (None, words) => words.trim_matches(['(', ')']).to_owned(),
    };
    Some((name, words))
}

/// Returns the part of a section that a badge or a heading announces.
pub(super) fn part(badge: &str) -> Option<Part> {
    let badge = badge.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| badge.contains(word));
    if has(&["kwargs", "可选参数", "选填参数", "optional"]) {
        Some(Part::Kwargs)
    } else if has(&["args", "必选参数", "必填参数", "required"]) {
        Some(Part::Args)
    } else if has(&["请求参数", "parameters", "参数说明"]) {
        Some(Part::Unsaid)
    } else if has(&["error", "fail", "失败", "错误"]) {
        Some(Part::Failure)
    } else if has(&[
        "success", "output", "返回", "响应", "response", "输出", "结果",
    ]) {
        Some(Part::Answer)
    } else if has(&["示例", "python", "example", "调用"]) {
        Some(Part::Example)
    } else {
        None
    }
}

/// Returns the text of a line that is entirely bold.
pub(super) fn bold(text: &str) -> Option<&str> {
    let inner = text.trim().trim_end_matches([':', '：']);
    let inner = inner.strip_prefix("**")?.strip_suffix("**")?;
    (!inner.contains("**")).then_some(inner)
}

/// Returns an item without its list marker.
pub(super) fn body(text: &str) -> &str {
    let text = text.trim();
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = numbered
        .strip_prefix(['.', ')'])
        .filter(|rest| rest.len() < text.len());
    let body = numbered.unwrap_or_else(|| {
        text.trim_start_matches(['*', '-', '+', '•', '·', '＊', '－', '●', '○'])
    });
    // The asterisks of `**name**` are not list markers.
    if numbered.is_none() && text.starts_with("**") && body.contains("**") {
        return text;
    }
    body.trim()
}

/// Returns the names that an item describes, and their description.
pub(super) fn named(text: &str) -> Option<(Vec<String>, String)> {
    let mut names = Vec::new();
    let mut rest = body(text);
    if rest.starts_with("**") || rest.starts_with("* **") {
        rest = rest.trim_start_matches(['*', ' ']);
    }
    loop {
        let (name, after) = one_name(rest)?;
        names.push(name);
        let next = after.trim_start().strip_prefix(['、', '/', ',', '，']);
        match next
            .map(str::trim_start)
            .filter(|next| next.starts_with(['`', '｀']))
        {
            Some(next) => rest = next,
            None => {
                rest = after;
                break;
            }
        }
    }
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || "—–-－:：=*、".contains(c));
    let words = words.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    Some((
        names,
        words
            .trim_end_matches([' ', '；', ';', '，', ','])
            .to_owned(),
    ))
}

fn one_name(text: &str) -> Option<(String, &str)> {
    if let Some(quoted) = text.strip_prefix(['`', '｀']) {
        let (name, after) = quoted.split_once(['`', '｀'])?;
        let name: String = name.chars().map(half_width).collect();
        let name = name.trim().trim_matches(['\'', '"']).to_owned();
        return (!name.is_empty() && !name.contains(char::is_control)).then_some((name, after));
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let after_bold = after.trim_start_matches("**").trim_start();
    let is_followed = after_bold.starts_with(['—', '–', '-', '－', ':', '：', '(', '（']);
    (starts && is_followed).then(|| (name.trim_end_matches('-').to_owned(), after))
}

#[cfg(test)]
mod tests {
    use super::{heading, is_part_of_name, joined, named, plain_name};

    #[test]
    fn headings_name_calls() {
        for (text, name, rest) in [
            ("sign_url", "sign_url", None),
            ("sign_url（签名地址）", "sign_url", Some("签名地址")),
            ("3. 获取用户 `get_user`", "get_user", Some("获取用户")),
            ("account.login", "account_login", None),
            ("更新日志", "", Some("更新日志")),
        ] {
            assert_eq!(
                heading(text),
                (name.to_owned(), rest.map(str::to_owned)),
                "{text}"
            );
        }
    }

    #[test]
    fn headings_say_more_than_a_name() {
        for (text, name) in [("123abc", "abc"), ("order query", "order"), ("a-b", "a")] {
            assert!(is_part_of_name(text, name), "{text}");
        }
        for (text, name) in [
            ("3. 获取用户 `get_user`", "get_user"),
            ("sign_url（签名地址）", "sign_url"),
            ("account.login", "account_login"),
            ("更新日志", ""),
        ] {
            assert!(!is_part_of_name(text, name), "{text}");
        }
        assert_eq!(joined("Order query").as_deref(), Some("order_query"));
        for text in ["order_query", "订单 query", "1. order query"] {
            assert_eq!(joined(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_without_types_and_defaults() {
        for (written, name, words) in [
            ("a", "a", ""),
            ("s: int", "s", "int"),
            ("r=5", "r", "默认值：5"),
            ("n: int = 5", "n", "int；默认值：5"),
            ("t(str)", "t", "str"),
            ("A.Ratio", "A.Ratio", ""),
            ("100%", "100%", ""),
            ("objects[].key", "objects[].key", ""),
        ] {
            assert_eq!(plain_name(written), Some((name, words.to_owned())));
        }
        assert_eq!(plain_name("*args"), None);
        assert_eq!(plain_name("**kw"), None);
    }

    #[test]
    fn items_name_parameters() {
        for (text, names, words) in [
            ("* `a_b` —— 服务名，请先；", &["a_b"][..], "服务名，请先"),
            ("*\t`a`——b", &["a"], "b"),
            ("- **page**: 页码", &["page"], "页码"),
            ("1. limit (int) - at most", &["limit"], "(int) - at most"),
            ("• ｀ａ｀：b", &["a"], "b"),
            ("* `from`、`to` —— 起止", &["from", "to"], "起止"),
            ("* `AND` -- all of", &["AND"], "all of"),
        ] {
            let expected = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(named(text), Some((expected, words.to_owned())), "{text}");
        }
        for text in ["* see below", "* 其他", "*", "* ``"] {
            assert_eq!(named(text), None, "{text}");
        }
    }
}
