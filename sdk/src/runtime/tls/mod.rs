//! TLS, configured by the client itself and not by the process's default provider or by reqwest.

#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
mod with_rustls;
#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
pub(super) use with_rustls::Tls;

#[cfg(all(
    feature = "native-tls",
    not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))
))]
mod with_native_tls;
#[cfg(all(
    feature = "native-tls",
    not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))
))]
pub(super) use with_native_tls::Tls;

#[cfg(not(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc-rs",
    feature = "native-tls"
)))]
mod without_tls;
#[cfg(not(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc-rs",
    feature = "native-tls"
)))]
pub(super) use without_tls::Tls;

/// How a client uses the certificates of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SystemCertificates {
    /// TLS does not work without them, unless the user adds certificates.
    Required,
    /// Used if there are any.
    Optional,
    /// TLS is not used.
    Unused,
}

#[cfg(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc-rs",
    feature = "native-tls"
))]
fn is_pem(certificate: &[u8]) -> bool {
    const BEGIN: &[u8] = b"-----BEGIN";
    certificate.windows(BEGIN.len()).any(|part| part == BEGIN)
}
