//! From nodes to the model, with all mistakes gathered: a value that cannot be read is told of and dropped,
//! and reading goes on beside it.

mod choice;
mod expression;
mod types;
mod values;

pub(crate) use values::UNREAD;

use super::json::Json;
use super::model::Spanned;
use super::schema::Definitions;
use super::yaml::{Node, NodeKind, excerpt};
use crate::diagnostics::{Code, Diagnostics, nearest, quoted};
use crate::source::Span;

/// Something that a spec can say.
pub(crate) trait Read: Sized {
    /// Reads it, or says why not. `owner` is the place of its key, where whatever is missing in it is missed.
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self>;

    /// What it is when its key is absent, if the key may be absent.
    fn absent() -> Option<Self> {
        None
    }

    /// What stands in for one that could not be read, where that lets more mistakes be found.
    fn stand_in(_owner: Span) -> Option<Self> {
        None
    }

    /// Its JSON Schema.
    fn schema(definitions: &mut Definitions) -> Json;
}

/// A mapping whose keys the language knows.
pub(crate) struct Object {
    owner: Span,
    entries: Vec<(Spanned<String>, Node)>,
}

impl Object {
    /// Takes a mapping apart, and says which keys are not known. One that was probably meant to be
    /// another is taken for that one, so that its value is read and checked too.
    pub(crate) fn open(
        node: Node,
        owner: Span,
        known: &[&'static str],
        out: &mut Diagnostics,
    ) -> Option<Self> {
        let mut entries = mapping(node, out)?;
        for index in 0..entries.len() {
            let Some((key, value)) = entries.get(index) else {
                break;
            };
            if known.contains(&key.value.as_str()) {
                continue;
            }
            let near = nearest(&key.value, known.iter().copied());
            unknown_key(key, value, near, known, out);
            let is_free = |near: &&str| !entries.iter().any(|(key, _)| key.value == *near);
            if let Some(near) = near.filter(is_free)
                && let Some((key, _)) = entries.get_mut(index)
            {
                near.clone_into(&mut key.value);
            }
        }
        Some(Self { owner, entries })
    }

    /// The value of a key.
    pub(crate) fn take<T: Read>(&mut self, key: &'static str, out: &mut Diagnostics) -> Option<T> {
        let Some((key, node)) = self.remove(key) else {
            return T::absent().or_else(|| {
                let message = format!("the key `{key}` is missing");
                out.report(Code::MissingKey, self.owner, message)
                    .label(format!("`{key}` is missing in this"));
                T::stand_in(self.owner)
            });
        };
        T::read(node, key.span, out).or_else(|| T::stand_in(key.span))
    }

    /// The value of a key that may be absent.
    pub(crate) fn take_or_default<T: Read + Default>(
        &mut self,
        key: &'static str,
        out: &mut Diagnostics,
    ) -> Option<T> {
        match self.remove(key) {
            Some((key, node)) => T::read(node, key.span, out).or_else(|| T::stand_in(key.span)),
            None => Some(T::default()),
        }
    }

    fn remove(&mut self, key: &str) -> Option<(Spanned<String>, Node)> {
        let at = self
            .entries
            .iter()
            .position(|(known, _)| known.value == key)?;
        Some(self.entries.remove(at))
    }
}

fn unknown_key(
    key: &Spanned<String>,
    value: &Node,
    near: Option<&str>,
    known: &[&'static str],
    out: &mut Diagnostics,
) {
    let message = format!("the key `{}` is not known here", excerpt(&key.value));
    let diagnostic = out.report(Code::UnknownKey, key.span, message);
    if let Some(near) = near {
        diagnostic.help(format!("did you mean `{near}`?"));
    } else if value.kind == NodeKind::Null {
        diagnostic.help("a comma inside `{…}` ends a value; put text that contains one in quotes");
    } else {
        diagnostic.help(format!("known here: {}", quoted(known.iter().copied())));
    }
}

/// The entries of a mapping.
pub(crate) fn mapping(node: Node, out: &mut Diagnostics) -> Option<Vec<(Spanned<String>, Node)>> {
    match node.kind {
        NodeKind::Map(entries) => Some(entries),
        _ => wrong_shape(&node, "a mapping", out),
    }
}

/// Says that a value is not what its key asks for.
pub(crate) fn wrong_shape<T>(node: &Node, wanted: &str, out: &mut Diagnostics) -> Option<T> {
    let message = format!("expected {wanted}, found {}", node.found());
    let diagnostic = out.report(Code::WrongShape, node.span, message);
    diagnostic.label(format!("expected {wanted}"));
    None
}
