//! Our tree of a YAML text is the one that `serde_yaml` reads, wherever both are to agree.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use bge_private_codegen::Diagnostics;
use bge_private_codegen::spec::yaml::{Node, NodeKind, parse};
use serde_yaml::Value;

fn tree(text: &str) -> Node {
    let mut out = Diagnostics::new();
    match parse(0, text, &mut out) {
        Some(node) if out.is_empty() => node,
        _ => panic!("{text}\n{out:?}"),
    }
}

fn agrees(ours: &Node, theirs: &Value) -> bool {
    match (&ours.kind, theirs) {
        (NodeKind::Null, Value::Null) => true,
        (NodeKind::Bool(ours), Value::Bool(theirs)) => ours == theirs,
        (NodeKind::Number(ours), Value::Number(theirs)) => {
            let theirs = theirs.to_string();
            *ours == theirs || ours.parse::<f64>() == theirs.parse::<f64>()
        }
        (NodeKind::Text(ours), Value::String(theirs)) => ours == theirs,
        (NodeKind::List(ours), Value::Sequence(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(ours, theirs)| agrees(ours, theirs))
        }
        (NodeKind::Map(ours), Value::Mapping(theirs)) => {
            let pairs = ours.iter().zip(theirs);
            ours.len() == theirs.len()
                && pairs
                    .into_iter()
                    .all(|((our_key, ours), (their_key, theirs))| {
                        their_key.as_str() == Some(&our_key.value) && agrees(ours, theirs)
                    })
        }
        _ => false,
    }
}

fn assert_agrees(text: &str) {
    let theirs: Value = serde_yaml::from_str(text).unwrap();
    let ours = tree(text);
    assert!(
        agrees(&ours, &theirs),
        "{text}\nours: {ours:#?}\ntheirs: {theirs:#?}"
    );
}

#[test]
fn spec_files_read_the_same() {
    let codegen = Path::new(env!("CARGO_MANIFEST_DIR"));
    for dir in [codegen.join("../spec"), codegen.join("tests/base")] {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path
                .extension()
                .is_some_and(|extension| extension == "yaml")
            {
                assert_agrees(&fs::read_to_string(path).unwrap());
            }
        }
    }
}

#[test]
fn scalars_read_the_same() {
    for text in [
        "a: 1\nb: -7\nc: 0.10\nd: 1e3\ne: -0.5\nf: 18446744073709551615",
        "a: true\nb: false\nc: null\nd: ~\ne:\nf: 'true'\ng: \"null\"\nh: yes\ni: off",
        "a: 'it''s'\nb: \"tab\\t quote\\\" \\u4e2d \\x41\"\nc: plain with 'quotes' inside",
        "a: |\n  two\n  lines\nb: >\n  folded\n  text\n\n  more\nc: |-\n  no end\nd: |+\n  kept\n\ne: x",
        "a: plain text\n  on two lines\nb: \"quoted\n  text\"",
        "a: 2021-09-07\nb: 2021-09-07T09:20:51Z\nc: 1.2.3\nd: 12:30\ne: 中文\nf: a#b\ng: a:b",
        "a: # comment\n  b: 1 # another\n# third\nc: 2",
        "- a\n- - b\n  - c\n-\n  d: e\n- {f: g, h: [i, {j: k}]}\n- []\n- {}",
        "a: []\nb: {}\nc: [1, 'two', three]\n? d\n: e\n\"f g\": h",
        "---\na: 1\n...\n",
        "\"quoted\": 1\n'single': 2\nplain key: 3",
    ] {
        assert_agrees(text);
        assert_agrees(&text.replace('\n', "\r\n"));
    }
}

/// Where we mean to differ: what JSON does not call a number is text, and so is a boolean or null in capitals.
#[test]
fn unusual_scalars_are_text() {
    for text in [
        "0x1F", "0o7", "0b1", ".inf", "-.INF", ".nan", "1_000", "+1", "007", ".5", "5.", "True",
        "FALSE", "Null", "NULL",
    ] {
        assert_eq!(
            tree(&format!("a: {text}")).kind,
            tree(&format!("a: '{text}'")).kind,
            "{text}"
        );
    }
}

