//! Measures `draft` on the platform's own pages, which are not part of the repository: each parameter, each field of
//! an answer and each path is compared with the reviewed spec.
//!
//! `BGE_PRIVATE_PAGES=FOLDER cargo test -p bge-private-codegen-tools --test draft_measured -- --nocapture` prints the
//! table. Without the folder, the test says that it is skipped.
//!
//! A parameter is right if its requiredness, type, bounds and default are those of the spec; a field if its type, and
//! whether it may be null or absent, are. `any` includes null. A field of a list's items is compared by its place in the item, whatever
//! holds the list. Lower bounds that exclude only emptiness (a length or a number of items of 1, a number of 0 or 1)
//! are ignored where the draft has none: no page has them, and reviewers add them by taste.
//!
//! The spec knows more than the pages. What the section of a call does not say cannot be drafted. It is left out by
//! these rules, and the table counts how often each of them applies:
//! - A name that is not in the section.
//! - Values of an enum or the number of a bound that are not in the section, or further shapes of a value, if the draft
//!   is right without them and is marked.
//! - A further field of an object that is open in the spec, if it is marked.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing
)]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use bge_private_codegen_tools::{draft, group_name};
use serde_yaml::{Mapping, Value};

/// What is compared: its facts by place. A place has several facts if its values have several shapes.
type Facts = BTreeMap<String, Vec<Fact>>;

#[derive(Clone, Debug, Default)]
struct Fact {
    /// Whether a parameter is required, or whether a field may be null or absent.
    presence: String,
    ty: String,
    bounds: Vec<String>,
    default: String,
    /// Whether it is an object with fields that nobody lists.
    is_open: bool,
    is_marked: bool,
}

impl Fact {
    fn text(&self) -> String {
        let bounds = self.bounds.join(" ");
        let all = [&self.presence, &self.ty, &bounds, &self.default];
        let all: Vec<_> = all.into_iter().filter(|it| !it.is_empty()).collect();
        all.into_iter().cloned().collect::<Vec<_>>().join(" ")
    }

    /// Returns whether a drafted fact is right, or `None` if the page does not say enough. `section` is what the page
    /// says of the call.
    fn allows(&self, mine: &Self, is_marked: bool, section: &str) -> Option<bool> {
        let is_weak =
            |bound: &str| matches!(bound, "min 0" | "min 1" | "min_length 1" | "min_items 1");
        let is_said = |bound: &str| {
            let number = bound.split(' ').next_back().unwrap_or_default();
            section.contains(number)
        };

        let missing = self
            .bounds
            .iter()
            .filter(|bound| !is_weak(bound) && !mine.bounds.contains(bound));
        let (said, unsaid): (Vec<_>, Vec<_>) = missing.partition(|bound| is_said(bound));
        let values = self.ty.split_once("enum(").map_or("", |(_, values)| values);
        let mut values = values.trim_end_matches([')', '>']).split(' ');
        let are_said = values.all(|value| section.contains(value));
        let is_loose = self.ty == "any of several" || (!are_said && mine.ty == "string");
        let is_exact = said.is_empty()
            && mine.bounds.iter().all(|bound| self.bounds.contains(bound))
            && (&self.presence, &self.default) == (&mine.presence, &mine.default);
        let is_same = self.ty == mine.ty;
        if is_exact && is_same && unsaid.is_empty() {
            return Some(true);
        }
        let is_excused = is_marked && is_exact && (is_same || is_loose);
        (!is_excused).then_some(false)
    }
}

/// What is known about a call.
#[derive(Default)]
struct Call {
    path: String,
    parameters: Facts,
    answer: Facts,
}

/// Spec files, with the types of all of them.
struct Spec {
    endpoints: Vec<(String, Mapping)>,
    types: BTreeMap<String, Mapping>,
}

