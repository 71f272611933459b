//! Opens the platform's envelope.

use bytes::Bytes;
use serde_json::value::RawValue;

use super::decode::{Content, Notes, Value, scan};
use super::error::{DecodeError, PlatformError};
use super::exchange::Answer;
use super::json::{Json, described};
use super::pagination::Pagination;
use crate::generated::platform::PLATFORM;

/// Returns a text without the byte-order mark that some services write before JSON.
pub(crate) fn without_byte_order_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The same for bytes.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// Returns the JSON of a body that is known to be an object.
fn text_of(body: &[u8]) -> &str {
    without_byte_order_mark(std::str::from_utf8(body).unwrap_or_default()).trim()
}

/// Returns the refusal that a body is where any other body is a file: an object with a whole code other than 0 and a
/// message.
pub(crate) fn refusal(body: &Bytes) -> Option<PlatformError> {
    let Ok(Opened::Refused(envelope)) = open(body) else {
        return None;
    };
    let member = |name| scan::at(text_of(body), &[name]);
    let is_whole = member(PLATFORM.code)?.parse::<i64>().is_ok();
    let has_message = member(PLATFORM.message)?.starts_with('"');
    (is_whole && has_message).then_some(envelope)
}

pub(crate) enum Opened {
    Content(Content),
    /// An envelope whose code is not 0.
    Refused(PlatformError),
}

/// Notes the members of an envelope that the spec does not describe. The envelope is known to be valid.
#[cold]
pub(crate) fn note_unknown_members(body: &[u8], notes: &Notes) {
    let known = [
        PLATFORM.code,
        PLATFORM.message,
        PLATFORM.data,
        PLATFORM.pagination,
    ];
    for (name, _) in scan::members(text_of(body)) {
        if !known.contains(&name.as_ref()) {
            notes.unknown_envelope_member(&name);
        }
    }
}

/// Returns the place of a page in a longer list, if the envelope of an answer contains it.
pub(crate) fn pagination(answer: &Answer) -> Option<Pagination> {
    let (Content::Data(_) | Content::Nothing) = answer.content else {
        return None;
    };
    let place = scan::at(text_of(&answer.body), &[PLATFORM.pagination])?;
    let place = Some(place).filter(|place| place.starts_with('{'))?;
    let number = |name| scan::number(scan::at(place, &[name])?);
    Some(Pagination {
        page: number("page"),
        count: number("count"),
        total: number("total"),
    })
}

/// Writes an envelope.
#[cfg(any(feature = "mock", feature = "record"))]
pub(crate) fn written(
    code: i64,
    message: &str,
    data: Option<&str>,
    pagination: Option<&str>,
) -> String {
    let mut out = super::writer::JsonWriter::default();
    out.begin_object();
    out.key(PLATFORM.code);
    out.raw(&code.to_string());
    out.key(PLATFORM.message);
    out.text(message);
    for (name, value) in [(PLATFORM.data, data), (PLATFORM.pagination, pagination)] {
        if let Some(value) = value {
            out.key(name);
            out.raw(value);
        }
    }
    out.end_object();
    out.finish()
}

pub(crate) fn open(body: &Bytes) -> Result<Opened, DecodeError> {
    let part = |text: &str| body.slice_ref(text.as_bytes());
    let problem = |problem: String| DecodeError {
        path: "$".to_owned(),
        problem,
    };
    let text = std::str::from_utf8(body)
        .map_err(|error| problem(format!("not UTF-8 at byte {}", error.valid_up_to())))?;
    let text = without_byte_order_mark(text).trim_matches([' ', '\t', '\r', '\n']);
    serde_json::from_str::<&RawValue>(text).map_err(|error| problem(described(&error)))?;
    if !text.starts_with('{') {
        return Ok(Opened::Content(Content::Bare(part(text))));
    }
    let members = scan::members(text);
    let member = |name: &str| {
        let mut found = members.iter().filter(|(key, _)| key == name);
        match (found.next(), found.next()) {
            (_, Some(_)) => Err(problem(format!("the key {name:?} is repeated"))),
            (first, None) => Ok(first.map(|(_, raw)| *raw)),
        }
    };
    let (code, data) = (member(PLATFORM.code)?, member(PLATFORM.data)?);
    let message = member(PLATFORM.message)?;
    let Some(code) = code else {
        return Ok(Opened::Content(Content::Bare(part(text))));
    };
    let notes = Notes::default();
    let root = Value::root(text, "$", &notes);
    let code = root.member(PLATFORM.code, code).whole_number();
    notes.finish()?;
    let data = data.filter(|data| *data != "null");
    if code == 0 {
        let content = data.map_or(Content::Nothing, |data| Content::Data(part(data)));
        return Ok(Opened::Content(content));
    }
    let message = match message {
        None | Some("null") => String::new(),
        // A message that is not a text is shown as JSON.
        Some(raw) => serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned()),
    };
    Ok(Opened::Refused(PlatformError {
        code,
        message,
        data: data.map(Json::from_checked),
    }))
}
