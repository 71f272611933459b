//! Everything that generated code uses, under the names that it uses.
#![allow(unused_imports, reason = "the spec chooses which are used")]

pub(crate) use std::collections::BTreeMap;

pub(crate) use rust_decimal::Decimal;
pub(crate) use secrecy::ExposeSecret;
pub(crate) use serde::Serialize;
pub(crate) use time::{Date, OffsetDateTime};
pub(crate) use url::Url;

#[cfg(feature = "blocking")]
pub(crate) use super::blocking::{Client as BlockingClient, Download as BlockingDownload};
pub(crate) use super::bounds::Bounds;
pub(crate) use super::call::Call;
pub(crate) use super::client::Client;
pub(crate) use super::decode::{Boxed, Decode, Lenient, Payload, Value};
pub(crate) use super::download::Download;
pub(crate) use super::endpoint::{
    Endpoint, Exclusion, ExtraParam, ExtraSet, Join, Kind, Paging, Param, Platform, Polling, Retry,
    Started, With,
};
pub(crate) use super::error::Error;
pub(crate) use super::extra_params::{Extendable, ExtraParams};
pub(crate) use super::fields::Fields;
pub(crate) use super::file::File;
pub(crate) use super::json::Json;
pub(crate) use super::open_enum::{integer_enum, text_enum};
pub(crate) use super::paging::{Paged, Turn};
pub(crate) use super::platform_time::PlatformTime;
pub(crate) use super::reply::Reply;
pub(crate) use super::request::Request;
pub(crate) use super::rest::Rest;
pub(crate) use super::scalar::{self, Scalar as _};
pub(crate) use super::seconds::Seconds;
pub(crate) use super::secret::{Secret, SecretUrl};
pub(crate) use super::wait::{Caller, Polled, Wait};
pub(crate) use super::writer::{Encode, JsonWriter};
pub(crate) use crate::dec;
pub(crate) use crate::signature::Digest;

#[cfg(feature = "mock")]
pub(crate) use super::decode::Notes;
#[cfg(any(feature = "mock", feature = "serde"))]
pub(crate) use super::extra_fields::ExtraFields;
#[cfg(feature = "serde")]
pub(crate) use super::serialization::{serialized, write_extra, write_set};
#[cfg(feature = "mock")]
pub(crate) use crate::mock::{Example, ExampleFile, replay, replay_download};
#[cfg(all(feature = "blocking", feature = "mock"))]
pub(crate) use crate::mock::{replay_blocking, replay_download_blocking};
