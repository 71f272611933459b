//! Parses a multipart body: text parts become fields, and of file parts the metadata is kept.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyDataStream;
use hyper::body::Body;
use hyper::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use multer::{Field, Multipart};
use sha2::{Digest, Sha256};

use super::body::{BodyError, MOST_BYTES, Meter, Metered, refuse_too_many};
use super::calls::{ReceivedCall, ReceivedFile, hex};
use super::refusal::{Quoted, Reason, Refusal};

pub(crate) async fn read<B>(
    boundary: String,
    body: &mut Metered<B>,
    call: &mut ReceivedCall,
) -> Result<(), Refusal>
where
    B: Body<Data = Bytes> + Send + Unpin,
{
    let meter = body.meter();
    let mut parts = Multipart::new(BodyDataStream::new(body), boundary);
    let (mut text, mut kept) = (0, 0);
    while let Some(part) = parts.next_field().await.map_err(|error| broken(&error))? {
        meter.reset();
        refuse_too_many(call)?;
        let head = Head::of(&part, call.fields.len() + call.files.len() + 1)?;
        match head.file_name {
            Some(file_name) => {
                let mut file = read_file(part, &meter).await?;
                kept += file.content.as_ref().map_or(0, Bytes::len);
                if kept > MOST_BYTES {
                    file.content = None;
                }
                call.files.push(ReceivedFile {
                    name: head.name,
                    file_name,
                    media_type: head.media_type,
                    ..file
                });
            }
            None => {
                let value = read_text(part, &meter, &mut text, &head.name).await?;
                call.fields.push((head.name, value));
            }
        }
    }
    Ok(())
}

/// Reads a file and keeps its length and digest, and its content if it is small.
async fn read_file(mut part: Field<'_>, meter: &Meter) -> Result<ReceivedFile, Refusal> {
    let mut digest = Sha256::new();
    let mut length = 0_u64;
    let mut content = Some(BytesMut::new());
    while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
        meter.reset();
        digest.update(&chunk);
        length = length.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        content = content.filter(|content| content.len() + chunk.len() <= ReceivedFile::KEPT);
        if let Some(content) = &mut content {
            content.extend_from_slice(&chunk);
        }
    }
    let sha256 = hex(digest);
    let (name, file_name, media_type) = (String::new(), String::new(), None);
    Ok(ReceivedFile {
        name,
        file_name,
        media_type,
        length,
        sha256,
        content: content.map(BytesMut::freeze),
    })
}

async fn read_text(
    mut part: Field<'_>,
    meter: &Meter,
    before: &mut usize,
    name: &str,
) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
        meter.reset();
        *before += chunk.len();
        if *before > MOST_BYTES {
            return Err(BodyError::TooLarge.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        refused(&format!(
            "the part {} is not UTF-8 at byte {at}",
            Quoted(name)
        ))
    })
}

fn refused(problem: &str) -> Refusal {
    Refusal::new(
        Reason::Body,
        format!("the multipart body is not well-formed: {problem}"),
    )
}

fn broken(error: &multer::Error) -> Refusal {
    match error {
        multer::Error::StreamReadFailed(source) => match source.downcast_ref::<BodyError>() {
            Some(error) => (*error).into(),
            None => BodyError::BrokenOff.into(),
        },
        multer::Error::IncompleteFieldData { field_name } => {
            let name = field_name.as_deref().unwrap_or_default();
            refused(&format!("no boundary follows the part {}", Quoted(name)))
        }
        multer::Error::IncompleteStream => refused("a boundary is missing"),
        multer::Error::IncompleteHeaders | multer::Error::ReadHeaderFailed(_) => {
            refused("the head of a part cannot be read")
        }
        other => refused(&other.to_string()),
    }
}

/// The head of a part.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    name: String,
    file_name: Option<String>,
    media_type: Option<String>,
}

impl Head {
    fn of(part: &Field<'_>, number: usize) -> Result<Self, Refusal> {
        let disposition = part.headers().get(CONTENT_DISPOSITION);
        let disposition = disposition
            .ok_or_else(|| refused(&format!("part {number} has no `Content-Disposition`")))?;
        let disposition = std::str::from_utf8(disposition.as_bytes()).map_err(|_| {
            refused(&format!(
                "the `Content-Disposition` of part {number} is not UTF-8"
            ))
        })?;
        let (name, file_name) = names(disposition).ok_or_else(|| {
            refused(&format!(
                "the `Content-Disposition` of part {number} cannot be read"
            ))
        })?;
        let name = name.ok_or_else(|| refused(&format!("part {number} has no name")))?;
        let media_type = part.headers().get(CONTENT_TYPE);
        let media_type =
            media_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        Ok(Self {
            name,
            file_name,
            media_type,
        })
    }
}

/// Returns the names in `form-data; name="a"; filename="b"`.
fn names(disposition: &str) -> Option<(Option<String>, Option<String>)> {
    let (kind, mut rest) = disposition.split_once(';').unwrap_or((disposition, ""));
    if !kind.trim().eq_ignore_ascii_case("form-data") {
        return None;
    }
    let (mut name, mut file_name, mut encoded_file_name) = (None, None, None);
    while !rest.trim().is_empty() {
        let (key, after) = rest.split_once('=')?;
        let (value, after) = value(after.trim_start())?;
        match key.trim().to_ascii_lowercase().as_str() {
            "name" => name = Some(value),
            "filename" => file_name = Some(value),
            "filename*" => encoded_file_name = Some(extended(&value)?),
            _ => {}
        }
        rest = match after.trim_start() {
            "" => "",
            after => after.strip_prefix(';')?,
        };
    }
    Some((name, encoded_file_name.or(file_name)))
}

