//! The types of the static description.

use std::cmp::Reverse;
use std::fmt;

use crate::runtime::decode::Payload;
use crate::runtime::endpoint::{Endpoint, Exclusion, Param, Platform as Protocol};
use crate::runtime::path;
use crate::runtime::scalar::{Json, JsonForm, Scalar, ScalarInfo};

/// A language of the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Returns the value in this language.
    pub fn choose<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

impl Text {
    /// Returns the text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &'static str {
        language.choose(self.en, self.zh)
    }
}

/// The platform.
#[derive(Debug)]
pub struct Platform {
    /// Name of the platform.
    pub title: Text,
    /// URL of its documentation.
    pub documentation: &'static str,
    /// Names of fields and environment variables, and default limits.
    pub protocol: &'static Protocol,
    /// The places where it can be called.
    pub environments: &'static [Environment],
    /// Name in the spec of the call that tests credentials. It is safe to repeat and requires no argument.
    pub probe: Option<&'static str>,
    /// The groups of calls.
    pub groups: &'static [&'static Group],
}

impl Platform {
    /// Returns all calls, in the order of the spec.
    pub fn calls(&self) -> impl Iterator<Item = &'static Call> + use<> {
        self.groups.iter().flat_map(|group| group.calls)
    }

    /// Returns the call with this name in the spec.
    #[must_use]
    pub fn call_named(&self, name: &str) -> Option<&'static Call> {
        self.calls().find(|call| call.endpoint.name == name)
    }

    /// Returns the call that this path leads to. It is either as in the spec or as in the URL of a request, however that
    /// is written: the path of a base URL may be in front, and a server may ignore case or empty segments.
    #[must_use]
    pub fn call_at(&self, path: &str) -> Option<&'static Call> {
        let exact = self.calls().find(|call| call.endpoint.path == path);
        exact.or_else(|| {
            let calls = self.calls();
            let meant = calls.filter(|call| path::may_be(call.endpoint.path, path));
            meant.min_by_key(|call| {
                let count = |c| call.endpoint.path.matches(c).count();
                (Reverse(count('/')), count('{'))
            })
        })
    }

    /// Returns the call that this path leads to, like [`call_at`](Self::call_at). If several calls share the path, returns
    /// the one that these names of parameters fit best.
    #[must_use]
    pub fn call_with(&self, path: &str, names: &[&str]) -> Option<&'static Call> {
        let path = self.call_at(path)?.endpoint.path;
        let shared = self.calls().filter(|call| call.endpoint.path == path);
        shared.min_by_key(|call| call.endpoint.misfit(names))
    }
}

/// A place where the platform can be called.
#[derive(Debug)]
pub struct Environment {
    /// Its name.
    pub name: &'static str,
    /// Its base URL.
    pub url: &'static str,
    /// Whether it is the default.
    pub is_default: bool,
    /// What it is for.
    pub text: Text,
}

/// A group of calls: one page of the platform's documentation.
#[derive(Debug)]
pub struct Group {
    /// Name of its module.
    pub module: &'static str,
    /// Name of the method of [`Client`](crate::Client) that returns the client with its calls, if they are not methods
    /// of `Client` itself.
    pub client: Option<&'static str>,
    /// Its title.
    pub title: Text,
    /// Its calls.
    pub calls: &'static [Call],
}

/// One call.
#[derive(Debug)]
pub struct Call {
    /// Name of the method of the client.
    pub method: &'static str,
    /// Its further names.
    pub aliases: &'static [&'static str],
    /// Its path, its parameters on the wire, and whether it is retried.
    pub endpoint: &'static Endpoint,
    /// What it does.
    pub text: Text,
    /// URL of its documentation.
    pub see: Option<&'static str>,
    /// Why it is deprecated.
    pub deprecated: Option<Text>,
    /// Whether it moves money or sends messages. Programs should ask their users first.
    pub confirm: bool,
    /// Its parameters, the required ones first.
    pub parameters: &'static [Parameter],
    /// Its choices between parameters, of which one is sent.
    pub one_ofs: &'static [OneOf],
    /// Type of the data that it returns; `None` if it returns no data.
    pub response: Option<Type>,
    /// Its examples.
    pub examples: &'static [Example],
    /// Decodes an answer like the typed call.
    pub(crate) decode: fn(Payload<'_>),
}

impl Call {
    /// Returns the parameter with this name on the wire.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&'static Parameter> {
        let mut parameters = self.parameters.iter();
        parameters.find(|parameter| parameter.param.name == name)
    }

    /// Returns the parameters of a choice.
    pub fn choices(
        &self,
        one_of: &'static OneOf,
    ) -> impl Iterator<Item = &'static Parameter> + use<> {
        let is_choice = |parameter: &&Parameter| one_of.has(parameter);
        self.parameters.iter().filter(is_choice)
    }

    /// Returns the choice that a parameter belongs to.
    #[must_use]
    pub fn one_of(&self, parameter: &Parameter) -> Option<&'static OneOf> {
        self.one_ofs.iter().find(|one_of| one_of.has(parameter))
    }
}

/// An example of a call.
#[derive(Debug)]
pub struct Example {
    /// What it shows.
    pub title: Text,
    /// The arguments of the command `bge-private` that makes the call, as typed into a POSIX shell.
    pub command_line: &'static str,
    /// Names and contents of the files that the arguments name.
    pub files: &'static [(&'static str, &'static [u8])],
}

