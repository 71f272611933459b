//! A build without TLS.

use super::super::error::{Error, Result};
use super::certificates::{Identity, SystemCertificates};

/// No TLS.
#[derive(Clone)]
pub(crate) struct Tls;

impl Tls {
    pub(crate) fn new(
        roots: &[Vec<u8>],
        identity: Option<&Identity>,
        system: SystemCertificates,
    ) -> Result<Self> {
        if system == SystemCertificates::Required || !roots.is_empty() || identity.is_some() {
            return Err(Error::setup(
                "TLS is not supported by this build: turn on one of the features `rustls-ring`, \
                 `rustls-aws-lc-rs` and `native-tls`",
            ));
        }
        Ok(Self)
    }

    pub(crate) fn apply(&self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        builder
    }
}
