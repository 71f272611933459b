//! Names of the `x-bge-` extensions, and texts in one language or in both.

use bge_private_codegen::json::{Json, object};
use bge_private_codegen::spec::model::Text;

/// Chinese text in which the description, summary or title beside it ends.
pub(super) const ZH: &str = "x-bge-zh";
/// Why something is deprecated, in both languages; the description ends in the same.
pub(super) const DEPRECATED: &str = "x-bge-deprecated";
/// At the root: `name`, `environments` in their order, `default_environment`, `envelope` and `defaults` of the platform.
pub(super) const PLATFORM: &str = "x-bge-platform";
/// On a server: the name of the environment.
pub(super) const ENVIRONMENT: &str = "x-bge-environment";
/// On a security scheme: digest, prefix, greatest age and field names of the signature.
pub(super) const SIGNATURE: &str = "x-bge-signature";
/// On an operation: `safe`, or `safe_when` with an argument and its values; what is not said is unsafe.
pub(super) const RETRY: &str = "x-bge-retry";
/// On an operation: whether the platform forwards it to a service behind it; `false` if absent.
pub(super) const FORWARDS: &str = "x-bge-forwards";
/// The name in Rust, where the spec gives one.
pub(super) const RUST: &str = "x-bge-rust";
/// The name in the spec, where it differs from the one on the wire or the key of the component.
pub(super) const NAME: &str = "x-bge-name";
/// The built-in type, where type and format do not tell.
pub(super) const TYPE: &str = "x-bge-type";
/// `true`, or `query` for a URL whose query is secret.
pub(super) const SECRET: &str = "x-bge-secret";
/// Whether a number is also accepted as text.
pub(super) const LENIENT: &str = "x-bge-lenient";
/// Whether null is a value of what may be any JSON.
pub(super) const NULLABLE: &str = "x-bge-nullable";
/// On a component: the group that defines it.
pub(super) const GROUP: &str = "x-bge-group";
/// On an enum: for each value its name, the Chinese text of its description, and its name in Rust.
pub(super) const ENUM: &str = "x-bge-enum";
/// On the type of an argument that brings further parameters: the schema of each named set.
pub(super) const EXTRA: &str = "x-bge-extra";
/// On an example: its files, with name, media type and content.
pub(super) const FILES: &str = "x-bge-files";

/// Names of enum values for generators, as several of them know it.
pub(super) const VARNAMES: &str = "x-enum-varnames";
/// Docs of enum values for generators, as several of them know it.
pub(super) const DESCRIPTIONS: &str = "x-enum-descriptions";

/// The name of the security scheme.
pub(super) const SCHEME: &str = "signature";

/// Between the languages of a text of several lines.
pub(super) const PARAGRAPH: &str = "\n\n";
/// Between the languages of a title.
pub(super) const SLASH: &str = " / ";

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
    /// The text in these languages.
    pub(super) fn of(self, text: &Text, between: &str) -> String {
        let (en, zh) = (text.en.value.as_str(), text.zh.value.as_str());
        match self {
            Self::En => en.to_owned(),
            Self::Zh => zh.to_owned(),
            Self::Both => format!("{en}{between}{zh}"),
        }
    }

    /// Adds a text to an object, and the Chinese part of it where that cannot be told otherwise.
    pub(super) fn add(self, map: Json, key: &str, text: &Text, between: &str) -> Json {
        let map = map.with(key, self.of(text, between));
        match self {
            Self::Both => map.with(ZH, text.zh.value.as_str()),
            Self::En | Self::Zh => map,
        }
    }

    /// Adds docs to an object, with why it is deprecated at their end.
    pub(super) fn describe(self, map: Json, doc: &Text, deprecated: Option<&Text>) -> Json {
        let Some(reason) = deprecated else {
            return self.add(map, "description", doc, PARAGRAPH);
        };
        let end = deprecation(&reason.en.value, &reason.zh.value, self);
        let description = format!("{}{end}", self.of(doc, PARAGRAPH));
        let mut map = map
            .with("deprecated", true)
            .with("description", description);
        if self == Self::Both {
            map = map.with(ZH, doc.zh.value.as_str());
        }
        map.with(DEPRECATED, self.texts(reason))
    }

    fn texts(self, text: &Text) -> Json {
        let (en, zh) = (text.en.value.as_str(), text.zh.value.as_str());
        let map = object([]);
        match self {
            Self::En => map.with("en", en),
            Self::Zh => map.with("zh", zh),
            Self::Both => map.with("en", en).with("zh", zh),
        }
    }
}

/// What the description of something deprecated ends in.
pub(super) fn deprecation(en: &str, zh: &str, language: Language) -> String {
    match language {
        Language::En => format!("\n\n**Deprecated:** {en}"),
        Language::Zh => format!("\n\n**已弃用：**{zh}"),
        Language::Both => format!("\n\n**Deprecated:** {en}\n\n**已弃用：**{zh}"),
    }
}
