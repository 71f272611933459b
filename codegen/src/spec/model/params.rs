//! Parameters of a call, and choices between them.

use super::{Field, Named, Spanned, Text};
use crate::spec::object::spec_objects;

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
