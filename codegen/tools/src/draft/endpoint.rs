//! Assembles an endpoint from a section of a page and its examples.

use std::ops::Range;

use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::json::Json;

use super::constraints;
use super::convert::{Converter, made_up};
use super::literal::Argument;
use super::model::{Endpoint, Example, Field, Ty, distinguish};
use super::notes::Notes;
use super::page::Section;
use super::types::Typing;

const CHANGED: &str = "the draft contains another value of";

/// Returns an endpoint with its name only, for a section from which no valid endpoint can be drafted.
pub(super) fn plain(section: &Section) -> Endpoint {
    let why = "what the page describes is not a valid endpoint; only the name is drafted";
    Endpoint {
        name: section.name.clone(),
        reviews: vec![why.to_owned()],
        path: section.path.clone(),
        examples: vec![Example::default()],
        ..Endpoint::default()
    }
}

impl Typing<'_> {
    /// Returns the endpoint of a section.
    pub(super) fn endpoint(&mut self, section: &Section, notes: &mut Notes<'_>) -> Endpoint {
        let words = match section.doc.join("\n") {
            words if words.is_empty() => format!("调用 `{}`", section.name),
            words => words,
        };
        let calls = section.program.calls.len();
        let why = "the example has several calls; it may describe several endpoints";
        let mut endpoint = Endpoint {
            reviews: Vec::from_iter((calls > 1).then(|| why.to_owned())),
            words,
            see: section.link.clone(),
            is_open: section.is_open(),
            examples: vec![Example::default(); calls.max(1)],
            ..plain(section)
        };
        self.parameters(&mut endpoint, section, notes);
        let args = endpoint.args.iter_mut().chain(&mut endpoint.choices);
        distinguish(args.chain(&mut endpoint.kwargs));
        endpoint.answer = self.answer(section, &endpoint.kwargs);
        if endpoint.answer.field.ty != Ty::default() {
            self.answers(&mut endpoint, section, notes);
        }
        endpoint
    }

    /// Adds the parameters of the section, and their values in the examples.
    fn parameters(&mut self, endpoint: &mut Endpoint, section: &Section, notes: &mut Notes<'_>) {
        let params = &section.params;
        let exclusive = constraints::named_beside("互斥", section);
        let is_only = params.len() == 1 && params.iter().all(|it| !it.is_required);
        let choices = choices(section);
        let chosen = |call| {
            let mut all = params.iter().filter(|it| choices.contains(&it.name));
            let given = all.clone().find(|it| it.given(call).is_some());
            given.or(all.next()).map(|it| &it.name)
        };
        for param in params {
            let mut field = self.parameter(param, section);
            let is_default = param.is_required && field.default.is_some();
            let is_exclusive = exclusive.contains(&param.name);
            let is_choice = choices.contains(&param.name);
            let is_needed = is_choice || (param.is_required && !is_default && !is_exclusive);
            if is_choice {
                field.default = None;
            } else {
                field.review_if(is_exclusive, "the page says that it excludes another one");
                field.review_if(is_default, "it has a default, so it is drafted as optional");
                field.review_if(is_only, "it is the only parameter, so it may be required");
            }
            for (call, example) in endpoint.examples.iter_mut().enumerate() {
                if !is_choice || chosen(call) == Some(&param.name) {
                    let given = param.given(call);
                    self.argument(example, given, &field, is_needed, section, notes);
                }
            }
            match is_needed {
                true if is_choice => endpoint.choices.push(field),
                true => endpoint.args.push(field),
                false => endpoint.kwargs.push(field),
            }
        }
    }

    /// Adds the value of a parameter to an example. If it is needed but not on the page, it is made up.
    fn argument(
        &self,
        example: &mut Example,
        given: Option<&Argument>,
        field: &Field,
        is_needed: bool,
        section: &Section,
        notes: &mut Notes<'_>,
    ) {
        let name = &field.name;
        let mut converter = Converter::new(self.types);
        let converted = given.and_then(|it| converter.argument(&it.value, field));
        let problem = match (given, &converted) {
            (None, _) if is_needed => Some((Code::MissingPart, "the example has no value of")),
            (Some(_), None) => Some((Code::Disagreement, "this is not a value of")),
            _ if converter.changed.is_empty() => None,
            _ => Some((Code::Changed, CHANGED)),
        };
        if let Some((code, problem)) = problem {
            let range = given.map_or(&section.heading, |it| &it.range);
            notes.report(code, range, format!("{problem} `{name}`"));
        }
        if is_needed && converted.is_none() {
            let reviews = &mut example.reviews;
            reviews.push(format!("the value of `{name}` is made up"));
        }
        let value = converted.or_else(|| is_needed.then(|| made_up(field, self.types)));
        let values = match is_needed {
            true => &mut example.args,
            false => &mut example.kwargs,
        };
        values.extend(value.map(|value| (name.clone(), value)));
    }

    /// Adds the answers to the examples.
    fn answers(&self, endpoint: &mut Endpoint, section: &Section, notes: &mut Notes<'_>) {
        let answer = &endpoint.answer;
        for (call, example) in endpoint.examples.iter_mut().enumerate() {
            let value = answer.values.get(call).or(answer.values.first());
            let mut converter = Converter::new(self.types);
            let converted = value.and_then(|it| converter.field(it, &answer.field));
            if converted.is_none() {
                example.reviews.push("the answer is made up".to_owned());
            }
            for name in &converter.changed {
                let range = place_in_answer(name, section, notes.page);
                notes.report(Code::Changed, &range, format!("{CHANGED} `{name}`"));
            }
            let instead = || made_up(&answer.field, self.types);
            example.response = Some(converted.unwrap_or_else(instead));
        }
        if let Some((role, name)) = answer.paging.first() {
            endpoint.examples.truncate(1);
            let first = endpoint.examples.first_mut();
            let next = first.map(|first| following_page(first, role, name));
            endpoint.examples.extend(next);
        }
    }
}

