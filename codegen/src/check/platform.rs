//! Rules for the platform as a whole.

use super::url;
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Platform, Spanned};
use crate::spec::read::UNREAD;
use crate::spec::yaml::excerpt;

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
        let message = format!("`{}` is not a valid base URL", excerpt(&url.value));
        out.report(Code::BadUrl, url.span, message).label(problem);
    }
}

pub(super) fn default_environment(platform: &Platform, out: &mut Diagnostics) {
    let Spanned { value: name, span } = &platform.default_environment;
    let mut names = platform
        .environments
        .iter()
        .map(|(name, _)| name.value.as_str());
    if name.is_empty() || names.clone().any(|known| known == name) || out.is_lost(span.file, name) {
        return;
    }
    let message = format!("there is no environment `{}`", excerpt(name));
    let diagnostic = out.report(Code::UnknownEnvironment, *span, message);
    if names.next().is_some() {
        let names = platform.environments.iter();
        diagnostic.did_you_mean(name, names.map(|(name, _)| name.value.as_str()));
    }
}

pub(super) fn signature_fields(platform: &Platform, out: &mut Diagnostics) {
    let fields = &platform.signature.fields;
    let names = [
        &fields.key,
        &fields.nonce,
        &fields.timestamp,
        &fields.signature,
    ];
    differ(&names, out);
}

pub(super) fn envelope_members(platform: &Platform, out: &mut Diagnostics) {
    let envelope = &platform.envelope;
    let names = [
        &envelope.code,
        &envelope.message,
        &envelope.data,
        &envelope.pagination,
    ];
    differ(&names, out);
}

fn differ(names: &[&Spanned<String>], out: &mut Diagnostics) {
    for (index, name) in names.iter().enumerate() {
        let mut before = names.iter().take(index);
        let first = before.find(|first| first.value == name.value && !name.value.is_empty());
        if let Some(first) = first {
            let message = format!("the name `{}` is used twice", excerpt(&name.value));
            out.report(Code::FieldClash, name.span, message)
                .label("again here")
                .also(first.span, "first used here");
        }
    }
}

/// Limits are positive and consistent with each other.
pub(super) fn limits(platform: &Platform, out: &mut Diagnostics) {
    const MOST_RETRIES: u64 = 100;
    const MOST_SECONDS: u64 = 24 * 60 * 60;
    let defaults = &platform.defaults;
    let limits = [
        &defaults.connect_timeout,
        &defaults.attempt_timeout,
        &defaults.call_timeout,
        &defaults.max_response_bytes,
        &platform.signature.max_age,
    ];
    for limit in limits.into_iter().filter(|limit| limit.value == 0) {
        out.report(Code::BadDefaults, limit.span, "a limit must not be 0");
    }
    let seconds = [
        &defaults.connect_timeout,
        &defaults.attempt_timeout,
        &defaults.call_timeout,
        &platform.signature.max_age,
    ];
    let is_long = |seconds: &u64| *seconds > MOST_SECONDS && *seconds != UNREAD;
    for limit in seconds.into_iter().filter(|limit| is_long(&limit.value)) {
        let message = format!("a limit is at most {MOST_SECONDS} seconds, which is a day");
        out.report(Code::BadDefaults, limit.span, message);
    }
    let (connect, attempt) = (&defaults.connect_timeout, &defaults.attempt_timeout);
    at_most(
        connect,
        "making a connection",
        attempt,
        "the attempt it is part of",
        out,
    );
    at_most(
        attempt,
        "an attempt",
        &defaults.call_timeout,
        "the call it is part of",
        out,
    );
    if defaults.retries.value > MOST_RETRIES && defaults.retries.value != UNREAD {
        let message = format!("a call is retried at most {MOST_RETRIES} times");
        out.report(Code::BadDefaults, defaults.retries.span, message);
    }
}

fn at_most(
    part: &Spanned<u64>,
    part_name: &str,
    whole: &Spanned<u64>,
    whole_name: &str,
    out: &mut Diagnostics,
) {
    let was_read = ![part.value, whole.value].contains(&UNREAD);
    if was_read && part.value > whole.value {
        let message = format!("{part_name} may take longer than {whole_name}");
        out.report(Code::BadDefaults, part.span, message)
            .also(whole.span, "this is shorter");
    }
}
