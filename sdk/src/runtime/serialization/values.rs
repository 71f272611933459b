//! `Serialize` and `Deserialize` for the types of fields.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::serialized;
use crate::runtime::json::Json;
use crate::runtime::platform_time::PlatformTime;
use crate::runtime::reply::Reply;
use crate::runtime::rest::Rest;
use crate::runtime::scalar;
use crate::runtime::seconds::Seconds;
use crate::runtime::secret::{Secret, SecretUrl};

serialized! {
    Json => scalar::Json,
    Seconds => scalar::Seconds,
    Secret => scalar::Secret,
    SecretUrl => scalar::SecretUrl,
}

/// In the form in which it was received, or in RFC 3339.
impl Serialize for PlatformTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PlatformTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

impl Serialize for Rest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Rest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::<String, Json>::deserialize(deserializer).map(Self::from)
    }
}

const JSON: &str = "json";
const TEXT: &str = "text";

/// As a map with one entry, `json` or `text`.
impl Serialize for Reply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Json(json) => serializer.collect_map([(JSON, json)]),
            Self::Text(text) => serializer.collect_map([(TEXT, text)]),
        }
    }
}

impl<'de> Deserialize<'de> for Reply {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut entries = BTreeMap::<String, Json>::deserialize(deserializer)?.into_iter();
        let reply = match (entries.next(), entries.next()) {
            (Some((key, json)), None) if key == JSON => Some(Self::Json(json)),
            (Some((key, json)), None) if key == TEXT => json.parse().ok().map(Self::Text),
            (Some(_) | None, _) => None,
        };
        reply
            .ok_or_else(|| de::Error::custom("expected a map with `json`, or with a string `text`"))
    }
}
