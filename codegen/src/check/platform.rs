//! Rules for the platform as a whole.

use super::scope::{EndpointAt, GroupAt};
use super::{forms, url};
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Defaults, Platform, Retry, Spanned, names};
use crate::spec::read::UNREAD;

/// Base URLs use https, or http on this machine, in normal form and without a slash at the end.
pub(super) fn base_urls(platform: &Platform, out: &mut Diagnostics) {
    for (_, environment) in &platform.environments {
        let url = &environment.url;
        let text = url.value.as_str();
        if text.is_empty() {
            continue;
        }
        let problem = if text.ends_with('/') {
            Some("it ends with a slash, and paths start with one".to_owned())
        } else if text.contains(['?', '#']) {
            Some("a query or fragment is not allowed".to_owned())
        } else if text.starts_with("http://") && !is_local(text) {
            Some("calls are sent over https".to_owned())
        } else {
            url::problem(&format!("{text}/"))
        };
        report(url, problem, out);
    }
}

fn is_local(url: &str) -> bool {
    let host = url.strip_prefix("http://").unwrap_or(url);
    let host = host.split([':', '/']).next().unwrap_or_default();
    matches!(host, "localhost" | "127.0.0.1")
}

pub(super) fn documentation(platform: &Platform, out: &mut Diagnostics) {
    let url = &platform.documentation;
    if !url.value.is_empty() {
        report(url, url::problem(&url.value), out);
    }
}

fn report(url: &Spanned<String>, problem: Option<String>, out: &mut Diagnostics) {
    if let Some(problem) = problem {
        let message = format!("{url} is not a valid base URL");
        out.report(Code::BadUrl, url.span, message).label(problem);
    }
}

pub(super) fn default_environment(platform: &Platform, out: &mut Diagnostics) {
    let name = &platform.default_environment;
    let known = names(&platform.environments);
    if !name.value.is_empty() && !known.clone().any(|known| known == name.value) {
        out.unknown(Code::UnknownEnvironment, "environment", name, known);
    }
}

/// The platform's zone is an offset from UTC.
pub(super) fn utc_offset(platform: &Platform, out: &mut Diagnostics) {
    let Some(offset) = &platform.utc_offset else {
        return;
    };
    if !offset.value.is_empty() && forms::utc_offset(&offset.value).is_none() {
        let message = format!("{offset} is not an offset from UTC");
        out.report(Code::BadUtcOffset, offset.span, message)
            .label("an offset looks like `+08:00`");
    }
}

/// Limits are positive and consistent with each other.
pub(super) fn limits(platform: &Platform, out: &mut Diagnostics) {
    const DAY: u64 = 24 * 60 * 60;
    let Defaults {
        retries,
        connect_timeout: connect,
        attempt_timeout: attempt,
        call_timeout: call,
        max_response_bytes,
    } = &platform.defaults;
    for seconds in [connect, attempt, call, &platform.signature.max_age] {
        let message = format!("a limit is at most {DAY} seconds, which is a day");
        refuse(seconds, seconds.value > DAY, &message, out);
        refuse(seconds, seconds.value == 0, POSITIVE, out);
    }
    let is_zero = max_response_bytes.value == 0;
    refuse(max_response_bytes, is_zero, POSITIVE, out);
    let message = format!("a call is retried at most {MOST_RETRIES} times");
    refuse(retries, retries.value > MOST_RETRIES, &message, out);
    let message = "making a connection may take longer than the attempt it is part of";
    refuse_longer(connect, attempt, message, out);
    let message = "an attempt may take longer than the call it is part of";
    refuse_longer(attempt, call, message, out);
}

const MOST_RETRIES: u64 = 100;
const POSITIVE: &str = "a limit must not be 0";

/// Reports a bad limit, unless it could not be read.
fn refuse(limit: &Spanned<u64>, is_bad: bool, message: &str, out: &mut Diagnostics) {
    if is_bad && limit.value != UNREAD {
        out.report(Code::BadDefaults, limit.span, message);
    }
}

fn refuse_longer(part: &Spanned<u64>, whole: &Spanned<u64>, message: &str, out: &mut Diagnostics) {
    if part.value > whole.value && part.value != UNREAD {
        out.report(Code::BadDefaults, part.span, message)
            .also(whole.span, "this is shorter");
    }
}

/// The call that tests credentials exists, is safe to repeat, and requires no argument.
pub(super) fn probe(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
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
    } else if is_complete {
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
