//! The mock platform for code that is not async.

use super::platform::MockPlatform;
use crate::runtime::Result;
use crate::runtime::blocking::Client;

impl MockPlatform {
    /// Returns a blocking client of it, with its credentials. To change its settings, use
    /// `client_builder().blocking()`.
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
    /// Returns a setup error if the client's thread cannot be started.
    pub fn blocking_client(&self) -> Result<Client> {
        self.client_builder().blocking().build()
    }
}
