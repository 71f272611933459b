//! A document of OpenAPI as the draft of a spec.
//!
//! A draft passes every check. Whatever would keep it from that is drafted again with less of the document, and
//! told of: examples first, then defaults and bounds, then the whole call.

mod answer;
mod bounds;
mod call;
mod document;
mod envelope;
mod examples;
mod fields;
mod left_out;
mod model;
mod names;
mod params;
mod platform;
mod schema;
mod types;
mod values;
mod write;

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::tree::{Map, Tree};
use super::words::PLATFORM;
use crate::check;
use crate::diagnostics::{Code, Diagnostics, Report};
use crate::source::{Sources, Span};
use crate::spec::yaml::{Node, NodeKind};
use document::Document;
use envelope::Envelope;
use types::Types;

/// What became of a document.
#[derive(Debug)]
pub struct Imported {
    /// The files of the draft, `platform.yaml` first.
    pub files: Vec<SpecFile>,
    /// What of the document did not fit, in warnings with their places in it.
    pub report: Report,
}

/// One file of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecFile {
    /// Its name within the folder of the spec.
    pub name: String,
    /// Its text.
    pub content: String,
}

/// Drafts a spec from a document of OpenAPI 3.0 or 3.1, in JSON or YAML. `path` is shown in reports.
///
/// # Errors
/// Why the text is no such document.
pub fn import(path: &str, text: &str) -> Result<Imported, Report> {
    const MOST_ROUNDS: usize = 24;
    let document = Document::read(path, text)?;
    let mut levels = Levels::default();
    for round in 0.. {
        let attempt = Importer::new(&document, &levels).draft(path);
        let report = match checked(&attempt.files) {
            Ok(()) => {
                let report = attempt.out.into_report(document.sources);
                let files = attempt.files;
                return Ok(Imported { files, report });
            }
            Err(report) => report,
        };
        if levels.all == Level::LeftOut {
            return Err(report);
        }
        if round >= MOST_ROUNDS || !levels.lower(&report, &attempt) {
            levels.all = Level::LeftOut;
            let found = report.diagnostics().first();
            let why = found.map(|found| found.message.clone()).unwrap_or_default();
            levels.plain_platform.get_or_insert(Reason(why));
        }
    }
    Err(Diagnostics::new().into_report(document.sources))
}

fn checked(files: &[SpecFile]) -> Result<(), Report> {
    let mut sources = Sources::new();
    for file in files {
        sources.add(file.name.as_str(), file.content.as_str());
    }
    check::finish(sources, Diagnostics::new()).map(drop)
}

/// How much of a call is drafted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// All of it.
    #[default]
    Whole,
    /// Its examples are made up.
    MadeUp,
    /// It has neither defaults nor bounds, too.
    Unbounded,
    /// None of it.
    LeftOut,
}

impl Level {
    fn next(self) -> Self {
        match self {
            Self::Whole => Self::MadeUp,
            Self::MadeUp => Self::Unbounded,
            Self::Unbounded | Self::LeftOut => Self::LeftOut,
        }
    }
}

/// Why less is drafted of something.
#[derive(Debug)]
struct Reason(String);

/// What was found wrong with earlier drafts of the same document, by places in it.
#[derive(Debug, Default)]
struct Levels {
    all: Level,
    calls: HashMap<usize, (Level, Reason)>,
    /// Types for which any JSON stands.
    opaque: HashMap<usize, Reason>,
    /// Whether the platform is made up.
    plain_platform: Option<Reason>,
}

impl Levels {
    /// Takes less of whatever a draft is wrong in. Says whether that makes a difference.
    fn lower(&mut self, report: &Report, attempt: &Attempt) -> bool {
        let mut lowered = HashSet::new();
        let mut is_lower = false;
        for found in report.diagnostics() {
            let why = || Reason(found.message.clone());
            let Some(place) = report.sources().place(found.primary.span) else {
                continue;
            };
            if place.path == "platform.yaml" {
                is_lower |= self.plain_platform.is_none();
                self.plain_platform.get_or_insert_with(why);
                continue;
            }
            let Some(file) = attempt.files.iter().find(|file| file.name == place.path) else {
                continue;
            };
            let (section, entry, in_examples) = whereabouts(&file.content, place.line);
            let key = attempt.places.get(&(file.name.clone(), section, entry));
            let Some(key) = key.filter(|key| lowered.insert(**key)) else {
                continue;
            };
            if section == Section::Types {
                is_lower |= self.opaque.insert(*key, why()).is_none();
                continue;
            }
            let level = self
                .calls
                .get(key)
                .map(|(level, _)| *level)
                .unwrap_or_default();
            let next = if in_examples {
                level.next()
            } else {
                level.next().max(Level::Unbounded)
            };
            is_lower |= next > level;
            self.calls.insert(*key, (next, why()));
        }
        is_lower
    }
}

