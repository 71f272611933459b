//! The tasks of the spec's examples: each task is not done when it is asked for the first time, and done afterwards.

use std::collections::HashSet;
use std::sync::Mutex;

use super::calls::ReceivedCall;
use super::examples::Example;
use super::matching::best;
use super::settings::locked;
use crate::runtime::decode::scan;
use crate::runtime::endpoint::{Polling, State};

/// The ids of the tasks that were asked for, with the names of the calls.
#[derive(Debug, Default)]
pub(crate) struct Tasks(Mutex<HashSet<(&'static str, String)>>);

impl Tasks {
    /// Returns the answer to a call that asks for the state of a task. A task that an example shows is in the state of
    /// the example.
    pub(super) fn answer<E: Iterator<Item = &'static Example>>(
        &self,
        (name, polling): (&'static str, &Polling),
        examples: &impl Fn() -> E,
        call: &ReceivedCall,
    ) -> Option<&'static Example> {
        let id = call.field(polling.param).unwrap_or_default();
        let is_shown = |example: &&Example| {
            example
                .parameters()
                .any(|given| given == (polling.param, id))
        };
        if let Some(shown) = best(examples().filter(is_shown), call) {
            return Some(shown);
        }
        let wanted = if locked(&self.0).insert((name, id.to_owned())) {
            State::Pending
        } else {
            State::Done
        };
        best(
            examples().filter(|example| state(polling, example) == wanted),
            call,
        )
    }
}

fn state(polling: &Polling, example: &Example) -> State {
    let state = example
        .response
        .and_then(|answer| scan::at(answer, polling.state));
    let state = state.and_then(|state| scan::text(state).ok());
    polling.judge(state.as_deref())
}
