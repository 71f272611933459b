//! Tests of waiting for tasks: when it ends, what its errors hold, and when it asks.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use tokio::time::{Instant, timeout};

use crate::Delivery;
use crate::runtime::answer;
use crate::runtime::endpoint::{Endpoint, Kind, Param, Retry};
use crate::runtime::exchange::{Answer, Attempt, Exchange, Exchanging, Layer};
use crate::runtime::generated::*;
use crate::runtime::scalar::Text;

const ENDPOINT: Endpoint = Endpoint {
    name: "state",
    group: "",
    path: "/state",
    retry: Retry::Safe,
    forwards: false,
    streams: false,
    json_body: false,
    open: false,
    paging: None,
    task: None,
    polling: Some(Polling {
        param: "id",
        state: &["state"],
        done: &["SUCCESS", "SKIPPED"],
        failed: &["FAILURE"],
    }),
    exclusions: &[],
    params: &[Param {
        name: "id",
        required: true,
        secret: false,
        kind: Kind::Scalar(Text::INFO),
        bounds: Bounds::NONE,
        always: None,
        with: None,
    }],
};

#[derive(Clone, Debug)]
struct Ask {
    id: String,
}

#[derive(Debug, PartialEq)]
struct Asked {
    state: Option<String>,
}

impl Decode for Asked {
    type Value = Self;

    fn decode(value: Value<'_>) -> Self {
        let mut object = value.object();
        let state = object.optional::<Text>("state");
        Self { state }
    }
}

impl Request for Ask {
    type Response = Asked;
    #[cfg(feature = "blocking")]
    type Blocking = Asked;

    const ENDPOINT: &'static Endpoint = &ENDPOINT;

    fn encode(&self, fields: &mut Fields) {
        fields.scalar::<Text>("id", Some(&self.id));
    }

    fn decode(payload: Payload<'_>) -> Asked {
        payload.json::<Asked>()
    }
}

impl Polled for Ask {
    fn task_id(&self) -> &str {
        &self.id
    }

    fn state(&self, answer: &Asked) -> Option<String> {
        answer.state.clone()
    }
}

/// Answers with these states in turn, and with the last one for ever. `!` is a refusal, `-` an answer without state,
/// and `…` never answers.
#[derive(Clone)]
struct Task(Arc<(&'static [&'static str], Mutex<Vec<Instant>>)>);

impl Task {
    fn new(states: &'static [&'static str]) -> Self {
        Self(Arc::new((states, Mutex::default())))
    }

    fn wait(&self) -> Wait<Ask> {
        let mut builder = Client::builder().app_key("k").app_secret("s");
        builder.asked.layer = Some(Arc::new(self.clone()));
        let id = "t-1".to_owned();
        builder.build().unwrap().call(Ask { id }).wait()
    }

    /// Returns the times between the questions.
    fn pauses(&self) -> Vec<Duration> {
        let asked = self.0.1.lock().unwrap();
        asked.windows(2).map(|two| two[1] - two[0]).collect()
    }

    fn next(&self) -> &'static str {
        let mut asked = self.0.1.lock().unwrap();
        asked.push(Instant::now());
        self.0.0[asked.len().min(self.0.0.len()) - 1]
    }
}

impl Layer for Task {
    fn over(&self, _: Arc<dyn Exchange>) -> Arc<dyn Exchange> {
        Arc::new(self.clone())
    }
}

