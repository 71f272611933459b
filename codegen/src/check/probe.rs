//! The call that tests credentials.

use super::scope::{EndpointAt, GroupAt};
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Retry, Spanned};

/// It exists, is safe to repeat, and requires no argument.
pub(super) fn exists(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let platform = groups.iter().find_map(|at| at.platform);
    let Some(probe) = platform.and_then(|platform| platform.probe.as_ref()) else {
        return;
    };
    let is_complete = groups.iter().all(|at| at.types.is_complete);
    let mut all = groups.iter().flat_map(GroupAt::endpoints);
    if let Some(at) = all.find(|at| at.group.group.qualified(at.name) == probe.value) {
        if !out.is_repeated(at.name.span) {
            suits(&at, probe, out);
        }
    } else if is_complete && !probe.value.is_empty() {
        let all = groups.iter().flat_map(GroupAt::endpoints);
        let names: Vec<_> = all.map(|at| at.group.group.qualified(at.name)).collect();
        let names = names.iter().map(String::as_str);
        out.unknown(Code::BadProbe, "endpoint", probe, names);
    }
}

fn suits(at: &EndpointAt<'_>, probe: &Spanned<String>, out: &mut Diagnostics) {
    let problem = if !at.endpoint.args.0.is_empty() {
        "requires arguments"
    } else if !matches!(at.endpoint.retry, Retry::Safe) {
        "is not safe to repeat"
    } else {
        return;
    };
    let message = format!("{probe} {problem}, so it cannot test credentials");
    out.report(Code::BadProbe, probe.span, message)
        .also(at.name.span, "defined here");
}
