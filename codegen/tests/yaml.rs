//! Tests of the YAML parser: it reads the same values as `serde_yaml`, except for deliberate differences.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use bge_private_codegen::Diagnostics;
use bge_private_codegen::spec::yaml::{Node, NodeKind, parse};
use proptest::array;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_yaml::Value;
use test_support::properties::for_all;

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

/// Checks a deliberate difference from `serde_yaml`: numbers that are not valid JSON are texts, and so are
/// booleans and null in capitals.
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

/// Checks that the span of each value contains the text of the value.
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

const SCALARS: [&str; 10] = [
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

/// A value of a document in block style.
#[derive(Clone, Debug)]
enum Block {
    /// A scalar, or a value in flow style.
    Line(&'static str),
    Map(Vec<Block>),
    List(Vec<Block>),
}

fn block() -> impl Strategy<Value = Block> {
    let line = prop_oneof![
        2 => select(&SCALARS),
        1 => Just("[a, {b: 'c, d', e: [1, 2.50]}, ~]"),
    ];
    line.prop_map(Block::Line)
        .prop_recursive(5, 30, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 1..=4).prop_map(Block::Map),
                vec(inner, 1..=3).prop_map(Block::List),
            ]
        })
}

fn write_block(block: &Block, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match block {
        Block::Line(line) => writeln!(out, " {line}").unwrap(),
        Block::Map(values) => {
            out.push('\n');
            for (index, value) in values.iter().enumerate() {
                write!(out, "{indent}key {index}:").unwrap();
                write_block(value, depth + 1, out);
            }
        }
        Block::List(values) => {
            out.push('\n');
            for value in values {
                write!(out, "{indent}-").unwrap();
                write_block(value, depth + 1, out);
            }
        }
    }
}

#[test]
fn generated_documents_read_the_same() {
    for_all(2_000, &array::uniform3(block()), |blocks| {
        let mut text = String::new();
        for (index, block) in blocks.iter().enumerate() {
            write!(text, "top{index}:").unwrap();
            write_block(block, 1, &mut text);
        }
        assert_agrees(&text);
        Ok(())
    });
}
