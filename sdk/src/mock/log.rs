//! The most recent calls of a mock platform.

use std::collections::VecDeque;

use super::calls::ReceivedCall;

/// The most recent calls, within limits.
#[derive(Debug, Default)]
pub(crate) struct Log {
    calls: VecDeque<ReceivedCall>,
    pub(super) weight: usize,
}

impl Log {
    /// Maximum number of calls that are kept; older ones are removed.
    pub(super) const MOST_CALLS: usize = 10_000;
    /// Maximum number of bytes that are kept.
    pub(super) const MOST_BYTES: usize = 256 * 1024 * 1024;

    pub(crate) fn push(&mut self, call: ReceivedCall) {
        self.weight += call.weight();
        self.calls.push_back(call);
        while self.calls.len() > Self::MOST_CALLS || self.weight > Self::MOST_BYTES {
            let Some(oldest) = self.calls.pop_front() else {
                break;
            };
            self.weight = self.weight.saturating_sub(oldest.weight());
        }
    }

    pub(crate) fn calls(&self) -> Vec<ReceivedCall> {
        self.calls.iter().cloned().collect()
    }
}
