//! The fields of one call: read from a request in signing order, checked against the constraints of the spec,
//! and kept as the text that is signed and sent.
//!
//! What the generic functions call is `#[inline(never)]`, like decoding.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::borrow::Cow;
use std::ops::Range;

use secrecy::ExposeSecret;
use smallvec::SmallVec;

use super::bounds::Bounds;
use super::endpoint::{Endpoint, Excluded, Exclusion, Param, Retry};
use super::error::{Error, ErrorKind};
use super::file::File;
use super::path;
use super::scalar::Scalar;
use super::secret::Secret;
use super::writer::{Encode, JsonWriter};
use crate::generated::platform::PLATFORM;

/// The fields of one call.
pub struct Fields {
    pub(crate) endpoint: &'static Endpoint,
    /// The name of the call in errors.
    pub(crate) name: Cow<'static, str>,
    pub(crate) path: Cow<'static, str>,
    /// The parameters that are part of the path.
    pub(crate) in_path: Vec<(&'static str, String)>,
    /// The values, one after another.
    text: String,
    /// Names, and where in `text` their values are. Most calls fit in place.
    entries: SmallVec<[(Cow<'static, str>, Range<usize>); 8]>,
    pub(crate) files: Vec<(Cow<'static, str>, File)>,
    /// The name of the first argument that violates a constraint, and how.
    problem: Option<(Cow<'static, str>, String)>,
    /// Whether a field was added whose place in the order was not known in advance.
    unsorted: bool,
}

impl Fields {
    /// Creates an empty set of fields. It is boxed because it is moved several times.
    pub(crate) fn new(endpoint: &'static Endpoint) -> Box<Self> {
        Box::new(Self {
            endpoint,
            name: Cow::Borrowed(endpoint.name),
            path: Cow::Borrowed(endpoint.path),
            in_path: Vec::new(),
            text: String::with_capacity(128),
            entries: SmallVec::new(),
            files: Vec::new(),
            problem: None,
            unsorted: false,
        })
    }

    /// Returns the fields, checked and in signing order.
    pub(crate) fn finish(mut self: Box<Self>) -> Result<Box<Self>, Error> {
        if self.unsorted {
            self.entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            self.refuse_repeated();
        }
        match self.problem.take() {
            Some((name, problem)) => {
                let kind = ErrorKind::argument(name, problem);
                Err(Error::unsent(self.name, kind))
            }
            None => Ok(self),
        }
    }

    /// Rejects further parameters with duplicate names.
    fn refuse_repeated(&mut self) {
        let names = self.entries.iter().map(|(name, _)| name);
        let mut repeated = names
            .clone()
            .zip(names.skip(1))
            .filter(|(one, next)| one == next);
        let is_list = |name: &str| {
            let param = self.endpoint.param(name);
            param.is_some_and(|param| param.kind.is_repeated())
        };
        let name = repeated
            .find(|(name, _)| !is_list(name))
            .map(|(name, _)| name.clone());
        if let Some(name) = name {
            self.refuse(name, Some("is given twice".to_owned()));
        }
    }

    /// Returns the names and values of all parameters: those in the path, then those that are signed.
    pub(crate) fn params(&self) -> impl Iterator<Item = (&str, &str)> {
        let in_path = self.in_path.iter();
        let in_path = in_path.map(|(name, value)| (*name, value.as_str()));
        in_path.chain(self.iter())
    }

    /// Returns names and values of the signed fields in signing order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(name, place)| {
            let value = self.text.get(place.clone());
            (name.as_ref(), value.unwrap_or_default())
        })
    }

    /// Returns the length of all names and values, to reserve space.
    pub(crate) fn text_len(&self) -> usize {
        let names = self.entries.iter().map(|(name, _)| name.len());
        self.text.len() + names.sum::<usize>()
    }

    /// Returns whether the spec says that this call, with these arguments, is safe to repeat.
    pub(crate) fn is_safe(&self) -> bool {
        match self.endpoint.retry {
            Retry::Safe => true,
            Retry::Unsafe => false,
            Retry::SafeWhen { param, values } => self
                .params()
                .any(|(name, value)| name == param && values.contains(&value)),
        }
    }

    #[inline(never)]
    fn bounds(&self, name: &str) -> &'static Bounds {
        let param = self.endpoint.param(name);
        param.map_or(&Bounds::NONE, |param| &param.bounds)
    }

    /// Adds the text of a parameter that is sent even if no value is set.
    #[inline(never)]
    fn always(&mut self, name: &'static str) {
        let is_json = self.endpoint.json_body;
        // In a JSON body, a null is not signed; it is added when the body is written.
        let param = self.endpoint.param(name);
        let param = param.filter(|param| !(is_json && param.is_null_by_default()));
        if let Some(text) = param.and_then(|param| param.always) {
            self.push(name, text);
        }
    }

    #[inline(never)]
    pub(crate) fn refuse(&mut self, name: impl Into<Cow<'static, str>>, problem: Option<String>) {
        if let (Some(problem), None) = (problem, &self.problem) {
            self.problem = Some((name.into(), problem));
        }
    }

    #[inline(never)]
    fn push(&mut self, name: impl Into<Cow<'static, str>>, value: &str) {
        let start = self.text.len();
        self.text.push_str(value);
        self.entries.push((name.into(), start..self.text.len()));
    }

    pub(crate) fn text(&mut self, name: &'static str, value: Option<&str>) {
        let bounds = self.bounds(name);
        if let Some(value) = value {
            self.refuse(name, bounds.length_problem(value));
            self.push(name, value);
        }
    }

    #[inline(never)]
    pub(crate) fn scalar<S: Scalar>(&mut self, name: &'static str, value: Option<&S::Value>) {
        let Some(value) = value else {
            return self.always(name);
        };
        let bounds = self.bounds(name);
        self.refuse(name, (S::CODEC.problem)(value, bounds));
        (S::CODEC.with_text)(value, &mut self.adds(name));
    }

    /// Adds a parameter that is part of the path.
    #[inline(never)]
    pub(crate) fn segment<S: Scalar>(&mut self, name: &'static str, value: &S::Value) {
        let bounds = self.bounds(name);
        self.refuse(name, (S::CODEC.problem)(value, bounds));
        (S::CODEC.with_text)(value, &mut |text| self.segment_text(name, text));
    }

    /// Returns the closure that adds a text. Within a generic function, it would be compiled once per type.
    fn adds(&mut self, name: &'static str) -> impl FnMut(&str) {
        move |text| self.push(name, text)
    }

    fn segment_text(&mut self, name: &'static str, text: &str) {
        self.refuse(name, path::problem(text).map(str::to_owned));
        self.path = Cow::Owned(path::fill(&self.path, name, text));
        self.in_path.push((name, text.to_owned()));
    }

    pub(crate) fn file(&mut self, name: &'static str, value: Option<&File>) {
        if let Some(file) = value {
            self.refuse(name, file.problem());
            self.files.push((Cow::Borrowed(name), file.clone()));
        }
    }

    #[inline(never)]
    pub(crate) fn list<S: Scalar>(&mut self, name: &'static str, value: Option<&Vec<S::Value>>) {
        let text = |item| {
            let mut text = String::new();
            (S::CODEC.with_text)(item, &mut |part| text.push_str(part));
            text
        };
        let Some(items) = value else {
            return self.always(name);
        };
        let problem = items.iter().enumerate().find_map(|(index, item)| {
            let problem = (S::CODEC.problem)(item, &Bounds::NONE)?;
            Some(format!(
                "has an item that is wrong, item {index}: it {problem}"
            ))
        });
        self.refuse(name, problem);
        self.texts(name, items.iter().map(text).collect());
    }

    fn texts(&mut self, name: &'static str, items: Vec<String>) {
        let param = self.endpoint.param(name);
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
        let is_empty = items.iter().any(String::is_empty);
        let problem = "is joined by commas, so no item may be empty";
        self.refuse(name, is_empty.then(|| problem.to_owned()));
        if let Some(index) = items.iter().position(|item| item.contains(',')) {
            let problem =
                format!("is joined by commas, so no item may contain one; item {index} does");
            self.refuse(name, Some(problem));
        }
        self.push(name, &items.join(","));
    }

    /// Adds a value that is sent as JSON.
    pub(crate) fn json<F: Encode>(&mut self, name: &'static str, value: Option<&F::Value>) {
        match value {
            Some(value) => self.written(name, &|json| F::encode(value, json)),
            None => self.always(name),
        }
    }

    #[inline(never)]
    fn written(&mut self, name: &'static str, write: &dyn Fn(&mut JsonWriter)) {
        let mut json = JsonWriter::bounded(self.bounds(name));
        write(&mut json);
        self.refuse(name, json.problem());
        self.push(name, &json.finish());
    }

    /// Adds a parameter as the texts that are sent, which were checked elsewhere.
    pub(crate) fn given(&mut self, param: &'static Param, values: &[&str]) {
        self.unsorted = true;
        let is_null = self.endpoint.json_body && param.is_null_by_default();
        let always = param.always.filter(|_| values.is_empty() && !is_null);
        for value in values.iter().copied().chain(always) {
            if self.endpoint.is_in_path(param.name) {
                self.segment_text(param.name, value);
            } else {
                self.push(param.name, value);
            }
        }
    }

    fn is_given(&self, name: &str) -> bool {
        self.params().any(|(given, _)| given == name)
            || self.files.iter().any(|(given, _)| given == name)
    }

    /// Rejects parameters that depend on another one and are given without it or missing, and those that exclude each
    /// other.
    pub(crate) fn check_conditions(&mut self) {
        for exclusion in self.endpoint.exclusions {
            self.check_exclusion(exclusion);
        }
        for param in self.endpoint.params {
            if let Some(with) = param.with {
                let is_given = self.is_given(param.name);
                let mut params = self.params();
                let other = params.find(|(name, _)| *name == with.param);
                let problem = with.problem(other.map(|(_, value)| value), is_given);
                drop(params);
                self.refuse(param.name, problem);
            }
        }
    }

    fn check_exclusion(&mut self, exclusion: &Exclusion) {
        let (name, problem) = match exclusion.problem(|name| self.is_given(name)) {
            Some(Excluded::Several(first, second)) => {
                (second, format!("must not be given beside `{first}`"))
            }
            Some(Excluded::NoneGiven) => {
                let Some(first) = exclusion.params.first() else {
                    return;
                };
                let names = exclusion.names();
                (
                    *first,
                    format!("is missing: one of {names} is required, and none is sent"),
                )
            }
            None => return,
        };
        self.refuse(name, Some(problem));
    }

    /// Adds a parameter that the spec does not list.
    pub(crate) fn extra(&mut self, name: &str, value: &str) {
        self.unsorted = true;
        let is_param = self.endpoint.param(name).is_some();
        self.refuse_name(
            name,
            is_param.then_some("is a parameter of the call itself"),
        );
        self.push(name.to_owned(), value);
    }

    pub(crate) fn secret_extra(&mut self, name: &str, value: &Secret) {
        self.extra(name, value.expose_secret());
    }

    /// Adds a file that the spec does not list.
    pub(crate) fn extra_file(&mut self, name: &str, file: &File) {
        let is_taken = self.files.iter().any(|(other, _)| *other == name);
        self.refuse_name(name, is_taken.then_some("is given twice"));
        self.refuse(name.to_owned(), file.problem());
        self.files.push((name.to_owned().into(), file.clone()));
    }

    /// Rejects the name of an argument that the spec does not list, if it cannot be one or has this problem.
    fn refuse_name(&mut self, name: &str, problem: Option<&str>) {
        let problem = if name.is_empty() {
            Some("has no name")
        } else if PLATFORM.own_fields().contains(&name) {
            Some("is set by the signature")
        } else {
            problem
        };
        self.refuse(name.to_owned(), problem.map(str::to_owned));
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
