//! Static description of a call, used by the runtime and the mock.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use super::bounds::Bounds;
use super::path;
use super::scalar::{JsonForm, ScalarInfo};

/// One call.
#[derive(Debug)]
pub struct Endpoint {
    /// Name in the platform's documentation.
    pub name: &'static str,
    /// Its group.
    pub group: &'static str,
    /// Path relative to the base URL. A segment such as `{task_id}` stands for the value of a parameter.
    pub path: &'static str,
    /// Whether it is safe to send again if it is unknown whether it was carried out.
    pub retry: Retry,
    /// Whether the platform forwards it to another service, whose answer is returned.
    pub forwards: bool,
    /// Whether the answer is a file of any size.
    pub streams: bool,
    /// Whether its fields are sent as one JSON object instead of a form.
    pub json_body: bool,
    /// Whether it accepts further text parameters.
    pub open: bool,
    /// How its pages are asked for, if it returns a part of a long list.
    pub paging: Option<Paging>,
    /// The task that it starts.
    pub task: Option<Started>,
    /// How it tells the state of a task, if it is asked until the task is done.
    pub polling: Option<Polling>,
    /// Parameters that exclude each other.
    pub exclusions: &'static [Exclusion],
    /// Its parameters, sorted by their names on the wire.
    pub params: &'static [Param],
}

/// How the pages of a long list are asked for. All names are those on the wire.
#[derive(Debug)]
pub struct Paging {
    /// The parameter that selects the page.
    pub param: &'static str,
    /// The parameter with the maximum number of items of a page.
    pub size: Option<&'static str>,
    /// The way to the cursor of the next page, from the data of an answer. `None` if pages are numbered from 1.
    pub next: Option<Steps>,
    /// The way to the items.
    pub items: Steps,
    /// The way to the number of items of the page.
    pub count: Option<Steps>,
    /// The way to the number of items of all pages.
    pub total: Option<Steps>,
}

/// A task that a call starts.
#[derive(Debug)]
pub struct Started {
    /// The call that asks for its state.
    pub poll: &'static str,
    /// The parameter of that call with the id of the task, on the wire.
    pub param: &'static str,
    /// The way to the id, from the data of the answer.
    pub id: Steps,
}

/// How a call tells the state of a task. All names are those on the wire.
#[derive(Debug)]
pub struct Polling {
    /// The parameter with the id of the task.
    pub param: &'static str,
    /// The way to the state, from the data of an answer.
    pub state: Steps,
    /// The states of a task that is done.
    pub done: &'static [&'static str],
    /// The states of a task that failed.
    pub failed: &'static [&'static str],
}

impl Polling {
    /// Returns what a state means. An unknown state is not final.
    pub(crate) fn judge(&self, state: Option<&str>) -> State {
        let is_among = |words: &[&str]| state.is_some_and(|state| words.contains(&state));
        match (is_among(self.done), is_among(self.failed)) {
            (true, _) => State::Done,
            (false, true) => State::Failed,
            (false, false) => State::Pending,
        }
    }
}

/// Whether a task goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Pending,
    Done,
    Failed,
}

/// The names of the members that lead to a value.
pub type Steps = &'static [&'static str];

impl Endpoint {
    /// Returns the parameter with this name.
    pub fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// Returns whether this parameter is required, or one of several of which one is.
    #[cfg(feature = "mock")]
    pub(crate) fn requires(&self, name: &str) -> bool {
        let is_choice = |one: &Exclusion| one.required && one.params.contains(&name);
        self.param(name).is_some_and(|param| param.required)
            || self.exclusions.iter().any(is_choice)
    }

    /// Returns whether this parameter is part of the path. It is neither signed nor sent as a field.
    pub(crate) fn is_in_path(&self, name: &str) -> bool {
        path::has_parameter(self.path, name)
    }

    /// Returns how badly it fits what is sent: how many parameters are missing or unknown, then how few are required,
    /// then how many there are. Of calls with the same path, the one with the least misfit is meant.
    #[cfg(any(feature = "describe", feature = "mock"))]
    pub fn misfit(&self, sent: &[&str]) -> (usize, std::cmp::Reverse<usize>, usize) {
        let required = || self.params.iter().filter(|param| param.required);
        let missing = required()
            .filter(|param| !sent.contains(&param.name))
            .count();
        let is_unknown = |name: &&&str| !self.open && self.param(name).is_none();
        let unknown = sent.iter().filter(is_unknown).count();
        let exclusions = self.exclusions.iter();
        let wrong = exclusions.map(|exclusion| exclusion.misfit(|name| sent.contains(&name)));
        let one_of = self
            .exclusions
            .iter()
            .filter(|exclusion| exclusion.required);
        (
            missing + unknown + wrong.sum::<usize>(),
            std::cmp::Reverse(required().count() + one_of.count()),
            self.params.len(),
        )
    }

