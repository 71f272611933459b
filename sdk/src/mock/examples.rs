//! The spec's examples: answers of the mock platform, and calls that can be replayed.

use std::error::Error as StdError;
use std::fmt;
#[cfg(feature = "blocking")]
use std::io::Read;
use std::pin::Pin;

use base64::prelude::{BASE64_STANDARD, Engine};

use super::content::Content;
use super::mockable::{Mockable, written};
#[cfg(feature = "blocking")]
use crate::runtime::blocking;
use crate::runtime::generated::{Call, Client, Download, Endpoint, File, JsonWriter, Request};
use crate::runtime::{Error, Result};

/// Returns the examples of all calls, in the order of the spec.
pub fn examples() -> impl Iterator<Item = &'static Example> {
    crate::generated::EXAMPLES.iter().copied().flatten()
}

/// An example in the spec: a call with arguments and answer.
pub struct Example {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) title: &'static str,
    pub(crate) path: &'static str,
    pub(crate) in_path: &'static [(&'static str, &'static str)],
    pub(crate) fields: &'static [(&'static str, &'static str)],
    pub(crate) files: &'static [ExampleFile],
    pub(crate) response: Option<&'static str>,
    pub(crate) file: Option<ExampleFile>,
    /// The empty page after the last one, if the answer is a page.
    pub(crate) empty: Option<&'static str>,
    pub(crate) send: fn(&Client) -> Result<Replaying, Box<dyn StdError + Send + Sync>>,
    #[cfg(feature = "blocking")]
    pub(crate) send_blocking:
        fn(&blocking::Client) -> Result<ReplayedData, Box<dyn StdError + Send + Sync>>,
}

/// A file of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExampleFile {
    /// Name of the parameter. Empty if it is the answer.
    pub name: &'static str,
    /// The file name. Empty if an answer has none.
    pub file_name: &'static str,
    /// The media type.
    pub media_type: &'static str,
    /// The content.
    pub content: &'static [u8],
}

/// Future returned by [`Example::send`]: the typed answer, encoded as JSON; `None` for a call without data.
pub type Replaying = Pin<Box<dyn Future<Output = ReplayedData> + Send>>;

type ReplayedData = Result<Option<String>>;

impl Example {
    /// Returns the name of the call in the platform's documentation.
    #[must_use]
    pub fn endpoint(&self) -> &'static str {
        self.endpoint.name
    }

    /// Returns the call's path, as sent.
    #[must_use]
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// Returns names and texts of the parameters in the path and of the fields.
    pub fn parameters(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.in_path.iter().chain(self.fields).copied()
    }

    /// Returns the title.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// Returns names and texts of the fields that are sent, without those of the signature, sorted by name.
    #[must_use]
    pub fn fields(&self) -> &'static [(&'static str, &'static str)] {
        self.fields
    }

    /// Returns the files that are sent.
    #[must_use]
    pub fn files(&self) -> &'static [ExampleFile] {
        self.files
    }

    /// Returns the data of the answer as JSON; `None` for a call without data. A file is described as in the spec.
    #[must_use]
    pub fn response(&self) -> Option<&'static str> {
        self.response
    }

    /// Returns the file that is downloaded, if it is one.
    #[must_use]
    pub fn file(&self) -> Option<&ExampleFile> {
        self.file.as_ref()
    }

    /// Sends the call through the typed client and returns the typed answer, encoded as JSON. The `Debug` text
    /// of request and answer is traced.
    pub fn send(&self, client: &Client) -> Replaying {
        match (self.send)(client) {
            Ok(replaying) => replaying,
            Err(error) => Box::pin(std::future::ready(Err(not_sent(error)))),
        }
    }

    /// Blocking version of [`send`](Self::send).
    ///
    /// # Errors
    /// Returns the errors of the call.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(&self, client: &blocking::Client) -> Result<Option<String>> {
        (self.send_blocking)(client).unwrap_or_else(|error| Err(not_sent(error)))
    }
}

