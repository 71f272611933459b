//! Hints from names: readable texts, names of types, and the kind of value that a name suggests.

use std::collections::HashSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::model::{Field, Text, TypeDef, TypeKind};
use bge_private_codegen::naming;

/// Returns a text in both languages from the page's `words`. A missing language is made from the name, or
/// repeats the words.
pub(super) fn text(name: &str, words: &str) -> Text {
    let words = words.trim();
    let en = sentence(name);
    let is_chinese = words
        .chars()
        .any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    match (words.is_empty(), is_chinese) {
        (true, _) => Text {
            en,
            zh: format!("`{}`。", name.trim().replace('`', "'")),
        },
        (false, true) => Text {
            en,
            zh: words.to_owned(),
        },
        (false, false) => Text {
            en: words.to_owned(),
            zh: words.to_owned(),
        },
    }
}

/// Returns a name as a sentence: `object_name` becomes `Object name.`.
pub(super) fn sentence(name: &str) -> String {
    if name
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    {
        return format!("`{name}`.");
    }
    let words = name.to_snake_case().replace('_', " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => format!("`{}`.", name.trim().replace('`', "'")),
    }
}

/// Returns the words of a name.
pub(super) fn words(name: &str) -> Vec<String> {
    name.to_snake_case().split('_').map(str::to_owned).collect()
}

fn has_last(name: &str, last: &[&str]) -> bool {
    words(name)
        .last()
        .is_some_and(|word| last.contains(&word.as_str()))
}

fn has_any(name: &str, any: &[&str]) -> bool {
    words(name).iter().any(|word| any.contains(&word.as_str()))
}

/// Returns whether a name suggests a secret, such as a password or an access token.
pub(super) fn is_secret(name: &str) -> bool {
    let is_place = has_any(name, &["page", "next", "prev", "previous", "continuation"]);
    let is_key = has_last(name, &["key"])
        && has_any(name, &["private", "secret", "session", "api", "access"]);
    let secrets = [
        "token",
        "secret",
        "password",
        "passwd",
        "pwd",
        "passphrase",
        "signature",
        "cookie",
    ];
    (has_last(name, &secrets) && !is_place) || is_key
}

/// Returns whether a name suggests a point in time.
pub(super) fn is_time(name: &str) -> bool {
    let times = [
        "at",
        "time",
        "date",
        "timestamp",
        "expires",
        "expire",
        "expiry",
        "expiration",
    ];
    has_last(name, &times) || has_any(name, &["timestamp"])
}

/// Returns whether a name suggests a duration in seconds.
pub(super) fn is_duration(name: &str) -> bool {
    let durations = [
        "expires", "expire", "ttl", "timeout", "duration", "seconds", "lifetime",
    ];
    has_last(name, &durations) || name.to_snake_case().ends_with("expires_in")
}

pub(super) fn is_money(name: &str) -> bool {
    let money = [
        "amount",
        "price",
        "balance",
        "fee",
        "cost",
        "money",
        "coins",
        "total_fee",
    ];
    has_last(name, &money)
}

pub(super) fn is_count(name: &str) -> bool {
    has_last(
        name,
        &[
            "page", "limit", "offset", "size", "count", "num", "number", "total",
        ],
    )
}

pub(super) fn is_question(name: &str) -> bool {
    let first = words(name).into_iter().next().unwrap_or_default();
    ["is", "has", "allow", "enable", "with", "include"].contains(&first.as_str())
}

/// The types of a draft, with names that are unique in Rust.
#[derive(Debug, Default)]
pub(super) struct Types {
    pub(super) defs: Vec<(String, TypeDef)>,
    taken: HashSet<String>,
}

impl Types {
    /// Returns an empty set of types. The names of the calls' requests and responses are reserved.
    pub(super) fn new<'a>(calls: impl IntoIterator<Item = &'a str>) -> Self {
        let mut taken = HashSet::new();
        for call in calls {
            taken.insert(naming::request(call));
            taken.insert(naming::response(call));
        }
        Self {
            defs: Vec::new(),
            taken,
        }
    }

    /// Adds a type that is named after `of`, and returns its name. Reuses a similar type if its name fits.
    pub(super) fn add(&mut self, of: &str, call: &str, def: TypeDef) -> String {
        let known = self.defs.iter().find(|(name, known)| {
            known.kind.is_like(&def.kind) && (name.ends_with(&camel(of)) || is_generic(of))
        });
        if let Some((name, _)) = known {
            return name.clone();
        }
        let own = camel(of);
        let long = camel(&format!("{call} {of}"));
        let first = if is_generic(of) { long.clone() } else { own };
        let numbered = (2..).map(|number| format!("{long}{number}"));
        let mut names = [first, long.clone()].into_iter().chain(numbered);
        let free = names.find(|name| !self.taken.contains(&naming::type_name(name)));
        let name = free.unwrap_or(long);
        self.taken.insert(naming::type_name(&name));
        self.defs.push((name.clone(), def));
        name
    }
}

