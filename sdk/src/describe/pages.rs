//! Pages of calls that are not known in advance.

use std::borrow::Cow;

use super::untyped::Untyped;
use crate::runtime::decode::scan;
use crate::runtime::endpoint::{Paging, Steps};
use crate::runtime::paging::Turn;
use crate::runtime::{Json, Paged, Reply};

/// A call without paging has one page, whose only item is the whole answer.
impl Paged for Untyped {
    type Item = Json;

    fn turn(&mut self, page: &Reply, turn: &mut Turn) {
        let Some(paging) = &self.call.endpoint.paging else {
            return turn.by_cursor(&mut None, None);
        };
        turn.counts(number(page, paging.count), number(page, paging.total));
        let selected = self.text(paging.param);
        let next = match paging.next {
            Some(next) => {
                let mut cursor = selected.map(str::to_owned);
                turn.by_cursor(&mut cursor, text(page, next).as_deref());
                cursor
            }
            None => {
                let mut number = selected.and_then(|number| number.parse().ok());
                turn.by_number(&mut number, items(page, paging).len());
                number.map(|number| number.to_string())
            }
        };
        self.fields.retain(|(name, _)| name != paging.param);
        let next = next.map(|next| (paging.param.to_owned(), next.into()));
        self.fields.extend(next);
    }

    fn items(&self, page: Reply) -> Vec<Json> {
        match (&self.call.endpoint.paging, page) {
            (Some(paging), page) => {
                let items = items(&page, paging).into_iter();
                items.map(Json::from_checked).collect()
            }
            (None, Reply::Json(answer)) => vec![answer],
            (None, Reply::Text(_)) => Vec::new(),
        }
    }
}

fn items<'a>(page: &'a Reply, paging: &Paging) -> Vec<&'a str> {
    let list = at(page, paging.items).filter(|list| list.starts_with('['));
    list.map(scan::items).unwrap_or_default()
}

fn number(page: &Reply, steps: Option<Steps>) -> Option<i64> {
    scan::number(at(page, steps?)?)
}

/// Returns the text at a place in an answer.
pub(super) fn text(page: &Reply, steps: Steps) -> Option<Cow<'_, str>> {
    let quoted = at(page, steps).filter(|text| text.starts_with('"'));
    scan::text(quoted?).ok()
}

/// Returns the JSON at a place in an answer.
fn at(page: &Reply, steps: Steps) -> Option<&str> {
    match page {
        Reply::Json(json) => scan::at(json.as_str(), steps),
        Reply::Text(_) => None,
    }
}
