//! Nodes side by side on one line: the spaces between them, and how wide they are.

use proc_macro2::Delimiter;

use super::node::Node;

/// Whether there is a space between two neighbours on one line.
pub(super) fn is_spaced(before: &Node, after: &Node) -> bool {
    match (before, after) {
        (_, Node::Punct("," | ";" | "." | ":" | "::" | ">" | "!")) => false,
        (Node::Punct("::" | "." | "!" | "&" | "<" | "*" | "-" | ".."), _) => false,
        // After a plus sign it says `?Sized`, elsewhere it ends an expression.
        (Node::Punct(plus), Node::Punct("?")) => *plus == "+",
        (_, Node::Punct("?")) => false,
        (Node::Punct("?"), Node::Word(_)) => false,
        // Generics open after a name, and qualified paths after anything else.
        (Node::Word(word), Node::Punct("<")) => word == "for",
        (
            _,
            Node::Group {
                delimiter: Delimiter::Parenthesis,
                ..
            },
        ) => match before {
            Node::Word(word) => matches!(
                word.as_str(),
                "for" | "in" | "match" | "if" | "use" | "const"
            ),
            Node::Punct(mark) => matches!(*mark, "=" | "=>" | "->" | "," | ":" | "+" | "|"),
            _ => false,
        },
        (
            _,
            Node::Group {
                delimiter: Delimiter::Bracket,
                ..
            },
        ) => !matches!(before, Node::Group { .. }),
        _ => true,
    }
}

/// The width of nodes side by side on one line.
pub(super) fn width(nodes: &[Node]) -> usize {
    let own: usize = nodes.iter().map(Node::width).sum();
    own + spaces(nodes)
}

fn spaces(nodes: &[Node]) -> usize {
    let mut bars = Bars::default();
    let pairs = nodes.iter().zip(nodes.iter().skip(1));
    pairs
        .filter(|(before, after)| bars.space(before, after))
        .count()
}

/// Tells the bars around the arguments of a closure apart.
#[derive(Default)]
struct Bars {
    is_open: bool,
}

impl Bars {
    fn space(&mut self, before: &Node, after: &Node) -> bool {
        if let Node::Punct("|") = before {
            self.is_open = !self.is_open;
            return !self.is_open;
        }
        if let Node::Punct("|") = after {
            // It closes if one is open; else it opens, after a comma or alone.
            return !self.is_open && is_spaced(before, &Node::Word(String::new()));
        }
        is_spaced(before, after)
    }
}

/// Adds nodes side by side.
pub(super) fn flat(nodes: &[Node], out: &mut String) {
    let mut bars = Bars::default();
    let mut before = None;
    for node in nodes {
        if before.is_some_and(|before| bars.space(before, node)) {
            out.push(' ');
        }
        flat_node(node, out);
        before = Some(node);
    }
}

fn flat_node(node: &Node, out: &mut String) {
    match node {
        Node::Word(text) | Node::Attribute(text) | Node::Doc(text) => out.push_str(text),
        Node::Punct(mark) => out.push_str(mark),
        Node::Group {
            delimiter, nodes, ..
        } => {
            let (open, close) = delimiters(*delimiter);
            let space = if *delimiter == Delimiter::Brace && !nodes.is_empty() {
                " "
            } else {
                ""
            };
            out.push_str(open);
            out.push_str(space);
            flat(without_trailing_comma(nodes), out);
            out.push_str(space);
            out.push_str(close);
        }
    }
}

pub(super) fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

fn without_trailing_comma(nodes: &[Node]) -> &[Node] {
    match nodes {
        [nodes @ .., Node::Punct(",")] => nodes,
        _ => nodes,
    }
}
