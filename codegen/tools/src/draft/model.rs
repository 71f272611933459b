//! The model of a drafted spec. Its pieces have reasons for a maintainer to review them.

use bge_private_codegen::spec::model::TypeExpr;

use super::literal::Item;

#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) reviews: Vec<String>,
    pub(super) group: String,
    pub(super) title: Text,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) types: Vec<(String, TypeDef)>,
}

/// A text in both languages.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub(super) en: String,
    pub(super) zh: String,
}

#[derive(Debug)]
pub(super) struct Endpoint {
    pub(super) name: String,
    pub(super) reviews: Vec<String>,
    pub(super) path: String,
    pub(super) doc: Text,
    pub(super) see: Option<String>,
    pub(super) args: Vec<Field>,
    pub(super) kwargs: Vec<Field>,
    pub(super) response: Response,
    pub(super) response_reviews: Vec<String>,
    pub(super) examples: Vec<Example>,
}

#[derive(Debug)]
pub(super) enum Response {
    None,
    Type(TypeExpr),
    Fields(Vec<Field>),
}

#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) reviews: Vec<String>,
    pub(super) ty: TypeExpr,
    pub(super) doc: Text,
    /// Bounds, as pairs of a key and a number.
    pub(super) bounds: Vec<(&'static str, String)>,
    pub(super) default: Option<Item>,
    pub(super) join: Option<&'static str>,
    pub(super) secret: Option<&'static str>,
    pub(super) nullable: bool,
    pub(super) optional: bool,
    pub(super) is_deprecated: bool,
    pub(super) rust: Option<String>,
}

impl Field {
    pub(super) fn new(name: &str, ty: TypeExpr, doc: Text) -> Self {
        Self {
            name: name.to_owned(),
            reviews: Vec::new(),
            ty,
            doc,
            bounds: Vec::new(),
            default: None,
            join: None,
            secret: None,
            nullable: false,
            optional: false,
            is_deprecated: false,
            rust: None,
        }
    }

    pub(super) fn review(&mut self, reason: impl Into<String>) {
        self.reviews.push(reason.into());
    }

    /// Returns whether both have the same name and type, and the same `secret`, `nullable` and `optional`.
    fn is_like(&self, other: &Self) -> bool {
        self.name == other.name
            && self.ty == other.ty
            && self.secret == other.secret
            && self.nullable == other.nullable
            && self.optional == other.optional
    }
}

#[derive(Debug)]
pub(super) struct TypeDef {
    pub(super) reviews: Vec<String>,
    pub(super) doc: Text,
    pub(super) kind: TypeKind,
}

#[derive(Debug)]
pub(super) enum TypeKind {
    Enum(Vec<EnumValue>),
    Object(Vec<Field>),
    /// Named sets of additional parameters.
    Extra(Vec<(String, Vec<Field>)>),
}

impl TypeKind {
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Enum(a), Self::Enum(b)) => a == b,
            (Self::Object(a), Self::Object(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_like(b))
            }
            _ => false,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EnumValue {
    pub(super) name: String,
    /// The value on the wire. Defaults to the name.
    pub(super) wire: Option<Wire>,
    /// The description of the value on the page.
    pub(super) label: String,
}

/// The form of an enum's value on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wire {
    Number(i64),
    Text(String),
}

#[derive(Debug)]
pub(super) struct Example {
    pub(super) reviews: Vec<String>,
    pub(super) args: Vec<(String, Item)>,
    pub(super) kwargs: Vec<(String, Item)>,
    pub(super) response: Option<Item>,
}
