//! Limits of the body of a call, and the refusals of bodies that are too large or incomplete.

use super::calls::ReceivedCall;
use super::refusal::{Reason, Refusal};

/// Maximum size of all fields without files: 16 MiB. Also the maximum size of the file content that is kept.
pub(crate) const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Maximum number of fields and files in a body.
const MOST_PARTS: usize = 1_000;

pub(crate) fn too_large() -> Refusal {
    Refusal::new(
        Reason::TooLarge,
        format!("the fields are larger than {MOST_BYTES} bytes"),
    )
}

pub(crate) fn incomplete() -> Refusal {
    Refusal::new(Reason::Body, "the body is incomplete")
}

/// Rejects a call with too many fields and files.
pub(crate) fn refuse_too_many(call: &ReceivedCall) -> Result<(), Refusal> {
    if call.fields.len() + call.files.len() < MOST_PARTS {
        return Ok(());
    }
    Err(Refusal::new(
        Reason::TooLarge,
        format!("the body has more than {MOST_PARTS} fields and files"),
    ))
}
