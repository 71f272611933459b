//! How a client is set up: its credentials, where it calls, its limits.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use secrecy::ExposeSecret;
use url::Host;

use super::client::{Client, Settings, Shared};
use super::clock::Clock;
use super::drift::DriftLog;
use super::error::{Error, Result};
use super::retry::{Backoff, Budget};
use super::secret::Secret;
use super::signer::Signer;
use super::tls;
use super::urls::Urls;
use crate::generated::platform::{Environment, PLATFORM};
use crate::signature::Digest;

/// Waiting begins at up to 0.2 s and ends at 10 s.
const BACKOFF: Backoff = Backoff {
    base: Duration::from_millis(200),
    cap: Duration::from_secs(10),
    random: super::nonce::random_share,
};

/// So many retries may follow one another before calls that succeed have to earn more, one for each ten.
const RETRY_BUDGET: u32 = 100;

/// Sets up a client, which is a [`Client`] unless `C` says otherwise: credentials are required, everything
/// else has a default.
#[must_use = "a builder does nothing until `build` is called"]
#[derive(Clone)]
pub struct ClientBuilder<C = Client> {
    asked: Asked,
    client: PhantomData<fn() -> C>,
}

/// What is asked of a client.
#[derive(Clone, Debug, Default)]
struct Asked {
    app_key: Option<String>,
    app_secret: Option<Secret>,
    base_url: Option<BaseUrl>,
    digest: Option<Digest>,
    retries: Option<u32>,
    backoff: Option<(Duration, Duration)>,
    connect_timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    call_timeout: Option<Duration>,
    max_response_bytes: Option<u64>,
    user_agent: Option<String>,
    no_proxy: bool,
    http: Option<reqwest::Client>,
    #[cfg(feature = "record")]
    tape: Option<crate::record::Tape>,
    drift: Option<DriftLog>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self::new(Asked::default())
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.asked.fmt(f)
    }
}

impl<C> ClientBuilder<C> {
    fn new(asked: Asked) -> Self {
        Self {
            asked,
            client: PhantomData,
        }
    }

    /// The same for another kind of client.
    #[cfg(feature = "blocking")]
    pub(super) fn of<D>(self) -> ClientBuilder<D> {
        ClientBuilder::new(self.asked)
    }

    /// The key that the platform gave to the calling program.
    pub fn app_key(mut self, app_key: impl Into<String>) -> Self {
        self.asked.app_key = Some(app_key.into());
        self
    }

    /// The secret that goes with the key. It is never sent or shown.
    pub fn app_secret(mut self, app_secret: impl Into<Secret>) -> Self {
        self.asked.app_secret = Some(app_secret.into());
        self
    }

    /// One of the platform's environments. Production unless said.
    pub fn environment(self, environment: Environment) -> Self {
        self.base_url(environment.base_url())
    }

