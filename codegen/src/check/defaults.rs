//! Defaults: each is a value of the field's type.

use super::scope::{FieldAt, Place};
use super::values::{Side, Values};
use crate::diagnostics::{Code, Diagnostics};

pub(super) fn value(at: &FieldAt<'_>, out: &mut Diagnostics) {
    if let Some(default) = &at.field.default
        && at.place == Place::Kwarg
    {
        Values::new(at.group, Side::Param)
            .all_as(Code::BadDefault)
            .field(default, at.field, out);
    }
}
