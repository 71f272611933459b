//! Builder of a client: its credentials, base URL, limits and HTTP options.

use std::env::VarError;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use secrecy::ExposeSecret;

use super::client::Client;
use super::clock::Clock;
use super::credential;
use super::engine::Engine;
use super::error::{Error, Result};
use super::exchange::{Exchange, Layer};
use super::http::HttpOptions;
use super::retry::{Backoff, Budget, Policy};
use super::secret::Secret;
use super::signer::Signer;
use super::tls::Identity;
use super::transport::Transport;
use super::watch::Watcher;
use crate::generated::platform::{Environment, PLATFORM};
use crate::signature::Digest;

/// Initial retry budget. Ten calls earn one retry.
const RETRY_BUDGET: u32 = 100;

/// Builder of a client. Credentials are required; everything else has a default.
#[must_use = "a builder does nothing until `build` is called"]
#[derive(Clone)]
pub struct ClientBuilder<C = Client> {
    pub(crate) asked: Asked,
    client: PhantomData<fn() -> C>,
}

/// What a client is built from.
#[derive(Clone)]
pub(crate) struct Asked {
    app_key: Option<String>,
    app_secret: Option<Secret>,
    base_url: String,
    digest: Digest,
    policy: Policy,
    http: HttpOptions,
    pub(crate) layer: Option<Arc<dyn Layer>>,
    pub(crate) watcher: Watcher,
}

impl Default for Asked {
    fn default() -> Self {
        let policy = Policy {
            retries: PLATFORM.retries,
            safe: None,
            attempt_timeout: PLATFORM.attempt_timeout,
            call_timeout: PLATFORM.call_timeout,
            backoff: Backoff {
                base: Duration::from_millis(200),
                cap: Duration::from_secs(10),
            },
            max_response_bytes: PLATFORM.max_response_bytes,
        };
        Self {
            app_key: None,
            app_secret: None,
            base_url: Environment::default().base_url().to_owned(),
            digest: PLATFORM.digest,
            policy,
            http: HttpOptions::default(),
            layer: None,
            watcher: None,
        }
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self::new(Asked::default())
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("app_key", &self.asked.app_key)
            .field("policy", &self.asked.policy)
            .finish_non_exhaustive()
    }
}

impl<C> ClientBuilder<C> {
    pub(super) fn new(asked: Asked) -> Self {
        Self {
            asked,
            client: PhantomData,
        }
    }

    /// Sets the app key that the platform issued. Required.
    pub fn app_key(mut self, app_key: impl Into<String>) -> Self {
        self.asked.app_key = Some(app_key.into());
        self
    }

    /// Sets the secret of the app key. Required. It is never sent or shown.
    pub fn app_secret(mut self, app_secret: impl Into<Secret>) -> Self {
        self.asked.app_secret = Some(app_secret.into());
        self
    }

    /// Sets the environment. Defaults to production.
    pub fn environment(self, environment: Environment) -> Self {
        self.base_url(environment.base_url())
    }

