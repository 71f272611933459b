//! A spec as written: one type for each kind of YAML node. Every value has a location.

use std::fmt;

pub use crate::scalar::{Scalar, Secrecy};
pub use crate::source::{Span, Spanned};

use super::object::spec_objects;
use super::yaml::Node;

/// Something with its name.
pub type Named<T> = (Spanned<String>, T);

/// Returns the names of items.
pub fn names<'a, T: 'a>(
    items: impl IntoIterator<Item = &'a Named<T>, IntoIter: Clone>,
) -> impl Iterator<Item = &'a str> + Clone {
    let items = items.into_iter();
    items.map(|(name, _)| name.value.as_str())
}

/// Returns the first item with a name.
pub fn find<'a, T>(
    items: impl IntoIterator<Item = &'a Named<T>>,
    name: &str,
) -> Option<&'a Named<T>> {
    let mut items = items.into_iter();
    items.find(|(known, _)| known.value == name)
}

spec_objects! {
    /// A text in both languages of the platform.
    pub struct Text {
        /// In English. Markdown.
        pub en: Spanned<String>,
        /// In Chinese. Markdown.
        pub zh: Spanned<String>,
    }
}

/// A whole spec: the platform and its groups, in the order of their file names.
#[derive(Clone, Debug)]
pub struct Spec {
    /// `platform.yaml`.
    pub platform: Platform,
    /// Every other `*.yaml`.
    pub groups: Vec<Group>,
}

