//! A page as the calls that it describes: name, link, parameters, examples and answers of each.

use std::ops::Range;

use super::markdown::{Block, BlockKind, blocks};
use super::notes::Notes;
use super::says::{Part, body, bold, heading, named, part};
use crate::diagnostics::Code;

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) sections: Vec<Section>,
}

/// One call.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) name: String,
    pub(super) heading: Range<usize>,
    pub(super) link: Option<String>,
    /// Where its link and its prose stand.
    places: Vec<Range<usize>>,
    /// What is said of the call.
    pub(super) prose: Vec<String>,
    pub(super) bullets: Vec<Bullet>,
    /// What is said of the answer's fields.
    pub(super) fields: Vec<Bullet>,
    pub(super) examples: Vec<Shown>,
}

/// A parameter, as a bullet describes it.
#[derive(Clone, Debug)]
pub(super) struct Bullet {
    /// What the badge before it says.
    pub(super) required: Option<bool>,
    pub(super) name: String,
    pub(super) words: String,
    pub(super) range: Range<usize>,
}

/// An example program and the answers that follow it.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) code: Option<Range<usize>>,
    pub(super) answers: Vec<Range<usize>>,
}

/// Reads a page.
pub(super) fn read(page: &str, notes: &mut Notes<'_>) -> Page {
    let blocks = blocks(page);
    for (range, problem) in &blocks.problems {
        notes.tell(Code::Untidy, range, problem.as_str());
    }
    let mut reader = PageReader {
        text: page,
        notes,
        out: Page::default(),
        section: None,
        part: Part::Start,
    };
    for block in &blocks.blocks {
        reader.take(block);
    }
    reader.end_section();
    reader.out
}

struct PageReader<'a, 'n> {
    text: &'a str,
    notes: &'a mut Notes<'n>,
    out: Page,
    section: Option<Section>,
    part: Part,
}

impl PageReader<'_, '_> {
    fn text(&self, range: &Range<usize>) -> String {
        self.text.get(range.clone()).unwrap_or_default().to_owned()
    }

    fn take(&mut self, block: &Block) {
        let range = &block.range;
        match (&block.kind, self.section.is_some()) {
            (BlockKind::Heading { level: 2, text }, _) => self.start_section(text, range),
            (BlockKind::Heading { level: 1, text }, false) if self.out.title.is_none() => {
                self.notes.used(range);
                self.out.title = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            }
            (_, false) => self.unused(range, "this stands before the first call and is not used"),
            (BlockKind::Heading { text, .. }, _) => self.sub_heading(text, range),
            (BlockKind::Badge { says, link }, _) => self.badge(says, link.as_deref(), range),
            (BlockKind::Bullet { depth }, _) => self.bullet(*depth, range),
            (BlockKind::Code { language, text }, _) => self.code(language, text, range),
            (BlockKind::Prose, _) => self.prose(range),
        }
    }

    fn unused(&mut self, range: &Range<usize>, why: &str) {
        self.notes.tell(Code::Unused, range, why);
    }

    fn start_section(&mut self, text: &str, range: &Range<usize>) {
        self.end_section();
        self.part = Part::Start;
        let (name, rest) = heading(text);
        let prose = rest.into_iter().collect();
        self.section = Some(Section {
            name,
            heading: range.clone(),
            prose,
            ..Section::default()
        });
    }

    fn end_section(&mut self) {
        let Some(section) = self.section.take() else {
            return;
        };
        let is_call = !section.bullets.is_empty() || !section.examples.is_empty();
        if !is_call && (section.link.is_none() || section.name.is_empty()) {
            self.unused(&section.heading, "this section describes no call");
            for place in &section.places {
                self.unused(place, "this belongs to no call and is not used");
            }
            return;
        }
        self.notes.used(&section.heading);
        if section.link.is_none() {
            self.notes
                .tell(Code::MissingPart, &section.heading, "this call has no link");
        }
        self.out.sections.push(section);
    }

    fn sub_heading(&mut self, text: &str, range: &Range<usize>) {
        match part(text) {
            Some(part) => {
                self.notes.used(range);
                self.part = part;
            }
            None => self.prose(range),
        }
    }

