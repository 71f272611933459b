//! Replaying what was recorded.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::asked::Asked;
use super::format::{self, Call};
use crate::runtime::{Client, ClientBuilder, Result};

/// Calls and their answers from a file, to be replayed; see the [module](super) for how calls are matched.
///
/// A clone replays from the same place: a recorded call is used once by all of them together.
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
    /// What was asked and is not recorded.
    problems: Vec<String>,
}

impl Recording {
    /// Opens a recording.
    ///
    /// # Errors
    /// If the file cannot be read, or is none that this library can replay: with the place and the reason.
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

    /// A client that is answered from the recording.
    ///
    /// # Errors
    /// A set-up error if TLS, which it does not use, cannot be set up.
    pub fn client(&self) -> Result<Client> {
        self.client_builder().build()
    }

    /// Begins a client that is answered from the recording, for changing its settings. Its credentials are
    /// made up, and it does not wait before it tries again.
    pub fn client_builder(&self) -> ClientBuilder {
        Client::builder()
            .app_key("replayed")
            .app_secret("replayed")
            .base_url("http://recording.invalid")
            .no_proxy()
            .backoff(Duration::ZERO, Duration::ZERO)
            .replay(self)
    }

    /// What was recorded and not asked, one line for each call.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let state = self.state();
        let calls = self.0.calls.iter().enumerate().zip(&state.used);
        let unused = calls.filter(|(_, used)| !**used);
        unused
            .map(|((index, call), _)| place(index, call))
            .collect()
    }

    /// Makes sure that all was asked that is recorded, and nothing else.
    ///
    /// # Errors
    /// Names the calls that were not asked, and reports those that are not recorded.
    pub fn finish(&self) -> io::Result<()> {
        let mut problems = self.state().problems.clone();
        let unused = self.unused();
        if !unused.is_empty() {
            problems.push(format!("recorded and not asked: {}", unused.join(", ")));
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

    /// The next recorded call that is the one asked.
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
                "it is recorded {count} times and asked once more: {}",
                asked.line()
            ),
        };
        state.problems.push(problem.clone());
        Err(format!(
            "the recording {} has no answer: {problem}",
            self.0.path.display()
        ))
    }

    /// What was asked, the nearest recorded call, and what differs.
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

/// A recorded call by its place in the file.
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
