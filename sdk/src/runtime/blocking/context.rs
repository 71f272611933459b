//! Detects whether a thread runs async code, where blocking is not allowed.

use std::task::{Context, Poll, Waker};

use tokio::task::coop;

/// Larger than the budget of any task, which is an 8-bit number.
const PROBES: usize = 256;

/// Returns whether this runs while tokio polls a future.
///
/// The presence of a runtime proves nothing: `spawn_blocking` has one, too. But tokio gives each future that it
/// polls a budget of operations, and removes the limit where blocking is allowed. So a budget that can be used
/// up proves that this is async code.
pub(super) fn is_async() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    // Dropped last, so it restores what the others use up.
    let Poll::Ready(_whole) = coop::poll_proceed(&mut context) else {
        return true;
    };
    (0..PROBES).any(|_| match coop::poll_proceed(&mut context) {
        Poll::Ready(used) => {
            used.made_progress();
            false
        }
        Poll::Pending => true,
    })
}
