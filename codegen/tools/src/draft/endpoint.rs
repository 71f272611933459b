//! Assembles an endpoint from a section of a page and its examples.

use bge_private_codegen::diagnostics::Code;

use super::constraints;
use super::convert;
use super::decide::Decisions;
use super::literal::{Item, Value};
use super::model::{Answer, Endpoint, Example, Field, Response};
use super::notes::Notes;
use super::page::Section;
use super::params::{Described, Param};
use super::response::Question;
use super::shape::Known;
use super::types::{Types, text};

/// The arguments of an example, by name.
type Arguments = Vec<(String, Item)>;

/// What is shared by all endpoints of a page.
pub(super) struct Shared<'a, 'n> {
    pub(super) known: &'a Known,
    pub(super) form: &'a [&'static str],
    pub(super) types: &'a mut Types,
    pub(super) notes: &'a mut Notes<'n>,
}

/// Returns an endpoint with its name only, for a section from which no valid endpoint can be drafted.
pub(super) fn plain(described: &Described) -> Endpoint {
    let Described { section, path, .. } = described;
    let why = "what the page describes is not a valid endpoint; only the name is drafted";
    Endpoint {
        name: section.name.clone(),
        reviews: vec![why.to_owned()],
        path: path.clone(),
        doc: text(&section.name, ""),
        examples: vec![Example::default()],
        ..Endpoint::default()
    }
}

impl Shared<'_, '_> {
    pub(super) fn endpoint(&mut self, described: &Described) -> Endpoint {
        let Described {
            section,
            program,
            params,
            ..
        } = described;
        let doc = match section.doc.join("\n") {
            doc if doc.is_empty() => format!("调用 `{}`", section.name),
            doc => doc,
        };
        let mut endpoint = Endpoint {
            name: section.name.clone(),
            path: described.path.clone(),
            doc: text(&section.name, &doc),
            see: section.link.clone(),
            is_open: section.is_open(),
            ..Endpoint::default()
        };
        let calls = program.calls.len();
        if calls > 1 {
            let why = "the example has several calls; it may describe several endpoints";
            endpoint.reviews.push(why.to_owned());
        }
        self.parameters(&mut endpoint, section, params);
        let question = Question {
            call: &section.name,
            shown: &program.shown,
            kwargs: &endpoint.kwargs,
            form: self.form,
            known: self.known,
        };
        let mut answer = question.decide(described.values.clone(), calls, self.types);
        let given = |call: usize| {
            let value = |it: &Param| Some((it.name.clone(), it.values.get(call)?.clone()?));
            params.iter().filter_map(value).collect::<Arguments>()
        };
        if described
            .values
            .first()
            .is_some_and(|it| repeats(it, &given(0)))
        {
            let why = "the answer only repeats the arguments, as a client may do by itself";
            answer.reviews.push(why.to_owned());
        }
        for call in 0..calls.max(1) {
            let example = self.example(&endpoint, &answer, &given(call), call, section);
            endpoint.examples.push(example);
        }
        if let Some(first) = endpoint
            .examples
            .first()
            .filter(|_| !answer.paging.is_empty())
        {
            endpoint.examples = following(first, &answer).into();
        }
        endpoint.answer = answer;
        endpoint
    }

    /// Adds the parameters of the section to the endpoint.
    fn parameters(&mut self, endpoint: &mut Endpoint, section: &Section, params: &[Param]) {
        let names: Vec<_> = params.iter().map(|param| param.name.as_str()).collect();
        let bullets = section.bullets.iter();
        let bullets = bullets.map(|it| (Some(it.name.as_str()), it.text.as_str()));
        let remarks = section.remarks.iter().map(|text| (None, text.as_str()));
        let texts = bullets.chain(remarks);
        let choices: Vec<_> = texts
            .clone()
            .flat_map(|(own, text)| constraints::choices(text, own, &names))
            .collect();
        let exclusive: Vec<_> = texts
            .flat_map(|(own, text)| constraints::exclusive(text, own, &names))
            .collect();
        let is_id = |name: &str| name.ends_with("_id");
        let is_optional = params.iter().all(|param| !param.is_required);
        let is_only = is_optional && params.len() == 1;
        let are_ids = is_optional && names.iter().filter(|name| is_id(name)).count() > 1;
        let mut decisions = Decisions {
            call: &section.name,
            known: self.known,
            types: self.types,
        };
        for param in params {
            let mut field = decisions.field(param);
            if choices.contains(&param.name.as_str()) {
                field.default = None;
                endpoint.choices.push(field);
                continue;
            }
            let is_exclusive = exclusive.contains(&param.name.as_str());
            let has_default = field.default.is_some();
            if is_exclusive {
                field.review("the page says that only one of several parameters is given");
            }
            if param.is_required && has_default {
                field.review("it has a default, so it is drafted as optional");
            }
            if is_only {
                field.review("a call with this parameter only may require it");
            }
            if are_ids && is_id(&param.name) {
                field.review("one of the ids may be required");
            }
            let is_required = param.is_required && !has_default && !is_exclusive;
            let fields = if is_required {
                &mut endpoint.args
            } else {
                &mut endpoint.kwargs
            };
            fields.push(field);
        }
    }

