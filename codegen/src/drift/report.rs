//! Reports of drift, as the client library writes them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::path::Path;

/// The version of the form that is understood here.
const VERSION: u64 = 1;

/// What was found, several reports taken together.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    pub(super) entries: BTreeMap<(String, Path, Kind), Tally>,
    pub(super) left_out: u64,
    /// The platform of which all reports have to be.
    platform: Option<String>,
}

/// What is told of a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    UnknownField,
    UnnamedField,
    EnvelopeField,
    MissingField,
    WrongType,
    UnlistedText(String),
    UnlistedInteger(i64),
    /// One that is not told.
    UnlistedValue,
    Refusal(i64),
}

/// How often it was found, with which types, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) types: BTreeMap<String, u64>,
    /// Days, `2026-11-23`.
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Self) {
        self.count = self.count.saturating_add(other.count);
        for (name, count) in &other.types {
            let sum = self.types.entry(name.clone()).or_default();
            *sum = sum.saturating_add(*count);
        }
        let days = |one: &Option<String>, two: &Option<String>| [one.clone(), two.clone()];
        self.first = days(&self.first, &other.first).into_iter().flatten().min();
        self.last = days(&self.last, &other.last).into_iter().flatten().max();
    }
}

/// Why a text is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAReport(String);

impl std::fmt::Display for NotAReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotAReport {}

impl Findings {
    /// Nothing found yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Nothing found yet of the platform of this name, so that reports of others are refused.
    #[must_use]
    pub fn of_platform(name: &str) -> Self {
        Self {
            platform: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// Adds a report.
    ///
    /// # Errors
    /// The text is not a report, or is one of another version or another platform. Nothing of it is then added.
    pub fn add(&mut self, report: &str) -> Result<(), NotAReport> {
        let report: Value = serde_json::from_str(report)
            .map_err(|error| NotAReport(format!("it is not a report of drift: {error}")))?;
        match report.get("drift_report").map(Value::as_u64) {
            Some(Some(VERSION)) => {}
            Some(version) => {
                let version = version.map_or("unknown".to_owned(), |version| version.to_string());
                let problem = format!("it is of version {version}, and {VERSION} is expected");
                return Err(NotAReport(problem));
            }
            None => {
                let problem = "it is not a report of drift: `drift_report` is missing";
                return Err(NotAReport(problem.to_owned()));
            }
        }
        if let Some(expected) = &self.platform
            && let Some(platform) = report.get("platform").and_then(Value::as_str)
            && platform != expected
        {
            let platform: String = platform
                .chars()
                .filter(|c| !c.is_control())
                .take(80)
                .collect();
            let problem =
                format!("it is of the platform `{platform}`, and the spec is of `{expected}`");
            return Err(NotAReport(problem));
        }
        let Some(findings) = report.get("findings").and_then(Value::as_array) else {
            return Err(NotAReport("it has no list of `findings`".to_owned()));
        };
        let mut read = Vec::with_capacity(findings.len());
        for (index, value) in findings.iter().enumerate() {
            let finding = finding(value)
                .map_err(|problem| NotAReport(format!("`findings[{index}]`: {problem}")))?;
            read.push(finding);
        }
        for (key, tally) in read {
            self.entries.entry(key).or_default().add(&tally);
        }
        let left_out = report.get("left_out").and_then(Value::as_u64);
        self.left_out = self.left_out.saturating_add(left_out.unwrap_or_default());
        Ok(())
    }
}

fn finding(value: &Value) -> Result<((String, Path, Kind), Tally), String> {
    let endpoint = text(value, "endpoint")?;
    let path = text(value, "path")?;
    let path =
        Path::read(path).ok_or_else(|| "`path` is not a path such as `$.a[].b`".to_owned())?;
    let kind = kind(value, text(value, "finding")?)?;
    let count = value.get("count").and_then(Value::as_u64);
    let tally = Tally {
        count: count.ok_or("`count` is not a number from 0 on")?,
        types: types(value)?,
        first: day(value, "first_seen"),
        last: day(value, "last_seen"),
    };
    Ok(((endpoint.to_owned(), path, kind), tally))
}

fn text<'v>(value: &'v Value, key: &str) -> Result<&'v str, String> {
    let text = value.get(key).and_then(Value::as_str);
    text.ok_or_else(|| format!("`{key}` is not a text"))
}

fn kind(value: &Value, name: &str) -> Result<Kind, String> {
    Ok(match name {
        "unknown_field" => Kind::UnknownField,
        "unnamed_field" => Kind::UnnamedField,
        "envelope_field" => Kind::EnvelopeField,
        "missing_field" => Kind::MissingField,
        "wrong_type" => Kind::WrongType,
        "unlisted_value" => match value.get("value") {
            Some(Value::String(text)) => Kind::UnlistedText(text.clone()),
            Some(Value::Number(number)) => match number.as_i64() {
                Some(number) => Kind::UnlistedInteger(number),
                None => return Err("`value` is not an integer of 64 bits".to_owned()),
            },
            Some(Value::Null) | None => Kind::UnlistedValue,
            Some(_) => return Err("`value` is not a text or an integer".to_owned()),
        },
        "refusal" => match value.get("code").and_then(Value::as_i64) {
            Some(code) => Kind::Refusal(code),
            None => return Err("`code` is not an integer of 64 bits".to_owned()),
        },
        _ => return Err("`finding` is not a kind of finding that is known here".to_owned()),
    })
}

fn types(value: &Value) -> Result<BTreeMap<String, u64>, String> {
    let Some(types) = value.get("types") else {
        return Ok(BTreeMap::new());
    };
    let wrong = || "`types` is not a mapping from names to numbers".to_owned();
    let entries = types.as_object().ok_or_else(wrong)?.iter();
    let entries = entries.map(|(name, count)| {
        let count = count.as_u64().ok_or_else(wrong)?;
        Ok((name.clone(), count))
    });
    entries.collect()
}

/// The day of a time, if it is one.
fn day(value: &Value, key: &str) -> Option<String> {
    let (day, _) = value.get(key)?.as_str()?.split_once('T')?;
    let is_day = day.len() == 10 && day.chars().all(|c| c.is_ascii_digit() || c == '-');
    is_day.then(|| day.to_owned())
}
