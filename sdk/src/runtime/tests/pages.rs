//! Tests of pages: how they end, what happens after an error, and what is asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::runtime::endpoint::{Endpoint, Kind, Param, Retry};
use crate::runtime::exchange::{Answer, Attempt, Exchange, Exchanging, Layer};
use crate::runtime::generated::*;
use crate::runtime::scalar::{Integer, Text};
use crate::runtime::{Pagination, answer};
use crate::{Delivery, Items};

const PARAM: Param = Param {
    name: "page",
    required: false,
    secret: false,
    kind: Kind::Scalar(Integer::INFO),
    bounds: Bounds::NONE,
    always: None,
    with: None,
};

const ENDPOINT: Endpoint = Endpoint {
    name: "list",
    group: "",
    path: "/list",
    retry: Retry::Safe,
    forwards: false,
    streams: false,
    json_body: false,
    open: false,
    paging: None,
    task: None,
    polling: None,
    exclusions: &[],
    params: &[PARAM],
};

/// A request with numbered pages, whose answer is the list.
#[derive(Clone, Debug, Default)]
struct Numbered {
    page: Option<i64>,
}

impl Request for Numbered {
    type Response = Vec<i64>;
    #[cfg(feature = "blocking")]
    type Blocking = Vec<i64>;

    const ENDPOINT: &'static Endpoint = &ENDPOINT;

    fn encode(&self, fields: &mut Fields) {
        fields.scalar::<Integer>("page", self.page.as_ref());
    }

    fn decode(payload: Payload<'_>) -> Vec<i64> {
        payload.json::<Vec<Integer>>()
    }
}

impl Paged for Numbered {
    type Item = i64;

    fn turn(&mut self, page: &Vec<i64>, turn: &mut Turn) {
        turn.by_number(&mut self.page, page.len());
    }

    fn items(&self, page: Vec<i64>) -> Vec<i64> {
        page
    }
}

/// A request whose pages have cursors.
#[derive(Clone, Debug, Default)]
struct Cursored {
    page: Option<String>,
}

#[derive(Debug, PartialEq)]
struct Page {
    items: Vec<i64>,
    next: Option<String>,
    count: Option<i64>,
}

impl Decode for Page {
    type Value = Self;

    fn decode(value: Value<'_>) -> Self {
        let mut object = value.object();
        Self {
            items: object.required::<Vec<Integer>>("items"),
            next: object.optional::<Option<Text>>("next").flatten(),
            count: object.optional::<Integer>("count"),
        }
    }
}

impl Request for Cursored {
    type Response = Page;
    #[cfg(feature = "blocking")]
    type Blocking = Page;

    const ENDPOINT: &'static Endpoint = &ENDPOINT;

    fn encode(&self, fields: &mut Fields) {
        fields.scalar::<Text>("page", self.page.as_ref());
    }

    fn decode(payload: Payload<'_>) -> Page {
        payload.json::<Page>()
    }
}

impl Paged for Cursored {
    type Item = i64;

    fn turn(&mut self, page: &Page, turn: &mut Turn) {
        turn.counts(page.count, None);
        turn.by_cursor(&mut self.page, page.next.as_deref());
    }

    fn items(&self, page: Page) -> Vec<i64> {
        page.items
    }
}

/// Answers attempts in place of the network: each page by its number or cursor.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    bodies: BTreeMap<String, String>,
    /// The pages that fail when they are asked for the first time.
    faults: Vec<String>,
    asked: Vec<String>,
}

