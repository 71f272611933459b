//! The fields of one call: read from a request in signing order, checked against the constraints of the spec,
//! and kept as the text that is signed and sent.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::borrow::Cow;
use std::fmt;

use secrecy::ExposeSecret;
use smallvec::SmallVec;

use super::bounds::Bounds;
use super::endpoint::{Endpoint, Param, Retry};
use super::error::{Error, InvalidArgument};
use super::file::File;
use super::scalar::Scalar;
use super::secret::Secret;
use super::writer::{Encode, JsonWriter};
use crate::generated::platform::PLATFORM;

/// The fields of one call.
pub struct Fields {
    endpoint: &'static Endpoint,
    /// The name of the call in errors.
    name: Cow<'static, str>,
    path: Cow<'static, str>,
    /// The values, one after another. Each is valid UTF-8.
    text: SmallVec<[u8; 128]>,
    /// Most calls fit in place.
    entries: SmallVec<[Entry; 8]>,
    files: Vec<(Cow<'static, str>, File)>,
    problem: Option<InvalidArgument>,
    /// Index in the endpoint's parameters where the search for the next name starts.
    next: usize,
    /// Whether a field was added whose place in the order was not known in advance.
    unsorted: bool,
}

struct Entry {
    name: Cow<'static, str>,
    start: usize,
    end: usize,
}

impl Fields {
    /// Creates an empty set of fields. It is boxed because it is moved several times.
    pub(crate) fn new(endpoint: &'static Endpoint) -> Box<Self> {
        Box::new(Self {
            endpoint,
            name: Cow::Borrowed(endpoint.name),
            path: Cow::Borrowed(endpoint.path),
            text: SmallVec::new(),
            entries: SmallVec::new(),
            files: Vec::new(),
            problem: None,
            next: 0,
            unsorted: false,
        })
    }

    /// Returns the fields, checked and in signing order.
    pub(crate) fn finish(mut self: Box<Self>) -> Result<Box<Self>, Error> {
        if self.unsorted {
            self.entries.sort_by(|a, b| a.name.cmp(&b.name));
            self.refuse_repeated();
        }
        match self.problem.take() {
            Some(problem) => Err(Error::argument(self.name, problem)),
            None => Ok(self),
        }
    }

    /// Rejects further parameters with duplicate names.
    fn refuse_repeated(&mut self) {
        let repeats = |name: &str| {
            let param = self.endpoint.param(name);
            param.is_some_and(|param| param.kind.is_repeated())
        };
        let neighbours = self.entries.iter().zip(self.entries.iter().skip(1));
        let twice = neighbours
            .filter(|(one, next)| one.name == next.name)
            .map(|(one, _)| one.name.clone());
        if let Some(name) = twice.into_iter().find(|name| !repeats(name)) {
            self.refuse(name, Some("is given twice".to_owned()));
        }
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    pub(crate) fn name(&self) -> &Cow<'static, str> {
        &self.name
    }

    pub(crate) fn path(&self) -> &Cow<'static, str> {
        &self.path
    }

    pub(crate) fn files(&self) -> &[(Cow<'static, str>, File)] {
        &self.files
    }

    /// Returns names and values in signing order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let text = |value| std::str::from_utf8(value).unwrap_or_default();
        self.iter_bytes()
            .map(move |(name, value)| (name, text(value)))
    }

    /// Returns names and values, the values as bytes.
    pub(crate) fn iter_bytes(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.entries.iter().map(|entry| {
            let value = self.text.get(entry.start..entry.end);
            (entry.name.as_ref(), value.unwrap_or_default())
        })
    }

