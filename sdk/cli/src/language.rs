//! The language of help and messages.

use std::ffi::OsString;

pub(crate) use bge_private_sdk::describe::{Language, Text};

/// Returns the language of `--lang`, or that of the locale. It is needed before the arguments are parsed, because
/// help and errors are shown in it. Other values of `--lang` are rejected when the arguments are parsed.
pub(crate) fn language_of(arguments: &[OsString]) -> Language {
    let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy());
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.next().map(|value| value.to_string()),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None if argument == "--" => break,
            None => None,
        };
        match value.as_deref() {
            Some("zh") => return Language::Chinese,
            Some("en") => return Language::English,
            _ => {}
        }
    }
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    of_locale(&locale.unwrap_or_default())
}

fn of_locale(locale: &str) -> Language {
    let language = locale
        .split(['_', '-', '.', '@'])
        .next()
        .unwrap_or_default();
    if language.eq_ignore_ascii_case("zh") {
        Language::Chinese
    } else {
        Language::English
    }
}

/// A formatted text in the language: the English one, or the Chinese one.
macro_rules! say {
    ($language:expr, $english:literal, $chinese:literal $(, $argument:expr)* $(,)?) => {
        match $language {
            $crate::language::Language::English => format!($english, $($argument),*),
            $crate::language::Language::Chinese => format!($chinese, $($argument),*),
        }
    };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_is_read_by_its_language() {
        for chinese in ["zh", "zh_CN.UTF-8", "zh-TW", "ZH_cn", "zh.utf8"] {
            assert_eq!(of_locale(chinese), Language::Chinese, "{chinese}");
        }
        for english in ["", "C", "POSIX", "en_US.UTF-8", "de_DE", "zhx"] {
            assert_eq!(of_locale(english), Language::English, "{english}");
        }
    }

    #[test]
    fn an_argument_comes_before_the_locale() {
        let of = |arguments: &[&str]| {
            let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
            language_of(&arguments)
        };
        assert_eq!(of(&["bge-private", "--lang", "zh"]), Language::Chinese);
        assert_eq!(of(&["bge-private", "sms", "--lang=zh"]), Language::Chinese);
    }
}
