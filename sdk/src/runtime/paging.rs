//! Moves a request from page to page, and decides which page is the last.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::pagination::Pagination;
use super::request::Request;

/// A request whose answer is one page of a longer list. [`Call::items`](crate::Call::items) and
/// [`Call::pages`](crate::Call::pages) ask for all pages.
///
/// Its items are for generated requests only.
pub trait Paged: Request + Clone {
    /// An item of the list.
    type Item: Send + 'static;

    /// Moves this request, which was answered with `page`, to the next page.
    #[doc(hidden)]
    fn turn(&mut self, page: &Self::Response, turn: &mut Turn);

    /// Returns the items of a page.
    #[doc(hidden)]
    fn items(&self, page: Self::Response) -> Vec<Self::Item>;
}

/// The progress from page to page.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// Whether the last page was returned.
    pub(super) is_done: bool,
    /// Whether the page is the one before again, which was returned already.
    pub(super) is_repeated: bool,
    /// What the last page says about its place.
    pub(super) place: Pagination,
    /// Number of items returned, if the first page was the first of the list.
    seen: Option<u64>,
    has_started: bool,
    /// The digest of the last page's body, and whether the page before had the same.
    body: Option<u64>,
    has_same_body: bool,
    /// The cursors that were returned.
    cursors: HashSet<String>,
}

impl Turn {
    /// Notes the place and the body of a page.
    pub(super) fn arrived(&mut self, place: Pagination, body: &[u8]) {
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let digest = Some(hasher.finish());
        self.has_same_body = std::mem::replace(&mut self.body, digest) == digest;
        self.place = place;
    }

    /// Notes the counts that the page contains. They come before those of the envelope.
    pub(crate) fn counts(&mut self, count: Option<i64>, total: Option<i64>) {
        self.place.count = count.or(self.place.count);
        self.place.total = total.or(self.place.total);
    }

    /// Moves to the next number, unless this page is the last one.
    pub(crate) fn by_number(&mut self, page: &mut Option<i64>, items: usize) {
        let number = page.unwrap_or(1);
        if !std::mem::replace(&mut self.has_started, true) {
            self.seen = (number <= 1).then_some(0);
        }
        self.place.page = self.place.page.or(Some(number));
        self.seen = self.seen.map(|seen| seen.saturating_add(items as u64));
        let is_empty = items == 0 || self.place.count == Some(0);
        // After a start in the middle, the number of items before it is unknown.
        let total = self.place.total.and_then(|total| u64::try_from(total).ok());
        let left = self.seen.zip(total);
        let left = left.map(|(seen, total)| total.saturating_sub(seen));
        // Asked for the page after the last one, a platform may answer with the last one again.
        self.is_repeated = left.is_none() && !is_empty && self.has_same_body;
        match number.checked_add(1) {
            Some(next) if !(is_empty || left == Some(0) || self.is_repeated) => *page = Some(next),
            _ => self.is_done = true,
        }
    }

    /// Moves to the next cursor, unless it is empty or was returned before.
    pub(crate) fn by_cursor(&mut self, cursor: &mut Option<String>, next: Option<&str>) {
        self.cursors.extend(cursor.clone());
        match next.filter(|next| !next.is_empty() && !self.cursors.contains(*next)) {
            Some(next) => *cursor = Some(next.to_owned()),
            None => self.is_done = true,
        }
    }
}
