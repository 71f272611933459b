//! Every fault, for an endpoint of every kind, with retries on and off: the outcome, the number of attempts, the
//! reported delivery, and what the platform carried out. The totals are printed at the end. Further tests
//! cover, for the same endpoints, refused and closed connections and answers of another shape.

use std::time::Duration;

use bge_private_sdk::mock::{self, Example};
use bge_private_sdk::{Client, ClientBuilder, Delivery, Error, reqwest};
use bge_private_tests::fault::{Fault, FaultPlatform, growing_limits};
use bge_private_tests::kinds::{one_of_each, spec_of, spec_says_safe};
use bge_private_tests::server::answer;
use bge_private_tests::{client_builder, refusing, success};

/// What the client knows after a fault that affects every attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// Always tried again, because the platform said that it did not carry out the call.
    Busy,
    /// Never tried again.
    Rejected,
    /// Tried again if the call is safe to repeat.
    Unknown,
    /// The same, but the head of the answer arrives. A streamed answer is returned with its head, and what follows
    /// is not tried again.
    AfterHead,
    /// The same, but the body is complete. It is no answer, unless the answer is a file.
    Body,
}

impl Known {
    fn delivery(self) -> Delivery {
        match self {
            Self::Busy | Self::Rejected => Delivery::Rejected,
            Self::Unknown | Self::AfterHead | Self::Body => Delivery::Unknown,
        }
    }

    fn is_repeated(self, example: &Example) -> bool {
        match self {
            Self::Busy => true,
            Self::Rejected => false,
            Self::Unknown | Self::Body => is_safe(example),
            Self::AfterHead => is_safe(example) && example.file().is_none(),
        }
    }
}

const JSON: &str = "Content-Type: application/json\r\n";

fn raw(bytes: impl Into<Vec<u8>>) -> Fault {
    Fault::Answer {
        carried_out: true,
        bytes: bytes.into(),
    }
}

/// Returns the faults, each with a name and what the client can know of it.
fn faults() -> Vec<(String, Fault, Known)> {
    let named = |known, faults: Vec<(&'static str, Fault)>| {
        let faults = faults.into_iter();
        faults.map(move |(name, fault)| (name.to_owned(), fault, known))
    };
    let debug = |known, faults: &[Fault]| {
        let faults = faults.iter().cloned();
        let named = faults.map(|fault| (format!("{fault:?}"), fault, known));
        named.collect::<Vec<_>>()
    };
    let before_head = [
        Fault::ResetBefore,
        Fault::ResetDuring,
        Fault::ResetAfter,
        Fault::StallBefore,
        Fault::StallDuring,
        Fault::StallAfter,
        Fault::Trickle,
    ];
    let after_head = [
        Fault::ResetAfterHeaders,
        Fault::ResetMidBody,
        Fault::StallAfterHeaders,
        Fault::StallMidBody,
    ];
    let broken = debug(Known::Unknown, &before_head).into_iter();
    let all = broken.chain(debug(Known::AfterHead, &after_head));
    let all = all.chain(named(Known::Busy, busy()));
    let all = all.chain(named(Known::Rejected, refusals()));
    let all = all.chain(named(Known::Unknown, failures()));
    let all = all.chain(named(Known::Unknown, no_head()));
    let all = all.chain(named(Known::AfterHead, cut_off()));
    all.chain(named(Known::Body, no_answer())).collect()
}

const RETRY_NOW: &str = "Retry-After: 0\r\n";

fn refused(status: u16, headers: &str) -> Fault {
    Fault::answer(false, status, headers, "")
}

fn busy() -> Vec<(&'static str, Fault)> {
    let past = "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    vec![
        ("429", refused(429, "")),
        ("429, Retry-After: 0", refused(429, RETRY_NOW)),
        ("429, Retry-After: a date", refused(429, past)),
        ("421", refused(421, "")),
        ("425, Retry-After: 0", refused(425, RETRY_NOW)),
    ]
}

const HTML: &str = "Content-Type: text/html\r\n";

fn refusals() -> Vec<(&'static str, Fault)> {
    let enveloped = r#"{"code":4003,"msg":"no"}"#;
    vec![
        ("400", refused(400, "")),
        ("403, JSON", Fault::answer(false, 403, JSON, enveloped)),
        ("404, HTML", Fault::answer(false, 404, HTML, "<html>")),
        ("a code", Fault::json(false, enveloped)),
    ]
}

