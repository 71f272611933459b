//! Names of the `x-bge-` extensions, and texts in one language or in both.

use bge_private_codegen::json::{Json, object};
use bge_private_codegen::spec::model::Text;

/// The Chinese text at the end of the description, summary or title in the same object.
pub(super) const ZH: &str = "x-bge-zh";
/// Why an item is deprecated, by language. The description ends with the same text.
pub(super) const DEPRECATED: &str = "x-bge-deprecated";
/// At the root: `name`, `environments` in their order, `default_environment`, `envelope` and `defaults` of
/// the platform.
pub(super) const PLATFORM: &str = "x-bge-platform";
/// On a server: the name of the environment.
pub(super) const ENVIRONMENT: &str = "x-bge-environment";
/// On a security scheme: digest, prefix, maximum age and field names of the signature.
pub(super) const SIGNATURE: &str = "x-bge-signature";
/// On an operation: `safe`, or `safe_when` with an argument and its values. Defaults to unsafe.
pub(super) const RETRY: &str = "x-bge-retry";
/// On an operation: whether the platform forwards the call to another service. Defaults to `false`.
pub(super) const FORWARDS: &str = "x-bge-forwards";
/// The name in Rust, if the spec has one.
pub(super) const RUST: &str = "x-bge-rust";
/// The name in the spec, if it differs from the name on the wire or from the key of the component.
pub(super) const NAME: &str = "x-bge-name";
/// The built-in type, if `type` and `format` do not identify it.
pub(super) const TYPE: &str = "x-bge-type";
/// Whether a value is secret: `true`, or `query` for a URL with a secret query.
pub(super) const SECRET: &str = "x-bge-secret";
/// Whether a number is also accepted as text.
pub(super) const LENIENT: &str = "x-bge-lenient";
/// Whether a field that holds any JSON also accepts null.
pub(super) const NULLABLE: &str = "x-bge-nullable";
/// On a component: the group that defines it.
pub(super) const GROUP: &str = "x-bge-group";
/// On an enum: the name, the Chinese description and the Rust name of each value.
pub(super) const ENUM: &str = "x-bge-enum";
/// On the type of an argument that selects a set of parameters: the schema of each named set.
pub(super) const EXTRA: &str = "x-bge-extra";
/// On an example: the name, media type and content of each file.
pub(super) const FILES: &str = "x-bge-files";

/// Names of enum values. Several generators support this extension.
pub(super) const VARNAMES: &str = "x-enum-varnames";
/// Descriptions of enum values. Several generators support this extension.
pub(super) const DESCRIPTIONS: &str = "x-enum-descriptions";

/// The name of the security scheme.
pub(super) const SCHEME: &str = "signature";

/// The separator of languages in a text with several lines.
pub(super) const PARAGRAPH: &str = "\n\n";
/// The separator of languages in a title.
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
    /// Returns the text in these languages.
    pub(super) fn of(self, text: &Text, between: &str) -> String {
        let (en, zh) = (text.en.value.as_str(), text.zh.value.as_str());
        match self {
            Self::En => en.to_owned(),
            Self::Zh => zh.to_owned(),
            Self::Both => format!("{en}{between}{zh}"),
        }
    }

    /// Adds a text to an object. If it is in both languages, its Chinese part is also added separately.
    pub(super) fn add(self, map: Json, key: &str, text: &Text, between: &str) -> Json {
        let map = map.with(key, self.of(text, between));
        match self {
            Self::Both => map.with(ZH, text.zh.value.as_str()),
            Self::En | Self::Zh => map,
        }
    }

    /// Adds a description to an object. It ends with the deprecation note, if any.
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

/// Returns the deprecation note at the end of a description.
pub(super) fn deprecation(en: &str, zh: &str, language: Language) -> String {
    match language {
        Language::En => format!("\n\n**Deprecated:** {en}"),
        Language::Zh => format!("\n\n**已弃用：**{zh}"),
        Language::Both => format!("\n\n**Deprecated:** {en}\n\n**已弃用：**{zh}"),
    }
}
