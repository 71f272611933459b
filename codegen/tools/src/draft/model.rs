//! The model of a drafted spec. Its pieces have reasons for a maintainer to review them.

use std::collections::HashSet;
use std::fmt;

use bge_private_codegen::json::Json;
use bge_private_codegen::naming;

use super::forms::{is_kind, is_secret};

/// A type expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ty {
    Scalar(&'static str),
    Named(String),
    List(Box<Ty>),
    Map(Box<Ty>),
    /// The fields of an object.
    Fields(Vec<Field>),
    /// The texts of an enum's values on the wire, with their descriptions on the page.
    Enum(Vec<(String, String)>),
    /// A template and its parameters.
    Extra(String, Vec<Field>),
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(name) => f.write_str(name),
            Self::Named(name) => f.write_str(name),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::Map(item) => write!(f, "map<{item}>"),
            Self::Fields(_) | Self::Enum(_) | Self::Extra(..) => f.write_str("object"),
        }
    }
}

impl Default for Ty {
    fn default() -> Self {
        Self::Scalar("none")
    }
}

impl Ty {
    pub(super) const ANY: Self = Self::Scalar("any");
}

#[derive(Debug, Default)]
pub(super) struct Endpoint {
    pub(super) name: String,
    pub(super) reviews: Vec<String>,
    pub(super) path: String,
    /// Its description on the page.
    pub(super) words: String,
    pub(super) see: Option<String>,
    pub(super) is_open: bool,
    pub(super) args: Vec<Field>,
    /// The parameters of which exactly one is given.
    pub(super) choices: Vec<Field>,
    pub(super) kwargs: Vec<Field>,
    pub(super) answer: Answer,
    pub(super) examples: Vec<Example>,
}

/// How the pages of an answer are asked for: pairs of a key and a name. Empty if there are none.
pub(super) type Paging = Vec<(&'static str, String)>;

/// The answer of a call.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// Its type, in a field without a name.
    pub(super) field: Field,
    pub(super) paging: Paging,
    /// The answers on the page, in the form of the response.
    pub(super) values: Vec<Json>,
}

/// A parameter, a field of an object, or a named type.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) reviews: Vec<String>,
    /// Its name in Rust, if another field would have the same.
    pub(super) rust: Option<String>,
    pub(super) ty: Ty,
    /// Its description on the page.
    pub(super) words: String,
    /// Bounds, as pairs of a key and a number.
    pub(super) bounds: Vec<(String, String)>,
    pub(super) default: Option<Json>,
    pub(super) join: Option<&'static str>,
    pub(super) secret: Option<&'static str>,
    pub(super) is_nullable: bool,
    pub(super) is_optional: bool,
}

impl Field {
    pub(super) fn new(name: &str, ty: Ty) -> Self {
        Self {
            name: name.to_owned(),
            ty,
            ..Self::default()
        }
    }

    pub(super) fn review(&mut self, reason: impl Into<String>) {
        self.reviews.push(reason.into());
    }

    pub(super) fn review_if(&mut self, applies: bool, reason: &str) {
        self.reviews.extend(applies.then(|| reason.to_owned()));
    }

    /// Marks a field whose name suggests that it is secret, or an enum.
    pub(super) fn mark_by_name(&mut self) {
        let is_text = self.ty == Ty::Scalar("string");
        if is_secret(&self.name) {
            self.secret = is_text.then_some("true");
            self.default = None;
            // An example or a default (例如, 示例, 默认) may be a real secret.
            let words = self.words.split(['例', '默']).next().unwrap_or_default();
            self.words = words.trim_end_matches(['示', '（', '(']).to_owned();
            self.review("the name suggests a secret");
        }
        let why = "it may be an enum, whose values the page does not list";
        self.review_if(is_text && is_kind(&self.name), why);
    }

    fn key(&self) -> impl PartialEq + '_ {
        let traits = (self.is_nullable, self.is_optional);
        (&self.name, &self.ty, self.secret, traits)
    }
}

/// Fields are equal if they have the same names and the same kinds of values.
impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

/// Gives fields that would have the same name in Rust different ones.
pub(super) fn distinguish<'a>(fields: impl IntoIterator<Item = &'a mut Field>) {
    let mut taken = HashSet::new();
    for field in fields {
        let name = naming::field(&field.name).replace("r#", "");
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| taken.insert(naming::field(name)));
        field.rust = free.filter(|free| *free != name);
        let is_other = field.rust.is_some();
        field.review_if(is_other, "another name would be the same in Rust");
    }
}

/// Returns the name of an enum's value in the spec, which is the wire text if that can be a name.
pub(super) fn value_name(wire: &str) -> String {
    if let Some(field) = wire.strip_prefix('-') {
        return format!("{field}_descending");
    }
    let name = wire.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => name,
        false => format!("value_{name}"),
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Example {
    pub(super) reviews: Vec<String>,
    pub(super) args: Vec<(String, Json)>,
    pub(super) kwargs: Vec<(String, Json)>,
    pub(super) response: Option<Json>,
}
