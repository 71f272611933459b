//! Static description of the platform and its calls: parameters, constraints, texts in English and Chinese,
//! environments.
//!
//! It is for programs that make any call without knowing it in advance, such as a command line, a web form or a
//! proxy. [`PLATFORM`] describes everything. [`Untyped`] is a request whose parameters are texts.
//!
//! ```no_run
//! use bge_private_sdk::Client;
//! use bge_private_sdk::describe::{PLATFORM, Untyped};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let call = PLATFORM.call_at("/service/oss/sign_url").ok_or("unknown path")?;
//! for parameter in call.parameters {
//!     println!("{}: {}", parameter.name, parameter.text.en);
//! }
//! let request = Untyped::new(call).field("object_name", "ods/a.tsv");
//! let answer = Client::from_env()?.call(request).detailed().await?;
//! call.check(&answer)?;
//! println!("{}", answer.response.text());
//! # Ok(())
//! # }
//! ```
//!
//! New versions may add variants and fields.

mod model;
mod pages;
mod untyped;

/// Marker types of the scalars, for tests.
#[doc(hidden)]
pub mod scalar {
    pub use crate::runtime::scalar::*;
}

/// Splits JSON text that is known to be well-formed by one level.
#[doc(hidden)]
pub mod json {
    pub use crate::runtime::decode::scan::{items, members};
}

pub use crate::generated::description::PLATFORM;
pub use crate::runtime::bounds::Bounds;
pub use crate::runtime::decode::is_identifier;
pub use crate::runtime::endpoint::{
    Endpoint, Exclusion, ExtraParam, ExtraSet, Join, Kind, Paging, Param, Platform as Protocol,
    Retry, With,
};
pub use crate::runtime::http::is_loopback;
pub use crate::runtime::quoted::Quoted;
pub use crate::runtime::scalar::{Hidden, JsonForm, ScalarInfo};
pub use crate::runtime::similar::most_similar;
pub use model::{
    AnyOf, Call, Choice, Enum, Environment, Example, Extra, Field, Group, Language, Object, OneOf,
    Parameter, Platform, Set, SetParam, Text, Type,
};
pub use untyped::{Untyped, UntypedDownload, url_of, validate};

/// What generated code uses.
pub(crate) mod generated {
    #![allow(
        unused_imports,
        reason = "which of these are used is the spec's choice"
    )]

    pub(crate) use super::model::*;
    pub(crate) use crate::generated::platform::PLATFORM as PROTOCOL;
    pub(crate) use crate::runtime::Request;
    pub(crate) use crate::runtime::call::decode;
    pub(crate) use crate::runtime::scalar::{self, Scalar as _};
}