/// Parses a value and returns the rest. The value is unquoted, or quoted with a backslash before quotes and
/// backslashes.
fn value(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        let (value, after) = text.split_at(end);
        return Some((value.trim_end().to_owned(), after));
    };
    let mut value = String::new();
    let mut characters = quoted.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => return Some((value, characters.as_str())),
            '\\' => match characters.as_str().chars().next() {
                Some(escaped @ ('"' | '\\')) => {
                    characters.next();
                    value.push(escaped);
                }
                _ => value.push('\\'),
            },
            c => value.push(c),
        }
    }
    None
}

/// Parses `UTF-8''%E5%9B%BE.png`, which RFC 7578 forbids and older clients send.
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    percent_encoding::percent_decode_str(encoded)
        .decode_utf8()
        .ok()
        .map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::Full;

    async fn parsed(body: impl Into<Bytes>) -> (ReceivedCall, Result<(), String>) {
        let mut call = ReceivedCall::new("/");
        let mut body = Metered::new(Full::new(body.into()));
        let result = read("B".to_owned(), &mut body, &mut call).await;
        (call, result.map_err(|refusal| refusal.message().to_owned()))
    }

    async fn message(body: &str) -> String {
        let (call, result) = parsed(body.to_owned()).await;
        result.err().unwrap_or_else(|| format!("accepted {call:?}"))
    }

    #[tokio::test]
    async fn tells_fields_from_files() {
        let body = "--B\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n值\r\n\
            --B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"图 \\\"1\\\".png\"\r\n\
            Content-Type: image/png\r\n\r\nabc\r\n--B--\r\n";
        let (call, result) = parsed(body).await;
        assert_eq!(result, Ok(()));
        assert_eq!(call.fields, [("text".to_owned(), "值".to_owned())]);
        let file = call.file("image").cloned();
        assert_eq!(
            file,
            Some(ReceivedFile {
                name: "image".to_owned(),
                file_name: "图 \"1\".png".to_owned(),
                media_type: Some("image/png".to_owned()),
                length: 3,
                sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                    .to_owned(),
                content: Some(Bytes::from_static(b"abc")),
            })
        );
    }

    #[tokio::test]
    async fn keeps_small_files_only() {
        for (length, kept) in [(ReceivedFile::KEPT, true), (ReceivedFile::KEPT + 1, false)] {
            let head = "--B\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n";
            let (call, result) = parsed(format!("{head}{}\r\n--B--\r\n", "x".repeat(length))).await;
            assert_eq!(result, Ok(()));
            assert_eq!(
                call.file("a")
                    .map(|file| (file.length(), file.content().is_some())),
                Some((length as u64, kept))
            );
        }
    }

    #[tokio::test]
    async fn refuses_what_is_not_well_formed() {
        let head = "the multipart body is not well-formed: ";
        let cases = [
            ("", "a boundary is missing"),
            ("--C\r\n", "a boundary is missing"),
            (
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
                "no boundary follows the part `a`",
            ),
            (
                "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--B\r\n",
                "a boundary is missing",
            ),
            (
                "--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--",
                "part 1 has no `Content-Disposition`",
            ),
            (
                "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--",
                "part 1 has no name",
            ),
            (
                "--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--",
                "the `Content-Disposition` of part 1 cannot be read",
            ),
            (
                "--B\r\nContent Disposition: x\r\n\r\nx\r\n--B--",
                "the head of a part cannot be read",
            ),
        ];
        for (body, problem) in cases {
            assert_eq!(message(body).await, format!("{head}{problem}"), "{body}");
        }
        let latin =
            b"--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\xE9\r\n--B--".as_slice();
        let (_, result) = parsed(latin).await;
        assert_eq!(
            result,
            Err(format!("{head}the part `a` is not UTF-8 at byte 2"))
        );
    }

    #[tokio::test]
    async fn refuses_too_large_texts_and_endless_heads() {
        let head = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
        let text = format!("{head}{}\r\n--B--", "x".repeat(MOST_BYTES + 1));
        assert_eq!(
            message(&text).await,
            "the fields are larger than 16777216 bytes"
        );
        assert_eq!(
            message(&"x".repeat(MOST_BYTES + 1)).await,
            "the fields are larger than 16777216 bytes"
        );
    }

    #[test]
    fn reads_names() {
        let named =
            |name: &str, file: Option<&str>| Some((Some(name.to_owned()), file.map(str::to_owned)));
        assert_eq!(names("form-data; name=\"a\""), named("a", None));
        assert_eq!(
            names("form-data; name=a ; filename=b.png"),
            named("a", Some("b.png"))
        );
        assert_eq!(
            names("Form-Data;filename=\"x; name=y\";name=\"a\";"),
            named("a", Some("x; name=y"))
        );
        assert_eq!(
            names("form-data; name=\"a\"; filename=\"\""),
            named("a", Some(""))
        );
        assert_eq!(
            names(r#"form-data; name="a"; filename="C:\d\\e\"f""#),
            named("a", Some(r#"C:\d\e"f"#))
        );
        assert_eq!(
            names("form-data; name=\"a\"; filename*=UTF-8''%E5%9B%BE.png"),
            named("a", Some("图.png"))
        );
        assert_eq!(names("form-data"), Some((None, None)));
        for bad in [
            "attachment; name=\"a\"",
            "form-data; name=\"a",
            "form-data; name",
            "form-data; name=\"a\" x",
        ] {
            assert_eq!(names(bad), None, "{bad}");
        }
    }
}
