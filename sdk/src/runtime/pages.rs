//! Calls whose answer is a page of a longer list: all pages, and all items, one after another.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::call::{Answering, Call, Detailed};
use super::client::Client;
use super::error::Result;
use super::pagination::Pagination;
use super::paging::{Paged, Turn};

impl<R: Paged, C> Call<R, C> {
    /// Returns all pages, from the one that the request selects. Nothing is sent until the first page is asked for.
    pub fn pages(self) -> Pages<R, C> {
        Pages {
            call: self,
            turn: Turn::default(),
            running: None,
        }
    }

    /// Returns the items of all pages, from the one that the request selects. Nothing is sent until the first item
    /// is asked for.
    ///
    /// ```no_run
    /// # async fn example(client: bge_private_sdk::Client) -> Result<(), bge_private_sdk::Error> {
    /// let mut taxa = client.get_taxon_abundance("E-S10000000066").items();
    /// while let Some(taxon) = taxa.try_next().await? {
    ///     println!("{}", taxon.sample_info.biosample_id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items(self) -> Items<R, C> {
        Items {
            pages: self.pages(),
            ready: Vec::new().into_iter(),
        }
    }
}

/// The pages of a list, returned by [`Call::pages`].
///
/// Each page is a call of its own: it is signed, retried and limited in time like any other. It is made when the
/// page is asked for. Pages end as the platform says: with an empty page or with as many items as the whole list
/// has, or, if pages have cursors, with a cursor that is empty or was returned before. If the number of all items is not
/// known, or the request selects a later page, numbered pages also end when the platform answers with the same page again.
///
/// # Errors
///
/// An error does not end the pages. The next request asks for the page that failed again, so a loop must not ignore
/// errors: if the reason remains, it does not end.
///
/// # Other forms
///
/// It is a `Stream` of the crate `futures-core`. With the client of `blocking`, it is an
/// [`Iterator`].
#[must_use = "pages are not asked for until they are needed"]
pub struct Pages<R: Paged, C = Client> {
    /// The call of the next page.
    call: Call<R, C>,
    turn: Turn,
    /// The page that was asked for. It is kept if the caller stops waiting.
    running: Option<Answering<Detailed<R::Response>>>,
}

impl<R: Paged, C> Pages<R, C> {
    /// Returns the request of the next page, or of the page that failed. It can be stored, to continue there later.
    /// Returns `None` after the last page.
    pub fn next_request(&self) -> Option<&R> {
        (!self.turn.is_done).then(|| self.call.request())
    }

    /// Moves to the page after this one, and returns this one; `None` if it was returned before.
    fn turn(&mut self, mut page: Detailed<R::Response>) -> Option<Detailed<R::Response>> {
        let place = page.pagination.unwrap_or_default();
        self.turn.arrived(place, &page.body);
        let request = self.call.request_mut();
        request.turn(&page.response, &mut self.turn);
        let place = self.turn.place;
        page.pagination = Some(place).filter(|place| *place != Pagination::default());
        Some(page).filter(|_| !self.turn.is_repeated)
    }
}

impl<R: Paged> Pages<R> {
    /// Returns the next page; `None` after the last.
    ///
    /// If the future is dropped, no page is lost: the next one continues to wait for the same page.
    ///
    /// # Errors
    /// Returns the error of the page's call.
    pub async fn try_next(&mut self) -> Result<Option<Detailed<R::Response>>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// Returns all remaining pages.
    ///
    /// # Errors
    /// Returns the error of the first call that fails. The pages before are lost; use [`try_next`](Self::try_next) to
    /// keep them.
    pub async fn try_collect(mut self) -> Result<Vec<Detailed<R::Response>>> {
        let mut pages = Vec::new();
        while let Some(page) = self.try_next().await? {
            pages.push(page);
        }
        Ok(pages)
    }

    fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Detailed<R::Response>>>> {
        if self.turn.is_done {
            return Poll::Ready(None);
        }
        let call = &self.call;
        let running = self.running.get_or_insert_with(|| call.clone().detailed());
        let answered = ready!(Pin::new(running).poll(context));
        self.running = None;
        Poll::Ready(answered.map(|page| self.turn(page)).transpose())
    }
}

impl<R: Paged> Stream for Pages<R> {
    type Item = Result<Detailed<R::Response>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

/// The items of all pages of a list, returned by [`Call::items`].
///
/// The next page is asked for when all items before it were returned. [`Pages`] says how pages end, and what
/// happens after an error: all items before it were returned, and the next request asks for the same page again.
///
/// It is a `Stream` of the crate `futures-core`. With the client of `blocking`, it is an
/// [`Iterator`].
#[must_use = "items are not asked for until they are needed"]
pub struct Items<R: Paged, C = Client> {
    pages: Pages<R, C>,
    /// The items of the last page that are not returned yet.
    ready: std::vec::IntoIter<R::Item>,
}

impl<R: Paged> Items<R> {
    /// Returns the next item; `None` after the last.
    ///
    /// If the future is dropped, no item is lost.
    ///
    /// # Errors
    /// Returns the error of a page's call.
    pub async fn try_next(&mut self) -> Result<Option<R::Item>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// Returns all remaining items.
    ///
    /// # Errors
    /// Returns the error of the first call that fails. The items before are lost; use [`try_next`](Self::try_next) to
    /// keep them.
    pub async fn try_collect(mut self) -> Result<Vec<R::Item>> {
        let mut items = Vec::new();
        while let Some(item) = self.try_next().await? {
            items.push(item);
        }
        Ok(items)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R::Item>>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.fill(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<R: Paged, C> Items<R, C> {
    fn fill(&mut self, page: Detailed<R::Response>) {
        let items = self.pages.call.request().items(page.response);
        self.ready = items.into_iter();
    }
}

impl<R: Paged> Stream for Items<R> {
    type Item = Result<R::Item>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

// Nothing in them is pinned: the running call is boxed.
impl<R: Paged, C> Unpin for Pages<R, C> {}
impl<R: Paged, C> Unpin for Items<R, C> {}

impl<R: Paged, C> fmt::Debug for Pages<R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("is_done", &self.turn.is_done)
            .finish_non_exhaustive()
    }
}

impl<R: Paged, C> fmt::Debug for Items<R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("ready", &self.ready.len())
            .field("pages", &self.pages)
            .finish()
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    //! The same with the blocking client, as iterators.

    use super::{Detailed, Items, Paged, Pages, Result};
    use crate::runtime::blocking::Client;
    use crate::runtime::request::Request;

    impl<R> Iterator for Pages<R, Client>
    where
        R: Paged + Request<Blocking = <R as Request>::Response>,
    {
        type Item = Result<Detailed<R::Response>>;

        fn next(&mut self) -> Option<Self::Item> {
            if self.turn.is_done {
                return None;
            }
            let answered = self.call.clone().detailed();
            answered.map(|page| self.turn(page)).transpose()
        }
    }

    impl<R> Iterator for Items<R, Client>
    where
        R: Paged + Request<Blocking = <R as Request>::Response>,
    {
        type Item = Result<R::Item>;

        fn next(&mut self) -> Option<Self::Item> {
            loop {
                if let Some(item) = self.ready.next() {
                    return Some(Ok(item));
                }
                match self.pages.next()? {
                    Ok(page) => self.fill(page),
                    Err(error) => return Some(Err(error)),
                }
            }
        }
    }
}
