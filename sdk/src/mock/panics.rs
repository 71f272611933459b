//! Panics of the test's own code while the mock platform answers: they are caught and reported.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

/// The message of a panic.
pub(crate) type Message = String;

/// The first panics.
#[derive(Debug, Default)]
pub(crate) struct Panics(Mutex<Vec<Message>>);

/// Maximum number kept of each kind. Later ones are probably the same.
pub(crate) const MOST: usize = 10;

impl Panics {
    pub(crate) fn push(&self, message: Message) {
        let mut messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if messages.len() < MOST {
            messages.push(message);
        }
    }

    pub(crate) fn all(&self) -> Vec<Message> {
        let messages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        messages.clone()
    }
}

/// Calls a function of the user. Returns the message if it panics.
pub(crate) fn caught<T>(f: impl FnOnce() -> T) -> Result<T, Message> {
    catch_unwind(AssertUnwindSafe(f)).map_err(|panic| message(&*panic))
}

/// Polls a future that calls functions of the user. Returns the message if it panics.
pub(crate) async fn caught_future<F: Future>(future: F) -> Result<F::Output, Message> {
    let mut future = pin!(future);
    poll_fn(|context| match caught(|| future.as_mut().poll(context)) {
        Ok(poll) => poll.map(Ok),
        Err(message) => Poll::Ready(Err(message)),
    })
    .await
}

fn message(panic: &(dyn Any + Send)) -> Message {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("no message").to_owned()
}
