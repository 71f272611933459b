//! Parses a form: `name=value` pairs, percent-encoded.

use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Body;
use percent_encoding::percent_decode;

use super::calls::ReceivedCall;
use super::limits::{MOST_BYTES, incomplete, refuse_too_many, too_large};
use super::refusal::{Quoted, Reason, Refusal};

pub(crate) async fn read<B>(body: &mut B, call: &mut ReceivedCall) -> Result<(), Refusal>
where
    B: Body<Data = Bytes> + Send + Unpin,
{
    // Only the kind of the error matters, so it needs no conversion.
    let body = Limited::new(body.map_err(|_| "incomplete"), MOST_BYTES);
    match body.collect().await {
        Ok(form) => parse(&form.to_bytes(), call),
        Err(error) if error.is::<LengthLimitError>() => Err(too_large()),
        Err(_) => Err(incomplete()),
    }
}

/// Parses the pairs. Empty ones, such as after a final `&`, are ignored, as by all form parsers.
fn parse(form: &[u8], call: &mut ReceivedCall) -> Result<(), Refusal> {
    let pairs = form.split(|byte| *byte == b'&');
    for pair in pairs.filter(|pair| !pair.is_empty()) {
        refuse_too_many(call)?;
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let mut half = || decode(halves.next().unwrap_or_default());
        let number = call.fields.len() + 1;
        let name =
            half().map_err(|problem| refused(format!("the name of field {number} {problem}")))?;
        let value =
            half().map_err(|problem| refused(format!("the field {} {problem}", Quoted(&name))))?;
        call.fields.push((name, value));
    }
    Ok(())
}

fn refused(problem: String) -> Refusal {
    let message = format!("the form is not well-formed: {problem}");
    Refusal::new(Reason::Body, message)
}

/// Percent-decodes strictly. The error consists of words that follow a name.
fn decode(encoded: &[u8]) -> Result<String, String> {
    let is_escape = |at: usize| {
        let digits = encoded.get(at + 1..at + 3).unwrap_or_default();
        digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit)
    };
    let mut percents = encoded
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'%');
    if let Some((at, _)) = percents.find(|(at, _)| !is_escape(*at)) {
        return Err(format!(
            "has a `%` without two hex digits at byte {}",
            at + 1
        ));
    }
    let spaced: Vec<u8> = encoded
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let bytes: Vec<u8> = percent_decode(&spaced).collect();
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        format!("is not UTF-8: its decoded text breaks at byte {at}")
    })
}
