//! The certificates that TLS uses: those of the system and of the user.
#![allow(dead_code, reason = "a build without TLS uses none")]

use crate::runtime::secret::Secret;

/// How a client uses the certificates of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SystemCertificates {
    /// TLS does not work without them, unless the user adds certificates.
    Required,
    /// Used if there are any.
    Optional,
    /// TLS is not used.
    Unused,
}

/// The certificates of the user.
#[derive(Clone, Default)]
pub(crate) struct Certificates {
    /// Root certificates, PEM or DER.
    pub(crate) roots: Vec<Vec<u8>>,
    pub(crate) identity: Option<Identity>,
}

/// A client certificate with its chain, and its private key; PEM.
#[derive(Clone)]
pub(crate) struct Identity {
    pub(crate) certificates: Vec<u8>,
    pub(crate) private_key: Secret,
}

pub(super) fn is_pem(certificate: &[u8]) -> bool {
    const BEGIN: &[u8] = b"-----BEGIN";
    certificate.windows(BEGIN.len()).any(|part| part == BEGIN)
}
