//! The resolved model of a spec: names, types, order and example values. Everything in it is valid.
//!
//! Names are Rust names, except those called `wire` (as sent) or `spec` (as in the spec).

mod value;

use std::fmt;
use std::sync::Arc;

use crate::json::Json;

pub use crate::scalar::{Scalar, Secrecy};
pub use crate::spec::model::{Digest, EnumWire, Join};
pub use value::{Argument, File, Literal, Set, Value};

/// A text as in the spec: English, then Chinese.
pub type Text = [String; 2];

/// A platform and its calls.
#[derive(Clone, Debug)]
pub struct Api {
    /// The settings of all calls.
    pub platform: Platform,
    /// The calls, by the pages of the platform's documentation.
    pub groups: Vec<Group>,
}

impl Api {
    /// Returns all calls.
    pub fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.groups.iter().flat_map(|group| &group.endpoints)
    }

    /// Returns the definition of a type that several calls may share.
    #[must_use]
    pub fn type_def(&self, name: &TypeName) -> Option<&TypeDef> {
        let group = self
            .groups
            .iter()
            .find(|group| group.module == name.module)?;
        group.types.iter().find(|def| def.name() == name)
    }
}

/// The settings of all calls.
#[derive(Clone, Debug)]
pub struct Platform {
    /// The file that defines it.
    pub source: String,
    /// Short name, in kebab case.
    pub name: String,
    /// Name for people.
    pub title: Text,
    /// Address of the platform's documentation.
    pub documentation: String,
    /// The digest of the signature.
    pub digest: Digest,
    /// Text before the first `&` of the signed message.
    pub prefix: String,
    /// Seconds after which a timestamp is refused.
    pub max_age: u64,
    /// The field with the app key.
    pub key_field: String,
    /// The field with the nonce.
    pub nonce_field: String,
    /// The field with the time of signing.
    pub timestamp_field: String,
    /// The field with the signature itself.
    pub signature_field: String,
    /// The member of an answer with the code.
    pub code: String,
    /// The member of an answer with the message.
    pub message: String,
    /// The member of an answer with the result.
    pub data: String,
    /// The member of an answer with the position of a page.
    pub pagination: String,
    /// Minutes by which the platform's zone is ahead of UTC.
    pub utc_offset: i16,
    /// The name in the spec of the call that tests credentials.
    pub probe: Option<String>,
    /// Maximum number of retries.
    pub retries: u64,
    /// Time limit for making a connection, in seconds.
    pub connect_timeout: u64,
    /// Time limit for one attempt, in seconds.
    pub attempt_timeout: u64,
    /// Time limit for the whole call, in seconds.
    pub call_timeout: u64,
    /// Maximum size of an answer.
    pub max_response_bytes: u64,
    /// Prefix of environment variables: `BGE_PRIVATE` in `BGE_PRIVATE_APP_KEY`.
    pub env_prefix: String,
    /// The crate with the generated code, as its examples import it.
    pub krate: String,
    /// The environments. Users select one.
    pub environments: Vec<Environment>,
}

/// An environment of the platform.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Its name in the spec.
    pub name: String,
    /// The variant of `Environment`.
    pub variant: String,
    /// Base URL, without a trailing slash.
    pub url: String,
    /// What it is for.
    pub text: Text,
    /// Whether it is the default.
    pub default: bool,
}

/// A module: the calls of one page of the platform's documentation, and their types.
#[derive(Clone, Debug)]
pub struct Group {
    /// The file that defines it.
    pub source: String,
    /// Its name in the spec.
    pub spec: String,
    /// The name of the module.
    pub module: String,
    /// Name for people.
    pub title: Text,
    /// The client that has its calls, if it is not `Client`.
    pub client: Option<Arc<NestedClient>>,
    /// Its calls.
    pub endpoints: Vec<Endpoint>,
    /// The types that its file defines. Calls of all groups use them.
    pub types: Vec<TypeDef>,
}

/// A client within the client.
#[derive(Clone, Debug)]
pub struct NestedClient {
    /// Its name in the spec.
    pub spec: String,
    /// The method of `Client` that returns it.
    pub method: String,
    /// Its type.
    pub name: String,
}

