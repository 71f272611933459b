//! Groups the lines of a page into calls.

use std::ops::Range;

use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::json::Json;

use super::forms::{is_part, without_secrets};
use super::lines::{Kind, Line, lines};
use super::notes::Notes;
use super::params::Param;
use super::python::Program;

/// The fields of the signature, and the secret behind it. They are not parameters of a call.
pub(super) const SIGNATURE: [&str; 5] = [
    "app_key",
    "app_secret",
    "signature_nonce",
    "timestamp",
    "sign",
];

/// The description of a call.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) name: String,
    pub(super) heading: Range<usize>,
    /// The location of everything from the heading on.
    pub(super) range: Range<usize>,
    pub(super) link: Option<String>,
    pub(super) doc: Vec<String>,
    pub(super) params: Vec<Param>,
    /// Sentences outside of the lists.
    pub(super) remarks: Vec<String>,
    /// The locations of the code of examples and answers.
    pub(super) examples: Vec<Range<usize>>,
    pub(super) answers: Vec<Range<usize>>,
    /// What the examples show.
    pub(super) program: Program,
    /// The values of the answers.
    pub(super) values: Vec<Json>,
    pub(super) path: String,
    /// The last badge.
    part: Option<Part>,
    has_kwargs: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Args,
    Kwargs,
    Example,
    Answer,
}

/// Words on badges, and what follows them.
const BADGES: &[(&str, Part)] = &[
    ("kwargs", Part::Kwargs),
    ("args", Part::Args),
    ("python", Part::Example),
    ("success", Part::Answer),
];

/// Reads the title and the calls of a page.
pub(super) fn read(notes: &mut Notes<'_>) -> (String, Vec<Section>) {
    let (mut title, mut sections) = (String::new(), Vec::<Section>::new());
    for line in lines(notes) {
        match (&line.kind, sections.last_mut()) {
            (Kind::Heading(1, text), None) if title.is_empty() => (*text).clone_into(&mut title),
            (Kind::Heading(2, text), _) => sections.push(Section {
                name: (*text).to_owned(),
                heading: line.range.clone(),
                range: line.range,
                ..Section::default()
            }),
            (_, Some(section)) => {
                section.range.end = line.range.end;
                if let Some((code, message)) = section.add(&line) {
                    notes.report(code, &line.range, message);
                }
            }
            (_, None) => {
                let message = "this is before the first call; ignored";
                notes.report(Code::Unused, &line.range, message);
            }
        }
    }
    sections.retain(|section| section.is_call(notes));
    (title, sections)
}

/// Why a line is not used.
type Problem = Option<(Code, &'static str)>;

impl Section {
    /// Returns whether the page lists no optional parameters but says that there are more.
    pub(super) fn is_open(&self) -> bool {
        self.has_kwargs && self.remarks.iter().any(|text| text.contains("更多参数"))
    }

    /// Returns whether the section describes a call. Reports what it lacks, or that it is ignored.
    fn is_call(&self, notes: &mut Notes<'_>) -> bool {
        let is_method = self.name.starts_with(|c: char| c.is_ascii_lowercase());
        let has_parts = self.link.is_some() || self.part.is_some() || !self.params.is_empty();
        if !(is_method && self.name.chars().all(is_part) && has_parts) {
            let message = "this section does not describe a call; ignored";
            notes.report(Code::Unused, &self.range, message);
            return false;
        }
        let missing = [
            (self.link.is_none(), "link"),
            (self.examples.is_empty(), "example"),
            (self.answers.is_empty(), "answer"),
        ];
        for (_, part) in missing.iter().filter(|(is_missing, _)| *is_missing) {
            let message = format!("`{}` has no {part}", self.name);
            notes.report(Code::MissingPart, &self.heading, message);
        }
        true
    }

    /// Adds a line. Returns why it is not used.
    fn add(&mut self, line: &Line<'_>) -> Problem {
        match &line.kind {
            Kind::Code(language, code) => self.code(language, code),
            Kind::Heading(..) => Some((Code::Unused, "this heading is ignored")),
            Kind::Badge(label, link) => self.badge(label, *link),
            Kind::Item(name, text) if self.part != Some(Part::Answer) => {
                self.item(name, text, &line.range)
            }
            _ if self.part.is_none() && self.params.is_empty() => {
                self.doc.push(line.text.to_owned());
                None
            }
            _ => {
                self.remarks.push(line.text.to_owned());
                Some((Code::Unused, "this text is ignored"))
            }
        }
    }

    fn code(&mut self, language: &str, code: &Range<usize>) -> Problem {
        let message = "this code is neither `python` nor `json`; ignored";
        match language.to_ascii_lowercase().as_str() {
            "python" => self.examples.push(code.clone()),
            "json" => self.answers.push(code.clone()),
            _ => return Some((Code::Unused, message)),
        }
        None
    }

    /// Reads a badge: it says what follows, or links to the platform's documentation.
    fn badge(&mut self, label: &str, link: Option<&str>) -> Problem {
        let label = label.to_ascii_lowercase();
        if let Some((_, part)) = BADGES.iter().find(|(word, _)| label.contains(word)) {
            self.part = Some(*part);
            self.has_kwargs |= *part == Part::Kwargs;
            return None;
        }
        let Some(link) = link.filter(|_| self.link.is_none()) else {
            return Some((Code::Unused, "this badge or link is ignored"));
        };
        let Some((_, anchor)) = link.split_once("#/") else {
            let message = "this link has no anchor such as `#/sample/list`; ignored";
            return Some((Code::NotUnderstood, message));
        };
        self.link = Some(format!("#/{}", without_secrets(anchor)));
        None
    }

    /// Reads a list item: it describes a parameter, or belongs to the item before it if it has no name.
    fn item(&mut self, name: &str, text: &str, range: &Range<usize>) -> Problem {
        if name.is_empty() {
            let message = "this item does not name a parameter; ignored";
            let last = self.params.last_mut();
            let joined = last.map(|last| last.text += &format!("；{text}"));
            return joined.is_none().then_some((Code::NotUnderstood, message));
        }
        if SIGNATURE.contains(&name) {
            return Some((Code::Changed, "this is not a parameter of a call; ignored"));
        }
        let is_said = matches!(self.part, Some(Part::Args | Part::Kwargs));
        let why = "the page does not say whether it is required";
        self.params.push(Param {
            name: name.to_owned(),
            text: text.to_owned(),
            range: range.clone(),
            is_required: self.part != Some(Part::Kwargs),
            reviews: Vec::from_iter((!is_said).then(|| why.to_owned())),
            is_repeated: self.params.iter().any(|it| it.name == name),
            ..Param::default()
        });
        let message = "no badge before this says whether these parameters are required";
        (!is_said).then_some((Code::MissingPart, message))
    }
}
