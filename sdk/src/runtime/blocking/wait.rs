//! Waiting for a task with a blocking client.

use super::{Client, IN_ASYNC_CODE, context};
use crate::runtime::call::Call;
use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::request::Request;
use crate::runtime::wait::{Caller, Polled, Wait, until_done};

impl Caller for Client {
    fn make<R: Request>(&self, request: R) -> Call<R, Self> {
        self.call(request)
    }
}

impl<R: Polled> Wait<R, Client> {
    /// Blocks until the task is done, and returns its answer.
    ///
    /// # Errors
    /// Returns the same errors as the async version, and a setup error [in async
    /// code](crate::blocking#in-async-code).
    pub fn send(self) -> Result<R::Response> {
        let Client { client, background } = self.call.client.clone();
        if context::is_async() {
            let error = Error::unsent(R::ENDPOINT.name, ErrorKind::setup(IN_ASYNC_CODE));
            let error = error.of_task(self.task_id().to_owned(), None);
            client.0.report(&error);
            return Err(error);
        }
        let done = background.run(until_done(self.with_client(client)));
        done.map(|answer| answer.response)
    }
}