    /// Returns whether the value of this parameter may be shown and recorded: the spec lists it, does not call
    /// it secret, and describes its content.
    pub fn is_public(&self, name: &str) -> bool {
        match self.param(name) {
            Some(param) => param.is_public(),
            None => self.extra(name).next().is_some() && !self.is_secret(name),
        }
    }

    /// Returns whether this parameter, or something in it, is secret.
    pub fn is_secret(&self, name: &str) -> bool {
        match self.param(name) {
            Some(param) => param.secret,
            None => self.extra(name).any(|param| param.secret),
        }
    }

    /// Returns what the sets of further parameters say about this name.
    fn extra(&self, name: &str) -> impl Iterator<Item = &'static ExtraParam> {
        let sets = self.params.iter().flat_map(|param| param.kind.sets());
        let params = sets.flat_map(|set| set.params);
        params.filter(move |param| param.name == name)
    }
}

/// Whether a call is safe to send again if it is unknown whether it was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Safe to repeat.
    Safe,
    /// Not safe to repeat.
    Unsafe,
    /// Safe to repeat if a parameter has one of these values on the wire.
    SafeWhen {
        /// The parameter.
        param: &'static str,
        /// The values.
        values: &'static [&'static str],
    },
}

/// One parameter.
#[derive(Debug)]
pub struct Param {
    /// Name on the wire.
    pub name: &'static str,
    /// Whether it is required.
    pub required: bool,
    /// Whether its value, or a part of it, must never be shown.
    pub secret: bool,
    /// Its form.
    pub kind: Kind,
    /// Its constraints.
    pub bounds: Bounds,
    /// The text that is sent if no value is set.
    pub always: Option<&'static str>,
    /// The condition under which it may be given.
    pub with: Option<With>,
}

/// Parameters of which at most one is sent.
#[derive(Debug)]
pub struct Exclusion {
    /// Whether one of them is required.
    pub required: bool,
    /// Their names.
    pub params: &'static [&'static str],
}

impl Exclusion {
    /// Returns those that are given.
    fn given(&self, is_given: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
        let params = self.params.iter().copied();
        params.filter(move |name| is_given(name))
    }

    /// Returns how many parameters are missing or too many.
    #[cfg(any(feature = "describe", feature = "mock"))]
    fn misfit(&self, is_given: impl Fn(&str) -> bool) -> usize {
        let given = self.given(is_given).count();
        usize::from(self.required).saturating_sub(given) + given.saturating_sub(1)
    }

    /// Returns what is wrong if these parameters are given.
    pub(crate) fn problem(&self, is_given: impl Fn(&str) -> bool) -> Option<Excluded> {
        let mut given = self.given(is_given);
        match (given.next(), given.next()) {
            (None, _) if self.required => Some(Excluded::NoneGiven),
            (Some(first), Some(second)) => Some(Excluded::Several(first, second)),
            (None | Some(_), _) => None,
        }
    }

    /// Returns the names as a list, for messages.
    pub(crate) fn names(&self) -> String {
        let names = self.params.iter().map(|name| format!("`{name}`"));
        names.collect::<Vec<_>>().join(", ")
    }
}

/// What is wrong about parameters that exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Excluded {
    /// One is required, and none is given.
    NoneGiven,
    /// Two, or more, are given.
    Several(&'static str, &'static str),
}

/// Another parameter that a parameter depends on, and the values on the wire with which it may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct With {
    /// The other parameter.
    pub param: &'static str,
    /// Its values.
    pub values: &'static [&'static str],
    /// The value that the platform assumes if it is not sent.
    pub default: Option<&'static str>,
    /// Whether the parameter is required with these values.
    pub required: bool,
}

impl With {
    /// Returns what is wrong if the other parameter has this value, and the parameter is given or not, as words that
    /// follow the parameter's name.
    pub(crate) fn problem(self, value: Option<&str>, is_given: bool) -> Option<String> {
        let value = value.or(self.default);
        let holds = value.is_some_and(|value| self.values.contains(&value));
        let problem = match (holds, is_given) {
            (false, true) => "may only be given if",
            (true, false) if self.required => "is required if",
            _ => return None,
        };
        let values = self.values.iter().map(|value| format!("`{value}`"));
        let (param, values) = (self.param, values.collect::<Vec<_>>().join(" or "));
        Some(format!("{problem} `{param}` is {values}"))
    }
}

