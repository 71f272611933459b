//! Compares the platforms: environments, signature, envelope, limits.

use super::Changes;
use super::equality;
use super::messages::{changed, in_rust, on_the_wire};
use super::pairs::pair;
use super::rules::Rule;
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{Digest, Environment, Platform, Spanned, Spec};

pub(super) fn compare(old: &Spec, new: &Spec, out: &mut Changes) {
    let (old, new) = (&old.platform, &new.platform);
    compare_words(old, new, out);
    compare_environments(&old.environments, &new.environments, out);
    compare_default_environment(old, new, out);
    compare_signature(old, new, out);
    compare_members(old, new, out);
    compare_limits(old, new, out);
}

fn compare_words(old: &Platform, new: &Platform, out: &mut Changes) {
    let [old_prefix, new_prefix] = [old, new].map(|one| naming::env_prefix(&one.platform.value));
    if old_prefix != new_prefix {
        let message = format!(
            "is configured by `{new_prefix}_APP_KEY` and others now, no longer `{old_prefix}_APP_KEY`"
        );
        out.in_new(
            Rule::PlatformRenamed,
            new.platform.span,
            "platform",
            message,
        );
    }
    if !equality::text(&old.title, &new.title) {
        let span = new.title.en.span;
        out.in_new(
            Rule::PlatformDocChanged,
            span,
            "platform.title",
            "is another",
        );
    }
    if old.documentation.value != new.documentation.value {
        let (span, subject) = (new.documentation.span, "platform.documentation");
        out.in_new(Rule::PlatformDocChanged, span, subject, "is elsewhere");
    }
}

type Named = (Spanned<String>, Environment);

fn compare_environments(old: &[Named], new: &[Named], out: &mut Changes) {
    let keys = |environments: &[Named]| -> Vec<_> {
        let keys = environments.iter();
        keys.map(|(name, environment)| {
            [naming::variant(&name.value), environment.url.value.clone()]
        })
        .collect()
    };
    let (old_keys, new_keys) = (keys(old), keys(new));
    let pairs = pair(&old_keys, &new_keys);
    let subject = |name: &Spanned<String>| format!("platform.environments.{}", name.value);
    for ((name, environment), old_of) in new.iter().zip(&pairs.old_of) {
        let subject = &subject(name);
        let Some((old_name, before)) = old_of.and_then(|index| old.get(index)) else {
            out.in_new(Rule::EnvironmentAdded, name.span, subject, "was added");
            continue;
        };
        let [old_variant, new_variant] = [old_name, name].map(|name| naming::variant(&name.value));
        if old_variant != new_variant {
            let message = in_rust(&old_variant, &new_variant);
            out.in_new(Rule::EnvironmentRenamed, name.span, subject, message);
        }
        if before.url.value != environment.url.value {
            let message = changed(&before.url.value, &environment.url.value);
            out.in_new(
                Rule::EnvironmentUrlChanged,
                environment.url.span,
                subject,
                message,
            );
        }
        if !equality::text(&before.doc, &environment.doc) {
            let span = environment.doc.en.span;
            out.in_new(
                Rule::PlatformDocChanged,
                span,
                subject,
                "is described in other words",
            );
        }
    }
    for (name, _) in pairs.removed.iter().filter_map(|&index| old.get(index)) {
        out.in_old(
            Rule::EnvironmentRemoved,
            name.span,
            &subject(name),
            "was removed",
        );
    }
}

/// Reports another default environment. The same URL under another name is not another environment.
fn compare_default_environment(old: &Platform, new: &Platform, out: &mut Changes) {
    let url = |platform: &Platform| {
        let default = &platform.default_environment.value;
        let mut environments = platform.environments.iter();
        let found = environments.find(|(name, _)| name.value == *default);
        found.map(|(_, environment)| environment.url.value.clone())
    };
    let [old_name, new_name] = [old, new].map(|one| &one.default_environment);
    if old_name.value != new_name.value && url(old) != url(new) {
        let message = changed(&old_name.value, &new_name.value);
        let subject = "platform.default_environment";
        out.in_new(
            Rule::DefaultEnvironmentChanged,
            new_name.span,
            subject,
            message,
        );
    }
}

fn compare_signature(old: &Platform, new: &Platform, out: &mut Changes) {
    let (old, new) = (&old.signature, &new.signature);
    if old.digest.value != new.digest.value {
        let message = changed(&digest(old.digest.value), &digest(new.digest.value));
        let subject = "platform.signature.digest";
        out.in_new(
            Rule::SignatureDigestChanged,
            new.digest.span,
            subject,
            message,
        );
    }
    if old.prefix.value != new.prefix.value {
        let message = changed(&old.prefix.value, &new.prefix.value);
        let subject = "platform.signature.prefix";
        out.in_new(
            Rule::SignaturePrefixChanged,
            new.prefix.span,
            subject,
            message,
        );
    }
    let (before, after) = (old.max_age.value, new.max_age.value);
    if before != after {
        let rule = if after < before {
            Rule::SignatureMaxAgeShortened
        } else {
            Rule::SignatureMaxAgeLengthened
        };
        let message = changed(&format!("{before} s"), &format!("{after} s"));
        out.in_new(
            rule,
            new.max_age.span,
            "platform.signature.max_age",
            message,
        );
    }
    let (old, new) = (&old.fields, &new.fields);
    for (name, old, new) in [
        ("key", &old.key, &new.key),
        ("nonce", &old.nonce, &new.nonce),
        ("timestamp", &old.timestamp, &new.timestamp),
        ("signature", &old.signature, &new.signature),
    ] {
        if old.value != new.value {
            let (subject, message) = (
                format!("platform.signature.fields.{name}"),
                on_the_wire(&old.value, &new.value),
            );
            out.in_new(Rule::SignatureFieldRenamed, new.span, &subject, message);
        }
    }
}

fn digest(digest: Digest) -> &'static str {
    match digest {
        Digest::HmacSha1 => "hmac-sha1",
        Digest::HmacSha256 => "hmac-sha256",
    }
}

fn compare_members(old: &Platform, new: &Platform, out: &mut Changes) {
    let (old, new) = (&old.envelope, &new.envelope);
    for (name, old, new) in [
        ("code", &old.code, &new.code),
        ("message", &old.message, &new.message),
        ("data", &old.data, &new.data),
        ("pagination", &old.pagination, &new.pagination),
    ] {
        if old.value != new.value {
            let (subject, message) = (
                format!("platform.envelope.{name}"),
                on_the_wire(&old.value, &new.value),
            );
            out.in_new(Rule::EnvelopeMemberRenamed, new.span, &subject, message);
        }
    }
}

fn compare_limits(old: &Platform, new: &Platform, out: &mut Changes) {
    let (old, new) = (&old.defaults, &new.defaults);
    for (name, old, new) in [
        ("retries", &old.retries, &new.retries),
        (
            "connect_timeout",
            &old.connect_timeout,
            &new.connect_timeout,
        ),
        (
            "attempt_timeout",
            &old.attempt_timeout,
            &new.attempt_timeout,
        ),
        ("call_timeout", &old.call_timeout, &new.call_timeout),
        (
            "max_response_bytes",
            &old.max_response_bytes,
            &new.max_response_bytes,
        ),
    ] {
        if old.value != new.value {
            let (subject, message) = (
                format!("platform.defaults.{name}"),
                changed(&old.value, &new.value),
            );
            out.in_new(Rule::ClientDefaultChanged, new.span, &subject, message);
        }
    }
}
