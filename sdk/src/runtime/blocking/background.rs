//! The background thread of a blocking client.

use std::io;
use std::panic::resume_unwind;
use std::process;
use std::sync::{OnceLock, mpsc};

use tracing::Instrument;
use tracing::instrument::WithSubscriber;

use crate::runtime::error::{Delivery, Error, ErrorKind, Result};
use crate::runtime::runtime_thread::RuntimeThread;

/// The thread of a client, and of its forked processes.
pub struct Background {
    /// The process of the thread. A forked process does not have this thread.
    process: u32,
    thread: RuntimeThread,
    /// Used instead in a forked process.
    forked: OnceLock<Box<Self>>,
}

/// The usual limit of tokio.
const BLOCKING_TASKS: usize = 512;

impl Background {
    pub(super) fn start() -> io::Result<Self> {
        Ok(Self {
            process: process::id(),
            thread: RuntimeThread::start("bge-private-client", BLOCKING_TASKS)?,
            forked: OnceLock::new(),
        })
    }

    /// Returns the instance whose thread runs in this process.
    fn of_process(&self) -> io::Result<&Self> {
        if self.process == process::id() {
            return Ok(self);
        }
        let forked = match self.forked.get() {
            Some(forked) => forked,
            None => {
                let started = Box::new(Self::start()?);
                self.forked.get_or_init(|| started)
            }
        };
        forked.of_process()
    }

    /// Runs a future on the runtime while this thread waits. The future keeps this thread's span and
    /// subscriber, and a panic in it continues on this thread.
    pub(super) fn run<T: Send + 'static>(
        &self,
        future: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        let background = self.of_process().map_err(not_started)?;
        let future = future.in_current_span().with_current_subscriber();
        let (done, waiting) = mpsc::sync_channel(1);
        background.thread.runtime.spawn(async move {
            let _ = done.send(tokio::spawn(future).await);
        });
        let joined = waiting.recv().map_err(|_| ended())?;
        joined.unwrap_or_else(|error| match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => Err(ended()),
        })
    }
}

pub(super) fn not_started(error: io::Error) -> Error {
    Error::setup_from("the client's thread cannot be started", error)
}

/// A runtime does not end while its client waits. If it does, it is unknown whether the call was carried out.
fn ended() -> Error {
    let kind = ErrorKind::setup("the client's thread has ended");
    Error::new("client", kind, 0, Delivery::Unknown)
}
