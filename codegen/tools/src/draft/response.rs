//! Decides on the answer of a call: what the page shows of it, and whether it has pages.

use std::ops::Range;

use bge_private_codegen::diagnostics::Code;

use super::literal::{Item, Reader, Value};
use super::model::{Answer, Field, Response, Ty, TypeKind};
use super::notes::Notes;
use super::python::Shown;
use super::shape::{COUNTS, Known, Object, Shape};
use super::types::{Namer, Types, singular, text, type_name};

/// Reads the values in the code of answers.
pub(super) fn read(page: &str, codes: &[Range<usize>], notes: &mut Notes<'_>) -> Vec<Item> {
    let mut values = Vec::new();
    for code in codes {
        let mut reader = Reader::new(page, code.clone());
        reader.skip_space();
        while reader.peek().is_some() {
            let start = reader.at;
            match reader.value() {
                Some(item) if !matches!(item.value, Value::Path(_) | Value::Other) => {
                    report_unknown(&item, notes);
                    values.push(item);
                }
                None if reader.eat(",") => {}
                _ => reader.skip_line(start, "this is not understood"),
            }
            reader.skip_space();
        }
        for (range, problem) in reader.problems {
            notes.report(Code::NotUnderstood, &range, problem);
        }
    }
    values
}

/// Reports the values that are not known.
fn report_unknown(item: &Item, notes: &mut Notes<'_>) {
    match &item.value {
        Value::List(items) => items.iter().for_each(|item| report_unknown(item, notes)),
        Value::Map(members) => {
            let items = members.iter().map(|(_, item)| item);
            items.for_each(|item| report_unknown(item, notes));
        }
        Value::Path(_) | Value::Call(_) | Value::Other => {
            notes.report(Code::NotUnderstood, &item.range, "this is not understood");
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
    }
}

/// Returns the fields beside the list of the first answer that has pages.
pub(super) fn page_form(answers: &[Shape]) -> Vec<&'static str> {
    let objects = answers.iter().filter_map(|shape| shape.object.as_ref());
    let form = objects.map(Object::counts).find(|counts| counts.len() > 2);
    form.unwrap_or_default()
}

/// What decides on an answer.
pub(super) struct Question<'a> {
    pub(super) call: &'a str,
    pub(super) shown: &'a Shown,
    pub(super) kwargs: &'a [Field],
    /// The fields beside the list in answers with pages.
    pub(super) form: &'a [&'static str],
    pub(super) known: &'a Known,
}

