//! What the spec says of a call, as data: the runtime and the mock platform work from it.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use super::decode::Payload;
use super::fields::Fields;

/// A request as a value: it can be stored, compared and sent later with
/// [`Client::call`](crate::Client::call).
///
/// Generated requests and [`Post`](crate::Post) implement it; its items are for them alone.
pub trait Request: Sized + Send + 'static {
    /// What the platform answers.
    type Response: Send + 'static;

    /// What the spec says of the call.
    #[doc(hidden)]
    const ENDPOINT: &'static Endpoint;

    /// Hands the parameters over, in signing order.
    #[doc(hidden)]
    fn encode(&self, fields: &mut Fields);

    /// Reads the answer.
    #[doc(hidden)]
    fn decode(payload: Payload<'_>) -> Self::Response;
}

/// One call.
#[derive(Debug)]
pub struct Endpoint {
    /// Name, as in the platform's documentation.
    pub name: &'static str,
    /// The group it belongs to.
    pub group: &'static str,
    /// Path below the base URL.
    pub path: &'static str,
    /// Whether it may be sent again when nobody knows whether it was carried out.
    pub retry: Retry,
    /// Whether the platform forwards it to a service behind it, whose answer comes back.
    pub forwards: bool,
    /// Whether further text parameters are possible.
    pub open: bool,
    /// Its parameters, sorted by their name on the wire.
    pub params: &'static [Param],
}

impl Endpoint {
    /// The parameter of this name.
    pub(crate) fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// Whether the value of this parameter may be shown and recorded: the spec names it, does not call it secret,
    /// and describes its content.
    pub(crate) fn is_public(&self, name: &str) -> bool {
        match self.param(name) {
            Some(param) => param.is_public(),
            None => self.extra(name).next().is_some() && !self.is_secret(name),
        }
    }

    /// Whether the spec calls this parameter secret, or something in it.
    pub(crate) fn is_secret(&self, name: &str) -> bool {
        match self.param(name) {
            Some(param) => param.secret,
            None => self.extra(name).any(|param| param.secret),
        }
    }

    /// What the sets of further parameters say of this name.
    fn extra(&self, name: &str) -> impl Iterator<Item = &'static ExtraParam> {
        let sets = self.params.iter().flat_map(|param| match param.kind {
            Kind::Extra(sets) => sets,
            _ => &[],
        });
        let params = sets.flat_map(|set| set.params);
        params.filter(move |param| param.name == name)
    }
}

/// Whether a call may be sent again when nobody knows whether it was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Repeating does no harm.
    Safe,
    /// Repeating may do it twice.
    Unsafe,
    /// Repeating does no harm when a parameter has one of these values on the wire.
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
    /// Whether it must be given.
    pub required: bool,
    /// Whether its value, or something in it, must never be shown.
    pub secret: bool,
    /// Its form.
    pub kind: Kind,
    /// What it is held to.
    pub bounds: Bounds,
}

impl Param {
    /// Whether its value may be shown: it is not secret, and the spec describes its content.
    pub(crate) fn is_public(&self) -> bool {
        let is_open = match self.kind {
            Kind::List { item, .. } => *item == Kind::Json,
            kind => kind == Kind::Json,
        };
        !self.secret && !is_open
    }
}

/// The form of a parameter on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// `True` or `False`.
    Boolean,
    /// A whole number of 64 bits.
    Integer,
    /// A number.
    Float,
    /// A decimal number, exact.
    Decimal,
    /// An absolute URL.
    Url,
    /// JSON text whose content the spec does not describe.
    Json,
    /// JSON text of a type of the spec.
    TypedJson,
    /// A file part of a multipart body.
    File,
    /// RFC 3339.
    Time,
    /// Seconds since 1970.
    UnixTime,
    /// A duration in whole seconds.
    Seconds,
    /// One of these, as far as the spec knows.
    Enum(&'static [&'static str]),
    /// Several values.
    List {
        /// How they are put together.
        join: Join,
        /// The form of each.
        item: &'static Self,
    },
    /// The name of one of these sets of further text parameters, or of one that the spec does not know.
    Extra(&'static [ExtraSet]),
}

/// How the values of a list are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// In one field, with commas between.
    Comma,
    /// In one field, as a JSON list.
    Json,
    /// Each in a field of its own.
    Repeat,
}

/// A set of further text parameters.
#[derive(Debug, PartialEq, Eq)]
pub struct ExtraSet {
    /// Its name.
    pub name: &'static str,
    /// The parameters it must have.
    pub params: &'static [ExtraParam],
}

impl ExtraSet {
    /// The names of its parameters.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.params.iter().map(|param| param.name)
    }
}

/// One parameter of a set, a text.
#[derive(Debug, PartialEq, Eq)]
pub struct ExtraParam {
    /// Its name.
    pub name: &'static str,
    /// Whether its value must never be shown.
    pub secret: bool,
}

/// What a parameter is held to. Numbers are decimal text, so that they are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// At least this.
    pub min: Option<&'static str>,
    /// At most this.
    pub max: Option<&'static str>,
    /// More than this.
    pub above: Option<&'static str>,
    /// Less than this.
    pub below: Option<&'static str>,
    /// At least so many characters.
    pub min_length: Option<u64>,
    /// At most so many characters.
    pub max_length: Option<u64>,
    /// At least so many items.
    pub min_items: Option<u64>,
    /// At most so many items.
    pub max_items: Option<u64>,
}

impl Bounds {
    /// None at all.
    pub const NONE: Self = Self {
        min: None,
        max: None,
        above: None,
        below: None,
        min_length: None,
        max_length: None,
        min_items: None,
        max_items: None,
    };
}

/// What the spec says of the platform as a whole.
#[derive(Debug)]
pub struct Platform {
    /// Short name.
    pub name: &'static str,
    /// Digest of the signature.
    pub digest: crate::signature::Digest,
    /// Text before the signed fields.
    pub prefix: &'static str,
    /// Age at which a timestamp is refused.
    pub max_age: std::time::Duration,
    /// Name of the field with the client's key.
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
    /// Name of the envelope's place of a page in a longer list.
    pub pagination: &'static str,
    /// Paths of the calls that it forwards.
    pub forwarding_paths: &'static [&'static str],
    /// How often a call is tried again.
    pub retries: u32,
    /// Time to make a connection.
    pub connect_timeout: std::time::Duration,
    /// Time for one attempt.
    pub attempt_timeout: std::time::Duration,
    /// Time for the whole call.
    pub call_timeout: std::time::Duration,
    /// Size of the largest answer that is read.
    pub max_response_bytes: u64,
    /// Environment variable with the client's key.
    pub env_key: &'static str,
    /// Environment variable with the client's secret.
    pub env_secret: &'static str,
    /// Environment variable with the base URL.
    pub env_base_url: &'static str,
}
