//! Replays a recording.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::asked::Asked;
use super::format::{self, Call};
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
        let recording = Self(Arc::new(Inner {
            path: path.to_owned(),
            calls,
            state: Mutex::new(state),
        }));
        Ok(recording)
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
        let unused = calls.filter(|(_, used)| !**used);
        unused
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
    pub(super) fn answer(&self, asked: &Asked) -> Result<Call, String> {
        let mut state = self.state();
        let calls = self.0.calls.iter().enumerate();
        let same: Vec<(usize, &Call)> = calls.filter(|(_, call)| asked.is(call)).collect();
        let unused = |index: usize| state.used.get(index) == Some(&false);
        if let Some((index, call)) = same.iter().find(|(index, _)| unused(*index)) {
            if let Some(used) = state.used.get_mut(*index) {
                *used = true;
            }
            return Ok((*call).clone());
        }
        let problem = match same.len() {
            0 => self.mismatch(asked),
            count => format!(
                "it is recorded {count} times and called once more: {}",
                asked.line()
            ),
        };
        state.problems.push(problem.clone());
        Err(format!(
            "the recording {} has no answer: {problem}",
            self.0.path.display()
        ))
    }

    /// Describes a call that is not recorded, the nearest recorded call, and how they differ.
    fn mismatch(&self, asked: &Asked) -> String {
        let mut report = format!("it is not recorded: {}", asked.line());
        let of_the_call = self
            .0
            .calls
            .iter()
            .enumerate()
            .filter(|(_, call)| asked.has_path_of(call));
        let compared = of_the_call.map(|(index, call)| (index, call, asked.differences(call)));
        match compared.min_by_key(|(_, _, differences)| differences.len()) {
            Some((index, call, differences)) => {
                report += &format!("\n  the nearest is {}; it differs in", place(index, call));
                for difference in differences {
                    report += &format!("\n    {difference}");
                }
            }
            None => {
                let mut names: Vec<&str> =
                    self.0.calls.iter().map(|call| call.call.as_str()).collect();
                names.dedup();
                report += &format!(
                    "\n  no call with its path is recorded, only: {}",
                    names.join(", ")
                );
            }
        }
        report
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the position of a recorded call in the file.
fn place(index: usize, call: &Call) -> String {
    format!("call {} ({})", index + 1, call.call)
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording")
            .field("path", &self.0.path)
            .field("calls", &self.0.calls.len())
            .finish_non_exhaustive()
    }
}
