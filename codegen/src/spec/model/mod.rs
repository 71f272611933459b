//! A spec as written: one type for each kind of YAML node. Every value has a location.

mod call;
mod field;
mod platform;
mod types;

pub use crate::scalar::{Scalar, Secrecy};
pub use crate::source::{Span, Spanned};
pub use call::{
    Body, Endpoint, Example, Further, OneOf, Paging, Param, Params, Response, Retry, Task,
};
pub use field::{Field, Join, Send, With};
pub use platform::{Defaults, Digest, Envelope, Environment, Platform, Signature, SignatureFields};
pub use types::{EnumValue, EnumWire, ExtraSet, GivenWire, TypeDef, TypeExpr, TypeKind};

use super::object::spec_objects;

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

impl Text {
    /// Returns both languages for a doc comment, English first.
    #[must_use]
    pub fn both(&self) -> [&str; 2] {
        [self.en.value.trim(), self.zh.value.trim()]
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
