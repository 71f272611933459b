// @generated from spec by bge-private-codegen 0.1.0. Edit the spec instead.

//! All endpoints.

use crate::runtime::generated::*;

pub(crate) static ENDPOINTS: &[&Endpoint] = &[
    super::shop::PlaceOrder::ENDPOINT,
    super::shop::Ping::ENDPOINT,
];
