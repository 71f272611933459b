//! A plain implementation of the signature, into which each mistake can be planted.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bge_private_sdk::signature::doctor::Cause;
use bge_private_sdk::signature::{Digest, SigningKey};
use bge_private_tests::percent_encoded;
use hmac::{Hmac, KeyInit, Mac};
use sha1::{Digest as _, Sha1};

pub(crate) type Fields = Vec<(String, String)>;

pub(crate) const SECRET: &str = "mock-app-secret";
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const OWN: [&str; 3] = ["app_key", "signature_nonce", "timestamp"];

/// The steps that sign a call.
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

/// A mistake, and the function that makes it.
pub(crate) struct Planted {
    /// The code of its cause.
    pub(crate) code: &'static str,
    /// Text that the sentence of the cause contains.
    pub(crate) detail: &'static str,
    pub(crate) make: Box<dyn Fn(&mut Signing)>,
}

impl Planted {
    /// Whether these causes are exactly this mistake.
    pub(crate) fn is_all_of(&self, causes: &[Cause]) -> bool {
        matches!(causes, [cause] if self.is(cause))
    }

    pub(crate) fn is(&self, cause: &Cause) -> bool {
        cause.code() == self.code && cause.to_string().contains(self.detail)
    }
}

/// Returns the codes of causes.
pub(crate) fn codes(causes: &[Cause]) -> Vec<&'static str> {
    causes.iter().map(Cause::code).collect()
}

/// Returns the mistake in the text with this code.
pub(crate) fn planted(code: &str) -> Planted {
    let mut all = in_the_text().into_iter();
    all.find(|planted| planted.code == code).expect("a mistake")
}