/// Returns the names of the parameters of which exactly one is given: the page says so, or there are several ids.
fn choices(section: &Section) -> Vec<String> {
    let named = constraints::named_beside("其中之一", section);
    let params = &section.params;
    let ids = params.iter().filter(|it| it.name.ends_with("_id"));
    let ids: Vec<_> = ids.map(|it| it.name.clone()).collect();
    let is_optional = params.iter().all(|it| !it.is_required);
    match named.is_empty() && is_optional && ids.len() > 1 {
        true => ids,
        false => named,
    }
}

/// Returns the location of a member in the first answer.
fn place_in_answer(name: &str, section: &Section, page: &str) -> Range<usize> {
    let key = format!("\"{name}\"");
    let code = section.answers.first().cloned().unwrap_or_default();
    let text = page.get(code.clone()).unwrap_or_default();
    let at = code.start + text.find(&key).unwrap_or_default();
    at..at + key.len()
}

/// Returns the example of the page that follows a first one, which is changed accordingly. `name` is the name of the
/// parameter that selects the page.
fn following_page(first: &mut Example, role: &str, name: &str) -> Example {
    let is_other = |(key, _): &(String, Json)| key != name;
    first.kwargs.retain(is_other);
    let mut next = first.clone();
    next.reviews = vec!["the following page is made up".to_owned()];
    if role != "cursor" {
        next.kwargs.push((name.to_owned(), 2.into()));
        return next;
    }
    // An answer has the cursor of the next page in a field of the same name.
    next.kwargs.push((name.to_owned(), "example".into()));
    if let Some(Json::Object(members)) = &mut first.response {
        members.retain(is_other);
        members.push((name.to_owned(), "example".into()));
    }
    if let Some(Json::Object(members)) = &mut next.response {
        members.retain(|(key, value)| key != name || *value == Json::Null);
    }
    next
}