impl Spec {
    fn new(texts: &[String]) -> Self {
        let (mut endpoints, mut types) = (Vec::new(), BTreeMap::new());
        for text in texts {
            let file: Value = serde_yaml::from_str(&with_marks(text)).unwrap();
            let file = file.as_mapping().unwrap();
            types.extend(fields(file, "types"));
            // The calls of a client within the client may have the names of others.
            if !file.contains_key("client") {
                endpoints.extend(fields(file, "endpoints"));
            }
        }
        Self { endpoints, types }
    }

    fn call(&self, endpoint: &Mapping) -> Call {
        let mut call = Call {
            path: text(endpoint, "path"),
            ..Call::default()
        };
        for (key, presence) in [("args", "required"), ("kwargs", "optional")] {
            for (name, field) in fields(endpoint, key) {
                self.parameter(&name, &field, presence, &mut call.parameters);
            }
        }
        self.answer(endpoint, &mut call.answer);
        call
    }

    fn parameter(&self, name: &str, field: &Mapping, presence: &str, out: &mut Facts) {
        let ty = text(field, "type");
        let choices = fields(field, "choices");
        for (name, choice) in &choices {
            self.parameter(name, choice, &format!("one of {presence}"), out);
        }
        if !choices.is_empty() {
            return;
        }
        let bounds = [
            "min",
            "max",
            "above",
            "below",
            "min_length",
            "max_length",
            "min_items",
            "max_items",
        ];
        let bounds = bounds.iter().filter(|key| field.contains_key(**key));
        let bounds = bounds.map(|key| format!("{key} {}", text(field, key)));
        let default = field.get("default").filter(|default| !default.is_null());
        let default = default.map_or(String::new(), |_| {
            format!("default {}", self.wire(&ty, &text(field, "default")))
        });
        let fact = Fact {
            presence: presence.to_owned(),
            ty: self.shown(&ty),
            bounds: bounds.collect(),
            default,
            is_open: false,
            is_marked: is_marked(field, "type"),
        };
        out.insert(wire_name(name, field), vec![fact]);
    }

    /// Returns the wire text of a value, which is the name of an enum's value if `ty` is an enum.
    fn wire(&self, ty: &str, value: &str) -> String {
        let named = self
            .types
            .get(ty)
            .map_or(Vec::new(), |def| fields(def, "enum"));
        let found = named
            .iter()
            .find(|(name, it)| name == value && it.contains_key("value"));
        found.map_or(value.to_owned(), |(_, it)| text(it, "value"))
    }

    /// Returns a type without the names of types.
    fn shown(&self, ty: &str) -> String {
        if let Some((outer, inner, _)) = nested(ty) {
            return format!("{outer}<{}>", self.shown(inner));
        }
        let Some(def) = self.types.get(ty) else {
            return ty.to_owned();
        };
        if def.contains_key("any_of") {
            return "any of several".to_owned();
        }
        if !def.contains_key("enum") {
            return "object".to_owned();
        }
        let values = fields(def, "enum").into_iter();
        let wires = values.map(|(name, it)| match it.contains_key("value") {
            true => text(&it, "value"),
            false => name,
        });
        let mut wires: Vec<_> = wires.collect();
        wires.sort();
        format!("enum({})", wires.join(" "))
    }

    /// Returns whether the objects of a type have fields that nobody lists.
    fn is_open(&self, ty: &str) -> bool {
        let Some(def) = self.types.get(ty) else {
            return false;
        };
        let shapes = fields(def, "any_of");
        def.contains_key("rest") || shapes.iter().any(|(_, it)| self.is_open(&text(it, "type")))
    }

