// @generated from spec by bge-private-codegen 0.1.0. Edit the spec instead.

pub mod shop;

pub(crate) mod platform;

#[cfg(feature = "describe")]
pub(crate) mod description;

#[cfg(feature = "mock")]
mod endpoints;

#[cfg(feature = "mock")]
mod examples;

#[cfg(feature = "mock")]
pub(crate) use endpoints::ENDPOINTS;

#[cfg(feature = "mock")]
pub(crate) use examples::EXAMPLES;
