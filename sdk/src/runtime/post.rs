//! Calls that the spec does not describe, made by path.

use super::call::Call;
use super::client::Client;
use super::decode::Payload;
use super::endpoint::{Endpoint, Retry};
use super::fields::Fields;
use super::file::File;
use super::reply::Reply;
use super::request::Request;
use super::secret::Secret;

/// A call that the spec does not describe. Created by [`Client::post`](crate::Client::post).
///
/// It is signed, retried and answered like every other call. It is not repeated if it may have been carried
/// out, unless [`Call::with_safe_to_repeat`](crate::Call::with_safe_to_repeat) allows it. If the spec describes
/// the path as one that the platform forwards, failures are reported as for that call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Post {
    /// Path relative to the base URL, with a leading slash.
    pub path: String,
    /// Field names and the texts that are sent. `Debug` does not show the texts.
    pub fields: Vec<(String, Secret)>,
    /// Names and files.
    pub files: Vec<(String, File)>,
}

impl Post {
    /// Creates a call without fields.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            fields: Vec::new(),
            files: Vec::new(),
        }
    }
}

impl Client {
    /// Creates a call that the spec does not describe, from its path, such as `/openbge/new`.
    ///
    /// ```no_run
    /// # async fn example(client: bge_private_sdk::Client) -> Result<(), bge_private_sdk::Error> {
    /// let reply = client.post("/openbge/new").field("user_id", "u-1").await?;
    /// let profile: serde_json::Value = reply.json()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn post(&self, path: impl Into<String>) -> Call<Post> {
        self.call(Post::new(path))
    }
}

impl Request for Post {
    type Response = Reply;

    #[cfg(feature = "blocking")]
    type Blocking = Reply;

    const ENDPOINT: &'static Endpoint = &Endpoint {
        name: "post",
        group: "",
        path: "",
        retry: Retry::Unsafe,
        forwards: false,
        streams: false,
        json_body: false,
        open: true,
        paging: None,
        task: None,
        polling: None,
        exclusions: &[],
        params: &[],
    };

    fn encode(&self, fields: &mut Fields) {
        fields.set_path(&self.path);
        for (name, value) in &self.fields {
            fields.secret_extra(name, value);
        }
        for (name, file) in &self.files {
            fields.extra_file(name, file);
        }
    }

    fn decode(payload: Payload<'_>) -> Reply {
        payload.reply()
    }
}

impl<C> Call<Post, C> {
    /// Adds a field. The platform expects booleans as `True` or `False` and lists joined by commas.
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.request_mut().fields.push((name.into(), value.into()));
        self
    }

    /// Adds a file. The body becomes multipart.
    pub fn file(mut self, name: impl Into<String>, file: File) -> Self {
        self.request_mut().files.push((name.into(), file));
        self
    }
}