spec_objects! {
    /// `platform.yaml`: the settings of all calls.
    pub struct Platform {
        /// Short name, in kebab case. The prefix of environment variables is derived from it.
        pub platform: Spanned<String>,
        /// Name for people.
        pub title: Text,
        /// Address of the platform's documentation. The `see` of an endpoint is appended to it.
        pub documentation: Spanned<String>,
        /// The platform's environments, by name. Users select one.
        pub environments: Vec<(Spanned<String>, Environment)>,
        /// The default environment of a client.
        pub default_environment: Spanned<String>,
        /// How calls are signed.
        pub signature: Signature,
        /// How answers are wrapped.
        pub envelope: Envelope,
        /// The offset of the platform's zone from UTC, like `+08:00`, in which it writes values of the type
        /// `local_time`. Defaults to UTC.
        pub utc_offset: Option<Spanned<String>>,
        /// The endpoint that tests credentials, after the name of its client and a dot if it has one. It is safe to
        /// repeat and requires no argument.
        pub probe: Option<Spanned<String>>,
        /// Default settings of a client.
        pub defaults: Defaults,
    }

    /// An environment of the platform.
    pub struct Environment {
        /// Base URL, without a trailing slash.
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

    /// Names of the fields that the signature adds to every call.
    pub struct SignatureFields {
        /// The field with the app key.
        pub key: Spanned<String>,
        /// The field with the nonce.
        pub nonce: Spanned<String>,
        /// The field with the time of signing.
        pub timestamp: Spanned<String>,
        /// The field with the signature itself.
        pub signature: Spanned<String>,
    }
}

impl SignatureFields {
    /// Returns the names of all fields.
    #[must_use]
    pub fn names(&self) -> [&Spanned<String>; 4] {
        [&self.key, &self.nonce, &self.timestamp, &self.signature]
    }
}

spec_objects! {
    /// Names of the members of the envelope.
    pub struct Envelope {
        /// The member with the code: 0 for success.
        pub code: Spanned<String>,
        /// The member with the message.
        pub message: Spanned<String>,
        /// The member with the result.
        pub data: Spanned<String>,
        /// The member with the position of a page in a longer list.
        pub pagination: Spanned<String>,
    }
}

impl Envelope {
    /// Returns the names of all members.
    #[must_use]
    pub fn names(&self) -> [&Spanned<String>; 4] {
        [&self.code, &self.message, &self.data, &self.pagination]
    }
}

spec_objects! {
    /// Default settings of a client.
    pub struct Defaults {
        /// Maximum number of retries.
        pub retries: Spanned<u64>,
        /// Time limit for making a connection, in seconds.
        pub connect_timeout: Spanned<u64>,
        /// Time limit for one attempt, in seconds.
        pub attempt_timeout: Spanned<u64>,
        /// Time limit for the whole call with all attempts, in seconds.
        pub call_timeout: Spanned<u64>,
        /// Maximum size of an answer, in bytes.
        pub max_response_bytes: Spanned<u64>,
    }

    /// A page of the platform's documentation.
    pub struct Group {
        /// Name of the module and of the file: lower-case words separated by underscores.
        pub group: Spanned<String>,
        /// Name for people.
        pub title: Text,
        /// Name of the client within the client that has the calls: `account` for `client.account().login(…)`.
        /// Defaults to the client itself.
        pub client: Option<Spanned<String>>,
        /// The calls, by name. The names become methods of the client.
        pub endpoints: Vec<(Spanned<String>, Endpoint)>,
        /// Enums, objects and sets of further parameters, which all files use by their names. Names are like
        /// `OrderType`.
        pub types: Vec<(Spanned<String>, TypeDef)> = default,
    }
}

impl Group {
    /// Returns the name of a call, after that of its client and a dot if it is not `Client`.
    #[must_use]
    pub fn qualified(&self, name: &Spanned<String>) -> String {
        match &self.client {
            Some(client) => format!("{}.{}", client.value, name.value),
            None => name.value.clone(),
        }
    }

    /// Returns the names of the enums of its choices between parameters.
    pub fn choices(&self) -> impl Iterator<Item = &Spanned<String>> + Clone {
        let choices = self.endpoints.iter().flat_map(|(_, call)| call.one_ofs());
        choices.map(|(_, one_of)| &one_of.one_of)
    }
}

spec_objects! {
    /// A call.
    pub struct Endpoint {
        /// Path relative to the base URL, with a leading slash. A segment `{name}` stands for the required argument
        /// with this name on the wire.
        pub path: Spanned<String>,
        /// What it does.
        pub doc: Text,
        /// Its place in the platform's documentation: appended to `documentation` of the platform.
        pub see: Option<Spanned<String>>,
        /// Whether it is safe to send again if it is unknown whether it was carried out. Defaults to `unsafe`.
        pub retry: Retry = default,
        /// Whether the platform forwards it to another service, whose answer is returned. Defaults to `false`.
        pub forwards: bool = default,
        /// Whether it moves money or sends messages. The command line then asks before it makes the call. Defaults to
        /// `false`.
        pub confirm: bool = default,
        /// The form of what is sent. Defaults to a form of fields.
        pub body: Option<Spanned<Body>>,
        /// How the pages of a long list are asked for. Users get all items with one call.
        pub paging: Option<Paging>,
        /// The task that the call starts. Users wait for it with one call.
        pub task: Option<Task>,
        /// Required parameters, by name, in the order of the method's arguments. Of a choice, exactly one is sent.
        pub args: Params = default,
        /// Optional parameters, by name. Of a choice, at most one is sent.
        pub kwargs: Params = default,
        /// `open` if the platform knows parameters that the spec does not describe. Users set them by name.
        pub extra: Option<Spanned<Further>>,
        /// The response: `none`, `stream` for a file of any size, a type, or the fields of an object.
        pub response: Response,
        /// Examples of calls and answers, at least one. Used in documentation, tests and by the mock platform.
        pub examples: Vec<Example>,
        /// The reason, and what to use instead.
        pub deprecated: Option<Text>,
        /// Name in Rust, if it differs.
        pub rust: Option<Spanned<String>>,
        /// Further names of the same call.
        pub alias: Vec<Spanned<String>> = default,
    }

    /// How the pages of a long list are asked for: by their numbers, counted from 1, or by a cursor that each page
    /// contains. Fields of the answer are named as in the spec, with dots between the levels.
    pub struct Paging at span {
        /// The optional parameter with the number of the page.
        pub page: Option<Spanned<String>>,
        /// The optional parameter with the cursor. Excludes `page`.
        pub cursor: Option<Spanned<String>>,
        /// The field of the answer with the cursor of the next page. It is empty, null or absent on the last page.
        pub next: Option<Spanned<String>>,
        /// The optional parameter with the maximum number of items of a page.
        pub size: Option<Spanned<String>>,
        /// The field of the answer with the items, or `$` if the answer is the list.
        pub items: Spanned<String>,
        /// The field of the answer with the number of items of the page.
        pub count: Option<Spanned<String>>,
        /// The field of the answer with the number of items of all pages.
        pub total: Option<Spanned<String>>,
    }

    /// A task that a call starts, and how another call tells its state.
    pub struct Task at span {
        /// The endpoint that asks for the state, after the name of its client and a dot if it has one. It requires
        /// the id of the task and nothing else.
        pub poll: Spanned<String>,
        /// The field of the answer with the id of the task.
        pub id: Spanned<String>,
        /// The field of the answer of `poll` with the state of the task.
        pub state: Spanned<String>,
        /// The states of a task that is done.
        pub done: Vec<Spanned<String>>,
        /// The states of a task that failed. Every other state is not final.
        pub failed: Vec<Spanned<String>> = default,
    }
}

impl Endpoint {
    /// Returns required and optional parameters, in this order, including each choice.
    pub fn params(&self) -> impl Iterator<Item = &Named<Field>> + Clone {
        self.args.fields().chain(self.kwargs.fields())
    }

    /// Returns required and optional parameters that are not choices.
    pub fn single(&self) -> impl Iterator<Item = &Named<Field>> + Clone {
        self.args.single().chain(self.kwargs.single())
    }

    /// Returns the type expressions of its parameters and of its response.
    pub fn type_exprs(&self) -> impl Iterator<Item = &TypeExpr> {
        let fields = self.params().chain(self.response.fields());
        let types = fields.map(|(_, field)| &field.ty).chain(self.response.ty());
        types.map(|ty| &ty.value)
    }

    /// Returns all choices between parameters.
    pub fn one_ofs(&self) -> impl Iterator<Item = &Named<OneOf>> + Clone {
        self.args.one_ofs().chain(self.kwargs.one_ofs())
    }

    /// Returns the name that Rust names are derived from.
    #[must_use]
    pub fn rust_name<'a>(&'a self, name: &'a Spanned<String>) -> &'a Spanned<String> {
        self.rust.as_ref().unwrap_or(name)
    }
}

/// Parameters of a call, in the order of the spec.
#[derive(Clone, Debug, Default)]
pub struct Params(pub Vec<Param>);

/// What callers give with one argument.
#[derive(Clone, Debug)]
pub enum Param {
    /// A parameter.
    Field(Box<Named<Field>>),
    /// One of several parameters.
    OneOf(Named<OneOf>),
}

impl Param {
    /// Returns the parameter itself, or the choices.
    #[must_use]
    pub fn fields(&self) -> &[Named<Field>] {
        match self {
            Self::Field(named) => std::slice::from_ref(named),
            Self::OneOf((_, one_of)) => &one_of.choices,
        }
    }
}

impl Params {
    /// Returns all parameters, including each choice.
    pub fn fields(&self) -> impl Iterator<Item = &Named<Field>> + Clone {
        self.0.iter().flat_map(Param::fields)
    }

    /// Returns the parameters that are not choices.
    pub fn single(&self) -> impl Iterator<Item = &Named<Field>> + Clone {
        self.0.iter().filter_map(|param| match param {
            Param::Field(named) => Some(named.as_ref()),
            Param::OneOf(_) => None,
        })
    }

    /// Returns the choices between parameters.
    pub fn one_ofs(&self) -> impl Iterator<Item = &Named<OneOf>> + Clone {
        self.0.iter().filter_map(|param| match param {
            Param::Field(_) => None,
            Param::OneOf(named) => Some(named),
        })
    }
}

spec_objects! {
    /// A choice between parameters, of which one is sent. Users give a value of an enum.
    pub struct OneOf {
        /// The name of the enum, such as `SamplesBy`.
        pub one_of: Spanned<String>,
        /// What the parameters have in common.
        pub doc: Text,
        /// The parameters, by name. The names become variants. Examples give one of them like any other parameter.
        pub choices: Vec<(Spanned<String>, Field)>,
    }
}

/// The form of what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// One JSON object with all fields.
    Json,
}

