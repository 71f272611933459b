//! Reads the body of a call, a form, multipart or JSON, within limits. A form consists of percent-encoded `name=value` pairs.

use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::HeaderMap;
use hyper::body::Bytes;
use hyper::body::Incoming;
use hyper::header::CONTENT_TYPE;
use mime_guess::Mime;
use percent_encoding::percent_decode;
use serde_json::value::RawValue;

use super::calls::ReceivedCall;
use super::multipart;
use super::refusal::{MOST_BYTES, Quoted, Reason, Refusal};
use crate::runtime::decode::scan::members;
use crate::runtime::{json_body, python};

/// Reads the fields and files into the call. If it fails, the call keeps what was read before.
pub(crate) async fn read(
    headers: &HeaderMap,
    body: &mut Incoming,
    call: &mut ReceivedCall,
) -> Result<(), Refusal> {
    let refused = |message: String| Err(Refusal::new(Reason::ContentType, message));
    let is_json = call.endpoint.is_some_and(|endpoint| endpoint.json_body);
    let expected = if is_json {
        "expected `application/json`"
    } else {
        "expected `application/x-www-form-urlencoded` or `multipart/form-data`"
    };
    let Some(content_type) = headers.get(CONTENT_TYPE) else {
        return refused(format!("there is no content type; {expected}"));
    };
    let text = content_type.to_str().unwrap_or_default();
    let media_type = text.parse::<Mime>().ok();
    match media_type.as_ref().map(Mime::essence_str) {
        Some("application/x-www-form-urlencoded") if !is_json => {
            let charset = media_type.as_ref().and_then(|it| it.get_param("charset"));
            match charset.filter(|charset| *charset != "utf-8") {
                Some(charset) => refused(format!(
                    "the form is in the charset {}; expected `utf-8`",
                    Quoted(charset.as_str())
                )),
                None => parse_form(&whole(body).await?, call),
            }
        }
        Some("application/json") if is_json => parse_json(&whole(body).await?, call),
        Some("multipart/form-data") if !is_json => match multer::parse_boundary(text) {
            Ok(boundary) if !boundary.is_empty() => multipart::read(boundary, body, call).await,
            _ => refused("the content type `multipart/form-data` names no boundary".to_owned()),
        },
        _ => refused(format!("the content type is {}; {expected}", Quoted(text))),
    }
}

/// Reads the rest without keeping it, so that the sender reads the answer.
pub(crate) async fn drain(mut body: Incoming) {
    while let Some(Ok(_)) = body.frame().await {}
}

async fn whole(body: &mut Incoming) -> Result<Bytes, Refusal> {
    match Limited::new(body, MOST_BYTES).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Refusal::too_large()),
        Err(_) => Err(Refusal::incomplete()),
    }
}

/// Parses an object into fields. A null is the same as no field.
fn parse_json(json: &[u8], call: &mut ReceivedCall) -> Result<(), Refusal> {
    let object = serde_json::from_slice::<&RawValue>(json).map_err(|error| error.to_string());
    let object = object.and_then(|json| match json.get().starts_with('{') {
        true => Ok(json.get()),
        false => Err("it is not an object".to_owned()),
    });
    let object = object.map_err(|problem| {
        Refusal::new(
            Reason::Body,
            format!("the body is not well-formed JSON: {problem}"),
        )
    })?;
    let mut signed = Vec::new();
    for (name, value) in members(object) {
        call.check_parts()?;
        if value != "null" {
            let param = call.endpoint.and_then(|endpoint| endpoint.param(&name));
            let text = json_body::field_text(param, value);
            call.fields.push((name.to_string(), text));
            signed.push((name.into_owned(), python::text(value)));
        }
    }
    call.signed = Some(signed);
    Ok(())
}

/// Parses the pairs. Empty ones, such as after a final `&`, are ignored, as by all form parsers.
fn parse_form(form: &[u8], call: &mut ReceivedCall) -> Result<(), Refusal> {
    let pairs = form.split(|byte| *byte == b'&');
    for pair in pairs.filter(|pair| !pair.is_empty()) {
        call.check_parts()?;
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let mut half = |what: String| {
            let decoded = decode(halves.next().unwrap_or_default());
            decoded.map_err(|problem| {
                let message = format!("the form is not well-formed: the {what} {problem}");
                Refusal::new(Reason::Body, message)
            })
        };
        let name = half(format!("name of field {}", call.fields.len() + 1))?;
        let value = half(format!("field {}", Quoted(&name)))?;
        call.fields.push((name, value));
    }
    Ok(())
}

/// Percent-decodes strictly. The error consists of words that follow a name.
fn decode(encoded: &[u8]) -> Result<String, String> {
    let is_escape = |at: usize| {
        let digits = encoded.get(at + 1..at + 3).unwrap_or_default();
        digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit)
    };
    let wrong = |(at, byte): &(usize, &u8)| **byte == b'%' && !is_escape(*at);
    if let Some((at, _)) = encoded.iter().enumerate().find(wrong) {
        let at = at + 1;
        return Err(format!("has a `%` without two hex digits at byte {at}"));
    }
    let mut spaced = encoded.to_vec();
    for byte in spaced.iter_mut().filter(|byte| **byte == b'+') {
        *byte = b' ';
    }
    let bytes: Vec<u8> = percent_decode(&spaced).collect();
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        format!("is not UTF-8: its decoded text breaks at byte {at}")
    })
}
