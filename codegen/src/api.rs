//! The resolved model of the generated API: names, types, order and docs, without syntax.
//!
//! Names are Rust names, except those called `wire` (as sent) or `spec` (as in the spec). Docs are the lines of
//! a doc comment, in Markdown that rustdoc accepts without a warning.

use proc_macro2::TokenStream;

use crate::scalar::Scalar;
use crate::spec::model::{Digest, Join};

/// The lines of a doc comment.
pub type Docs = Vec<String>;

/// A text as in the spec: English, then Chinese. Shown by the command line.
pub type Text = [String; 2];

/// Description of the platform for the runtime.
#[derive(Debug)]
pub struct Platform {
    pub source: String,
    pub name: String,
    pub title: Text,
    pub documentation: String,
    pub docs: Docs,
    pub digest: Digest,
    pub prefix: String,
    pub max_age: u64,
    pub key_field: String,
    pub nonce_field: String,
    pub timestamp_field: String,
    pub signature_field: String,
    pub code: String,
    pub message: String,
    pub data: String,
    pub pagination: String,
    /// Paths of the calls that the platform forwards.
    pub forwarding_paths: Vec<String>,
    pub retries: u64,
    pub connect_timeout: u64,
    pub attempt_timeout: u64,
    pub call_timeout: u64,
    pub max_response_bytes: u64,
    /// Prefix of environment variables: `BGE_PRIVATE` in `BGE_PRIVATE_APP_KEY`.
    pub env_prefix: String,
    pub environments: Vec<Environment>,
}

/// An environment of the platform.
#[derive(Debug)]
pub struct Environment {
    pub name: String,
    pub variant: String,
    pub url: String,
    pub text: Text,
    pub docs: Docs,
    pub default: bool,
}

/// A module.
#[derive(Debug)]
pub struct Group {
    /// The file that defines it.
    pub source: String,
    pub module: String,
    pub title: Text,
    pub docs: Docs,
    pub endpoints: Vec<Endpoint>,
    pub types: Vec<TypeDef>,
    /// Whether anything in it is deprecated. The generated code itself still uses deprecated items.
    pub deprecated: bool,
}

/// A call.
#[derive(Debug)]
pub struct Endpoint {
    pub spec: String,
    pub group: String,
    pub path: String,
    pub retry: Retry,
    pub forwards: bool,
    /// The method of `Client`.
    pub method: String,
    /// The type of the request.
    pub request: String,
    pub text: Text,
    /// Its place in the platform's documentation.
    pub see: Option<String>,
    /// Docs of the request.
    pub docs: Docs,
    /// Full docs of the method.
    pub method_docs: Docs,
    /// Full docs of the method of the blocking client.
    pub blocking_docs: Docs,
    pub deprecated: Option<String>,
    pub deprecation: Option<Text>,
    /// Parameters: the required ones first, in the order of the constructor, then the optional ones.
    pub params: Vec<Param>,
    /// Indices into `params`, in signing order.
    pub wire_order: Vec<usize>,
    pub response: Response,
    pub examples: Vec<Example>,
}

/// Whether a call is safe to repeat.
#[derive(Debug)]
pub enum Retry {
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
pub struct Param {
    pub wire: String,
    pub required: bool,
    /// The field of the request, and the argument that fills it.
    pub field: String,
    /// The method of `Call`, if it is optional.
    pub setter: String,
    pub ty: Type,
    pub join: Option<Join>,
    /// Whether it is secret, or contains a secret.
    pub secret: bool,
    /// Whether it contains JSON of unspecified content.
    pub open: bool,
    pub bounds: Bounds,
    pub text: Text,
    /// The value that the platform assumes if it is not sent, as users write it.
    pub default: Option<String>,
    pub docs: Docs,
    pub deprecated: Option<String>,
    pub deprecation: Option<Text>,
}

/// Constraints that the runtime checks before sending; values as written in the spec.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    pub min: Option<String>,
    pub max: Option<String>,
    pub above: Option<String>,
    pub below: Option<String>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
}

/// A type, with its wire form and Rust form.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    Scalar(Scalar),
    File,
    /// An open enum, by name, and the scalar that holds its values: `String` or `Integer`.
    Enum(String, Scalar),
    /// An object, by name.
    Object(String),
    /// An open set of further parameters, by name.
    Extra(String),
    List(Box<Type>),
    Map(Box<Type>),
}

impl Type {
    /// Returns whether an argument of this type accepts conversions.
    pub fn converts(&self) -> bool {
        matches!(self, Self::Scalar(scalar) if scalar.info().converts)
    }
}

/// The response of a call.
#[derive(Debug)]
pub enum Response {
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
pub enum TypeDef {
    Enum(Enum),
    Object(Object),
    Extra(Extra),
}

/// An open set of named values.
#[derive(Debug)]
pub struct Enum {
    pub name: String,
    pub docs: Docs,
    /// Whether the values are numbers on the wire.
    pub integer: bool,
    pub values: Vec<EnumValue>,
    pub usage: Usage,
}

/// A value of an enum.
#[derive(Debug)]
pub struct EnumValue {
    /// Its name in the spec.
    pub name: String,
    pub text: Text,
    pub variant: String,
    /// The wire value as text, also if it is a number.
    pub wire: String,
    pub docs: Docs,
}

/// A JSON object.
#[derive(Debug)]
pub struct Object {
    pub name: String,
    pub docs: Docs,
    pub fields: Vec<Field>,
    pub usage: Usage,
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    pub wire: String,
    pub name: String,
    /// The method that sets it in an object that is sent, if it is optional.
    pub setter: String,
    pub ty: Type,
    pub nullable: bool,
    pub optional: bool,
    pub lenient: bool,
    /// Checked before the object is sent.
    pub bounds: Bounds,
    pub docs: Docs,
    pub deprecated: Option<String>,
}

impl Field {
    /// Returns whether its type is an `Option`.
    pub fn is_option(&self) -> bool {
        self.nullable || self.optional
    }
}

/// Where a type is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// As a parameter.
    pub param: bool,
    /// In the JSON text of a parameter.
    pub json: bool,
}

/// An open set of named sets of further parameters.
#[derive(Debug)]
pub struct Extra {
    pub name: String,
    pub docs: Docs,
    pub sets: Vec<ExtraSet>,
}

/// A named set of further parameters.
#[derive(Debug)]
pub struct ExtraSet {
    pub variant: String,
    pub wire: String,
    pub text: Text,
    pub docs: Docs,
    pub params: Vec<ExtraParam>,
}

/// A parameter of such a set, which is a text.
#[derive(Debug)]
pub struct ExtraParam {
    pub wire: String,
    pub secret: bool,
    pub text: Text,
    pub field: String,
    pub docs: Docs,
}

/// An example, as code and in wire form.
#[derive(Debug)]
pub struct Example {
    pub title: Text,
    /// The call on `client`, not sent.
    pub call: TokenStream,
    /// Names and texts of the fields that are sent, in signing order.
    pub fields: Vec<(String, String)>,
    pub files: Vec<ExampleFile>,
    /// The JSON text of the answer's data.
    pub response: Option<String>,
}

/// A file of an example.
#[derive(Debug)]
pub struct ExampleFile {
    pub wire: String,
    pub file_name: String,
    pub media_type: String,
    pub content: Vec<u8>,
}
