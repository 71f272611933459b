//! Which type a value has that the spec does not know, from what was seen of it.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;

use super::path::Step;
use super::report::Tally;
use crate::format::edit::{self, Entries};
use crate::naming;

/// All that was seen of a value and of what is in it.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) tally: Tally,
    pub(super) fields: BTreeMap<String, Self>,
    item: Option<Box<Self>>,
    entry: Option<Box<Self>>,
}

impl Seen {
    /// Takes in what was seen below by these steps.
    pub(super) fn add(&mut self, steps: &[Step], tally: &Tally) {
        let mut seen = self;
        for step in steps {
            seen = match step {
                Step::Field(name) => seen.fields.entry(name.clone()).or_default(),
                Step::Item => seen.item.get_or_insert_default(),
                Step::Entry => seen.entry.get_or_insert_default(),
            };
        }
        seen.tally.add(tally);
    }

    /// Objects that were a map in one answer are one in all.
    fn values(&self) -> Option<Self> {
        let mut values = Self::default();
        let seen = self.entry.iter().map(|entry| &**entry);
        for value in seen.chain(self.fields.values()) {
            values.merge(value);
        }
        self.entry.as_ref().map(|_| values)
    }

    fn merge(&mut self, other: &Self) {
        self.tally.add(&other.tally);
        for (name, field) in &other.fields {
            self.fields.entry(name.clone()).or_default().merge(field);
        }
        for (mine, other) in [
            (&mut self.item, &other.item),
            (&mut self.entry, &other.entry),
        ] {
            if let Some(other) = other {
                mine.get_or_insert_default().merge(other);
            }
        }
    }
}

/// A type with what goes with it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Inferred {
    pub(super) ty: String,
    pub(super) nullable: bool,
    lenient: bool,
    secret: Option<&'static str>,
    /// Why it is a guess.
    pub(super) why: Option<&'static str>,
}

impl Inferred {
    fn of(ty: &str) -> Self {
        let ty = ty.to_owned();
        Self {
            ty,
            ..Self::default()
        }
    }

    fn guess(ty: &str, why: &'static str) -> Self {
        let why = Some(why);
        Self {
            why,
            ..Self::of(ty)
        }
    }

    /// What an entry of a field says.
    pub(super) fn entries(&self, optional: bool) -> Entries {
        let flag = |key, is_set: bool| is_set.then(|| (key, "true".to_owned()));
        let secret = self.secret.map(|secret| ("secret", secret.to_owned()));
        let entries = [
            Some(("type", self.ty.clone())),
            flag("nullable", self.nullable),
            flag("optional", optional),
            flag("lenient", self.lenient),
            secret,
            Some(("doc", doc())),
        ];
        entries.into_iter().flatten().collect()
    }
}

/// A doc in both languages that waits for somebody who knows better.
pub(super) fn doc() -> String {
    let doc = [
        ("en", "Not described yet.".to_owned()),
        ("zh", "尚无说明。".to_owned()),
    ];
    edit::braces(&doc)
}

/// Types that are made up on the way.
pub(super) struct NewTypes<'a> {
    /// Says whether a name is free.
    pub(super) is_free: &'a dyn Fn(&str) -> bool,
    pub(super) comment: &'a str,
    /// Name and lines of each.
    pub(super) types: Vec<(String, Vec<String>)>,
}

/// Lists and maps nest no deeper.
const DEEPEST: usize = 8;

