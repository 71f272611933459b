//! TLS by the system's library, through reqwest's options.

use reqwest::Certificate;
use secrecy::ExposeSecret;

use super::super::error::{Error, Result};
use super::certificates::{Certificates, Identity, SystemCertificates, is_pem};

#[derive(Clone)]
pub(crate) struct Tls {
    roots: Vec<Certificate>,
    identity: Option<reqwest::Identity>,
}

impl Tls {
    pub(crate) fn new(own: &Certificates, _system: SystemCertificates) -> Result<Self> {
        let mut certificates = Vec::new();
        for root in &own.roots {
            certificates.extend(read(root)?);
        }
        let identity = own.identity.as_ref().map(reqwest_identity).transpose()?;
        Ok(Self {
            roots: certificates,
            identity,
        })
    }

    /// Replaces the TLS settings of a builder, except root certificates, which reqwest can only add.
    pub(crate) fn apply(&self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        let builder = builder
            .tls_backend_native()
            .tls_danger_accept_invalid_certs(false)
            .tls_danger_accept_invalid_hostnames(false)
            .tls_certs_merge(self.roots.iter().cloned());
        match &self.identity {
            Some(identity) => builder.identity(identity.clone()),
            None => builder,
        }
    }
}

fn read(root: &[u8]) -> Result<Vec<Certificate>> {
    let unusable = |error| Error::setup_from("a root certificate is not valid", error);
    if !is_pem(root) {
        return Ok(vec![Certificate::from_der(root).map_err(unusable)?]);
    }
    let certificates = Certificate::from_pem_bundle(root).map_err(unusable)?;
    if certificates.is_empty() {
        return Err(Error::setup(
            "a root certificate is not valid: no items found",
        ));
    }
    Ok(certificates)
}

fn reqwest_identity(identity: &Identity) -> Result<reqwest::Identity> {
    let key = identity.private_key.expose_secret().as_bytes();
    reqwest::Identity::from_pkcs8_pem(&identity.certificates, key)
        .map_err(|error| Error::setup_from("the client certificate cannot be used", error))
}
