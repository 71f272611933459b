//! Taking the platform's envelope off an answer.

use super::decode::{Members, Notes, Value};
use super::error::{DecodeError, PlatformError};
use super::json::{Json, described};
use crate::generated::platform::PLATFORM;

/// What an answer of JSON says.
pub(crate) enum Opened<'a> {
    /// The data of an envelope whose code is 0, if there is any.
    Data(Option<&'a str>),
    /// JSON without an envelope.
    Bare(&'a str),
    /// An envelope whose code is not 0.
    Refused(PlatformError),
}

/// The names of an envelope's members that the spec does not know.
pub(crate) fn unknown_members(body: &[u8]) -> Vec<String> {
    let known = [
        PLATFORM.code,
        PLATFORM.message,
        PLATFORM.data,
        PLATFORM.pagination,
    ];
    let Members(members) = serde_json::from_slice(body).unwrap_or_default();
    let names = members.into_iter().map(|(name, _)| name.into_owned());
    names
        .filter(|name| !known.contains(&name.as_str()))
        .collect()
}

/// Opens an answer of JSON.
pub(crate) fn open<'a>(body: &'a [u8], notes: &'a Notes) -> Result<Opened<'a>, DecodeError> {
    let problem = |problem: String| DecodeError {
        path: "$".to_owned(),
        problem,
    };
    let text = std::str::from_utf8(body)
        .map_err(|error| problem(format!("not UTF-8 at byte {}", error.valid_up_to())))?;
    // The object's own reading checks the text to its end; only what is no object is scanned by itself.
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    if !text.starts_with('{') {
        return match serde_json::from_str::<&serde_json::value::RawValue>(text) {
            Ok(_) => Ok(Opened::Bare(text)),
            Err(error) => Err(problem(described(&error))),
        };
    }
    let mut members = Value::root(text, "$", notes).object();
    let code = members.optional(PLATFORM.code).map(Value::lenient_integer);
    if let Some(problem) = notes.take_problem() {
        return Err(problem);
    }
    let Some(code) = code else {
        return Ok(Opened::Bare(text));
    };
    let data = members.take(PLATFORM.data).filter(|data| *data != "null");
    if code == 0 {
        return Ok(Opened::Data(data));
    }
    let message = match members.take(PLATFORM.message) {
        None | Some("null") => String::new(),
        // A message that is not text is told as it stands.
        Some(raw) => serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned()),
    };
    Ok(Opened::Refused(PlatformError {
        code,
        message,
        data: data.map(Json::from_checked),
    }))
}
