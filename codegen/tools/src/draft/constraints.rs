//! Reads types, constraints, allowed values and defaults from the text of a parameter.

use super::forms::is_part;
use super::page::Section;
use super::pattern::Pattern;

/// What a text says about a parameter.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The topic of which it speaks.
    pub(super) topic: Option<&'static str>,
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

/// Topics, which are parameters of pages, and words that speak of them.
const TOPICS: &[(&str, &str)] = &[
    ("cursor", "下一页"),
    ("page", "页码|当前页"),
    ("size", "每页|一页"),
];

/// Types, and words that speak of them.
const TYPES: &[(&str, &str)] = &[
    ("json", "JSON"),
    ("boolean", "是否"),
    ("integer", "整数"),
    ("seconds", "单位：秒"),
    ("unix_time", "时间戳"),
    ("decimal", "金额"),
    ("file", "文件须|换行"),
    ("url", "链接"),
];

/// A bound: words, a number and its unit. Longer words are first.
static BOUND: Pattern = Pattern::new(&[
    "(大于或?等于|不少于|至少|最小|小于或?等于|不得?超过|最多|最大|大于|小于)",
    r"\D{0,4}?(\d+(?:\.\d+)?)(.?)",
]);
static RANGE: Pattern = Pattern::new(&[r"取值范围[：:]?\s*(-?\d+)\s*[-~～至]\s*(\d+)"]);
static KEYWORD: Pattern = Pattern::new(&[
    r"(?:可选值|可选项|取值范围|可排序字段|类[型别][：:]|固定设置)(?:为|是)?[：:]?\s*(.*)",
]);
/// A value and its description: `1 升序`, `asc（升序）` or `asc: 升序`.
static VALUE: Pattern = Pattern::new(&[
    r"^(?:(\d+)\s*[-：:]?\s*([^\d\s].*)|",
    r"([A-Za-z][A-Za-z0-9_.,-]*|\d+)(?:[（(]([^）)]*)[）)]|\s*[:：]\s*(.+))?)$",
]);
static DEFAULT: Pattern = Pattern::new(&[r"默认(?:值)?(?:为|是)?[：:]?\s*([^；;，,。（(]+)"]);
static JOINED: Pattern = Pattern::new(&[r"逗号\s*[,，]?\s*(?:进行)?(?:分割|分隔|隔开)"]);

/// Returns the topic that the name of a parameter has: the number of a page, its size, or the start of the next one.
pub(super) fn topic(name: &str) -> Option<&'static str> {
    match name {
        "page" => Some("page"),
        "limit" | "page_size" => Some("size"),
        _ => name.starts_with("next_page").then_some("cursor"),
    }
}

/// Returns the first entry of a table whose words are in a text.
fn subject(table: &[(&'static str, &str)], text: &str) -> Option<&'static str> {
    let found = table.iter().find(|(_, words)| has_word(text, words));
    found.map(|(subject, _)| *subject)
}

/// Returns whether a text contains one of some words, which `|` separates.
fn has_word(text: &str, words: &str) -> bool {
    words.split('|').any(|word| text.contains(word))
}

/// Returns the sentences of a text.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['；', ';', '。'])
}

/// Reads the text of a parameter. What follows 例 is an example.
pub(super) fn read(text: &str) -> Facts {
    let words = text.split("例：").next().unwrap_or_default();
    let mut facts = Facts {
        is_joined: JOINED.find(text).is_some(),
        default: DEFAULT.groups(text).map(|[value]| value.to_owned()),
        topic: subject(TOPICS, text),
        scalar: subject(TYPES, words),
        ..Facts::default()
    };
    if let Some([min, max]) = RANGE.groups(words) {
        facts.bounds = vec![("min".into(), min.into()), ("max".into(), max.into())];
        return facts;
    }
    let clauses = words.split(['；', ';', '。', '，', ',']);
    facts.bounds = clauses.filter_map(bound).collect();
    let mut values = sentences(words).map(values);
    facts.values = values.find(|it| !it.is_empty()).unwrap_or_default();
    if words.contains("可排序字段") && words.contains('-') {
        facts.values = directions(&facts.values);
    }
    facts
}

/// Reads a bound. A number that counts something else, such as lines of a file, is ignored.
fn bound(clause: &str) -> Option<(String, String)> {
    let [words, number, unit] = BOUND.groups(clause)?;
    let key = match words {
        "大于" => "above",
        "小于" => "below",
        _ if has_word(words, "大于|不少于|至少|最小") => "min",
        _ => "max",
    };
    let is_letter = unit.starts_with(|c: char| c.is_ascii_alphabetic());
    let kind = match unit {
        _ if is_letter || has_word(clause, "内容|文件") => return None,
        _ if has_word(clause, "数组|子项") => "_items",
        _ if has_word(clause, "字符|长度|位") => "_length",
        "个" => "_items",
        _ => "",
    };
    let is_bound = kind.is_empty() || key.starts_with('m');
    is_bound.then(|| (format!("{key}{kind}"), number.to_owned()))
}

/// Reads the allowed values in a sentence. None are returned if one of them cannot be a value.
fn values(sentence: &str) -> Vec<(String, String)> {
    let keyword = KEYWORD.groups(sentence).map(|[list]| list);
    let mut list = keyword.unwrap_or(sentence);
    for end in ["，多个", "，默认", "，不提供"] {
        list = list.split(end).next().unwrap_or_default();
    }
    let separators = if list.contains('、') { "、" } else { "，," };
    let is_separator = |c| separators.contains(c);
    let is_list = list.contains(is_separator) || sentence.contains("固定");
    let found: Option<Vec<_>> = list.split(is_separator).map(value).collect();
    let found = found.filter(|_| is_list).unwrap_or_default();
    // A sentence without a keyword is a list of values only if each has a description.
    let is_meant = keyword.is_some() || found.iter().all(|(_, label)| !label.is_empty());
    if is_meant { found } else { Vec::new() }
}

/// Reads a value and its description.
fn value(item: &str) -> Option<(String, String)> {
    let [number, words, value, label, text] = VALUE.groups(item.trim())?;
    Some((format!("{number}{value}"), format!("{words}{label}{text}")))
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
    let texts = section.params.iter().map(|it| (it.name.as_str(), &it.text));
    let texts = texts.chain(section.remarks.iter().map(|text| ("", text)));
    let mut all = Vec::new();
    for (own, text) in texts {
        for sentence in sentences(text).filter(|sentence| sentence.contains(word)) {
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