    fn badge(&mut self, says: &str, link: Option<&str>, range: &Range<usize>) {
        match (part(says), link, &mut self.section) {
            (_, Some(link), Some(section))
                if section.link.is_none() && self.part == Part::Start =>
            {
                section.link = Some(link.to_owned());
                section.places.push(range.clone());
                self.notes.used(range);
            }
            (Some(part), ..) => {
                self.part = part;
                self.notes.used(range);
            }
            _ => self.unused(range, "this badge or link is not used"),
        }
    }

    fn bullet(&mut self, depth: usize, range: &Range<usize>) {
        let text = self.text(range);
        let Some(section) = &mut self.section else {
            return;
        };
        let is_field = matches!(self.part, Part::Answer | Part::Failure);
        let list = if is_field {
            &mut section.fields
        } else {
            &mut section.bullets
        };
        let Some((names, words)) = named(&text) else {
            match list.last_mut() {
                Some(owner) if depth > 0 => {
                    if !owner.words.ends_with([':', '：']) {
                        owner.words.push('；');
                    }
                    owner.words.push_str(body(&text));
                    self.notes.used(range);
                }
                _ => {
                    let why = "this item names no parameter and is not used";
                    self.notes.tell(Code::NotUnderstood, range, why);
                }
            }
            return;
        };
        let required = match self.part {
            Part::Args => Some(true),
            Part::Kwargs => Some(false),
            _ => None,
        };
        for name in names {
            list.push(Bullet {
                required,
                name,
                words: words.clone(),
                range: range.clone(),
            });
        }
        self.notes.used(range);
        if required.is_none() && !is_field && self.part != Part::Unsaid {
            self.part = Part::Unsaid;
            let why = "no badge before this says whether these parameters are required";
            self.notes.tell(Code::MissingPart, range, why);
        }
    }

    fn code(&mut self, language: &str, text: &Range<usize>, range: &Range<usize>) {
        let content = self.text(text);
        let Some(section) = &mut self.section else {
            return;
        };
        let is_python = matches!(language, "python" | "py" | "python3" | "pycon");
        let is_json = matches!(language, "json" | "json5" | "jsonc");
        let is_call = content.contains(&format!("{}(", section.name)) && !section.name.is_empty();
        let is_plain = matches!(language, "" | "text" | "txt" | "plain" | "output");
        if self.part == Part::Failure || !(is_python || is_json || is_plain) {
            self.unused(
                range,
                "this code is neither an example nor an answer, and is not used",
            );
            return;
        }
        self.notes.used(range);
        let has_code = section
            .examples
            .last()
            .is_some_and(|shown| shown.code.is_some());
        let is_example = is_call || (is_python && self.part != Part::Answer && !has_code);
        if is_example && !is_json {
            section.examples.push(Shown {
                code: Some(text.clone()),
                answers: Vec::new(),
            });
            if self.part != Part::Example {
                self.missing_badge(range, "example");
            }
            self.part = Part::Example;
            return;
        }
        if section.examples.is_empty() {
            section.examples.push(Shown::default());
        }
        if let Some(shown) = section.examples.last_mut() {
            shown.answers.push(text.clone());
        }
        if self.part != Part::Answer {
            self.missing_badge(range, "answer");
        }
        self.part = Part::Answer;
    }

    fn missing_badge(&mut self, range: &Range<usize>, what: &str) {
        let message = format!("no badge before this code; it is taken for the {what}");
        self.notes.tell(Code::MissingPart, range, message);
    }

    /// What is said first is the call's description.
    fn prose(&mut self, range: &Range<usize>) {
        let text = self.text(range);
        if let Some(part) = bold(&text).and_then(part) {
            self.part = part;
            return self.notes.used(range);
        }
        let is_html = text.trim_start().starts_with('<');
        match &mut self.section {
            Some(section) if self.part == Part::Start && !is_html => {
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                section.prose.push(line);
                section.places.push(range.clone());
                self.notes.used(range);
            }
            _ => {
                let message = "this text is not used";
                self.notes.tell(Code::Unused, range, message);
            }
        }
    }
}
