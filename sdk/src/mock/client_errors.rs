//! The last errors that the clients of the mock platform returned, for its report.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::runtime::Error;

/// The last errors, one line each.
#[derive(Debug, Default)]
pub(crate) struct ClientErrors(Mutex<Last>);

/// The errors that are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Last {
    /// Number of earlier errors that were removed.
    pub(crate) forgotten: usize,
    pub(crate) lines: VecDeque<String>,
}

impl ClientErrors {
    const MOST: usize = 10;
    const LONGEST: usize = 1_000;

    pub(crate) fn push(&self, error: &Error) {
        let line: String = error.to_string().chars().take(Self::LONGEST).collect();
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.lines.push_back(line);
        if last.lines.len() > Self::MOST {
            last.lines.pop_front();
            last.forgotten += 1;
        }
    }

    pub(crate) fn last(&self) -> Last {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone()
    }
}
