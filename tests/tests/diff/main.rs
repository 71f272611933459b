//! `bge-codegen diff`: each rule has a planted change that is reported under the rule's name, and the compiler
//! confirms the verdicts on Rust source. All verdicts are in `docs/diff-rules.md`, which is compared.

mod base;
mod plants;
mod proof;

use std::collections::BTreeSet;

use bge_private_codegen::{Checked, Sources, load, load_sources};
use bge_private_codegen_tools::diff::{self, Change, Kind, Rule, Step, render};
use bge_private_tests::workspace::original;
use plants::{PLANTS, PLATFORM_PLANTS, Plant, Second};
use test_support::snapshots::assert_snapshot;

const DOC: &str = "doc: {en: A thing., zh: 事物。}";

/// Separates the texts of the two groups.
const CUT: &str = "\n# the other group\n";

/// Returns the files of the groups in this text, in which the plant has this name.
fn files_of(text: &str, name: &str) -> Vec<(String, String)> {
    let text = text
        .replace("NAME", name)
        .replace("CAMEL", &name.replacen('p', "P", 1))
        .replace("DOC", DOC);
    let groups = text.split(CUT).map(|text| {
        let (_, group) = text.split_once("\ngroup: ").unwrap();
        let group = group.lines().next().unwrap();
        (format!("{group}.yaml"), text.to_owned())
    });
    groups.collect()
}

/// Returns the files of one plant by name, before and after the change.
fn files(plant: &Plant, name: &str) -> [Vec<(String, String)>; 2] {
    let text = |has_second: bool| {
        if has_second {
            [base::GROUP, base::SECOND].join(CUT)
        } else {
            base::GROUP.to_owned()
        }
    };
    let old = text(matches!(plant.second, Second::Before | Second::Always));
    let new = text(matches!(plant.second, Second::After | Second::Always));
    [old, plant.edited(&new)].map(|text| files_of(&text, name))
}

fn checked(platform: &str, files: impl IntoIterator<Item = (String, String)>) -> Checked {
    let mut sources = Sources::new();
    sources.add("platform.yaml", platform.replace("DOC", DOC));
    for (name, text) in files {
        sources.add(name, text);
    }
    load_sources(sources).unwrap_or_else(|report| panic!("{report}"))
}

/// Returns both specs of a plant.
fn pair(plant: &Plant, name: &str) -> [Checked; 2] {
    files(plant, name).map(|files| checked(base::PLATFORM, files))
}

/// Returns both specs of a plant in the platform.
fn platform_pair(plant: &Plant) -> [Checked; 2] {
    [base::PLATFORM.to_owned(), plant.edited(base::PLATFORM)]
        .map(|platform| checked(&platform, files_of(base::GROUP, "p0")))
}

/// Whether a change is part of the expected report. Most plants have to change examples as well.
fn is_expected(change: &Change, plant: &Plant) -> bool {
    change.rule != Rule::ExamplesChanged || plant.rule == change.rule.info().name
}

#[track_caller]
fn gets_its_rules(plant: &Plant, [old, new]: &[Checked; 2]) {
    let diff = diff::diff(old, new);
    let changes = diff.changes().iter();
    let changes = changes.filter(|change| is_expected(change, plant));
    let mut rules: Vec<_> = changes.map(|change| change.rule.info().name).collect();
    rules.sort_unstable();
    assert_eq!(rules, plant.rules(), "{}", render::text(&diff, None));
    for change in diff.changes() {
        let place = diff.place(change).expect("a place");
        assert!(place.line > 1 && !change.subject.is_empty(), "{change:?}");
    }
}

#[test]
fn each_planted_change_is_reported_under_its_rules() {
    for (index, plant) in PLANTS.iter().enumerate() {
        gets_its_rules(plant, &pair(plant, &format!("p{index}")));
    }
    for plant in PLATFORM_PLANTS.iter() {
        gets_its_rules(plant, &platform_pair(plant));
    }
}

#[test]
fn each_rule_is_planted() {
    let plants = PLANTS.iter().chain(PLATFORM_PLANTS.iter());
    let planted: BTreeSet<_> = plants.map(|plant| plant.rule.as_str()).collect();
    assert_eq!(
        planted,
        Rule::ALL.iter().map(|rule| rule.info().name).collect()
    );
}

fn real_specs() -> Vec<Checked> {
    [
        "spec",
        "codegen/tests/base",
        "codegen/tests/small",
        "codegen/tests/hostile",
    ]
    .map(|dir| load(&original().join(dir)).unwrap())
    .into()
}