/// A part of a group's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Section {
    Endpoints,
    Types,
}

/// The section and the number of the entry that a line is part of, and whether that is in an example.
fn whereabouts(text: &str, line: usize) -> (Section, usize, bool) {
    let mut section = Section::Endpoints;
    let mut entry: usize = 0;
    let mut in_examples = false;
    let mut in_block = usize::MAX;
    for text in text.lines().take(line) {
        let indent = text.len() - text.trim_start().len();
        if text.trim().is_empty() || indent > in_block {
            continue;
        }
        in_block = if text.ends_with(": |") || text.ends_with(": |-") {
            indent
        } else {
            usize::MAX
        };
        let is_comment = text.trim_start().starts_with('#');
        match indent {
            _ if is_comment => {}
            0 => {
                section = if text.starts_with("types:") {
                    Section::Types
                } else {
                    Section::Endpoints
                };
                entry = 0;
            }
            2 => {
                entry += 1;
                in_examples = false;
            }
            4 => in_examples = text.starts_with("    examples:"),
            _ => {}
        }
    }
    (section, entry, in_examples)
}

/// One draft.
struct Attempt {
    files: Vec<SpecFile>,
    out: Diagnostics,
    /// The places in the document from which the entries of the files were made.
    places: HashMap<(String, Section, usize), usize>,
}

/// Drafts from one document.
struct Importer<'d> {
    doc: &'d Document,
    levels: &'d Levels,
    out: Diagnostics,
    /// The types of the group that is being drafted.
    types: Types<'d>,
    /// How much of the current call is drafted.
    level: Level,
    /// Schemas that are being followed.
    following: Vec<usize>,
    envelope: Envelope,
    /// Names of the fields that the signature adds to each call.
    signature_fields: Vec<String>,
    /// How many more values are made up for the current example.
    patience: Cell<usize>,
    /// Whether that was not enough.
    is_endless: Cell<bool>,
}

impl<'d> Importer<'d> {
    fn new(doc: &'d Document, levels: &'d Levels) -> Self {
        let nothing = Node {
            kind: NodeKind::Null,
            span: doc.root.span,
        };
        let is_plain = levels.plain_platform.is_some();
        let platform = if is_plain { &nothing } else { &doc.root };
        Self {
            doc,
            levels,
            out: Diagnostics::new(),
            types: Types::default(),
            level: Level::Whole,
            following: Vec::new(),
            envelope: Envelope::of(platform),
            signature_fields: platform::signature_fields(platform),
            patience: Cell::new(0),
            is_endless: Cell::new(false),
        }
    }

    /// Notes what does not fit.
    fn note(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.out.report(code, span, message);
    }

    /// What a node refers to, or a note that it refers to nothing.
    fn resolve(&mut self, node: &'d Node) -> Option<&'d Node> {
        match self.doc.resolve(node) {
            Ok(target) => Some(target),
            Err(reference) => {
                let message =
                    "this reference leads nowhere within the document; any JSON stands for it";
                self.note(Code::DanglingReference, reference.span, message);
                None
            }
        }
    }

    /// Whether defaults and bounds of parameters are drafted.
    fn keeps_values(&self) -> bool {
        self.level < Level::Unbounded
    }

    fn draft(mut self, path: &str) -> Attempt {
        let comment = comment(path, &self.doc.root);
        let platform = self.platform();
        self.beside_platform();
        let mut files = vec![SpecFile {
            name: "platform.yaml".to_owned(),
            content: platform.to_spec_file("platform.yaml", &comment),
        }];
        let mut places = HashMap::new();
        for (group, nodes) in self.groups() {
            let name = format!("{}.yaml", group.name);
            let keys = group.endpoints.iter().map(|endpoint| endpoint.key);
            for (index, key) in (1..).zip(keys) {
                places.insert((name.clone(), Section::Endpoints, index), key);
            }
            for (index, key) in (1..).zip(nodes) {
                places.insert((name.clone(), Section::Types, index), key);
            }
            let content = write::group(&group).to_spec_file(&name, &comment);
            files.push(SpecFile { name, content });
        }
        let out = self.out;
        Attempt { files, out, places }
    }
}

/// What files of a draft begin with.
fn comment(path: &str, root: &Node) -> String {
    let path: String = path.chars().filter(|c| !c.is_control()).collect();
    let name = path.rsplit('/').next().unwrap_or_default();
    let first = format!("# yaml-language-server: $schema=schema.json\n# Drafted from {name}.\n");
    if document::member(root, PLATFORM).is_some() {
        return first;
    }
    first
        + "# review: texts that the document does not have in a language repeat the other one, or are made from names\n"
}

/// A text that is the same in both languages.
fn same(text: &str) -> Tree {
    Map::new().with("en", text).with("zh", text).into()
}