    /// Where the platform answers, such as a mock platform or a proxy of your own; `http` or `https`.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.asked.base_url = Some(BaseUrl(base_url.into()));
        self
    }

    /// Takes the credentials, and the base URL if there is one, from `BGE_PRIVATE_APP_KEY`,
    /// `BGE_PRIVATE_APP_SECRET` and `BGE_PRIVATE_BASE_URL`.
    ///
    /// # Errors
    /// A set-up error that names the variable that is missing, empty or not UTF-8.
    pub fn from_env(self) -> Result<Self> {
        let key = environment_variable(PLATFORM.env_key)?;
        let secret = environment_variable(PLATFORM.env_secret)?.map(Secret::from);
        let missing =
            |name: &str| Error::setup(format!("the environment variable {name} is not set"));
        let with_credentials = self
            .app_key(key.ok_or_else(|| missing(PLATFORM.env_key))?)
            .app_secret(secret.ok_or_else(|| missing(PLATFORM.env_secret))?);
        Ok(match environment_variable(PLATFORM.env_base_url)? {
            Some(base_url) => with_credentials.base_url(base_url),
            None => with_credentials,
        })
    }

    /// Signs with another digest than the platform's, for a deployment that moved on before the spec.
    pub fn digest(mut self, digest: Digest) -> Self {
        self.asked.digest = Some(digest);
        self
    }

    /// How often a call is tried again where that is right; 0 turns retries off. 3 unless said.
    pub fn retries(mut self, retries: u32) -> Self {
        self.asked.retries = Some(retries);
        self
    }

    /// How long to wait before a call is tried again: a random time up to `base`, which doubles with each
    /// retry up to `cap`. 0.2 s and 10 s unless said. The platform may ask for up to `cap`, too.
    pub fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        self.asked.backoff = Some((base, cap));
        self
    }

    /// Time to make a connection. 5 s unless said. Not for a client of your own.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.asked.connect_timeout = Some(limit);
        self
    }

    /// Time for one attempt, from connecting to the last byte of the answer. 16 s unless said.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.asked.attempt_timeout = Some(limit);
        self
    }

    /// Time for a whole call: all attempts and the waiting between them. 60 s unless said.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.asked.call_timeout = Some(limit);
        self
    }

    /// Size of the largest answer that is read, in bytes. 16 MiB unless said.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.asked.max_response_bytes = Some(limit);
        self
    }

    /// The `User-Agent` header; there is none unless said, since the app key says who calls. Not for a client of
    /// your own.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.asked.user_agent = Some(user_agent.into());
        self
    }

    /// Connects directly, whatever proxy the system names; a platform on this machine, such as a mock, is always
    /// connected to directly. Not for a client of your own, which may use a proxy even there.
    pub fn no_proxy(mut self) -> Self {
        self.asked.no_proxy = true;
        self
    }

    /// Gathers what answers hold that the spec does not know, for a report that mends the spec. Not done unless said.
    pub fn drift(mut self, drift: DriftLog) -> Self {
        self.asked.drift = Some(drift);
        self
    }

    /// An HTTP client of your own: its proxies, certificates and pool are used.
    ///
    /// Turn its redirects off, lest a signed body follow one (an answer from elsewhere is refused). Its retries do
    /// nothing: they need a body that can be cloned, and those of calls cannot. This library builds reqwest without
    /// a TLS provider of its own, so name one by a feature of reqwest or for the whole process.
    ///
    /// ```no_run
    /// # fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// use bge_private_sdk::{Client, reqwest};
    ///
    /// let http = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .build()?;
    /// let client = Client::builder().app_key("my-key").app_secret("my-secret").http_client(http).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.asked.http = Some(http);
        self
    }

    /// Records every call.
    #[cfg(feature = "record")]
    pub fn record(mut self, recorder: &crate::record::Recorder) -> Self {
        self.asked.tape = Some(crate::record::Tape::Record(recorder.clone()));
        self
    }

    /// Answers every call from a recording, and sends nothing.
    #[cfg(feature = "record")]
    pub fn replay(mut self, recording: &crate::record::Recording) -> Self {
        self.asked.tape = Some(crate::record::Tape::Replay(recording.clone()));
        self
    }
}

impl ClientBuilder {
    /// Makes the client.
    ///
    /// # Errors
    /// A set-up error: credentials are missing, the base URL is no base URL, or TLS cannot be set up.
    pub fn build(self) -> Result<Client> {
        self.asked.build()
    }
}