#[test]
fn nothing_changes_between_a_spec_and_itself() {
    for spec in real_specs() {
        let diff = diff::diff(&spec, &spec);
        assert_eq!(diff.changes(), [], "{}", render::text(&diff, None));
        assert_eq!(diff.step(), Step::None);
    }
    for plant in PLANTS.iter() {
        for spec in pair(plant, "p0") {
            assert_eq!(diff::diff(&spec, &spec).changes(), []);
        }
    }
}

/// Positions and layout within a file are not changes.
#[test]
fn layout_is_no_change() {
    let files = files_of(base::GROUP, "p0");
    let shifted = files.iter().map(|(name, text)| {
        let text = text
            .replace(", min: 1, max: 9", ", max: 9, min: 1")
            .replace("\n  p0_raw", "\n\n  # raw\n  p0_raw");
        (name.clone(), format!("# a comment\n\n{text}"))
    });
    let (old, new) = (
        checked(base::PLATFORM, files.clone()),
        checked(base::PLATFORM, shifted),
    );
    assert_eq!(diff::diff(&old, &new).changes(), []);
}

/// Of many changes at once, each is reported in its own file, and nothing else is reported.
#[test]
fn changes_are_told_apart() {
    are_told(|_| true);
    are_told(|index| index % 2 == 0);
}

fn are_told(is_chosen: impl Fn(usize) -> bool) {
    let mut specs = [Vec::new(), Vec::new()];
    let mut expected = Vec::new();
    for (index, plant) in PLANTS.iter().enumerate() {
        let [old, new] = files(plant, &format!("p{index}"));
        specs[1].extend(if is_chosen(index) { new } else { old.clone() });
        specs[0].extend(old);
        if is_chosen(index) {
            expected.extend(plant.rules().into_iter().map(|rule| (index, rule)));
        }
    }
    let [old, new] = specs.map(|files| checked(base::PLATFORM, files));
    let diff = diff::diff(&old, &new);
    let told = diff.changes().iter().filter_map(|change| {
        let path = diff.place(change).unwrap().path;
        let name = path.trim_start_matches('p').trim_end_matches(".yaml");
        let index: usize = name.split('_').next().unwrap().parse().unwrap();
        is_expected(change, &PLANTS[index]).then_some((index, change.rule.info().name))
    });
    let mut told: Vec<_> = told.collect();
    told.sort_unstable();
    expected.sort_unstable();
    assert_eq!(told, expected);
}

/// For any two specs, every change has a place, and every rendering contains every change.
#[test]
fn any_two_specs_can_be_compared() {
    let mut specs = real_specs();
    specs.extend(PLANTS.iter().step_by(9).flat_map(|plant| pair(plant, "p0")));
    for old in &specs {
        for new in &specs {
            let diff = diff::diff(old, new);
            assert!(
                diff.changes()
                    .iter()
                    .all(|change| diff.place(change).is_some())
            );
            let json: serde_json::Value = serde_json::from_str(&render::json(&diff, None)).unwrap();
            assert_eq!(
                json["changes"].as_array().unwrap().len(),
                diff.changes().len()
            );
            assert!(render::text(&diff, None).lines().count() > diff.changes().len());
            assert!(render::markdown(&diff, None).matches("\n- `").count() == diff.changes().len());
        }
    }
}

#[test]
fn the_step_is_that_of_the_largest_change() {
    for (rule, step) in [
        ("request-removed", Step::Major),
        ("request-swapped", Step::Major),
        ("endpoint-path-changed", Step::Minor),
        ("enum-value-added", Step::Minor),
        ("endpoint-doc-changed", Step::Patch),
    ] {
        let plant = PLANTS.iter().find(|plant| plant.rule == rule).unwrap();
        let [old, new] = pair(plant, "p0");
        assert_eq!(diff::diff(&old, &new).step(), step);
    }
    for rule in Rule::ALL {
        assert_eq!(
            Step::of(*rule) == Step::Major,
            rule.breaks_source(),
            "{rule:?}"
        );
        assert_eq!(
            Step::of(*rule) == Step::Patch,
            rule.info().kind == Kind::Documentation,
            "{rule:?}"
        );
    }
}

#[test]
fn the_page_of_rules_is_true() {
    assert_snapshot(original().join("docs/diff-rules.md"), render::rules());
}
