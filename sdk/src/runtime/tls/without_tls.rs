//! A build without TLS.

use super::super::error::{Error, Result};
use super::certificates::{Certificates, SystemCertificates};

#[derive(Clone)]
pub(crate) struct Tls;

impl Tls {
    pub(crate) fn new(own: &Certificates, system: SystemCertificates) -> Result<Self> {
        if system == SystemCertificates::Required || !own.roots.is_empty() || own.identity.is_some()
        {
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
