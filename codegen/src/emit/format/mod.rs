//! Formats the tokens of an item as rustfmt would, as far as generated code goes.
//!
//! A formatter for all of Rust has to parse all of Rust, which takes three times as long as everything else that is
//! done for an item, and a parser that everybody who builds the client has to build. What is generated here needs much
//! less: groups that are broken when they do not fit, blocks that always are, and no operators between expressions.

mod line;
mod node;
mod parts;

use line::{delimiters, flat, is_spaced, width};
use node::{Node, nodes};
use parts::{entries, links, starts_with, widest};
use proc_macro2::TokenStream;

/// Lines are no longer than this, where they can be broken.
const WIDTH: usize = 100;
const INDENT: usize = 4;

/// Stands between the lines of a doc comment while it is a token, which no text of a spec can hold.
pub(super) const LINE_BREAK: char = '\u{1f}';

/// Adds the item, formatted.
pub(super) fn write(item: TokenStream, out: &mut String) {
    let nodes = nodes(item);
    Writer { out }.entry(&nodes, 0, 0);
}

struct Writer<'a> {
    out: &'a mut String,
}

impl Writer<'_> {
    fn line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// An entry from where the line stands, which is indented so far: its docs and attributes, then itself, with
    /// room for what separates it from the next.
    fn entry(&mut self, mut nodes: &[Node], indent: usize, room: usize) {
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
        self.expression(nodes, indent, indent, room);
    }

    /// Nodes from a column, on one line if they fit there with so much room after them.
    fn expression(&mut self, nodes: &[Node], indent: usize, column: usize, room: usize) {
        if column + width(nodes) + room <= WIDTH {
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
            self.expression(after, indent, column, 1);
        }
    }

    /// Each call on a line of its own.
    fn chain(&mut self, links: &[&[Node]], indent: usize, column: usize) {
        let mut links = links.iter();
        if let Some(first) = links.next() {
            self.expression(first, indent, column, 1);
        }
        let inner = indent + INDENT;
        for link in links {
            self.line(inner);
            self.expression(link, inner, inner, 1);
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
            let is_base = matches!(entry.first(), Some(Node::Punct("..")));
            let separator = if *is_block || is_base || !may_end_in_comma {
                separator
            } else {
                &","
            };
            self.entry(entry, inner, separator.len());
            self.out.push_str(separator);
        }
        self.line(indent);
        self.out.push_str(close);
    }
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
                const A: &A = &A { a: "a", b: B { c: #long, ..B::NONE }, d: &[], e: match f { Some(g) => Some(g?), None => None, } };
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
            ],
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
                #[derive(Clone, Debug)] pub struct A { #[doc = " B."] pub b: C<D, E>, pub f: G, }),
            &[
                "/// One \"\\ 一.",
                "///",
                "/// Two.",
                "/// Three.",
                "#[derive(Clone, Debug)]",
                "pub struct A {",
                "    /// B.",
                "    pub b: C<D, E>,",
                "    pub f: G,",
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
