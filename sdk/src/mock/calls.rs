//! The calls that the mock platform received, with their fields, files and results.

use std::fmt;

use bytes::{Bytes, BytesMut};
use sha2::{Digest as _, Sha256};

use super::refusal::{Reason, Refusal};
use crate::generated::platform::PLATFORM;
use crate::runtime::file_digest::hex;
use crate::runtime::generated::Endpoint;

/// A call that the mock platform received.
///
/// `Debug` shows the values of fields that the spec describes and does not call secret. All others, such as
/// `sign`, are `[redacted]`.
#[derive(Clone)]
pub struct ReceivedCall {
    pub(crate) endpoint: Option<&'static Endpoint>,
    pub(crate) path: String,
    /// The parameters in the path.
    pub(crate) in_path: Vec<(String, String)>,
    pub(crate) fields: Vec<(String, String)>,
    /// The fields as they are signed, if they came in a JSON body.
    pub(crate) signed: Option<Vec<(String, String)>>,
    pub(crate) files: Vec<ReceivedFile>,
    pub(crate) refusal: Option<Refusal>,
    /// Number of the expectation that answered it, and the answer in words.
    pub(crate) answered_by: Option<(usize, String)>,
}

impl ReceivedCall {
    pub(crate) fn new(path: &str) -> Self {
        let path = path.to_owned();
        Self {
            endpoint: None,
            path,
            in_path: Vec::new(),
            fields: Vec::new(),
            signed: None,
            files: Vec::new(),
            refusal: None,
            answered_by: None,
        }
    }

    /// Returns the name of the call in the platform's documentation; `None` if its path is unknown.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static str> {
        self.endpoint.map(|endpoint| endpoint.name)
    }

    /// Returns the path it was sent to.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the parameters in its path, decoded.
    #[must_use]
    pub fn path_parameters(&self) -> &[(String, String)] {
        &self.in_path
    }

    /// Returns all fields in the order received, including those of the signature. Secrets are not redacted.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// Returns the fields as they are signed.
    pub(crate) fn signed(&self) -> &[(String, String)] {
        self.signed.as_ref().unwrap_or(&self.fields)
    }

    /// Returns the field or the parameter in the path with this name; the first one if there are several.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self.texts().find(|(field, _)| *field == name);
        found.map(|(_, value)| value)
    }

    /// Returns the values of all fields and parameters in the path with this name.
    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        let fields = self.texts().filter(|(field, _)| *field == name);
        fields.map(|(_, value)| value).collect()
    }

    /// Returns the parameters in the path and all fields.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.in_path.iter().chain(&self.fields);
        all.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns the fields that are neither of the signature nor parameters of the call itself.
    pub(crate) fn further(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_listed = |name: &str| self.endpoint.is_some_and(|it| it.param(name).is_some());
        let fields = self
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        fields.filter(move |(name, _)| !is_signature_field(name) && !is_listed(name))
    }

    /// Returns how an expectation answers it, in words, such as `status 503`; `None` if no expectation matches.
    #[must_use]
    pub fn answer(&self) -> Option<&str> {
        self.answered_by.as_ref().map(|(_, answer)| answer.as_str())
    }

    /// Returns all files in the order received.
    #[must_use]
    pub fn files(&self) -> &[ReceivedFile] {
        &self.files
    }

    /// Returns the file with this name; the first one if there are several.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&ReceivedFile> {
        self.files.iter().find(|file| file.name == name)
    }

    /// Returns whether it was accepted.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.refusal.is_none()
    }

    /// Returns why it was refused, if it was.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// Returns whether the value of this field may be shown.
    pub(crate) fn is_public(&self, name: &str) -> bool {
        let is_own = is_signature_field(name) && name != PLATFORM.signature_field;
        is_own
            || self
                .endpoint
                .is_some_and(|endpoint| endpoint.is_public(name))
    }

    /// Refuses a call with too many fields and files.
    pub(crate) fn check_parts(&self) -> Result<(), Refusal> {
        const MOST: usize = 1_000;
        if self.fields.len() + self.files.len() < MOST {
            return Ok(());
        }
        let message = format!("the body has more than {MOST} fields and files");
        Err(Refusal::new(Reason::TooLarge, message))
    }

    /// Returns approximately how much memory it uses.
    pub(crate) fn weight(&self) -> usize {
        let fields = self.fields.iter();
        let fields = fields.map(|(name, value)| name.len() + value.len() + 48);
        let content = |file: &ReceivedFile| file.content.as_ref().map_or(0, Bytes::len);
        let files = self.files.iter().map(|file| content(file) + 192);
        fields.chain(files).sum::<usize>() + self.path.len() + 160
    }
}

impl fmt::Debug for ReceivedCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.fields.iter().map(|(name, value)| {
            let is_public = self.is_public(name);
            (name, if is_public { value } else { "[redacted]" })
        });
        f.debug_struct("ReceivedCall")
            .field("endpoint", &self.endpoint())
            .field("path", &self.path)
            .field("fields", &fields.collect::<Vec<_>>())
            .field("files", &self.files)
            .field("refusal", &self.refusal)
            .finish()
    }
}

/// Returns whether every call has this field.
pub(crate) fn is_signature_field(name: &str) -> bool {
    PLATFORM.own_fields().contains(&name)
}

/// A file of a call that the mock platform received. `Debug` does not show the content.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedFile {
    /// The name of the part, which is the parameter's name.
    pub name: String,
    /// The file name.
    pub file_name: String,
    /// The media type, if one was sent.
    pub media_type: Option<String>,
    /// The number of bytes.
    pub length: u64,
    /// The SHA-256 of the content, as 64 lowercase hex digits.
    pub sha256: String,
    /// The content if it has at most [`KEPT`](Self::KEPT) bytes, and all files of the call together at most
    /// 16 MiB. A larger upload is not held in memory.
    pub content: Option<Bytes>,
}

impl ReceivedFile {
    /// Content is kept up to this number of bytes: 1 MiB.
    pub const KEPT: usize = 1024 * 1024;
}

impl fmt::Debug for ReceivedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedFile")
            .field("name", &self.name)
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .field("length", &self.length)
            .field("sha256", &self.sha256)
            .finish_non_exhaustive()
    }
}

/// Incremental reader of a file: computes its length and digest, and keeps its content if it is small.
#[derive(Default)]
pub(crate) struct FileContent {
    digest: Sha256,
    length: u64,
    small: BytesMut,
}

impl FileContent {
    pub(crate) fn push(&mut self, chunk: &[u8]) {
        self.digest.update(chunk);
        self.length += u64::try_from(chunk.len()).unwrap_or_default();
        if self.length <= ReceivedFile::KEPT as u64 {
            self.small.extend_from_slice(chunk);
        }
    }

    pub(crate) fn received(
        self,
        name: String,
        file_name: String,
        media_type: Option<String>,
    ) -> ReceivedFile {
        let is_small = self.length <= ReceivedFile::KEPT as u64;
        ReceivedFile {
            name,
            file_name,
            media_type,
            length: self.length,
            sha256: hex(self.digest),
            content: is_small.then(|| self.small.freeze()),
        }
    }
}
