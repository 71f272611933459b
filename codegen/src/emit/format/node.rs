//! Tokens as the formatter sees them: marks that belong together joined, groups with their width, docs as text.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::line::{flat, width};

/// More than any line can hold: what has to be broken.
const BROKEN: usize = 1 << 20;

/// A token, with what belongs to it.
pub(super) enum Node {
    /// A name, a literal or a lifetime.
    Word(String),
    Punct(&'static str),
    Attribute(String),
    /// The lines of a doc comment.
    Doc(String),
    Group {
        delimiter: Delimiter,
        nodes: Vec<Node>,
        width: usize,
        is_block: bool,
    },
}

/// The marks of more than one character that are kept together.
const JOINT: &[&str] = &["::", "->", "=>", "==", ".."];
const SINGLE: &[&str] = &[
    "!", "&", "*", "+", ",", "-", ".", ":", ";", "<", "=", ">", "?", "|",
];

pub(super) fn nodes(tokens: TokenStream) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    // After these words, braces are a block, unlike those of a struct expression.
    let mut expects_block = false;
    while let Some(token) = tokens.next() {
        nodes.push(match token {
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                expects_block |= matches!(
                    word.as_str(),
                    "else" | "enum" | "fn" | "for" | "if" | "impl" | "match" | "struct"
                );
                Node::Word(word)
            }
            TokenTree::Literal(literal) => Node::Word(literal.to_string()),
            TokenTree::Punct(punct) => match (punct.as_char(), tokens.peek()) {
                ('#', Some(TokenTree::Group(group))) => {
                    let attribute = attribute(group.stream());
                    tokens.next();
                    attribute
                }
                ('\'', Some(TokenTree::Ident(ident))) => {
                    let lifetime = format!("'{ident}");
                    tokens.next();
                    Node::Word(lifetime)
                }
                (first, Some(TokenTree::Punct(next))) if punct.spacing() == Spacing::Joint => {
                    match JOINT
                        .iter()
                        .find(|joint| joint.chars().eq([first, next.as_char()]))
                    {
                        Some(joint) => {
                            tokens.next();
                            Node::Punct(joint)
                        }
                        None => single(first),
                    }
                }
                (mark, _) => single(mark),
            },
            TokenTree::Group(group) => {
                let delimiter = group.delimiter();
                let follows = matches!(nodes.last(), Some(Node::Punct("=>" | "|")));
                let is_brace = delimiter == Delimiter::Brace;
                let is_block = is_brace && (expects_block || follows);
                expects_block &= !is_brace;
                // Without the group, the tokens are nobody else's and need not be copied.
                let tokens = group.stream();
                drop(group);
                let nodes = self::nodes(tokens);
                let width = width_of_group(&nodes, is_brace, is_block);
                Node::Group {
                    delimiter,
                    nodes,
                    width,
                    is_block,
                }
            }
        });
    }
    nodes
}

fn single(mark: char) -> Node {
    let known = SINGLE.iter().find(|single| single.chars().eq([mark]));
    known.map_or_else(|| Node::Word(mark.to_string()), |mark| Node::Punct(mark))
}

fn attribute(tokens: TokenStream) -> Node {
    let nodes = nodes(tokens);
    if let [Node::Word(doc), Node::Punct("="), Node::Word(text)] = nodes.as_slice()
        && doc == "doc"
    {
        return Node::Doc(unescaped(text));
    }
    let mut text = String::new();
    flat(&nodes, &mut text);
    Node::Attribute(format!("#[{text}]"))
}

/// The text of a string literal.
fn unescaped(literal: &str) -> String {
    // Doc comments within `quote!` are raw literals.
    if let Some(raw) = literal.strip_prefix('r') {
        return raw.trim_matches('#').trim_matches('"').to_owned();
    }
    let literal = literal
        .trim_start_matches('"')
        .strip_suffix('"')
        .unwrap_or(literal);
    let mut text = String::with_capacity(literal.len());
    let mut rest = literal;
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let mut chars = escape.chars();
        match chars.next() {
            Some('u') => {
                let (code, after) = chars
                    .as_str()
                    .split_once('}')
                    .unwrap_or((chars.as_str(), ""));
                let code = u32::from_str_radix(code.trim_start_matches('{'), 16);
                text.extend(code.ok().and_then(char::from_u32));
                rest = after;
                continue;
            }
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('0') => text.push('\0'),
            other => text.extend(other),
        }
        rest = chars.as_str();
    }
    text.push_str(rest);
    text
}

impl Node {
    pub(super) fn width(&self) -> usize {
        match self {
            Self::Word(word) => word.chars().count(),
            Self::Punct(mark) => mark.len(),
            Self::Attribute(_) | Self::Doc(_) => BROKEN,
            Self::Group { width, .. } => *width,
        }
    }

    pub(super) fn is_block(&self) -> bool {
        matches!(self, Self::Group { is_block: true, .. })
    }
}

fn width_of_group(nodes: &[Node], is_brace: bool, is_block: bool) -> usize {
    match nodes {
        [] => 2,
        _ if is_block => BROKEN,
        _ => width(nodes) + if is_brace { 4 } else { 2 },
    }
}
