//! Names of a draft, made from those of a document, and texts made from names.

use std::collections::HashSet;

use heck::{ToKebabCase, ToSnakeCase, ToUpperCamelCase};

use super::document::{member, text_of};
use super::model::{Field, Texts};
use crate::naming;
use crate::openapi::words::{self, DEPRECATED, Language, PARAGRAPH, ZH};
use crate::spec::yaml::Node;

/// What the language allows, with room for a number behind it.
const MAX_LENGTH: usize = 80;

/// The letters and digits of ASCII in a text, words apart.
fn plain(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { ' ' };
    text.chars().map(plain).take(MAX_LENGTH).collect()
}

/// Lower-case words with underscores between them, or `otherwise`.
pub(super) fn snake(text: &str, otherwise: &str) -> String {
    started(plain(text).to_snake_case(), otherwise, '_')
}

/// Lower-case words with hyphens between them, or `otherwise`.
pub(super) fn kebab(text: &str, otherwise: &str) -> String {
    started(plain(text).to_kebab_case(), otherwise, '-')
}

/// Words that start with capitals, or `otherwise`.
pub(super) fn camel(text: &str, otherwise: &str) -> String {
    let is_camel = |text: &str| {
        text.len() <= MAX_LENGTH
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.chars().all(|c| c.is_ascii_alphanumeric())
    };
    if is_camel(text) {
        return text.to_owned();
    }
    let name = plain(text).to_upper_camel_case();
    if is_camel(&name) {
        name
    } else {
        otherwise.to_owned()
    }
}

fn started(name: String, otherwise: &str, separator: char) -> String {
    if name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name
    } else if name.is_empty() {
        otherwise.to_owned()
    } else {
        format!("{otherwise}{separator}{name}")
    }
}

/// The name of a call as it is, if it can be one.
pub(super) fn call(text: &str, otherwise: &str) -> String {
    let fits = |text: &str| {
        text.len() <= MAX_LENGTH
            && text.contains(|c: char| c.is_ascii_alphanumeric())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if fits(text) {
        text.to_owned()
    } else {
        snake(text, otherwise)
    }
}

/// Whether a text can be the name of a parameter, a field or a value.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !text.contains(char::is_control)
        && text.chars().count() <= MAX_LENGTH
}

/// The name, or the first with a number behind it that is free; `form` gives what has to differ.
pub(super) fn free(
    name: &str,
    taken: &mut HashSet<String>,
    form: impl Fn(&str) -> Vec<String>,
) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
    let free = candidates.find(|name| !form(name).iter().any(|form| taken.contains(form)));
    let free = free.unwrap_or_default();
    taken.extend(form(&free));
    free
}

/// Gives another name in Rust to each field whose own becomes one that is taken.
pub(super) fn set_apart<'f>(fields: impl IntoIterator<Item = &'f mut Field>) {
    let fields: Vec<_> = fields.into_iter().collect();
    let given = fields.iter().filter_map(|field| field.rust.as_deref());
    let mut taken: HashSet<String> = given.map(naming::field).collect();
    for field in fields {
        if field.rust.is_some() || taken.insert(naming::field(&field.name)) {
            continue;
        }
        let stem = match plain(&field.name).to_snake_case() {
            stem if stem.is_empty() => "field".to_owned(),
            stem => stem,
        };
        let mut numbered = (2..).map(|number| format!("{stem}_{number}"));
        field.rust = numbered.find(|name| taken.insert(naming::field(name)));
        field.reviews.push(format!(
            "`{}` becomes a name in Rust that another field has",
            field.name
        ));
    }
}

/// The docs of something: its description without what it says of deprecation, else made from its name.
pub(super) fn doc(node: &Node, name: &str) -> Texts {
    let deprecated = deprecation(node);
    let Some(mut text) = text_of(node, "description") else {
        return match text_of(node, "summary").or_else(|| text_of(node, "title")) {
            Some(text) => divided(text, None, "", name),
            None => from_name(name),
        };
    };
    if let Some(end) = deprecated {
        text = text.strip_suffix(&end).unwrap_or(text);
    }
    divided(text, text_of(node, ZH), PARAGRAPH, name)
}

/// Both languages of a text that ends in its Chinese part; without one, both are the same.
pub(super) fn divided(text: &str, zh: Option<&str>, between: &str, name: &str) -> Texts {
    let en = zh.and_then(|zh| text.strip_suffix(zh)?.strip_suffix(between));
    let texts = match (en, zh) {
        (Some(en), Some(zh)) => Texts {
            en: en.to_owned(),
            zh: zh.to_owned(),
        },
        _ => Texts {
            en: text.to_owned(),
            zh: text.to_owned(),
        },
    };
    if texts.en.trim().is_empty() || texts.zh.trim().is_empty() {
        from_name(name)
    } else {
        texts
    }
}

/// Why something is deprecated, if it is.
pub(super) fn deprecated(node: &Node) -> Option<Texts> {
    let reason = member(node, DEPRECATED);
    let (en, zh) = match reason {
        Some(reason) => (text_of(reason, "en"), text_of(reason, "zh")),
        None if super::document::is_true(node, "deprecated") => {
            (Some("Not to be used any more."), Some("不再使用。"))
        }
        None => return None,
    };
    let one = en.or(zh)?.to_owned();
    Some(Texts {
        en: en.map_or_else(|| one.clone(), str::to_owned),
        zh: zh.map_or(one, str::to_owned),
    })
}

/// What a description ends in for the sake of deprecation.
fn deprecation(node: &Node) -> Option<String> {
    let reason = member(node, DEPRECATED)?;
    Some(match (text_of(reason, "en"), text_of(reason, "zh")) {
        (Some(en), Some(zh)) => words::deprecation(en, zh, Language::Both),
        (Some(en), None) => words::deprecation(en, "", Language::En),
        (None, zh) => words::deprecation("", zh.unwrap_or_default(), Language::Zh),
    })
}

/// A text for something that has none.
pub(super) fn from_name(name: &str) -> Texts {
    let words = name.replace(['_', '-'], " ");
    let words = words.trim();
    let name = if words.is_empty() {
        "Not described"
    } else {
        words
    };
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    let en = format!("{}{}.", first.unwrap_or_default(), chars.as_str());
    let clean = |text: String| text.replace(char::is_control, " ");
    Texts {
        en: clean(en),
        zh: clean(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{call, camel, kebab, snake};

    #[test]
    fn names_get_their_form() {
        assert_eq!(snake("User Accounts", "api"), "user_accounts");
        assert_eq!(snake("2 fast", "api"), "api_2_fast");
        assert_eq!(snake("用户", "api"), "api");
        assert_eq!(kebab("Pet Store!", "a"), "pet-store");
        assert_eq!(camel("OrderType", "T"), "OrderType");
        assert_eq!(camel("order.type-v2", "T"), "OrderTypeV2");
        assert_eq!(camel("2", "T"), "T");
        assert_eq!(call("getPetById", "a"), "getPetById");
        assert_eq!(call("get pet/by-id", "a"), "get_pet_by_id");
        assert_eq!(call("___", "a"), "a");
    }
}
