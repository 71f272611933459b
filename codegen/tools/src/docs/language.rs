//! The languages of the documentation.

use bge_private_codegen::spec::model::Text;

/// A language that every text of a spec has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Chinese,
}

impl Language {
    pub(super) const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// Its folder.
    pub(super) fn code(self) -> &'static str {
        self.pick("en", "zh")
    }

    /// What HTML calls it.
    pub(super) fn tag(self) -> &'static str {
        self.pick("en", "zh-CN")
    }

    /// Its name in itself.
    pub(super) fn name(self) -> &'static str {
        self.pick("English", "中文")
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// One of two wordings.
    pub(super) fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// What the spec's author wrote in it.
    pub(super) fn of(self, text: &Text) -> String {
        let [english, chinese] = text.both();
        self.pick(english, chinese).to_owned()
    }
}
