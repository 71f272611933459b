//! Decides on the answer of a call: what the page shows of it, and whether it has pages.

use std::ops::Range;

use bge_private_codegen::json::{Json, object};

use super::constraints::topic;
use super::literal::Reader;
use super::model::{Answer, Field, Paging, Ty, distinguish};
use super::notes::Notes;
use super::page::Section;
use super::python::Shown;
use super::shape::{COUNTS, Object, Shape};
use super::types::{Typing, singular, type_name};

/// Reads the values in the code of answers.
pub(super) fn read(codes: &[Range<usize>], notes: &mut Notes<'_>) -> Vec<Json> {
    let mut values = Vec::new();
    for code in codes {
        Reader::new(notes, code).each("this is not understood", |reader| {
            values.push(reader.value()?);
            reader.eat(",");
            Some(())
        });
    }
    values
}

/// The type of an answer, the place of the list of which it may be a page, and its values on the page.
type Decision = (Field, Option<String>, Vec<Json>);

impl Typing<'_> {
    /// Decides on the answer of a call with these optional parameters.
    pub(super) fn answer(&mut self, section: &Section, kwargs: &[Field]) -> Answer {
        let mut names = kwargs.iter().map(|field| field.name.as_str());
        let page = names.find_map(|name| Some((topic(name).filter(|it| *it != "size")?, name)));
        let (mut field, items, values) = self.shown(section, page);
        let fields = match self.types.resolved(&field.ty) {
            Ty::Fields(fields) => fields.as_slice(),
            _ => &[],
        };
        let paging = page.zip(items);
        let paging = paging.map(|(page, items)| paging_of(page, &items, kwargs, fields));
        let why = "the answer only repeats the arguments, as a client may do by itself";
        field.review_if(repeats_arguments(section), why);
        Answer {
            field,
            paging: paging.unwrap_or_default(),
            values,
        }
    }

    /// Decides on the answer by what the example shows of it.
    fn shown(&mut self, section: &Section, page: Option<Page<'_>>) -> Decision {
        let mut values = section.values.clone();
        let name = section.name.trim_start_matches("get_");
        let owner = type_name(&singular(name.trim_end_matches("_retrieve")));
        match &section.program.shown {
            None if values.is_empty() => Decision::default(),
            _ if values.is_empty() => {
                let mut field = Field::new("", Ty::ANY);
                field.review("the example prints an answer, but the page shows none");
                (field, None, vec![object([])])
            }
            Some(Shown::Items(member)) => self.list(Json::List(values), member, page, &owner),
            Some(Shown::Member(member)) if !member.is_empty() => {
                self.list(values.swap_remove(0), member, page, &owner)
            }
            None | Some(Shown::Member(_)) => self.whole(values, &owner),
        }
    }

    /// Decides on an answer of which the page shows a list, or a member.
    fn list(&mut self, value: Json, member: &str, page: Option<Page<'_>>, owner: &str) -> Decision {
        let Some(page) = page.filter(|_| !member.is_empty()) else {
            let (mut field, items, values) = self.other(vec![value], owner);
            let why = "the page shows the items only; the answer is taken for their list";
            field.review_if(!member.is_empty(), why);
            return (field, items, values);
        };
        let mut list = self.typed(&Shape::of([&value], ""), owner, "");
        member.clone_into(&mut list.name);
        let mut fields = vec![list];
        let mut values = object([(member, value)]);
        if let ("cursor", cursor) = page {
            let mut field = Field::new(cursor, Ty::Scalar("string"));
            (field.is_nullable, field.is_optional) = (true, true);
            fields.push(field);
        } else {
            for name in &self.known.form {
                fields.push(Field::new(name, Ty::Scalar("integer")));
                values = values.with(name, 1);
            }
        }
        let why = "the page shows the list only; what is beside it is a guess";
        fields.iter_mut().for_each(|field| field.review(why));
        distinguish(&mut fields);
        let mut field = Field::new("", Ty::Fields(fields));
        field.review(why);
        (field, Some(member.to_owned()), vec![values])
    }

    /// Decides on an answer that is not an object with known fields.
    fn other(&mut self, values: Vec<Json>, owner: &str) -> Decision {
        let mut field = self.typed(&Shape::of(&values, ""), owner, "");
        field.name.clear();
        let is_list = matches!(field.ty, Ty::List(_));
        (field, is_list.then(|| "$".to_owned()), values)
    }

    /// Decides on an answer that the page shows as a whole.
    fn whole(&mut self, values: Vec<Json>, owner: &str) -> Decision {
        let shape = Shape::of(&values, "");
        let is_object = shape.kinds() == 1 && shape.nulls == 0;
        let object = shape.object.filter(|it| is_object && !it.fields.is_empty());
        let Some(object) = object else {
            return self.other(values, owner);
        };
        let ty = Ty::Fields(self.fields(&object, owner));
        let mut field = Field::new("", self.types.like(&ty).map_or(ty, Ty::Named));
        let differs = object.fields.iter().any(|(_, it)| it.count < object.count);
        field.review_if(differs, "the page shows answers with different fields");
        (field, list_of_pages(&object), values)
    }
}

/// The topic and the name of the parameter that selects a page: its number, or the cursor.
type Page<'a> = (&'static str, &'a str);

/// Returns how the pages of the list in `items` are asked for. `fields` are beside it.
fn paging_of((role, page): Page<'_>, items: &str, kwargs: &[Field], fields: &[Field]) -> Paging {
    let has = |fields: &[Field], name| fields.iter().any(|field| field.name == name);
    let is_cursor = role == "cursor";
    let keys = [
        (role, page, true),
        ("next", page, is_cursor),
        ("size", "limit", has(kwargs, "limit")),
        ("items", items, true),
        ("count", "count", !is_cursor && has(fields, "count")),
        ("total", "total", !is_cursor && has(fields, "total")),
    ];
    let keys = keys.into_iter().filter(|(_, _, applies)| *applies);
    keys.map(|(key, name, _)| (key, name.to_owned())).collect()
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
