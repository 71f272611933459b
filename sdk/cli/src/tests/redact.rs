//! What is hidden in an answer.

use bge_private_sdk::describe::scalar::{self, Scalar};
use bge_private_sdk::describe::{AnyOf, Field, Object, Type};

use crate::json::Node;
use crate::redact::data;

const fn field(name: &'static str, ty: Type) -> Field {
    Field {
        name,
        ty,
        required: true,
    }
}

static ANSWER: Object = Object {
    rest: false,
    name: "Answer",
    fields: &[
        field("id", Type::Scalar(scalar::Text::INFO)),
        field("tokens", Type::Map(&Type::Scalar(scalar::Secret::INFO))),
        field("urls", Type::List(&Type::Scalar(scalar::SecretUrl::INFO))),
        field("keys", Type::List(&Type::Object(&KEY))),
        field("list", Type::List(&Type::Object(&KEY))),
        field("open", Type::JSON),
    ],
};

static KEY: Object = Object {
    rest: false,
    name: "Key",
    fields: &[field("secret", Type::Scalar(scalar::Secret::INFO))],
};

#[test]
fn hides_secrets_and_what_the_spec_does_not_describe() {
    let shown = r#"{"id":"7","tokens":{"a":"hunter2","b":null,"c":{"deep":["hunter2"]}},"#
        .to_owned()
        + r#""urls":["https://a.example/b?sign=hunter2#x","https://a.example/b","hunter2"],"#
        + r#""keys":[{"secret":"hunter2"}],"list":"hunter2","#
        + r#""open":{"a":1.10},"new":"hunter2"}"#;
    let hidden = r#"{"id":"7","tokens":{"a":"[redacted]","b":null,"c":"[redacted]"},"#.to_owned()
        + r#""urls":["https://a.example/b?[redacted]","https://a.example/b","[redacted]"],"#
        + r#""keys":[{"secret":"[redacted]"}],"list":"[redacted]","#
        + r#""open":{"a":1.10},"new":"[redacted]"}"#;
    for (answer, expected) in [(&*shown, &*hidden), (r#"["hunter2"]"#, r#""[redacted]""#)] {
        let mut node = Node::read(answer);
        assert!(data(&mut node, Some(Type::Object(&ANSWER))));
        assert_eq!(serde_json::to_string(&node).expect("JSON"), expected);
    }
}

static OPEN: Object = Object {
    rest: true,
    name: "Open",
    fields: &[field("key", Type::Scalar(scalar::Secret::INFO))],
};

/// What the spec leaves open is shown, but for members that are secrets by their names.
#[test]
fn further_fields_of_an_open_object_are_shown() {
    let more = r#"{"a":1.10,"tokens":[1],"b":[{"accessToken":"hunter2","Password":null}]}"#;
    let hidden =
        r#"{"a":1.10,"tokens":"[redacted]","b":[{"accessToken":"[redacted]","Password":null}]}"#;
    let mut node = Node::read(&format!(
        r#"{{"key":"hunter2","auth_token":7,"more":{more}}}"#
    ));
    assert!(data(&mut node, Some(Type::Object(&OPEN))));
    let shown = serde_json::to_string(&node).expect("JSON");
    let expected = format!(r#"{{"key":"[redacted]","auth_token":"[redacted]","more":{hidden}}}"#);
    assert_eq!(shown, expected);
    let mut node = Node::read(more);
    assert!(data(&mut node, Some(Type::JSON)));
    assert_eq!(serde_json::to_string(&node).expect("JSON"), hidden);
}

static ANY: AnyOf = AnyOf {
    name: "Any",
    shapes: &[
        Type::Scalar(scalar::Float::INFO),
        Type::Object(&KEY),
        Type::List(&Type::Scalar(scalar::Secret::INFO)),
        Type::Scalar(scalar::UnixTimeText::INFO),
    ],
};

/// A value of several shapes is hidden as the first one that it has, and as a whole if it has none.
#[test]
fn hides_values_of_several_shapes() {
    for (shown, hidden) in [
        ("1.50", "1.50"),
        ("null", "null"),
        (r#"{"secret":"hunter2"}"#, r#"{"secret":"[redacted]"}"#),
        (r#"["hunter2"]"#, r#"["[redacted]"]"#),
        (r#""1573026921""#, r#""1573026921""#),
        (r#""hunter2""#, r#""[redacted]""#),
        (r#"{"other":"hunter2"}"#, r#""[redacted]""#),
        ("true", r#""[redacted]""#),
    ] {
        let mut node = Node::read(shown);
        data(&mut node, Some(Type::AnyOf(&ANY)));
        assert_eq!(serde_json::to_string(&node).unwrap(), hidden);
    }
}
