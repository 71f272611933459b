//! One or more planted changes for each rule.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use bge_private_codegen_tools::diff::{Rule, Source};
use serde::Deserialize;

/// When the spec contains the second group.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Second {
    #[default]
    Nowhere,
    Before,
    After,
    Always,
}

/// A change of the base spec, and the expected report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plant {
    /// The name of the rule. It is the key in the file.
    #[serde(skip)]
    pub rule: String,
    /// Other rules that the edits also break.
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub second: Second,
    /// The program that no longer compiles, for a change of the platform.
    pub breaks: Option<String>,
    /// Pairs of an old text, which must occur exactly once, and its replacement.
    #[serde(default)]
    pub edits: Vec<(String, String)>,
}

/// Changes of the groups.
pub static PLANTS: LazyLock<Vec<Plant>> = LazyLock::new(|| read(include_str!("plants.yaml")));

/// Changes of the platform.
pub static PLATFORM_PLANTS: LazyLock<Vec<Plant>> =
    LazyLock::new(|| read(include_str!("platform_plants.yaml")));

fn read(text: &str) -> Vec<Plant> {
    let by_rule: BTreeMap<String, Vec<Plant>> = serde_yaml::from_str(text).unwrap();
    let named = by_rule.into_iter().flat_map(|(rule, plants)| {
        plants.into_iter().map(move |plant| Plant {
            rule: rule.clone(),
            ..plant
        })
    });
    named.collect()
}

const RAW: &str = "  NAME_raw:
    path: /NAME/raw
    DOC
    retry: unsafe
    response: any
    examples:
      - title: {en: The usual, zh: 常用}
        response: {name: n}
";
const SPARE: &str = "  CAMELSpare:\n    DOC\n    enum: {left: {}, right: {}}\n";

impl Plant {
    /// Returns what the rule says of source code.
    pub fn source(&self) -> Source {
        let mut rules = Rule::ALL.iter();
        let rule = rules.find(|rule| rule.info().name == self.rule);
        rule.expect("a rule").info().source
    }

    /// Returns the names of the rules that the change breaks, in order.
    pub fn rules(&self) -> Vec<&str> {
        let rules = [&self.rule].into_iter().chain(&self.also);
        let mut rules: Vec<_> = rules.map(String::as_str).collect();
        rules.sort_unstable();
        rules
    }

    /// Returns the text after the edits.
    ///
    /// # Panics
    /// If an old text does not occur exactly once.
    pub fn edited(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (from, to) in &self.edits {
            let [from, to] =
                [from, to].map(|text| text.replace("@RAW", RAW).replace("@SPARE", SPARE));
            assert_eq!(text.matches(&from).count(), 1, "{}: {from:?}", self.rule);
            text = text.replace(&from, &to);
        }
        text
    }
}
