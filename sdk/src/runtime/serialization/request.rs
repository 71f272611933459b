//! Parts of requests that are not values of JSON: further parameters, and files.

use super::super::decode::{Decode, Value};
use super::super::endpoint::{Endpoint, ExtraSet};
use super::super::fields::Fields;
use super::super::file::File;
use super::super::writer::{Encode, JsonWriter};

/// Writes the parameters that the spec does not describe as members. They are secret.
#[allow(dead_code, reason = "the spec chooses whether there are any")]
pub(crate) fn write_extra(
    out: &mut JsonWriter,
    endpoint: &'static Endpoint,
    send: impl FnOnce(&mut Fields),
) {
    write_fields(out, endpoint, send, |_, _| true);
}

/// Writes the name and the parameters of a set as members.
#[allow(dead_code, reason = "the spec chooses whether there are any")]
pub(crate) fn write_set(
    out: &mut JsonWriter,
    endpoint: &'static Endpoint,
    wire: &str,
    sets: &[ExtraSet],
    send: impl FnOnce(&mut Fields),
) {
    write_fields(out, endpoint, send, |fields, name| {
        let mut all = fields.iter();
        let set = all.find(|(name, _)| *name == wire).map(|(_, set)| set);
        let set = sets.iter().find(|known| Some(known.name) == set);
        let params = set.map(|set| set.params);
        // All parameters of an unknown set are secret.
        name != wire
            && params.is_none_or(|params| {
                params
                    .iter()
                    .any(|param| param.secret && param.name == name)
            })
    });
}

fn write_fields(
    out: &mut JsonWriter,
    endpoint: &'static Endpoint,
    send: impl FnOnce(&mut Fields),
    is_secret: impl Fn(&Fields, &str) -> bool,
) {
    let mut fields = Fields::new(endpoint);
    send(&mut fields);
    match fields.finish() {
        Ok(fields) => {
            for (name, value) in fields.iter() {
                out.key(name);
                out.text(value);
                if is_secret(&fields, name) {
                    out.note_secret(name);
                }
            }
        }
        Err(error) => out.refuse(format!("cannot be serialized: {error}")),
    }
}

impl Encode for File {
    fn encode(_: &Self, out: &mut JsonWriter) {
        out.refuse("is a file, which cannot be serialized".to_owned());
        out.raw("null");
    }
}

impl Decode for File {
    type Value = Self;

    fn decode(value: Value<'_>) -> Self {
        value.wrong::<()>("a file cannot be deserialized");
        Self::from_bytes("", "")
    }
}
