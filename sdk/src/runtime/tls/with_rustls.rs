//! TLS by rustls.

use std::sync::Arc;

use rustls::client::WantsClientCert;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};
use rustls_platform_verifier::Verifier;
use secrecy::ExposeSecret;

use super::super::error::{Error, Result};
use super::certificates::{Certificates, Identity, SystemCertificates, is_pem};

#[cfg(feature = "rustls-aws-lc-rs")]
use rustls::crypto::aws_lc_rs as provider;
#[cfg(not(feature = "rustls-aws-lc-rs"))]
use rustls::crypto::ring as provider;

/// The protocols that are offered, in order.
const PROTOCOLS: &[&[u8]] = if cfg!(feature = "http2") {
    &[b"h2", b"http/1.1"]
} else {
    &[]
};

const UNVERIFIABLE: &str = "no certificates to verify the platform with; install those of the system (package \
     `ca-certificates`), name a PEM file in SSL_CERT_FILE, or use `root_certificate`";

#[derive(Clone)]
pub(crate) struct Tls(ClientConfig);

impl Tls {
    pub(crate) fn new(own: &Certificates, system: SystemCertificates) -> Result<Self> {
        let config = ClientConfig::builder_with_provider(Arc::new(provider::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::setup_from("TLS cannot be set up", error))?;
        let config = with_roots(config, certificates(&own.roots)?, system)?;
        let mut config = with_identity(config, own.identity.as_ref())?;
        config.alpn_protocols = PROTOCOLS.iter().map(|name| name.to_vec()).collect();
        Ok(Self(config))
    }

    /// Replaces the TLS settings of a builder.
    pub(crate) fn apply(&self, builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        builder.tls_backend_preconfigured(self.0.clone())
    }
}

/// Parses the user's root certificates and checks that each can be trusted.
fn certificates(roots: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>> {
    let mut store = RootCertStore::empty();
    let mut found = Vec::new();
    for root in roots {
        for certificate in read(root).map_err(unusable)? {
            store.add(certificate.clone()).map_err(unusable)?;
            found.push(certificate);
        }
    }
    Ok(found)
}

fn unusable(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::setup_from("a root certificate is not valid", error)
}

/// Reads all certificates of a PEM text, at least one, or one DER certificate.
fn read(root: &[u8]) -> Result<Vec<CertificateDer<'static>>, pem::Error> {
    if !is_pem(root) {
        return Ok(vec![CertificateDer::from(root.to_vec())]);
    }
    CertificateDer::from_pem_slice(root)?;
    CertificateDer::pem_slice_iter(root).collect()
}

fn with_roots(
    config: ConfigBuilder<ClientConfig, WantsVerifier>,
    roots: Vec<CertificateDer<'static>>,
    system: SystemCertificates,
) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>> {
    let provider = Arc::clone(config.crypto_provider());
    if system == SystemCertificates::Unused && roots.is_empty() {
        return Ok(config.with_root_certificates(RootCertStore::empty()));
    }
    match verifier(roots, provider) {
        Ok(verifier) => Ok(config
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))),
        Err(_) if system == SystemCertificates::Optional => {
            Ok(config.with_root_certificates(RootCertStore::empty()))
        }
        Err(error) => Err(Error::setup_from(UNVERIFIABLE, error)),
    }
}

#[cfg(not(target_os = "android"))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(roots, provider)
}

#[cfg(target_os = "android")]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    if roots.is_empty() {
        return Verifier::new(provider);
    }
    let problem = "`root_certificate` is not supported on Android";
    Err(rustls::Error::General(problem.to_owned()))
}

fn with_identity(
    config: ConfigBuilder<ClientConfig, WantsClientCert>,
    identity: Option<&Identity>,
) -> Result<ClientConfig> {
    let Some(identity) = identity else {
        return Ok(config.with_no_client_auth());
    };
    // Causes are not shown, because they may quote the key.
    let certificates = CertificateDer::pem_slice_iter(&identity.certificates)
        .collect::<Result<Vec<_>, _>>()
        .unwrap_or_default();
    if certificates.is_empty() {
        return Err(Error::setup("the client certificate is not valid PEM"));
    }
    let key = identity.private_key.expose_secret().as_bytes();
    let key = PrivateKeyDer::from_pem_slice(key)
        .map_err(|_| Error::setup("the private key of the client certificate is not valid PEM"))?;
    config
        .with_client_auth_cert(certificates, key)
        .map_err(|error| Error::setup_from("the client certificate cannot be used", error))
}
