//! The languages of documentation.

use crate::api::Text;

/// A language that every text of a spec has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Chinese.
    Chinese,
}

impl Language {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// Returns one of two wordings.
    pub fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// Returns a text of the spec in this language.
    #[must_use]
    pub fn of(self, [english, chinese]: &Text) -> String {
        self.pick(english, chinese).clone()
    }

    /// Returns the other language.
    #[must_use]
    pub fn other(self) -> Self {
        self.pick(Self::Chinese, Self::English)
    }

    /// Returns its short code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.pick("en", "zh")
    }

    /// Returns its tag in HTML.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.pick("en", "zh-CN")
    }

    /// Returns its name in itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.pick("English", "中文")
    }
}
