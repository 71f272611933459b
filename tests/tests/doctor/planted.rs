//! A plain implementation of the signature into which each mistake can be planted.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bge_private_sdk::signature::doctor::{Cause, Change, Order, TimestampForm};
use bge_private_sdk::signature::{Digest, SigningKey};
use hmac::{Hmac, KeyInit, Mac};
use sha1::{Digest as _, Sha1};

pub(crate) type Fields = Vec<(String, String)>;

pub(crate) const SECRET: &str = "mock-app-secret";
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const OWN: [&str; 3] = ["app_key", "signature_nonce", "timestamp"];

/// How a call is signed.
pub(crate) struct Signing {
    pub(crate) fields: Fields,
    prefix: String,
    plus_in_names: bool,
    encode: fn(&str) -> String,
    whole: Vec<fn(&str) -> String>,
    sorts: bool,
    key: String,
    mac: fn(&str, &str) -> Vec<u8>,
    write: fn(&[u8]) -> String,
}

/// A mistake and how it is made.
pub(crate) struct Planted {
    pub(crate) cause: Cause,
    pub(crate) make: Box<dyn Fn(&mut Signing)>,
}

impl Signing {
    pub(crate) fn right(fields: &Fields) -> Self {
        Self {
            fields: fields.clone(),
            prefix: format!("{LETTERS}&"),
            plus_in_names: true,
            encode: encoded,
            whole: vec![encoded],
            sorts: true,
            key: format!("{SECRET}&"),
            mac: hmac,
            write: |bytes| STANDARD.encode(bytes),
        }
    }

    pub(crate) fn text(&self) -> String {
        let mut fields = self.fields.clone();
        if self.sorts {
            fields.sort();
        }
        let pair = |(name, value): &(String, String)| {
            let name = (self.encode)(name);
            let name = if self.plus_in_names {
                name.replace("%20", "+")
            } else {
                name
            };
            format!("{name}={}", (self.encode)(value))
        };
        let pairs: Vec<String> = fields.iter().map(pair).collect();
        let text = pairs.join("&");
        let text = self.whole.iter().fold(text, |text, encode| encode(&text));
        format!("{}{text}", self.prefix)
    }

    pub(crate) fn sign(&self) -> String {
        (self.write)(&(self.mac)(&self.key, &self.text()))
    }

    /// Signs with another secret.
    pub(crate) fn key_of(&mut self, secret: &str) {
        self.key = format!("{secret}&");
    }

    fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    fn encode_with(&mut self, encode: fn(&str) -> String) {
        (self.encode, self.whole) = (encode, vec![encode]);
    }
}

fn hmac(key: &str, text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key.as_bytes()).expect("any length will do");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

fn lower_case_hex(text: &str) -> String {
    let upper = encoded(text);
    let mut pieces = upper.split('%');
    let first = pieces.next().unwrap_or_default().to_owned();
    let lower = pieces.map(|piece| format!("%{}{}", piece[..2].to_lowercase(), &piece[2..]));
    first + &lower.collect::<String>()
}