    /// Adds the answer and its fields. What holds the items of a list does not count for their place.
    fn answer(&self, endpoint: &Mapping, out: &mut Facts) {
        let paging = endpoint.get("paging").and_then(Value::as_mapping);
        let response = endpoint.get("response");
        let ty = response.and_then(Value::as_str).unwrap_or_default();
        let members = match response {
            Some(Value::Mapping(response)) => named(response),
            _ => self
                .types
                .get(ty)
                .map_or(Vec::new(), |def| fields(def, "fields")),
        };
        let items = match (paging, members.as_slice()) {
            (Some(paging), _) => text(paging, "items"),
            (None, [(name, _)]) => name.clone(),
            _ => String::new(),
        };
        let items = format!(".{items}[]");
        let mut all = Facts::new();
        let root = Fact {
            ty: if ty.is_empty() {
                "object".to_owned()
            } else {
                self.shown(ty)
            },
            is_open: self.is_open(ty),
            is_marked: is_marked(endpoint, "response"),
            ..Fact::default()
        };
        all.insert(String::new(), vec![root]);
        if ty.is_empty() {
            self.members("", &members, &mut all, 0);
        } else {
            self.inner("", ty, &mut all, 0);
        }
        for (place, mut facts) in all {
            let item = place.strip_prefix(&items).or(place.strip_prefix("[]"));
            let place = item.map_or(place.clone(), str::to_owned);
            out.entry(place).or_default().append(&mut facts);
        }
    }

    fn members(&self, at: &str, members: &[(String, Mapping)], out: &mut Facts, depth: usize) {
        for (name, field) in members {
            let path = format!("{at}.{}", wire_name(name, field));
            let ty = text(field, "type");
            let traits = ["nullable", "optional"].into_iter();
            // Any value may be null.
            let is_said =
                |key: &&str| field.contains_key(*key) && (*key, ty.as_str()) != ("nullable", "any");
            let traits: Vec<_> = traits.filter(is_said).collect();
            let fact = Fact {
                presence: traits.join(" "),
                ty: self.shown(&ty),
                is_open: self.is_open(&ty),
                is_marked: is_marked(field, "type"),
                ..Fact::default()
            };
            out.entry(path.clone()).or_default().push(fact);
            self.inner(&path, &ty, out, depth);
        }
    }

    /// Adds the fields of the objects that a type contains.
    fn inner(&self, at: &str, ty: &str, out: &mut Facts, depth: usize) {
        if let Some((_, inner, step)) = nested(ty) {
            return self.inner(&format!("{at}{step}"), inner, out, depth);
        }
        if let Some(def) = self.types.get(ty).filter(|_| depth < 8) {
            self.members(at, &fields(def, "fields"), out, depth + 1);
            for (_, variant) in fields(def, "any_of") {
                self.inner(at, &text(&variant, "type"), out, depth + 1);
            }
        }
    }
}

/// Splits a list or a map into its kind, the inner type and the step to it.
fn nested(ty: &str) -> Option<(&str, &str, &'static str)> {
    let (outer, inner) = ty.split_once('<')?;
    let step = if outer == "list" { "[]" } else { "{}" };
    Some((outer, inner.strip_suffix('>')?, step))
}

fn wire_name(name: &str, field: &Mapping) -> String {
    match field.contains_key("wire") {
        true => text(field, "wire"),
        false => name.to_owned(),
    }
}

/// Turns the comments that mark something for review into keys beside it.
fn with_marks(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let key = |line: &str| line.trim().split(':').next().unwrap_or_default().to_owned();
    let marked = |(index, line): (usize, &&str)| {
        let is_mark = |line: &str| line.trim_start().starts_with("# review:");
        let indent = line.len() - line.trim_start().len();
        let next = lines[index..]
            .iter()
            .find(|line| !is_mark(line))
            .map_or("", |line| line.trim());
        match is_mark(line) && indent > 0 && !next.starts_with('-') {
            true => format!("{}review_{index}: {}", " ".repeat(indent), key(next)),
            false => (*line).to_owned(),
        }
    };
    lines
        .iter()
        .enumerate()
        .map(|line| marked(line) + "\n")
        .collect()
}

fn is_marked(map: &Mapping, key: &str) -> bool {
    map.iter().any(|(name, value)| {
        name.as_str()
            .is_some_and(|name| name.starts_with("review_"))
            && value.as_str() == Some(key)
    })
}

