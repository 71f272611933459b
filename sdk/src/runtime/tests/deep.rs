//! Tests of answers that are nested deeply.

use std::ops::Range;

use bytes::Bytes;

use crate::runtime::decode::{Boxed, Content, Decode, Notes, Payload, Value};
use crate::runtime::scalar::{Integer, Text};

/// An object that contains itself.
struct Tree {
    child: Option<Box<Tree>>,
}

impl Decode for Tree {
    type Value = Self;

    fn decode(value: Value<'_>) -> Self {
        let mut object = value.object();
        let child = object.optional::<Boxed<Self>>("child");
        Self { child }
    }
}

/// Returns how many objects are within each other, or the problem.
fn levels(json: String) -> Result<usize, String> {
    let notes = Notes::default();
    let content = Content::Data(Bytes::from(json));
    let tree = Payload::new(&content, &notes).json::<Tree>();
    let levels = std::iter::successors(Some(&tree), |tree| tree.child.as_deref()).count();
    let unknown = notes.finish();
    unknown.map(|_| levels).map_err(|error| error.problem)
}

fn nested(levels: usize) -> String {
    r#"{"child":"#.repeat(levels) + "{}" + &"}".repeat(levels)
}

#[test]
fn what_contains_itself_is_decoded_to_a_limit() {
    assert_eq!(levels(nested(0)), Ok(1));
    assert_eq!(levels(nested(128)), Ok(129));
    for too_many in [129, 100_000] {
        let problem = levels(nested(too_many)).unwrap_err();
        assert_eq!(problem, "nested more than 128 levels deep");
    }
}

/// A value of two shapes that contains values of itself.
#[derive(Debug, PartialEq)]
enum Nested {
    Numbered(Option<Box<Self>>),
    Named(Option<Box<Self>>),
    Other,
}

impl Decode for Nested {
    type Value = Self;

    fn decode(value: Value<'_>) -> Self {
        let numbered = |value: Value<'_>| {
            let mut object = value.object();
            let child = object.optional::<Boxed<Self>>("child");
            object.required::<Integer>("number");
            Self::Numbered(child)
        };
        let named = |value: Value<'_>| {
            let mut object = value.object();
            let child = object.optional::<Boxed<Self>>("child");
            object.required::<Text>("name");
            Self::Named(child)
        };
        value.any_of(&[numbered, named], |_| Self::Other)
    }
}

#[test]
fn shapes_within_shapes_are_tried_once() {
    const LEVELS: usize = 60;
    let members = [r#""name":"","#, r#""number":1,"#];
    let open = |level: usize| format!(r#"{{{}"child":"#, members[level % 2]);
    let levels = |levels: Range<usize>| levels.map(open).collect::<String>();
    for (innermost, other) in [(r#"{"name":""}"#, false), ("{}", true)] {
        let json = levels(0..LEVELS) + innermost + &"}".repeat(LEVELS);
        let notes = Notes::of_answer("nested", true);
        let content = Content::Data(Bytes::from(json));
        let mut nested = Payload::new(&content, &notes).json::<Nested>();
        for level in 0..LEVELS {
            nested = match (level % 2, nested) {
                (0, Nested::Named(Some(child))) | (1, Nested::Numbered(Some(child))) => *child,
                (_, wrong) => panic!("level {level} is {wrong:?}"),
            };
        }
        let expected = if other {
            Nested::Other
        } else {
            Nested::Named(None)
        };
        assert_eq!(nested, expected);
        let unknown = notes.finish().unwrap();
        let path = format!("$.data{}", ".child".repeat(LEVELS));
        assert_eq!(unknown, Vec::from_iter(other.then_some(path)));
    }
}
