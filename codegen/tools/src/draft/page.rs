//! Reads a page into the calls that it describes: name, link, parameters, examples and answers of each.

use std::ops::Range;

use super::bullet::Bullet;
use super::headings::{Part, body, bold, heading, is_part_of_name, joined, named, part};
use super::markdown::{Block, BlockKind, blocks};
use super::markdown_repair::lines;
use super::notes::Notes;
use super::table::{Table, tables};
use bge_private_codegen::diagnostics::Code;

/// The contents of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) sections: Vec<Section>,
}

/// A section of a page, which describes one call.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) name: String,
    /// The words of the heading joined into one name, if there are several.
    joined: Option<String>,
    /// The text of the heading besides the name.
    rest: Option<String>,
    /// Reasons to review the name.
    pub(super) reviews: Vec<String>,
    pub(super) heading: Range<usize>,
    pub(super) link: Option<String>,
    /// The ranges of the link and the prose.
    places: Vec<Range<usize>>,
    /// The description of the call.
    pub(super) prose: Vec<String>,
    pub(super) bullets: Vec<Bullet>,
    /// The descriptions of the answer's fields.
    pub(super) fields: Vec<Bullet>,
    pub(super) examples: Vec<Shown>,
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
        notes.report(Code::Untidy, range, problem.as_str());
    }
    let mut reader = PageReader {
        text: page,
        notes,
        out: Page::default(),
        section: None,
        part: Part::Start,
        owner: None,
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
    /// The nesting depth of the last item that names a parameter. Deeper items belong to it.
    owner: Option<usize>,
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
            (_, false) => self.unused(range, "this is before the first call; ignored"),
            (BlockKind::Heading { text, .. }, _) => self.sub_heading(text, range),
            (BlockKind::Badge { label, link }, _) => self.badge(label, link.as_deref(), range),
            (BlockKind::Bullet { depth }, _) => self.bullet(*depth, range),
            (BlockKind::Code { language, text }, _) => self.code(language, text, range),
            (BlockKind::Prose, _) => self.prose(range),
        }
    }

    fn unused(&mut self, range: &Range<usize>, why: &str) {
        self.notes.report(Code::Unused, range, why);
    }

    fn start_section(&mut self, text: &str, range: &Range<usize>) {
        self.end_section();
        self.part = Part::Start;
        self.owner = None;
        let (name, rest) = heading(text);
        let reviews = is_part_of_name(text, &name).then(|| {
            format!(
                "the heading is `{}`; the call may have another name",
                text.trim()
            )
        });
        self.section = Some(Section {
            name,
            joined: joined(text.trim()),
            reviews: reviews.into_iter().collect(),
            rest,
            heading: range.clone(),
            ..Section::default()
        });
    }

    fn end_section(&mut self) {
        let Some(mut section) = self.section.take() else {
            return;
        };
        self.take_joined_name(&mut section);
        let rest = section.rest.take();
        section.prose.splice(0..0, rest);
        let is_call = !section.bullets.is_empty() || !section.examples.is_empty();
        if !is_call && (section.link.is_none() || section.name.is_empty()) {
            self.unused(&section.heading, "this section does not describe a call");
            for place in &section.places {
                self.unused(place, "this does not belong to a call; ignored");
            }
            return;
        }
        self.notes.used(&section.heading);
        if !section.reviews.is_empty() {
            let message = format!(
                "drafted as `{}`: {}",
                section.name,
                section.reviews.join(", ")
            );
            self.notes
                .report(Code::NameMismatch, &section.heading, message);
        }
        if section.link.is_none() {
            self.notes
                .report(Code::MissingPart, &section.heading, "this call has no link");
        }
        self.out.sections.push(section);
    }

    /// Sets the name to the joined words of the heading, if an example calls that name.
    fn take_joined_name(&self, section: &mut Section) {
        let Some(name) = section.joined.take() else {
            return;
        };
        let codes = section
            .examples
            .iter()
            .filter_map(|shown| shown.code.as_ref());
        let mut codes = codes.map(|code| self.text(code));
        if codes.any(|code| calls(&code, &name)) {
            section.rest = None;
            section.name = name;
            section.reviews =
                vec!["the words of the heading are joined as in the example".to_owned()];
        }
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

    fn badge(&mut self, label: &str, link: Option<&str>, range: &Range<usize>) {
        match (part(label), link, &mut self.section) {
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
            _ => self.unused(range, "this badge or link is ignored"),
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
        let is_within = self.owner.is_some_and(|owner| depth > owner);
        let Some((names, words)) = named(&text) else {
            match list.last_mut() {
                Some(owner) if is_within => {
                    if !owner.words.ends_with([':', '：']) {
                        owner.words.push('；');
                    }
                    owner.words.push_str(body(&text));
                    self.notes.used(range);
                }
                _ => {
                    self.owner = None;
                    let why = "this item does not name a parameter; ignored";
                    self.notes.report(Code::NotUnderstood, range, why);
                }
            }
            return;
        };
        let required = self.part.required();
        let bullets = names
            .iter()
            .filter_map(|name| Bullet::new(name, &words, required, range));
        let bullets: Vec<Bullet> = bullets.collect();
        if bullets.len() < names.len() {
            let why = "this means any arguments and does not name a parameter";
            self.notes.report(Code::NotUnderstood, range, why);
        }
        self.notes.used(range);
        match list.last_mut() {
            Some(owner) if is_within && !is_field => return owner.add_below(bullets),
            _ => list.extend(bullets),
        }
        self.owner = Some(depth);
        if !is_field {
            self.report_missing_badge(range);
        }
    }

    /// Reports, once for each list, that no badge says whether its parameters are required.
    fn report_missing_badge(&mut self, range: &Range<usize>) {
        if self.part.required().is_none() && self.part != Part::Unsaid {
            self.part = Part::Unsaid;
            let why = "no badge before this says whether these parameters are required";
            self.notes.report(Code::MissingPart, range, why);
        }
    }

    /// Reads the rows of a table like items of a list. A table of failures is reported as unused, and so is a
    /// table among examples that does not say which parameters are required.
    fn table(&mut self, table: &Table) {
        let is_field = self.part == Part::Answer && !table.says_required;
        let is_read = match self.part {
            Part::Failure => false,
            Part::Example => table.says_required,
            _ => true,
        };
        let Some(section) = &mut self.section else {
            return;
        };
        if !is_read {
            return self.unused_lines(&table.range, "this table is ignored");
        }
        let required = self.part.required();
        for row in &table.rows {
            let bullet = Bullet::new(&row.name, &row.words, row.required.or(required), &row.range);
            let Some(bullet) = bullet.filter(|bullet| !bullet.name.is_empty()) else {
                let why = "this row does not name a parameter; ignored";
                self.notes.report(Code::NotUnderstood, &row.range, why);
                continue;
            };
            self.notes.used(&row.range);
            if is_field {
                section.fields.push(bullet);
            } else {
                section.bullets.push(bullet);
            }
        }
        self.notes.used(&table.heading);
        if !is_field && !table.says_required {
            self.report_missing_badge(&table.heading);
        }
    }

    /// Reports each line on its own, because only the first line of a place is shown.
    fn unused_lines(&mut self, range: &Range<usize>, why: &str) {
        let text = self.text(range);
        for (at, line) in lines(&text) {
            let start = range.start + at;
            if !line.trim().is_empty() {
                self.unused(&(start..start + line.trim_end().len()), why);
            }
        }
    }

    fn code(&mut self, language: &str, text: &Range<usize>, range: &Range<usize>) {
        let content = self.text(text);
        let Some(section) = &mut self.section else {
            return;
        };
        let is_python = matches!(language, "python" | "py" | "python3" | "pycon");
        let is_json = matches!(language, "json" | "json5" | "jsonc");
        let mut names = std::iter::once(&section.name).chain(&section.joined);
        let is_call = names.any(|name| calls(&content, name));
        let is_plain = matches!(language, "" | "text" | "txt" | "plain" | "output");
        if self.part == Part::Failure || !(is_python || is_json || is_plain) {
            self.unused(
                range,
                "this code is neither an example nor an answer; ignored",
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
        let message = format!("no badge before this code; it is treated as the {what}");
        self.notes.report(Code::MissingPart, range, message);
    }

    /// Reads tables and plain text. Plain text at the start of a section is the description of its call.
    fn prose(&mut self, range: &Range<usize>) {
        let mut start = range.start;
        for table in tables(&self.text(range), range.start) {
            self.plain_prose(&(start..table.range.start));
            self.table(&table);
            start = table.range.end;
        }
        self.plain_prose(&(start..range.end));
    }

    fn plain_prose(&mut self, range: &Range<usize>) {
        let text = self.text(range);
        if text.trim().is_empty() {
            return;
        }
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
            _ => self.unused_lines(range, "this text is ignored"),
        }
    }
}

/// Returns whether code calls `name`. A dot in the code counts as `_`.
fn calls(code: &str, name: &str) -> bool {
    !name.is_empty() && code.replace('.', "_").contains(&format!("{name}("))
}
