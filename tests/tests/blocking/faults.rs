//! The blocking client handles faults, time limits and retries like the async client, and passes on spans and
//! panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bge_private_sdk::mock::{Example, MockPlatform};
use bge_private_sdk::{ClientBuilder, Delivery, Error};
use bge_private_tests::fault::{Fault, FaultPlatform, growing_limits};
use bge_private_tests::kinds::one_of_each;
use bge_private_tests::{client_builder, refusing};
use tokio::task::JoinSet;
use tracing::span;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{Layer, Registry};

/// Returns faults that differ in what the caller learns of the call, and in whether the call is tried again.
fn faults() -> Vec<Fault> {
    let json = "Content-Type: application/json\r\n";
    vec![
        Fault::ResetBefore,
        Fault::ResetAfter,
        Fault::ResetMidBody,
        Fault::StallAfter,
        Fault::answer(false, 429, "Retry-After: 0\r\n", ""),
        Fault::answer(false, 403, json, r#"{"code":9,"msg":"no"}"#),
        Fault::answer(true, 503, "", ""),
        Fault::json(false, r#"{"code":4003,"msg":"no"}"#),
        Fault::json(true, r#"{"code":0,"#),
        Fault::CloseAfterwards,
    ]
}

fn settings(url: &str, retries: u32, limit: Duration) -> ClientBuilder {
    client_builder(url)
        .retries(retries)
        .attempt_timeout(limit)
        .timeout(4 * limit)
        .backoff(Duration::from_millis(1), Duration::from_millis(5))
}

/// What a caller and the platform observe of a call.
#[derive(Debug, PartialEq)]
struct Seen {
    answer: Result<Option<String>, (String, u32, Delivery)>,
    requests: usize,
    carried_out: usize,
}

impl Seen {
    fn new(answer: Result<Option<String>, Error>, platform: &FaultPlatform) -> Self {
        let told = |error: Error| (error.to_string(), error.attempts(), error.delivery());
        Self {
            answer: answer.map_err(told),
            requests: platform.requests(),
            carried_out: platform.carried_out(),
        }
    }
}

async fn platform(example: &Example, fault: &Fault, times: usize) -> FaultPlatform {
    let data = example.response().unwrap_or("null");
    FaultPlatform::start(vec![fault.clone(); times])
        .await
        .answering(format!(r#"{{"code":0,"msg":"ok","data":{data}}}"#))
}

#[tokio::test]
async fn every_fault_is_dealt_with_alike() {
    let mut failed = 0;
    for fault in faults() {
        // At once, because some faults are waited for.
        let mut examples = JoinSet::new();
        for example in one_of_each() {
            examples.spawn(is_dealt_with_alike(fault.clone(), example));
        }
        failed += examples.join_all().await.into_iter().sum::<usize>();
    }
    assert!(failed > 0);
}

/// Makes the call with both clients under a fault. Returns the number of calls that failed.
async fn is_dealt_with_alike(fault: Fault, example: &'static Example) -> usize {
    let mut failed = 0;
    for (times, retries) in [(1, 1), (8, 0), (8, 2)] {
        let mut alike = None;
        for limit in growing_limits(Duration::from_millis(120)) {
            let [seen, expected] = seen(example, &fault, times, retries, limit).await;
            let is_done = seen == expected;
            alike = Some((seen, expected));
            if is_done {
                break;
            }
        }
        let (seen, expected) = alike.unwrap();
        assert_eq!(seen, expected, "{}: {fault:?}", example.endpoint());
        failed += usize::from(seen.answer.is_err());
    }
    failed
}

/// Returns what is observed of a call of the blocking client, and of the same call of the async client.
async fn seen(
    example: &'static Example,
    fault: &Fault,
    times: usize,
    retries: u32,
    limit: Duration,
) -> [Seen; 2] {
    let platform_one = platform(example, fault, times).await;
    let client = settings(platform_one.url(), retries, limit)
        .build()
        .unwrap();
    let expected = Seen::new(example.send(&client).await, &platform_one);

    let platform = platform(example, fault, times).await;
    let settings = settings(platform.url(), retries, limit).blocking();
    let call = move || example.send_blocking(&settings.build()?);
    let answer = tokio::task::spawn_blocking(call).await.unwrap();
    [Seen::new(answer, &platform), expected]
}

#[tokio::test]
async fn limits_of_time_hold() {
    let mut struck = 0;
    for limit in growing_limits(Duration::from_millis(50)) {
        let platform = FaultPlatform::start(vec![Fault::StallAfter; 9]).await;
        let client = client_builder(platform.url()).blocking().build().unwrap();
        let calls = move || {
            let call = client.sts_token().with_retries(1);
            let error = call.with_attempt_timeout(limit).send();
            let attempt = error.unwrap_err();
            let call = client.sts_token().with_timeout(limit);
            (attempt, call.send().unwrap_err())
        };
        let (attempt, whole) = tokio::task::spawn_blocking(calls).await.unwrap();
        assert!(attempt.is_timeout() && whole.is_timeout());
        assert_eq!((attempt.attempts(), whole.attempts()), (2, 1));
        struck = platform.struck();
        if struck == 3 {
            assert_eq!(attempt.delivery(), Delivery::Unknown);
            break;
        }
    }
    assert_eq!(struck, 3, "no time limit was long enough");
}

#[test]
fn a_platform_that_is_not_there() {
    let (_socket, url) = refusing();
    let client = settings(&url, 2, Duration::from_secs(30))
        .blocking()
        .build()
        .unwrap();
    for example in one_of_each() {
        let error = example.send_blocking(&client).unwrap_err();
        assert!(error.is_connect(), "{error}");
        assert_eq!((error.attempts(), error.delivery()), (3, Delivery::NotSent));
    }
}

/// The names of a span and of its parent.
type Named = (String, Option<String>);

/// Records the names of new spans and of their parents. Panics at a span with the name `panics_at`.
#[derive(Clone, Default)]
struct Watch {
    seen: Arc<Mutex<Vec<Named>>>,
    panics_at: Option<&'static str>,
}

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Watch {
    fn on_new_span(
        &self,
        attributes: &span::Attributes<'_>,
        id: &span::Id,
        context: Context<'_, S>,
    ) {
        let name = attributes.metadata().name();
        assert!(self.panics_at != Some(name), "this span is not wanted");
        let parent = context.span(id).and_then(|span| span.parent());
        let parent = parent.map(|parent| parent.name().to_owned());
        self.seen.lock().unwrap().push((name.to_owned(), parent));
    }
}

#[test]
fn spans_are_told_to_the_callers_subscriber_below_the_callers_span() {
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.blocking_client().unwrap();
    let watch = Watch::default();
    somebody_listens();
    tracing::subscriber::with_default(Registry::default().with(watch.clone()), || {
        let _own = tracing::info_span!("own").entered();
        client.sts_token().send().unwrap();
    });
    // A subscriber that was removed receives nothing.
    client.sts_token().send().unwrap();
    let seen = watch.seen.lock().unwrap();
    let ours = |name: &str, parent: &str| {
        let pair = (name.to_owned(), Some(parent.to_owned()));
        seen.iter().filter(|seen| **seen == pair).count()
    };
    assert_eq!(
        (ours("call", "own"), ours("attempt", "call")),
        (1, 1),
        "{seen:?}"
    );
}

/// Installs a global subscriber. Spans without a subscriber are disabled for all threads, and enabling them
/// takes a while, so every thread needs one.
fn somebody_listens() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| tracing::subscriber::set_global_default(Registry::default()).unwrap());
}

#[test]
fn a_panic_goes_on_in_the_caller_and_leaves_the_client_alone() {
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.blocking_client().unwrap();
    let watch = Watch {
        panics_at: Some("attempt"),
        ..Watch::default()
    };
    somebody_listens();
    let panic = tracing::subscriber::with_default(Registry::default().with(watch), || {
        catch_unwind(AssertUnwindSafe(|| client.sts_token().send()))
    });
    let panic = panic.unwrap_err();
    assert_eq!(
        panic.downcast_ref::<&str>(),
        Some(&"this span is not wanted")
    );
    client.sts_token().send().unwrap();
}
