//! The generated surface without its syntax: every name, type, order and doc text decided.
//!
//! Names are Rust's, except those called `wire` (what is sent) or `spec` (what the spec says). Docs are
//! the lines of a doc comment, in Markdown that rustdoc accepts without a warning.

use proc_macro2::TokenStream;

use crate::spec::model::{Digest, Join};

/// The lines of a doc comment.
pub(crate) type Docs = Vec<String>;

/// A text for people as the spec has it: in English, then in Chinese. The command line shows it.
pub(crate) type Text = [String; 2];

/// What the runtime is told about the platform.
#[derive(Debug)]
pub(crate) struct Platform {
    pub(crate) source: String,
    pub(crate) name: String,
    pub(crate) title: Text,
    pub(crate) documentation: String,
    pub(crate) docs: Docs,
    pub(crate) digest: Digest,
    pub(crate) prefix: String,
    pub(crate) max_age: u64,
    pub(crate) key_field: String,
    pub(crate) nonce_field: String,
    pub(crate) timestamp_field: String,
    pub(crate) signature_field: String,
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) data: String,
    pub(crate) pagination: String,
    /// Paths of the calls that the platform forwards.
    pub(crate) forwarding_paths: Vec<String>,
    pub(crate) retries: u64,
    pub(crate) connect_timeout: u64,
    pub(crate) attempt_timeout: u64,
    pub(crate) call_timeout: u64,
    pub(crate) max_response_bytes: u64,
    /// `BGE_PRIVATE` of `BGE_PRIVATE_APP_KEY`.
    pub(crate) env_prefix: String,
    pub(crate) environments: Vec<Environment>,
}

/// One place where the platform answers.
#[derive(Debug)]
pub(crate) struct Environment {
    pub(crate) name: String,
    pub(crate) variant: String,
    pub(crate) url: String,
    pub(crate) text: Text,
    pub(crate) docs: Docs,
    pub(crate) default: bool,
}

/// One module.
#[derive(Debug)]
pub(crate) struct Group {
    /// The file it comes from.
    pub(crate) source: String,
    pub(crate) module: String,
    pub(crate) title: Text,
    pub(crate) docs: Docs,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) types: Vec<TypeDef>,
    /// Whether anything in it is deprecated, which the generated code itself still uses.
    pub(crate) deprecated: bool,
}

/// One call.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) spec: String,
    pub(crate) group: String,
    pub(crate) path: String,
    pub(crate) retry: Retry,
    pub(crate) forwards: bool,
    /// The method of `Client`.
    pub(crate) method: String,
    /// The type of the request.
    pub(crate) request: String,
    pub(crate) text: Text,
    /// Where the platform documents it.
    pub(crate) see: Option<String>,
    /// What it does, for the request.
    pub(crate) docs: Docs,
    /// All there is to know, for the method.
    pub(crate) method_docs: Docs,
    /// The same for the method of the blocking client.
    pub(crate) blocking_docs: Docs,
    pub(crate) deprecated: Option<String>,
    pub(crate) deprecation: Option<Text>,
    /// The required ones first, in the order of the constructor; then the optional ones.
    pub(crate) params: Vec<Param>,
    /// The parameters by their place in `params`, in signing order.
    pub(crate) wire_order: Vec<usize>,
    pub(crate) response: Response,
    pub(crate) examples: Vec<Example>,
}

/// Whether a call may be repeated.
#[derive(Debug)]
pub(crate) enum Retry {
    Safe,
    Unsafe,
    /// Safe when the parameter has one of these values, all as they are sent.
    SafeWhen {
        param: String,
        values: Vec<String>,
    },
}

/// One parameter of a call.
#[derive(Debug)]
pub(crate) struct Param {
    pub(crate) wire: String,
    pub(crate) required: bool,
    /// The field of the request, and the argument that fills it.
    pub(crate) field: String,
    /// The method of `Call`, if it is optional.
    pub(crate) setter: String,
    pub(crate) ty: Type,
    pub(crate) join: Option<Join>,
    /// Whether it is secret, or holds a secret.
    pub(crate) secret: bool,
    /// Whether it holds JSON whose content the spec does not describe.
    pub(crate) open: bool,
    pub(crate) bounds: Bounds,
    pub(crate) text: Text,
    /// What the platform assumes without it, as users write it.
    pub(crate) default: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) deprecated: Option<String>,
    pub(crate) deprecation: Option<Text>,
}

