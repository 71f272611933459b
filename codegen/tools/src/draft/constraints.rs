//! Reads types, constraints, allowed values and defaults from the text of a parameter.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::page::Section;
use super::pattern::{Pattern, captures, group, regex};

/// What a text says about a parameter.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The type.
    pub(super) scalar: Option<&'static str>,
    /// Whether several values are joined by commas.
    pub(super) is_joined: bool,
    /// Allowed values with their descriptions.
    pub(super) values: Vec<(String, String)>,
    /// Bounds, as pairs of a key and a number.
    pub(super) bounds: Vec<(String, String)>,
    pub(super) default: Option<String>,
}

/// Words, and the topics of which they speak: parameters of pages.
const TOPICS: &[(&str, &str)] = &[
    ("下一页", "cursor"),
    ("页码", "page"),
    ("当前页", "page"),
    ("每页", "size"),
    ("一页", "size"),
];

/// Returns the topic that the name of a parameter has: the number of a page, its size, or the start of the next one.
pub(super) fn topic(name: &str) -> Option<&'static str> {
    match name {
        "page" => Some("page"),
        "limit" | "page_size" => Some("size"),
        _ => name.starts_with("next_page").then_some("cursor"),
    }
}

/// Returns the topic of which a text speaks.
pub(super) fn topic_of(text: &str) -> Option<&'static str> {
    let found = TOPICS.iter().find(|(word, _)| text.contains(word));
    found.map(|(_, topic)| *topic)
}

/// Words, and the types of which they speak.
const TYPES: &[(&str, &str)] = &[
    ("JSON", "json"),
    ("是否", "boolean"),
    ("整数", "integer"),
    ("单位：秒", "seconds"),
    ("时间戳", "unix_time"),
    ("金额", "decimal"),
    ("文件须", "file"),
    ("换行", "file"),
    ("链接", "url"),
];

/// Words for bounds. Longer words are first.
const BOUNDS: [(&str, &str); 4] = [
    ("min", "大于或等于|大于等于|不少于|至少|最小"),
    ("max", "小于或等于|小于等于|不得超过|不超过|最多|最大"),
    ("above", "大于"),
    ("below", "小于"),
];

static BOUND: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let bounds = BOUNDS.iter().map(|(key, words)| {
        let pattern = format!(r"(?:{words})\D{{0,4}}?(\d+(?:\.\d+)?)(.?)");
        Some((*key, regex(&pattern)?))
    });
    bounds.flatten().collect()
});
static RANGE: Pattern = LazyLock::new(|| regex(r"取值范围[：:]?\s*(-?\d+)\s*[-~～至]\s*(\d+)"));
static KEYWORD: Pattern = LazyLock::new(|| {
    regex(r"(?:可选值|可选项|取值范围|可排序字段|类[型别][：:]|固定设置)(?:为|是)?[：:]?\s*(.*)")
});
static VALUE: Pattern = LazyLock::new(|| {
    regex(r"^([A-Za-z][A-Za-z0-9_.,-]*|\d+)(?:[（(]([^）)]*)[）)]|\s*[:：]\s*(.+))?$")
});
static NUMBERED: Pattern = LazyLock::new(|| regex(r"^(\d+)\s*[-：:]?\s*([^\d\s].*)$"));
static DEFAULT: Pattern =
    LazyLock::new(|| regex(r"默认(?:值)?(?:为|是)?[：:]?\s*([^；;，,。（(]+)"));
static JOINED: Pattern = LazyLock::new(|| regex(r"逗号\s*[,，]?\s*(?:进行)?(?:分割|分隔|隔开)"));

