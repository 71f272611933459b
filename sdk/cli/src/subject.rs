//! Finds the file that a call is about, of which the command line takes several.

use bge_private_sdk::describe::{Call, Parameter, Type};

use crate::options::has_task;

/// Returns the subject of a call: a file that is required, and its only one. Other files, such as a list of ids, are
/// settings of one call. A call with pages, a task or a download is made for one file.
pub(crate) fn subject(call: &Call) -> Option<&Parameter> {
    if call.endpoint.streams || call.endpoint.paging.is_some() || has_task(call) {
        return None;
    }
    let parameters = call.parameters.iter();
    let mut files = parameters.filter(|parameter| matches!(parameter.ty, Type::File));
    let first = files.next().filter(|file| file.param.required);
    first.filter(|_| files.next().is_none())
}

/// Returns whether a parameter is the subject of a call.
pub(crate) fn is_subject(call: &Call, parameter: &Parameter) -> bool {
    subject(call).is_some_and(|subject| subject.flag == parameter.flag)
}
