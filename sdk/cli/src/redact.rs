//! Hides what is secret in a JSON value.

use bge_private_sdk::SecretUrl;
use bge_private_sdk::describe::{Call, Hidden, PLATFORM, Type, is_identifier};
use url::Url;

use crate::json::Node;
use crate::shapes;

/// Replaces a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Returns whether the value of this field of a call may be shown.
pub(crate) fn is_public(call: Option<&Call>, name: &str) -> bool {
    let protocol = PLATFORM.protocol;
    let is_own = protocol.own_fields().contains(&name) && name != protocol.signature_field;
    is_own || call.is_some_and(|call| call.endpoint.is_public(name))
}

/// Hides secrets in the data of a call, and data that the spec does not describe. `ty` is `None` if the call returns
/// no data. Returns whether anything was hidden.
pub(crate) fn data(node: &mut Node, ty: Option<Type>) -> bool {
    match ty {
        Some(ty) => value(node, ty),
        None => hide(node),
    }
}

/// Hides secrets in the data of an envelope, and the members that the spec does not describe.
pub(crate) fn envelope(node: &mut Node, ty: Option<Type>) -> bool {
    let Node::Object(members) = node else {
        return data(node, ty);
    };
    let protocol = PLATFORM.protocol;
    let own = [protocol.code, protocol.message, protocol.pagination];
    each_member(members, |name, node| {
        if name == protocol.data {
            Some(data(node, ty))
        } else {
            own.contains(&name).then_some(false)
        }
    })
}

fn value(node: &mut Node, ty: Type) -> bool {
    let Some(ty) = shapes::of(node, ty) else {
        return hide(node);
    };
    match (ty, &mut *node) {
        (Type::Scalar(info), _) => scalar(node, info.hidden),
        (Type::Object(object), Node::Object(members)) => {
            each_member(members, |name, node| match object.field(name) {
                Some(field) => Some(value(node, field.ty)),
                None => object.rest.then(|| open_member(name, node)),
            })
        }
        (Type::List(item), Node::List(items)) => {
            any(items.iter_mut().map(|node| value(node, *item)))
        }
        (Type::Map(item), Node::Object(members)) => {
            any(members.iter_mut().map(|(_, node)| value(node, *item)))
        }
        // A value of another shape than the spec describes may contain anything.
        (Type::Object(_) | Type::AnyOf(_) | Type::List(_) | Type::Map(_), _)
        | (_, Node::Object(_) | Node::List(_)) => hide(node),
        (Type::File | Type::Enum(_) | Type::Extra(_), Node::Text(_) | Node::Raw(_)) => false,
    }
}

fn scalar(node: &mut Node, hidden: Option<Hidden>) -> bool {
    let url = match &*node {
        Node::Text(text) => Url::parse(text).ok(),
        Node::Raw(_) | Node::Object(_) | Node::List(_) => None,
    };
    match (hidden, url) {
        (Some(Hidden::Unknown), _) => open(node),
        (Some(Hidden::Query), Some(url)) => {
            let shown = without_query(&url);
            let is_hidden = shown != url.as_str();
            if is_hidden {
                *node = Node::Text(shown);
            }
            is_hidden
        }
        (Some(Hidden::Whole | Hidden::Query), _) => hide(node),
        (None, _) => matches!(node, Node::Object(_) | Node::List(_)) && hide(node),
    }
}

/// The ends of names of secrets.
const SECRET_NAMES: [&str; 13] = [
    "token",
    "secret",
    "password",
    "passwd",
    "pwd",
    "credential",
    "cookie",
    "session",
    "signature",
    "authorization",
    "openid",
    "unionid",
    "key",
];

/// Hides members whose names suggest a secret in a value whose content the spec leaves open.
fn open(node: &mut Node) -> bool {
    match node {
        Node::Object(members) => any(members.iter_mut().map(|(name, it)| open_member(name, it))),
        Node::List(items) => any(items.iter_mut().map(open)),
        Node::Raw(_) | Node::Text(_) => false,
    }
}

fn open_member(name: &str, node: &mut Node) -> bool {
    let name = name.to_ascii_lowercase();
    let name = name.trim_end_matches('s');
    match SECRET_NAMES.iter().any(|end| name.ends_with(end)) {
        true => hide(node),
        false => open(node),
    }
}

/// Hides a whole value, unless it is null.
fn hide(node: &mut Node) -> bool {
    if node.is_null() {
        return false;
    }
    *node = Node::Text(REDACTED.to_owned());
    true
}

/// Hides secrets in members. `known` returns `None` for a member that the spec does not describe, which is hidden.
/// Its name may be data, too.
fn each_member(
    members: &mut [(String, Node)],
    known: impl Fn(&str, &mut Node) -> Option<bool>,
) -> bool {
    any(members.iter_mut().enumerate().map(|(index, (name, node))| {
        known(name, node).unwrap_or_else(|| {
            if !is_identifier(name) {
                *name = format!("[redacted {}]", index + 1);
            }
            hide(node)
        })
    }))
}

/// Returns whether anything was hidden, after everything was looked at.
fn any(hidden: impl Iterator<Item = bool>) -> bool {
    hidden.fold(false, |any, hidden| any | hidden)
}

/// Returns a URL with its query and fragment replaced.
fn without_query(url: &Url) -> String {
    let shown = SecretUrl::from(url.clone()).without_query();
    if url.query().is_some() || url.fragment().is_some() {
        format!("{shown}?{REDACTED}")
    } else {
        shown
    }
}