/// Whether a call is safe to repeat.
#[derive(Clone, Debug, Default)]
pub enum Retry {
    /// Safe to repeat.
    Safe,
    /// Not safe to repeat. The default.
    #[default]
    Unsafe,
    /// Safe to repeat only under this condition.
    SafeWhen(With),
}

/// The response of a call.
#[derive(Clone, Debug)]
pub enum Response {
    /// No data.
    None,
    /// A file of any size, which is not wrapped in the envelope.
    Stream,
    /// A type expression.
    Type(Spanned<TypeExpr>),
    /// An object that is defined inline, by its fields.
    Fields(Vec<(Spanned<String>, Field)>),
}

impl Response {
    /// Returns its type, unless it is defined inline.
    #[must_use]
    pub fn ty(&self) -> Option<&Spanned<TypeExpr>> {
        match self {
            Self::Type(ty) => Some(ty),
            Self::None | Self::Stream | Self::Fields(_) => None,
        }
    }

    /// Returns the fields of an object that is defined inline.
    #[must_use]
    pub fn fields(&self) -> &[Named<Field>] {
        match self {
            Self::Fields(fields) => fields,
            Self::None | Self::Stream | Self::Type(_) => &[],
        }
    }
}

spec_objects! {
    /// A parameter, or a field of an object.
    pub struct Field {
        /// Its type.
        pub ty: Spanned<TypeExpr> as "type",
        /// What it means.
        pub doc: Text,
        /// The value that the platform assumes if it is not sent. It is documented, but not sent unless `send` says
        /// so. Only for `kwargs`.
        pub default: Option<Node>,
        /// The argument of an enum type that it depends on, and the values with which it may be given. If that
        /// argument is not sent, its default counts. Only for `kwargs`.
        pub with: Option<With>,
        /// `always` if the default is sent when nothing else is set. Only for `kwargs`.
        pub send: Option<Spanned<Send>>,
        /// Minimum. For numbers and `seconds`.
        pub min: Option<Node>,
        /// Maximum. For numbers and `seconds`.
        pub max: Option<Node>,
        /// Exclusive minimum. For numbers and `seconds`.
        pub above: Option<Node>,
        /// Exclusive maximum. For numbers and `seconds`.
        pub below: Option<Node>,
        /// Minimum number of characters. For `string` and `url`.
        pub min_length: Option<Spanned<u64>>,
        /// Maximum number of characters. For `string` and `url`.
        pub max_length: Option<Spanned<u64>>,
        /// Minimum number of items. For lists and maps.
        pub min_items: Option<Spanned<u64>>,
        /// Maximum number of items. For lists and maps.
        pub max_items: Option<Spanned<u64>>,
        /// How a list is sent as a parameter: joined by commas, as JSON, or as a separate field for each item.
        pub join: Option<Spanned<Join>>,
        /// Which part is secret and never shown: all of it (`true`), or the query of a URL (`query`).
        pub secret: Option<Spanned<Secrecy>>,
        /// Whether it may be null. For fields of responses and objects.
        pub nullable: bool = default,
        /// Whether it may be absent. For fields of responses and objects.
        pub optional: bool = default,
        /// Whether a number is also accepted as text. For fields of responses and objects.
        pub lenient: bool = default,
        /// The reason, and what to use instead.
        pub deprecated: Option<Text>,
        /// Name on the wire, if it differs.
        pub wire: Option<Spanned<String>>,
        /// Name in Rust, if it differs.
        pub rust: Option<Spanned<String>>,
    }
}

