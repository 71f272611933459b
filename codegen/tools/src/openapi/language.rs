//! Texts in one language or in both.

use bge_private_codegen::api::Text;
use bge_private_codegen::json::Json;

/// The separator of languages in a text with several lines.
const PARAGRAPH: &str = "\n\n";

/// The languages that descriptions are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// English only.
    En,
    /// Chinese only.
    Zh,
    /// English, then Chinese.
    #[default]
    Both,
}

impl Language {
    /// Returns a title in these languages.
    pub(super) fn title(self, text: &[impl AsRef<str>; 2]) -> String {
        self.joined(text, " / ")
    }

    /// Returns a text in these languages.
    pub(super) fn text(self, text: &[impl AsRef<str>; 2]) -> String {
        self.joined(text, PARAGRAPH)
    }

    fn joined(self, [en, zh]: &[impl AsRef<str>; 2], between: &str) -> String {
        let (en, zh) = (en.as_ref(), zh.as_ref());
        match self {
            Self::En => en.to_owned(),
            Self::Zh => zh.to_owned(),
            Self::Both => format!("{en}{between}{zh}"),
        }
    }

    /// Adds a description to an object. It ends with the deprecation note, if any.
    pub(super) fn describe(self, item: Json, text: &Text, deprecated: Option<&Text>) -> Json {
        let description = self.text(text);
        let Some([en, zh]) = deprecated else {
            return item.with("description", description);
        };
        let note = [format!("**Deprecated:** {en}"), format!("**已弃用：**{zh}")];
        let description = description + PARAGRAPH + &self.text(&note);
        item.with("deprecated", true)
            .with("description", description)
    }
}