    /// Returns the length of all names and values, to reserve space.
    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
            + self
                .entries
                .iter()
                .map(|entry| entry.name.len())
                .sum::<usize>()
    }

    /// Returns whether the spec says that this call, with these arguments, is safe to repeat.
    pub(crate) fn is_safe(&self) -> bool {
        match self.endpoint.retry {
            Retry::Safe => true,
            Retry::Unsafe => false,
            Retry::SafeWhen { param, values } => self
                .iter()
                .any(|(name, value)| name == param && values.contains(&value)),
        }
    }

    /// Returns the parameter with this name. Generated code asks in the order of the parameters.
    fn param(&mut self, name: &'static str) -> Option<&'static Param> {
        let params = self.endpoint.params;
        let ahead = params.iter().enumerate().skip(self.next);
        let (index, param) = ahead
            .chain(params.iter().enumerate())
            .find(|(_, param)| param.name == name)?;
        self.next = index + 1;
        Some(param)
    }

    fn bounds(&mut self, name: &'static str) -> &'static Bounds {
        self.param(name)
            .map_or(&Bounds::NONE, |param| &param.bounds)
    }

    pub(crate) fn refuse(&mut self, name: impl Into<Cow<'static, str>>, problem: Option<String>) {
        if let (Some(problem), None) = (problem, &self.problem) {
            self.problem = Some(InvalidArgument {
                name: name.into(),
                problem,
            });
        }
    }

    fn push(&mut self, name: impl Into<Cow<'static, str>>, value: &str) {
        let start = self.text.len();
        self.text.extend_from_slice(value.as_bytes());
        self.entries.push(Entry {
            name: name.into(),
            start,
            end: self.text.len(),
        });
    }

    pub(crate) fn text(&mut self, name: &'static str, value: Option<&str>) {
        let bounds = self.bounds(name);
        if let Some(value) = value {
            self.refuse(name, bounds.length_problem(value));
            self.push(name, value);
        }
    }

    /// Adds a scalar.
    #[inline(never)]
    pub(crate) fn scalar<S: Scalar>(&mut self, name: &'static str, value: Option<&S::Value>) {
        let bounds = self.bounds(name);
        if let Some(value) = value {
            self.refuse(name, S::problem(value, bounds));
            S::with_text(value, |text| self.push(name, text));
        }
    }

    pub(crate) fn file(&mut self, name: &'static str, value: Option<&File>) {
        if let Some(file) = value {
            self.refuse(name, file.problem());
            self.files.push((Cow::Borrowed(name), file.clone()));
        }
    }

    /// Adds a list of scalars.
    #[inline(never)]
    pub(crate) fn list<S: Scalar>(&mut self, name: &'static str, value: Option<&Vec<S::Value>>) {
        if let Some(items) = value {
            let text = |item| S::with_text(item, str::to_owned);
            self.texts(name, items.iter().map(text).collect());
        }
    }

    fn texts(&mut self, name: &'static str, items: Vec<String>) {
        let param = self.param(name);
        let bounds = param.map_or(&Bounds::NONE, |param| &param.bounds);
        self.refuse(name, bounds.items_problem(items.len()));
        for item in &items {
            self.refuse(name, bounds.length_problem(item));
        }
        if param.is_some_and(|param| param.kind.is_repeated()) {
            for item in &items {
                self.push(name, item);
            }
            return;
        }
        if items.iter().any(String::is_empty) {
            let problem = "is joined by commas, so no item may be empty".to_owned();
            self.refuse(name, Some(problem));
        }
        if let Some(index) = items.iter().position(|item| item.contains(',')) {
            let problem =
                format!("is joined by commas, so no item may contain one; item {index} does");
            self.refuse(name, Some(problem));
        }
        self.push(name, &items.join(","));
    }

    /// Adds a value that is sent as JSON.
    #[inline(never)]
    pub(crate) fn json<F: Encode>(&mut self, name: &'static str, value: Option<&F::Value>) {
        let bounds = self.bounds(name);
        if let Some(value) = value {
            let mut json = JsonWriter::bounded(bounds);
            F::encode(value, &mut json);
            self.refuse(name, json.problem());
            self.push(name, &json.finish());
        }
    }

    /// Adds a parameter as the text that is sent, which was checked elsewhere.
    pub(crate) fn given(&mut self, name: &'static str, value: &str) {
        self.unsorted = true;
        self.push(name, value);
    }

    /// Adds a parameter that the spec does not list.
    pub(crate) fn extra(&mut self, name: &str, value: &str) {
        self.unsorted = true;
        let name: Cow<'static, str> = Cow::Owned(name.to_owned());
        let problem = if name.is_empty() {
            Some("has no name".to_owned())
        } else if self.endpoint.param(&name).is_some() {
            Some("is a parameter of the call itself".to_owned())
        } else {
            reserved(&name).then(|| "is set by the signature".to_owned())
        };
        self.refuse(name.clone(), problem);
        self.push(name, value);
    }

    /// Adds a secret parameter that the spec does not list.
    pub(crate) fn secret_extra(&mut self, name: &str, value: &Secret) {
        self.extra(name, value.expose_secret());
    }

    /// Adds a file that the spec does not list.
    pub(crate) fn extra_file(&mut self, name: &str, file: &File) {
        let name: Cow<'static, str> = Cow::Owned(name.to_owned());
        let is_taken = self.files.iter().any(|(other, _)| *other == name);
        let problem = if name.is_empty() {
            Some("has no name".to_owned())
        } else if reserved(&name) {
            Some("is set by the signature".to_owned())
        } else {
            is_taken
                .then(|| "is given twice".to_owned())
                .or_else(|| file.problem())
        };
        self.refuse(name.clone(), problem);
        self.files.push((name, file.clone()));
    }

    /// Sets the call that the fields are for, if it is not that of the request's type.
    pub(crate) fn set_endpoint(&mut self, endpoint: &'static Endpoint) {
        self.endpoint = endpoint;
        self.name = Cow::Borrowed(endpoint.name);
        self.path = Cow::Borrowed(endpoint.path);
    }

    /// Sets the path of a call that the spec does not describe.
    pub(crate) fn set_path(&mut self, path: &str) {
        let is_odd = |c: char| c.is_control() || matches!(c, '?' | '#' | '\\');
        let is_step = |segment: &str| {
            let segment = segment.to_ascii_lowercase().replace("%2e", ".");
            matches!(segment.as_str(), "." | "..")
        };
        let steps_aside = path.split('/').any(is_step);
        if !path.starts_with('/') || path.starts_with("//") || path.contains(is_odd) || steps_aside
        {
            let problem =
                "must be a plain path that starts with one slash, without a query".to_owned();
            self.refuse("path", Some(problem));
        }
        self.path = Cow::Owned(path.to_owned());
        // The name is shown in errors, so the rejected query is cut off; it may contain a secret.
        let shown = path.split(is_odd).next().unwrap_or_default();
        self.name = Cow::Owned(shown.to_owned());
    }
}

/// Shows names only, because values may be secret.
impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.entries.iter().map(|entry| &entry.name);
        f.debug_struct("Fields")
            .field("name", &self.name)
            .field("fields", &names.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

fn reserved(name: &str) -> bool {
    [
        PLATFORM.key_field,
        PLATFORM.nonce_field,
        PLATFORM.timestamp_field,
        PLATFORM.signature_field,
    ]
    .contains(&name)
}