impl Field {
    /// Returns the bounds of numbers that are set, with their keys.
    pub fn number_bounds(&self) -> impl Iterator<Item = (&'static str, &Node)> {
        let sides = [("min", &self.min), ("max", &self.max)];
        let open = [("above", &self.above), ("below", &self.below)];
        let bounds = sides.into_iter().chain(open);
        bounds.filter_map(|(key, bound)| Some((key, bound.as_ref()?)))
    }

    /// Returns how a list is sent, if it is set.
    #[must_use]
    pub fn join(&self) -> Option<Join> {
        self.join.as_ref().map(|join| join.value)
    }

    /// Returns which part is secret.
    #[must_use]
    pub fn secrecy(&self) -> Option<Secrecy> {
        self.secret.as_ref().map(|secret| secret.value)
    }

    /// Returns its name on the wire.
    #[must_use]
    pub fn wire_name<'a>(&'a self, name: &'a Spanned<String>) -> &'a Spanned<String> {
        self.wire.as_ref().unwrap_or(name)
    }

    /// Returns the name that Rust names are derived from.
    #[must_use]
    pub fn rust_name<'a>(&'a self, name: &'a Spanned<String>) -> &'a Spanned<String> {
        self.rust.as_ref().unwrap_or(name)
    }
}

/// A condition: an argument has one of some values.
#[derive(Clone, Debug)]
pub struct With {
    /// The argument that it depends on.
    pub argument: Spanned<String>,
    /// The names of values of its enum.
    pub values: Vec<Spanned<String>>,
}

