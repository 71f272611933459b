//! Compares parts of two specs by their content, whatever their places.

use bge_private_codegen::check::Number;
use bge_private_codegen::spec::model::{Example, Spanned, Text};
use bge_private_codegen::spec::yaml::{Node, NodeKind};

pub(super) fn text(old: &Text, new: &Text) -> bool {
    old.both() == new.both()
}

pub(super) fn optional_text(old: &Option<Text>, new: &Option<Text>) -> bool {
    optional(old, new, text)
}

pub(super) fn optional<T>(old: &Option<T>, new: &Option<T>, same: impl Fn(&T, &T) -> bool) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => same(old, new),
        (None, None) => true,
        _ => false,
    }
}

/// Returns whether two nodes are equal. Numbers are compared by value: 1 equals 1.0.
pub(super) fn node(old: &Node, new: &Node) -> bool {
    match (&old.kind, &new.kind) {
        (NodeKind::Number(old), NodeKind::Number(new)) => Number::new(old) == Number::new(new),
        (NodeKind::List(old), NodeKind::List(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| node(old, new))
        }
        (NodeKind::Map(old), NodeKind::Map(new)) => members(old, new),
        (old, new) => old == new,
    }
}

fn members(old: &[(Spanned<String>, Node)], new: &[(Spanned<String>, Node)]) -> bool {
    let same = |((old_key, old), (new_key, new)): (&(Spanned<String>, Node), &(_, _))| {
        let new_key: &Spanned<String> = new_key;
        old_key.value == new_key.value && node(old, new)
    };
    old.len() == new.len() && old.iter().zip(new).all(same)
}

pub(super) fn examples(old: &[Example], new: &[Example]) -> bool {
    let same = |(old, new): (&Example, &Example)| {
        text(&old.title, &new.title)
            && members(&old.args, &new.args)
            && members(&old.kwargs, &new.kwargs)
            && optional(&old.response, &new.response, node)
    };
    old.len() == new.len() && old.iter().zip(new).all(same)
}
