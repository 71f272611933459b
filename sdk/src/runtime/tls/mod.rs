//! TLS, configured by the client itself and not by the process's default provider or by reqwest.

pub(super) mod certificates;
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