fn failures() -> Vec<(&'static str, Fault)> {
    let failed = |status, headers| Fault::answer(true, status, headers, "");
    let crossing = answer(408, "Connection: close\r\n", "");
    vec![
        ("408", refused(408, "")),
        ("408, carried out", failed(408, "")),
        ("408, crossing the request", Fault::AnswerUnread(crossing)),
        ("500", failed(500, "")),
        ("502, HTML", Fault::answer(true, 502, HTML, "<html>")),
        ("503", failed(503, "")),
        ("503, Retry-After: 0", failed(503, RETRY_NOW)),
        ("504", failed(504, "")),
        ("307", refused(307, "Location: /elsewhere\r\n")),
    ]
}

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

/// Returns answers that are not HTTP, or whose head is cut off.
fn no_head() -> Vec<(&'static str, Fault)> {
    vec![
        ("no HTTP at all", raw("hello\r\n\r\n")),
        ("headers cut off", raw(HEAD)),
    ]
}

/// Returns answers whose body is cut off.
fn cut_off() -> Vec<(&'static str, Fault)> {
    let short = format!("{HEAD}Content-Length: 90\r\n\r\n{{\"code\":0}}");
    let chunked = |chunk| {
        raw(format!(
            "{HEAD}Transfer-Encoding: chunked\r\n\r\n{chunk}\r\n"
        ))
    };
    vec![
        ("a body shorter than announced", raw(short)),
        ("an invalid chunk", chunked("zz")),
        ("chunks cut off", chunked("5\r\n{\"cod")),
    ]
}

