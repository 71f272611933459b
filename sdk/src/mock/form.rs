//! Parses a form: `name=value` pairs, percent-encoded.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Body;

use super::body::{Metered, refuse_too_many};
use super::calls::ReceivedCall;
use super::refusal::{Quoted, Reason, Refusal};

pub(crate) async fn read<B>(body: &mut Metered<B>, call: &mut ReceivedCall) -> Result<(), Refusal>
where
    B: Body<Data = Bytes> + Unpin,
{
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame?.into_data() {
            bytes.extend_from_slice(&data);
        }
    }
    parse(&bytes, call)
}

/// Parses the pairs. Empty ones, such as after a final `&`, are ignored, as by all form parsers.
fn parse(form: &[u8], call: &mut ReceivedCall) -> Result<(), Refusal> {
    for pair in form
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
    {
        refuse_too_many(call)?;
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let name = decode(halves.next().unwrap_or_default()).map_err(|problem| {
            refused(format!(
                "the name of field {} {problem}",
                call.fields.len() + 1
            ))
        })?;
        let value = decode(halves.next().unwrap_or_default())
            .map_err(|problem| refused(format!("the field {} {problem}", Quoted(&name))))?;
        call.fields.push((name, value));
    }
    Ok(())
}

fn refused(problem: String) -> Refusal {
    Refusal::new(
        Reason::Body,
        format!("the form is not well-formed: {problem}"),
    )
}

/// Percent-decodes strictly. The error consists of words that follow a name.
fn decode(encoded: &[u8]) -> Result<String, String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, tail @ ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                bytes.push(digit(*high) << 4 | digit(*low));
                rest = tail;
            }
            (b'%', _) => {
                let at = encoded.len() - tail.len();
                return Err(format!("has a `%` without two hex digits at byte {at}"));
            }
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).map_err(|error| {
        format!(
            "is not UTF-8: its decoded text breaks at byte {}",
            error.utf8_error().valid_up_to() + 1
        )
    })
}

fn digit(hex: u8) -> u8 {
    match hex {
        b'0'..=b'9' => hex - b'0',
        b'a'..=b'f' => hex - b'a' + 10,
        b'A'..=b'F' => hex - b'A' + 10,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::body::{MOST_BYTES, MOST_PARTS};

    fn parsed(form: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
        let mut call = ReceivedCall::new("/");
        parse(form, &mut call).map(|()| call.fields)
    }

    fn message(form: &[u8]) -> String {
        parsed(form).map_or_else(
            |refusal| refusal.message().to_owned(),
            |fields| format!("accepted {fields:?}"),
        )
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn decodes() {
        assert_eq!(parsed(b""), Ok(Vec::new()));
        assert_eq!(
            parsed(b"a=b&c=d%20e+f%2B&&"),
            Ok(pairs(&[("a", "b"), ("c", "d e f+")]))
        );
        assert_eq!(
            parsed(b"a=b=c&d&=e"),
            Ok(pairs(&[("a", "b=c"), ("d", ""), ("", "e")]))
        );
        assert_eq!(
            parsed(b"%e5%90%8D=%F0%9F%98%80"),
            Ok(pairs(&[("名", "😀")]))
        );
        assert_eq!(parsed("名=😀".as_bytes()), Ok(pairs(&[("名", "😀")])));
    }

    #[test]
    fn refuses_what_is_not_well_formed() {
        let head = "the form is not well-formed: ";
        assert_eq!(
            message(b"a=1&b=x%2"),
            format!("{head}the field `b` has a `%` without two hex digits at byte 2")
        );
        assert_eq!(
            message(b"a=%"),
            format!("{head}the field `a` has a `%` without two hex digits at byte 1")
        );
        assert_eq!(
            message(b"a=%+1"),
            format!("{head}the field `a` has a `%` without two hex digits at byte 1")
        );
        assert_eq!(
            message(b"a=1&%GG=x"),
            format!("{head}the name of field 2 has a `%` without two hex digits at byte 1")
        );
        let utf8 = format!("{head}the field `a` is not UTF-8: its decoded text breaks at byte 2");
        assert_eq!(message(b"a=x%FF"), utf8);
        assert_eq!(message(b"a=x\xFF"), utf8);
    }

    #[test]
    fn refuses_too_many_fields() {
        assert_eq!(
            parsed("a=b&".repeat(MOST_PARTS).as_bytes()).map(|fields| fields.len()),
            Ok(MOST_PARTS)
        );
        assert_eq!(
            message("a=b&".repeat(MOST_PARTS + 1).as_bytes()),
            "the body has more than 1000 fields and files"
        );
    }

    #[tokio::test]
    async fn refuses_too_many_bytes() {
        let mut call = ReceivedCall::new("/");
        let body = http_body_util::Full::new(Bytes::from(vec![b'x'; MOST_BYTES + 1]));
        let refusal = read(&mut Metered::new(body), &mut call).await;
        let message = "the fields are larger than 16777216 bytes";
        assert_eq!(refusal, Err(Refusal::new(Reason::TooLarge, message)));
    }
}
