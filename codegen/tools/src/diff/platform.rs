//! Compares the platforms: environments, signature, envelope, limits.

use std::iter;

use super::changes::Changes;
use super::items::Entry;
use super::pairs::Pairs;
use super::{Change, Rule};
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{Defaults, Digest, Environment, Platform, Spanned};

pub(super) fn compare(old: &Platform, new: &Platform, out: &mut Vec<Change>) {
    compare_identity(old, new, out);
    compare_environments(old, new, out);
    compare_signature(old, new, out);
    if probe(old) != probe(new) {
        let span = new
            .probe
            .as_ref()
            .map_or(new.platform.span, |probe| probe.span);
        Changes::of("platform.probe", out).add(Rule::ProbeChanged, span, "is another");
    }
    for ((rule, name, old), (.., new)) in iter::zip(names(old), names(new)) {
        let mut changes = Changes::of(format!("platform.{name}"), out);
        changes.on_the_wire(rule, new.span, [&old.value, &new.value]);
    }
    let offsets = [old, new].map(resolved_offset);
    if offsets[0] != offsets[1] {
        let offset = new.utc_offset.as_ref();
        let span = offset.map_or(new.platform.span, |offset| offset.span);
        let mut changes = Changes::of("platform.utc_offset", out);
        changes.changed(Rule::PlatformZoneChanged, span, offsets);
    }
    for ((name, old), (_, new)) in iter::zip(limits(&old.defaults), limits(&new.defaults)) {
        let mut changes = Changes::of(format!("platform.defaults.{name}"), out);
        changes.value(Rule::ClientDefaultChanged, [old, new]);
    }
}

fn probe(platform: &Platform) -> Option<&str> {
    platform.probe.as_ref().map(|probe| probe.value.as_str())
}

fn compare_identity(old: &Platform, new: &Platform, out: &mut Vec<Change>) {
    let [old_prefix, new_prefix] = [old, new].map(|one| naming::env_prefix(&one.platform.value));
    if old_prefix != new_prefix {
        let message = format!(
            "is configured by `{new_prefix}_APP_KEY` and others now, no longer `{old_prefix}_APP_KEY`"
        );
        Changes::of("platform", out).add(Rule::PlatformRenamed, new.platform.span, message);
    }
    if old.title.both() != new.title.both() {
        let span = new.title.en.span;
        Changes::of("platform.title", out).add(Rule::PlatformDocChanged, span, "is another");
    }
    if old.documentation.value != new.documentation.value {
        let span = new.documentation.span;
        let mut changes = Changes::of("platform.documentation", out);
        changes.add(Rule::PlatformDocChanged, span, "is elsewhere");
    }
}

fn compare_environments(old: &Platform, new: &Platform, out: &mut Vec<Change>) {
    let pairs = Pairs::of(environments(old), environments(new));
    let prefix = "platform.environments.";
    let rules = |_: &_| [Rule::EnvironmentAdded, Rule::EnvironmentRemoved];
    pairs.report(prefix, rules, out, |pair, changes| {
        let (name, [old, new]) = (pair[1].name.span, pair.map(|one| one.item));
        changes.in_rust(Rule::EnvironmentRenamed, name, pair.map(|one| one.key(0)));
        changes.value(Rule::EnvironmentUrlChanged, [&old.url, &new.url]);
        changes.doc(Rule::PlatformDocChanged, name, [&old.doc, &new.doc]);
    });
    // The same URL under another name is not another default environment.
    let url = |platform: &Platform| {
        let default = &platform.default_environment.value;
        let mut environments = platform.environments.iter();
        let found = environments.find(|(name, _)| name.value == *default);
        found.map(|(_, environment)| environment.url.value.clone())
    };
    if url(old) != url(new) {
        let mut changes = Changes::of("platform.default_environment", out);
        let defaults = [&old.default_environment, &new.default_environment];
        changes.value(Rule::DefaultEnvironmentChanged, defaults);
    }
}

/// Returns the environments. They are paired by their variants, then by their URLs.
fn environments(platform: &Platform) -> Vec<Entry<'_, &Environment>> {
    let environments = platform.environments.iter().map(|(name, environment)| {
        let keys = [naming::variant(&name.value), environment.url.value.clone()];
        Entry::new(name, keys, environment)
    });
    environments.collect()
}

fn compare_signature(old: &Platform, new: &Platform, out: &mut Vec<Change>) {
    let (old, new) = (&old.signature, &new.signature);
    if old.digest.value != new.digest.value {
        let mut changes = Changes::of("platform.signature.digest", out);
        let digests = [&old.digest, &new.digest].map(digest);
        changes.changed(Rule::SignatureDigestChanged, new.digest.span, digests);
    }
    let mut changes = Changes::of("platform.signature.prefix", out);
    changes.value(Rule::SignaturePrefixChanged, [&old.prefix, &new.prefix]);
    let (before, after) = (old.max_age.value, new.max_age.value);
    if before != after {
        let rule = if after < before {
            Rule::SignatureMaxAgeShortened
        } else {
            Rule::SignatureMaxAgeLengthened
        };
        let ages = [before, after].map(|age| format!("{age} s"));
        let mut changes = Changes::of("platform.signature.max_age", out);
        changes.changed(rule, new.max_age.span, ages);
    }
}

/// Returns the names on the wire, with the rules for other ones.
fn names(platform: &Platform) -> [(Rule, &'static str, &Spanned<String>); 8] {
    let (fields, envelope) = (&platform.signature.fields, &platform.envelope);
    let (field, member) = (Rule::SignatureFieldRenamed, Rule::EnvelopeMemberRenamed);
    [
        (field, "signature.fields.key", &fields.key),
        (field, "signature.fields.nonce", &fields.nonce),
        (field, "signature.fields.timestamp", &fields.timestamp),
        (field, "signature.fields.signature", &fields.signature),
        (member, "envelope.code", &envelope.code),
        (member, "envelope.message", &envelope.message),
        (member, "envelope.data", &envelope.data),
        (member, "envelope.pagination", &envelope.pagination),
    ]
}

/// Returns the offset of the platform's zone.
fn resolved_offset(platform: &Platform) -> &str {
    platform
        .utc_offset
        .as_ref()
        .map_or("+00:00", |offset| &offset.value)
}

fn digest(digest: &Spanned<Digest>) -> &'static str {
    match digest.value {
        Digest::HmacSha1 => "hmac-sha1",
        Digest::HmacSha256 => "hmac-sha256",
    }
}

fn limits(defaults: &Defaults) -> [(&'static str, &Spanned<u64>); 5] {
    [
        ("retries", &defaults.retries),
        ("connect_timeout", &defaults.connect_timeout),
        ("attempt_timeout", &defaults.attempt_timeout),
        ("call_timeout", &defaults.call_timeout),
        ("max_response_bytes", &defaults.max_response_bytes),
    ]
}