impl Param {
    /// Returns whether its value may be shown: it is not secret, and the spec describes its content.
    pub fn is_public(&self) -> bool {
        !self.secret && !self.kind.is_open()
    }

    /// Returns whether null stands for it in a JSON body if it is not set.
    pub(crate) fn is_null_by_default(&self) -> bool {
        self.always == Some("null")
    }
}

/// The form of a parameter on the wire.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A scalar.
    Scalar(&'static ScalarInfo),
    /// A file, sent as a part of a multipart body.
    File,
    /// JSON text of an object, a map, or a list of lists.
    Json {
        /// Whether it contains JSON whose content the spec does not describe.
        is_open: bool,
    },
    /// One of the known values, or another value of the scalar.
    Enum(&'static [&'static str], &'static ScalarInfo),
    /// A list.
    List {
        /// How the items are joined.
        join: Join,
        /// The form of each item.
        item: &'static Self,
    },
    /// The name of one of these sets of further text parameters, or another name.
    Extra(&'static [ExtraSet]),
}

impl Kind {
    /// Returns whether it contains JSON whose content the spec does not describe.
    fn is_open(self) -> bool {
        match self {
            Self::Scalar(info) => info.json == JsonForm::Any,
            Self::Json { is_open } => is_open,
            Self::List { item, .. } => item.is_open(),
            Self::File | Self::Enum(..) | Self::Extra(_) => false,
        }
    }

    /// Returns how the items are joined, if it is a list.
    pub fn join(self) -> Option<Join> {
        let Self::List { join, .. } = self else {
            return None;
        };
        Some(join)
    }

    /// Returns whether it is a list with a field for each item.
    pub(crate) fn is_repeated(self) -> bool {
        self.join() == Some(Join::Repeat)
    }

    /// Returns the known sets of further parameters.
    fn sets(self) -> &'static [ExtraSet] {
        let Self::Extra(sets) = self else {
            return &[];
        };
        sets
    }
}

/// How the items of a list are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// In one field, separated by commas.
    Comma,
    /// In one field, as a JSON list.
    Json,
    /// Each in a separate field.
    Repeat,
}

/// A set of further text parameters.
#[derive(Debug, PartialEq, Eq)]
pub struct ExtraSet {
    /// Its name.
    pub name: &'static str,
    /// Its required parameters.
    pub params: &'static [ExtraParam],
}

impl ExtraSet {
    /// Returns the names of its parameters.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.params.iter().map(|param| param.name)
    }
}

/// A text parameter of a set.
#[derive(Debug, PartialEq, Eq)]
pub struct ExtraParam {
    /// Its name.
    pub name: &'static str,
    /// Whether its value must never be shown.
    pub secret: bool,
}

/// Description of the platform as a whole.
#[derive(Debug)]
pub struct Platform {
    /// Short name.
    pub name: &'static str,
    /// Digest of its signatures.
    pub digest: crate::signature::Digest,
    /// Text before the signed fields.
    pub prefix: &'static str,
    /// Age at which a timestamp is refused.
    pub max_age: std::time::Duration,
    /// Name of the field with the app key.
    pub key_field: &'static str,
    /// Name of the field with the nonce.
    pub nonce_field: &'static str,
    /// Name of the field with the time of signing.
    pub timestamp_field: &'static str,
    /// Name of the field with the signature.
    pub signature_field: &'static str,
    /// Name of the envelope's code.
    pub code: &'static str,
    /// Name of the envelope's message.
    pub message: &'static str,
    /// Name of the envelope's data.
    pub data: &'static str,
    /// Name of the envelope's pagination.
    pub pagination: &'static str,
    /// Seconds by which the platform's zone is ahead of UTC.
    pub utc_offset: i32,
    /// Paths of the calls that the platform forwards.
    pub forwarding_paths: &'static [&'static str],
    /// Maximum number of retries.
    pub retries: u32,
    /// Time limit for making a connection.
    pub connect_timeout: std::time::Duration,
    /// Time limit for one attempt.
    pub attempt_timeout: std::time::Duration,
    /// Time limit for the whole call.
    pub call_timeout: std::time::Duration,
    /// Maximum size of an answer, in bytes.
    pub max_response_bytes: u64,
    /// Environment variable with the app key.
    pub env_key: &'static str,
    /// Environment variable with the app secret.
    pub env_secret: &'static str,
    /// Environment variable with the base URL.
    pub env_base_url: &'static str,
}

impl Platform {
    /// Returns the names of the fields that every call has besides its parameters.
    pub fn own_fields(&self) -> [&'static str; 4] {
        [
            self.key_field,
            self.nonce_field,
            self.timestamp_field,
            self.signature_field,
        ]
    }
}
