//! Which of the spec's examples matches a call best, and what the mock platform answers by it.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::calls::ReceivedCall;
use super::examples::{Example, ExampleFile};

/// What the platform answers, by the examples.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sample {
    /// The data, as JSON.
    pub(crate) data: Option<Cow<'static, str>>,
    /// The file that is the answer.
    pub(crate) file: Option<&'static ExampleFile>,
    /// The place of a page, as JSON, if it is in the envelope.
    pub(crate) pagination: Option<String>,
}

/// Returns the example that matches a call best, and the first one of equal matches.
pub(super) fn best<'a>(
    examples: impl Iterator<Item = &'a Example>,
    call: &ReceivedCall,
) -> Option<&'a Example> {
    let fits = examples.map(|example| (fit(example, call), example));
    let best = fits.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, example)| example)
}

/// Returns how well an example matches a call: first the number of equal arguments, then of other equal fields,
/// then how few it has that the call lacks.
fn fit(example: &Example, call: &ReceivedCall) -> (usize, usize, Reverse<usize>) {
    let fields = example.parameters().filter_map(|(name, value)| {
        let is_equal = call.field(name) == Some(value);
        is_equal.then_some(name)
    });
    let files = example.files.iter().filter_map(|file| {
        let received = call.file(file.name)?.content.as_deref();
        (received == Some(file.content)).then_some(file.name)
    });
    let equal: Vec<&str> = fields.chain(files).collect();
    let required = equal.iter().filter(|name| example.endpoint.requires(name));
    let required = required.count();
    let other = example.parameters().count() + example.files.len() - equal.len();
    (required, equal.len(), Reverse(other))
}
