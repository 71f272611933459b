// @generated from spec/platform.yaml by bge-private-codegen 0.1.0. Edit the spec instead.

//! A small platform.
//!
//! 小平台。

use crate::runtime::generated::*;
use std::time::Duration;

pub(crate) const PLATFORM: Platform = Platform {
    name: "bge-private",
    digest: Digest::HmacSha256,
    prefix: "abc",
    max_age: Duration::from_secs(300),
    key_field: "app_key",
    nonce_field: "signature_nonce",
    timestamp_field: "timestamp",
    signature_field: "sign",
    code: "code",
    message: "msg",
    data: "data",
    pagination: "pagination",
    utc_offset: 0,
    forwarding_paths: &["/shop/ping"],
    retries: 3,
    connect_timeout: Duration::from_secs(5),
    attempt_timeout: Duration::from_secs(16),
    call_timeout: Duration::from_secs(60),
    max_response_bytes: 65536,
    env_key: "BGE_PRIVATE_APP_KEY",
    env_secret: "BGE_PRIVATE_APP_SECRET",
    env_base_url: "BGE_PRIVATE_BASE_URL",
};

/// An environment of the platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Environment {
    /// The live platform.
    ///
    /// 线上环境。
    #[default]
    Production,
}

impl Environment {
    /// Returns the base URL, without a trailing slash.
    #[must_use]
    pub fn base_url(self) -> &'static str {
        match self {
            Self::Production => "https://small.example",
        }
    }
}
