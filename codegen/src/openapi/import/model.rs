//! A drafted spec: what will be written, each piece with the reasons to review it.

use crate::openapi::tree::{Map, Tree};
use crate::spec::model::TypeExpr;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Texts {
    pub(super) en: String,
    pub(super) zh: String,
}

#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) title: Texts,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) types: Vec<(String, TypeDef)>,
}

impl Group {
    /// The group of a document without calls.
    pub(super) fn empty() -> Self {
        Self {
            name: "api".to_owned(),
            title: super::names::from_name("api"),
            endpoints: Vec::new(),
            types: Vec::new(),
        }
    }
}

#[derive(Debug)]
pub(super) struct Endpoint {
    /// The place of its operation.
    pub(super) key: usize,
    pub(super) reviews: Vec<String>,
    pub(super) name: String,
    pub(super) path: String,
    pub(super) doc: Texts,
    pub(super) see: Option<String>,
    /// Whether it may be sent again, with reasons to look at that.
    pub(super) retry: Option<(Tree, Vec<String>)>,
    /// Whether the platform forwards it, as the document says.
    pub(super) forwards: Option<Tree>,
    pub(super) args: Vec<Field>,
    pub(super) kwargs: Vec<Field>,
    pub(super) response: Response,
    pub(super) examples: Vec<Example>,
    pub(super) deprecated: Option<Texts>,
    pub(super) rust: Option<String>,
}

#[derive(Debug)]
pub(super) enum Response {
    None,
    Type(TypeExpr, Vec<String>),
    Fields(Vec<Field>),
}

#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) reviews: Vec<String>,
    pub(super) ty: TypeExpr,
    pub(super) join: Option<&'static str>,
    /// Bounds by their keys.
    pub(super) bounds: Vec<(&'static str, String)>,
    pub(super) default: Option<Tree>,
    pub(super) secret: Option<Tree>,
    pub(super) nullable: bool,
    pub(super) optional: bool,
    pub(super) lenient: bool,
    pub(super) wire: Option<String>,
    pub(super) rust: Option<String>,
    pub(super) doc: Texts,
    pub(super) deprecated: Option<Texts>,
    /// A value as it is on the wire, from the schema.
    pub(super) example: Option<Tree>,
}

#[derive(Clone, Debug)]
pub(super) struct TypeDef {
    pub(super) doc: Texts,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Enum(Vec<Value>),
    Object(Vec<Field>),
    Extra(Vec<Set>),
}

#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) name: String,
    /// As it is on the wire.
    pub(super) wire: Tree,
    pub(super) doc: Option<Texts>,
    pub(super) rust: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) name: String,
    pub(super) doc: Texts,
    pub(super) params: Vec<Field>,
}

#[derive(Debug)]
pub(super) struct Example {
    pub(super) reviews: Vec<String>,
    pub(super) title: Texts,
    pub(super) args: Map,
    pub(super) kwargs: Map,
    pub(super) response: Option<Tree>,
}

impl Field {
    /// The name that is sent.
    pub(super) fn on_wire(&self) -> &str {
        self.wire.as_deref().unwrap_or(&self.name)
    }
}
