//! Tasks of calls that are not known in advance.

use std::borrow::Cow;

use super::model::Call;
use super::pages::text;
use super::untyped::Untyped;
use crate::generated::description::PLATFORM;
use crate::runtime::endpoint::Endpoint;
use crate::runtime::{Polled, Reply};

impl Call {
    /// Returns the request that asks for the state of the task that an answer has started, to
    /// [wait](crate::Call::wait) for it. Returns `None` if the answer has no id of a task.
    #[must_use]
    pub fn task(&self, answer: &Reply) -> Option<Untyped> {
        let task = self.endpoint.task.as_ref()?;
        let id = text(answer, task.id)?;
        let poll = PLATFORM.call_named(task.poll)?;
        Some(Untyped::new(poll).field(task.param, id.into_owned()))
    }
}

/// A call that does not ask for the state of a task is never done.
impl Polled for Untyped {
    fn task_id(&self) -> &str {
        let polling = self.call.endpoint.polling.as_ref();
        let id = polling.and_then(|polling| self.text(polling.param));
        id.unwrap_or_default()
    }

    fn state(&self, answer: &Reply) -> Option<String> {
        let polling = self.call.endpoint.polling.as_ref()?;
        text(answer, polling.state).map(Cow::into_owned)
    }

    fn endpoint(&self) -> &'static Endpoint {
        self.call.endpoint
    }
}
