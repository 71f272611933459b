//! TLS with a provider that the client names itself, never the one of the whole process.

use reqwest::ClientBuilder;

use super::error::Result;

/// Sets TLS up as the features say. Reading the system's certificates takes most of the time that making a
/// client takes; one that never speaks TLS does without them, and trusts nobody.
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
pub(crate) fn configure(builder: ClientBuilder, certificates: bool) -> Result<ClientBuilder> {
    use std::sync::Arc;

    use super::error::Error;
    use rustls_platform_verifier::BuilderVerifierExt;

    #[cfg(feature = "rustls-aws-lc-rs")]
    use rustls::crypto::aws_lc_rs as provider;
    #[cfg(not(feature = "rustls-aws-lc-rs"))]
    use rustls::crypto::ring as provider;

    let failed = |error| Error::setup_from("TLS cannot be set up", error);
    let config =
        rustls::ClientConfig::builder_with_provider(Arc::new(provider::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(failed)?;
    let config = if certificates {
        config.with_platform_verifier().map_err(failed)?
    } else {
        config.with_root_certificates(rustls::RootCertStore::empty())
    };
    #[cfg_attr(not(feature = "http2"), expect(unused_mut, reason = "changed below"))]
    let mut config = config.with_no_client_auth();
    #[cfg(feature = "http2")]
    {
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    }
    Ok(builder.tls_backend_preconfigured(config))
}

/// Leaves TLS to reqwest: the system's library, or none at all.
#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")))]
#[expect(clippy::unnecessary_wraps, reason = "of one shape with the above")]
pub(crate) fn configure(builder: ClientBuilder, _certificates: bool) -> Result<ClientBuilder> {
    Ok(builder)
}
