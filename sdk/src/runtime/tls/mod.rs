//! TLS, configured by the client itself and not by the process's default provider or by reqwest.

mod certificates;

#[cfg(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))]
#[path = "with_rustls.rs"]
mod library;

#[cfg(all(
    feature = "native-tls",
    not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs"))
))]
#[path = "with_native_tls.rs"]
mod library;

#[cfg(not(any(
    feature = "rustls-ring",
    feature = "rustls-aws-lc-rs",
    feature = "native-tls"
)))]
#[path = "without_tls.rs"]
mod library;

pub(super) use certificates::{Certificates, Identity, SystemCertificates};
pub(super) use library::Tls;