/// Returns complete answers that are not JSON, not an envelope, or too large.
fn no_answer() -> Vec<(&'static str, Fault)> {
    let json = |body: &str| Fault::json(true, body);
    let large = format!(r#"{{"code":0,"msg":"{}"}}"#, "x".repeat(70_000));
    let invalid = b"{\"code\":0,\"msg\":\"\xff\"}";
    vec![
        ("broken JSON", json(r#"{"code":0,"#)),
        ("an empty body", json("")),
        ("code twice", json(r#"{"code":0,"code":1}"#)),
        ("invalid UTF-8", Fault::json(true, invalid)),
        ("deep JSON, cut off", json(&"[".repeat(5_000))),
        ("a body over the limit", json(&large)),
    ]
}

/// Whether the fault can end an attempt only by its time limit.
fn takes_time(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::StallBefore
            | Fault::StallDuring
            | Fault::StallAfter
            | Fault::StallAfterHeaders
            | Fault::StallMidBody
            | Fault::Trickle
    )
}

/// Returns the first time limit for a fault. It is short if only the time limit ends an attempt, so that the
/// test does not wait long.
fn first_limit(fault: &Fault) -> Duration {
    Duration::from_secs(if takes_time(fault) { 1 } else { 30 })
}

fn client(url: &str, retries: u32) -> Client {
    builder(Duration::from_secs(30), url, retries)
        .build()
        .unwrap()
}

/// Returns the same client, whose HTTP client is configured to follow redirects and to retry.
fn customized(client: ClientBuilder) -> ClientBuilder {
    client.configure_http(|http| {
        let retries = reqwest::retry::for_host("127.0.0.1").no_budget();
        http.redirect(reqwest::redirect::Policy::limited(10))
            .retry(retries.classify_fn(|answer| answer.retryable()))
            .pool_max_idle_per_host(1)
    })
}

fn builder(limit: Duration, url: &str, retries: u32) -> ClientBuilder {
    client_builder(url)
        .retries(retries)
        .attempt_timeout(limit)
        .timeout(10 * limit)
        .backoff(Duration::from_millis(1), Duration::from_millis(5))
        .max_response_bytes(65_536)
}

/// Whether the call is safe to repeat. The list is written by hand, so that the test does not rely on the
/// generated code.
fn is_safe(example: &Example) -> bool {
    match example.endpoint() {
        "sts_token" | "sign_url" | "shorturls" => true,
        "wechat_token" => example.fields().contains(&("action", "get")),
        "gateway_invoke" | "image_upload" | "sms" | "bgicoin_withdraw" => false,
        _ => spec_says_safe(example),
    }
}

struct Case {
    name: String,
    example: &'static Example,
    fault: Fault,
    known: Known,
    retries: u32,
    is_customized: bool,
}

/// Asserts what is true however early a time limit passes.
fn assert_true(case: &Case, platform: &FaultPlatform, outcome: &Result<(), Error>) {
    let carried_out = platform.carried_out();
    let is_right = match outcome.as_ref().map_err(Error::delivery) {
        Err(Delivery::NotSent | Delivery::Rejected) => carried_out == 0,
        Ok(()) => carried_out > 0,
        Err(_) => true,
    };
    assert!(is_right, "{}: {outcome:?}, {carried_out}", case.name);
    assert!(
        is_safe(case.example) || carried_out <= 1,
        "{}: carried out {carried_out} times",
        case.name
    );
}

async fn send(case: &Case, limit: Duration, platform: &FaultPlatform) -> Result<(), Error> {
    let mut builder = builder(limit, platform.url(), case.retries);
    if case.is_customized {
        builder = customized(builder);
    }
    let client = builder.build().unwrap();
    case.example.send(&client).await.map(drop)
}

/// The fault affects every attempt. Returns whether the time limit was long enough for that.
async fn strikes_always(case: &Case, limit: Duration) -> bool {
    let name = &case.name;
    let platform = FaultPlatform::start(vec![case.fault.clone(); 8]).await;
    let outcome = send(case, limit, &platform).await;
    assert_true(case, &platform, &outcome);
    let error = outcome.expect_err(name);
    if platform.struck() < error.attempts() as usize {
        return false;
    }
    let attempts = if case.known.is_repeated(case.example) {
        case.retries + 1
    } else {
        1
    };
    assert_eq!(error.attempts(), attempts, "{name}: {error}");
    assert_eq!(error.delivery(), case.known.delivery(), "{name}: {error}");
    let carried_out = attempts as usize * usize::from(case.fault.is_carried_out());
    assert_eq!(platform.carried_out(), carried_out, "{name}: {error}");
    true
}

/// The fault affects only the first attempt. Returns whether the time limit was long enough for that.
async fn strikes_once(case: &Case, limit: Duration) -> bool {
    let name = &case.name;
    let platform = FaultPlatform::start([case.fault.clone()])
        .await
        .answering(success(case.example));
    let outcome = send(case, limit, &platform).await;
    assert_true(case, &platform, &outcome);
    let repeated = case.retries > 0 && case.known.is_repeated(case.example);
    let in_time = match &outcome {
        Ok(()) => platform.requests() == 1 + usize::from(repeated),
        Err(error) => platform.struck() >= error.attempts() as usize,
    };
    if !in_time {
        return false;
    }
    if let Err(error) = &outcome {
        assert_eq!(
            (error.attempts(), error.delivery()),
            (1, case.known.delivery()),
            "{name}: {error}"
        );
    }
    assert_eq!(outcome.is_ok(), repeated, "{name}: {outcome:?}");
    let carried_out = usize::from(case.fault.is_carried_out()) + usize::from(repeated);
    assert_eq!(platform.carried_out(), carried_out, "{name}: {outcome:?}");
    true
}

/// Checks a case within time limits that grow until one is long enough.
async fn check(case: &Case) {
    let mut is_checked = [false; 2];
    for limit in growing_limits(first_limit(&case.fault)) {
        is_checked[0] = is_checked[0] || strikes_always(case, limit).await;
        is_checked[1] = is_checked[1] || strikes_once(case, limit).await;
    }
    assert_eq!(
        is_checked, [true; 2],
        "{}: no time limit was long enough",
        case.name
    );
}

fn cases_of(
    example: &'static Example,
    retries: u32,
    is_customized: bool,
) -> impl Iterator<Item = Case> {
    let client = if is_customized { ", customized" } else { "" };
    // Any complete body is a file, and a file may take its time.
    let is_fault = |fault: &Fault, known| known != Known::Body && *fault != Fault::Trickle;
    let is_file = example.file().is_some();
    let faults = faults().into_iter();
    faults
        .filter(move |(_, fault, known)| !is_file || is_fault(fault, *known))
        .map(move |(fault_name, fault, known)| Case {
            name: format!(
                "{}, {fault_name}, {retries} retries{client}",
                example.endpoint()
            ),
            example,
            fault,
            known: match example.endpoint() {
                // The answer may come from a service behind the platform.
                "gateway_invoke" => Known::Unknown,
                _ => known,
            },
            retries,
            is_customized,
        })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_for_every_kind_of_endpoint() {
    let mut cases = Vec::new();
    for example in one_of_each() {
        for retries in [0, 2] {
            cases.extend(cases_of(example, retries, false));
        }
    }
    // Configuration of the HTTP client affects all endpoints alike, so two examples suffice.
    for safe in [false, true] {
        let example = mock::examples().find(|example| is_safe(example) == safe);
        cases.extend(cases_of(example.unwrap(), 2, true));
    }
    // Cases that wait for a time limit run concurrently.
    let total = cases.len() * 2;
    let (slow, quick): (Vec<Case>, Vec<Case>) =
        cases.into_iter().partition(|case| takes_time(&case.fault));
    let (slow_count, quick_count) = (slow.len() * 2, quick.len() * 2);
    for (batch, width) in [(slow, 128), (quick, 8)] {
        let mut running = tokio::task::JoinSet::new();
        for case in batch {
            if running.len() >= width {
                running.join_next().await.unwrap().unwrap();
            }
            running.spawn(async move { check(&case).await });
        }
        while let Some(done) = running.join_next().await {
            done.unwrap();
        }
    }
    println!(
        "matrix: {total} cases, 0 wrong ({quick_count} at once, {slow_count} by a time limit)"
    );
}

#[tokio::test]
async fn a_refused_connection_is_always_tried_again_and_known_not_to_be_sent() {
    let (_socket, url) = refusing();
    for example in one_of_each() {
        for retries in [0, 2] {
            let error = example.send(&client(&url, retries)).await.unwrap_err();
            assert!(error.is_connect(), "{error}");
            assert_eq!(
                (error.attempts(), error.delivery()),
                (retries + 1, Delivery::NotSent),
                "{error}"
            );
        }
    }
}

#[tokio::test]
async fn a_pooled_connection_that_was_closed_is_no_reason_to_fail_nor_to_send_twice() {
    for example in one_of_each() {
        // The platform closes the connection after each answer, so each next call finds a closed connection
        // in its pool.
        let platform = FaultPlatform::start(vec![Fault::CloseAfterwards; 20])
            .await
            .answering(success(example));
        let client = client(platform.url(), 0);
        for sent in 1..=20 {
            example
                .send(&client)
                .await
                .unwrap_or_else(|error| panic!("{}: {error}", example.endpoint()));
            assert_eq!(platform.carried_out(), sent);
        }
    }
}

#[tokio::test]
async fn an_unasked_408_on_an_idle_connection_fails_no_call() {
    let unasked = answer(408, "Connection: close\r\n", "");
    for example in one_of_each() {
        let platform = FaultPlatform::start(vec![Fault::Followed(unasked.clone()); 20])
            .await
            .answering(success(example));
        let client = client(platform.url(), 0);
        for sent in 1..=20 {
            let outcome = example.send(&client).await;
            assert!(outcome.is_ok(), "{}: {outcome:?}", example.endpoint());
            assert_eq!(platform.carried_out(), sent);
        }
    }
}

#[tokio::test]
async fn an_answer_of_another_shape_is_not_asked_for_again() {
    let deep = format!("{}{}", "[".repeat(2_000), "]".repeat(2_000));
    let odd = [
        Fault::answer(true, 200, "Content-Type: text/html\r\n", "<html>"),
        Fault::json(true, &deep),
        Fault::json(true, format!(r#"{{"code":0,"msg":"","data":{deep}}}"#)),
        Fault::json(true, r#"{"code":0,"msg":"","data":"something else"}"#),
    ];
    for example in one_of_each() {
        for fault in &odd {
            let platform = FaultPlatform::start(vec![fault.clone(); 4]).await;
            let name = format!("{}: {fault:.100?}", example.endpoint());
            match example.send(&client(platform.url(), 3)).await {
                Err(error) => {
                    assert!(error.is_decode(), "{name}: {error}");
                    assert_eq!(
                        (error.attempts(), error.delivery()),
                        (1, Delivery::Unknown),
                        "{name}: {error}"
                    );
                }
                // Text is a valid answer only where the spec does not list the fields of an object.
                Ok(_) => {
                    let response = spec_of(example, "response");
                    assert!(!response.is_mapping(), "{name}");
                }
            }
            assert_eq!(platform.carried_out(), 1, "{name}");
        }
    }
}
