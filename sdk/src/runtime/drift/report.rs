//! The report as JSON, which `bge-codegen drift` reads.

use std::time::SystemTime;

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::findings::Kind;
use super::{Entry, Log};
use crate::generated::platform::PLATFORM;

/// The version of the report's form.
const VERSION: u32 = 1;

pub(super) fn json(log: &Log) -> String {
    let entries = log.entries.iter();
    let findings: Vec<Value> = entries
        .map(|((endpoint, path, kind), entry)| finding(endpoint, path, kind, entry))
        .collect();
    let report = json!({
        "drift_report": VERSION,
        "platform": PLATFORM.name,
        "sdk": concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")),
        "findings": findings,
        "left_out": log.left_out,
    });
    format!("{report:#}\n")
}

fn finding(endpoint: &str, path: &str, kind: &Kind, entry: &Entry) -> Value {
    let name = match kind {
        Kind::UnknownField => "unknown_field",
        Kind::UnnamedField => "unnamed_field",
        Kind::EnvelopeField => "envelope_field",
        Kind::MissingField => "missing_field",
        Kind::WrongType => "wrong_type",
        Kind::UnlistedText(_) | Kind::UnlistedInteger(_) => "unlisted_value",
        Kind::Refusal(_) => "refusal",
    };
    let mut finding = json!({
        "endpoint": endpoint,
        "path": path,
        "finding": name,
        "count": entry.tally.count,
        "first_seen": seconds(entry.first),
        "last_seen": seconds(entry.last),
    });
    let more = match kind {
        Kind::UnlistedText(value) => Some(("value", json!(value))),
        Kind::UnlistedInteger(value) => Some(("value", json!(value))),
        Kind::Refusal(code) => Some(("code", json!(code))),
        _ if entry.tally.types.is_empty() => None,
        _ => Some(("types", json!(entry.tally.types))),
    };
    if let (Some(members), Some((key, value))) = (finding.as_object_mut(), more) {
        members.insert(key.to_owned(), value);
    }
    finding
}

/// A time to the second.
fn seconds(time: SystemTime) -> Option<String> {
    let time = OffsetDateTime::from(time).replace_nanosecond(0).ok()?;
    time.format(&Rfc3339).ok()
}
