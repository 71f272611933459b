//! Waiting for a task that a call has started: its state is asked for until it is final, within a limit.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

use super::call::Call;
use super::call::Detailed;
use super::client::Client;
use super::endpoint::{Endpoint, State};
use super::error::{Delivery, Error, ErrorKind, Result, TaskEnd};
use super::nonce::random_share;
use super::request::Request;
use super::retry::{Backoff, ending};

/// A request that asks for the state of a task. [`Call::wait`](crate::Call::wait) asks until it is done.
///
/// Its items are for generated requests only.
pub trait Polled: Request + Clone {
    /// Returns the id of the task.
    #[doc(hidden)]
    fn task_id(&self) -> &str;

    /// Returns the state in an answer.
    #[doc(hidden)]
    fn state(&self, answer: &Self::Response) -> Option<String>;

    /// Returns the call that is asked.
    #[doc(hidden)]
    fn endpoint(&self) -> &'static Endpoint {
        Self::ENDPOINT
    }
}

/// A client that can wait for a task: [`Client`] or the client of `blocking`.
///
/// Its items are for generated code only.
pub trait Caller: Clone {
    /// Creates a call from a request.
    #[doc(hidden)]
    fn make<R: Request>(&self, request: R) -> Call<R, Self>;
}

impl Caller for Client {
    fn make<R: Request>(&self, request: R) -> Call<R> {
        self.call(request)
    }
}

impl<R: Polled, C> Call<R, C> {
    /// Waits until the task with this id is done. Use it to wait for a task whose id was stored.
    ///
    /// ```no_run
    /// # async fn example(client: bge_private_sdk::Client) -> Result<(), bge_private_sdk::Error> {
    /// let task = client.task("b4c5d6e7-f809-4a1b-a334-45566778899a").wait().await?;
    /// println!("{:?}", task.result);
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait(self) -> Wait<R, C> {
        Wait {
            call: self,
            limit: Duration::from_secs(600),
            delays: Backoff {
                base: Duration::from_millis(500),
                cap: Duration::from_secs(10),
            },
            progress: None,
        }
    }
}

/// Waits until a task is done. `.await` it to get the answer of the task that is done; with a blocking client,
/// call `send`.
///
/// Created by the method `wait` of an answer that starts a task, and by [`Call::wait`]. Each question is a call of its
/// own: it is signed, retried and limited in time like any other. It may be dropped at any time: the task goes on, and
/// [`Call::wait`] waits for it again by its id.
///
/// # Errors
///
/// A task that fails, a limit that passes, and a question without an answer are errors. They have the
/// [id of the task](Error::task_id) and its [last state](Error::task_state). A state that the spec does not name is not
/// final. The task may be carried out in spite of the error, so [`Error::delivery`] is always
/// [`Unknown`](crate::Delivery::Unknown).
#[must_use = "nothing is asked until it is awaited or sent"]
pub struct Wait<R: Polled, C = Client> {
    pub(super) call: Call<R, C>,
    limit: Duration,
    delays: Backoff,
    progress: Option<Progress<R::Response>>,
}

/// Receives each answer of a task that is not done.
type Progress<T> = Box<dyn FnMut(&T) + Send>;

impl<R: Polled, C> Wait<R, C> {
    /// Limits the time of waiting. Defaults to ten minutes.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Sets the delays between two questions: they grow from `first` to `longest`, and a random share of up to a half
    /// is left out. Defaults to half a second and ten seconds.
    pub fn poll_interval(mut self, first: Duration, longest: Duration) -> Self {
        self.delays = Backoff {
            base: first,
            cap: longest,
        };
        self
    }

    /// Reports progress: `report` is called with each answer of a task that is not done.
    ///
    /// Waiting stops while `report` runs, so it must not block.
    pub fn on_progress(mut self, report: impl FnMut(&R::Response) + Send + 'static) -> Self {
        self.progress = Some(Box::new(report));
        self
    }

    /// Returns the id of the task. It can be stored, to wait later.
    pub fn task_id(&self) -> &str {
        self.call.request().task_id()
    }

    /// Returns the same for another client.
    #[cfg(feature = "blocking")]
    pub(super) fn with_client<D>(self, client: D) -> Wait<R, D> {
        let policy = self.call.policy;
        Wait {
            call: Call::new(client, self.call.into_request(), policy),
            limit: self.limit,
            delays: self.delays,
            progress: self.progress,
        }
    }
}

impl<R: Polled> Wait<R> {
    /// Waits, and returns the answer of the task that is done with its status, headers and body.
    ///
    /// # Errors
    /// Returns the same errors as waiting without them.
    pub async fn detailed(self) -> Result<Detailed<R::Response>> {
        until_done(self).await
    }
}

impl<R: Polled> IntoFuture for Wait<R> {
    type Output = Result<R::Response>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<R::Response>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { Ok(until_done(self).await?.response) })
    }
}

impl<R: Polled, C> fmt::Debug for Wait<R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}

pub(super) async fn until_done<R: Polled>(wait: Wait<R>) -> Result<Detailed<R::Response>> {
    let client = wait.call.client.clone();
    let name = wait.call.request().endpoint().name;
    let id = wait.task_id().to_owned();
    let mut seen = Seen::default();
    ask(wait, &mut seen).await.map_err(|end| match end {
        End::Asking(error) => error.of_task(id, seen.state),
        End::Task(end) => {
            let error = Error::new(name, ErrorKind::Task(end), seen.answers, Delivery::Unknown);
            let error = error.of_task(id, seen.state);
            client.0.report(&error);
            error
        }
    })
}

/// What is known about a task.
#[derive(Default)]
struct Seen {
    state: Option<String>,
    answers: u32,
}

/// Why waiting ended without an answer.
enum End {
    Asking(Error),
    Task(TaskEnd),
}

async fn ask<R: Polled>(wait: Wait<R>, seen: &mut Seen) -> Result<Detailed<R::Response>, End> {
    let Wait {
        call,
        limit,
        delays,
        mut progress,
    } = wait;
    let polling = call.request().endpoint().polling.as_ref();
    let end = ending(Instant::now(), limit);
    let late = |_| End::Task(TaskEnd::Late(limit));
    loop {
        let answering = call.clone().detailed();
        let answer = timeout_at(end, answering).await.map_err(late)?;
        let answer = answer.map_err(End::Asking)?;
        seen.answers = seen.answers.saturating_add(1);
        seen.state = call.request().state(&answer.response);
        let state = seen.state.as_deref();
        match polling.map_or(State::Pending, |polling| polling.judge(state)) {
            State::Done => return Ok(answer),
            State::Failed => return Err(End::Task(TaskEnd::Failed)),
            State::Pending => {}
        }
        if let Some(report) = &mut progress {
            report(&answer.response);
        }
        drop(answer);
        let share = 0.5 + random_share() / 2.0;
        let delay = delays.delay(seen.answers, None, share);
        timeout_at(end, sleep(delay)).await.map_err(late)?;
    }
}
