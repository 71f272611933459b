//! Converts YAML nodes to the model and collects all mistakes: a value that cannot be read is reported and
//! dropped, and reading continues.

mod choice;
mod params;
mod primitives;
mod type_expr;
mod types;

pub(crate) use choice::Words;
pub(crate) use primitives::UNREAD;

use super::model::Spanned;
use super::schema::Definitions;
use super::yaml::{Node, NodeKind};
use crate::diagnostics::{Code, Diagnostics, Suggestion, quoted, suggestion};
use crate::json::Json;
use crate::source::Span;

/// A part of the spec language that can be read from YAML.
pub(crate) trait Read: Sized {
    /// Reads it, or reports why it cannot be read. `owner` is the location of its key, where missing parts are
    /// reported.
    fn read(node: Node, owner: Span, out: &mut Diagnostics) -> Option<Self>;

    /// Returns its value if its key is absent, or `None` if the key is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Returns a placeholder for a value that could not be read, if it helps to find more mistakes.
    fn stand_in(_owner: Span) -> Option<Self> {
        None
    }

    /// Returns how it is written, with its required keys.
    fn form() -> String {
        "…".to_owned()
    }

    /// Returns its JSON Schema.
    fn schema(definitions: &mut Definitions) -> Json;
}

/// A mapping with a fixed set of keys.
pub(crate) struct Object {
    owner: Span,
    entries: Vec<(Spanned<String>, Node)>,
}

impl Object {
    /// Opens a mapping and reports unknown keys. A key that is probably misspelt is treated as the known one,
    /// so that its value is read and checked too.
    pub(crate) fn open<T: Read>(
        node: Node,
        owner: Span,
        known: &[&'static str],
        out: &mut Diagnostics,
    ) -> Option<Self> {
        let mut entries = mapping::<T>(node, out)?;
        let is_free = |known: &&str| !entries.iter().any(|(key, _)| key.value == *known);
        let mut free: Vec<&str> = known.iter().copied().filter(is_free).collect();
        for (key, value) in &mut entries {
            if known.contains(&key.value.as_str()) {
                continue;
            }
            let instead = suggestion(&key.value, known.iter().copied());
            unknown_key(key, value, instead, known, out);
            let near = instead.and_then(Suggestion::word);
            if let Some(at) = free.iter().position(|free| Some(*free) == near) {
                free.swap_remove(at).clone_into(&mut key.value);
            }
        }
        Some(Self { owner, entries })
    }

    /// Reads the value of a key. If the key is absent, returns `absent`, or reports that it is missing.
    pub(crate) fn take<T: Read>(
        &mut self,
        key: &'static str,
        absent: Option<T>,
        out: &mut Diagnostics,
    ) -> Option<T> {
        let mut entries = self.entries.iter();
        let at = entries.position(|(known, _)| known.value == key);
        if let Some((key, node)) = at.map(|at| self.entries.remove(at)) {
            return T::read(node, key.span, out).or_else(|| T::stand_in(key.span));
        }
        absent.or_else(|| {
            let message = format!("the key `{key}` is missing");
            out.report(Code::MissingKey, self.owner, message)
                .label(format!("`{key}` is missing in this"));
            T::stand_in(self.owner)
        })
    }
}

fn unknown_key(
    key: &Spanned<String>,
    value: &Node,
    instead: Option<Suggestion<'_>>,
    known: &[&'static str],
    out: &mut Diagnostics,
) {
    let message = format!("the key {key} is not known here");
    let diagnostic = out.report(Code::UnknownKey, key.span, message);
    if let Some(instead) = instead {
        diagnostic.help(instead.to_string());
    } else if value.is_null() {
        diagnostic.help("a comma inside `{…}` ends a value; quote text that contains one");
    } else {
        diagnostic.help(format!("known here: {}", quoted(known.iter().copied())));
    }
}

/// Returns the entries of a mapping from which a `T` is read.
pub(crate) fn mapping<T: Read>(
    node: Node,
    out: &mut Diagnostics,
) -> Option<Vec<(Spanned<String>, Node)>> {
    match node.kind {
        NodeKind::Map(entries) => Some(entries),
        _ => no_mapping::<T, _>(&node, out),
    }
}

/// Reports that a value is not the mapping from which a `T` is read.
pub(crate) fn no_mapping<T: Read, R>(node: &Node, out: &mut Diagnostics) -> Option<R> {
    let message = format!("expected a mapping, found {}", node.found());
    out.report(Code::WrongShape, node.span, message)
        .label("expected a mapping")
        .help(format!("write it as `{}`", T::form()));
    None
}

/// Returns the form of a value within another one, without its content if that is long.
pub(crate) fn inner_form<T: Read>() -> String {
    const MAX_LENGTH: usize = 40;
    let form = T::form();
    match form.chars().next() {
        Some('{') if form.chars().nth(MAX_LENGTH).is_some() => "{…}".to_owned(),
        Some('[') if form.chars().nth(MAX_LENGTH).is_some() => "[…]".to_owned(),
        _ => form,
    }
}

/// Reports that a value does not have the expected form.
pub(crate) fn wrong_shape<T>(node: &Node, wanted: &str, out: &mut Diagnostics) -> Option<T> {
    let message = format!("expected {wanted}, found {}", node.found());
    let diagnostic = out.report(Code::WrongShape, node.span, message);
    diagnostic.label(format!("expected {wanted}"));
    None
}
