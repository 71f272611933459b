//! Tasks that a call starts, and how another call tells their state.

use super::{Field, Path, TypeName};

/// A task that a call starts.
#[derive(Clone, Debug)]
pub struct Task {
    /// The call that asks for its state, by its name in the spec.
    pub poll: String,
    /// The request of that call.
    pub request: TypeName,
    /// The parameter of that call with the id, on the wire.
    pub param: String,
    /// Where the answer has the id.
    pub id: Path,
    /// Whether no earlier call returns the same type, which has the method that waits.
    pub is_first: bool,
}

/// How a call tells the state of a task.
#[derive(Clone, Debug)]
pub struct Polling {
    /// The parameter with the id of the task.
    pub param: Field,
    /// Where the answer has the state.
    pub state: Path,
    /// The states of a task that is done.
    pub done: Vec<String>,
    /// The states of a task that failed. Every other state is not final.
    pub failed: Vec<String>,
}