/// A further name of a call.
#[derive(Clone, Debug)]
pub struct Alias {
    /// The name in the spec.
    pub spec: String,
    /// The method of the client.
    pub method: String,
}

/// A call.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Its name in the spec, after that of its client and a dot if it is not `Client`.
    pub spec: String,
    /// The name of its group in the spec.
    pub group: String,
    /// Path relative to the base URL. A segment `{name}` stands for the parameter with this name on the wire.
    pub path: String,
    /// Whether it is safe to repeat.
    pub retry: Retry,
    /// Whether the platform forwards it to another service.
    pub forwards: bool,
    /// Whether it moves money or sends messages, so that the command line asks first.
    pub confirm: bool,
    /// Whether its fields are sent as one JSON object instead of a form.
    pub json_body: bool,
    /// The client that has its method, if it is not `Client`.
    pub client: Option<Arc<NestedClient>>,
    /// The method of the client.
    pub method: String,
    /// Its further names.
    pub aliases: Vec<Alias>,
    /// The type of the request.
    pub request: String,
    /// What it does.
    pub text: Text,
    /// Its place in the platform's documentation.
    pub see: Option<String>,
    /// The reason for its deprecation, and what to use instead.
    pub deprecated: Option<Text>,
    /// Parameters: the required ones first, in the order of the constructor, then the optional ones. The choices of one
    /// argument stand together and are themselves optional.
    pub params: Vec<Field>,
    /// Whether it accepts parameters that the spec does not describe.
    pub open: bool,
    /// The response.
    pub response: Response,
    /// How its pages are asked for, if it returns a part of a long list.
    pub paging: Option<Paging>,
    /// The task that it starts.
    pub task: Option<Task>,
    /// How it tells the state of a task, if it is asked until the task is done.
    pub polling: Option<Polling>,
    /// Examples, at least one.
    pub examples: Vec<Example>,
}

impl Endpoint {
    /// Returns the type of the client that has its method.
    #[must_use]
    pub fn client_type(&self) -> &str {
        self.client.as_ref().map_or("Client", |client| &client.name)
    }

    /// Returns whether an argument can violate a constraint.
    #[must_use]
    pub fn has_bounds(&self) -> bool {
        let none = Bounds::default();
        self.open || self.params.iter().any(|param| param.bounds != none)
    }

    /// Returns what callers give, in the order of the constructor and of the setters.
    pub fn inputs(&self) -> impl Iterator<Item = Input<'_>> {
        let chunks = self.params.chunk_by(Field::is_alternative_to);
        chunks.flat_map(|params| match params {
            [
                Field {
                    choice: Some(choice),
                    ..
                },
                ..,
            ] => vec![Input::OneOf(&choice.one_of, params)],
            single => single.iter().map(Input::Param).collect(),
        })
    }

    /// Returns the choices between parameters, with their parameters.
    pub fn one_ofs(&self) -> impl Iterator<Item = (&OneOf, &[Field])> {
        self.inputs().filter_map(|input| match input {
            Input::OneOf(one_of, params) => Some((one_of, params)),
            Input::Param(_) => None,
        })
    }

    /// Returns the parameters in signing order.
    #[must_use]
    pub fn in_wire_order(&self) -> Vec<&Field> {
        let mut params: Vec<_> = self.params.iter().collect();
        params.sort_by(|one, other| one.wire.cmp(&other.wire));
        params
    }
}

/// What callers of a call give with one argument or setter.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// A parameter.
    Param(&'a Field),
    /// A choice, and the parameters of which one is sent.
    OneOf(&'a OneOf, &'a [Field]),
}

impl<'a> Input<'a> {
    /// Returns the field of the request, and the argument that fills it.
    #[must_use]
    pub fn name(self) -> &'a str {
        match self {
            Self::Param(param) => &param.name,
            Self::OneOf(one_of, _) => &one_of.name,
        }
    }

    /// Returns the method that sets it, if it is optional.
    #[must_use]
    pub fn setter(self) -> &'a str {
        match self {
            Self::Param(param) => &param.setter,
            Self::OneOf(one_of, _) => &one_of.setter,
        }
    }

    /// Returns whether it is an argument of the method.
    #[must_use]
    pub fn is_required(self) -> bool {
        match self {
            Self::Param(param) => param.required,
            Self::OneOf(one_of, _) => one_of.required,
        }
    }
}