/// Returns whether a name is too generic to name a type.
fn is_generic(name: &str) -> bool {
    let generic = [
        "action", "content", "data", "detail", "info", "item", "kind", "list", "mode", "object",
        "order", "record", "response", "result", "row", "sort", "state", "status", "template",
        "type", "value",
    ];
    generic.contains(&singular(&name.to_snake_case()).as_str())
}

fn camel(name: &str) -> String {
    let ascii: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let mut name = ascii.to_upper_camel_case();
    name.truncate(80);
    if name.starts_with(|c: char| c.is_ascii_uppercase()) {
        name
    } else {
        format!("T{name}")
    }
}

/// Returns the singular of a plural name, and any other name unchanged.
pub(super) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        format!("{stem}y")
    } else if let Some(stem) = ["sses", "xes", "ches"]
        .iter()
        .find_map(|end| name.strip_suffix(end).map(|stem| (stem, end)))
    {
        let (stem, end) = stem;
        format!("{stem}{}", end.trim_end_matches("es"))
    } else {
        let is_plural = name.ends_with('s')
            && !["ss", "us", "is", "credentials", "news"]
                .iter()
                .any(|end| name.ends_with(end));
        let cut = usize::from(is_plural && name.len() > 2);
        name.get(..name.len() - cut).unwrap_or(name).to_owned()
    }
}

/// Sets a different Rust name for each field whose default one belongs to an earlier field.
pub(super) fn make_rust_names_unique<'a>(fields: impl IntoIterator<Item = &'a mut Field>) {
    let mut taken = HashSet::new();
    for field in fields {
        if taken.insert(naming::field(&field.name)) {
            continue;
        }
        let stem = naming::field(&field.name);
        let stem = stem.trim_start_matches("r#").trim_end_matches('_');
        let stem: String = stem
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect();
        let stem = if stem.is_empty() {
            "field".to_owned()
        } else {
            stem
        };
        let free = (2..)
            .map(|number| format!("{stem}_{number}"))
            .find(|name| !taken.contains(&naming::field(name)));
        if let Some(name) = free {
            taken.insert(naming::field(&name));
            field.review(format!(
                "another field has the same name in Rust as `{}`",
                field.name
            ));
            field.rust = Some(name);
        }
    }
}

/// Returns an object type. Its documentation is made from the name.
pub(super) fn object(name: &str, fields: Vec<Field>) -> TypeDef {
    TypeDef {
        reviews: Vec::new(),
        doc: text(name, ""),
        kind: TypeKind::Object(fields),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_duration, is_secret, is_time, sentence, singular, text};

    #[test]
    fn names_tell_what_they_stand_for() {
        for name in [
            "access_token",
            "accessKeySecret",
            "password",
            "api_key",
            "private_key",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "token_type",
            "access_key_id",
            "next_page_token",
            "key",
            "sort_key",
            "secretary",
        ] {
            assert!(!is_secret(name), "{name}");
        }
        assert!(is_time("created_at") && is_time("updateTime") && !is_time("status"));
        assert!(is_duration("expires_in") && is_duration("ttl") && !is_duration("size"));
    }

    #[test]
    fn names_become_texts() {
        assert_eq!(sentence("object_name"), "Object name.");
        assert_eq!(sentence("%"), "`%`.");
        assert_eq!(text("a_b", "服务名").zh, "服务名");
        assert_eq!(text("a_b", "the name").en, "the name");
        assert_eq!(text("a_b", "").zh, "`a_b`。");
    }

    #[test]
    fn several_become_one() {
        for (many, one) in [
            ("items", "item"),
            ("entries", "entry"),
            ("status", "status"),
            ("boxes", "box"),
            ("s", "s"),
        ] {
            assert_eq!(singular(many), one);
        }
    }
}
