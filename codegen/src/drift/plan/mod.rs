//! What to change in a spec for what was found.

mod additions;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::Note;
use super::changes::{Change, Edit};
use super::infer::{Seen, is_number_text};
use super::locate::{Address, Index, Place, Shape};
use super::path::{Path, Step};
use super::report::{Findings, Kind, Tally};
use crate::Checked;
use crate::source::Span;
use crate::spec::model::{Builtin, EnumWire, Field, Spanned, TypeExpr, TypeKind};
use additions::{Grown, Listed, Mended, Target};
use words::{shown, since, times, types};

/// What was planned.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    pub(super) notes: Vec<Note>,
}

struct Planner<'a> {
    checked: &'a Checked,
    index: Index<'a>,
    plan: Plan,
    mended: BTreeMap<(u32, Address), Target<'a, Mended<'a>>>,
    listed: BTreeMap<(u32, String, String), Target<'a, Listed<'a>>>,
    grown: BTreeMap<(u32, Address), Target<'a, Grown<'a>>>,
    envelope: BTreeMap<&'a Path, Tally>,
}

pub(super) fn plan(checked: &Checked, findings: &Findings) -> Plan {
    let mut planner = Planner {
        checked,
        index: Index::new(checked),
        plan: Plan::default(),
        mended: BTreeMap::new(),
        listed: BTreeMap::new(),
        grown: BTreeMap::new(),
        envelope: BTreeMap::new(),
    };
    for ((endpoint, path, kind), tally) in &findings.entries {
        planner.take(endpoint, path, kind, tally);
    }
    if findings.left_out > 0 {
        let text = format!(
            "left out of the report for want of room: {}",
            times(findings.left_out)
        );
        planner.plan.notes.push(Note { place: None, text });
    }
    planner.finish()
}

impl<'a> Planner<'a> {
    fn take(&mut self, endpoint: &'a str, path: &'a Path, kind: &'a Kind, tally: &'a Tally) {
        if *kind == Kind::EnvelopeField {
            return self.envelope.entry(path).or_default().add(tally);
        }
        let (Some(span), Some(place)) = (
            self.index.endpoint(endpoint),
            self.index.find(endpoint, path),
        ) else {
            let text = format!("the spec has no call `{}`", shown(endpoint));
            let note = Note { place: None, text };
            if !self.plan.notes.contains(&note) {
                self.plan.notes.push(note);
            }
            return;
        };
        let seen = since(tally);
        match kind {
            Kind::Refusal(code) => {
                let text = format!(
                    "`{endpoint}` was refused with code {code}, {seen}; a spec has no codes"
                );
                self.note(span, text);
            }
            Kind::UnnamedField => {
                let span = match &place {
                    Place::Field {
                        shape: Shape::Object(object),
                        ..
                    }
                    | Place::Value {
                        shape: Shape::Object(object),
                        ..
                    } => object.span,
                    other => place_span(other).unwrap_or(span),
                };
                let text = format!(
                    "`{endpoint}` answers in `{path}` with a field whose name is not told, since it may be data, {seen}"
                );
                self.note(span, text);
            }
            Kind::UnlistedValue => {
                let span = place_span(&place).unwrap_or(span);
                let text = format!(
                    "`{endpoint}` answers in `{path}` with a value that is not listed and not told, since it may be personal, {seen}"
                );
                self.note(span, text);
            }
            Kind::UnknownField => self.unknown(endpoint, path, place, tally),
            Kind::MissingField => self.missing(endpoint, path, place, tally),
            Kind::WrongType => self.wrong(endpoint, path, place, tally),
            Kind::UnlistedText(text) => {
                self.unlisted(endpoint, path, place, EnumWire::Text(text.clone()), tally);
            }
            Kind::UnlistedInteger(number) => {
                self.unlisted(endpoint, path, place, EnumWire::Integer(*number), tally);
            }
            Kind::EnvelopeField => {}
        }
    }

    fn unknown(&mut self, endpoint: &'a str, path: &Path, place: Place<'a>, tally: &Tally) {
        match place {
            Place::Unknown { object, rest } => {
                let key = (object.span.file, object.address.clone());
                let target = self.grown.entry(key).or_insert_with(|| {
                    let (file, span) = (object.span.file, object.span);
                    let seen = Seen::default();
                    Target::new(file, span, Grown { object, seen })
                });
                target.endpoints.insert(endpoint);
                target.what.seen.add(&rest, tally);
            }
            Place::Value {
                span,
                shape: Shape::None,
            } => {
                let text = format!(
                    "`{endpoint}` answers with data ({}), and the spec says `response: none`, {}",
                    types(tally),
                    since(tally)
                );
                self.note(span, text);
            }
            Place::Other { span } if matches!(path.0.last(), Some(Step::Field(_))) => {
                let text = format!(
                    "`{endpoint}` has an unknown field `{path}` where the spec has no object, {}",
                    since(tally)
                );
                self.note(span, text);
            }
            // The spec knows it by now, or leaves it open.
            Place::Field { .. } | Place::Value { .. } | Place::Other { .. } | Place::Open => {}
        }
    }

