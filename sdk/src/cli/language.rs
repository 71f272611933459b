//! The two languages that the command line speaks, and which of them the user reads.

use std::ffi::OsString;

/// A language of help and messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Chinese,
}

/// A text in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
}

impl Text {
    pub(crate) fn get(&self, language: Language) -> &'static str {
        language.say(self.en, self.zh)
    }
}

impl Language {
    /// The one of two texts that is in this language.
    pub(crate) fn say<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// What `--lang` says, else what the locale says. It is needed before the arguments are parsed, since help
    /// and mistakes are told in it; what else `--lang` may say is refused later.
    pub(crate) fn of(arguments: &[OsString]) -> Self {
        let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy());
        while let Some(argument) = arguments.next() {
            let value = match argument.strip_prefix("--lang") {
                Some("") => arguments.next().map(|value| value.to_string()),
                Some(rest) => rest.strip_prefix('=').map(str::to_owned),
                None if argument == "--" => break,
                None => None,
            };
            match value.as_deref() {
                Some("zh") => return Self::Chinese,
                Some("en") => return Self::English,
                _ => {}
            }
        }
        let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
        Self::of_locale(&locale.unwrap_or_default())
    }

    fn of_locale(locale: &str) -> Self {
        let language = locale
            .split(['_', '-', '.', '@'])
            .next()
            .unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") {
            Self::Chinese
        } else {
            Self::English
        }
    }
}

/// A formatted text in the language: the English one, or the Chinese one.
macro_rules! say {
    ($language:expr, $english:literal, $chinese:literal $(, $argument:expr)* $(,)?) => {
        match $language {
            $crate::cli::language::Language::English => format!($english, $($argument),*),
            $crate::cli::language::Language::Chinese => format!($chinese, $($argument),*),
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
            assert_eq!(Language::of_locale(chinese), Language::Chinese, "{chinese}");
        }
        for english in ["", "C", "POSIX", "en_US.UTF-8", "de_DE", "zhx"] {
            assert_eq!(Language::of_locale(english), Language::English, "{english}");
        }
    }

    #[test]
    fn an_argument_comes_before_the_locale() {
        let of = |arguments: &[&str]| {
            let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
            Language::of(&arguments)
        };
        assert_eq!(of(&["bge-private", "--lang", "zh"]), Language::Chinese);
        assert_eq!(of(&["bge-private", "sms", "--lang=zh"]), Language::Chinese);
    }
}
