//! Tests of planted mistakes, each with its exact report.
//!
//! A case in `bad_specs.yaml` changes parts of a good spec in `base/`. Its report must be the text in
//! `reports/`. `SNAPSHOTS=overwrite cargo test` updates those texts. Review them before you commit them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing
)]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::{Code, Report, Sources, load_sources};
use test_support::snapshots::assert_snapshots;

/// For each changed file, texts that it contains exactly once, and their replacements.
type Changes = BTreeMap<String, Vec<(String, String)>>;

fn cases() -> BTreeMap<String, Changes> {
    serde_yaml::from_str(include_str!("bad_specs.yaml")).unwrap()
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn changed(changes: &Changes) -> Sources {
    let mut sources = Sources::new();
    let mut changes = changes.clone();
    for file in ["platform", "goods", "orders"] {
        let name = format!("{file}.yaml");
        let mut text = fs::read_to_string(tests().join("base").join(&name)).unwrap();
        for (from, to) in changes.remove(file).unwrap_or_default() {
            assert_eq!(text.matches(&from).count(), 1, "{name}: {from:?}");
            text = text.replace(&from, &to);
        }
        sources.add(format!("spec/{name}"), text);
    }
    assert!(changes.is_empty(), "unknown files in {changes:?}");
    sources
}

fn report(changes: &Changes) -> Report {
    load_sources(changed(changes)).expect_err("there is a mistake")
}

#[test]
fn the_base_is_good() {
    match load_sources(changed(&Changes::new())) {
        Ok(checked) => assert!(checked.warnings().diagnostics().is_empty()),
        Err(report) => panic!("{report}"),
    }
}

#[test]
fn unused_types_are_warned_of() {
    let text = |name: &str| fs::read_to_string(tests().join("base").join(name)).unwrap();
    let mut sources = Sources::new();
    sources.add("spec/platform.yaml", text("platform.yaml"));
    // `Used` is used by an unused type only.
    let types = "  Unused:
    doc: {en: A thing., zh: 物品。}
    fields:
      used: {type: list<Used>, doc: {en: Another., zh: 其他。}}
  Used:
    doc: {en: A kind., zh: 种类。}
    enum: [a, b]
";
    sources.add("spec/goods.yaml", text("goods.yaml") + types);
    let checked = load_sources(sources).unwrap();
    let report = checked.warnings();
    let path = tests().join("reports/unused_types.txt");
    assert_snapshots([(path, format!("{report}\n"))]);
    let found = report.diagnostics().iter().map(|found| found.code);
    assert_eq!(found.collect::<Vec<_>>(), [Code::UnusedType; 2]);
}

#[test]
fn a_mistake_may_hide_a_use() {
    let case = &cases()["unknown_types"];
    let report = report(case);
    let mut found = report.diagnostics().iter();
    assert!(found.all(|found| !found.code.is_warning()), "{report}");
}

/// Returns the report on a spec to which a file is added that comes first.
fn report_with(dir: &str, group: &str) -> Report {
    let mut sources = Sources::new();
    sources.add("aaa.yaml", group);
    for entry in fs::read_dir(tests().join(dir)).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        sources.add(path.file_name().unwrap().to_str().unwrap(), text);
    }
    load_sources(sources).expect_err("there is a mistake")
}

/// Checks that a name which is defined twice, in another way, is the only mistake, whatever uses it.
#[test]
fn definitions_that_clash_have_no_other_mistakes() {
    const TYPES: &str = "types:\n  NAME:\n    doc: {en: A., zh: 甲。}\n    enum: [a, b]\n";
    let group = |name: &str| {
        format!(
            "group: aaa\ntitle: {{en: A, zh: 甲}}\nendpoints:\n  {name}:\n    path: /aaa\n    \
             doc: {{en: A., zh: 甲。}}\n    response: none\n    examples: [{{title: {{en: A, zh: 甲}}}}]\n"
        )
    };
    for dir in ["base", "hostile"] {
        let checked = bge_private_codegen::load(&tests().join(dir)).unwrap();
        for it in &checked.spec().groups {
            let types = it.types.iter().map(|(name, _)| &name.value);
            let types = types.map(|name| group("aaa") + &TYPES.replace("NAME", name));
            let types = types.map(|text| (Code::DuplicateType, text));
            let calls = it.endpoints.iter().filter(|_| it.client.is_none());
            let calls = calls.map(|(name, _)| (Code::DuplicateEndpoint, group(&name.value)));
            for (code, text) in types.chain(calls) {
                let report = report_with(dir, &text);
                let found = report.diagnostics().iter().map(|found| found.code);
                assert!(found.eq([code]), "{text}\n{report}");
            }
        }
    }
}

#[test]
fn mistakes_are_reported_exactly() {
    assert_snapshots(cases().iter().map(|(name, changes)| {
        let path = tests().join(format!("reports/{name}.txt"));
        (path, format!("{}\n", report(changes)))
    }));
}

#[test]
fn every_report_belongs_to_a_case() {
    let cases = cases();
    for entry in fs::read_dir(tests().join("reports")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let is_known = cases.contains_key(name) || name == "unused_types";
        assert!(is_known, "{}", path.display());
    }
}

/// Checks that each rule is broken by a case. The rules that a change of a good file cannot break are covered
/// by the tests of the command and the fuzz tests.
#[test]
fn every_rule_is_broken_by_a_case() {
    let mut told = HashSet::new();
    for changes in cases().values() {
        let report = report(changes);
        told.extend(report.diagnostics().iter().map(|found| found.code));
    }
    for code in Code::ALL {
        // The rules about pages of documentation have other tests.
        let of_others = matches!(code, Code::NoCall | Code::DraftFails);
        let elsewhere = matches!(code, Code::MissingFile | Code::TooDeep);
        let elsewhere = elsewhere || of_others || code.is_warning();
        let meaning = code.meaning();
        assert!(told.contains(code) || elsewhere, "{} {meaning}", code.id());
    }
}

#[test]
fn reports_are_the_same_each_time() {
    for (name, changes) in cases() {
        let [first, second] = [(); 2].map(|()| report(&changes).to_string());
        assert_eq!(first, second, "{name}");
    }
}

#[test]
fn mistakes_are_in_order_and_differ() {
    for (name, changes) in cases() {
        let report = report(&changes);
        let found = report.diagnostics().iter();
        let found = found.map(|found| (found.primary.span, found.code, &found.message));
        let places: Vec<_> = found.collect();
        assert!(
            places.is_sorted_by(|a, b| (a.0, a.1) <= (b.0, b.1)),
            "{name}"
        );
        assert!(places.windows(2).all(|pair| pair[0] != pair[1]), "{name}");
        let mut spans = places.iter().map(|(span, ..)| *span);
        let has_place = |span| report.sources().place(span).is_some();
        assert!(spans.all(has_place), "{name}");
    }
}

#[test]
fn line_endings_and_byte_order_marks_do_not_matter() {
    for (name, changes) in cases() {
        let mut sources = Sources::new();
        for (_, source) in changed(&changes).iter() {
            let text = source.text().replace('\n', "\r\n");
            sources.add(source.path(), format!("\u{feff}{text}"));
        }
        let windows = load_sources(sources).expect_err("there is a mistake");
        assert_eq!(windows.to_string(), report(&changes).to_string(), "{name}");
    }
}
