//! OpenAPI: what is exported is imported as the same spec, and documents of other makers become drafts that are well.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::path::Path;

use bge_private_codegen::openapi::{Form, Imported, Language, Options, export, import};
use bge_private_codegen::{Checked, Code, Sources, load, load_sources};

fn spec(dir: &str) -> Checked {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
    load(&dir).unwrap_or_else(|report| panic!("{report}"))
}

fn exported(checked: &Checked, form: Form, language: Language) -> String {
    let version = "1.2.3".to_owned();
    export(
        checked,
        &Options {
            form,
            language,
            version,
        },
    )
}

fn drafted(path: &str, text: &str) -> (Imported, Checked) {
    let imported = import(path, text).unwrap_or_else(|report| panic!("{report}"));
    let mut sources = Sources::new();
    for file in &imported.files {
        sources.add(file.name.as_str(), file.content.as_str());
    }
    let checked = load_sources(sources).unwrap_or_else(|report| panic!("{report}"));
    (imported, checked)
}

/// All that a spec says, without the places where it says it.
fn model(checked: &Checked) -> String {
    let debug = format!("{:#?}", checked.spec());
    let mut lines = Vec::new();
    let mut lines_left = debug.lines();
    while let Some(line) = lines_left.next() {
        if line.trim_start().ends_with("span: Span {") {
            for _ in 0..4 {
                lines_left.next();
            }
        } else {
            lines.push(line);
        }
    }
    lines.join("\n")
}

#[track_caller]
fn same(one: &str, other: &str, what: &str) {
    let different = one
        .lines()
        .zip(other.lines())
        .position(|(one, other)| one != other);
    if let Some(at) = different {
        let around = |text: &str| {
            let lines: Vec<_> = text.lines().skip(at.saturating_sub(30)).take(45).collect();
            lines.join("\n")
        };
        panic!(
            "{what}: line {at} differs\n{}\n------\n{}",
            around(one),
            around(other)
        );
    }
    assert_eq!(one.len(), other.len(), "{what}");
}

const SPECS: [&str; 4] = ["../spec", "tests/base", "tests/hostile", "tests/small"];

#[test]
fn what_is_exported_is_imported_as_it_was() {
    for dir in SPECS {
        let checked = spec(dir);
        for (form, path) in [(Form::Json, "openapi.json"), (Form::Yaml, "openapi.yaml")] {
            let text = exported(&checked, form, Language::Both);
            let (imported, again) = drafted(path, &text);
            assert!(
                imported.report.diagnostics().is_empty(),
                "{dir}: {}",
                imported.report
            );
            same(&model(&checked), &model(&again), dir);
            assert_eq!(text, exported(&again, form, Language::Both), "{dir}");
            for file in &imported.files {
                assert!(
                    !file.content.contains("# review:"),
                    "{dir}: {}",
                    file.content
                );
            }
        }
    }
}
