//! Tests of the formatter: its layout, that nothing is lost, and that no text makes it panic.
//!
//! `PROPTEST_CASES=1000000 cargo test --release --test format` runs more cases.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::{Code, Features, Sources, generate, load_sources};
use bge_private_codegen_tools::format::format;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use test_support::mutation::with_insertions;
use test_support::properties::{cases, for_all};

fn formatted(text: &str) -> String {
    format("spec/a.yaml", text).unwrap_or_else(|report| panic!("{text}\n{report}"))
}

#[test]
fn texts_have_one_form() {
    for (text, expected) in [
        // Quotes, empty values, white space.
        (
            "a:   'b'\nc: \"d: e\"\nf:\ng: ~\n",
            "a: b\nc: \"d: e\"\nf:\ng: ~\n",
        ),
        ("\n\na: 1\n\n\n\nb: 2\n\n", "a: 1\n\nb: 2\n"),
        (
            "\u{feff}---\r\na: 1 \r\nb: \"2\"\r\n...\r\n",
            "---\na: 1\nb: \"2\"\n...\n",
        ),
        (
            "'a': \"yes\"\n\"12\": 'it''s'\n",
            "a: \"yes\"\n\"12\": it's\n",
        ),
        ("a: 'say: b'\n", "a: \"say: b\"\n"),
        ("a: 'say: \"b\"'\n", "a: 'say: \"b\"'\n"),
        // Indentation and lists.
        (
            "a:\n- b\n-   c: 1\n    d: 2\n",
            "a:\n  - b\n  - c: 1\n    d: 2\n",
        ),
        ("-\n  - a\n  -  - b\n", "- - a\n  - - b\n"),
        ("a:\n    b:\n        c: 1\n", "a:\n  b:\n    c: 1\n"),
        ("a:\n\n  b: 1\n\n  c: 2\n", "a:\n  b: 1\n\n  c: 2\n"),
        ("? a\n: b\n", "a: b\n"),
        // Braces and brackets.
        (
            "a: { b: 1,c: [ 2,3 ], }\nd: { }\n",
            "a: {b: 1, c: [2, 3]}\nd: {}\n",
        ),
        ("a: {\n  b: 1,\n  c: 2\n}\n", "a: {b: 1, c: 2}\n"),
        ("a: [b: 1, c]\n", "a: [b: 1, c]\n"),
        ("{a: \"b, c\"}\n", "{a: \"b, c\"}\n"),
        // Texts of several lines.
        (
            "a: |\n     b\n       c\n\n     d\ne: |-\n  f\n",
            "a: |\n  b\n    c\n\n  d\ne: |-\n  f\n",
        ),
        ("a: >\n   b\n   c\n\n   d\n", "a: >\n  b\n  c\n\n  d\n"),
        ("a: |2\n   b\n  c\n", "a: |2\n   b\n  c\n"),
        ("a: b\n    c\n  d\n", "a: b\n  c\n  d\n"),
        ("a: \"b\n  c\\\n  d\"\n", "a: b cd\n"),
        (
            "- |\n  # text\n- \"# text\"\n",
            "- |\n  # text\n- \"# text\"\n",
        ),
    ] {
        assert_eq!(formatted(text), expected, "{text}");
        assert_eq!(formatted(expected), expected, "again");
    }
}

#[test]
fn comments_stay_with_what_they_stand_at() {
    for (text, expected) in [
        (
            "#  top\n\n\n# of a   \na: 1   # one\n# end\n",
            "#  top\n\n# of a\na: 1 # one\n# end\n",
        ),
        (
            "a: # of a\n   b: 1\n   # last in a\n# before c\nc: 2\n",
            "a: # of a\n  b: 1\n  # last in a\n# before c\nc: 2\n",
        ),
        (
            "a:\n  # first\n  b: 1\n\n  # of c\n\n  c: 2\n",
            "a:\n  # first\n  b: 1\n\n  # of c\n\n  c: 2\n",
        ),
        (
            "a:\n- b # b\n# of c\n- c\nd: 1\n",
            "a:\n  - b # b\n  # of c\n  - c\nd: 1\n",
        ),
        (
            "- # of a\n  a: 1\n-\n  # of b\n  b: 2\n",
            "- # of a\n  a: 1\n- # of b\n  b: 2\n",
        ),
        (
            "a: | # sign\n  # text\n  b\n# after\nc: 1\n",
            "a: | # sign\n  # text\n  b\n# after\nc: 1\n",
        ),
        (
            "a: \"b # c\" # d\ne: 'f # ''g' # h\ni: j#k # l\n",
            "a: \"b # c\" # d\ne: 'f # ''g' # h\ni: j#k # l\n",
        ),
        ("a: {b: 1} # of a\n", "a: {b: 1} # of a\n"),
        (
            "a: {b: 1, # one\n  c: 2 # two\n  # end\n}\n",
            "a: {\n  b: 1, # one\n  c: 2 # two\n  # end\n}\n",
        ),
        ("a: { # all\n  b: 1}\n", "a: {\n  # all\n  b: 1\n}\n"),
        ("a: # why\n  b\n", "a: # why\n  b\n"),
        ("a:\n    # why\n    b # and\n", "a:\n  # why\n  b # and\n"),
        ("a: 1\n  # odd\nb: 2\n", "a: 1\n# odd\nb: 2\n"),
        (
            "# only\n\n# these\n- 1\n\n# and\n\n\n# those",
            "# only\n\n# these\n- 1\n\n# and\n\n# those\n",
        ),
    ] {
        let first = formatted(text);
        assert_eq!(first, expected, "{text}");
        assert_eq!(formatted(expected), expected, "again");
    }
}

