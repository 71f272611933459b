//! The mock platform for code that is not async.

use std::io;

use super::{MockPlatform, MockPlatformBuilder};
use crate::runtime::Result;
use crate::runtime::blocking::{Client, wait};

impl MockPlatform {
    /// The same as [`start`](Self::start) for code that is not async.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bge_private_sdk::mock::MockPlatform;
    ///
    /// let platform = MockPlatform::start_blocking()?;
    /// let client = platform.blocking_client()?;
    /// let signed = client.sign_url("ods/a.tsv").send()?;
    /// assert_eq!(signed.expires.unix_timestamp(), 1_573_026_921);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The same.
    pub fn start_blocking() -> io::Result<Self> {
        Self::builder().start_blocking()
    }

    /// A blocking client of it, with its credentials. Its settings are changed by
    /// `client_builder().blocking()` instead.
    ///
    /// # Errors
    /// A set-up error if the system gives no thread.
    pub fn blocking_client(&self) -> Result<Client> {
        self.client_builder().blocking().build()
    }
}

impl MockPlatformBuilder {
    /// The same as [`start`](Self::start) for code that is not async.
    ///
    /// # Errors
    /// The same.
    pub fn start_blocking(self) -> io::Result<MockPlatform> {
        // What it waits for is told by the platform's own thread.
        wait(self.start())
    }
}
