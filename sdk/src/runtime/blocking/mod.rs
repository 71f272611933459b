//! The client for programs without an async runtime.
//!
//! It has the same calls, setters, options, retries, time limits and errors as [`crate::Client`]; a call
//! ends with `.send()` where the other is awaited, and the thread waits until the answer is there.
//!
//! ```no_run
//! use bge_private_sdk::blocking::Client;
//! use bge_private_sdk::{ExposeSecret, service::Region};
//!
//! # fn example() -> Result<(), bge_private_sdk::Error> {
//! let client = Client::from_env()?; // BGE_PRIVATE_APP_KEY, BGE_PRIVATE_APP_SECRET
//! let signed = client.sign_url("ods/a.tsv").region(Region::Domestic).expiration_time(3600).send()?;
//! println!("{} works until {}", signed.url.expose_secret(), signed.expires);
//! # Ok(())
//! # }
//! ```
//!
//! # In async code
//!
//! A thread that waits in async code holds up all else that runs there. A call made while tokio polls a
//! future, in a runtime of either flavour or a `LocalSet`, is therefore refused before anything is sent,
//! with an error for which [`Error::is_setup`](crate::Error::is_setup) is true. Use [`crate::Client`] there,
//! or put the call into `tokio::task::spawn_blocking` or `block_in_place`, where it works. A thread that has
//! but entered a runtime's handle may call, too. A client may be made, cloned and dropped anywhere.
//!
//! Not noticed are async code of other executors, and futures within `tokio::task::unconstrained`: the
//! call is made there, and holds up the executor's thread until its answer is there.

mod background;
mod context;

use std::fmt;
use std::sync::Arc;

use url::Url;

use super::call::{Detailed, Finish, detailed, fields_of, response};
use super::endpoint::Request;
use super::error::{Error, Result};
use super::post::Post;
use background::Background;

/// A call about to be made by a blocking [`Client`].
pub type Call<R> = super::Call<R, Client>;

/// Sets up a blocking [`Client`].
pub type ClientBuilder = super::ClientBuilder<Client>;

/// A client of the platform for programs without an async runtime.
///
/// It has one method for each call, under the name that the platform's documentation uses. A clone is
/// cheap and shares connections, credentials and settings with the original, and any number of threads may
/// call at once. A thread of its own does the work, which ends when the last clone is dropped.
///
/// ```no_run
/// # fn example() -> Result<(), bge_private_sdk::Error> {
/// use bge_private_sdk::blocking::Client;
///
/// let client = Client::builder().app_key("my-key").app_secret("my-secret").build()?;
/// let signed = client.sign_url("ods/a.tsv").send()?;
/// println!("works until {}", signed.expires);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    client: super::Client,
    background: Arc<Background>,
}

impl Client {
    /// Begins a client.
    pub fn builder() -> ClientBuilder {
        super::Client::builder().blocking()
    }

    /// A client with the credentials of the environment, as [`crate::Client::from_env`] takes them.
    ///
    /// # Errors
    /// A set-up error that names the variable that is missing or ill-formed.
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }

    /// Prepares a request that was stored, or made by its own constructor.
    pub fn call<R: Request>(&self, request: R) -> Call<R> {
        Call::new(self.clone(), request)
    }

    /// Prepares a call that the spec does not know, by its path, such as `/openbge/user/profile`.
    ///
    /// ```no_run
    /// # fn example(client: bge_private_sdk::blocking::Client) -> Result<(), bge_private_sdk::Error> {
    /// let reply = client.post("/openbge/user/profile").field("user_id", "u-1").send()?;
    /// let profile: serde_json::Value = reply.json()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn post(&self, path: impl Into<String>) -> Call<Post> {
        self.call(Post::new(path))
    }

    /// Where the platform answers.
    #[must_use]
    pub fn base_url(&self) -> &Url {
        self.client.base_url()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

impl super::ClientBuilder {
    /// The same settings for a blocking client.
    pub fn blocking(self) -> ClientBuilder {
        self.of()
    }
}

impl ClientBuilder {
    /// Makes the client, and starts its thread.
    ///
    /// # Errors
    /// A set-up error: credentials are missing, the base URL is no base URL, TLS cannot be set up, or the
    /// system gives no thread.
    pub fn build(self) -> Result<Client> {
        let client = self.of::<super::Client>().build()?;
        let background = Background::start()
            .map_err(|error| Error::setup_from("the client's thread cannot be started", error))?;
        Ok(Client {
            client,
            background: Arc::new(background),
        })
    }
}

impl<R: Request> Call<R> {
    /// Makes the call, waits, and gives the typed answer.
    ///
    /// # Errors
    /// As when the same call is awaited; also a set-up error [in async code](crate::blocking#in-async-code).
    pub fn send(self) -> Result<R::Response> {
        made(self, response::<R>)
    }

    /// Makes the call, waits, and gives the typed answer with all that came with it.
    ///
    /// # Errors
    /// The same as of [`send`](Self::send).
    pub fn detailed(self) -> Result<Detailed<R::Response>> {
        made(self, detailed::<R>)
    }

    /// The form body that would be sent now, signed with a fresh nonce: for looking at, or for sending by
    /// other means within 300 seconds. Files are no part of it. It holds every parameter and the signature.
    ///
    /// # Errors
    /// An invalid argument, as when sending.
    pub fn signed_form(&self) -> Result<String> {
        let fields = fields_of(self, &self.client.client.0)?;
        self.client.client.0.signed_form(&fields)
    }
}

/// What comes of a call.
fn made<R: Request, T>(call: Call<R>, finish: Finish<T>) -> Result<T> {
    let fields = fields_of(&call, &call.client.client.0)?;
    let Client { client, background } = call.client;
    if context::is_async() {
        let error = Error::blocking_in_async(fields.name().clone());
        client.0.watcher.error(&error);
        return Err(error);
    }
    let exchange = client.0.exchange(fields, call.options);
    finish(background.run(exchange)?)
}
