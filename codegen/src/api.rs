//! The resolved model of the generated API: names, types, order and docs, without syntax.
//!
//! Names are Rust names, except those called `wire` (as sent) or `spec` (as in the spec). Docs are the lines of
//! a doc comment, in Markdown that rustdoc accepts without a warning.

use proc_macro2::TokenStream;

use crate::spec::model::{Digest, Join};

/// The lines of a doc comment.
pub(crate) type Docs = Vec<String>;

/// A text as in the spec: English, then Chinese. Shown by the command line.
pub(crate) type Text = [String; 2];

/// Description of the platform for the runtime.
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
    /// Prefix of environment variables: `BGE_PRIVATE` in `BGE_PRIVATE_APP_KEY`.
    pub(crate) env_prefix: String,
    pub(crate) environments: Vec<Environment>,
}

/// An environment of the platform.
#[derive(Debug)]
pub(crate) struct Environment {
    pub(crate) name: String,
    pub(crate) variant: String,
    pub(crate) url: String,
    pub(crate) text: Text,
    pub(crate) docs: Docs,
    pub(crate) default: bool,
}

/// A module.
#[derive(Debug)]
pub(crate) struct Group {
    /// The file that defines it.
    pub(crate) source: String,
    pub(crate) module: String,
    pub(crate) title: Text,
    pub(crate) docs: Docs,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) types: Vec<TypeDef>,
    /// Whether anything in it is deprecated. The generated code itself still uses deprecated items.
    pub(crate) deprecated: bool,
}

/// A call.
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
    /// Its place in the platform's documentation.
    pub(crate) see: Option<String>,
    /// Docs of the request.
    pub(crate) docs: Docs,
    /// Full docs of the method.
    pub(crate) method_docs: Docs,
    /// Full docs of the method of the blocking client.
    pub(crate) blocking_docs: Docs,
    pub(crate) deprecated: Option<String>,
    pub(crate) deprecation: Option<Text>,
    /// Parameters: the required ones first, in the order of the constructor, then the optional ones.
    pub(crate) params: Vec<Param>,
    /// Indices into `params`, in signing order.
    pub(crate) wire_order: Vec<usize>,
    pub(crate) response: Response,
    pub(crate) examples: Vec<Example>,
}

/// Whether a call is safe to repeat.
#[derive(Debug)]
pub(crate) enum Retry {
    Safe,
    Unsafe,
    /// Safe if the parameter has one of these wire values.
    SafeWhen {
        param: String,
        values: Vec<String>,
    },
}

/// A parameter of a call.
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
    /// Whether it is secret, or contains a secret.
    pub(crate) secret: bool,
    /// Whether it contains JSON of unspecified content.
    pub(crate) open: bool,
    pub(crate) bounds: Bounds,
    pub(crate) text: Text,
    /// The value that the platform assumes if it is not sent, as users write it.
    pub(crate) default: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) deprecated: Option<String>,
    pub(crate) deprecation: Option<Text>,
}

/// Constraints that the runtime checks before sending; values as written in the spec.
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

/// A type, with its wire form and Rust form.
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
    /// Returns whether its values are copied rather than borrowed.
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

    /// Returns whether an argument of this type accepts conversions.
    pub(crate) fn converts(&self) -> bool {
        matches!(
            self,
            Self::Text | Self::Secret | Self::SecretUrl | Self::Seconds | Self::Json
        )
    }
}

/// The response of a call.
#[derive(Debug)]
pub(crate) enum Response {
    /// Nothing.
    None,
    /// Any content.
    Reply,
    /// A value of a type that is defined elsewhere.
    Type(Type),
    /// An object that is defined inline.
    Object(Object),
}

/// The definition of a type.
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

/// A value of an enum.
#[derive(Debug)]
pub(crate) struct EnumValue {
    /// Its name in the spec.
    pub(crate) name: String,
    pub(crate) text: Text,
    pub(crate) variant: String,
    /// The wire value as text, also if it is a number.
    pub(crate) wire: String,
    pub(crate) docs: Docs,
}

/// A JSON object.
#[derive(Debug)]
pub(crate) struct Object {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) fields: Vec<Field>,
    pub(crate) usage: Usage,
}

/// A field of an object.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) wire: String,
    pub(crate) name: String,
    /// The method that sets it in an object that is sent, if it is optional.
    pub(crate) setter: String,
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) optional: bool,
    pub(crate) lenient: bool,
    /// Checked before the object is sent.
    pub(crate) bounds: Bounds,
    pub(crate) docs: Docs,
    pub(crate) deprecated: Option<String>,
}

impl Field {
    /// Returns whether its type is an `Option`.
    pub(crate) fn is_option(&self) -> bool {
        self.nullable || self.optional
    }
}

/// Where a type is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    /// As a parameter.
    pub(crate) param: bool,
    /// In the JSON text of a parameter.
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

/// A parameter of such a set, which is a text.
#[derive(Debug)]
pub(crate) struct ExtraParam {
    pub(crate) wire: String,
    pub(crate) secret: bool,
    pub(crate) text: Text,
    pub(crate) field: String,
    pub(crate) docs: Docs,
}

/// An example, as code and in wire form.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) title: Text,
    /// The call on `client`, not sent.
    pub(crate) call: TokenStream,
    /// Names and texts of the fields that are sent, in signing order.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) files: Vec<ExampleFile>,
    /// The JSON text of the answer's data.
    pub(crate) response: Option<String>,
}

/// A file of an example.
#[derive(Debug)]
pub(crate) struct ExampleFile {
    pub(crate) wire: String,
    pub(crate) file_name: String,
    pub(crate) media_type: String,
    pub(crate) content: Vec<u8>,
}