/// Reads the text of a parameter. What follows 例 is an example.
pub(super) fn read(text: &str) -> Facts {
    let words = text.split("例：").next().unwrap_or_default();
    let scalar = TYPES.iter().find(|(word, _)| words.contains(word));
    let mut facts = Facts {
        is_joined: captures(&JOINED, text).is_some(),
        default: captures(&DEFAULT, text).map(|found| group(&found, 1)),
        scalar: scalar.map(|(_, ty)| *ty),
        ..Facts::default()
    };
    if let Some(range) = captures(&RANGE, words) {
        let bounds = [("min", group(&range, 1)), ("max", group(&range, 2))];
        facts.bounds = bounds.map(|(key, number)| (key.to_owned(), number)).into();
        return facts;
    }
    let clauses = words.split(['；', ';', '。', '，', ',']);
    facts.bounds = clauses.filter_map(bound).collect();
    let sentences = words.split(['；', ';', '。']);
    let values = sentences.map(values).find(|values| !values.is_empty());
    facts.values = values.unwrap_or_default();
    if words.contains("可排序字段") && words.contains('-') {
        facts.values = directions(&facts.values);
    }
    facts
}

/// Reads a bound. A number that counts something else, such as lines of a file, is ignored.
fn bound(clause: &str) -> Option<(String, String)> {
    let mut bounds = BOUND.iter();
    let (key, found) = bounds.find_map(|(key, bound)| Some((*key, bound.captures(clause)?)))?;
    let unit = group(&found, 2);
    let counts = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    let is_other = unit.starts_with(|c: char| c.is_ascii_alphabetic()) || counts(&["内容", "文件"]);
    let kind = if counts(&["数组", "子项"]) {
        "_items"
    } else if counts(&["字符", "长度", "位"]) {
        "_length"
    } else if unit == "个" {
        "_items"
    } else {
        ""
    };
    let is_bound = !is_other && (kind.is_empty() || key.starts_with('m'));
    is_bound.then(|| (format!("{key}{kind}"), group(&found, 1)))
}

/// Reads the allowed values in a sentence. None are returned if one of them cannot be a value.
fn values(sentence: &str) -> Vec<(String, String)> {
    let keyword = captures(&KEYWORD, sentence).map(|found| group(&found, 1));
    let list = keyword.as_deref().unwrap_or(sentence);
    let ends = ["，多个", "，默认", "，不提供"];
    let end = ends.iter().filter_map(|word| list.find(word)).min();
    let list = list.get(..end.unwrap_or(list.len())).unwrap_or(list);
    let separators: &[char] = match list.contains('、') {
        true => &['、'],
        false => &['，', ','],
    };
    let is_list = list.contains(separators) || sentence.contains("固定");
    let found: Option<Vec<_>> = list.split(separators).map(value).collect();
    let found = found.filter(|_| is_list).unwrap_or_default();
    // A sentence without a keyword is a list of values only if each has a description.
    let is_meant = keyword.is_some() || found.iter().all(|(_, label)| !label.is_empty());
    if is_meant { found } else { Vec::new() }
}

/// Reads a value and its description: `asc（升序）`, `asc: 升序` or `1 升序`.
fn value(item: &str) -> Option<(String, String)> {
    let item = item.trim();
    let numbered = captures(&NUMBERED, item).map(|found| (group(&found, 1), group(&found, 2)));
    numbered.or_else(|| {
        let found = captures(&VALUE, item)?;
        Some((group(&found, 1), group(&found, 2) + &group(&found, 3)))
    })
}

/// Returns the fields by which an answer can be sorted, in both directions.
fn directions(fields: &[(String, String)]) -> Vec<(String, String)> {
    let both = fields.iter().flat_map(|(field, _)| {
        let up = (field.clone(), format!("按 `{field}` 升序"));
        [up, (format!("-{field}"), format!("按 `{field}` 降序"))]
    });
    both.collect()
}

/// Returns the parameters that sentences with a word name, if they name several. The text of a parameter names it, too.
pub(super) fn named_beside(word: &str, section: &Section) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let texts = section.params.iter().map(|it| (it.name.as_str(), &it.text));
    let texts = texts.chain(section.remarks.iter().map(|text| ("", text)));
    let mut all = Vec::new();
    for (own, text) in texts {
        let sentences = text.split(['；', ';', '。']);
        for sentence in sentences.filter(|sentence| sentence.contains(word)) {
            let words: Vec<_> = sentence.split(|c| !is_part(c)).chain([own]).collect();
            let params = section.params.iter().map(|it| it.name.clone());
            let named: Vec<_> = params.filter(|it| words.contains(&it.as_str())).collect();
            if named.len() > 1 {
                all.extend(named);
            }
        }
    }
    all
}
