//! Replays the attempts of a recording.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::asked::Asked;
use super::format::{self, Call};
use crate::runtime::error::ErrorKind;
use crate::runtime::exchange::{Attempt, Exchange, Exchanging, Layer, impossible};
use crate::runtime::{Client, ClientBuilder, Result};

/// Recorded calls and answers to replay. The [module](super) describes how calls are matched.
///
/// Clones share their position: each recorded call is used once by all of them together.
#[derive(Clone)]
pub struct Recording(Arc<Inner>);

struct Inner {
    path: PathBuf,
    calls: Vec<Call>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Whether each of the calls was used.
    used: Vec<bool>,
    /// Calls that were made and are not recorded.
    problems: Vec<String>,
}

impl Recording {
    /// Opens a recording.
    ///
    /// # Errors
    /// Returns an error with position and reason if the file cannot be read or replayed.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let calls = format::read(path)?;
        let state = State {
            used: vec![false; calls.len()],
            problems: Vec::new(),
        };
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            calls,
            state: Mutex::new(state),
        })))
    }

    /// Returns a client that replays the recording.
    ///
    /// # Errors
    /// Returns a setup error if TLS, which is not used, cannot be set up.
    pub fn client(&self) -> Result<Client> {
        self.client_builder().build()
    }

    /// Returns a builder of a client that replays the recording, to change its settings. Its credentials are
    /// made up, and it retries without delay.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .app_key("replayed")
            .app_secret("replayed")
            .base_url("http://recording.invalid")
            .no_proxy()
            .backoff(Duration::ZERO, Duration::ZERO)
            .replay(self)
    }

    /// Returns the recorded calls that were not made, one line each.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let state = self.state();
        let calls = self.0.calls.iter().enumerate().zip(&state.used);
        calls
            .filter(|(_, used)| !**used)
            .map(|((index, call), _)| place(index, call))
            .collect()
    }

    /// Checks that all recorded calls were made, and no others.
    ///
    /// # Errors
    /// Returns an error that lists the recorded calls that were not made and the calls that are not recorded.
    pub fn finish(&self) -> io::Result<()> {
        let mut problems = self.state().problems.clone();
        let unused = self.unused();
        if !unused.is_empty() {
            problems.push(format!("recorded but not called: {}", unused.join(", ")));
        }
        if problems.is_empty() {
            return Ok(());
        }
        let path = self.0.path.display();
        Err(io::Error::other(format!(
            "the recording {path} was not followed:\n{}",
            problems.join("\n")
        )))
    }

    /// Returns the next recorded call that matches.
    fn answer(&self, asked: &Asked) -> std::result::Result<Call, String> {
        let mut state = self.state();
        let mut count = 0;
        let calls = self.0.calls.iter().zip(&mut state.used);
        for (call, used) in calls.filter(|(call, _)| asked.is(call)) {
            if !std::mem::replace(used, true) {
                return Ok(call.clone());
            }
            count += 1;
        }
        let line = asked.line();
        let problem = match count {
            0 => format!("it is not recorded: {line}{}", self.nearest(asked)),
            _ => format!("it is recorded {count} times and called once more: {line}"),
        };
        state.problems.push(problem.clone());
        let path = self.0.path.display();
        Err(format!("the recording {path} has no answer: {problem}"))
    }

    /// Describes the recorded call that is nearest to a call that is not recorded, and how they differ.
    fn nearest(&self, asked: &Asked) -> String {
        let calls = self.0.calls.iter().enumerate();
        let with_path = calls.filter(|(_, call)| asked.has_path_of(call));
        let compared = with_path.map(|(index, call)| (index, call, asked.differences(call)));
        match compared.min_by_key(|(_, _, differences)| differences.len()) {
            Some((index, call, differences)) => format!(
                "\n  the nearest is {}; it differs in\n    {}",
                place(index, call),
                differences.join("\n    ")
            ),
            None => {
                let mut names: Vec<&str> =
                    self.0.calls.iter().map(|call| call.call.as_str()).collect();
                names.dedup();
                let names = names.join(", ");
                format!("\n  no call with its path is recorded, only: {names}")
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the position of a recorded call in the file.
fn place(index: usize, call: &Call) -> String {
    format!("call {} ({})", index + 1, call.call)
}

impl<C> ClientBuilder<C> {
    /// Answers every call from a recording and sends nothing.
    pub fn replay(mut self, recording: &Recording) -> Self {
        self.asked.layer = Some(Arc::new(recording.clone()));
        self
    }
}

impl Layer for Recording {
    fn over(&self, _: Arc<dyn Exchange>) -> Arc<dyn Exchange> {
        Arc::new(self.clone())
    }
}

impl Exchange for Recording {
    fn exchange<'a>(&'a self, attempt: Attempt<'a>) -> Exchanging<'a> {
        Box::pin(async move {
            let call = self.answer(&Asked::of(&attempt).await?);
            let call = call.map_err(|problem| impossible(ErrorKind::setup(problem)))?;
            call.replay(&attempt)
        })
    }
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording")
            .field("path", &self.0.path)
            .field("calls", &self.0.calls.len())
            .finish_non_exhaustive()
    }
}
