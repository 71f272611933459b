//! Requests whose parameters are texts, their answers, and the tasks that they start.

use std::borrow::Cow;

use secrecy::ExposeSecret;
use url::Url;

use super::model::Call;
use super::pages::text;
use crate::generated::description::PLATFORM;
use crate::runtime::answer;
use crate::runtime::decode::{Content, Notes, Payload};
use crate::runtime::endpoint::{Endpoint, Kind, Param};
use crate::runtime::error::{Error, Result};
use crate::runtime::fields::Fields;
use crate::runtime::urls;
use crate::runtime::{Client, Detailed, Download, File, Polled, Post, Reply, Request, Secret};

/// A request whose parameters are texts, for any call of the spec.
///
/// Its parameters are checked like those of a typed request. The answer is not decoded; see [`Call::check`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Untyped {
    /// The call.
    pub call: &'static Call,
    /// Names and texts of the parameters, as sent. A list that is sent as separate fields has an entry for each
    /// item. `Debug` does not show the texts.
    pub fields: Vec<(String, Secret)>,
    /// Names and files.
    pub files: Vec<(String, File)>,
}

impl Untyped {
    /// Creates a request without parameters.
    #[must_use]
    pub fn new(call: &'static Call) -> Self {
        Self {
            call,
            fields: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.fields.push((name.into(), value.into()));
        self
    }

    /// Adds a file.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: File) -> Self {
        self.files.push((name.into(), file));
        self
    }

    /// Returns the request of a call whose answer is a file.
    #[must_use]
    pub fn download(self) -> UntypedDownload {
        UntypedDownload(self)
    }

    /// Returns the text of a parameter; the first one if there are several.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.expose_secret())
    }

    fn encode_param(&self, param: &'static Param, fields: &mut Fields) {
        let given = self.fields.iter().filter(|(name, _)| name == param.name);
        let values: Vec<&str> = given.map(|(_, value)| value.expose_secret()).collect();
        let files = self.files.iter().filter(|(name, _)| name == param.name);
        let files: Vec<&File> = files.map(|(_, file)| file).collect();
        let is_file = matches!(param.kind, Kind::File);
        let is_repeated = param.kind.is_repeated();
        let problem = match (values.len(), files.len()) {
            (0, 0) => param.required.then(|| "is missing".to_owned()),
            (0, 1) if is_file => None,
            (1.., 0) if is_file => Some("must be a file".to_owned()),
            (2.., 0) if !is_repeated => Some("is given twice".to_owned()),
            (1.., 0) => param.problem(&values),
            (0, 1..) if !is_file => Some("must be a text".to_owned()),
            (_, _) => Some("is given twice".to_owned()),
        };
        fields.refuse(param.name, problem);
        fields.given(param, &values);
        for file in files {
            fields.file(param.name, Some(file));
        }
    }
}

impl Request for Untyped {
    type Response = Reply;

    #[cfg(feature = "blocking")]
    type Blocking = Reply;

    const ENDPOINT: &'static Endpoint = Post::ENDPOINT;

    fn encode(&self, fields: &mut Fields) {
        self.encode_call(fields, false);
    }

    fn decode(payload: Payload<'_>) -> Reply {
        payload.reply()
    }
}

/// An untyped request whose answer is a file. Created by [`Untyped::download`].
#[derive(Clone, Debug)]
pub struct UntypedDownload(Untyped);

impl Request for UntypedDownload {
    type Response = Download;

    #[cfg(feature = "blocking")]
    type Blocking = crate::blocking::Download;

    const ENDPOINT: &'static Endpoint = Post::ENDPOINT;

    fn encode(&self, fields: &mut Fields) {
        self.0.encode_call(fields, true);
    }

    fn decode(payload: Payload<'_>) -> Download {
        payload.download()
    }
}

impl Untyped {
    fn encode_call(&self, fields: &mut Fields, is_download: bool) {
        let endpoint = self.call.endpoint;
        let problem = match is_download {
            false => "answers with a file; send it with `Untyped::download`",
            true => "does not answer with a file; send it without `Untyped::download`",
        };
        let is_wrong = endpoint.streams != is_download;
        fields.refuse("call", is_wrong.then(|| problem.to_owned()));
        fields.set_endpoint(endpoint);
        for param in endpoint.params {
            self.encode_param(param, fields);
        }
        fields.check_conditions();
        let is_further = |name: &str| endpoint.param(name).is_none();
        for (name, value) in self.fields.iter().filter(|(name, _)| is_further(name)) {
            if !endpoint.open {
                fields.refuse(name.clone(), Some("is not a parameter".to_owned()));
            }
            fields.secret_extra(name, value);
        }
        for (name, _) in self.files.iter().filter(|(name, _)| is_further(name)) {
            fields.refuse(name.clone(), Some("is not a parameter".to_owned()));
        }
    }
}

/// Checks the arguments of a request, as sending it does.
///
/// # Errors
/// Returns an invalid argument error.
pub fn validate<R: Request>(request: &R) -> Result<()> {
    let mut fields = Fields::new(R::ENDPOINT);
    request.encode(&mut fields);
    fields.finish().map(drop)
}

/// Returns the URL that a request is sent to.
#[must_use]
pub fn url_of<R: Request>(client: &Client, request: &R) -> Url {
    let mut fields = Fields::new(R::ENDPOINT);
    request.encode(&mut fields);
    urls::url_of(client.base_url(), &fields.path)
}

/// A call that does not ask for the state of a task is never done.
impl Polled for Untyped {
    fn task_id(&self) -> &str {
        let polling = self.call.endpoint.polling.as_ref();
        let id = polling.and_then(|polling| self.text(polling.param));
        id.unwrap_or_default()
    }

    fn state(&self, answer: &Reply) -> Option<String> {
        let polling = self.call.endpoint.polling.as_ref()?;
        text(answer, polling.state).map(Cow::into_owned)
    }

    fn endpoint(&self) -> &'static Endpoint {
        self.call.endpoint
    }
}

impl Call {
    /// Returns the request that asks for the state of the task that an answer has started, to
    /// [wait](crate::Call::wait) for it. Returns `None` if the answer has no id of a task.
    #[must_use]
    pub fn task(&self, answer: &Reply) -> Option<Untyped> {
        let task = self.endpoint.task.as_ref()?;
        let id = text(answer, task.id)?;
        let poll = PLATFORM.call_named(task.poll)?;
        Some(Untyped::new(poll).field(task.param, id.into_owned()))
    }

    /// Checks that an answer matches the spec, as the typed call does when it decodes it.
    ///
    /// # Errors
    /// Returns a decoding error that names the place.
    pub fn check(&self, answer: &Detailed<Reply>) -> Result<()> {
        let content = match answer::judge_platform(answer.status, &answer.headers, &answer.body) {
            Ok(content) => content,
            Err(_) => Content::Text(answer.body.clone()),
        };
        let notes = Notes::default();
        (self.decode)(Payload::new(&content, &notes));
        match notes.finish() {
            Ok(_) => Ok(()),
            Err(problem) => {
                let received = (answer.status, &answer.body);
                let name = self.endpoint.name;
                Err(Error::decode(name, received, problem, answer.attempts))
            }
        }
    }
}
