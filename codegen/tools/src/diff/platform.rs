//! Compares the platforms: environments, signature, envelope, limits.

use super::changes::Changes;
use super::pairs::{Entry, Pairs};
use super::{Change, Rule};
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{Defaults, Digest, Environment, Platform, Spanned};

pub(super) fn compare(old: &Platform, new: &Platform, out: &mut Vec<Change>) {
    compare_identity(old, new, out);
    let pairs = Pairs::of(environments(old), environments(new));
    let rules = |_: &_| [Rule::EnvironmentAdded, Rule::EnvironmentRemoved];
    pairs.report(
        "platform.environments.",
        rules,
        out,
        |[old, new], changes| {
            let ([old_name, _], [new_name, _]) = (&old.keys, &new.keys);
            let (old, name, new) = (old.item, new.name, new.item);
            changes.in_rust(Rule::EnvironmentRenamed, name.span, [old_name, new_name]);
            let urls = [&old.url.value, &new.url.value];
            changes.value(Rule::EnvironmentUrlChanged, new.url.span, urls);
            changes.doc(Rule::PlatformDocChanged, name.span, [&old.doc, &new.doc]);
        },
    );
    compare_default_environment(old, new, out);
    compare_signature(old, new, out);
    let (old_names, new_names) = (&old.envelope, &new.envelope);
    for (name, old, new) in [
        ("code", &old_names.code, &new_names.code),
        ("message", &old_names.message, &new_names.message),
        ("data", &old_names.data, &new_names.data),
        ("pagination", &old_names.pagination, &new_names.pagination),
    ] {
        let mut changes = Changes::of(format!("platform.envelope.{name}"), out);
        changes.on_the_wire(
            Rule::EnvelopeMemberRenamed,
            new.span,
            [&old.value, &new.value],
        );
    }
    for ((name, old), (_, new)) in limits(&old.defaults).into_iter().zip(limits(&new.defaults)) {
        let mut changes = Changes::of(format!("platform.defaults.{name}"), out);
        changes.value(
            Rule::ClientDefaultChanged,
            new.span,
            [&old.value, &new.value],
        );
    }
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

/// Returns the environments. They are paired by their variants, then by their URLs.
fn environments(platform: &Platform) -> Vec<Entry<'_, &Environment>> {
    let environments = platform.environments.iter().map(|(name, item)| Entry {
        name,
        keys: [naming::variant(&name.value), item.url.value.clone()],
        item,
    });
    environments.collect()
}

/// Reports another default environment. The same URL under another name is not another environment.
fn compare_default_environment(old: &Platform, new: &Platform, out: &mut Vec<Change>) {
    let url = |platform: &Platform| {
        let default = &platform.default_environment.value;
        let mut environments = platform.environments.iter();
        let found = environments.find(|(name, _)| name.value == *default);
        found.map(|(_, environment)| environment.url.value.clone())
    };
    if url(old) != url(new) {
        let [old, new] = [old, new].map(|one| &one.default_environment);
        let mut changes = Changes::of("platform.default_environment", out);
        changes.value(
            Rule::DefaultEnvironmentChanged,
            new.span,
            [&old.value, &new.value],
        );
    }
}

fn compare_signature(old: &Platform, new: &Platform, out: &mut Vec<Change>) {
    let (old, new) = (&old.signature, &new.signature);
    let mut changes = Changes::of("platform.signature.digest", out);
    let digests = [digest(&old.digest), digest(&new.digest)];
    changes.value(Rule::SignatureDigestChanged, new.digest.span, digests);
    let mut changes = Changes::of("platform.signature.prefix", out);
    let prefixes = [&old.prefix.value, &new.prefix.value];
    changes.value(Rule::SignaturePrefixChanged, new.prefix.span, prefixes);
    let rule = if new.max_age.value < old.max_age.value {
        Rule::SignatureMaxAgeShortened
    } else {
        Rule::SignatureMaxAgeLengthened
    };
    let [before, after] = [old, new].map(|one| format!("{} s", one.max_age.value));
    let mut changes = Changes::of("platform.signature.max_age", out);
    changes.value(rule, new.max_age.span, [&before, &after]);
    let (old, new) = (&old.fields, &new.fields);
    for (name, old, new) in [
        ("key", &old.key, &new.key),
        ("nonce", &old.nonce, &new.nonce),
        ("timestamp", &old.timestamp, &new.timestamp),
        ("signature", &old.signature, &new.signature),
    ] {
        let mut changes = Changes::of(format!("platform.signature.fields.{name}"), out);
        changes.on_the_wire(
            Rule::SignatureFieldRenamed,
            new.span,
            [&old.value, &new.value],
        );
    }
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
