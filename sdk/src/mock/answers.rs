//! What the mock platform answers to a call, by the spec's examples.

use std::borrow::Cow;

use super::calls::ReceivedCall;
use super::examples::examples;
use super::matching::{Sample, best};
use super::pages;
use super::tasks::Tasks;
use crate::runtime::endpoint::Endpoint;

/// Returns the answer of the example that matches a call best.
pub(crate) fn answer(endpoint: &Endpoint, tasks: &Tasks, call: &ReceivedCall) -> Sample {
    let of_endpoint = || examples().filter(|example| example.endpoint.name == endpoint.name);
    if let Some(paging) = &endpoint.paging {
        return pages::answer(paging, &of_endpoint, call);
    }
    if let Some(polling) = &endpoint.polling {
        return tasks.answer((endpoint.name, polling), &of_endpoint, call);
    }
    let shown = best(of_endpoint(), call);
    shown.map_or_else(Sample::default, |example| Sample {
        data: example.response.map(Cow::Borrowed),
        file: example.file.as_ref(),
        pagination: None,
    })
}
