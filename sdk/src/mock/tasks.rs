//! The tasks of the spec's examples: each task is not done when it is asked for the first time, and done afterwards.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Mutex;

use super::calls::ReceivedCall;
use super::examples::Example;
use super::matching::{Sample, best};
use super::settings::locked;
use crate::runtime::decode::scan;
use crate::runtime::endpoint::{Polling, State};
use crate::runtime::generated::JsonWriter;

/// The ids of the tasks that were asked for, with the names of the calls.
#[derive(Debug, Default)]
pub(crate) struct Tasks(Mutex<HashSet<(&'static str, String)>>);

impl Tasks {
    /// Returns the answer to a call that asks for the state of a task. A task that an example shows is in the state of
    /// the example. Any other has its own id in the answer, if the example has an id there.
    pub(super) fn answer<E: Iterator<Item = &'static Example>>(
        &self,
        (name, polling): (&'static str, &Polling),
        examples: &impl Fn() -> E,
        call: &ReceivedCall,
    ) -> Sample {
        let id = call.field(polling.param).unwrap_or_default();
        let is_shown = |example: &&Example| {
            example
                .parameters()
                .any(|given| given == (polling.param, id))
        };
        let found = best(examples().filter(is_shown), call).or_else(|| {
            let is_new = locked(&self.0).insert((name, id.to_owned()));
            let wanted = if is_new { State::Pending } else { State::Done };
            let is_wanted = |example: &&Example| state(polling, example) == wanted;
            best(examples().filter(is_wanted), call)
        });
        let answer = found.and_then(|example| example.response);
        Sample {
            data: answer.map(|answer| with_id(answer, polling.param, id)),
            ..Sample::default()
        }
    }
}

/// Returns an answer with another text as its member of this name, if it has one.
fn with_id(answer: &'static str, name: &str, id: &str) -> Cow<'static, str> {
    if scan::at(answer, &[name]).is_none_or(|own| !own.starts_with('"')) {
        return Cow::Borrowed(answer);
    }
    let mut json = JsonWriter::default();
    json.begin_object();
    for (key, value) in scan::members(answer) {
        json.key(&key);
        match key == name {
            true => json.text(id),
            false => json.raw(value),
        }
    }
    json.end_object();
    Cow::Owned(json.finish())
}

fn state(polling: &Polling, example: &Example) -> State {
    let state = example
        .response
        .and_then(|answer| scan::at(answer, polling.state));
    let state = state.and_then(|state| scan::text(state).ok());
    polling.judge(state.as_deref())
}