impl Signing {
    pub(crate) fn right(fields: &Fields) -> Self {
        Self {
            fields: fields.clone(),
            prefix: format!("{LETTERS}&"),
            plus_in_names: true,
            encode: percent_encoded,
            whole: vec![percent_encoded],
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

fn lower_case_hex(text: &str) -> String {
    let upper = percent_encoded(text);
    let mut pieces = upper.split('%');
    let first = pieces.next().unwrap_or_default().to_owned();
    let lower = pieces.map(|piece| format!("%{}{}", piece[..2].to_lowercase(), &piece[2..]));
    first + &lower.collect::<String>()
}

/// Returns the fields of a call that every mistake affects, in the order in which a program would add them.
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

fn of(code: &'static str, make: impl Fn(&mut Signing) + 'static) -> Planted {
    told(code, "", make)
}

fn told(
    code: &'static str,
    detail: &'static str,
    make: impl Fn(&mut Signing) + 'static,
) -> Planted {
    let make = Box::new(make);
    Planted { code, detail, make }
}

fn altered(name: &'static str, detail: &'static str, before: &'static str) -> Planted {
    told("field-altered", detail, move |signing| {
        signing.set(name, before)
    })
}

fn timestamp(code: &'static str, detail: &'static str, signed: &'static str) -> Planted {
    told(code, detail, move |signing| {
        signing.set("timestamp", signed)
    })
}

/// Returns the mistakes in the text that is signed.
pub(crate) fn in_the_text() -> Vec<Planted> {
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
        of("prefix-missing", |signing| signing.prefix.clear()),
        of("prefix-not-separated", |signing| {
            LETTERS.clone_into(&mut signing.prefix);
        }),
        of("encoded-once", |signing| signing.whole.clear()),
        of("encoded-thrice", |signing| {
            signing.whole.push(percent_encoded)
        }),
        of("fields-not-encoded", |signing| {
            signing.encode = str::to_owned;
        }),
        of("not-encoded", |signing| {
            signing.encode = str::to_owned;
            signing.whole.clear();
        }),
        of("plus-for-space", |signing| {
            signing.encode_with(|text| percent_encoded(text).replace("%20", "+"));
        }),
        of("name-without-plus", |signing| signing.plus_in_names = false),
        of("star-kept", |signing| {
            signing.encode_with(|text| percent_encoded(text).replace("%2A", "*"));
        }),
        of("tilde-encoded", |signing| {
            signing.encode_with(|text| percent_encoded(text).replace('~', "%7E"));
        }),
        of("slash-kept", |signing| {
            signing.encode_with(|text| percent_encoded(text).replace("%2F", "/"));
        }),
        of("marks-kept", |signing| {
            signing.encode_with(|text| {
                let marks = [("%21", "!"), ("%27", "'"), ("%28", "("), ("%29", ")")];
                let text = percent_encoded(text);
                marks
                    .iter()
                    .fold(text, |text, (code, mark)| text.replace(code, mark))
            });
        }),
        of("lower-case-hex", |signing| {
            signing.encode_with(lower_case_hex);
        }),
        of("order-as-received", |signing| {
            signing.sorts = false;
        }),
        of("order-own-first", order(true)),
        of("order-own-last", order(false)),
        of("order-ignoring-case", |signing| {
            signing.sorts = false;
            signing.fields.sort_by_key(|(name, _)| name.to_lowercase());
        }),
        of("order-by-pair", |signing| {
            signing.sorts = false;
            let pair = |name: &str| format!("{}=", percent_encoded(name).replace("%20", "+"));
            signing.fields.sort_by_key(|(name, _)| pair(name));
        }),
        told(
            "null-as-text",
            "without a value, `region`, `size` were signed as `None`;",
            |signing| {
                signing.set("region", "None");
                signing.set("size", "None");
            },
        ),
        told(
            "null-as-text",
            "without a value, `size` was signed as `null`;",
            |signing| {
                signing.set("size", "null");
            },
        ),
        told(
            "null-as-text",
            "without a value, `empty` was signed as `None`;",
            |signing| {
                signing.set("empty", "None");
            },
        ),
        told(
            "null-as-text",
            "without a value, `region` was signed as ``;",
            |signing| signing.set("region", ""),
        ),
        told(
            "boolean-case",
            "as booleans, `flag` was signed",
            |signing| signing.set("flag", "true"),
        ),
        of("empty-left-out", |signing| {
            signing.fields.retain(|(_, value)| !value.is_empty());
        }),
        of("signature-signed", |signing| signing.set("sign", "")),
        of("own-fields-not-signed", |signing| {
            signing
                .fields
                .retain(|(name, _)| !OWN.contains(&name.as_str()));
        }),
        told("file-signed", "the file `image` was", |signing| {
            signing.set("image", "图 1.png");
        }),
        told("field-not-signed", "the field `count` was", |signing| {
            signing.fields.retain(|(name, _)| name != "count");
        }),
        altered(
            "zone name",
            "the field `zone name` was changed after signing: its `+` was received as a space",
            "a+b+c",
        ),
        altered(
            "Upper",
            "the field `Upper` was changed after signing: it was percent-encoded once more",
            "A",
        ),
        altered(
            "object_name",
            "the field `object_name` was changed after signing: it was percent-decoded once too often",
            "ods%2F%2A~%20%21%27%28%29%E6%B5%8B%20%E8%AF%95.tsv",
        ),
        altered(
            "padded",
            "the field `padded` was changed after signing: whitespace was added around it",
            "x",
        ),
        altered(
            "crlf",
            "the field `crlf` was changed after signing: its line feeds became CR LF",
            "one\ntwo",
        ),
        altered(
            "lines",
            "the field `lines` was changed after signing: its CR LF became line feeds",
            "one\r\ntwo",
        ),
        altered(
            "loose",
            "the field `loose` was changed after signing: its JSON was rewritten with spaces",
            r#"{"a":[1,2]}"#,
        ),
        altered(
            "compact",
            "the field `compact` was changed after signing: its JSON was rewritten without spaces",
            r#"{"a": [1, 2]}"#,
        ),
        altered(
            "amount",
            "the field `amount` was changed after signing: zeros were added after the decimal point",
            "1.5",
        ),
        altered(
            "count",
            "the field `count` was changed after signing: a zero after the decimal point was removed",
            "4.0",
        ),
        timestamp(
            "local-time",
            "local time, UTC+08:00,",
            "2026-11-23T15:27:59Z",
        ),
        timestamp(
            "local-time",
            "local time, UTC-03:30,",
            "2026-11-23T03:57:59Z",
        ),
        timestamp(
            "local-time",
            "local time, UTC+05:45,",
            "2026-11-23T13:12:59Z",
        ),
        timestamp(
            "timestamp-form",
            "signed with a space, like `2026-11-23 07:27:59`,",
            "2026-11-23 07:27:59",
        ),
        timestamp(
            "timestamp-form",
            "signed without a zone, like `2026-11-23T07:27:59`,",
            "2026-11-23T07:27:59",
        ),
        timestamp(
            "timestamp-form",
            "signed with an offset, like `2026-11-23T07:27:59+00:00`,",
            "2026-11-23T07:27:59+00:00",
        ),
        timestamp(
            "timestamp-form",
            "signed with milliseconds, like `2026-11-23T07:27:59.000Z`,",
            "2026-11-23T07:27:59.000Z",
        ),
        timestamp(
            "timestamp-form",
            "signed in seconds since 1970,",
            "1795418879",
        ),
        timestamp(
            "timestamp-form",
            "signed in milliseconds since 1970,",
            "1795418879000",
        ),
    ]
}

/// Returns the mistakes in the key, and in the encoding of the signature.
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
        of("secret-without-ampersand", |signing| {
            SECRET.clone_into(&mut signing.key);
        }),
        of("app-key-as-secret", |signing| {
            "mock-app-key&".clone_into(&mut signing.key);
        }),
        of("secret-with-line-break", |signing| {
            signing.key = format!("{SECRET}\n&");
        }),
        of("signature-in-hex", move |signing| signing.write = in_hex),
        of("signature-of-hex", move |signing| signing.write = of_hex),
        of("signature-unpadded", |signing| {
            signing.write = |bytes| STANDARD.encode(bytes).trim_end_matches('=').to_owned();
        }),
        of("signature-spaced", |signing| {
            signing.write = |bytes| STANDARD.encode(bytes) + "\n";
        }),
        of("signature-encoded", |signing| {
            signing.write = |bytes| percent_encoded(&STANDARD.encode(bytes));
        }),
        told(
            "other-digest",
            "made with HMAC-SHA256; this platform verifies HMAC-SHA1",
            |signing| {
                let sign = SigningKey::with_digest(Digest::HmacSha256, SECRET)
                    .sign(signing.fields.clone());
                signing.key = sign;
                signing.mac = |sign, _| STANDARD.decode(sign).expect("Base64");
            },
        ),
        of("other-secret-or-fields", |signing| {
            signing.key.insert(0, 'x');
        }),
    ];
    planted.extend(plain.map(|mac| of("plain-digest", move |signing| signing.mac = mac)));
    planted
}

impl Signing {
    /// Encodes like a form, with `*` unchanged and a space as `+`.
    pub(crate) fn form_encoded(fields: &Fields) -> Self {
        let mut signing = Self::right(fields);
        signing.encode_with(|text| {
            percent_encoded(text)
                .replace("%20", "+")
                .replace("%2A", "*")
        });
        signing
    }

    /// Encodes like Java's `URLEncoder`.
    pub(crate) fn java(fields: &Fields) -> Self {
        let mut signing = Self::right(fields);
        signing.encode_with(|text| {
            let form = percent_encoded(text)
                .replace("%20", "+")
                .replace("%2A", "*");
            form.replace('~', "%7E")
        });
        signing
    }
}
