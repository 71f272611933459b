//! The client for programs without an async runtime.
//!
//! It has the same calls, setters, options, retries, time limits and errors as [`crate::Client`]. `.send()`
//! replaces `.await` and blocks the thread until the answer arrives.
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
//! Blocking a thread in async code blocks the executor. So a call made while tokio polls a future, in a runtime
//! of either flavour or a `LocalSet`, is refused before anything is sent, with an error for which
//! [`Error::is_setup`](crate::Error::is_setup) is true. Use [`crate::Client`] there, or make the call within
//! `tokio::task::spawn_blocking` or `block_in_place`, where it works. A thread that has only entered a
//! runtime's handle may call, too. A client may be created, cloned and dropped anywhere.
//!
//! Async code of other executors, and futures within `tokio::task::unconstrained`, are not detected. The call
//! is made there and blocks the executor's thread until the answer arrives.

mod background;
mod context;
mod download;
pub(super) mod returned;
mod wait;

use std::fmt;
use std::sync::Arc;

use url::Url;

use super::call::{Detailed, decode, detailed_as, fields_of, response};
use super::engine::Done;
use super::error::{Error, ErrorKind, Result};
use super::post::Post;
use super::request::Request;
use background::{Background, not_started};
pub use download::Download;
use returned::Returned;

const IN_ASYNC_CODE: &str = "a blocking client cannot be used in async code; await the call of a \
     `bge_private_sdk::Client`, or make this one within `tokio::task::spawn_blocking`";

/// A call of a blocking [`Client`] that is not sent yet.
pub type Call<R> = super::Call<R, Client>;

/// Builder of a blocking [`Client`].
pub type ClientBuilder = super::ClientBuilder<Client>;

/// A client of the platform for programs without an async runtime.
///
/// It has one method for each call, under the name that the platform's documentation uses. A clone is cheap and
/// shares connections, credentials and settings with the original, and any number of threads may call at once.
/// A background thread does the work and ends when the last clone is dropped. A forked process starts another
/// thread when it makes its first call.
#[derive(Clone)]
pub struct Client {
    client: super::Client,
    background: Arc<Background>,
}

impl Client {
    /// Returns a builder.
    pub fn builder() -> ClientBuilder {
        super::Client::builder().blocking()
    }

    /// Creates a client from environment variables, like [`crate::Client::from_env`].
    ///
    /// # Errors
    /// Returns a setup error that names the variable that is missing or not valid.
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }

    /// Creates a call from a request.
    pub fn call<R: Request>(&self, request: R) -> Call<R> {
        Call::new(self.clone(), request, self.client.0.policy)
    }

    /// Creates a call that the spec does not describe, from its path, such as `/openbge/new`,
    /// like [`crate::Client::post`].
    pub fn post(&self, path: impl Into<String>) -> Call<Post> {
        self.call(Post::new(path))
    }

    /// Returns the base URL.
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
    /// Returns a builder of a blocking client with the same settings.
    pub fn blocking(self) -> ClientBuilder {
        ClientBuilder::new(self.asked)
    }
}

impl ClientBuilder {
    /// Builds the client and starts its thread.
    ///
    /// # Errors
    /// Returns the errors of [`crate::ClientBuilder::build`], or a setup error if the thread cannot be started.
    pub fn build(self) -> Result<Client> {
        let client = super::ClientBuilder::<super::Client>::new(self.asked).build()?;
        let background = Background::start().map_err(not_started)?;
        Ok(Client {
            client,
            background: Arc::new(background),
        })
    }
}

impl<R: Request> Call<R> {
    /// Sends the call and blocks until the typed answer arrives.
    ///
    /// # Errors
    /// Returns the same errors as the async call, and a setup error [in async
    /// code](crate::blocking#in-async-code).
    pub fn send(self) -> Result<R::Blocking> {
        let background = Arc::clone(&self.client.background);
        made(self, response::<R>).map(|response| R::Blocking::of(response, background))
    }

    /// Sends the call and blocks until the answer arrives. Returns it with its status, headers and body.
    ///
    /// # Errors
    /// Returns the same errors as [`send`](Self::send).
    pub fn detailed(self) -> Result<Detailed<R::Blocking>> {
        let background = Arc::clone(&self.client.background);
        made(self, |done| {
            detailed_as::<R, _>(done, |response| R::Blocking::of(response, background))
        })
    }

    /// Returns the signed form body without sending it. It is valid for 300 seconds, contains every parameter
    /// and the signature, and no files.
    ///
    /// # Errors
    /// Returns an error if an argument is not valid, as when sending.
    pub fn signed_form(&self) -> Result<String> {
        let fields = fields_of(self, &self.client.client.0)?;
        self.client.client.0.signed_form(&fields)
    }
}

fn made<R: Request, T>(call: Call<R>, finish: impl FnOnce(Done) -> Result<T>) -> Result<T> {
    let fields = fields_of(&call, &call.client.client.0)?;
    let Client { client, background } = call.client;
    if context::is_async() {
        let error = Error::unsent(fields.name.clone(), ErrorKind::setup(IN_ASYNC_CODE));
        client.0.report(&error);
        return Err(error);
    }
    let engine = client.0;
    finish(background.run(engine.call(fields, call.policy, decode::<R>))?)
}