    fn missing(&mut self, endpoint: &'a str, path: &Path, place: Place<'a>, tally: &Tally) {
        match place {
            Place::Field { field, .. } if field.optional => {}
            Place::Field { address, name, .. } => {
                self.mend(endpoint, address, name, "optional", tally)
            }
            other => {
                let span = place_span(&other).or(self.index.endpoint(endpoint));
                let text = format!(
                    "`{endpoint}` answers without `{path}`, which the spec promises, {}",
                    since(tally)
                );
                self.note_at(span, text);
            }
        }
    }

    fn wrong(&mut self, endpoint: &'a str, path: &Path, place: Place<'a>, tally: &Tally) {
        for (kind, count) in &tally.types {
            let once = Tally {
                count: *count,
                types: BTreeMap::new(),
                ..tally.clone()
            };
            match &place {
                Place::Field {
                    address,
                    name,
                    field,
                    ..
                } => match mending(kind, field) {
                    Mending::Done => {}
                    Mending::By(name_of_trait) => {
                        self.mend(endpoint, address.clone(), name, name_of_trait, &once);
                    }
                    Mending::None => {
                        let text = format!(
                            "`{endpoint}` answers in `{path}` with {}, which cannot be read as the spec's `{}`, {}",
                            shown(kind),
                            field.ty.value,
                            since(&once)
                        );
                        self.note(name.span, text);
                    }
                },
                other => {
                    let span = place_span(other).or(self.index.endpoint(endpoint));
                    let text = format!(
                        "`{endpoint}` answers in `{path}` with {}, which cannot be read as what the spec promises, {}",
                        shown(kind),
                        since(&once)
                    );
                    self.note_at(span, text);
                }
            }
        }
    }

    fn mend(
        &mut self,
        endpoint: &'a str,
        address: Address,
        name: &'a Spanned<String>,
        name_of_trait: &'static str,
        tally: &Tally,
    ) {
        let (file, span) = (name.span.file, name.span);
        let target = self.mended.entry((file, address)).or_insert_with(|| {
            let name = &name.value;
            let traits = BTreeSet::new();
            Target::new(file, span, Mended { name, traits })
        });
        target.what.traits.insert(name_of_trait);
        target.endpoints.insert(endpoint);
        target.seen.add(tally);
    }

    fn unlisted(
        &mut self,
        endpoint: &'a str,
        path: &Path,
        place: Place<'a>,
        value: EnumWire,
        tally: &Tally,
    ) {
        let span = place_span(&place).or(self.index.endpoint(endpoint));
        let (Place::Field { shape, .. } | Place::Value { shape, .. }) = place else {
            return;
        };
        let Shape::Enum(name, def) = shape else {
            let text = format!(
                "`{endpoint}` had an unlisted value in `{path}`, which is not an enum in the spec any more"
            );
            return self.note_at(span, text);
        };
        let TypeKind::Enum(values) = &def.kind else {
            return;
        };
        if values.iter().any(|known| known.value == value) {
            return;
        }
        let (file, span) = (name.span.file, name.span);
        let wire = match &value {
            EnumWire::Text(text) => text.clone(),
            EnumWire::Integer(number) => number.to_string(),
        };
        let key = (file, name.value.clone(), wire);
        let target = self
            .listed
            .entry(key)
            .or_insert_with(|| Target::new(file, span, Listed { name, def, value }));
        target.endpoints.insert(endpoint);
        target.seen.add(tally);
    }

    fn change(&mut self, file: u32, span: Span, note: String, why: &str, edit: Edit) {
        let note = Note {
            place: self.line(span),
            text: note,
        };
        self.plan.changes.push(Change {
            file,
            note,
            comment: format!("# review: {why}."),
            edit,
        });
    }

    fn note(&mut self, span: Span, text: String) {
        self.note_at(Some(span), text);
    }

    fn note_at(&mut self, span: Option<Span>, text: String) {
        let place = span.and_then(|span| self.line(span));
        self.plan.notes.push(Note { place, text });
    }

    fn line(&self, span: Span) -> Option<(String, usize)> {
        let place = self.checked.sources().place(span)?;
        Some((place.path.to_owned(), place.line))
    }
}

/// How a field can be made to take what came.
enum Mending {
    /// It takes it already.
    Done,
    By(&'static str),
    None,
}

fn mending(kind: &str, field: &Field) -> Mending {
    let is_whole = match field.ty.value {
        TypeExpr::Builtin(Builtin::Integer | Builtin::UnixTime | Builtin::Seconds) => Some(true),
        TypeExpr::Builtin(Builtin::Float | Builtin::Decimal) => Some(false),
        _ => None,
    };
    match is_whole {
        _ if kind == "null" && field.nullable => Mending::Done,
        _ if kind == "null" => Mending::By("nullable"),
        Some(is_whole) if is_number_text(kind, is_whole) && field.lenient => Mending::Done,
        Some(is_whole) if is_number_text(kind, is_whole) => Mending::By("lenient"),
        _ => Mending::None,
    }
}

fn place_span(place: &Place<'_>) -> Option<Span> {
    match place {
        Place::Field { name, .. } => Some(name.span),
        Place::Value { span, .. } | Place::Other { span } => Some(*span),
        Place::Unknown { object, .. } => Some(object.span),
        Place::Open => None,
    }
}
