//! The most recent calls of a mock platform.

use std::collections::VecDeque;

use super::calls::ReceivedCall;

/// The most recent calls, within limits.
#[derive(Debug, Default)]
pub(crate) struct Log {
    calls: VecDeque<ReceivedCall>,
    weight: usize,
}

impl Log {
    /// Maximum number of calls that are kept; older ones are removed.
    const MOST_CALLS: usize = 10_000;
    /// Maximum number of bytes that are kept.
    const MOST_BYTES: usize = 256 * 1024 * 1024;

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

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::super::calls::FileContent;
    use super::*;

    #[test]
    fn forgets_the_oldest() {
        let mut log = Log::default();
        for number in 0..Log::MOST_CALLS + 5 {
            log.push(ReceivedCall::new(&number.to_string()));
        }
        let calls = log.calls();
        assert_eq!(calls.len(), Log::MOST_CALLS);
        assert_eq!(calls.first().map(ReceivedCall::path), Some("5"));
        let weights = calls.iter().map(ReceivedCall::weight);
        assert_eq!(log.weight, weights.sum::<usize>());
    }

    #[test]
    fn forgets_by_size() {
        let mut log = Log::default();
        let content = Bytes::from(vec![0; Log::MOST_BYTES / 8]);
        for number in 0..20 {
            let mut call = ReceivedCall::new(&number.to_string());
            let mut file = FileContent::default().received(String::new(), String::new(), None);
            file.content = Some(content.clone());
            call.files.push(file);
            log.push(call);
        }
        // Each call is a little heavier than its content.
        assert_eq!(log.calls().len(), 7);
    }
}
