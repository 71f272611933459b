//! Anchors and aliases of YAML, which documents of other makers have: each alias is written out.

use std::collections::HashMap;

use super::yaml::{Node, NodeKind};

/// Values that all aliases of a document stand for together, so that few lines never become a tree without end.
#[cfg(feature = "tools")]
const MOST: usize = 200_000;

/// The values of the anchors so far.
pub(super) struct Anchors {
    values: HashMap<usize, Node>,
    left: usize,
}

impl Anchors {
    #[cfg(feature = "tools")]
    pub(super) fn new() -> Self {
        Self {
            values: HashMap::new(),
            left: MOST,
        }
    }

    /// Keeps a value, if it has an anchor.
    pub(super) fn keep(&mut self, anchor: usize, node: &Node) {
        if anchor > 0 {
            self.values.insert(anchor, node.clone());
        }
    }

    /// The value of an alias, no deeper than given, or why there is none.
    pub(super) fn value(&mut self, anchor: usize, deepest: usize) -> Result<Node, &'static str> {
        let node = self.values.get(&anchor);
        let node = node.ok_or("this alias stands within the value that it names")?;
        let size = size(node);
        self.left = self
            .left
            .checked_sub(size)
            .ok_or("the aliases of this document stand for too many values")?;
        if depth(node) > deepest {
            return Err("with the value of this alias, values nest too deep");
        }
        Ok(node.clone())
    }
}

fn children(node: &Node) -> Vec<&Node> {
    match &node.kind {
        NodeKind::List(items) => items.iter().collect(),
        NodeKind::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    }
}

fn size(node: &Node) -> usize {
    1 + children(node).into_iter().map(size).sum::<usize>()
}

fn depth(node: &Node) -> usize {
    let inside = children(node).into_iter().map(depth).max();
    inside.map_or(0, |inside| inside + 1)
}