    /// Returns the example of a call. Values that the page lacks are made up.
    fn example(
        &mut self,
        endpoint: &Endpoint,
        answer: &Answer,
        given: &Arguments,
        call: usize,
        section: &Section,
    ) -> Example {
        let mut out = Example::default();
        let shown = |field: &Field| {
            let found = given.iter().find(|(name, _)| *name == field.name);
            found.map(|(_, item)| item)
        };
        let choices = || endpoint.choices.iter();
        let chosen = choices().find(|field| shown(field).is_some());
        let required = endpoint.args.iter().chain(chosen.or(choices().next()));
        for field in required.clone().chain(&endpoint.kwargs) {
            let is_required = required.clone().any(|arg| arg.name == field.name);
            let item = shown(field);
            let converted = item.and_then(|it| convert::field_value(it, field, self.types));
            match (item, &converted) {
                (Some(item), Some(converted)) => self.report_changes(item, converted),
                (Some(item), None) => {
                    let message = format!("this is not a value of `{}`", field.name);
                    self.notes.report(Code::Disagreement, &item.range, message);
                }
                (None, _) if is_required => {
                    let message = format!("the example has no value of `{}`", field.name);
                    self.notes
                        .report(Code::MissingPart, &section.heading, message);
                }
                (None, _) => {}
            }
            if is_required && converted.is_none() {
                let why = format!("the value of `{}` is made up", field.name);
                out.reviews.push(why);
            }
            let made_up = || convert::made_up(field, self.types);
            let item = converted.or_else(|| is_required.then(made_up));
            let values = if is_required {
                &mut out.args
            } else {
                &mut out.kwargs
            };
            values.extend(item.map(|item| (field.name.clone(), item)));
        }
        let value = answer.values.get(call).or(answer.values.first());
        out.response = self.answered(value, &answer.response, &mut out.reviews);
        out
    }

    /// Returns the answer of an example in the form of the response.
    fn answered(
        &mut self,
        value: Option<&Item>,
        response: &Response,
        reviews: &mut Vec<String>,
    ) -> Option<Item> {
        let made_up = |field: &Field| (field.name.clone(), convert::made_up(field, self.types));
        let (converted, instead) = match response {
            Response::None => return None,
            Response::Type(ty) => {
                let field = Field::new("", ty.clone(), text("", ""));
                let converted = value.and_then(|it| convert::field_value(it, &field, self.types));
                (converted, made_up(&field).1)
            }
            Response::Fields(fields) => {
                let members = value.map_or(&[][..], Item::members);
                let needed = fields.iter().filter(|field| !field.is_optional);
                let instead = Value::Map(needed.map(made_up).collect());
                let converted = convert::object(members, fields, self.types);
                (converted.map(Item::made), Item::made(instead))
            }
        };
        match (value, &converted) {
            (Some(value), Some(converted)) => self.report_changes(value, converted),
            _ => reviews.push("the answer is made up".to_owned()),
        }
        Some(converted.unwrap_or(instead))
    }

    /// Reports the texts that the draft contains in another form. Names of enum values are no other form.
    fn report_changes(&mut self, item: &Item, drafted: &Item) {
        let is_other = |a: &str, b: &str| a != b && b.contains(['-', '.', ':']);
        match (&item.value, &drafted.value) {
            (Value::Text(a), Value::Text(b)) if is_other(a, b) && !item.range.is_empty() => {
                let message = "the draft contains another value instead of this";
                self.notes.report(Code::Changed, &item.range, message);
            }
            (Value::List(items), Value::List(drafted)) => {
                let pairs = items.iter().zip(drafted);
                pairs.for_each(|(item, drafted)| self.report_changes(item, drafted));
            }
            (Value::Map(_), Value::Map(drafted)) => {
                for (name, item) in item.members() {
                    if let Some((_, drafted)) = drafted.iter().find(|(key, _)| key == name) {
                        self.report_changes(item, drafted);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns whether an answer has nothing but the arguments of the example.
fn repeats(value: &Item, arguments: &Arguments) -> bool {
    let is_given = |(name, item): &(String, Item)| {
        let mut same = arguments.iter().filter(|(given, _)| given == name);
        same.any(|(_, value)| value.value == item.value)
    };
    let members = value.members();
    !members.is_empty() && members.iter().all(is_given)
}

/// Returns two examples of a call with pages: a page, and the one that follows.
fn following(first: &Example, answer: &Answer) -> [Example; 2] {
    let key = |key: &str| {
        let found = answer.paging.iter().find(|(name, _)| *name == key);
        found.map(|(_, name)| name.as_str())
    };
    let set = |values: &mut Arguments, name: &str, value: Option<Value>| {
        values.retain(|(known, _)| known != name);
        values.extend(value.map(|value| (name.to_owned(), Item::made(value))));
    };
    let (mut first, mut next) = (first.clone(), first.clone());
    next.reviews = vec!["the following page is made up".to_owned()];
    let second = match key("cursor") {
        Some(_) => Value::Text("example".to_owned()),
        None => Value::Number("2".to_owned()),
    };
    if let Some(page) = key("cursor").or(key("page")) {
        set(&mut first.kwargs, page, None);
        set(&mut next.kwargs, page, Some(second.clone()));
    }
    let responses = [
        (&mut first.response, second),
        (&mut next.response, Value::Null),
    ];
    for (response, cursor) in responses {
        if let (
            Some(name),
            Some(Item {
                value: Value::Map(members),
                ..
            }),
        ) = (key("next"), response)
        {
            let has_null = members
                .iter()
                .any(|(key, item)| key == name && item.value == Value::Null);
            let last = has_null.then_some(Value::Null);
            set(
                members,
                name,
                Some(cursor).filter(|it| *it != Value::Null).or(last),
            );
        }
    }
    [first, next]
}
