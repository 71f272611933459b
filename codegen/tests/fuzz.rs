//! Fuzz tests with mutations of the real spec: nothing panics or hangs, and every mistake has a place.
//!
//! `PROPTEST_CASES=1000000 cargo test --release --test fuzz` runs more cases.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use bge_private_codegen::{Sources, load_sources};
use test_support::mutation::mutated;
use test_support::properties::{for_all, in_time};

/// Fragments that have a meaning in some place of a spec or of YAML.
const PIECES: &[&str] = &[
    "", " ", "\n", "\t", "\r", "\r\n", ":", ": ", "- ", "{", "}", "[", "]", ",", "#", " #", "&a ",
    "*a", "!t ", "!!str ", "|", ">", "'", "\"", "%", "@", "`", "~", "---\n", "...\n", "<<: ", "? ",
    "\u{feff}", "\0", "\u{7f}", "\u{85}", "\u{2028}", "中", "😀", "é", "null", "true", "-1",
    "1e999", "0x1F", ".inf", "1_000", "-0", "list<", "map<", ">", "string", "any", "none", "file",
    "json", "decimal", "extra:", "enum:", "fields:", "args:", "kwargs:", "type: ", "doc: ",
    "min: ", "max: ", "https://", "\\", "\"\\u", "\"\\x4", "\n\n\n", "  ", "        ",
];

const LONG_PIECES: &[&str] = &[
    "99999999999999999999",
    "list<list<string>>",
    "response:",
    "examples:",
    "default: ",
    "join: comma",
    "one_of: By",
    "choices: {",
    "secret: query",
    "optional: true",
    "safe_when: {",
    "2021-09-07T09:20:51Z",
    "{en: a, zh: b}",
];

fn check(files: &[(&str, String)]) {
    let mut sources = Sources::new();
    for (name, text) in files {
        sources.add(*name, text.as_str());
    }
    if let Err(report) = in_time(|| load_sources(sources)) {
        assert!(!report.diagnostics().is_empty());
        for found in report.diagnostics() {
            let place = report.sources().place(found.primary.span);
            assert!(
                place.is_some_and(|place| place.line > 0 && place.column > 0),
                "{found:?}"
            );
        }
        let told = report.to_string();
        assert!(told.contains("error[E") && told.contains("-->"), "{told}");
        assert!(report.render(true).contains('\u{1b}'));
    }
}

fn spec() -> [(&'static str, String); 2] {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    ["platform.yaml", "service.yaml"]
        .map(|name| (name, fs::read_to_string(dir.join(name)).unwrap()))
}

#[test]
fn mutated_specs_never_panic() {
    let [(platform, platform_text), (service, service_text)] = spec();
    let pieces = [PIECES, LONG_PIECES].concat();
    let choices = include_str!("hostile/choices.yaml").to_owned();
    let files = (
        mutated(vec![platform_text], pieces.clone(), 0..=1),
        mutated(vec![service_text, choices], pieces, 1..=4),
    );
    for_all(1_500, &files, |(platform_text, service_text)| {
        check(&[(platform, platform_text), (service, service_text)]);
        Ok(())
    });
}

#[test]
fn deep_and_long_texts_end() {
    let [platform, _] = spec();
    let many = 3_000;
    for text in [
        "[".repeat(many),
        "{a: ".repeat(many),
        "- ".repeat(many),
        "? ".repeat(many),
        "a:\n".repeat(many),
        (0..200).fold(String::new(), |text, depth| {
            text + &" ".repeat(depth) + "a:\n"
        }),
        format!("group: {}", "x".repeat(1_000_000)),
        format!("group: service\nendpoints: {{{}}}", "a: 1, ".repeat(many)),
        format!(
            "group: service\nendpoints: {{{}}}",
            (0..1_000)
                .map(|i| format!("a{i}: {{}}, "))
                .collect::<String>()
        ),
        format!(
            "group: service\ntypes: {{A: {{doc: {{en: a, zh: b}}, fields: {{a: {{type: {}string, doc: {{en: a, zh: b}}}}}}}}}}",
            "list<".repeat(many)
        ),
        format!("group: service\n{}", "kwarg: 1\n".repeat(many)),
        "!".repeat(many),
        "\"\\u4e2d".repeat(many),
        "中".repeat(many),
        "a: &a [*a, *a]\n".repeat(100),
        "'".repeat(many),
        "|\n".repeat(many),
        "%TAG ! x\n".repeat(many),
        "\u{feff}".repeat(many),
    ] {
        check(&[platform.clone(), ("service.yaml", text)]);
    }
}

/// Checks that a chain of types is followed to its end without recursion.
#[test]
fn long_chains_of_types_end() {
    let [platform, _] = spec();
    let mut text = "group: service\ntitle: {en: a, zh: b}\nendpoints: {}\ntypes:\n".to_owned();
    let many = 5_000;
    for index in 0..many {
        let next = (index + 1) % many;
        text += &format!(
            "  T{index}: {{doc: {{en: a, zh: b}}, fields: {{a: {{type: T{next}, doc: {{en: a, zh: b}}}}}}}}\n"
        );
    }
    check(&[platform, ("service.yaml", text)]);
}