/// A choice between parameters, of which at most one is sent. In Rust, it is an enum with a variant for each.
#[derive(Clone, Debug)]
pub struct OneOf {
    /// Its name in the spec.
    pub spec: String,
    /// The enum.
    pub ty: TypeName,
    /// The field of the request, and the argument that fills it.
    pub name: String,
    /// The method that sets it, if it is optional.
    pub setter: String,
    /// Whether one of the parameters is always sent.
    pub required: bool,
    /// What the parameters have in common.
    pub text: Text,
}

/// The place of a parameter in a choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The choice.
    pub one_of: Arc<OneOf>,
    /// The variant of its enum.
    pub variant: String,
}

/// Whether a call is safe to repeat.
#[derive(Clone, Debug)]
pub enum Retry {
    /// Safe to repeat.
    Safe,
    /// Not safe to repeat.
    Unsafe,
    /// Safe to repeat if a parameter has one of these values.
    SafeWhen {
        /// The parameter on the wire.
        wire: String,
        /// The parameter in Rust.
        name: String,
        /// The enum.
        ty: String,
        /// Values of the enum.
        values: Vec<EnumValue>,
    },
}

/// How the pages of a long list are asked for.
#[derive(Clone, Debug)]
pub struct Paging {
    /// The parameter that selects the page.
    pub param: Field,
    /// Where an answer has the cursor of the next page. `None` if pages are numbered.
    pub next: Option<Path>,
    /// The parameter with the maximum number of items of a page, on the wire.
    pub size: Option<String>,
    /// Where an answer has its items. Empty if it is the list.
    pub items: Path,
    /// The type of an item.
    pub item: Type,
    /// Where an answer has the number of its items.
    pub count: Option<Path>,
    /// Where an answer has the number of all items.
    pub total: Option<Path>,
}

impl Paging {
    /// Returns the page after the last one, made from another page: without items and without a cursor.
    #[must_use]
    pub fn emptied(&self, mut page: Json) -> Json {
        put(&mut page, &self.items, Some(Json::List(Vec::new())));
        if let Some(count) = &self.count {
            put(&mut page, count, Some(Json::Number("0".to_owned())));
        }
        if let Some(next) = &self.next {
            let end = match next.last() {
                Some(field) if field.nullable => Some(Json::Null),
                Some(field) if !field.required => None,
                Some(_) | None => Some(Json::Text(String::new())),
            };
            put(&mut page, next, end);
        }
        page
    }
}

/// Replaces or removes the value at a place in an answer.
fn put(answer: &mut Json, path: &[Field], value: Option<Json>) {
    let Some((field, rest)) = path.split_first() else {
        if let Some(value) = value {
            *answer = value;
        }
        return;
    };
    match (answer, value) {
        (Json::Object(members), None) if rest.is_empty() => {
            members.retain(|(key, _)| *key != field.wire);
        }
        (answer, value) => {
            if let Some(member) = answer.member_mut(&field.wire) {
                put(member, rest, value);
            }
        }
    }
}

/// A task that a call starts.
#[derive(Clone, Debug)]
pub struct Task {
    /// The call that asks for its state, by its name in the spec.
    pub poll: String,
    /// The request of that call.
    pub request: TypeName,
    /// The parameter of that call with the id, on the wire.
    pub param: String,
    /// Where the answer has the id.
    pub id: Path,
    /// Whether no earlier call returns the same type, which has the method that waits.
    pub is_first: bool,
}

/// How a call tells the state of a task.
#[derive(Clone, Debug)]
pub struct Polling {
    /// The parameter with the id of the task.
    pub param: Field,
    /// Where the answer has the state.
    pub state: Path,
    /// The states of a task that is done.
    pub done: Vec<String>,
    /// The states of a task that failed. Every other state is not final.
    pub failed: Vec<String>,
}

/// A place in an answer: the fields that lead to it. All of them but the last are always present.
pub type Path = Vec<Field>;