#[test]
fn what_is_too_wide_for_one_line_stands_on_several() {
    let word = "word ".repeat(30);
    let word = word.trim_end();
    let wide = format!("a: {{b: {word}, c: [1, 2]}}\n");
    assert_eq!(
        formatted(&wide),
        format!("a: {{\n  b: {word},\n  c: [1, 2]\n}}\n")
    );
    // A wide character takes two columns.
    let chinese = format!("a: {{b: {}, c: 1}}\n", "字".repeat(60));
    assert!(formatted(&chinese).starts_with("a: {\n  b: "));
    // A text on several lines stays on several lines, and a text on one line stays on one line.
    let broken = format!(
        "a: {}\n",
        word.replace(
            " word word word word word word word word ",
            "\n  word word word word word word word word "
        )
    );
    let expected = formatted(&broken);
    assert!(
        expected.starts_with("a: word\n  word ") && expected.lines().all(|line| line.len() <= 120),
        "{expected}"
    );
    assert_eq!(formatted(&expected), expected);
    let whole = format!("a: {word}\n");
    assert_eq!(formatted(&whole), whole);
}

#[test]
fn what_is_no_spec_file_is_refused() {
    for (text, code) in [
        ("a: [", Code::Syntax),
        ("a: 1\na: 2\n", Code::DuplicateKey),
        ("a: &b 1\n", Code::YamlFeature),
        ("a: !t 1\n", Code::YamlFeature),
        ("a: *b\n", Code::YamlFeature),
        ("a: 1\n---\nb: 2\n", Code::YamlFeature),
        ("? \n: a\n", Code::YamlFeature),
        ("a: \0\n", Code::UnreadableFile),
        // The formatter would remove the blank lines, so it rejects the file.
        ("a: |+\n  b\n\n\nc: 1\n", Code::YamlFeature),
        // A tab at the start of a block is content, which the formatter takes for indentation.
        ("a: |\n  \t\tb\n  c\n", Code::YamlFeature),
        ("a: |\n \tb\n 中\n", Code::YamlFeature),
        // The formatter would join the colon and the comma, which other parsers reject.
        ("a: {b: , c: 1}\n", Code::YamlFeature),
        ("a: [b: ]\n", Code::YamlFeature),
        ("# nothing\n", Code::MissingFile),
    ] {
        let report = format("spec/a.yaml", text).unwrap_err();
        assert_eq!(report.diagnostics()[0].code, code, "{text:?}");
    }
}

#[test]
fn what_is_not_supported_is_shown_where_it_is() {
    for (text, place) in [
        ("a: \"b\"\nc:\n  d: {e: 'f', g: , h: 1}\n", (3, 16)),
        ("a: 中\nb: [1, c: ]\n", (2, 9)),
        ("a: 'b'\nc: |\n  \t\td\n", (3, 3)),
        ("a: 1\nb:\n  - |+\n    c\n\n\n  - d\n", (4, 5)),
        (
            &format!("a: 1\nb: {}1{}\n", "[".repeat(40), "]".repeat(40)),
            (2, 33),
        ),
    ] {
        let report = format("spec/a.yaml", text).unwrap_err();
        let found = &report.diagnostics()[0];
        let at = report.sources().place(found.primary.span).unwrap();
        assert_eq!(
            (found.code, at.line, at.column),
            (Code::YamlFeature, place.0, place.1),
            "{report}"
        );
    }
}

#[test]
fn deep_nesting_is_formatted_or_refused() {
    let nested = |levels: usize| {
        let keys = (0..levels).map(|level| "  ".repeat(level) + "a:\n");
        keys.collect::<String>() + &"  ".repeat(levels) + "b: 1\n"
    };
    assert_eq!(format("spec/a.yaml", &nested(29)).unwrap(), nested(29));
    for levels in [30, 31, 32, 50] {
        let report = format("spec/a.yaml", &nested(levels)).unwrap_err();
        assert_eq!(report.diagnostics()[0].code, Code::YamlFeature);
    }
}

