//! The client.

use std::fmt;
use std::sync::Arc;

use url::Url;

use super::engine::Engine;

/// A client of the platform.
///
/// It has one method for each call, under the name that the platform's documentation uses. A clone is cheap and
/// shares connections, credentials and settings with the original, so create one client and clone it.
///
/// ```
/// # #[cfg(feature = "mock")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = bge_private_sdk::mock::MockPlatform::start().await?;
/// use bge_private_sdk::Client;
/// use bge_private_sdk::service::Region;
///
/// let client = Client::builder().app_key("my-key").app_secret("my-secret").build()?;
/// # let client = mock.client();
/// let signed = client.sign_url("ods/a.tsv").region(Region::Domestic).expiration_time(3600).await?;
/// println!("works until {}", signed.expires);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "mock"))]
/// # fn main() {}
/// ```
///
/// # Runtimes
///
/// A client works in any number of tokio runtimes, one after the other or at once, so it can be a `static` that
/// all tests of a program use. Runtimes do not share connections: a runtime that ends or is not polled does not
/// break the calls of another. A forked process must call from a new runtime.
///
/// # Time limits
///
/// A limit is checked when the runtime polls the call, so it is noticed late while other code blocks the
/// thread. The HTTP library itself blocks it while a server sends 1xx answers without end: it reads for seconds
/// before it yields. A runtime with several threads is affected too if nothing else wakes it.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Engine>);

impl Client {
    /// Returns the base URL.
    pub fn base_url(&self) -> &Url {
        &self.0.base_url
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.base_url.as_str())
            .field("app_key", &self.0.transport.signer.app_key)
            .field("app_secret", &format_args!("[redacted]"))
            .field("policy", &self.0.policy)
            .finish_non_exhaustive()
    }
}
