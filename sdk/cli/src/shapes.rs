//! Finds the shape of a JSON value whose type has several.

use bge_private_sdk::describe::{JsonForm, Object, ScalarInfo, Type};

use crate::json::Node;

/// Returns the shape of a value whose type has several, or else its type. Returns `None` if it has no known shape.
pub(crate) fn of(node: &Node, ty: Type) -> Option<Type> {
    let Type::AnyOf(any) = ty else {
        return Some(ty);
    };
    let shape = any.shapes.iter().find(|shape| fits(node, **shape))?;
    of(node, *shape)
}

/// Returns whether a value can be read as this type. Fields that the spec does not name are ignored.
fn fits(node: &Node, ty: Type) -> bool {
    match (ty, node) {
        (Type::Scalar(info), _) => is_scalar(node, info),
        (Type::Enum(known), _) => {
            matches!(node, Node::Raw(_)) == known.is_number && !is_nested(node)
        }
        (Type::Object(object), Node::Object(members)) => is_object(members, object),
        (Type::List(item), Node::List(items)) => items.iter().all(|node| fits(node, *item)),
        (Type::Map(item), Node::Object(members)) => {
            members.iter().all(|(_, node)| fits(node, *item))
        }
        (Type::AnyOf(_), _) => true,
        (Type::File | Type::Object(_) | Type::Extra(_) | Type::List(_) | Type::Map(_), _) => false,
    }
}

fn is_scalar(node: &Node, info: &ScalarInfo) -> bool {
    match (info.json, node) {
        (JsonForm::Any, _) => true,
        (JsonForm::Text, Node::Text(text)) => info.is_valid(text),
        (JsonForm::Boolean, Node::Raw(raw)) => matches!(raw.as_str(), "true" | "false"),
        (JsonForm::Number, Node::Raw(raw)) => info.is_valid(raw),
        (JsonForm::Text | JsonForm::Boolean | JsonForm::Number, _) => false,
    }
}

fn is_object(members: &[(String, Node)], object: &Object) -> bool {
    object.fields.iter().all(|field| {
        let member = members.iter().find(|(name, _)| name == field.name);
        // Whether a field may be null, or a number may be text, does not distinguish objects.
        member.map_or(!field.required, |(_, node)| {
            !is_nested(node) || fits(node, field.ty)
        })
    })
}

fn is_nested(node: &Node) -> bool {
    matches!(node, Node::List(_) | Node::Object(_))
}