#[test]
fn number_texts_are_kept() {
    let NodeKind::Map(entries) =
        tree("a: 0.10\nb: 1E+05\nc: -0\nd: 123456789012345678901234567890").kind
    else {
        panic!("a mapping");
    };
    let texts: Vec<_> = entries.into_iter().map(|(_, node)| node.kind).collect();
    let expected = ["0.10", "1E+05", "-0", "123456789012345678901234567890"];
    assert_eq!(
        texts,
        expected.map(|text| NodeKind::Number(text.to_owned()))
    );
}

/// The span of each value holds what the value reads from, wherever it stands.
#[test]
fn spans_hold_their_values() {
    let text = "键: 'a b'\nmap: {x: 1, 中: [true, \"é\"]}\nlist:\n  - first item\n  - |\n    block\n    text\nempty:\nlast: plain\n  text\n";
    let root = tree(text);
    assert_eq!(slice(text, &root), text.trim_end());
    let NodeKind::Map(entries) = &root.kind else {
        panic!("a mapping");
    };
    let slices: Vec<_> = entries
        .iter()
        .map(|(key, node)| (key.value.as_str(), slice(text, node)))
        .collect();
    assert_eq!(
        slices,
        [
            ("键", "'a b'"),
            ("map", "{x: 1, 中: [true, \"é\"]}"),
            ("list", "- first item\n  - |\n    block\n    text"),
            ("empty", ""),
            ("last", "plain\n  text"),
        ]
    );
    assert_every_span_reads_back(text, &root);
}

fn slice<'a>(text: &'a str, node: &Node) -> &'a str {
    let [start, end] =
        [node.span.start, node.span.end].map(|offset| usize::try_from(offset).unwrap());
    text.get(start..end).unwrap()
}

fn assert_every_span_reads_back(text: &str, node: &Node) {
    match &node.kind {
        NodeKind::List(items) => items
            .iter()
            .for_each(|item| assert_every_span_reads_back(text, item)),
        NodeKind::Map(entries) => entries
            .iter()
            .for_each(|(_, value)| assert_every_span_reads_back(text, value)),
        NodeKind::Null => {}
        NodeKind::Text(value) if value.contains('\n') => {}
        _ => assert_eq!(tree(slice(text, node)).kind, node.kind),
    }
}

/// A small generator of pseudo-random numbers, the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Writes a value in block style, with flow style here and there.
fn generate(random: &mut Random, depth: usize, out: &mut String) {
    let scalars = [
        "plain text",
        "'quoted: text'",
        "\"a\\nb\"",
        "12",
        "-0.5e3",
        "true",
        "null",
        "中文 字",
        "a-b",
        "x # not, a comment",
    ];
    let indent = "  ".repeat(depth);
    match random.below(if depth > 4 { 2 } else { 5 }) {
        0 | 1 => {
            let index = usize::try_from(random.below(scalars.len() as u64 - 1)).unwrap();
            let _ = writeln!(out, " {}", scalars.get(index).unwrap());
        }
        2 => out.push_str(" [a, {b: 'c, d', e: [1, 2.50]}, ~]\n"),
        3 => {
            out.push('\n');
            for index in 0..=random.below(4) {
                let _ = write!(out, "{indent}key {index}:");
                generate(random, depth + 1, out);
            }
        }
        _ => {
            out.push('\n');
            for _ in 0..=random.below(3) {
                let _ = write!(out, "{indent}-");
                generate(random, depth + 1, out);
            }
        }
    }
}

#[test]
fn generated_documents_read_the_same() {
    let mut random = Random(0x5eed_1234_5678_9abc);
    for _ in 0..2_000 {
        let mut text = String::new();
        for index in 0..3 {
            let _ = write!(text, "top{index}:");
            generate(&mut random, 1, &mut text);
        }
        assert_agrees(&text);
    }
}
