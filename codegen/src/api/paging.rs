//! The pages of a list.

use super::{Field, Path, Type};
use crate::json::Json;

/// How the pages of a long list are asked for.
#[derive(Clone, Debug)]
pub struct Paging {
    /// The parameter that selects the page.
    pub param: Field,
    /// Where an answer has the cursor of the next page. `None` if pages are numbered.
    pub next: Option<Path>,
    /// The parameter with the maximum number of items of a page, on the wire.
    pub size: Option<String>,
    /// Where an answer has its items. Empty if it is the list.
    pub items: Path,
    /// The type of an item.
    pub item: Type,
    /// Where an answer has the number of its items.
    pub count: Option<Path>,
    /// Where an answer has the number of all items.
    pub total: Option<Path>,
}

impl Paging {
    /// Returns the page after the last one, made from another page: without items and without a cursor.
    #[must_use]
    pub fn emptied(&self, mut page: Json) -> Json {
        put(&mut page, &self.items, Some(Json::List(Vec::new())));
        if let Some(count) = &self.count {
            put(&mut page, count, Some(Json::Number("0".to_owned())));
        }
        if let Some(next) = &self.next {
            let end = match next.last() {
                Some(field) if field.nullable => Some(Json::Null),
                Some(field) if !field.required => None,
                Some(_) | None => Some(Json::Text(String::new())),
            };
            put(&mut page, next, end);
        }
        page
    }
}

/// Replaces or removes the value at a place in an answer.
fn put(answer: &mut Json, path: &[Field], value: Option<Json>) {
    let Some((field, rest)) = path.split_first() else {
        if let Some(value) = value {
            *answer = value;
        }
        return;
    };
    match (answer, value) {
        (Json::Object(members), None) if rest.is_empty() => {
            members.retain(|(key, _)| *key != field.wire);
        }
        (answer, value) => {
            if let Some(member) = answer.member_mut(&field.wire) {
                put(member, rest, value);
            }
        }
    }
}
