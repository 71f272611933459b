//! JSON text from any deserializer, and to any serializer. With serde_json, no digit of a number is lost.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{self, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::runtime::decode::scan;
use crate::runtime::json::described;
use crate::runtime::json_equality::same_json;

/// Values nested deeper than this are refused, as serde_json does. Reading and writing them recurses.
const DEEPEST: usize = 127;

const TOO_DEEP: &str = "the value is nested too deeply";

/// Valid JSON that is not nested too deeply.
pub(super) struct JsonText(Box<RawValue>);

impl JsonText {
    pub(super) fn as_str(&self) -> &str {
        self.0.get()
    }
}

/// Reads any value as JSON.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<JsonText, D::Error> {
    let raw = Box::<RawValue>::deserialize(AnyFormat(deserializer))?;
    if is_too_deep(raw.get()) {
        return Err(de::Error::custom(TOO_DEEP));
    }
    Ok(JsonText(raw))
}

/// Writes JSON.
pub(super) fn write<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if is_too_deep(json) {
        return Err(ser::Error::custom(TOO_DEEP));
    }
    Written(json).serialize(serializer)
}

fn is_too_deep(json: &str) -> bool {
    let mut depth = 0_usize;
    scan::tokens(json).any(|token| {
        match token {
            "[" | "{" => depth += 1,
            "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// A deserializer from which a `RawValue` can be read, whatever its format.
///
/// serde_json passes the text unchanged, under a name that is its own: the name of the type that is asked for. Other
/// formats ignore that name and pass the value, as does serde itself where it buffers values, such as in an enum with
/// a tag.
struct AnyFormat<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for AnyFormat<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let text = self.0.deserialize_newtype_struct(name, AnyValue { name })?;
        visitor.visit_map(MapDeserializer::new([(name, text)].into_iter()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Visits any value and returns it as JSON text.
struct AnyValue {
    /// The key under which serde_json passes text.
    name: &'static str,
}

/// Implements methods that pass a value on.
macro_rules! values {
    ($($visit:ident($ty:ty)),*) => {$(
        fn $visit<E: de::Error>(self, value: $ty) -> Result<String, E> {
            Ok(Value::from(value).to_string())
        }
    )*};
}

impl<'de> Visitor<'de> for AnyValue {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    values!(
        visit_bool(bool),
        visit_i64(i64),
        visit_u64(u64),
        visit_f64(f64),
        visit_str(&str)
    );

    fn visit_unit<E: de::Error>(self) -> Result<String, E> {
        Ok(Value::Null.to_string())
    }

    fn visit_none<E: de::Error>(self) -> Result<String, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<String, D::Error> {
        text(value)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<String, D::Error> {
        text(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<String, A::Error> {
        text(SeqAccessDeserializer::new(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<String, A::Error> {
        let Some(key) = entries.next_key::<String>()? else {
            return Ok("{}".to_owned());
        };
        if key == self.name {
            return entries.next_value();
        }
        let mut members = serde_json::Map::from_iter([(key, entries.next_value()?)]);
        let Value::Object(others) = Value::deserialize(MapAccessDeserializer::new(entries))? else {
            return Err(de::Error::custom("a number is not the value of a key"));
        };
        members.extend(others);
        Ok(Value::Object(members).to_string())
    }
}

fn text<'de, D: Deserializer<'de>>(value: D) -> Result<String, D::Error> {
    Ok(Value::deserialize(value)?.to_string())
}

/// Valid JSON text that is serialized as the value that it describes.
struct Written<'a>(&'a str);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = self.0;
        match json.as_bytes().first() {
            Some(b'{') => {
                let members = scan::members(json).into_iter();
                serializer.collect_map(members.map(|(key, value)| (key, Written(value))))
            }
            Some(b'[') => serializer.collect_seq(scan::items(json).into_iter().map(Written)),
            Some(b'"') => match scan::text(json) {
                Ok(text) => serializer.serialize_str(&text),
                Err(error) => Err(ser::Error::custom(described(&error))),
            },
            Some(b't' | b'f') => serializer.serialize_bool(json == "true"),
            Some(b'n') => serializer.serialize_unit(),
            _ => number(json, serializer),
        }
    }
}

/// Serializes a number. One that has no exact form in 64 bits keeps its digits with serde_json only.
fn number<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(integer) = json.parse::<i64>() {
        return serializer.serialize_i64(integer);
    }
    if let Ok(integer) = json.parse::<u64>() {
        return serializer.serialize_u64(integer);
    }
    match json.parse::<f64>() {
        Ok(float) if is_exact(float, json) => serializer.serialize_f64(float),
        Ok(_) | Err(_) => match serde_json::from_str::<&RawValue>(json) {
            Ok(raw) => raw.serialize(serializer),
            Err(error) => Err(ser::Error::custom(described(&error))),
        },
    }
}

fn is_exact(float: f64, json: &str) -> bool {
    let written = serde_json::to_string(&float);
    float.is_finite() && written.is_ok_and(|written| same_json(&written, json))
}
