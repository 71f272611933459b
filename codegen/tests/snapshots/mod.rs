// @generated from spec by bge-private-codegen 0.1.0. Edit the spec instead.

#[allow(deprecated, reason = "it uses deprecated items of its own")]
pub mod shop;

pub(crate) mod platform;

#[allow(deprecated, reason = "it describes deprecated items, too")]
#[cfg(feature = "describe")]
pub(crate) mod description;

/// The examples of all endpoints.
#[cfg(feature = "mock")]
pub(crate) static EXAMPLES: &[&[crate::mock::Example]] = &[shop::mocked::EXAMPLES];

/// Invokes a macro with the requests of all calls. Before each is what it returns: `described` types of the
/// spec, another `value`, or a `file`.
#[cfg(feature = "mock")]
#[doc(hidden)]
#[macro_export]
macro_rules! every_request {
    ($with:ident) => {
        $with ! { described $crate::shop::PlaceOrder, value $crate::shop::Find, value
        $crate::shop::Ping }
    };
}
