//! Whether a thread may wait, or is in the midst of async code.

use std::task::{Context, Poll, Waker};

use tokio::task::coop;

/// More than the budget of any task, which is a number of 8 bits.
const PROBES: usize = 256;

/// Whether this runs while tokio polls a future.
///
/// Having a runtime at hand says nothing: `spawn_blocking` has one, too. But tokio gives a budget of
/// operations to each future that it polls, and lifts it where blocking is allowed; so a budget that can be
/// used up tells of async code.
pub(super) fn is_async() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    // Dropped last, it gives back what the others use up.
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

#[cfg(test)]
mod tests {
    use super::*;

    /// How much of a task's budget is left.
    fn budget() -> usize {
        let mut context = Context::from_waker(Waker::noop());
        let mut held = Vec::new();
        while let Poll::Ready(one) = coop::poll_proceed(&mut context) {
            held.push(one);
            assert!(held.len() < PROBES, "there is no budget");
        }
        let left = held.len();
        while held.pop().is_some() {}
        left
    }

    #[test]
    fn a_budget_is_as_large_afterwards() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async {
            tokio::task::consume_budget().await;
            let before = budget();
            assert!(is_async());
            assert_eq!((before, budget()), (127, 127));
        });
    }

    #[test]
    fn a_budget_used_up_tells_of_async_code_too() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async {
            while coop::has_budget_remaining() {
                tokio::task::consume_budget().await;
            }
            assert!(is_async());
        });
    }
}