fn named(map: &Mapping) -> Vec<(String, Mapping)> {
    let entries = map
        .iter()
        .filter_map(|(name, value)| Some((name.as_str()?.to_owned(), value.as_mapping()?.clone())));
    entries.collect()
}

fn fields(map: &Mapping, key: &str) -> Vec<(String, Mapping)> {
    map.get(key)
        .and_then(Value::as_mapping)
        .map(named)
        .unwrap_or_default()
}

fn text(map: &Mapping, key: &str) -> String {
    match map.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => serde_yaml::to_string(value).unwrap().trim().to_owned(),
        None => String::new(),
    }
}

/// Counts of what is right, wrong and marked, and wrong and not marked. Then those of what is left out: names, values, and
/// fields of open objects.
#[derive(Clone, Copy, Default)]
struct Counts([usize; 6]);

impl Counts {
    fn add(&mut self, other: Self) {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own += other;
        }
    }

    fn percent(self, index: usize) -> f64 {
        let all: usize = self.0.iter().take(3).sum();
        100.0 * self.0[index] as f64 / all.max(1) as f64
    }
}

/// Returns what a page says of a call.
fn section(page: &str, name: &str) -> String {
    let title = |line: &str| {
        line.strip_prefix("## ")
            .map(|title| title.trim().to_owned())
    };
    let lines = page
        .lines()
        .skip_while(|line| title(line).as_deref() != Some(name));
    let rest = lines
        .enumerate()
        .take_while(|(index, line)| *index == 0 || title(line).is_none());
    rest.map(|(_, line)| format!("{line}\n")).collect()
}

/// Returns whether the name at the end of a place is in a section.
fn is_named(place: &str, section: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let place = place.trim_end_matches(['[', ']', '{', '}']);
    let name = place.rsplit('.').next().unwrap_or_default();
    name.is_empty() || section.split(|c| !is_part(c)).any(|word| word == name)
}

const fn wrong(is_marked: bool) -> (usize, &'static str) {
    if is_marked {
        (1, "marked")
    } else {
        (2, "UNMARKED")
    }
}

/// Compares facts. Every difference is written to `told`.
fn compared(call: &str, hand: &Facts, drafted: &Facts, section: &str, told: &mut String) -> Counts {
    let mut counts = Counts::default();
    let places: BTreeSet<_> = hand.keys().chain(drafted.keys()).collect();
    for place in places {
        let (spec, mine) = (
            hand.get(place),
            drafted.get(place).and_then(|it| it.first()),
        );
        // A part is marked if what contains it is marked.
        let above = place
            .char_indices()
            .filter(|(_, c)| matches!(c, '.' | '[' | '{'));
        let above: Vec<_> = above
            .map(|(at, _)| &place[..at])
            .chain([place.as_str()])
            .collect();
        let has = |facts: &Facts, is: fn(&Fact) -> bool| {
            let mut found = above.iter().filter_map(|place| facts.get(*place));
            found.any(|facts| facts.iter().any(is))
        };
        let is_marked = has(drafted, |fact| fact.is_marked);
        let (index, mark) = match (spec, mine) {
            (Some(spec), Some(mine)) => {
                let facts = spec.iter();
                let allowed: Vec<_> = facts
                    .map(|fact| fact.allows(mine, is_marked, section))
                    .collect();
                if allowed.contains(&Some(true)) {
                    counts.0[0] += 1;
                    continue;
                }
                match allowed.contains(&None) {
                    true => (4, "values not said"),
                    false => wrong(is_marked),
                }
            }
            (None, Some(_)) if is_marked && has(hand, |fact| fact.is_open) => (5, "open"),
            (Some(_), None) if !is_named(place, section) => (3, "name not said"),
            _ => wrong(is_marked),
        };
        counts.0[index] += 1;
        let text = |fact: Option<&Fact>| fact.map_or("-".to_owned(), Fact::text);
        let (spec, mine) = (text(spec.and_then(|it| it.first())), text(mine));
        writeln!(told, "{mark} {call} {place}: spec {spec}, draft {mine}").unwrap();
    }
    counts
}

