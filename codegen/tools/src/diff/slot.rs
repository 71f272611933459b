//! A field of an object, or an argument of a call.

use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{Field, Spanned};

use super::spec_view::Named;

/// A field or argument, and whether its place allows it to be absent.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    pub(super) name: &'a Spanned<String>,
    pub(super) field: &'a Field,
    /// Whether it may be absent.
    pub(super) optional: bool,
}

impl<'a> Slot<'a> {
    /// Creates the slot of an object's field.
    pub(super) fn field((name, field): &'a Named<Field>) -> Self {
        Self {
            name,
            field,
            optional: field.optional,
        }
    }

    /// Creates the slot of a required argument.
    pub(super) fn arg((name, field): &'a Named<Field>) -> Self {
        Self {
            name,
            field,
            optional: false,
        }
    }

    /// Creates the slot of an optional argument.
    pub(super) fn kwarg((name, field): &'a Named<Field>) -> Self {
        Self {
            name,
            field,
            optional: true,
        }
    }

    pub(super) fn nullable(self) -> bool {
        self.field.nullable
    }

    /// Returns whether there is always a value. Otherwise it is an `Option`.
    pub(super) fn is_required(self) -> bool {
        !self.optional && !self.nullable()
    }

    pub(super) fn wire(self) -> &'a str {
        &self.field.wire_name(self.name).value
    }

    /// Returns the names of the field and of its setter in Rust.
    pub(super) fn rust(self) -> (String, String) {
        let words = &self.field.rust_name(self.name).value;
        (naming::field(words), naming::setter(words))
    }
}
