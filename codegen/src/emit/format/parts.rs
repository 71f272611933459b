//! Where nodes can be cut.

use proc_macro2::Delimiter;

use super::node::Node;

/// The statements, fields, arms, arguments or items that a group holds, each with what separates it from the next.
pub(super) fn entries(nodes: &[Node]) -> Vec<(&[Node], &'static str)> {
    let mut entries = Vec::new();
    let mut start = 0;
    let mut angles = 0_usize;
    let mut bars = false;
    for (index, node) in nodes.iter().enumerate() {
        let separator = match node {
            Node::Punct("<") => {
                angles += 1;
                continue;
            }
            Node::Punct(">") => {
                angles = angles.saturating_sub(1);
                continue;
            }
            Node::Punct("|") => {
                bars = !bars;
                continue;
            }
            Node::Punct(mark @ ("," | ";")) if angles == 0 && !bars => mark,
            _ if node.is_block() && !goes_on(nodes.get(index + 1)) => "",
            _ => continue,
        };
        let end = if separator.is_empty() {
            index + 1
        } else {
            index
        };
        entries.extend(nodes.get(start..end).map(|entry| (entry, separator)));
        start = index + 1;
    }
    let rest = nodes.get(start..).filter(|rest| !rest.is_empty());
    entries.extend(rest.map(|entry| (entry, "")));
    entries
}

/// Whether what follows a block belongs to the same entry.
fn goes_on(next: Option<&Node>) -> bool {
    match next {
        Some(Node::Punct(mark)) => matches!(*mark, "," | ";" | "." | "?"),
        Some(Node::Word(word)) => word == "else",
        _ => false,
    }
}

/// A chain of calls, cut before each of them, if it has at least two.
pub(super) fn links(nodes: &[Node]) -> Option<Vec<&[Node]>> {
    let mut links = Vec::new();
    let mut start = 0;
    let mut calls = 0;
    for (index, node) in nodes.iter().enumerate() {
        let calls_next = matches!(
            nodes.get(index + 2),
            Some(Node::Group {
                delimiter: Delimiter::Parenthesis,
                ..
            })
        );
        calls += usize::from(matches!(
            node,
            Node::Group {
                delimiter: Delimiter::Parenthesis,
                ..
            }
        ));
        if calls_next && matches!(node, Node::Punct(".")) {
            links.extend(nodes.get(start..index));
            start = index;
        }
    }
    links.extend(nodes.get(start..));
    (calls > 1 && links.len() > 1).then_some(links)
}

/// The group that takes the most room.
pub(super) fn widest(nodes: &[Node]) -> Option<usize> {
    let groups = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| matches!(node, Node::Group { nodes, .. } if !nodes.is_empty()));
    groups
        .max_by_key(|(_, node)| node.width())
        .map(|(index, _)| index)
}

pub(super) fn starts_with(nodes: &[Node], word: &str) -> bool {
    matches!(nodes.first(), Some(Node::Word(first)) if first == word)
}
