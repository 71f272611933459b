//! A request as a value: what generated requests and untyped calls have in common.

use super::decode::Payload;
use super::endpoint::Endpoint;
use super::fields::Fields;

/// A request as a value. It can be stored, compared and sent later with [`Client::call`](crate::Client::call).
///
/// Implemented by generated requests and by [`Post`](crate::Post). Its items are for these only.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a request of the platform",
    label = "not a request",
    note = "a call is made by a method of the client; `into_request` of the call returns its request",
    note = "`Post` is a request that the spec does not describe"
)]
pub trait Request: Sized + Send + 'static {
    /// The typed answer.
    type Response: Send + 'static;

    /// The typed answer of a blocking client.
    #[cfg(feature = "blocking")]
    #[doc(hidden)]
    type Blocking: super::blocking::returned::Returned<Self::Response>;

    /// Description of the call.
    #[doc(hidden)]
    const ENDPOINT: &'static Endpoint;

    /// Writes the parameters in signing order.
    #[doc(hidden)]
    fn encode(&self, fields: &mut Fields);

    /// Reads the answer.
    #[doc(hidden)]
    fn decode(payload: Payload<'_>) -> Self::Response;
}
