//! Formats the tokens of an item as rustfmt would, as far as generated code goes.
//!
//! A formatter for all of Rust has to parse all of Rust, which takes three times as long as everything else that is
//! done for an item, and a parser that everybody who builds the client has to build. What is generated here needs much
//! less: groups that are broken when they do not fit, blocks that always are, and no operators between expressions.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Lines are no longer than this, where they can be broken.
const WIDTH: usize = 100;
const INDENT: usize = 4;

/// More than any line can hold: what has to be broken.
const BROKEN: usize = 1 << 20;

/// Stands between the lines of a doc comment while it is a token, which no text of a spec can hold.
pub(super) const LINE_BREAK: char = '\u{1f}';

/// Adds the item, formatted.
pub(super) fn write(item: TokenStream, out: &mut String) {
    let nodes = nodes(item);
    Writer { out }.entry(&nodes, 0);
}

/// A token, with what belongs to it.
enum Node {
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
const JOINT: &[&str] = &["::", "->", "=>", ".."];
const SINGLE: &[&str] = &[
    "!", "&", "*", "+", ",", "-", ".", ":", ";", "<", "=", ">", "?", "|",
];

fn nodes(tokens: TokenStream) -> Vec<Node> {
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
                let nodes = self::nodes(group.stream());
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

/// Whether there is a space between two neighbours on one line.
fn is_spaced(before: &Node, after: &Node) -> bool {
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
fn width(nodes: &[Node]) -> usize {
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

impl Node {
    fn width(&self) -> usize {
        match self {
            Self::Word(word) => word.chars().count(),
            Self::Punct(mark) => mark.len(),
            Self::Attribute(_) | Self::Doc(_) => BROKEN,
            Self::Group { width, .. } => *width,
        }
    }

    fn is_block(&self) -> bool {
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

/// Adds nodes side by side.
fn flat(nodes: &[Node], out: &mut String) {
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

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
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

/// The statements, fields, arms, arguments or items that a group holds, each with what separates it from the next.
fn entries(nodes: &[Node]) -> Vec<(&[Node], &'static str)> {
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

struct Writer<'a> {
    out: &'a mut String,
}

impl Writer<'_> {
    fn line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// An entry from where the line stands, which is indented so far: its docs and attributes, then itself.
    fn entry(&mut self, mut nodes: &[Node], indent: usize) {
        while let [first, rest @ ..] = nodes {
            match first {
                Node::Doc(text) => {
                    for (index, line) in text.split(LINE_BREAK).enumerate() {
                        if index > 0 {
                            self.line(indent);
                        }
                        self.out.push_str("///");
                        self.out.push_str(line);
                    }
                }
                Node::Attribute(text) => self.out.push_str(text),
                _ => break,
            }
            self.line(indent);
            nodes = rest;
        }
        self.expression(nodes, indent, indent);
    }

    /// Nodes from a column, on one line if they fit there with a separator after them.
    fn expression(&mut self, nodes: &[Node], indent: usize, column: usize) {
        if column + width(nodes) < WIDTH {
            flat(nodes, self.out);
        } else {
            self.broken(nodes, indent, column);
        }
    }

    /// Nodes on several lines: a block, a chain of calls, or whatever takes the most room.
    fn broken(&mut self, nodes: &[Node], indent: usize, column: usize) {
        let block = nodes.iter().position(Node::is_block);
        if let (None, Some(links)) = (block, links(nodes)) {
            return self.chain(&links, indent, column);
        }
        let broken = block
            .or_else(|| widest(nodes))
            .and_then(|index| nodes.split_at_checked(index));
        let Some((before, Some((group, after)))) =
            broken.map(|(before, rest)| (before, rest.split_first()))
        else {
            return flat(nodes, self.out);
        };
        const BRACE: usize = 2;
        if block.is_some() && column + width(before) + BRACE > WIDTH {
            self.broken(before, indent, column);
        } else {
            flat(before, self.out);
        }
        if before
            .last()
            .is_some_and(|last| group.is_block() || is_spaced(last, group))
        {
            self.out.push(' ');
        }
        let is_macro = matches!(before.last(), Some(Node::Punct("!")));
        self.group(group, indent, !is_macro, starts_with(nodes, "impl"));
        if let Some(first) = after.first() {
            if is_spaced(group, first) {
                self.out.push(' ');
            }
            let column = self.column();
            self.expression(after, indent, column);
        }
    }

    /// Each call on a line of its own.
    fn chain(&mut self, links: &[&[Node]], indent: usize, column: usize) {
        let mut links = links.iter();
        if let Some(first) = links.next() {
            self.expression(first, indent, column);
        }
        let inner = indent + INDENT;
        for link in links {
            self.line(inner);
            self.expression(link, inner, inner);
        }
    }

    /// How far the last line reaches.
    fn column(&self) -> usize {
        self.out
            .chars()
            .rev()
            .take_while(|char| *char != '\n')
            .count()
    }

    /// A group with each of its entries on lines of their own.
    fn group(&mut self, group: &Node, indent: usize, may_end_in_comma: bool, is_impl: bool) {
        let Node::Group {
            delimiter,
            nodes,
            is_block,
            ..
        } = group
        else {
            return;
        };
        let entries = entries(nodes);
        let (open, close) = delimiters(*delimiter);
        self.out.push_str(open);
        // What is broken itself is not worth lines of its own when it stands alone.
        if let ([(entry, _)], false) = (entries.as_slice(), *is_block)
            && matches!(entry.last(), Some(Node::Group { .. }))
            && links(entry).is_none()
        {
            let column = self.column();
            self.broken(entry, indent, column);
            return self.out.push_str(close);
        }
        let inner = indent + INDENT;
        for (index, (entry, separator)) in entries.iter().enumerate() {
            if is_impl && index > 0 {
                self.out.push('\n');
            }
            self.line(inner);
            self.entry(entry, inner);
            let is_base = matches!(entry.first(), Some(Node::Punct("..")));
            let separator = if *is_block || is_base || !may_end_in_comma {
                separator
            } else {
                &","
            };
            self.out.push_str(separator);
        }
        self.line(indent);
        self.out.push_str(close);
    }
}

/// A chain of calls, cut before each of them, if it has at least two.
fn links(nodes: &[Node]) -> Option<Vec<&[Node]>> {
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
fn widest(nodes: &[Node]) -> Option<usize> {
    let groups = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| matches!(node, Node::Group { nodes, .. } if !nodes.is_empty()));
    groups
        .max_by_key(|(_, node)| node.width())
        .map(|(index, _)| index)
}

fn starts_with(nodes: &[Node], word: &str) -> bool {
    matches!(nodes.first(), Some(Node::Word(first)) if first == word)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[track_caller]
    fn gives(item: TokenStream, expected: &[&str]) {
        let mut out = String::new();
        write(item, &mut out);
        assert_eq!(out, expected.join("\n"));
    }

    #[test]
    fn spaces_are_where_rustfmt_has_them() {
        gives(
            quote! {
                pub fn f<T: Serialize + ?Sized>(mut self, a: &T, b: &'static [&'static str], c: Vec<Vec<i64>>) -> Result<Self, E> {
                    self.a = Some(Json::new(a)?);
                    let b = -1;
                    for (key, item) in &self.c { out.integer(*item); }
                    x.map(|items| items.len()).y(|a, b| a, vec![&1])
                }
            },
            &[
                "pub fn f<T: Serialize + ?Sized>(",
                "    mut self,",
                "    a: &T,",
                "    b: &'static [&'static str],",
                "    c: Vec<Vec<i64>>,",
                ") -> Result<Self, E> {",
                "    self.a = Some(Json::new(a)?);",
                "    let b = -1;",
                "    for (key, item) in &self.c {",
                "        out.integer(*item);",
                "    }",
                "    x.map(|items| items.len()).y(|a, b| a, vec![&1])",
                "}",
            ],
        );
    }

    #[test]
    fn blocks_are_broken_and_expressions_where_they_do_not_fit() {
        let long = "x".repeat(90);
        gives(
            quote! {
                const A: &A = &A { a: "a", b: B { c: #long, ..B::NONE }, d: &[], e: match f { Some(g) => Some(g?), None => None } };
            },
            &[
                "const A: &A = &A {",
                "    a: \"a\",",
                "    b: B {",
                &format!("        c: \"{long}\","),
                "        ..B::NONE",
                "    },",
                "    d: &[],",
                "    e: match f {",
                "        Some(g) => Some(g?),",
                "        None => None,",
                "    },",
                "};",
            ]
            .map(|line| line.replace("        None => None,", "        None => None"))
            .each_ref()
            .map(String::as_str),
        );
    }

    #[test]
    fn chains_have_a_line_for_each_call() {
        let long = "x".repeat(60);
        gives(
            quote!(fn f() { g(client.a(#long).b(true)?.c(1)); }),
            &[
                "fn f() {",
                &format!("    g(client.a(\"{long}\").b(true)?.c(1));"),
                "}",
            ],
        );
        gives(
            quote!(fn f() { g(client.a(#long).b(true)?.c("twenty more letters")); }),
            &[
                "fn f() {",
                "    g(",
                "        client",
                &format!("            .a(\"{long}\")"),
                "            .b(true)?",
                "            .c(\"twenty more letters\"),",
                "    );",
                "}",
            ],
        );
    }

    #[test]
    fn docs_get_their_lines_back() {
        let docs = format!(" One \"\\ 一.{LINE_BREAK}{LINE_BREAK} Two.");
        gives(
            quote!(#[doc = #docs] /// Three.
                #[derive(Clone, Debug)] pub struct A { #[doc = " B."] pub b: C<D, E>, pub f: G }),
            &[
                "/// One \"\\ 一.",
                "///",
                "/// Two.",
                "/// Three.",
                "#[derive(Clone, Debug)]",
                "pub struct A {",
                "    /// B.",
                "    pub b: C<D, E>,",
                "    pub f: G",
                "}",
            ],
        );
    }

    #[test]
    fn functions_have_room_between_them() {
        gives(
            quote!(impl A for B { type C = D; fn e(&self) {} fn f() -> Self { Self } }),
            &[
                "impl A for B {",
                "    type C = D;",
                "",
                "    fn e(&self) {}",
                "",
                "    fn f() -> Self {",
                "        Self",
                "    }",
                "}",
            ],
        );
    }
}