/// Compares the calls of a page. Returns their number, and the counts of paths, parameters and answers.
fn measured(
    stem: &str,
    page: &str,
    spec: &Spec,
    told: &mut String,
) -> Option<(usize, [Counts; 3])> {
    let drafted = draft(stem, page, &group_name(stem), &HashSet::new()).ok()?;
    let drafted = Spec::new(&[drafted.yaml]);
    let mut sums = [Counts::default(); 3];
    let mut calls = 0;
    for (name, endpoint) in &drafted.endpoints {
        // One call of the Python client is two endpoints.
        let by_hand = name.strip_suffix("_or_delete").unwrap_or(name);
        let Some((_, hand)) = spec.endpoints.iter().find(|(known, _)| known == by_hand) else {
            writeln!(told, "{name}: not in the spec").unwrap();
            continue;
        };
        calls += 1;
        let (hand, mine) = (spec.call(hand), drafted.call(endpoint));
        let is_right = hand.path == mine.path;
        // All paths are marked.
        sums[0].add(Counts([
            usize::from(is_right),
            usize::from(!is_right),
            0,
            0,
            0,
            0,
        ]));
        if !is_right {
            writeln!(
                told,
                "marked {name} path: spec {}, draft {}",
                hand.path, mine.path
            )
            .unwrap();
        }
        let section = section(page, name);
        sums[1].add(compared(
            name,
            &hand.parameters,
            &mine.parameters,
            &section,
            told,
        ));
        sums[2].add(compared(name, &hand.answer, &mine.answer, &section, told));
    }
    Some((calls, sums))
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .collect();
    files.sort();
    files
}

#[test]
fn drafts_of_the_real_pages_are_near_to_the_spec() {
    let Some(folder) = env::var_os("BGE_PRIVATE_PAGES") else {
        eprintln!("skipped: BGE_PRIVATE_PAGES does not name the folder of the platform's pages");
        return;
    };
    let spec = env::var_os("BGE_PRIVATE_SPEC").map(PathBuf::from);
    let spec = spec.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec"));
    let texts: Vec<_> = files(&spec, "yaml")
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let spec = Spec::new(&texts);
    let mut told = String::new();
    let mut table = String::from(
        "page            calls  paths                     parameters                answers\n\
         (each: right; wrong and marked; wrong and not marked; left out because the page does not say it: names, \
         values, fields of open objects)\n",
    );
    let mut all = [Counts::default(); 3];
    // The page of the first calls is beside the folder.
    let mut pages = files(Path::new(&folder), "md");
    let first = Path::new(&folder).with_file_name("service.md");
    pages.extend(first.exists().then_some(first));
    for page in pages {
        let stem = page.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&page).unwrap();
        let Some((calls, sums)) = measured(&stem, &text, &spec, &mut told) else {
            writeln!(table, "{stem:15} no call").unwrap();
            continue;
        };
        let shown = sums.map(|counts| counts.0.map(|count| format!("{count:4}")).join(""));
        writeln!(table, "{stem:15} {calls:5}  {}", shown.join("  ")).unwrap();
        for (sum, counts) in all.iter_mut().zip(sums) {
            sum.add(counts);
        }
    }
    for (name, counts) in ["paths", "parameters", "answers"].iter().zip(all) {
        let percents = [0, 1, 2].map(|index| format!("{:5.1} %", counts.percent(index)));
        writeln!(table, "{name:11} {:?} {}", counts.0, percents.join("  ")).unwrap();
    }
    println!("{told}\n{table}");
    let [paths, parameters, answers] = all;
    assert!(paths.percent(0) >= 50.0, "{table}");
    assert!(parameters.percent(0) >= 95.0, "{table}");
    assert!(answers.percent(0) >= 90.0, "{table}");
    let unmarked = [parameters, answers].map(|counts| counts.percent(2));
    assert!(unmarked.iter().all(|percent| *percent <= 1.0), "{table}");
}
