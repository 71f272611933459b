//! The language of help and messages, and how they quote names and texts.

use std::ffi::OsString;
use std::sync::OnceLock;

use bge_private_sdk::describe::{Language, Quoted, Text};

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Sets the language to that of `--lang`, or to that of the locale. The arguments are not parsed yet, because help
/// and errors are shown in this language. Other values of `--lang` are rejected later.
pub(crate) fn set(arguments: &[OsString]) {
    let language = of_arguments(arguments).unwrap_or_else(of_environment);
    // It is set once.
    let _ = LANGUAGE.set(language);
}

/// Returns the language of the user.
pub(crate) fn language() -> Language {
    LANGUAGE.get().copied().unwrap_or(Language::English)
}

/// Returns the value in the language of the user.
pub(crate) fn choose<T>(english: T, chinese: T) -> T {
    language().choose(english, chinese)
}

/// Returns a text in the language of the user.
pub(crate) fn local(text: &Text) -> &'static str {
    text.get(language())
}

/// Formats the English or the Chinese text, depending on the language of the user.
macro_rules! say {
    ($english:literal, $chinese:literal $(, $argument:expr)* $(,)?) => {
        match $crate::language::language() {
            bge_private_sdk::describe::Language::English => format!($english, $($argument),*),
            bge_private_sdk::describe::Language::Chinese => format!($chinese, $($argument),*),
        }
    };
}
pub(crate) use say;

/// Returns a text in backquotes, on one line and of limited length.
pub(crate) fn quoted(text: &str) -> String {
    Quoted(text).to_string()
}

/// Returns texts in backquotes, separated by commas.
pub(crate) fn quoted_list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let quoted = texts.into_iter().map(|text| quoted(text.as_ref()));
    quoted.collect::<Vec<_>>().join(choose(", ", "、"))
}

fn of_arguments(arguments: &[OsString]) -> Option<Language> {
    let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.next().map(|value| value.to_string()),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None if argument == "--" => return None,
            None => None,
        };
        match value.as_deref() {
            Some("zh") => return Some(Language::Chinese),
            Some("en") => return Some(Language::English),
            _ => {}
        }
    }
    None
}

fn of_environment() -> Language {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    let locale = locale.unwrap_or_default();
    let language = locale.split(['_', '-', '.', '@']).next();
    match language {
        Some(language) if language.eq_ignore_ascii_case("zh") => Language::Chinese,
        _ => Language::English,
    }
}
