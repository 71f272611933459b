//! The resolved model of a spec: names, types, order and example values. Everything in it is valid.
//!
//! Names are Rust names, except those called `wire` (as sent) or `spec` (as in the spec).

mod call;
mod field;
mod paging;
mod task;
mod types;
mod value;

use std::sync::Arc;

pub use crate::scalar::{Scalar, Secrecy};
pub use crate::spec::model::{Defaults, Digest, EnumWire, Envelope, Join, Signature};
pub use call::{Alias, Choice, Endpoint, Example, Input, OneOf, Response, Retry};
pub use field::{Bounds, Field, Path, With};
pub use paging::Paging;
pub use task::{Polling, Task};
pub use types::{AnyOf, Enum, EnumValue, Extra, ExtraSet, Object, Type, TypeDef, TypeName, Usage};
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
        let mut groups = self.groups.iter();
        let group = groups.find(|group| group.module == name.module)?;
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
    /// How calls are signed.
    pub signature: Signature,
    /// How answers are wrapped.
    pub envelope: Envelope,
    /// Minutes by which the platform's zone is ahead of UTC.
    pub utc_offset: i16,
    /// The name in the spec of the call that tests credentials.
    pub probe: Option<String>,
    /// Default settings of a client.
    pub defaults: Defaults,
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