impl fmt::Debug for Example {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Example")
            .field("endpoint", &self.endpoint.name)
            .field("title", &self.title)
            .finish_non_exhaustive()
    }
}

/// The generator has checked the arguments, so this is a bug in the generator.
fn not_sent(error: Box<dyn StdError + Send + Sync>) -> Error {
    Error::setup_from("the example cannot be sent", error)
}

/// A call whose answer is also what a test answers with.
#[allow(dead_code, reason = "whether it is used is the spec's choice")]
pub(crate) trait Replayed: Mockable<Reply = <Self as Request>::Response> {}

impl<R: Mockable<Reply = <R as Request>::Response>> Replayed for R {}

/// Sends the call of an example.
#[allow(dead_code, reason = "whether it is called is the spec's choice")]
pub(crate) fn replay<R: Replayed<Response: fmt::Debug>>(call: Call<R>) -> Replaying {
    Box::pin(async move {
        tracing::trace!(request = ?call.request(), "example sent");
        let answer = call.detailed().await?;
        tracing::trace!(?answer, "example answered");
        Ok(encoded::<R>(&answer.response))
    })
}

/// Blocking version of `replay`.
#[cfg(feature = "blocking")]
#[allow(dead_code, reason = "whether it is called is the spec's choice")]
pub(crate) fn replay_blocking<R: Replayed + Request<Blocking = <R as Request>::Response>>(
    call: blocking::Call<R>,
) -> ReplayedData {
    Ok(encoded::<R>(&call.send()?))
}

/// Encodes an answer as JSON, if it has data.
fn encoded<R: Replayed>(response: &R::Response) -> Option<String> {
    let Content::Data(reply) = written::<R>(response) else {
        return None;
    };
    Some(reply?.text().to_owned())
}

/// Sends the call of an example that answers with a file.
#[allow(dead_code, reason = "whether it is called is the spec's choice")]
pub(crate) fn replay_download<R: Mockable + Request<Response = Download>>(
    call: Call<R>,
) -> Replaying {
    Box::pin(async move {
        tracing::trace!(request = ?call.request(), "example sent");
        let answer = call.detailed().await?;
        tracing::trace!(?answer, "example answered");
        let mut download = answer.response;
        let mut content = Vec::new();
        while let Some(chunk) = download.chunk().await? {
            content.extend_from_slice(&chunk);
        }
        let head = (download.file_name(), download.media_type());
        Ok(Some(described(head, &content)))
    })
}

/// Blocking version of `replay_download`.
#[cfg(feature = "blocking")]
#[allow(dead_code, reason = "whether it is called is the spec's choice")]
pub(crate) fn replay_download_blocking<R: Request<Blocking = blocking::Download>>(
    call: blocking::Call<R>,
) -> ReplayedData {
    let mut download = call.send()?;
    let mut content = Vec::new();
    let read = download.read_to_end(&mut content);
    read.map_err(|error| Error::setup_from("the file cannot be read", error))?;
    let head = (download.file_name(), download.media_type());
    Ok(Some(described(head, &content)))
}

/// Describes a file as the spec does.
fn described((file_name, media_type): (Option<&str>, Option<&str>), content: &[u8]) -> String {
    let mut json = JsonWriter::default();
    json.begin_object();
    let encoded = |content| BASE64_STANDARD.encode(content);
    let content = match std::str::from_utf8(content) {
        Ok(text) => ("text", Some(text.to_owned())),
        Err(_) => ("base64", Some(encoded(content))),
    };
    let head = [("file_name", file_name), ("media_type", media_type)];
    let head = head.map(|(key, text)| (key, text.map(str::to_owned)));
    for (key, text) in head.into_iter().chain([content]) {
        if let Some(text) = text {
            json.key(key);
            json.text(&text);
        }
    }
    json.end_object();
    json.finish()
}

impl From<ExampleFile> for File {
    fn from(file: ExampleFile) -> Self {
        Self::from_bytes(file.file_name, file.content).with_media_type(file.media_type)
    }
}