impl Question<'_> {
    /// Decides on the answer. `calls` is the number of calls in the examples.
    pub(super) fn decide(&self, mut values: Vec<Item>, calls: usize, types: &mut Types) -> Answer {
        let mut namer = Namer::new(self.known, types);
        let is_printed_singly = values.len() > 1 && values.len() != calls;
        match self.shown {
            Shown::Nothing if values.is_empty() => Answer::default(),
            _ if values.is_empty() => Answer {
                response: Response::Type(Ty::ANY),
                reviews: vec!["the example prints an answer, but the page shows none".to_owned()],
                values: vec![Item::made(Value::Map(Vec::new()))],
                ..Answer::default()
            },
            Shown::Items(member) => {
                let list = Item::made(Value::List(values));
                self.list(list, member.as_deref(), &mut namer)
            }
            Shown::Member(member) => self.list(values.swap_remove(0), Some(member), &mut namer),
            Shown::Nothing | Shown::Whole if is_printed_singly => {
                let list = Item::made(Value::List(values));
                let mut answer = self.list(list, None, &mut namer);
                let why = "the page shows several values; they are taken for a list";
                answer.reviews.push(why.to_owned());
                answer
            }
            Shown::Nothing | Shown::Whole => self.whole(values, &mut namer),
        }
    }

    fn owner(&self) -> String {
        let name = self.call.trim_start_matches("get_");
        type_name(&singular(name.trim_end_matches("_retrieve")))
    }

    /// Returns the parameter of pages: the number of the page, or the cursor.
    fn page(&self) -> Option<(&'static str, &str)> {
        let mut names = self.kwargs.iter().map(|field| field.name.as_str());
        names.find_map(|name| match name {
            "page" => Some(("page", name)),
            _ if name.starts_with("next_page") => Some(("cursor", name)),
            _ => None,
        })
    }

    /// Returns how the pages of the list in `items` are asked for. `fields` are beside it.
    fn paging(&self, items: &str, fields: &[Field]) -> Vec<(&'static str, String)> {
        let has = |name: &str| fields.iter().any(|field| field.name == name);
        let Some((role, page)) = self
            .page()
            .filter(|(role, page)| *role == "page" || has(page))
        else {
            return Vec::new();
        };
        let mut keys = vec![(role, page.to_owned())];
        if role == "cursor" {
            keys.push(("next", page.to_owned()));
        }
        if self.kwargs.iter().any(|field| field.name == "limit") {
            keys.push(("size", "limit".to_owned()));
        }
        keys.push(("items", items.to_owned()));
        let counts = ["count", "total"].into_iter();
        let counts = counts.filter(|name| has(name) && role == "page");
        keys.extend(counts.map(|name| (name, name.to_owned())));
        keys
    }

    /// Decides on an answer of which the page shows a list, or a member.
    fn list(&self, value: Item, member: Option<&str>, namer: &mut Namer<'_>) -> Answer {
        let mut reviews = Vec::new();
        let shape = Shape::of([&value], "");
        let ty = namer.ty(&shape, &self.owner(), "", &mut reviews);
        let beside: Vec<&str> = match self.page() {
            Some(("cursor", cursor)) => vec![cursor],
            Some(_) => self.form.to_vec(),
            None => Vec::new(),
        };
        let Some(member) = member.filter(|_| self.page().is_some()) else {
            if member.is_some() {
                let why = "the page shows the items only; the answer is taken for their list";
                reviews.push(why.to_owned());
            }
            return Answer {
                paging: self.paging("$", &[]),
                response: Response::Type(ty),
                reviews,
                values: vec![value],
            };
        };
        let why = "the page shows the list only; what is beside it is a guess";
        let mut fields = vec![Field::new(member, ty, text(member, ""))];
        let mut values = vec![(member.to_owned(), value)];
        for name in beside {
            let is_count = self.form.contains(&name);
            let ty = Ty::Scalar(if is_count { "integer" } else { "string" });
            let mut field = Field::new(name, ty, text(name, ""));
            (field.is_nullable, field.is_optional) = (!is_count, !is_count);
            if is_count {
                let one = Value::Number("1".to_owned());
                values.push((name.to_owned(), Item::made(one)));
            }
            fields.push(field);
        }
        if let Some(list) = fields.first_mut() {
            list.reviews = reviews;
        }
        fields.iter_mut().for_each(|field| field.review(why));
        Answer {
            paging: self.paging(member, &fields),
            values: vec![Item::made(Value::Map(values))],
            response: Response::Fields(fields),
            reviews: vec![why.to_owned()],
        }
    }

    /// Decides on an answer that the page shows as a whole.
    fn whole(&self, values: Vec<Item>, namer: &mut Namer<'_>) -> Answer {
        let shape = Shape::of(&values, "");
        let mut reviews = Vec::new();
        let is_object = shape.kinds() == 1 && shape.nulls == 0;
        let object = shape.object.as_ref();
        let Some(object) = object.filter(|it| is_object && !it.fields.is_empty()) else {
            let ty = namer.ty(&shape, &self.owner(), "", &mut reviews);
            let is_list = matches!(ty, Ty::List(_));
            return Answer {
                paging: if is_list {
                    self.paging("$", &[])
                } else {
                    Vec::new()
                },
                response: Response::Type(ty),
                reviews,
                values,
            };
        };
        let fields = namer.fields(object, &self.owner());
        if object.fields.iter().any(|it| it.count < object.count) {
            reviews.push("the page shows answers with different fields".to_owned());
        }
        let paging = list_of_pages(object).map(|items| self.paging(&items, &fields));
        Answer {
            response: match namer.types.like(&TypeKind::Object(fields.clone())) {
                Some(name) => Response::Type(Ty::Named(name)),
                None => Response::Fields(fields),
            },
            reviews,
            paging: paging.unwrap_or_default(),
            values,
        }
    }
}

/// Returns the path of the list in an answer with pages: the only list beside a count or a cursor.
fn list_of_pages(object: &Object) -> Option<String> {
    let is_sign = |name: &str| COUNTS.contains(&name) || name.starts_with("next_page");
    let fields = &object.fields;
    if fields.iter().any(|member| is_sign(&member.name)) {
        let mut lists = fields.iter().filter(|member| member.shape.items.is_some());
        let list = lists.next()?;
        return lists.next().is_none().then(|| list.name.clone());
    }
    fields.iter().find_map(|member| {
        let inner = list_of_pages(member.shape.object.as_ref()?)?;
        Some(format!("{}.{inner}", member.name))
    })
}