impl Exchange for Task {
    fn exchange<'a>(&'a self, attempt: Attempt<'a>) -> Exchanging<'a> {
        let state = self.next();
        let data = match state {
            "-" => "{}".to_owned(),
            state => format!(r#"{{"state":"{state}"}}"#),
        };
        let (status, body) = match state {
            "!" => (StatusCode::BAD_REQUEST, String::new()),
            _ => (
                StatusCode::OK,
                format!(r#"{{"code":0,"msg":"","data":{data}}}"#),
            ),
        };
        let (headers, body) = (HeaderMap::new(), Bytes::from(body));
        Box::pin(async move {
            if state == "…" {
                std::future::pending::<()>().await;
            }
            Ok(Answer {
                status,
                content: answer::judge(&attempt, status, &headers, &body)?,
                headers,
                body,
            })
        })
    }
}

#[tokio::test(start_paused = true)]
async fn asks_until_a_final_state() {
    for states in [
        &["SUCCESS"][..],
        &["PENDING", "PENDING", "SUCCESS"],
        &["-", "success", "SKIPPED"],
    ] {
        let task = Task::new(states);
        let done = task.wait().await.unwrap();
        assert_eq!(done.state.as_deref(), states.last().copied());
        assert_eq!(task.pauses().len(), states.len() - 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_state_is_an_error() {
    let task = Task::new(&["PENDING", "FAILURE"]);
    let error = task.wait().await.unwrap_err();
    assert!(error.is_task() && !error.is_timeout());
    assert_eq!(
        (error.task_id(), error.task_state()),
        (Some("t-1"), Some("FAILURE"))
    );
    assert_eq!(error.delivery(), Delivery::Unknown);
    let text = "state: the task failed, the last state of the task is `FAILURE` (2 attempts)";
    assert_eq!(error.to_string(), text);
}

/// An unknown state is not done, and the error names it.
#[tokio::test(start_paused = true)]
async fn the_limit_names_the_last_state() {
    let (start, task) = (Instant::now(), Task::new(&["PENDING", "REVIEW"]));
    let error = task
        .wait()
        .timeout(Duration::from_secs(30))
        .await
        .unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 30);
    assert!(error.is_task() && error.is_timeout());
    assert_eq!(
        (error.task_id(), error.task_state()),
        (Some("t-1"), Some("REVIEW"))
    );
    assert!(
        error
            .to_string()
            .contains("not done after 30s, the last state of the task is `REVIEW`")
    );
}

#[tokio::test(start_paused = true)]
async fn the_limit_ends_a_question() {
    let (start, task) = (Instant::now(), Task::new(&["PENDING", "…"]));
    let error = task
        .wait()
        .timeout(Duration::from_secs(5))
        .await
        .unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 5);
    assert_eq!(error.task_state(), Some("PENDING"));
    let task = Task::new(&["PENDING"]);
    let error = task.wait().timeout(Duration::ZERO).await.unwrap_err();
    assert!(error.is_timeout());
    let task = Task::new(&["PENDING", "SUCCESS"]);
    task.wait().timeout(Duration::MAX).await.unwrap();
}

/// The refusal of a question says nothing about the task.
#[tokio::test(start_paused = true)]
async fn errors_keep_the_id() {
    let error = Task::new(&["PENDING", "!"]).wait().await.unwrap_err();
    assert!(error.is_status() && !error.is_task());
    assert_eq!(
        (error.task_id(), error.task_state()),
        (Some("t-1"), Some("PENDING"))
    );
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(!format!("{error} {error:?}").contains("t-1"));
}

#[tokio::test(start_paused = true)]
async fn delays_grow_to_the_longest() {
    let task = Task::new(&["PENDING"]);
    let (first, longest) = (Duration::from_secs(1), Duration::from_secs(8));
    let wait = task.wait().poll_interval(first, longest);
    wait.timeout(Duration::from_secs(100)).await.unwrap_err();
    let pauses = task.pauses();
    assert!(pauses.len() >= 10, "{pauses:?}");
    for (number, pause) in pauses.iter().enumerate() {
        let most = (first * (1 << number.min(10))).min(longest);
        // Timers are precise to a millisecond.
        let slack = Duration::from_millis(2);
        assert!(
            *pause >= most / 2 && *pause <= most + slack,
            "{number}: {pause:?}"
        );
    }
    assert!(
        pauses
            .iter()
            .any(|pause| *pause != pauses[0] && *pause != longest)
    );
}

#[tokio::test(start_paused = true)]
async fn progress_is_each_answer_that_is_not_done() {
    let task = Task::new(&["A", "-", "B", "SUCCESS"]);
    let seen: Arc<Mutex<Vec<_>>> = Arc::default();
    let noted = Arc::clone(&seen);
    let wait = task
        .wait()
        .on_progress(move |answer| noted.lock().unwrap().push(answer.state.clone()));
    wait.await.unwrap();
    let expected = [Some("A".to_owned()), None, Some("B".to_owned())];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[tokio::test(start_paused = true)]
async fn dropped_and_waited_for_again() {
    let task = Task::new(&["PENDING", "PENDING", "SUCCESS"]);
    let wait = task.wait();
    let id = wait.task_id().to_owned();
    timeout(Duration::from_millis(100), wait.into_future())
        .await
        .unwrap_err();
    let again = task.wait();
    assert_eq!(again.task_id(), id);
    again.await.unwrap();
    assert_eq!(task.pauses().len(), 2);
}

#[cfg(feature = "blocking")]
#[test]
fn the_blocking_client_waits() {
    let task = Task::new(&["PENDING", "SUCCESS", "FAILURE"]);
    let mut builder = crate::blocking::Client::builder()
        .app_key("k")
        .app_secret("s");
    builder.asked.layer = Some(Arc::new(task.clone()));
    let client = builder.build().unwrap();
    let wait = || {
        let delay = Duration::from_millis(2);
        let wait: Wait<Ask, _> = client.call(Ask { id: "t-1".into() }).wait();
        wait.poll_interval(delay, delay)
    };
    assert_eq!(wait().send().unwrap().state.as_deref(), Some("SUCCESS"));
    assert_eq!(wait().send().unwrap_err().task_state(), Some("FAILURE"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let error = runtime.block_on(async { wait().send().unwrap_err() });
    assert!(error.is_setup());
    assert_eq!(error.task_id(), Some("t-1"));
}
