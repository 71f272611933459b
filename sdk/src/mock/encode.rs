//! Writing answers that are no objects of the spec as JSON again.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use time::OffsetDateTime;
use url::Url;

use crate::runtime::generated::{Encode, JsonWriter};
use crate::runtime::{Json, Reply, Seconds, Secret, SecretUrl};

/// No data: nothing is written at all.
impl Encode for () {
    fn encode(&self, _: &mut JsonWriter) {}
}

impl Encode for Reply {
    fn encode(&self, out: &mut JsonWriter) {
        out.raw(self.text());
    }
}

impl Encode for Json {
    fn encode(&self, out: &mut JsonWriter) {
        out.any(self);
    }
}

impl Encode for String {
    fn encode(&self, out: &mut JsonWriter) {
        out.text(self);
    }
}

impl Encode for Secret {
    fn encode(&self, out: &mut JsonWriter) {
        out.secret(self);
    }
}

impl Encode for Url {
    fn encode(&self, out: &mut JsonWriter) {
        out.url(self);
    }
}

impl Encode for SecretUrl {
    fn encode(&self, out: &mut JsonWriter) {
        out.secret_url(self);
    }
}

impl Encode for bool {
    fn encode(&self, out: &mut JsonWriter) {
        out.boolean(*self);
    }
}

impl Encode for i64 {
    fn encode(&self, out: &mut JsonWriter) {
        out.integer(*self);
    }
}

impl Encode for f64 {
    fn encode(&self, out: &mut JsonWriter) {
        out.float(*self);
    }
}

impl Encode for Decimal {
    fn encode(&self, out: &mut JsonWriter) {
        out.decimal(*self);
    }
}

impl Encode for Seconds {
    fn encode(&self, out: &mut JsonWriter) {
        out.seconds(*self);
    }
}

/// As RFC 3339: a time alone does not know in which form it came.
impl Encode for OffsetDateTime {
    fn encode(&self, out: &mut JsonWriter) {
        out.time(*self);
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, out: &mut JsonWriter) {
        out.begin_list();
        for item in self {
            item.encode(out);
        }
        out.end_list();
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, out: &mut JsonWriter) {
        out.begin_object();
        for (key, value) in self {
            out.key(key);
            value.encode(out);
        }
        out.end_object();
    }
}
