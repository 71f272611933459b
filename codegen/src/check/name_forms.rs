//! The form of names. An empty name replaces one whose mistake is already reported.

use super::scope::{EndpointAt, FieldAt, GroupAt};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::excerpt;
use crate::spec::model::{Named, Platform, Spanned, TypeDef, TypeKind};

/// Maximum length of a name, in characters.
const MAX_LENGTH: usize = 100;

/// A form of names, and its description.
pub struct Form {
    pub fits: fn(&str) -> bool,
    pub is: &'static str,
}

pub const KEBAB: Form = Form {
    fits: |name| is_words(name, '-'),
    is: "lower-case words with hyphens between them, such as `bge-private`",
};

pub const SNAKE: Form = Form {
    fits: |name| is_words(name, '_'),
    is: "lower-case words with underscores between them, such as `user_accounts`",
};

pub const CAMEL: Form = Form {
    fits: |name| {
        name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric())
    },
    is: "words that start with capitals, such as `OrderType`",
};

pub const CALL: Form = Form {
    fits: |name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'),
    is: "letters, digits and underscores, such as `sign_url`",
};

pub const RUST: Form = Form {
    fits: |name| (CALL.fits)(name) && !name.starts_with(|c: char| c.is_ascii_digit()),
    is: "a Rust name: letters, digits and underscores, no digit first",
};

/// Text that is sent or shown unchanged.
const ANY: Form = Form {
    fits: |name| name.trim() == name && !name.contains(char::is_control),
    is: "text without spaces around it and without control characters",
};

/// Returns whether a name consists of words of lower-case letters and digits, and starts with a letter.
fn is_words(name: &str, separator: char) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_word = |word: &str| !word.is_empty() && word.chars().all(is_letter);
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.split(separator).all(is_word)
}

fn check(what: &str, name: &Spanned<String>, form: &Form, out: &mut Diagnostics) {
    let text = name.value.as_str();
    let help = if text.chars().nth(MAX_LENGTH).is_some() {
        format!("a name has at most {MAX_LENGTH} characters")
    } else if !(form.fits)(text) {
        format!("it is {}", form.is)
    } else {
        return;
    };
    let message = format!("{name} cannot be the name of {what}");
    out.report(Code::BadName, name.span, message).help(help);
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
    for (name, _) in &platform.environments {
        check_key("an environment", name, &SNAKE, out);
    }
}

/// A group has the name of its file, which becomes a module.
pub(super) fn group(at: &GroupAt<'_>, out: &mut Diagnostics) {
    if let Some(client) = &at.group.client {
        check("a client", client, &SNAKE, out);
    }
    let name = &at.group.group;
    if name.value.is_empty() {
        return;
    }
    let stem = at.sources.get(name.span.file).map(|source| source.stem());
    if let Some(stem) = stem.filter(|stem| *stem != name.value) {
        let message = format!("the group {name} is in a file named `{stem}`");
        let file = excerpt(&name.value);
        let help = format!("name the group `{stem}`, or the file `{file}.yaml`");
        out.report(Code::GroupName, name.span, message).help(help);
    } else {
        check("a group", name, &SNAKE, out);
    }
}

/// Values of enums and names of sets are sent unchanged, unless a wire value is set.
pub(super) fn type_def((name, def): &Named<TypeDef>, out: &mut Diagnostics) {
    check_key("a type", name, &CAMEL, out);
    match &def.kind {
        TypeKind::Enum(values) => {
            for (name, value) in values {
                check_key("a value", name, &ANY, out);
                check_rust(value.rust.as_ref(), out);
            }
        }
        TypeKind::Extra(sets) => {
            for (name, _) in sets {
                check_key("a set", name, &ANY, out);
            }
        }
        TypeKind::Object(_) | TypeKind::AnyOf(_) => {}
    }
}

pub(super) fn endpoint(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    check_key("an endpoint", at.name, &CALL, out);
    for alias in &at.endpoint.alias {
        check("an endpoint", alias, &CALL, out);
    }
    check_rust(at.endpoint.rust.as_ref(), out);
    for (name, one_of) in at.endpoint.one_ofs() {
        check_key("an argument", name, &ANY, out);
        if !one_of.one_of.value.is_empty() {
            check("an enum", &one_of.one_of, &CAMEL, out);
        }
    }
}

pub(super) fn field(at: &FieldAt<'_>, out: &mut Diagnostics) {
    check_key(at.place.noun(), at.name, &ANY, out);
    if let Some(wire) = &at.field.wire {
        check("anything on the wire", wire, &ANY, out);
    }
    check_rust(at.field.rust.as_ref(), out);
}