/// Bounds that the runtime checks before anything is sent; values as written.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) min: Option<String>,
    pub(crate) max: Option<String>,
    pub(crate) above: Option<String>,
    pub(crate) below: Option<String>,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
}

/// A type, by what it is on the wire and in Rust.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    Text,
    Secret,
    Boolean,
    Integer,
    Float,
    Decimal,
    Url,
    SecretUrl,
    Json,
    File,
    Time,
    UnixTime,
    UnixTimeText,
    Seconds,
    /// An open enum of texts, by name.
    TextEnum(String),
    /// An open enum of numbers, by name.
    IntegerEnum(String),
    /// An object, by name.
    Object(String),
    /// An open set of further parameters, by name.
    Extra(String),
    List(Box<Type>),
    Map(Box<Type>),
}

impl Type {
    /// Whether its values are copied rather than borrowed.
    pub(crate) fn is_copy(&self) -> bool {
        matches!(
            self,
            Self::Boolean
                | Self::Integer
                | Self::Float
                | Self::Decimal
                | Self::Time
                | Self::UnixTime
                | Self::UnixTimeText
                | Self::Seconds
        )
    }

    /// Whether an argument of this type takes whatever converts into it.
    pub(crate) fn converts(&self) -> bool {
        matches!(
            self,
            Self::Text | Self::Secret | Self::SecretUrl | Self::Seconds | Self::Json
        )
    }
}

/// What a call gives.
#[derive(Debug)]
pub(crate) enum Response {
    /// Nothing.
    None,
    /// Whatever came.
    Reply,
    /// A value of a type that is defined elsewhere.
    Type(Type),
    /// An object of its own.
    Object(Object),
}

/// A type of its own.
#[derive(Debug)]
pub(crate) enum TypeDef {
    Enum(Enum),
    Object(Object),
    Extra(Extra),
}

/// An open set of named values.
#[derive(Debug)]
pub(crate) struct Enum {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    /// Whether the values are numbers on the wire.
    pub(crate) integer: bool,
    pub(crate) values: Vec<EnumValue>,
    pub(crate) usage: Usage,
}

/// One value of an enum.
#[derive(Debug)]
pub(crate) struct EnumValue {
    /// Its name in the spec.
    pub(crate) name: String,
    pub(crate) text: Text,
    pub(crate) variant: String,
    /// As text, also where it is a number.
    pub(crate) wire: String,
    pub(crate) docs: Docs,
}

/// An object of JSON.
#[derive(Debug)]
pub(crate) struct Object {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) fields: Vec<Field>,
    pub(crate) usage: Usage,
}

/// One field of an object.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) wire: String,
    pub(crate) name: String,
    /// The method that sets it in an object that is sent, if it may be left out.
    pub(crate) setter: String,
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) optional: bool,
    pub(crate) lenient: bool,
    /// Held to where the object is sent.
    pub(crate) bounds: Bounds,
    pub(crate) docs: Docs,
    pub(crate) deprecated: Option<String>,
}

impl Field {
    /// Whether there may be no value.
    pub(crate) fn is_option(&self) -> bool {
        self.nullable || self.optional
    }
}

/// Where a type occurs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    /// As a parameter itself.
    pub(crate) param: bool,
    /// Within the JSON text of a parameter.
    pub(crate) json: bool,
}

/// An open set of named sets of further parameters.
#[derive(Debug)]
pub(crate) struct Extra {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) sets: Vec<ExtraSet>,
}

/// A named set of further parameters.
#[derive(Debug)]
pub(crate) struct ExtraSet {
    pub(crate) variant: String,
    pub(crate) wire: String,
    pub(crate) text: Text,
    pub(crate) docs: Docs,
    pub(crate) params: Vec<ExtraParam>,
}

/// One parameter of such a set, a text.
#[derive(Debug)]
pub(crate) struct ExtraParam {
    pub(crate) wire: String,
    pub(crate) secret: bool,
    pub(crate) text: Text,
    pub(crate) field: String,
    pub(crate) docs: Docs,
}

/// One example, as code and as what it puts on the wire.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) title: Text,
    /// The call on `client`, without sending it.
    pub(crate) call: TokenStream,
    /// Name and text of each field that is sent, in signing order.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) files: Vec<ExampleFile>,
    /// The JSON text of the data that is answered.
    pub(crate) response: Option<String>,
}

/// One file of an example.
#[derive(Debug)]
pub(crate) struct ExampleFile {
    pub(crate) wire: String,
    pub(crate) file_name: String,
    pub(crate) media_type: String,
    pub(crate) content: Vec<u8>,
}