/// The parameters of a call that the spec does not describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Further {
    /// Any parameter, sent as text.
    Open,
}

/// When an optional parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Send {
    /// Always: the default if nothing else is set.
    Always,
}

/// How a list is sent as a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Items joined by commas in one field.
    Comma,
    /// A JSON array in one field.
    Json,
    /// A separate field for each item.
    Repeat,
}

/// A type expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeExpr {
    /// A scalar.
    Scalar(Scalar),
    /// A file, sent as a parameter.
    File,
    /// No data, as a whole response.
    None,
    /// A type from `types`.
    Named(String),
    /// `list<T>`
    List(Box<TypeExpr>),
    /// `map<T>`, keys are text.
    Map(Box<TypeExpr>),
}

/// The name of [`TypeExpr::File`].
const FILE: &str = "file";
/// The name of [`TypeExpr::None`].
const NONE: &str = "none";

impl TypeExpr {
    /// Returns the name of a type from `types`.
    #[must_use]
    pub fn as_named(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Scalar(_) | Self::File | Self::None | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// Returns the type of the items of a list, or of the values of a map.
    #[must_use]
    pub fn item(&self) -> Option<&Self> {
        match self {
            Self::List(item) | Self::Map(item) => Some(item),
            Self::Scalar(_) | Self::File | Self::None | Self::Named(_) => None,
        }
    }

    /// Returns the names of the built-in types, and their meanings.
    pub fn builtins() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
        let scalars = Scalar::named().map(|scalar| (scalar.info().name, scalar.info().doc));
        scalars.chain([
            (FILE, "A file parameter, with its name and media type."),
            (NONE, "No data; only as a response."),
        ])
    }

    /// Returns the built-in type with this name, or else the one that `types` defines.
    pub fn from_name(name: &str) -> Self {
        match (Scalar::from_name(name), name) {
            (Some(scalar), _) => Self::Scalar(scalar),
            (None, FILE) => Self::File,
            (None, NONE) => Self::None,
            (None, _) => Self::Named(name.to_owned()),
        }
    }
}

impl From<Scalar> for TypeExpr {
    fn from(scalar: Scalar) -> Self {
        Self::Scalar(scalar)
    }
}

/// A type from `types`.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its meaning.
    pub doc: Text,
    /// Its definition.
    pub kind: TypeKind,
    /// Where `rest` of an object is, if it keeps fields that the spec does not name.
    pub rest: Option<Span>,
}

