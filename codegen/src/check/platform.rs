//! Rules for the platform as a whole.

use super::{forms, url};
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Defaults, Platform, Spanned, names};
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
