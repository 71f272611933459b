//! What a spec says, as written: one type for each kind of YAML node, every value with its place.

use std::fmt;

use super::object::spec_objects;
use super::yaml::Node;
use crate::source::Span;

/// A value together with the place in the spec that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

spec_objects! {
    /// A text for people, in both languages of the platform.
    pub struct Text {
        /// In English. Markdown.
        pub en: Spanned<String>,
        /// In Chinese. Markdown.
        pub zh: Spanned<String>,
    }
}

/// Everything below one spec folder: the platform and its groups, in the order of their file names.
#[derive(Clone, Debug)]
pub struct Spec {
    /// `platform.yaml`.
    pub platform: Platform,
    /// Every other `*.yaml`.
    pub groups: Vec<Group>,
}

spec_objects! {
    /// `platform.yaml`: what is the same for every call.
    pub struct Platform {
        /// Short name, in kebab case; the prefix of environment variables is made from it.
        pub platform: Spanned<String>,
        /// Name for people.
        pub title: Text,
        /// Where the platform documents itself; `see` of an endpoint is appended to it.
        pub documentation: Spanned<String>,
        /// Where the platform answers, by names that users choose from.
        pub environments: Vec<(Spanned<String>, Environment)>,
        /// The environment of a client that names none.
        pub default_environment: Spanned<String>,
        /// How calls are signed.
        pub signature: Signature,
        /// How answers are wrapped.
        pub envelope: Envelope,
        /// What a client does unless told otherwise.
        pub defaults: Defaults,
    }
}

spec_objects! {
    /// One place where the platform answers.
    pub struct Environment {
        /// Base URL, without a slash at its end.
        pub url: Spanned<String>,
        /// What it is for.
        pub doc: Text,
    }
}

/// The digest of the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// `hmac-sha1`
    HmacSha1,
    /// `hmac-sha256`
    HmacSha256,
}

spec_objects! {
    /// How calls are signed.
    pub struct Signature {
        /// The keyed digest that the platform verifies.
        pub digest: Spanned<Digest>,
        /// Text before the first `&` of the signed message.
        pub prefix: Spanned<String>,
        /// Seconds after which a timestamp is refused.
        pub max_age: Spanned<u64>,
        /// Names of the fields that carry the signature.
        pub fields: SignatureFields,
    }
}

spec_objects! {
    /// Names of the fields that the signature adds to every call.
    pub struct SignatureFields {
        /// The field with the client's key.
        pub key: Spanned<String>,
        /// The field with the nonce.
        pub nonce: Spanned<String>,
        /// The field with the time of signing.
        pub timestamp: Spanned<String>,
        /// The field with the signature itself.
        pub signature: Spanned<String>,
    }
}

spec_objects! {
    /// Names of the members of the envelope.
    pub struct Envelope {
        /// The member that says whether the call succeeded: 0 if so.
        pub code: Spanned<String>,
        /// The member that says the same for people.
        pub message: Spanned<String>,
        /// The member that holds the result.
        pub data: Spanned<String>,
        /// The member that says where a page stands in a longer list.
        pub pagination: Spanned<String>,
    }
}

spec_objects! {
    /// What a client does unless told otherwise.
    pub struct Defaults {
        /// How often a call is tried again, at most.
        pub retries: Spanned<u64>,
        /// Seconds to make a connection in.
        pub connect_timeout: Spanned<u64>,
        /// Seconds for one attempt.
        pub attempt_timeout: Spanned<u64>,
        /// Seconds for the whole call, all attempts included.
        pub call_timeout: Spanned<u64>,
        /// Size of the largest answer that is read, in bytes.
        pub max_response_bytes: Spanned<u64>,
    }
}

spec_objects! {
    /// One page of the platform's documentation.
    pub struct Group {
        /// Name of the module, that of the file: lower-case words with underscores between them.
        pub group: Spanned<String>,
        /// Name for people.
        pub title: Text,
        /// The calls by their names, which become methods of the client.
        pub endpoints: Vec<(Spanned<String>, Endpoint)>,
        /// Enums, objects and sets of further parameters that the calls of this file use, by names like `OrderType`.
        pub types: Vec<(Spanned<String>, TypeDef)> = default,
    }
}

