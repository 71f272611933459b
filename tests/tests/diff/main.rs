//! `bge-codegen diff`: each rule has a planted change that is reported with the rule's name and verdicts, and
//! the compiler confirms the verdicts on Rust source.

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

/// Returns the files of one plant by name, before and after the change.
fn files(plant: &Plant, name: &str) -> [Vec<(String, String)>; 2] {
    const CUT: &str = "\n# the other group\n";
    let both = |second: bool| {
        let second = second.then_some(base::SECOND);
        second.map_or(base::GROUP.to_owned(), |second| {
            [base::GROUP, second].join(CUT)
        })
    };
    let old = both(matches!(plant.second, Second::Before | Second::Always));
    let new = plant.edited(&both(matches!(
        plant.second,
        Second::After | Second::Always
    )));
    let camel = name.replacen('p', "P", 1);
    [old, new].map(|text| {
        let groups = text.split(CUT).map(|text| {
            let text = text
                .replace("NAME", name)
                .replace("CAMEL", &camel)
                .replace("DOC", DOC);
            let group = text
                .split("group: ")
                .nth(1)
                .unwrap()
                .lines()
                .next()
                .unwrap();
            (format!("{group}.yaml"), text)
        });
        groups.collect()
    })
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
    let [old, _] = files(&PLANTS[2], "p0");
    [base::PLATFORM.to_owned(), plant.edited(base::PLATFORM)]
        .map(|platform| checked(&platform, old.clone()))
}

/// Returns the rules of the changes. Changes of examples are omitted unless the plant is one, because most
/// plants have to change examples as well.
fn rules(changes: &[Change], plant: &Plant) -> Vec<Rule> {
    let rules = changes.iter().map(|change| change.rule);
    let mut rules: Vec<_> = rules
        .filter(|rule| *rule != Rule::ExamplesChanged || plant.rule == *rule)
        .collect();
    rules.sort_unstable();
    rules
}

#[track_caller]
fn gets_its_verdicts(plant: &Plant, [old, new]: &[Checked; 2]) {
    let diff = diff::diff(old, new);
    let mut expected = [&[plant.rule], plant.also].concat();
    expected.sort_unstable();
    assert_eq!(
        rules(diff.changes(), plant),
        expected,
        "{}",
        render::text(&diff, None)
    );
    let verdicts = (plant.rule.info().wire, plant.rule.info().source);
    assert_eq!(verdicts, (plant.wire, plant.source), "{:?}", plant.rule);
    for change in diff.changes() {
        let place = diff.place(change).expect("a place");
        assert!(place.line > 1 && !change.subject.is_empty(), "{change:?}");
    }
}

#[test]
fn each_planted_change_gets_its_rule_and_verdicts() {
    for (index, plant) in PLANTS.iter().enumerate() {
        gets_its_verdicts(plant, &pair(plant, &format!("p{index}")));
    }
    for (plant, _) in PLATFORM_PLANTS {
        gets_its_verdicts(plant, &platform_pair(plant));
    }
}

#[test]
fn each_rule_is_planted() {
    let platform = PLATFORM_PLANTS.iter().map(|(plant, _)| plant);
    let planted: BTreeSet<_> = PLANTS
        .iter()
        .chain(platform)
        .map(|plant| plant.rule)
        .collect();
    assert_eq!(planted, Rule::ALL.iter().copied().collect());
}

#[test]
fn nothing_changes_between_a_spec_and_itself() {
    let base = original().join("codegen/tests");
    let real = [
        original().join("spec"),
        base.join("base"),
        base.join("small"),
        base.join("hostile"),
    ];
    for spec in real.map(|dir| load(&dir).unwrap()) {
        let diff = diff::diff(&spec, &spec);
        assert_eq!(diff.changes(), [], "{}", render::text(&diff, None));
        assert_eq!(diff.step(), Step::None);
    }
    for plant in PLANTS {
        for spec in pair(plant, "p0") {
            assert_eq!(diff::diff(&spec, &spec).changes(), []);
        }
    }
}

/// Positions and layout within a file are not changes.
#[test]
fn layout_is_no_change() {
    let [files, _] = files(&PLANTS[2], "p0");
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
            let rules = [&[plant.rule], plant.also].concat();
            expected.extend(rules.into_iter().map(|rule| (index, rule)));
        }
    }
    let [old, new] = specs.map(|files| checked(base::PLATFORM, files));
    let diff = diff::diff(&old, &new);
    let told = diff.changes().iter().map(|change| {
        let path = diff.place(change).unwrap().path;
        let name = path.trim_start_matches('p').trim_end_matches(".yaml");
        (
            name.split('_').next().unwrap().parse().unwrap(),
            change.rule,
        )
    });
    let is_planted = |(index, rule): &(usize, Rule)| {
        *rule != Rule::ExamplesChanged || PLANTS[*index].rule == *rule
    };
    let mut told: Vec<_> = told.filter(is_planted).collect();
    told.sort_unstable();
    expected.sort_unstable();
    assert_eq!(told, expected);
}

/// For any two specs, every change has a place, and every rendering contains every change.
#[test]
fn any_two_specs_can_be_compared() {
    let base = original().join("codegen/tests");
    let mut specs: Vec<_> = [
        original().join("spec"),
        base.join("base"),
        base.join("small"),
        base.join("hostile"),
    ]
    .map(|dir| load(&dir).unwrap())
    .into();
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
    for (plant, step) in [
        (Rule::RequestRemoved, Step::Major),
        (Rule::RequestSwapped, Step::Major),
        (Rule::EndpointPathChanged, Step::Minor),
        (Rule::EnumValueAdded, Step::Minor),
        (Rule::EndpointDocChanged, Step::Patch),
    ] {
        let plant = PLANTS.iter().find(|one| one.rule == plant).unwrap();
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