fn specs() -> Vec<Vec<PathBuf>> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dirs = [
        "../../spec",
        "../tests/base",
        "../tests/hostile",
        "../tests/small",
    ];
    let files = dirs.map(|dir| {
        let entries = fs::read_dir(package.join(dir)).unwrap();
        let files = entries.map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = files
            .filter(|path| path.extension().is_some_and(|e| e == "yaml"))
            .collect();
        files.sort();
        files
    });
    files.into()
}

#[test]
fn the_spec_is_in_its_form() {
    for path in &specs()[0] {
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(formatted(&text), text, "bge-codegen fmt spec");
    }
}

/// Checks that another parser reads the same value from both texts.
///
/// The check is skipped if that parser cannot read the first text, such as one with a number of 128 bits. It
/// is also skipped for Unicode line breaks and for files with a single text, on which parsers disagree.
fn same_for_others(before: &str, after: &str) {
    if before.contains(['\u{85}', '\u{2028}', '\u{feff}']) {
        return;
    }
    if let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(before) {
        let after_value: serde_yaml::Value = serde_yaml::from_str(after)
            .unwrap_or_else(|error| panic!("{error}: {before:?}\n{after}"));
        if !value.is_string() {
            assert_eq!(value, after_value, "{before:?}\n{after}");
        }
    }
}

#[test]
fn meaning_stays() {
    for files in specs() {
        let mut before = Sources::new();
        let mut after = Sources::new();
        for path in files {
            let text = fs::read_to_string(&path).unwrap();
            let new = formatted(&text);
            same_for_others(&text, &new);
            assert_eq!(formatted(&new), new, "{}", path.display());
            let name = path.file_name().unwrap().to_str().unwrap();
            before.add(name, text);
            after.add(name, new);
        }
        let [before, after] = [before, after]
            .map(|sources| generate(&load_sources(sources).unwrap(), Features::ALL).unwrap());
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(
                (&before.name, &before.content),
                (&after.name, &after.content)
            );
        }
        assert_eq!(before.len(), after.len());
    }
}

/// Fragments of YAML. Some of them are valid in sequence.
const PIECES: &[&str] = &[
    "a: ", "b: ", "c:\n", "- ", "-\n", "\n", "\n", "\n  ", "\n  ", "\n    ", " ", "  ", "\t",
    "\r\n", "# c\n", " # d\n", "#", "{", "}", "[", "]", ",", ", ", ": ", ":", "? ", "|\n", "|-\n",
    "|+\n", ">\n", ">-\n", "|2\n", "'", "\"", "''", "\\", "\\n", "x", "y z", "\n  x\n", "1",
    "1.50", "null", "~", "true", "yes", "中文", "é", "\u{85}", "\u{2028}", "\u{feff}", "---\n",
    "...\n", "&a ", "*a", "!t ", "'a # b'", "\"c: d\"", "{a: 1}", "[a, b]", "<<: ", "=", "@", "`",
];

const LONG_PIECES: &[&str] = &[
    "\n    y\n",
    "2021-01-01",
    "%YAML 1.2\n",
    "{a: [b, {c: d}]}",
    "word word word word word word word word word word ",
];

/// Returns sequences of fragments, and specs with inserted fragments.
fn nearly_yaml() -> impl Strategy<Value = String> {
    let samples = specs().into_iter().flatten();
    let samples = samples.map(|path| fs::read_to_string(path).unwrap());
    let all = [PIECES, LONG_PIECES].concat();
    let pieces = vec(select(all.clone()), 1..=14).prop_map(|pieces| pieces.concat());
    // Parsers disagree on a block at the end of a file without a final line break.
    prop_oneof![
        19 => pieces,
        1 => with_insertions(samples.collect(), all, 1..=3),
    ]
    .prop_map(|text| text + "\n")
}

#[test]
fn whatever_comes_is_refused_or_formatted_without_loss() {
    let good = Cell::new(0);
    for_all(4_000, &nearly_yaml(), |text| {
        // A text that cannot be parsed must be rejected without a panic.
        if let Ok(new) = format("spec/a.yaml", &text) {
            good.set(good.get() + 1);
            let again = format("spec/a.yaml", &new)
                .unwrap_or_else(|report| panic!("{text:?}\n{new}\n{report}"));
            assert_eq!(again, new, "{text:?}");
            same_for_others(&text, &new);
        }
        Ok(())
    });
    let (good, cases) = (good.get(), cases(4_000));
    assert!(good > cases / 20, "{good} of {cases}");
}