/// The definition of a named type.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// An open set of named values.
    Enum(Vec<Named<EnumValue>>),
    /// An object.
    Object(Vec<(Spanned<String>, Field)>),
    /// An open set of named sets of further parameters.
    Extra(Vec<Named<ExtraSet>>),
    /// The shapes of a value, in the order in which they are tried.
    AnyOf(Vec<Named<Field>>),
}

impl TypeKind {
    /// Returns the fields of an object, or the shapes of a value.
    #[must_use]
    pub fn fields(&self) -> &[Named<Field>] {
        match self {
            Self::Object(fields) | Self::AnyOf(fields) => fields,
            Self::Enum(_) | Self::Extra(_) => &[],
        }
    }
}

spec_objects! {
    /// A value of an enum.
    pub struct EnumValue {
        /// The value on the wire, if it differs from the name.
        pub value: GivenWire = default,
        /// What it means.
        pub doc: Option<Text>,
        /// Name in Rust, if it differs.
        pub rust: Option<Spanned<String>>,
    }
}

/// The value on the wire, if it differs from the name.
#[derive(Clone, Debug, Default)]
pub struct GivenWire(pub Option<EnumWire>);

impl EnumValue {
    /// Returns the scalar that holds the values of an enum: `String` or `Integer`.
    #[must_use]
    pub fn scalar_of(values: &[Named<Self>]) -> Scalar {
        let is_integer = |value: &Self| matches!(value.value.0, Some(EnumWire::Integer(_)));
        if values.iter().any(|(_, value)| is_integer(value)) {
            Scalar::Integer
        } else {
            Scalar::String
        }
    }

    /// Returns a value of which only the name is given.
    pub(crate) fn plain() -> Self {
        let (doc, rust) = (None, None);
        let value = GivenWire::default();
        Self { value, doc, rust }
    }

    /// Returns its value on the wire.
    #[must_use]
    pub fn wire(&self, name: &Spanned<String>) -> EnumWire {
        let given = self.value.0.clone();
        given.unwrap_or_else(|| EnumWire::Text(name.value.clone()))
    }

    /// Returns the name that the Rust name is derived from.
    #[must_use]
    pub fn rust_name<'a>(&'a self, name: &'a Spanned<String>) -> &'a Spanned<String> {
        self.rust.as_ref().unwrap_or(name)
    }
}

/// The value of an enum on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnumWire {
    /// A text. Defaults to the name.
    Text(String),
    /// A number.
    Integer(i64),
}

impl fmt::Display for EnumWire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => write!(f, "{number}"),
        }
    }
}

spec_objects! {
    /// A set of further parameters. Its name is sent as the argument's value.
    pub struct ExtraSet {
        /// Its purpose.
        pub doc: Text,
        /// The parameters that it adds.
        pub params: Vec<(Spanned<String>, Field)> = default,
    }

    /// An example of a call, which is checked and replayed in tests.
    pub struct Example at span {
        /// What it shows, in a few words.
        pub title: Text,
        /// A value for each required parameter. Enum values are written by name. A file is a mapping of
        /// `file_name`, `media_type` and `text` or `base64`.
        pub args: Vec<(Spanned<String>, Node)> = default,
        /// Values of optional parameters.
        pub kwargs: Vec<(Spanned<String>, Node)> = default,
        /// The data of the platform's answer, exactly as on the wire. Absent if the response is `none`. For `stream`,
        /// a file like that of a file parameter; `file_name` is optional.
        pub response: Option<Node>,
    }
}

impl Text {
    /// Returns both languages for a doc comment, English first.
    #[must_use]
    pub fn both(&self) -> [&str; 2] {
        [self.en.value.trim(), self.zh.value.trim()]
    }
}

impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => f.write_str(scalar.info().name),
            Self::File => f.write_str(FILE),
            Self::None => f.write_str(NONE),
            Self::Named(name) => f.write_str(name),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::Map(item) => write!(f, "map<{item}>"),
        }
    }
}
