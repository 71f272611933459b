//! The pages of the spec's examples: the one that a call asks for, and the empty one after the last.

use std::borrow::Cow;

use super::calls::ReceivedCall;
use super::examples::Example;
use super::matching::{Sample, best};
use crate::runtime::decode::scan;
use crate::runtime::endpoint::Paging;

/// Returns the page that a call asks for.
pub(super) fn answer<E: Iterator<Item = &'static Example>>(
    paging: &Paging,
    examples: &impl Fn() -> E,
    call: &ReceivedCall,
) -> Sample {
    let asked = place(paging, call.field(paging.param));
    let shown = |asked: &str| shown(paging, examples(), asked, call);
    let data = match shown(asked) {
        Some(example) => example.response,
        None => best(examples(), call).and_then(|example| example.empty),
    };
    let is_in_envelope = paging.next.is_none() && paging.items.is_empty();
    let pagination = is_in_envelope.then(|| {
        let pages = (1_u64..).map_while(|number| shown(&number.to_string()));
        let total: usize = pages.map(|example| length(example.response)).sum();
        let count = length(data);
        // The parameter is a checked integer.
        format!("{{\"count\":{count},\"page\":{asked},\"total\":{total}}}")
    });
    Sample {
        data: data.map(Cow::Borrowed),
        file: None,
        pagination,
    }
}

/// Returns the example of a page that matches a call best.
fn shown<'a>(
    paging: &Paging,
    examples: impl Iterator<Item = &'a Example>,
    asked: &str,
    call: &ReceivedCall,
) -> Option<&'a Example> {
    let is_asked = |example: &&Example| {
        let mut fields = example.fields.iter();
        let given = fields.find(|(name, _)| *name == paging.param);
        place(paging, given.map(|(_, value)| *value)) == asked
    };
    best(examples.filter(is_asked), call)
}

/// Returns the number or the cursor of a page. The first page may be asked for without it.
fn place<'a>(paging: &Paging, given: Option<&'a str>) -> &'a str {
    let first = if paging.next.is_some() { "" } else { "1" };
    given.unwrap_or(first)
}

/// Returns the number of items of a list.
fn length(list: Option<&str>) -> usize {
    list.map_or(0, |list| scan::items(list).len())
}