/// A choice between parameters, of which at most one is sent.
#[derive(Debug)]
pub struct OneOf {
    /// Name of the argument or setter in Rust.
    pub name: &'static str,
    /// Name of its enum in Rust.
    pub ty: &'static str,
    /// What the parameters have in common.
    pub text: Text,
    /// The parameters on the wire, and whether one of them is required.
    pub exclusion: &'static Exclusion,
}

impl OneOf {
    /// Returns whether a parameter is one of the choices.
    #[must_use]
    pub fn has(&self, parameter: &Parameter) -> bool {
        self.exclusion.params.contains(&parameter.param.name)
    }
}

/// One parameter of a call.
#[derive(Debug)]
pub struct Parameter {
    /// Name of the argument or setter in Rust.
    pub name: &'static str,
    /// Its flag of the command `bge-private`, without the dashes.
    pub flag: &'static str,
    /// Its name on the wire, its form and its constraints.
    pub param: &'static Param,
    /// Its type.
    pub ty: Type,
    pub(crate) constraints: &'static [Text],
    /// What it is.
    pub text: Text,
    /// The value that the platform assumes if it is not sent.
    pub default: Option<&'static str>,
    /// Why it is deprecated.
    pub deprecated: Option<Text>,
}

impl Parameter {
    /// Describes the constraints in a language, such as `at least 1` and `2 to 5 items`.
    #[must_use]
    pub fn constraints(&self, language: Language) -> Vec<String> {
        let phrases = self.constraints.iter();
        phrases
            .map(|phrase| phrase.get(language).to_owned())
            .collect()
    }

    /// Returns the type of one value: for a list, that of an item.
    #[must_use]
    pub fn item(&self) -> Type {
        match self.ty {
            Type::List(item) => *item,
            ty => ty,
        }
    }
}

/// The type of a value.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// A scalar.
    Scalar(&'static ScalarInfo),
    /// A file.
    File,
    /// One of the known values, or another one.
    Enum(&'static Enum),
    /// An object.
    Object(&'static Object),
    /// The name of a set of further parameters.
    Extra(&'static Extra),
    /// A value of several shapes.
    AnyOf(&'static AnyOf),
    /// A list.
    List(&'static Type),
    /// An object with any keys.
    Map(&'static Type),
}

impl Type {
    /// JSON whose content the spec does not describe.
    pub const JSON: Self = Self::Scalar(Json::INFO);

    /// Returns whether it is JSON whose content the spec does not describe.
    #[must_use]
    pub fn is_any_json(&self) -> bool {
        matches!(self, Self::Scalar(info) if info.json == JsonForm::Any)
    }

    /// Returns whether a value is written as JSON text.
    #[must_use]
    pub fn is_json(&self) -> bool {
        match self {
            Self::Scalar(_) => self.is_any_json(),
            Self::Object(_) | Self::AnyOf(_) | Self::List(_) | Self::Map(_) => true,
            Self::File | Self::Enum(_) | Self::Extra(_) => false,
        }
    }

    /// Returns whether it is a boolean.
    #[must_use]
    pub fn is_boolean(&self) -> bool {
        matches!(self, Self::Scalar(info) if info.json == JsonForm::Boolean)
    }
}

/// An object.
pub struct Object {
    /// Name of its Rust type.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// Whether it keeps fields that the spec does not name, of any content.
    pub rest: bool,
}

impl Object {
    /// Returns the field with this name on the wire.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Shows only the name, because an object may contain itself.
impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Object")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Name on the wire.
    pub name: &'static str,
    /// Its type.
    pub ty: Type,
    /// Whether it is always present.
    pub required: bool,
}

/// A value of several shapes.
#[derive(Debug)]
pub struct AnyOf {
    /// Name of its Rust type.
    pub name: &'static str,
    /// The known shapes. A value has the first one that fits, or another one.
    pub shapes: &'static [Type],
}

/// The known values of an enum.
#[derive(Debug)]
pub struct Enum {
    /// Name of its Rust type.
    pub name: &'static str,
    /// Whether the values are numbers on the wire.
    pub is_number: bool,
    /// Its values.
    pub values: &'static [Choice],
}

impl Enum {
    /// Returns the value that is sent as this text.
    #[must_use]
    pub fn sent_as(&self, wire: &str) -> Option<&'static Choice> {
        self.values.iter().find(|choice| choice.wire == wire)
    }
}

/// A known value of an enum.
#[derive(Debug)]
pub struct Choice {
    /// Its name in the spec.
    pub name: &'static str,
    /// The text that is sent.
    pub wire: &'static str,
    /// What it means.
    pub text: Text,
}

/// The known sets of further parameters.
#[derive(Debug)]
pub struct Extra {
    /// Name of its Rust type.
    pub name: &'static str,
    /// The sets.
    pub sets: &'static [Set],
}

/// A known set of further parameters.
#[derive(Debug)]
pub struct Set {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub text: Text,
    /// Its parameters, all of which are required.
    pub params: &'static [SetParam],
}

/// A text parameter of a set.
#[derive(Debug)]
pub struct SetParam {
    /// Its name.
    pub name: &'static str,
    /// Whether its value must never be shown.
    pub secret: bool,
    /// What it is.
    pub text: Text,
}