    /// Sets the base URL, such as that of a mock platform or of a proxy. `http` and `https` are supported.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.asked.base_url = base_url.into();
        self
    }

    /// Reads the credentials and the optional base URL from the environment variables `BGE_PRIVATE_APP_KEY`,
    /// `BGE_PRIVATE_APP_SECRET` and `BGE_PRIVATE_BASE_URL`.
    ///
    /// # Errors
    /// Returns a setup error that names the variable if a variable is missing, empty or not UTF-8, or if its
    /// value is surrounded by whitespace, quotation marks or a byte-order mark.
    pub fn from_env(self) -> Result<Self> {
        let with_credentials = self
            .app_key(credential_variable(PLATFORM.env_key)?)
            .app_secret(credential_variable(PLATFORM.env_secret)?);
        Ok(match environment_variable(PLATFORM.env_base_url)? {
            Some(base_url) => with_credentials.base_url(base_url),
            None => with_credentials,
        })
    }

    /// Overrides the digest of the spec.
    pub fn digest(mut self, digest: Digest) -> Self {
        self.asked.digest = digest;
        self
    }

    /// Sets the maximum number of retries; 0 disables retries. Defaults to 3.
    pub fn retries(mut self, retries: u32) -> Self {
        self.asked.policy.retries = retries;
        self
    }

    /// Sets the delay before a retry: a random time up to `base`, which doubles with each retry up to `cap`.
    /// Defaults to 0.2 s and 10 s. `Retry-After` is honoured up to `cap`.
    pub fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        let backoff = &mut self.asked.policy.backoff;
        (backoff.base, backoff.cap) = (base, cap);
        self
    }

    /// Sets the time limit for making a connection. Defaults to 5 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.asked.http.connect_timeout = Some(limit);
        self
    }

    /// Sets the time limit for one attempt, from connecting to the last byte of the answer. Defaults to 16 s.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.asked.policy.attempt_timeout = limit;
        self
    }

    /// Sets the time limit for a whole call: all attempts and the delays between them. Defaults to 60 s.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.asked.policy.call_timeout = limit;
        self
    }

    /// Sets the maximum size of an answer, in bytes. Defaults to 16 MiB.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.asked.policy.max_response_bytes = limit;
        self
    }

    /// Sets the `User-Agent` header. None by default, because the app key identifies the caller.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.asked.http.user_agent = Some(user_agent.into());
        self
    }

    /// Sends all calls through a proxy, such as `http://user:password@proxy.example:3128`, in place of those of the
    /// system and the environment. `http`, `https` and, with the feature `socks`, `socks5` and `socks5h` are
    /// supported.
    ///
    /// It is used even if the platform is on this machine. It is never shown.
    pub fn proxy(mut self, url: impl Into<Secret>) -> Self {
        self.asked.http.proxy = Some(url.into());
        self
    }

    /// Ignores the proxies of the system and the environment.
    ///
    /// They are always ignored if the platform is on this machine, such as a mock. A proxy that is set with
    /// [`proxy`](Self::proxy) or [`configure_http`](Self::configure_http) is always used.
    pub fn no_proxy(mut self) -> Self {
        self.asked.http.no_proxy = true;
        self
    }

    /// Trusts a root certificate, or all certificates of a PEM text, in addition to those of the system. PEM or
    /// DER.
    ///
    /// May be called more than once. Not supported on Android.
    pub fn root_certificate(mut self, certificate: impl Into<Vec<u8>>) -> Self {
        self.asked.http.certificates.roots.push(certificate.into());
        self
    }

    /// Sets the client certificate, followed by its chain, and its private key. Both are PEM.
    ///
    /// The key may be PKCS#8, PKCS#1 or SEC1; with the feature `native-tls`, only PKCS#8 is supported.
    pub fn identity(
        mut self,
        certificates: impl Into<Vec<u8>>,
        private_key: impl Into<Secret>,
    ) -> Self {
        self.asked.http.certificates.identity = Some(Identity {
            certificates: certificates.into(),
            private_key: private_key.into(),
        });
        self
    }

    /// Adjusts the HTTP client, such as its resolver, connection pool, default headers, or proxies for some hosts.
    ///
    /// The function may be called more than once, and must return the same settings each time. It cannot change
    /// what this library guarantees:
    ///
    /// - Redirects, retries of reqwest, `Referer` and `connection_verbose` (which logs what is sent) are off.
    /// - TLS is configured by [`root_certificate`](Self::root_certificate) and [`identity`](Self::identity)
    ///   alone. Other TLS settings, such as `danger_accept_invalid_certs`, are ignored; with the feature
    ///   `native-tls`, root certificates, an identity and TLS versions that are set here are used, too.
    ///
    /// A proxy that is set here replaces those of the system, and is used even if the platform is on this
    /// machine.
    ///
    /// ```
    /// use bge_private_sdk::Client;
    ///
    /// let client = Client::builder()
    ///     .app_key("my-key")
    ///     .app_secret("my-secret")
    ///     .configure_http(|http| http.pool_max_idle_per_host(8))
    ///     .build()?;
    /// # Ok::<(), bge_private_sdk::Error>(())
    /// ```
    pub fn configure_http(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.asked.http.configure = Some(Arc::new(configure));
        self
    }
}

