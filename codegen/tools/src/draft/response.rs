//! Decides on the answer of a call: what the page shows of it, and whether it has pages.

use std::ops::Range;

use bge_private_codegen::json::{Json, object};

use super::constraints::topic;
use super::literal::Reader;
use super::model::{Answer, Field, Ty};
use super::notes::Notes;
use super::page::Section;
use super::python::Shown;
use super::shape::{COUNTS, Object, Shape};
use super::types::{Typing, singular, type_name};

/// Reads the values in the code of answers.
pub(super) fn read(codes: &[Range<usize>], notes: &mut Notes<'_>) -> Vec<Json> {
    let mut values = Vec::new();
    for code in codes {
        let reader = Reader::new(notes.page, code.clone());
        reader.each(notes, "this is not understood", |reader, _| {
            values.push(reader.value()?);
            reader.eat(",");
            Some(())
        });
    }
    values
}

/// What decides on an answer.
pub(super) struct Question<'a, 't> {
    pub(super) section: &'a Section,
    pub(super) kwargs: &'a [Field],
    pub(super) typing: Typing<'t>,
}

impl Question<'_, '_> {
    /// Decides on the answer.
    pub(super) fn decide(mut self) -> Answer {
        let mut values = self.section.values.clone();
        match &self.section.program.shown {
            Shown::Nothing if values.is_empty() => Answer::default(),
            _ if values.is_empty() => Answer {
                ty: Ty::ANY,
                reviews: vec!["the example prints an answer, but the page shows none".to_owned()],
                values: vec![object([])],
                ..Answer::default()
            },
            Shown::Items(member) => self.list(Json::List(values), member),
            Shown::Member(member) if !member.is_empty() => self.list(values.swap_remove(0), member),
            Shown::Nothing | Shown::Member(_) => self.whole(values),
        }
    }

    fn owner(&self) -> String {
        let name = self.section.name.trim_start_matches("get_");
        type_name(&singular(name.trim_end_matches("_retrieve")))
    }

    /// Returns the parameter of pages: the number of the page, or the cursor.
    fn page(&self) -> Option<(&'static str, String)> {
        let mut names = self.kwargs.iter().map(|field| &field.name);
        names.find_map(|name| Some((topic(name).filter(|it| *it != "size")?, name.clone())))
    }

    /// Returns how the pages of the list in `items` are asked for. `fields` are beside it.
    fn paging(&self, items: &str, fields: &[Field]) -> Vec<(&'static str, String)> {
        let has = |name: &str| fields.iter().any(|field| field.name == name);
        let Some((role, page)) = self.page() else {
            return Vec::new();
        };
        let mut keys = vec![(role, page.clone())];
        if role == "cursor" {
            keys.push(("next", page));
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
    fn list(&mut self, value: Json, member: &str) -> Answer {
        let Some(page) = self.page().filter(|_| !member.is_empty()) else {
            let mut answer = self.typed(vec![value]);
            if !member.is_empty() {
                let why = "the page shows the items only; the answer is taken for their list";
                answer.reviews.push(why.to_owned());
            }
            return answer;
        };
        let why = "the page shows the list only; what is beside it is a guess";
        let mut list = Field::new(member, Ty::ANY);
        list.ty = self.ty(&Shape::of([&value], ""));
        list.reviews = std::mem::take(&mut self.typing.reviews);
        let mut fields = vec![list];
        let mut values = object([(member, value)]);
        if let ("cursor", cursor) = page {
            let mut field = Field::new(&cursor, Ty::Scalar("string"));
            (field.is_nullable, field.is_optional) = (true, true);
            fields.push(field);
        } else {
            for name in &self.typing.known.form {
                fields.push(Field::new(name, Ty::Scalar("integer")));
                values = values.with(name, 1);
            }
        }
        fields.iter_mut().for_each(|field| field.review(why));
        Answer {
            paging: self.paging(member, &fields),
            values: vec![values],
            ty: Ty::Fields(fields),
            reviews: vec![why.to_owned()],
        }
    }

    fn ty(&mut self, shape: &Shape) -> Ty {
        let owner = self.owner();
        self.typing.ty(shape, &owner, "")
    }

    /// Decides on an answer that is not an object with known fields.
    fn typed(&mut self, values: Vec<Json>) -> Answer {
        let ty = self.ty(&Shape::of(&values, ""));
        let paging = matches!(ty, Ty::List(_)).then(|| self.paging("$", &[]));
        Answer {
            paging: paging.unwrap_or_default(),
            ty,
            reviews: std::mem::take(&mut self.typing.reviews),
            values,
        }
    }

    /// Decides on an answer that the page shows as a whole.
    fn whole(&mut self, values: Vec<Json>) -> Answer {
        let shape = Shape::of(&values, "");
        let is_object = shape.kinds() == 1 && shape.nulls == 0;
        let object = shape.object.filter(|it| is_object && !it.fields.is_empty());
        let Some(object) = object else {
            return self.typed(values);
        };
        let owner = self.owner();
        let fields = self.typing.fields(&object, &owner);
        let has_all = object.fields.iter().all(|(_, it)| it.count == object.count);
        let why = (!has_all).then(|| "the page shows answers with different fields".to_owned());
        let paging = list_of_pages(&object).map(|items| self.paging(&items, &fields));
        Answer {
            ty: match self.typing.types.like(&Ty::Fields(fields.clone())) {
                Some(name) => Ty::Named(name),
                None => Ty::Fields(fields),
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
    if fields.iter().any(|(name, _)| is_sign(name)) {
        let mut lists = fields.iter().filter(|(_, shape)| shape.items.is_some());
        let (name, _) = lists.next()?;
        return lists.next().is_none().then(|| name.clone());
    }
    fields.iter().find_map(|(name, shape)| {
        let inner = list_of_pages(shape.object.as_ref()?)?;
        Some(format!("{name}.{inner}"))
    })
}
