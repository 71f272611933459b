//! Parses a multipart body: text parts become fields, and of file parts the metadata is kept.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body_util::BodyDataStream;
use hyper::body::{Body, Frame, Incoming};
use hyper::header::CONTENT_TYPE;
use multer::{Field, Multipart};

use super::calls::{FileContent, ReceivedCall};
use super::refusal::{MOST_BYTES, Quoted, Reason, Refusal};

/// The number of bytes read since the last part, or piece of a part, was processed.
type Meter = Arc<AtomicUsize>;

pub(crate) async fn read(
    boundary: String,
    body: &mut Incoming,
    call: &mut ReceivedCall,
) -> Result<(), Refusal> {
    let meter = Meter::default();
    let body = Metered {
        body,
        meter: meter.clone(),
    };
    let mut parts = Multipart::new(BodyDataStream::new(body), boundary);
    let (mut text, mut kept) = (0, 0);
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        meter.store(0, Ordering::Relaxed);
        call.check_parts()?;
        let number = call.fields.len() + call.files.len() + 1;
        let name = part.name().map(str::to_owned);
        let name = name.ok_or_else(|| refused(&format!("part {number} has no name")))?;
        if let Some(file_name) = part.file_name() {
            // Senders put a backslash before a backslash, which the parser does not remove.
            let file_name = file_name.replace(r"\\", r"\");
            let media_type = part.headers().get(CONTENT_TYPE);
            let media_type =
                media_type.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
            let content = read_file(part, &meter).await?;
            let mut file = content.received(name, file_name, media_type);
            kept += file.content.as_ref().map_or(0, Bytes::len);
            if kept > MOST_BYTES {
                file.content = None;
            }
            call.files.push(file);
        } else {
            let value = read_text(part, &meter, &mut text, &name).await?;
            call.fields.push((name, value));
        }
    }
    Ok(())
}

/// Reads the next piece of a part.
async fn chunk(part: &mut Field<'_>, meter: &Meter) -> Result<Option<Bytes>, Refusal> {
    let chunk = part.chunk().await.map_err(broken)?;
    meter.store(0, Ordering::Relaxed);
    Ok(chunk)
}

async fn read_file(mut part: Field<'_>, meter: &Meter) -> Result<FileContent, Refusal> {
    let mut content = FileContent::default();
    while let Some(chunk) = chunk(&mut part, meter).await? {
        content.push(&chunk);
    }
    Ok(content)
}

async fn read_text(
    mut part: Field<'_>,
    meter: &Meter,
    before: &mut usize,
    name: &str,
) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    while let Some(chunk) = chunk(&mut part, meter).await? {
        *before += chunk.len();
        if *before > MOST_BYTES {
            return Err(Refusal::too_large());
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
    let message = format!("the multipart body is not well-formed: {problem}");
    Refusal::new(Reason::Body, message)
}

fn broken(error: multer::Error) -> Refusal {
    match error {
        multer::Error::StreamReadFailed(source) => {
            let refusal = source.downcast_ref().cloned();
            refusal.unwrap_or_else(Refusal::incomplete)
        }
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

/// A body that fails if its meter is not reset for too long, as by an endless head of a part.
struct Metered<'a> {
    body: &'a mut Incoming,
    meter: Meter,
}

impl Body for Metered<'_> {
    type Data = Bytes;
    type Error = Refusal;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Refusal>>> {
        let frame = ready!(Pin::new(&mut *self.body).poll_frame(context));
        Poll::Ready(frame.map(|frame| {
            let frame = frame.map_err(|_| Refusal::incomplete())?;
            let length = frame.data_ref().map_or(0, Bytes::len);
            let before = self.meter.fetch_add(length, Ordering::Relaxed);
            if before.saturating_add(length) > MOST_BYTES {
                return Err(Refusal::too_large());
            }
            Ok(frame)
        }))
    }
}