impl Client {
    /// Returns a builder.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Creates a client from the environment variables `BGE_PRIVATE_APP_KEY`, `BGE_PRIVATE_APP_SECRET` and
    /// `BGE_PRIVATE_BASE_URL`. The last one is optional and defaults to the production environment.
    ///
    /// # Errors
    /// Returns a setup error that names the variable that is missing or not valid.
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }
}

impl ClientBuilder {
    /// Builds the client.
    ///
    /// # Errors
    /// Returns a setup error if credentials are missing or surrounded by whitespace, quotation marks or a
    /// byte-order mark; if the base URL, the proxy or a certificate is not valid; if `https` is used and there are no
    /// certificates; or if the system's proxy requires the feature `socks`.
    pub fn build(self) -> Result<Client> {
        let watcher = self.asked.watcher.clone();
        self.asked.build().inspect_err(|error| {
            if let Some(watcher) = watcher {
                watcher.error(error);
            }
        })
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
        check("the app key", &app_key)?;
        check("the app secret", app_secret.expose_secret())?;
        let base_url = parse_base_url(&self.base_url)?;
        let http = self.http.build(&base_url)?;
        let transport = Arc::new(Transport {
            http,
            signer: Signer::new(self.digest, app_key, app_secret.expose_secret()),
            clock: Clock::new(PLATFORM.max_age),
            watcher: self.watcher,
        });
        let exchange: Arc<dyn Exchange> = transport.clone();
        Ok(Client(Arc::new(Engine {
            base_url,
            transport,
            exchange: match self.layer {
                Some(layer) => layer.over(exchange),
                None => exchange,
            },
            policy: self.policy,
            budget: Budget::new(RETRY_BUDGET),
        })))
    }
}

fn missing(what: &str, variable: &str) -> Error {
    Error::setup(format!(
        "there is no app {what}: call `app_{what}`, or set {variable} and use `from_env`"
    ))
}

fn credential_variable(name: &str) -> Result<String> {
    let variable = format!("the environment variable {name}");
    let credential = environment_variable(name)?
        .ok_or_else(|| {
            Error::setup(format!(
                "{variable} is not set: set it to what the platform issued, or run `bge-private mock`, which prints \
                 variables for a mock platform"
            ))
        })?;
    check(&variable, &credential)?;
    Ok(credential)
}

fn environment_variable(name: &str) -> Result<Option<String>> {
    let problem = match std::env::var(name) {
        Ok(value) if value.is_empty() => "empty",
        Ok(value) => return Ok(Some(value)),
        Err(VarError::NotPresent) => return Ok(None),
        Err(VarError::NotUnicode(_)) => "not UTF-8",
    };
    Err(Error::setup(format!(
        "the environment variable {name} is {problem}"
    )))
}

/// Returns an error if a key or a secret cannot be one that the platform issued. The error does not show it.
fn check(name: &str, credential: &str) -> Result<()> {
    match credential::problem(credential) {
        Some(problem) => Err(Error::setup(format!("{name} {problem}"))),
        None => Ok(()),
    }
}

fn parse_base_url(text: &str) -> Result<Url> {
    let url =
        Url::parse(text).map_err(|error| Error::setup_from("the base URL is not a URL", error))?;
    let problem = if !matches!(url.scheme(), "http" | "https") {
        "the base URL must begin with http:// or https://"
    } else if !url.username().is_empty() || url.password().is_some() {
        "the base URL must not contain a user name or a password"
    } else if url.query().is_some() || url.fragment().is_some() {
        "the base URL must not have a query or a fragment"
    } else {
        return Ok(url);
    };
    Err(Error::setup(problem))
}