impl NewTypes<'_> {
    /// The type of a value, which has a name or is within something that has one.
    pub(super) fn infer(&mut self, name: &str, owner: &str, seen: &Seen) -> Inferred {
        let mut inferred = self.infer_within(name, owner, seen, 0);
        inferred.nullable = seen.tally.types.contains_key("null");
        inferred
    }

    fn infer_within(&mut self, name: &str, owner: &str, seen: &Seen, depth: usize) -> Inferred {
        let kinds = seen.tally.types.keys().map(String::as_str);
        let kinds: Vec<&str> = kinds.filter(|kind| *kind != "null").collect();
        let all = |allowed: &[&str]| kinds.iter().all(|kind| allowed.contains(kind));
        if kinds.is_empty() {
            Inferred::guess("any", "only null came")
        } else if all(&["boolean"]) {
            Inferred::of("boolean")
        } else if all(&["unix_time"]) && is_of_time(name) {
            Inferred::guess("unix_time", "it may be a plain number")
        } else if all(&["unix_time_text"]) && is_of_time(name) {
            Inferred::guess("unix_time_text", "it may be a plain text")
        } else if all(NUMBERS) {
            Inferred::of(number(&kinds))
        } else if all(TEXTS) {
            text(&kinds, name)
        } else if all(&[NUMBERS, NUMBER_TEXTS].concat()) {
            let lenient = true;
            Inferred {
                lenient,
                ..Inferred::guess(number(&kinds), "it came as a number and as text")
            }
        } else if depth >= DEEPEST {
            Inferred::guess("any", "it nests too deep")
        } else if all(&["list"]) {
            let item = seen.item.as_deref();
            self.collection(
                "list",
                "the list was always empty",
                name,
                owner,
                item,
                depth,
            )
        } else if all(&["object"]) {
            match seen.values() {
                Some(values) => self.collection(
                    "map",
                    "the map was empty",
                    name,
                    owner,
                    Some(&values),
                    depth,
                ),
                None if seen.fields.is_empty() => {
                    Inferred::guess("any", "the object was always empty")
                }
                None => Inferred::of(&self.object(name, owner, seen)),
            }
        } else {
            Inferred::guess("any", "it came in different types")
        }
    }

    fn collection(
        &mut self,
        of: &str,
        when_empty: &'static str,
        name: &str,
        owner: &str,
        item: Option<&Seen>,
        depth: usize,
    ) -> Inferred {
        let Some(item) = item.filter(|item| !item.tally.types.is_empty()) else {
            return Inferred::guess(&format!("{of}<any>"), when_empty);
        };
        if item.tally.types.contains_key("null") {
            return Inferred::guess(&format!("{of}<any>"), "some of its values were null");
        }
        let inner = self.infer_within(&one_of(name), owner, item, depth + 1);
        if inner.lenient || inner.secret.is_some() {
            return Inferred::guess(
                &format!("{of}<string>"),
                "its values may be of another type",
            );
        }
        let ty = format!("{of}<{}>", inner.ty);
        if ty.matches('<').count() > DEEPEST {
            return Inferred::guess("any", "it nests too deep");
        }
        Inferred { ty, ..inner }
    }

    /// Makes a type of an object; gives its name.
    fn object(&mut self, name: &str, owner: &str, seen: &Seen) -> String {
        let type_name = self.type_name(name, owner);
        // Its place is kept, so that it comes before those within it.
        let at = self.types.len();
        self.types.push((type_name.clone(), Vec::new()));
        let mut lines = vec![
            self.comment.to_owned(),
            format!("{type_name}:"),
            format!("  doc: {}", doc()),
            "  fields:".to_owned(),
        ];
        let objects = seen.tally.types.get("object").copied();
        let mut names = Vec::new();
        for (name, field) in &seen.fields {
            if names.contains(&naming::field(name)) {
                lines.push(format!(
                    "    # review: left out, for its Rust name is taken: {}",
                    edit::text(name)
                ));
                continue;
            }
            names.push(naming::field(name));
            let inferred = self.infer(name, &type_name, field);
            let optional = objects.is_none_or(|objects| field.tally.count < objects);
            if let Some(why) = inferred.why {
                lines.push(format!("    # review: {why}."));
            }
            let entries = edit::braces(&inferred.entries(optional));
            lines.push(format!("    {}: {entries}", edit::text(name)));
        }
        if let Some((_, empty)) = self.types.get_mut(at) {
            *empty = lines;
        }
        type_name
    }

    /// The field's name as that of a type, with what else it needs to be free.
    fn type_name(&self, name: &str, owner: &str) -> String {
        let words = |name: &str| -> String {
            let name = name.to_upper_camel_case();
            name.chars()
                .filter(char::is_ascii_alphanumeric)
                .take(60)
                .collect()
        };
        let mut name = words(name);
        if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
            name.insert_str(0, "Type");
        }
        let long = format!("{}{name}", words(owner));
        let numbered = (2..).map(|number: u32| format!("{name}{number}"));
        let candidates = [name.clone(), long].into_iter().chain(numbered);
        let mut free = candidates.filter(|name| {
            let is_new = self.types.iter().all(|(known, _)| known != name);
            name.starts_with(|c: char| c.is_ascii_uppercase()) && is_new && (self.is_free)(name)
        });
        free.next().unwrap_or(name)
    }
}

/// The name of one of several, as far as English is regular.
fn one_of(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None if name.ends_with("ss") || name.ends_with("us") || name.ends_with("is") => {
            name.to_owned()
        }
        None => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}

const NUMBERS: &[&str] = &["integer", "unix_time", "number"];
const NUMBER_TEXTS: &[&str] = &["integer_text", "unix_time_text", "number_text"];
const TEXTS: &[&str] = &[
    "text",
    "time",
    "url",
    "url_with_query",
    "integer_text",
    "unix_time_text",
    "number_text",
];

/// The narrowest type of numbers that came.
fn number(kinds: &[&str]) -> &'static str {
    let is_decimal = |kind: &&str| matches!(*kind, "number" | "number_text");
    if kinds.iter().any(is_decimal) {
        "decimal"
    } else {
        "integer"
    }
}

fn text(kinds: &[&str], name: &str) -> Inferred {
    let secret = is_secret(name).then_some("true");
    match kinds {
        ["time"] => Inferred::of("time"),
        ["url"] if secret.is_none() => Inferred::of("url"),
        ["url_with_query"] | ["url", "url_with_query"] => Inferred {
            secret: secret.or(Some("query")),
            ..Inferred::guess("url", "its query is taken for a secret")
        },
        _ => Inferred {
            secret,
            why: secret.map(|_| "its name is that of a secret"),
            ..Inferred::of("string")
        },
    }
}

/// Whether a name speaks of a time.
fn is_of_time(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words = [
        "time", "date", "expire", "created", "updated", "since", "until",
    ];
    name.ends_with("_at") || name.ends_with("at_") || words.iter().any(|word| name.contains(word))
}

/// Whether a name speaks of a secret.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words = [
        "secret",
        "token",
        "password",
        "passwd",
        "credential",
        "signature",
        "private",
        "authorization",
        "passphrase",
        "cookie",
    ];
    let parts: Vec<_> = name.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let joined = parts.concat();
    let keys = ["sessionkey", "accesskey", "apikey"];
    words.iter().any(|word| name.contains(word))
        || keys.iter().any(|key| joined.contains(key))
        || ["sk", "pwd", "auth"]
            .iter()
            .any(|part| parts.contains(part))
}

/// Whether a number could be read from a text of this kind as a built-in type.
pub(super) fn is_number_text(kind: &str, is_whole: bool) -> bool {
    NUMBER_TEXTS.contains(&kind) && !(is_whole && kind == "number_text")
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn names_of_secrets_are_known() {
        let secrets = [
            "session_key",
            "access_key",
            "authorization",
            "sk",
            "user_sk",
            "accessKeyId",
            "auth",
            "api-key",
            "token",
        ];
        for name in secrets {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "task", "key", "monkey", "author", "keys", "risk", "session", "app_key",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