spec_objects! {
    /// One call.
    pub struct Endpoint {
        /// Path below the base URL, with a leading slash.
        pub path: Spanned<String>,
        /// What it does.
        pub doc: Text,
        /// Its place in the platform's documentation: appended to `documentation` of the platform.
        pub see: Option<Spanned<String>>,
        /// Whether it may be sent again when nobody knows if it was carried out. What is not said is `unsafe`.
        pub retry: Retry = default,
        /// Whether the platform forwards it to a service behind it, whose answer comes back. Defaults to `false`.
        pub forwards: bool = default,
        /// Required parameters by their names, in the order in which users give them.
        pub args: Vec<(Spanned<String>, Field)> = default,
        /// Optional parameters by their names.
        pub kwargs: Vec<(Spanned<String>, Field)> = default,
        /// What it answers: `none`, a type, or the fields of an object of its own.
        pub response: Response,
        /// Calls and their answers, at least one: documentation, tests, and what the mock platform answers.
        pub examples: Vec<Example>,
        /// Why, and what to use instead.
        pub deprecated: Option<Text>,
        /// Name in Rust, when it differs.
        pub rust: Option<Spanned<String>>,
    }
}

/// Whether a call may be repeated.
#[derive(Clone, Debug, Default)]
pub enum Retry {
    /// Repeating does no harm.
    Safe,
    /// Repeating may do it twice. What is not said is unsafe.
    #[default]
    Unsafe,
    /// Safe only when an argument has one of these values, by name.
    SafeWhen(Spanned<String>, Vec<Spanned<String>>),
}

/// What a call answers.
#[derive(Clone, Debug)]
pub enum Response {
    /// No data.
    None,
    /// A type by its expression.
    Type(Spanned<TypeExpr>),
    /// An object of its own, by its fields.
    Fields(Vec<(Spanned<String>, Field)>),
}

spec_objects! {
    /// One parameter, or one field of an object.
    pub struct Field {
        /// Its type.
        pub ty: Spanned<TypeExpr> as "type",
        /// What it means.
        pub doc: Text,
        /// What the platform assumes when it is left out; it is documented, never sent. Only for `kwargs`.
        pub default: Option<Node>,
        /// The smallest value. For numbers and `seconds`.
        pub min: Option<Node>,
        /// The largest value. For numbers and `seconds`.
        pub max: Option<Node>,
        /// Values are larger than this. For numbers and `seconds`.
        pub above: Option<Node>,
        /// Values are smaller than this. For numbers and `seconds`.
        pub below: Option<Node>,
        /// Fewest characters. For `string` and `url`.
        pub min_length: Option<Spanned<u64>>,
        /// Most characters. For `string` and `url`.
        pub max_length: Option<Spanned<u64>>,
        /// Fewest items. For lists and maps.
        pub min_items: Option<Spanned<u64>>,
        /// Most items. For lists and maps.
        pub max_items: Option<Spanned<u64>>,
        /// How a list is sent as a parameter: joined by commas, as JSON, or as one field for each item.
        pub join: Option<Spanned<Join>>,
        /// What of it must never be shown: all of it (`true`), or the query of a URL (`query`).
        pub secret: Option<Spanned<Secrecy>>,
        /// Whether null is a value. For fields of responses and objects.
        pub nullable: bool = default,
        /// Whether it may be absent. For fields of responses and objects.
        pub optional: bool = default,
        /// Whether a number is also accepted as text. For fields of responses and objects.
        pub lenient: bool = default,
        /// Why, and what to use instead.
        pub deprecated: Option<Text>,
        /// Name on the wire, when it differs.
        pub wire: Option<Spanned<String>>,
        /// Name in Rust, when it differs.
        pub rust: Option<Spanned<String>>,
    }
}

/// What of a value must never be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// All of it.
    Whole,
    /// The query of a URL.
    Query,
}

