//! The report as JSON, which `bge-codegen drift` reads.

use std::time::SystemTime;

use time::OffsetDateTime;

use super::observer::Kind;
use super::{Log, Tally};
use crate::generated::platform::PLATFORM;
use crate::runtime::writer::JsonWriter;

/// The version of the report's form.
const VERSION: i64 = 1;

/// A finding in each line, so that reports can be read and compared.
pub(super) fn json(log: &Log) -> String {
    let mut head = JsonWriter::default();
    head.begin_object();
    head.key("drift_report");
    head.integer(VERSION);
    head.key("platform");
    head.text(PLATFORM.name);
    head.key("sdk");
    head.text(concat!(
        env!("CARGO_PKG_NAME"),
        " ",
        env!("CARGO_PKG_VERSION")
    ));
    head.key("left_out");
    head.integer(whole(log.left_out));
    head.key("findings");
    let findings: Vec<String> = log
        .findings
        .iter()
        .map(|((endpoint, path, kind), tally)| finding(endpoint, path, kind, tally))
        .collect();
    format!("{}[\n{}\n]}}\n", head.finish(), findings.join(",\n"))
}

fn finding(endpoint: &str, path: &str, kind: &Kind, tally: &Tally) -> String {
    let name = match kind {
        Kind::UnknownField => "unknown_field",
        Kind::UnnamedField => "unnamed_field",
        Kind::EnvelopeField => "envelope_field",
        Kind::MissingField => "missing_field",
        Kind::WrongType => "wrong_type",
        Kind::UnlistedText(_) | Kind::UnlistedInteger(_) => "unlisted_value",
        Kind::Refusal(_) => "refusal",
    };
    let mut out = JsonWriter::default();
    out.begin_object();
    for (key, text) in [("endpoint", endpoint), ("path", path), ("finding", name)] {
        out.key(key);
        out.text(text);
    }
    match kind {
        Kind::UnlistedText(None) | Kind::UnlistedInteger(None) => {
            out.key("value");
            out.null();
        }
        Kind::UnlistedText(Some(value)) => {
            out.key("value");
            out.text(value);
        }
        Kind::UnlistedInteger(Some(value)) => {
            out.key("value");
            out.integer(*value);
        }
        Kind::Refusal(code) => {
            out.key("code");
            out.integer(*code);
        }
        _ if tally.types.is_empty() => {}
        _ => {
            out.key("types");
            out.begin_object();
            for (name, count) in &tally.types {
                out.key(name);
                out.integer(whole(*count));
            }
            out.end_object();
        }
    }
    out.key("count");
    out.integer(whole(tally.count));
    for (key, time) in [("first_seen", tally.first), ("last_seen", tally.last)] {
        out.key(key);
        out.time(seconds(time));
    }
    out.end_object();
    out.finish()
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A time to the second.
fn seconds(time: SystemTime) -> OffsetDateTime {
    let time = OffsetDateTime::from(time);
    time.replace_nanosecond(0).unwrap_or(time)
}
