//! Fields: parameters, and members of answers and objects.

use super::{Secrecy, Spanned, Text, TypeExpr};
use crate::spec::object::{spec_objects, spec_words};
use crate::spec::yaml::Node;

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
        /// The same, but with these values it must be given. Only for `kwargs`.
        pub required_with: Option<With>,
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

    /// Returns the condition under which it may be given, if there is one.
    #[must_use]
    pub fn condition(&self) -> Option<&With> {
        self.required_with.as_ref().or(self.with.as_ref())
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

spec_words! {
    /// When an optional parameter is sent.
    pub enum Send {
        /// Always: the default if nothing else is set.
        Always = "always",
    }

    /// How a list is sent as a parameter.
    pub enum Join {
        /// A JSON array in one field.
        Json = "json",
        /// Items joined by commas in one field.
        Comma = "comma",
        /// A separate field for each item.
        Repeat = "repeat",
    }
}
