//! Hides what is secret in a JSON value.

use bge_private_sdk::SecretUrl;
use bge_private_sdk::describe::{Call, Hidden, PLATFORM, Type, is_identifier};
use url::Url;

use crate::json::Node;

/// Replaces a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Returns whether the value of this field of a call may be shown.
pub(crate) fn is_public(call: Option<&Call>, name: &str) -> bool {
    let protocol = PLATFORM.protocol;
    [
        protocol.key_field,
        protocol.nonce_field,
        protocol.timestamp_field,
    ]
    .contains(&name)
        || call.is_some_and(|call| call.endpoint.is_public(name))
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
    let members = members.iter_mut().enumerate();
    let hidden = members.map(|(index, (name, node))| {
        if name == protocol.data {
            data(node, ty)
        } else if own.contains(&name.as_str()) {
            false
        } else {
            hide_member(index, name, node)
        }
    });
    hidden.fold(false, |any, hidden| any | hidden)
}

fn value(node: &mut Node, ty: Type) -> bool {
    match (ty, &mut *node) {
        (Type::Scalar(info), _) => scalar(node, info.hidden),
        (Type::Object(object), Node::Object(members)) => {
            let members = members.iter_mut().enumerate();
            let hidden = members.map(|(index, (key, node))| {
                match object.fields.iter().find(|field| field.name == key) {
                    Some(field) => value(node, field.ty),
                    None => hide_member(index, key, node),
                }
            });
            hidden.fold(false, |any, hidden| any | hidden)
        }
        (Type::List(item), Node::List(items)) => {
            let hidden = items.iter_mut().map(|node| value(node, *item));
            hidden.fold(false, |any, hidden| any | hidden)
        }
        (Type::Map(item), Node::Object(members)) => {
            let hidden = members.iter_mut().map(|(_, node)| value(node, *item));
            hidden.fold(false, |any, hidden| any | hidden)
        }
        // A value of another shape than the spec describes may contain anything.
        (Type::Object(_) | Type::List(_) | Type::Map(_), _)
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
        (Some(Hidden::Unknown), _) => false,
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

/// Hides a whole value, unless it is null.
fn hide(node: &mut Node) -> bool {
    if node.is_null() {
        return false;
    }
    *node = Node::Text(REDACTED.to_owned());
    true
}

/// Hides a member that the spec does not describe. Its name may be data, too.
fn hide_member(index: usize, name: &mut String, node: &mut Node) -> bool {
    if !is_identifier(name) {
        *name = format!("[redacted {}]", index + 1);
    }
    hide(node)
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

#[cfg(test)]
mod tests {
    use bge_private_sdk::describe::scalar::{self, Scalar};
    use bge_private_sdk::describe::{Field, Object};

    use super::*;

    const fn field(name: &'static str, ty: Type) -> Field {
        Field { name, ty }
    }

    static ANSWER: Object = Object {
        name: "Answer",
        fields: &[
            field("id", Type::Scalar(scalar::Text::INFO)),
            field("token", Type::Scalar(scalar::Secret::INFO)),
            field("url", Type::Scalar(scalar::SecretUrl::INFO)),
            field("keys", Type::List(&Type::Object(&KEY))),
            field("by_name", Type::Map(&Type::Scalar(scalar::Secret::INFO))),
            field("open", Type::JSON),
        ],
    };

    static KEY: Object = Object {
        name: "Key",
        fields: &[field("secret", Type::Scalar(scalar::Secret::INFO))],
    };

    #[test]
    fn hides_secrets_and_what_the_spec_does_not_describe() {
        let cases = [
            (
                r#"{"id":"7","token":"hunter2"}"#,
                r#"{"id":"7","token":"[redacted]"}"#,
            ),
            (r#"{"token":null}"#, r#"{"token":null}"#),
            (
                r#"{"token":{"deep":["hunter2"]}}"#,
                r#"{"token":"[redacted]"}"#,
            ),
            (
                r#"{"url":"https://a.example/b?sign=hunter2#x"}"#,
                r#"{"url":"https://a.example/b?[redacted]"}"#,
            ),
            (
                r#"{"url":"https://a.example/b"}"#,
                r#"{"url":"https://a.example/b"}"#,
            ),
            (r#"{"url":"hunter2"}"#, r#"{"url":"[redacted]"}"#),
            (
                r#"{"keys":[{"secret":"hunter2"}]}"#,
                r#"{"keys":[{"secret":"[redacted]"}]}"#,
            ),
            (
                r#"{"by_name":{"a":"hunter2"}}"#,
                r#"{"by_name":{"a":"[redacted]"}}"#,
            ),
            (r#"{"open":{"a":1.10}}"#, r#"{"open":{"a":1.10}}"#),
            (r#"{"new":"hunter2"}"#, r#"{"new":"[redacted]"}"#),
            (r#"{"keys":"hunter2"}"#, r#"{"keys":"[redacted]"}"#),
            (r#"["hunter2"]"#, r#""[redacted]""#),
        ];
        for (answer, expected) in cases {
            let mut node = Node::read(answer);
            data(&mut node, Some(Type::Object(&ANSWER)));
            assert_eq!(serde_json::to_string(&node).expect("JSON"), expected);
        }
    }
}
