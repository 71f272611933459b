//! The form of names. An empty name replaces one whose mistake is already reported.

use super::scope::{EndpointAt, FieldAt, GroupAt, TypeAt};
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Platform, Spanned, TypeKind};
use crate::spec::yaml::excerpt;

/// Maximum length of a name, in characters.
const MAX_LENGTH: usize = 100;

/// A form of names, and its description.
struct Form {
    fits: fn(&str) -> bool,
    is: &'static str,
}

const KEBAB: Form = Form {
    fits: |name| starts_lower(name) && words(name, '-', |c| c.is_ascii_lowercase()),
    is: "lower-case words with hyphens between them, such as `bge-private`",
};

const SNAKE: Form = Form {
    fits: |name| starts_lower(name) && words(name, '_', |c| c.is_ascii_lowercase()),
    is: "lower-case words with underscores between them, such as `user_accounts`",
};

const CAMEL: Form = Form {
    fits: |name| {
        name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric())
    },
    is: "words that start with capitals, such as `OrderType`",
};

const CALL: Form = Form {
    fits: |name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'),
    is: "letters, digits and underscores, such as `sign_url`",
};

const RUST: Form = Form {
    fits: |name| (CALL.fits)(name) && !name.starts_with(|c: char| c.is_ascii_digit()),
    is: "a Rust name: letters, digits and underscores, no digit first",
};

/// Text that is sent or shown unchanged.
const ANY: Form = Form {
    fits: |name| name.trim() == name && !name.contains(char::is_control),
    is: "text without spaces around it and without control characters",
};

fn starts_lower(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
}

fn words(name: &str, separator: char, is_letter: fn(char) -> bool) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| is_letter(c) || c.is_ascii_digit());
    name.split(separator).all(is_word)
}

fn check(what: &str, name: &Spanned<String>, form: &Form, out: &mut Diagnostics) {
    let text = name.value.as_str();
    let is_long = text.len() > MAX_LENGTH && text.chars().count() > MAX_LENGTH;
    if is_long || !(form.fits)(text) {
        let message = format!("`{}` cannot be the name of {what}", excerpt(text));
        let diagnostic = out.report(Code::BadName, name.span, message);
        if is_long {
            diagnostic.help(format!("a name has at most {MAX_LENGTH} characters"));
        } else {
            diagnostic.help(format!("it is {}", form.is));
        }
    }
}

/// Checks a name that is a key. An empty one is a mistake.
fn check_key(what: &str, name: &Spanned<String>, form: &Form, out: &mut Diagnostics) {
    if name.value.is_empty() {
        out.report(Code::BadName, name.span, format!("{what} has no name"));
    } else {
        check(what, name, form, out);
    }
}

fn check_rust(name: Option<&Spanned<String>>, out: &mut Diagnostics) {
    if let Some(name) = name {
        check("anything in Rust", name, &RUST, out);
    }
}

pub(super) fn platform(platform: &Platform, out: &mut Diagnostics) {
    if !platform.platform.value.is_empty() {
        check("a platform", &platform.platform, &KEBAB, out);
    }
}

pub(super) fn environments(platform: &Platform, out: &mut Diagnostics) {
    for (name, _) in &platform.environments {
        check_key("an environment", name, &SNAKE, out);
    }
}

/// A group has the name of its file, which becomes a module.
pub(super) fn group(at: &GroupAt<'_>, out: &mut Diagnostics) {
    let name = &at.group.group;
    if name.value.is_empty() {
        return;
    }
    let stem = at.sources.get(at.file()).map(|source| source.stem());
    if let Some(stem) = stem.filter(|stem| *stem != name.value) {
        let name_text = excerpt(&name.value);
        let message = format!("the group `{name_text}` is in a file named `{stem}`");
        out.report(Code::GroupName, name.span, message)
            .help(format!(
                "name the group `{stem}`, or the file `{name_text}.yaml`"
            ));
    } else {
        check("a group", name, &SNAKE, out);
    }
}

pub(super) fn type_name(at: &TypeAt<'_>, out: &mut Diagnostics) {
    check_key("a type", at.name, &CAMEL, out);
}

/// Values of enums and names of sets are sent unchanged, unless a wire value is set.
pub(super) fn members(at: &TypeAt<'_>, out: &mut Diagnostics) {
    match &at.def.kind {
        TypeKind::Enum(values) => {
            for value in values {
                check_key("a value", &value.name, &ANY, out);
                check_rust(value.rust.as_ref(), out);
            }
        }
        TypeKind::Extra(sets) => {
            for set in sets {
                check_key("a set", &set.name, &ANY, out);
            }
        }
        TypeKind::Object(_) => {}
    }
}

pub(super) fn endpoint(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    check_key("an endpoint", at.name, &CALL, out);
    check_rust(at.endpoint.rust.as_ref(), out);
}

pub(super) fn field(at: &FieldAt<'_>, out: &mut Diagnostics) {
    check_key(at.place.noun(), at.name, &ANY, out);
    if let Some(wire) = &at.field.wire {
        check("anything on the wire", wire, &ANY, out);
    }
    check_rust(at.field.rust.as_ref(), out);
}

#[cfg(test)]
mod tests {
    use super::{CALL, CAMEL, KEBAB, RUST, SNAKE};

    #[test]
    fn forms() {
        for (form, good, bad) in [
            (
                &KEBAB,
                &["bge", "bge-private2"][..],
                &["Bge", "bge_private", "-a", "a--b", "2a"][..],
            ),
            (
                &SNAKE,
                &["service", "a_1"],
                &["Service", "a-b", "_a", "a__b", "服务"],
            ),
            (
                &CAMEL,
                &["Region", "STSToken2"],
                &["region", "Order_Type", "2D", ""],
            ),
            (
                &CALL,
                &["sign_url", "Vec", "2fa", "self"],
                &["sign-url", "a b", "调用"],
            ),
            (&RUST, &["kind", "_2fa", "Kind"], &["2fa", "r#type", "a.b"]),
        ] {
            assert!(good.iter().all(|name| (form.fits)(name)), "{}", form.is);
            assert!(!bad.iter().any(|name| (form.fits)(name)), "{}", form.is);
        }
    }
}
