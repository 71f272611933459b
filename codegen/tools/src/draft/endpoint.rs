//! Assembles an endpoint from a section of a page and its examples.

use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::json::Json;

use super::constraints;
use super::convert::{Converter, made_up};
use super::literal::Argument;
use super::model::{Answer, Endpoint, Example, Field, Ty, distinguish};
use super::notes::Notes;
use super::page::Section;
use super::param::Param;
use super::response::Question;
use super::shape::Known;
use super::types::{Types, Typing};

const CHANGED: &str = "the draft contains another value of";

/// What is shared by all endpoints of a page.
pub(super) struct Shared<'a, 'n> {
    pub(super) known: &'a Known,
    pub(super) types: &'a mut Types,
    pub(super) notes: &'a mut Notes<'n>,
}

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

impl Shared<'_, '_> {
    pub(super) fn endpoint(&mut self, section: &Section) -> Endpoint {
        let words = match section.doc.join("\n") {
            words if words.is_empty() => format!("调用 `{}`", section.name),
            words => words,
        };
        let calls = section.program.calls.len();
        let mut endpoint = Endpoint {
            name: section.name.clone(),
            path: section.path.clone(),
            words,
            see: section.link.clone(),
            is_open: section.is_open(),
            examples: vec![Example::default(); calls.max(1)],
            ..Endpoint::default()
        };
        if calls > 1 {
            let why = "the example has several calls; it may describe several endpoints";
            endpoint.reviews.push(why.to_owned());
        }
        self.parameters(&mut endpoint, section);
        let args = endpoint.args.iter_mut().chain(&mut endpoint.choices);
        distinguish(args.chain(&mut endpoint.kwargs));
        let question = Question {
            section,
            kwargs: &endpoint.kwargs,
            typing: Typing::new(self.known, self.types),
        };
        let mut answer = question.decide();
        if let Ty::Fields(fields) = &mut answer.ty {
            distinguish(fields);
        }
        if repeats_arguments(section) {
            let why = "the answer only repeats the arguments, as a client may do by itself";
            answer.reviews.push(why.to_owned());
        }
        for (call, example) in endpoint.examples.iter_mut().enumerate() {
            let value = answer.values.get(call).or(answer.values.first());
            if answer.ty != Ty::default() {
                self.answer(example, value, &answer.ty, section);
            }
        }
        if !answer.paging.is_empty() {
            endpoint.examples.truncate(1);
            let following = endpoint.examples.first_mut();
            let following = following.map(|first| following_page(first, &answer));
            endpoint.examples.extend(following);
        }
        endpoint.answer = answer;
        endpoint
    }

    /// Adds the parameters of the section, and their values in the examples.
    fn parameters(&mut self, endpoint: &mut Endpoint, section: &Section) {
        let params = &section.params;
        let exclusive = constraints::named_beside("互斥", section);
        let is_optional = params.iter().all(|it| !it.is_required);
        let is_only = is_optional && params.len() == 1;
        let mut choices = constraints::named_beside("其中之一", section);
        let ids = params
            .iter()
            .filter(|it| is_optional && it.name.ends_with("_id"));
        if choices.is_empty() && ids.clone().count() > 1 {
            choices.extend(ids.map(|it| it.name.clone()));
        }
        let is_choice = |it: &&Param| choices.contains(&it.name);
        let chosen = |call| {
            let mut all = params.iter().filter(is_choice);
            let given = all.clone().find(|it| it.given(call).is_some());
            given.or(all.next()).map(|it| &it.name)
        };
        for param in params {
            let mut typing = Typing::new(self.known, self.types);
            let mut field = typing.parameter(param, section);
            let has_default = field.default.is_some();
            let is_default = param.is_required && has_default;
            let is_exclusive = exclusive.contains(&param.name);
            let reviews = [
                (is_exclusive, "the page says that it excludes another one"),
                (is_default, "it has a default, so it is drafted as optional"),
                (is_only, "it is the only parameter, so it may be required"),
            ];
            let (place, is_needed) = if is_choice(&param) {
                field.default = None;
                (&mut endpoint.choices, true)
            } else {
                let reviews = reviews.into_iter().filter(|(applies, _)| *applies);
                reviews.for_each(|(_, why)| field.review(why));
                match param.is_required && !has_default && !is_exclusive {
                    true => (&mut endpoint.args, true),
                    false => (&mut endpoint.kwargs, false),
                }
            };
            for (call, example) in endpoint.examples.iter_mut().enumerate() {
                if !is_choice(&param) || chosen(call) == Some(&param.name) {
                    self.argument(example, param.given(call), &field, is_needed, section);
                }
            }
            place.push(field);
        }
    }