/// How a list is sent as a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Items joined by commas in one field.
    Comma,
    /// A JSON array in one field.
    Json,
    /// One field for each item.
    Repeat,
}

/// A type expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeExpr {
    /// A type that every spec knows.
    Builtin(Builtin),
    /// A type from `types`.
    Named(String),
    /// `list<T>`
    List(Box<TypeExpr>),
    /// `map<T>`, keys are text.
    Map(Box<TypeExpr>),
}

/// Declares the built-in types: name in a spec and meaning stand in this one place.
macro_rules! builtins {
    ($($name:literal $builtin:ident $doc:literal)+) => {
        /// The types that every spec knows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Builtin {
            $(#[doc = $doc] $builtin,)+
        }

        impl Builtin {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$builtin,)+];

            /// Its name in a spec.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$builtin => $name,)+
                }
            }

            /// What it means.
            #[must_use]
            pub fn doc(self) -> &'static str {
                match self {
                    $(Self::$builtin => $doc,)+
                }
            }
        }
    };
}

builtins! {
    "string" String "Text."
    "boolean" Boolean "True or false."
    "integer" Integer "A whole number of 64 bits."
    "float" Float "A binary floating-point number of 64 bits."
    "decimal" Decimal "A decimal number, exact to its last digit."
    "url" Url "An absolute URL."
    "json" Json "A parameter whose value is JSON text, made from any value that can be serialised."
    "file" File "A parameter that is a file, with its name and media type."
    "time" Time "A time as RFC 3339 text."
    "unix_time" UnixTime "A time as its number of seconds since 1970."
    "unix_time_text" UnixTimeText "A time as its number of seconds since 1970, written as text."
    "seconds" Seconds "A duration in whole seconds."
    "any" Any "Any JSON, kept as it came; only in responses."
    "none" None "No data; only as a response."
}

impl Builtin {
    /// The built-in type of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|builtin| builtin.name() == name)
    }
}

/// A type from `types`.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// What it is.
    pub doc: Text,
    /// What it is made of.
    pub kind: TypeKind,
}

/// What a named type is made of.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// An open set of named values.
    Enum(Vec<EnumValue>),
    /// An object.
    Object(Vec<(Spanned<String>, Field)>),
    /// An open set of named sets of further parameters.
    Extra(Vec<ExtraSet>),
}

/// One value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// Its name in the spec and, converted, in Rust.
    pub name: Spanned<String>,
    /// The value on the wire.
    pub value: EnumWire,
    /// What it means.
    pub doc: Option<Text>,
    /// Name in Rust, when it differs.
    pub rust: Option<Spanned<String>>,
}

/// The value of an enum on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnumWire {
    /// A text; the name itself unless said otherwise.
    Text(String),
    /// A number.
    Integer(i64),
}

/// A named set of further parameters.
#[derive(Clone, Debug)]
pub struct ExtraSet {
    /// The text that the argument's own field carries.
    pub name: Spanned<String>,
    /// What it is for.
    pub doc: Text,
    /// The parameters it brings.
    pub params: Vec<(Spanned<String>, Field)>,
}

spec_objects! {
    /// One example of a call, checked and carried out in tests.
    pub struct Example at span {
        /// What it shows, in a few words.
        pub title: Text,
        /// A value for each required parameter. Enum values go by their names, a file is a mapping of `file_name`, `media_type` and `text` or `base64`.
        pub args: Vec<(Spanned<String>, Node)> = default,
        /// Values of optional parameters.
        pub kwargs: Vec<(Spanned<String>, Node)> = default,
        /// The data that the platform answers with, exactly as on the wire; absent where the response is `none`.
        pub response: Option<Node>,
    }
}

impl Text {
    /// Both languages, for a doc comment: English first.
    #[must_use]
    pub fn both(&self) -> [&str; 2] {
        [self.en.value.trim(), self.zh.value.trim()]
    }
}

impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builtin(builtin) => f.write_str(builtin.name()),
            Self::Named(name) => f.write_str(name),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::Map(item) => write!(f, "map<{item}>"),
        }
    }
}
