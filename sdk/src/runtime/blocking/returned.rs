//! What a blocking client returns for an answer.

use std::sync::Arc;

use super::background::Background;

/// An answer as a blocking client returns it.
pub trait Returned<T>: Send + 'static {
    /// Converts an answer. `background` is the client's thread.
    #[doc(hidden)]
    fn of(response: T, background: Arc<Background>) -> Self;
}

impl<T: Send + 'static> Returned<T> for T {
    fn of(response: T, _: Arc<Background>) -> Self {
        response
    }
}
