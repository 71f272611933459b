//! What headings, badges and items of a page say.

use super::lex::half_width;

/// Part of a section, by what stands before it.
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

/// The name of a call in a heading, and what else the heading says.
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

/// The part of a section that a badge or a heading announces.
pub(super) fn part(says: &str) -> Option<Part> {
    let says = says.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| says.contains(word));
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

/// What a line that is all bold says.
pub(super) fn bold(text: &str) -> Option<&str> {
    let inner = text.trim().trim_end_matches([':', '：']);
    let inner = inner.strip_prefix("**")?.strip_suffix("**")?;
    (!inner.contains("**")).then_some(inner)
}

/// An item without its mark.
pub(super) fn body(text: &str) -> &str {
    let text = text.trim();
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = numbered
        .strip_prefix(['.', ')'])
        .filter(|rest| rest.len() < text.len());
    let body = numbered.unwrap_or_else(|| {
        text.trim_start_matches(['*', '-', '+', '•', '·', '＊', '－', '●', '○'])
    });
    // `**name**` starts with what looks like marks.
    if numbered.is_none() && text.starts_with("**") && body.contains("**") {
        return text;
    }
    body.trim()
}

/// The names that an item describes, and what it says of them.
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
    use super::{heading, named};

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