/// A parameter of a call, a field of an object, or a parameter of a set.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub wire: String,
    /// The field of the struct, and the argument that fills it.
    pub name: String,
    /// The method that sets it, if it is optional.
    pub setter: String,
    /// Its type.
    pub ty: Type,
    /// Whether it is an object that contains the object of this field, and is therefore boxed.
    pub boxed: bool,
    /// Whether it is a parameter of a call and part of the path.
    pub in_path: bool,
    /// Whether it is always present.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether a number is also accepted as text.
    pub lenient: bool,
    /// How a list is sent as a parameter.
    pub join: Option<Join>,
    /// Which part of its values is secret.
    pub secrecy: Option<Secrecy>,
    /// Whether it is secret or, as a parameter of a call, contains a secret.
    pub secret: bool,
    /// Whether it is a parameter of a call and contains JSON of unspecified content.
    pub open: bool,
    /// Constraints, which are checked before it is sent.
    pub bounds: Bounds,
    /// What it means.
    pub text: Text,
    /// The value that the platform assumes if it is not sent.
    pub default: Option<Value>,
    /// The condition under which it may be given.
    pub with: Option<With>,
    /// The text that is sent if no value is set.
    pub always: Option<String>,
    /// The choice that it belongs to, if it is a parameter that excludes others.
    pub choice: Option<Choice>,
    /// The reason for its deprecation, and what to use instead.
    pub deprecated: Option<Text>,
}

impl Field {
    /// Returns the texts that are sent for a value of this parameter, each in a field of its own.
    #[must_use]
    pub fn texts(&self, value: &Value) -> Vec<String> {
        match (value, self.join) {
            (Value::List(_, items), Some(Join::Comma)) => {
                let texts: Vec<_> = items.iter().map(Value::text).collect();
                vec![texts.join(",")]
            }
            (Value::List(_, items), Some(Join::Repeat)) => items.iter().map(Value::text).collect(),
            (_, Some(Join::Json | Join::Comma | Join::Repeat) | None) => vec![value.text()],
        }
    }

    /// Returns whether both are choices of the same argument.
    #[must_use]
    pub fn is_alternative_to(&self, other: &Self) -> bool {
        match (&self.choice, &other.choice) {
            (Some(one), Some(other)) => one.one_of.ty == other.one_of.ty,
            (Some(_) | None, _) => false,
        }
    }

    /// Returns whether its type is an `Option`.
    #[must_use]
    pub fn is_option(&self) -> bool {
        self.nullable || !self.required
    }
}

/// Another parameter that a parameter depends on, and the values with which it may be given.
#[derive(Clone, Debug)]
pub struct With {
    /// The other parameter on the wire.
    pub wire: String,
    /// The other parameter in Rust.
    pub name: String,
    /// The enum.
    pub ty: TypeName,
    /// Values of the enum.
    pub values: Vec<EnumValue>,
}

/// Constraints of a value. Numbers are decimals without exponent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Minimum.
    pub min: Option<String>,
    /// Maximum.
    pub max: Option<String>,
    /// Exclusive minimum.
    pub above: Option<String>,
    /// Exclusive maximum.
    pub below: Option<String>,
    /// Minimum number of characters.
    pub min_length: Option<u64>,
    /// Maximum number of characters.
    pub max_length: Option<u64>,
    /// Minimum number of items.
    pub min_items: Option<u64>,
    /// Maximum number of items.
    pub max_items: Option<u64>,
}

/// The Rust name of a type, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeName {
    /// The module of the group that defines it.
    pub module: String,
    /// The name, which is unique among the types of all groups.
    pub name: String,
}

impl AsRef<str> for TypeName {
    fn as_ref(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// A file, as a parameter.
    File,
    /// An open enum, by name, and the scalar that holds its values: `String` or `Integer`.
    Enum(TypeName, Scalar),
    /// An object, by name.
    Object(TypeName),
    /// An open set of further parameters, by name.
    Extra(TypeName),
    /// A value of several shapes, by name.
    AnyOf(TypeName),
    /// A list.
    List(Box<Type>),
    /// A map from text.
    Map(Box<Type>),
}

impl Type {
    /// Returns whether an argument of this type accepts conversions.
    #[must_use]
    pub fn converts(&self) -> bool {
        matches!(self, Self::Scalar(scalar) if scalar.info().converts)
    }

