//! Groups the blocks of a page into calls.

use std::ops::Range;

use bge_private_codegen::diagnostics::Code;

use super::blocks::{Block, blocks};
use super::notes::Notes;

/// The fields of the signature, and the secret behind it. They are not parameters of a call.
const SIGNATURE: &[&str] = &[
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
    pub(super) bullets: Vec<Bullet>,
    /// Sentences outside of the lists.
    pub(super) remarks: Vec<String>,
    /// The locations of the code of examples and answers.
    pub(super) examples: Vec<Range<usize>>,
    pub(super) answers: Vec<Range<usize>>,
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

/// The description of a parameter.
#[derive(Clone, Debug)]
pub(super) struct Bullet {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) range: Range<usize>,
    /// Whether it is below the badge of required or of optional parameters. Absent if it is below no badge.
    pub(super) is_required: Option<bool>,
}

/// Reads the title and the calls of a page.
pub(super) fn read(page: &str, notes: &mut Notes<'_>) -> (Option<String>, Vec<Section>) {
    let read = blocks(page);
    for (range, problem) in &read.problems {
        notes.report(Code::Untidy, range, *problem);
    }
    let (mut title, mut sections) = (None, Vec::<Section>::new());
    for (block, range) in read.blocks {
        match (block, sections.last_mut()) {
            (Block::Heading { level: 1, text }, None) if title.is_none() => {
                notes.used(&range);
                title = Some(text);
            }
            (Block::Heading { level: 2, text }, _) => sections.push(Section {
                name: text,
                heading: range.clone(),
                range,
                ..Section::default()
            }),
            (block, Some(section)) => section.add(page, block, &range, notes),
            (_, None) => {
                notes.report(
                    Code::Unused,
                    &range,
                    "this is before the first call; ignored",
                );
            }
        }
    }
    sections.retain(|section| section.is_call(notes));
    (title, sections)
}

impl Section {
    /// Returns whether the page lists no optional parameters but says that there are more.
    pub(super) fn is_open(&self) -> bool {
        self.has_kwargs && self.remarks.iter().any(|text| text.contains("更多参数"))
    }

    /// Returns whether the section describes a call. Reports what it lacks, or that it is ignored.
    fn is_call(&self, notes: &mut Notes<'_>) -> bool {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let is_method = self.name.starts_with(|c: char| c.is_ascii_lowercase());
        let has_parts = self.link.is_some() || self.part.is_some() || !self.bullets.is_empty();
        if !(is_method && self.name.chars().all(is_name) && has_parts) {
            let message = "this section does not describe a call; ignored";
            notes.report(Code::Unused, &self.range, message);
            return false;
        }
        notes.used(&self.heading);
        let parts = [
            (self.link.is_some(), "link"),
            (!self.examples.is_empty(), "example"),
            (!self.answers.is_empty(), "answer"),
        ];
        for (_, part) in parts.iter().filter(|(is_there, _)| !is_there) {
            let message = format!("`{}` has no {part}", self.name);
            notes.report(Code::MissingPart, &self.heading, message);
        }
        true
    }

    fn add(&mut self, page: &str, block: Block, range: &Range<usize>, notes: &mut Notes<'_>) {
        self.range.end = range.end;
        let text = page.get(range.clone()).unwrap_or_default();
        let why = match block {
            Block::Badge { label, link } => self.badge(&label, link),
            Block::Bullet { name, text } if self.part != Some(Part::Answer) => {
                self.bullet(name, text, range, notes)
            }
            Block::Code { language, text } => match language.as_str() {
                "python" => {
                    self.examples.push(text);
                    None
                }
                "json" => {
                    self.answers.push(text);
                    None
                }
                _ => Some((
                    Code::Unused,
                    "this code is neither `python` nor `json`; ignored",
                )),
            },
            Block::Prose if self.part.is_none() && self.bullets.is_empty() => {
                self.doc.push(text.to_owned());
                None
            }
            Block::Prose => {
                self.remarks.push(text.to_owned());
                Some((Code::Unused, "this text is ignored"))
            }
            Block::Heading { .. } | Block::Bullet { .. } => Some((Code::Unused, "this is ignored")),
        };
        match why {
            Some((code, message)) => drop(notes.report(code, range, message)),
            None => notes.used(range),
        }
    }

    /// Reads a badge: it says what follows, or links to the platform's documentation.
    fn badge(&mut self, label: &str, link: Option<String>) -> Option<(Code, &'static str)> {
        let label = label.to_ascii_lowercase();
        let part = BADGES.iter().find(|(word, _)| label.contains(word));
        match (part, link) {
            (Some((_, part)), _) => {
                self.part = Some(*part);
                self.has_kwargs |= *part == Part::Kwargs;
            }
            (None, Some(link)) if self.link.is_none() => {
                let Some((_, anchor)) = link.split_once("#/") else {
                    let message = "this link has no anchor such as `#/sample/list`; ignored";
                    return Some((Code::NotUnderstood, message));
                };
                self.link = Some(format!("#/{anchor}"));
            }
            (None, _) => return Some((Code::Unused, "this badge or link is ignored")),
        }
        None
    }

    fn bullet(
        &mut self,
        name: String,
        text: String,
        range: &Range<usize>,
        notes: &mut Notes<'_>,
    ) -> Option<(Code, &'static str)> {
        let is_required = match self.part {
            Some(Part::Args) => Some(true),
            Some(Part::Kwargs) => Some(false),
            Some(Part::Example | Part::Answer) | None => None,
        };
        if name.is_empty() {
            let message = "this item does not name a parameter; ignored";
            return Some((Code::NotUnderstood, message));
        }
        if SIGNATURE.contains(&name.as_str()) {
            return Some((Code::Changed, "this is not a parameter of a call; ignored"));
        }
        if is_required.is_none() {
            let message = "no badge before this says whether these parameters are required";
            notes.report(Code::MissingPart, range, message);
        }
        self.bullets.push(Bullet {
            name,
            text,
            range: range.clone(),
            is_required,
        });
        None
    }
}