impl Asked {
    fn build(self) -> Result<Client> {
        let app_key = self
            .app_key
            .filter(|key| !key.is_empty())
            .ok_or_else(|| missing("key", PLATFORM.env_key))?;
        let app_secret = self
            .app_secret
            .filter(|secret| !secret.expose_secret().is_empty())
            .ok_or_else(|| missing("secret", PLATFORM.env_secret))?;
        let base_url = self
            .base_url
            .as_ref()
            .map_or(Environment::default().base_url(), |given| &given.0);
        let base_url = parse_base_url(base_url)?;
        let is_foreign = self.http.is_some();
        let http = match self.http {
            Some(http) => http,
            None => {
                let connect_timeout = self.connect_timeout.unwrap_or(PLATFORM.connect_timeout);
                let direct = self.no_proxy || is_on_this_machine(&base_url);
                // A proxy may speak TLS even where the platform, in a test, does not.
                let certificates = !direct || base_url.scheme() != "http";
                let mut builder = tls::configure(reqwest::Client::builder(), certificates)?;
                if direct {
                    builder = builder.no_proxy();
                }
                if let Some(user_agent) = self.user_agent {
                    builder = builder.user_agent(user_agent);
                }
                // Its own retries need a body that can be cloned, which a call's, a tracked one, cannot.
                builder
                    .connect_timeout(connect_timeout)
                    .redirect(reqwest::redirect::Policy::none())
                    .referer(false)
                    .build()
                    .map_err(|error| Error::setup_from("the HTTP client cannot be made", error))?
            }
        };
        let settings = Settings {
            retries: self.retries.unwrap_or(PLATFORM.retries),
            backoff: self.backoff.map_or(BACKOFF, |(base, cap)| Backoff {
                base,
                cap,
                ..BACKOFF
            }),
            attempt_timeout: self.attempt_timeout.unwrap_or(PLATFORM.attempt_timeout),
            call_timeout: self.call_timeout.unwrap_or(PLATFORM.call_timeout),
            max_response_bytes: self
                .max_response_bytes
                .unwrap_or(PLATFORM.max_response_bytes),
        };
        let digest = self.digest.unwrap_or(PLATFORM.digest);
        let signer = Signer::new(digest, app_key, app_secret.expose_secret());
        let (clock, budget) = (Clock::new(), Budget::new(RETRY_BUDGET));
        Ok(Client(Arc::new(Shared {
            http,
            is_foreign,
            urls: Urls::new(base_url),
            signer,
            clock,
            settings,
            budget,
            #[cfg(feature = "record")]
            tape: self.tape,
            drift: self.drift,
        })))
    }
}

/// Whether a proxy would look for it on another machine than this.
fn is_on_this_machine(base_url: &Url) -> bool {
    match base_url.host() {
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn missing(what: &str, variable: &str) -> Error {
    Error::setup(format!(
        "there is no app {what}: call `app_{what}`, or set {variable} and use `from_env`"
    ))
}

fn environment_variable(name: &str) -> Result<Option<String>> {
    match std::env::var(name) {
        Ok(value) if value.is_empty() => Err(Error::setup(format!(
            "the environment variable {name} is empty"
        ))),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Error::setup(format!(
            "the environment variable {name} is not UTF-8"
        ))),
    }
}

/// A base URL before it is looked at; one with a password, which `build` refuses, is not shown.
#[derive(Clone)]
struct BaseUrl(String);

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.contains('@') {
            f.write_str("[redacted]")
        } else {
            fmt::Debug::fmt(&self.0, f)
        }
    }
}

fn parse_base_url(text: &str) -> Result<Url> {
    let url =
        Url::parse(text).map_err(|error| Error::setup_from("the base URL is not a URL", error))?;
    let problem = if !matches!(url.scheme(), "http" | "https") {
        "the base URL must begin with http:// or https://"
    } else if !url.username().is_empty() || url.password().is_some() {
        "the base URL must not hold a user name or a password"
    } else if url.query().is_some() || url.fragment().is_some() {
        "the base URL must not have a query or a fragment"
    } else {
        return Ok(url);
    };
    Err(Error::setup(problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_has_several_names() {
        let here = |url: &str| is_on_this_machine(&Url::parse(url).expect(url));
        for url in [
            "http://localhost:8080",
            "http://LOCALHOST.",
            "https://mock.localhost",
            "http://127.0.0.2",
            "http://[::1]:8080",
        ] {
            assert!(here(url), "{url}");
        }
        for url in [
            "https://localhost.example",
            "https://notlocalhost",
            "http://10.0.0.1",
            "http://[2001:db8::1]",
        ] {
            assert!(!here(url), "{url}");
        }
    }
}