impl Shelf {
    fn new(bodies: impl IntoIterator<Item = (String, String)>) -> Self {
        let state = State {
            bodies: bodies.into_iter().collect(),
            ..State::default()
        };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Returns the number of pages with three items each, and an empty page after them.
    fn numbered(pages: i64, pagination: impl Fn(i64) -> String) -> Self {
        let page = |number: i64| {
            let items: Vec<_> = (0..3).map(|item| (number - 1) * 3 + item).collect();
            let items = if number > pages { Vec::new() } else { items };
            let rest = pagination(number);
            let body = format!(r#"{{"code":0,"msg":"","data":{items:?}{rest}}}"#);
            (number.to_string(), body)
        };
        Self::new((1..=pages + 1).map(page))
    }

    fn cursors(pages: &[(&str, &str)]) -> Self {
        Self::new(pages.iter().map(|(cursor, data)| {
            let body = format!(r#"{{"code":0,"msg":"","data":{data}}}"#);
            ((*cursor).to_owned(), body)
        }))
    }

    fn failing_at(self, page: &str) -> Self {
        self.0.lock().unwrap().faults.push(page.to_owned());
        self
    }

    fn client(&self) -> Client {
        let mut builder = Client::builder().app_key("k").app_secret("s");
        builder.asked.layer = Some(Arc::new(self.clone()));
        builder.build().unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.0.lock().unwrap().asked.clone()
    }

    fn body(&self, attempt: &Attempt<'_>) -> (StatusCode, String) {
        let page = attempt.fields.iter().find(|(name, _)| *name == "page");
        let page = page.map_or("1", |(_, page)| page).to_owned();
        let mut state = self.0.lock().unwrap();
        state.asked.push(page.clone());
        if let Some(at) = state.faults.iter().position(|fault| *fault == page) {
            state.faults.remove(at);
            return (StatusCode::BAD_REQUEST, String::new());
        }
        (StatusCode::OK, state.bodies[&page].clone())
    }
}

impl Layer for Shelf {
    fn over(&self, _: Arc<dyn Exchange>) -> Arc<dyn Exchange> {
        Arc::new(self.clone())
    }
}

impl Exchange for Shelf {
    fn exchange<'a>(&'a self, attempt: Attempt<'a>) -> Exchanging<'a> {
        let (status, body) = self.body(&attempt);
        let (headers, body) = (HeaderMap::new(), Bytes::from(body));
        Box::pin(async move {
            Ok(Answer {
                status,
                content: answer::judge(&attempt, status, &headers, &body)?,
                headers,
                body,
            })
        })
    }
}

fn none(_: i64) -> String {
    String::new()
}

async fn next<R: Paged>(items: &mut Items<R>) -> Option<Result<R::Item, Error>> {
    items.try_next().await.transpose()
}

#[tokio::test]
async fn all_items_of_any_number_of_pages() {
    for pages in [0, 1, 2, 1_000] {
        let shelf = Shelf::numbered(pages, none);
        let items = shelf.client().call(Numbered::default()).items();
        assert_eq!(shelf.asked(), [""; 0]);
        let items = items.try_collect().await.unwrap();
        assert_eq!(items, (0..pages * 3).collect::<Vec<_>>());
        let expected: Vec<_> = (1..=pages + 1).map(|page| page.to_string()).collect();
        assert_eq!(shelf.asked(), expected);
    }
}

#[tokio::test]
async fn a_page_is_asked_for_when_it_is_needed() {
    let shelf = Shelf::numbered(2, none);
    let mut items = shelf.client().call(Numbered::default()).items();
    for item in 0..3 {
        assert_eq!(items.try_next().await.unwrap(), Some(item));
        assert_eq!(shelf.asked(), ["1"]);
    }
    assert_eq!(items.try_next().await.unwrap(), Some(3));
    assert_eq!(shelf.asked(), ["1", "2"]);
}

/// The error comes after the items before it, and the page that failed can be asked for again.
#[tokio::test]
async fn a_fault_in_each_place() {
    for pages in [0, 1, 2, 5] {
        for fault in 1..=pages + 1 {
            let shelf = Shelf::numbered(pages, none).failing_at(&fault.to_string());
            let mut items = shelf.client().call(Numbered::default()).items();
            for item in 0..(fault - 1) * 3 {
                assert_eq!(items.try_next().await.unwrap(), Some(item));
            }
            let error = items.try_next().await.unwrap_err();
            assert_eq!(error.delivery(), Delivery::Rejected);
            let rest = items.try_collect().await.unwrap();
            assert_eq!(
                rest,
                ((fault - 1) * 3..pages * 3).collect::<Vec<_>>(),
                "{fault}"
            );
        }
    }
}

#[tokio::test]
async fn counts_in_the_envelope_end_the_list() {
    let total = |_| r#","pagination":{"count":3,"page":1,"total":"6"}"#.to_owned();
    let shelf = Shelf::numbered(5, total);
    let call = shelf.client().call(Numbered::default());
    assert_eq!(call.items().try_collect().await.unwrap().len(), 6);
    assert_eq!(shelf.asked(), ["1", "2"]);

    let empty = |page| format!(r#","pagination":{{"count":{}}}"#, 3 * i64::from(page < 3));
    let shelf = Shelf::numbered(5, empty);
    let call = shelf.client().call(Numbered::default());
    assert_eq!(call.pages().try_collect().await.unwrap().len(), 3);
    assert_eq!(shelf.asked(), ["1", "2", "3"]);

    for odd in [
        r#","pagination":null"#,
        r#","pagination":[6]"#,
        r#","pagination":{"total":-1}"#,
    ] {
        let shelf = Shelf::numbered(2, |_| odd.to_owned());
        let call = shelf.client().call(Numbered::default());
        assert_eq!(call.items().try_collect().await.unwrap().len(), 6, "{odd}");
    }
}

/// The number of items before the first page is unknown, so a total must not end the list early.
#[tokio::test]
async fn a_total_counts_only_from_the_first_page() {
    let total = |_| r#","pagination":{"total":9}"#.to_owned();
    let shelf = Shelf::numbered(3, total);
    let call = shelf.client().call(Numbered { page: Some(2) });
    assert_eq!(
        call.items().try_collect().await.unwrap(),
        [3, 4, 5, 6, 7, 8]
    );
    assert_eq!(shelf.asked(), ["2", "3", "4"]);
}

/// A platform may answer with the last page, whatever number beyond it is asked for.
#[tokio::test]
async fn a_repeated_page_ends_the_list() {
    let last = r#"{"code":0,"msg":"","data":[3,3]}"#;
    let bodies = [1, 2, 3, 4].map(|page: i64| {
        let first = r#"{"code":0,"msg":"","data":[1,2]}"#;
        let body = if page == 1 { first } else { last };
        (page.to_string(), body.to_owned())
    });
    let shelf = Shelf::new(bodies.clone());
    let call = shelf.client().call(Numbered::default());
    assert_eq!(call.items().try_collect().await.unwrap(), [1, 2, 3, 3]);
    assert_eq!(shelf.asked(), ["1", "2", "3"]);

    // With a total, equal pages are different parts of the list.
    let counted = bodies.map(|(page, body)| {
        let body = body.replace(']', r#"],"pagination":{"total":6}"#);
        (page, body)
    });
    let shelf = Shelf::new(counted);
    let call = shelf.client().call(Numbered::default());
    let items = call.items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2, 3, 3, 3, 3]);
    assert_eq!(shelf.asked(), ["1", "2", "3"]);

    // After a start in the middle, the total does not help.
    let call = shelf.client().call(Numbered { page: Some(2) });
    assert_eq!(call.pages().try_collect().await.unwrap().len(), 1);
}

#[tokio::test]
async fn pages_have_their_place() {
    let shelf = Shelf::numbered(1, |page| {
        format!(r#","pagination":{{"count":3,"page":{page},"total":3}}"#)
    });
    let mut pages = shelf.client().call(Numbered::default()).pages();
    let page = pages.try_next().await.unwrap().unwrap();
    let place = Pagination {
        page: Some(1),
        count: Some(3),
        total: Some(3),
    };
    assert_eq!(
        (page.response, page.pagination),
        (vec![0, 1, 2], Some(place))
    );
    assert!(pages.try_next().await.unwrap().is_none());
    assert!(pages.next_request().is_none());
}

#[tokio::test]
async fn cursors_end_at_an_empty_or_a_repeated_one() {
    let first = ("1", r#"{"items":[1],"next":"a&b="}"#);
    for (last, asked) in [
        (r#"{"items":[2],"next":null}"#, &["1", "a&b="][..]),
        (r#"{"items":[2]}"#, &["1", "a&b="]),
        (r#"{"items":[2],"next":""}"#, &["1", "a&b="]),
        (r#"{"items":[2],"next":"a&b="}"#, &["1", "a&b="]),
        (r#"{"items":[2],"next":"c"}"#, &["1", "a&b=", "c"]),
    ] {
        let cycle = ("c", r#"{"items":[],"next":"a&b="}"#);
        let shelf = Shelf::cursors(&[first, ("a&b=", last), cycle]);
        let call = shelf.client().call(Cursored::default());
        assert_eq!(call.items().try_collect().await.unwrap(), [1, 2], "{last}");
        assert_eq!(shelf.asked(), asked);
    }
}

/// An empty page with a cursor is not the end.
#[tokio::test]
async fn an_empty_page_in_the_middle() {
    let shelf = Shelf::cursors(&[
        ("1", r#"{"items":[],"next":"a","count":0}"#),
        ("a", r#"{"items":[],"next":"b"}"#),
        ("b", r#"{"items":[1]}"#),
    ]);
    let call = shelf.client().call(Cursored::default());
    assert_eq!(call.items().try_collect().await.unwrap(), [1]);
}

#[tokio::test]
async fn a_stored_request_continues() {
    let shelf = Shelf::numbered(3, none).failing_at("2");
    let client = shelf.client();
    let mut pages = client.call(Numbered::default()).pages();
    pages.try_next().await.unwrap();
    pages.try_next().await.unwrap_err();
    let stored = pages.next_request().unwrap().clone();
    assert_eq!(stored.page, Some(2));
    let rest = client.call(stored).items().try_collect().await.unwrap();
    assert_eq!(rest, [3, 4, 5, 6, 7, 8]);
}

#[tokio::test]
async fn it_is_a_stream() {
    fn is_stream<T>(_: &(impl futures_core::Stream<Item = Result<T, Error>> + Unpin + Send)) {}
    let shelf = Shelf::numbered(1, none).failing_at("2");
    let client = shelf.client();
    is_stream::<Detailed>(&client.call(Numbered::default()).pages());
    let mut items = client.call(Numbered::default()).items();
    is_stream::<i64>(&items);
    let mut seen = Vec::new();
    while let Some(item) = std::future::poll_fn(|context| {
        futures_core::Stream::poll_next(std::pin::Pin::new(&mut items), context)
    })
    .await
    {
        seen.push(item.ok());
    }
    assert_eq!(seen, [Some(0), Some(1), Some(2), None]);
    assert!(next(&mut items).await.is_none());
}

type Detailed = crate::Detailed<Vec<i64>>;

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_iterates() {
    for pages in [0, 1, 2, 1_000] {
        for fault in [1, pages + 1] {
            let shelf = Shelf::numbered(pages, none).failing_at(&fault.to_string());
            let mut builder = crate::blocking::Client::builder()
                .app_key("k")
                .app_secret("s");
            builder.asked.layer = Some(Arc::new(shelf.clone()));
            let client = builder.build().unwrap();
            let mut items: Items<Numbered, _> = client.call(Numbered::default()).items();
            let before: Vec<_> = items.by_ref().map_while(Result::ok).collect();
            assert_eq!(before, (0..(fault - 1) * 3).collect::<Vec<_>>());
            let rest: Result<Vec<_>, _> = items.collect();
            assert_eq!(rest.unwrap().len() + before.len(), pages as usize * 3);
            let pages_again: crate::Pages<Numbered, _> = client.call(Numbered::default()).pages();
            assert_eq!(pages_again.count(), pages as usize + 1);
        }
    }
}
