//! Decides on the answer of a call: what the page shows of it, and whether it has pages.

use std::ops::Range;

use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::json::{Json, object};

use super::literal::Reader;
use super::model::{Answer, Field, Response, Ty, TypeKind};
use super::notes::Notes;
use super::python::Shown;
use super::shape::{COUNTS, Known, Object, Shape};
use super::types::{Types, Typing, singular, type_name};

/// Reads the values in the code of answers.
pub(super) fn read(codes: &[Range<usize>], notes: &mut Notes<'_>) -> Vec<Json> {
    let mut values = Vec::new();
    for code in codes {
        let mut reader = Reader::new(notes.page, code.clone());
        reader.skip_space();
        while reader.peek().is_some() {
            let start = reader.at;
            match reader.value() {
                Some(value) => values.push(value),
                None if reader.eat(",") => {}
                None => reader.skip_line(start, "this is not understood"),
            }
            reader.skip_space();
        }
        notes.problems(Code::NotUnderstood, &reader.problems);
    }
    values
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
    /// Decides on the answer.
    pub(super) fn decide(&self, mut values: Vec<Json>, types: &mut Types) -> Answer {
        let mut typing = Typing::new(self.known, types);
        match self.shown {
            Shown::Nothing if values.is_empty() => Answer::default(),
            _ if values.is_empty() => Answer {
                response: Response::Type(Ty::ANY),
                reviews: vec!["the example prints an answer, but the page shows none".to_owned()],
                values: vec![object([])],
                ..Answer::default()
            },
            Shown::Items(member) => self.list(Json::List(values), member.as_deref(), &mut typing),
            Shown::Member(member) => self.list(values.swap_remove(0), Some(member), &mut typing),
            Shown::Nothing | Shown::Whole => self.whole(values, &mut typing),
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
    fn list(&self, value: Json, member: Option<&str>, typing: &mut Typing<'_>) -> Answer {
        let page = self.page();
        let Some(member) = member.filter(|_| page.is_some()) else {
            let mut answer = self.typed(vec![value], typing);
            if member.is_some() {
                let why = "the page shows the items only; the answer is taken for their list";
                answer.reviews.push(why.to_owned());
            }
            return answer;
        };
        let why = "the page shows the list only; what is beside it is a guess";
        let mut list = Field::new(member, Ty::ANY);
        list.ty = typing.ty(&Shape::of([&value], ""), &self.owner(), "");
        list.reviews = std::mem::take(&mut typing.reviews);
        let mut fields = vec![list];
        let mut values = object([(member, value)]);
        if let Some(("cursor", cursor)) = page {
            let mut field = Field::new(cursor, Ty::Scalar("string"));
            (field.is_nullable, field.is_optional) = (true, true);
            fields.push(field);
        } else {
            for name in self.form {
                fields.push(Field::new(name, Ty::Scalar("integer")));
                values = values.with(name, 1);
            }
        }
        fields.iter_mut().for_each(|field| field.review(why));
        Answer {
            paging: self.paging(member, &fields),
            values: vec![values],
            response: Response::Fields(fields),
            reviews: vec![why.to_owned()],
        }
    }

    /// Decides on an answer that is not an object with known fields.
    fn typed(&self, values: Vec<Json>, typing: &mut Typing<'_>) -> Answer {
        let ty = typing.ty(&Shape::of(&values, ""), &self.owner(), "");
        let paging = matches!(ty, Ty::List(_)).then(|| self.paging("$", &[]));
        Answer {
            paging: paging.unwrap_or_default(),
            response: Response::Type(ty),
            reviews: std::mem::take(&mut typing.reviews),
            values,
        }
    }

    /// Decides on an answer that the page shows as a whole.
    fn whole(&self, values: Vec<Json>, typing: &mut Typing<'_>) -> Answer {
        let shape = Shape::of(&values, "");
        let is_object = shape.kinds() == 1 && shape.nulls == 0;
        let object = shape.object.filter(|it| is_object && !it.fields.is_empty());
        let Some(object) = object else {
            return self.typed(values, typing);
        };
        let fields = typing.fields(&object, &self.owner());
        let has_all = object.fields.iter().all(|it| it.count == object.count);
        let why = (!has_all).then(|| "the page shows answers with different fields".to_owned());
        let paging = list_of_pages(&object).map(|items| self.paging(&items, &fields));
        Answer {
            response: match typing.types.like(&TypeKind::Object(fields.clone())) {
                Some(name) => Response::Type(Ty::Named(name)),
                None => Response::Fields(fields),
            },
            reviews: why.into_iter().collect(),
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
