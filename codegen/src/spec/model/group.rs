//! The groups of calls: the other files of a spec.

use super::{Endpoint, Spanned, Text, TypeDef};
use crate::spec::object::spec_objects;

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