    /// Returns the type inside lists and maps.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(item) | Self::Map(item) => item.innermost(),
            Self::Scalar(_) | Self::File | Self::Enum(..) => self,
            Self::Object(_) | Self::Extra(_) | Self::AnyOf(_) => self,
        }
    }

    /// Returns the name of the type inside lists and maps.
    #[must_use]
    pub fn name(&self) -> Option<&TypeName> {
        match self.innermost() {
            Self::Enum(name, _) | Self::Object(name) => Some(name),
            Self::Extra(name) | Self::AnyOf(name) => Some(name),
            Self::Scalar(_) | Self::File | Self::List(_) | Self::Map(_) => None,
        }
    }
}

/// The response of a call.
#[derive(Clone, Debug)]
pub enum Response {
    /// Nothing.
    None,
    /// A file of any size.
    Stream,
    /// Any content.
    Reply,
    /// A value of a type that is defined elsewhere.
    Type(Type),
    /// An object that is defined inline.
    Object(Object),
}

impl Response {
    /// Returns the type of the value, if the spec describes one.
    #[must_use]
    pub fn ty(&self) -> Option<Type> {
        match self {
            Self::None | Self::Stream | Self::Reply => None,
            Self::Type(ty) => Some(ty.clone()),
            Self::Object(object) => Some(Type::Object(object.name.clone())),
        }
    }
}

/// The definition of a type.
#[derive(Clone, Debug)]
pub enum TypeDef {
    /// An open enum.
    Enum(Arc<Enum>),
    /// An object.
    Object(Arc<Object>),
    /// An open set of further parameters.
    Extra(Arc<Extra>),
    /// A value of several shapes.
    AnyOf(Arc<AnyOf>),
}

impl TypeDef {
    /// Returns the name of the type.
    #[must_use]
    pub fn name(&self) -> &TypeName {
        match self {
            Self::Enum(ty) => &ty.name,
            Self::Object(ty) => &ty.name,
            Self::Extra(ty) => &ty.name,
            Self::AnyOf(ty) => &ty.name,
        }
    }
}

/// An open set of named values.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The type.
    pub name: TypeName,
    /// What it means.
    pub text: Text,
    /// Whether the values are numbers on the wire.
    pub integer: bool,
    /// The known values.
    pub values: Vec<EnumValue>,
    /// Where it is used.
    pub usage: Usage,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// Its name in the spec.
    pub spec: String,
    /// What it means.
    pub text: Option<Text>,
    /// The variant.
    pub variant: String,
    /// The value on the wire.
    pub wire: EnumWire,
}

/// A JSON object.
#[derive(Clone, Debug)]
pub struct Object {
    /// The type.
    pub name: TypeName,
    /// What it means; absent if it is the response of one call.
    pub text: Option<Text>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Whether it keeps fields that the spec does not name.
    pub rest: bool,
    /// Where it is used.
    pub usage: Usage,
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
#[derive(Clone, Debug)]
pub struct Extra {
    /// The type.
    pub name: TypeName,
    /// What it means.
    pub text: Text,
    /// The known sets.
    pub sets: Vec<Arc<ExtraSet>>,
}

/// A value of several shapes, which is only received.
#[derive(Clone, Debug)]
pub struct AnyOf {
    /// The type.
    pub name: TypeName,
    /// What it means.
    pub text: Text,
    /// The known shapes, in the order in which they are tried. The name of each is a variant.
    pub shapes: Vec<Field>,
}

/// A named set of further parameters.
#[derive(Clone, Debug)]
pub struct ExtraSet {
    /// The variant.
    pub variant: String,
    /// Its name on the wire.
    pub wire: String,
    /// Its purpose.
    pub text: Text,
    /// Its parameters, which are texts.
    pub params: Vec<Field>,
}

/// An example.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub title: Text,
    /// The arguments, in the order of the endpoint's `params`. Optional ones may be absent.
    pub args: Vec<Option<Argument>>,
    /// The data of the answer, as on the wire; of a file, its description.
    pub response: Option<Json>,
    /// The answer, if it is a file.
    pub file: Option<File>,
}

impl Example {
    /// Returns the arguments that are given, with their parameters.
    pub fn given<'a>(
        &'a self,
        endpoint: &'a Endpoint,
    ) -> impl Iterator<Item = (&'a Field, &'a Argument)> {
        let args = endpoint.params.iter().zip(&self.args);
        args.filter_map(|(param, arg)| Some((param, arg.as_ref()?)))
    }
}
