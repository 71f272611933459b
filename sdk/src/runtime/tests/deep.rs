//! Tests of answers that are nested deeply.

use bytes::Bytes;

use crate::runtime::decode::{Boxed, Content, Decode, Notes, Payload, Value};

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
