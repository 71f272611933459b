//! Where in a spec a place in an answer is described.

use std::collections::HashMap;

use super::path::{Path, Step};
use crate::Checked;
use crate::source::Span;
use crate::spec::model::{
    Builtin, Endpoint, Field, Group, Response, Spanned, TypeDef, TypeExpr, TypeKind,
};

/// Keys from the top of a file down to a value.
pub(super) type Address = Vec<String>;

/// The fields of an object.
pub(super) type Fields = [(Spanned<String>, Field)];

/// What describes a place.
pub(super) enum Place<'a> {
    /// A field itself.
    Field {
        address: Address,
        name: &'a Spanned<String>,
        field: &'a Field,
        shape: Shape<'a>,
    },
    /// The whole answer, an item, or a value of a map.
    Value { span: Span, shape: Shape<'a> },
    /// A field of an object that does not have it, and the steps from there on.
    Unknown { object: Object<'a>, rest: Vec<Step> },
    /// The spec leaves open what is there.
    Open,
    /// The spec says something of another form there.
    Other { span: Span },
}

/// An object of the spec.
#[derive(Clone)]
pub(super) struct Object<'a> {
    pub(super) address: Address,
    pub(super) fields: &'a Fields,
    pub(super) span: Span,
}

/// What a value is, as the spec says.
#[derive(Clone)]
pub(super) enum Shape<'a> {
    /// Nothing is promised.
    None,
    Builtin(Builtin),
    List(&'a TypeExpr),
    Map(&'a TypeExpr),
    Object(Object<'a>),
    Enum(&'a Spanned<String>, &'a TypeDef),
}

/// The endpoints and types of a spec by their names.
pub(super) struct Index<'a> {
    endpoints: HashMap<&'a str, (&'a Group, &'a Spanned<String>, &'a Endpoint)>,
    types: HashMap<(u32, &'a str), (&'a Spanned<String>, &'a TypeDef)>,
}

impl<'a> Index<'a> {
    pub(super) fn new(checked: &'a Checked) -> Self {
        let (mut endpoints, mut types) = (HashMap::new(), HashMap::new());
        for group in &checked.spec().groups {
            for (name, endpoint) in &group.endpoints {
                endpoints.insert(name.value.as_str(), (group, name, endpoint));
            }
            for (name, def) in &group.types {
                types.insert((name.span.file, name.value.as_str()), (name, def));
            }
        }
        Self { endpoints, types }
    }

    /// Where an endpoint stands.
    pub(super) fn endpoint(&self, name: &str) -> Option<Span> {
        self.endpoints.get(name).map(|(_, name, _)| name.span)
    }

    /// What describes a place in an endpoint's answer, if there is such an endpoint.
    pub(super) fn find(&self, endpoint: &str, path: &Path) -> Option<Place<'a>> {
        let (_, name, endpoint) = self.endpoints.get(endpoint)?;
        let span = name.span;
        let shape = match &endpoint.response {
            Response::None => Shape::None,
            Response::Type(ty) => self.shape(span.file, &ty.value)?,
            Response::Fields(fields) => {
                let address = ["endpoints", &name.value, "response"];
                Shape::Object(Object {
                    address: address.map(str::to_owned).to_vec(),
                    fields,
                    span: last(fields, span),
                })
            }
        };
        let mut place = Place::Value { span, shape };
        for (index, step) in path.0.iter().enumerate() {
            let (span, shape) = match place {
                Place::Field { name, shape, .. } => (name.span, shape),
                Place::Value { span, shape } => (span, shape),
                other => return Some(other),
            };
            place = match (shape, step) {
                (Shape::Builtin(Builtin::Any), _) => Place::Open,
                (Shape::List(item), Step::Item) | (Shape::Map(item), Step::Entry) => {
                    let shape = self.shape(span.file, item)?;
                    Place::Value { span, shape }
                }
                (Shape::Object(object), Step::Field(wire)) => {
                    let rest = path.0.get(index..).unwrap_or_default();
                    self.field(object, wire, rest)?
                }
                _ => Place::Other { span },
            };
        }
        Some(place)
    }

    fn field(&self, object: Object<'a>, wire: &str, rest: &[Step]) -> Option<Place<'a>> {
        let mut fields = object.fields.iter();
        let known = fields.find(|(name, field)| wire_name(name, field) == wire);
        let Some((name, field)) = known else {
            let rest = rest.to_vec();
            return Some(Place::Unknown { object, rest });
        };
        let mut address = object.address;
        address.push(name.value.clone());
        let shape = self.shape(name.span.file, &field.ty.value)?;
        Some(Place::Field {
            address,
            name,
            field,
            shape,
        })
    }

    fn shape(&self, file: u32, ty: &'a TypeExpr) -> Option<Shape<'a>> {
        Some(match ty {
            TypeExpr::Builtin(builtin) => Shape::Builtin(*builtin),
            TypeExpr::List(item) => Shape::List(item),
            TypeExpr::Map(item) => Shape::Map(item),
            TypeExpr::Named(name) => {
                let (name, def) = *self.types.get(&(file, name.as_str()))?;
                match &def.kind {
                    TypeKind::Object(fields) => {
                        let address = ["types", &name.value, "fields"];
                        Shape::Object(Object {
                            address: address.map(str::to_owned).to_vec(),
                            fields,
                            span: last(fields, name.span),
                        })
                    }
                    _ => Shape::Enum(name, def),
                }
            }
        })
    }
}

/// The place of the last field, which another one would follow.
fn last(fields: &Fields, or: Span) -> Span {
    fields.last().map_or(or, |(name, _)| name.span)
}

fn wire_name<'a>(name: &'a Spanned<String>, field: &'a Field) -> &'a str {
    &field.wire.as_ref().unwrap_or(name).value
}