    /// Adds the value of a parameter to an example. If it is needed but not on the page, it is made up.
    fn argument(
        &mut self,
        example: &mut Example,
        given: Option<&Argument>,
        field: &Field,
        is_needed: bool,
        section: &Section,
    ) {
        let name = &field.name;
        let mut converter = Converter::new(self.types);
        let converted = given.and_then(|it| converter.argument(&it.value, field));
        let problem = match given {
            Some(_) if converted.is_none() => Some((Code::Disagreement, "this is not a value of")),
            Some(_) if !converter.changed.is_empty() => Some((Code::Changed, CHANGED)),
            None if is_needed => Some((Code::MissingPart, "the example has no value of")),
            Some(_) | None => None,
        };
        if let Some((code, problem)) = problem {
            let range = given.map_or(&section.heading, |it| &it.range);
            self.notes
                .report(code, range, format!("{problem} `{name}`"));
        }
        if is_needed && converted.is_none() {
            let why = format!("the value of `{name}` is made up");
            example.reviews.push(why);
        }
        let value = converted.or_else(|| is_needed.then(|| made_up(field, self.types)));
        let values = match is_needed {
            true => &mut example.args,
            false => &mut example.kwargs,
        };
        values.extend(value.map(|value| (name.clone(), value)));
    }

    /// Adds an answer in the form of the response to an example.
    fn answer(&mut self, example: &mut Example, value: Option<&Json>, ty: &Ty, section: &Section) {
        let mut converter = Converter::new(self.types);
        let field = Field::new("", ty.clone());
        let converted = value.and_then(|it| converter.field(it, &field));
        if converted.is_none() {
            example.reviews.push("the answer is made up".to_owned());
        }
        for name in &converter.changed {
            let key = format!("\"{name}\"");
            let code = section.answers.first().cloned().unwrap_or_default();
            let text = self.notes.page.get(code.clone()).unwrap_or_default();
            let at = code.start + text.find(&key).unwrap_or_default();
            let range = at..at + key.len();
            self.notes
                .report(Code::Changed, &range, format!("{CHANGED} `{name}`"));
        }
        let instead = || made_up(&field, self.types);
        example.response = Some(converted.unwrap_or_else(instead));
    }
}

/// Returns whether the answer has nothing but the arguments of the example.
fn repeats_arguments(section: &Section) -> bool {
    let members = section.values.first().map_or(&[][..], Json::members);
    let is_given = |(name, value): &(String, Json)| {
        let params = section.params.iter().filter(|it| it.name == *name);
        let mut given = params.filter_map(|it| it.given(0));
        given.any(|it| it.value == *value)
    };
    !members.is_empty() && members.iter().all(is_given)
}

/// Returns the example of the page that follows a first one, which is changed accordingly.
fn following_page(first: &mut Example, answer: &Answer) -> Example {
    let key = |key: &str| {
        let found = answer.paging.iter().find(|(name, _)| *name == key);
        found.map(|(_, name)| name.as_str())
    };
    let set = |values: &mut Vec<(String, Json)>, name: &str, value: Option<Json>| {
        values.retain(|(known, _)| known != name);
        values.extend(value.map(|value| (name.to_owned(), value)));
    };
    let mut next = first.clone();
    next.reviews = vec!["the following page is made up".to_owned()];
    let second = key("cursor").map_or(Json::from(2), |_| "example".into());
    if let Some(page) = key("cursor").or(key("page")) {
        set(&mut first.kwargs, page, None);
        set(&mut next.kwargs, page, Some(second.clone()));
    }
    if let (Some(name), Some(Json::Object(members))) = (key("next"), &mut first.response) {
        set(members, name, Some(second));
    }
    if let (Some(name), Some(Json::Object(members))) = (key("next"), &mut next.response) {
        members.retain(|(key, value)| key != name || *value == Json::Null);
    }
    next
}