/// A call in which each mistake shows, in the order that a program would make it.
pub(crate) fn fields() -> Fields {
    let pairs = [
        ("zone name", "a b+c"),
        ("object_name", "ods/*~ !'()测 试.tsv"),
        ("Upper", "%41"),
        ("Upper-case", "x"),
        ("flag", "True"),
        ("empty", ""),
        ("none", ""),
        ("amount", "1.50"),
        ("count", "4"),
        ("lines", "one\ntwo"),
        ("crlf", "one\r\ntwo"),
        ("padded", " x "),
        ("compact", r#"{"a":[1,2]}"#),
        ("loose", r#"{"a": [1, 2]}"#),
        ("password", "hidden-value"),
        ("app_key", "mock-app-key"),
        ("signature_nonce", "5f0c6f1e2b8a4a52a6a1d9d3f4b8c7e6"),
        ("timestamp", "2026-11-23T07:27:59Z"),
        ("after", "x"),
    ];
    pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
}

fn of(cause: Cause, make: impl Fn(&mut Signing) + 'static) -> Planted {
    let make = Box::new(make);
    Planted { cause, make }
}

fn altered(name: &str, change: Change, before: &'static str) -> Planted {
    let name = name.to_owned();
    let cause = Cause::FieldAltered {
        name: name.clone(),
        change,
    };
    of(cause, move |signing| signing.set(&name, before))
}

fn timestamp(cause: Cause, signed: &'static str) -> Planted {
    of(cause, move |signing| signing.set("timestamp", signed))
}

/// Mistakes in the text.
pub(crate) fn in_the_text() -> Vec<Planted> {
    let nulls = |fields: &[&str], text| Cause::NullAsText {
        fields: fields.iter().map(|name| (*name).to_owned()).collect(),
        text,
    };
    let order = |own_first: bool| {
        move |signing: &mut Signing| {
            signing.sorts = false;
            let own = |name: &str| OWN.contains(&name);
            signing
                .fields
                .sort_by_key(|(name, _)| own(name) != own_first);
        }
    };
    vec![
        of(Cause::PrefixMissing, |signing| signing.prefix.clear()),
        of(Cause::PrefixNotSeparated, |signing| {
            LETTERS.clone_into(&mut signing.prefix);
        }),
        of(Cause::EncodedOnce, |signing| signing.whole.clear()),
        of(Cause::EncodedThrice, |signing| signing.whole.push(encoded)),
        of(Cause::FieldsNotEncoded, |signing| {
            signing.encode = str::to_owned;
        }),
        of(Cause::NotEncoded, |signing| {
            signing.encode = str::to_owned;
            signing.whole.clear();
        }),
        of(Cause::PlusForSpace, |signing| {
            signing.encode_with(|text| encoded(text).replace("%20", "+"));
        }),
        of(Cause::NameWithoutPlus, |signing| {
            signing.plus_in_names = false
        }),
        of(Cause::StarKept, |signing| {
            signing.encode_with(|text| encoded(text).replace("%2A", "*"));
        }),
        of(Cause::TildeEncoded, |signing| {
            signing.encode_with(|text| encoded(text).replace('~', "%7E"));
        }),
        of(Cause::SlashKept, |signing| {
            signing.encode_with(|text| encoded(text).replace("%2F", "/"));
        }),
        of(Cause::MarksKept, |signing| {
            signing.encode_with(|text| {
                let marks = [("%21", "!"), ("%27", "'"), ("%28", "("), ("%29", ")")];
                let text = encoded(text);
                marks
                    .iter()
                    .fold(text, |text, (code, mark)| text.replace(code, mark))
            });
        }),
        of(Cause::LowerCaseHex, |signing| {
            signing.encode_with(lower_case_hex);
        }),
        of(Cause::Order(Order::AsReceived), |signing| {
            signing.sorts = false;
        }),
        of(Cause::Order(Order::OwnFirst), order(true)),
        of(Cause::Order(Order::OwnLast), order(false)),
        of(Cause::Order(Order::IgnoringCase), |signing| {
            signing.sorts = false;
            signing.fields.sort_by_key(|(name, _)| name.to_lowercase());
        }),
        of(Cause::Order(Order::ByPair), |signing| {
            signing.sorts = false;
            let pair = |name: &str| format!("{}=", encoded(name).replace("%20", "+"));
            signing.fields.sort_by_key(|(name, _)| pair(name));
        }),
        of(nulls(&["region", "size"], "None"), |signing| {
            signing.set("region", "None");
            signing.set("size", "None");
        }),
        of(nulls(&["size"], "null"), |signing| {
            signing.set("size", "null");
        }),
        of(nulls(&["empty"], "None"), |signing| {
            signing.set("empty", "None");
        }),
        of(nulls(&["region"], ""), |signing| signing.set("region", "")),
        of(
            Cause::BooleanCase {
                fields: vec!["flag".to_owned()],
            },
            |signing| signing.set("flag", "true"),
        ),
        of(Cause::EmptyLeftOut, |signing| {
            signing.fields.retain(|(_, value)| !value.is_empty());
        }),
        of(Cause::SignatureSigned, |signing| signing.set("sign", "")),
        of(Cause::OwnFieldsNotSigned, |signing| {
            signing
                .fields
                .retain(|(name, _)| !OWN.contains(&name.as_str()));
        }),
        of(Cause::FileSigned("image".to_owned()), |signing| {
            signing.set("image", "图 1.png");
        }),
        of(Cause::FieldNotSigned("count".to_owned()), |signing| {
            signing.fields.retain(|(name, _)| name != "count");
        }),
        altered("zone name", Change::PlusToSpace, "a+b+c"),
        altered("Upper", Change::Encoded, "A"),
        altered(
            "object_name",
            Change::Decoded,
            "ods%2F%2A~%20%21%27%28%29%E6%B5%8B%20%E8%AF%95.tsv",
        ),
        altered("padded", Change::SpaceAdded, "x"),
        altered("crlf", Change::ToCrLf, "one\ntwo"),
        altered("lines", Change::ToLf, "one\r\ntwo"),
        altered("loose", Change::JsonSpaced, r#"{"a":[1,2]}"#),
        altered("compact", Change::JsonCompacted, r#"{"a": [1, 2]}"#),
        altered("amount", Change::ZerosAdded, "1.5"),
        altered("count", Change::ZerosDropped, "4.0"),
        timestamp(Cause::LocalTime { offset: 480 }, "2026-11-23T15:27:59Z"),
        timestamp(Cause::LocalTime { offset: -210 }, "2026-11-23T03:57:59Z"),
        timestamp(Cause::LocalTime { offset: 345 }, "2026-11-23T13:12:59Z"),
        timestamp(
            Cause::TimestampForm(TimestampForm::Spaced),
            "2026-11-23 07:27:59",
        ),
        timestamp(
            Cause::TimestampForm(TimestampForm::WithoutZone),
            "2026-11-23T07:27:59",
        ),
        timestamp(
            Cause::TimestampForm(TimestampForm::Offset),
            "2026-11-23T07:27:59+00:00",
        ),
        timestamp(
            Cause::TimestampForm(TimestampForm::Milliseconds),
            "2026-11-23T07:27:59.000Z",
        ),
        timestamp(
            Cause::TimestampForm(TimestampForm::UnixSeconds),
            "1795418879",
        ),
        timestamp(
            Cause::TimestampForm(TimestampForm::UnixMilliseconds),
            "1795418879000",
        ),
    ]
}

/// Mistakes in the key, and in how the signature is written.
pub(crate) fn beside_the_text() -> Vec<Planted> {
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let in_hex: fn(&[u8]) -> String = hex;
    let of_hex: fn(&[u8]) -> String = |bytes| {
        STANDARD.encode(
            bytes
                .iter()
                .map(|byte| format!("{byte:02X}"))
                .collect::<String>(),
        )
    };
    let plain: [fn(&str, &str) -> Vec<u8>; 5] = [
        |_, text| Sha1::digest(text).to_vec(),
        |key, text| Sha1::digest(format!("{key}{text}")).to_vec(),
        |key, text| Sha1::digest(format!("{text}{key}")).to_vec(),
        |key, text| Sha1::digest(format!("{}{text}", key.trim_end_matches('&'))).to_vec(),
        |key, text| Sha1::digest(format!("{text}{}", key.trim_end_matches('&'))).to_vec(),
    ];
    let mut planted = vec![
        of(Cause::SecretWithoutAmpersand, |signing| {
            SECRET.clone_into(&mut signing.key);
        }),
        of(Cause::AppKeyAsSecret, |signing| {
            "mock-app-key&".clone_into(&mut signing.key);
        }),
        of(Cause::SecretWithLineBreak, |signing| {
            signing.key = format!("{SECRET}\n&");
        }),
        of(Cause::SignatureInHex, move |signing| signing.write = in_hex),
        of(Cause::SignatureOfHex, move |signing| signing.write = of_hex),
        of(Cause::SignatureUnpadded, |signing| {
            signing.write = |bytes| STANDARD.encode(bytes).trim_end_matches('=').to_owned();
        }),
        of(Cause::SignatureSpaced, |signing| {
            signing.write = |bytes| STANDARD.encode(bytes) + "\n";
        }),
        of(Cause::SignatureEncoded, |signing| {
            signing.write = |bytes| encoded(&STANDARD.encode(bytes));
        }),
        of(
            Cause::OtherDigest {
                signed: Digest::HmacSha256,
                expected: Digest::HmacSha1,
            },
            |signing| {
                let sign = SigningKey::with_digest(Digest::HmacSha256, SECRET)
                    .sign(signing.fields.clone());
                signing.key = sign;
                signing.mac = |sign, _| STANDARD.decode(sign).expect("Base64");
            },
        ),
        of(Cause::OtherSecretOrFields, |signing| {
            signing.key.insert(0, 'x');
        }),
    ];
    planted.extend(plain.map(|mac| of(Cause::PlainDigest, move |signing| signing.mac = mac)));
    planted
}

impl Signing {
    /// As a form is encoded, with `*` kept and a space as `+`.
    pub(crate) fn form_encoded(fields: &Fields) -> Self {
        let mut signing = Self::right(fields);
        signing.encode_with(|text| encoded(text).replace("%20", "+").replace("%2A", "*"));
        signing
    }

    /// As Java's `URLEncoder` does.
    pub(crate) fn java(fields: &Fields) -> Self {
        let mut signing = Self::right(fields);
        signing.encode_with(|text| {
            let form = encoded(text).replace("%20", "+").replace("%2A", "*");
            form.replace('~', "%7E")
        });
        signing
    }
}
