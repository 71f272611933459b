//! Properties of any text: the client signs as a plain implementation does, only what was signed can be
//! verified, and encoded fields can be decoded to the same fields, in forms and in multipart bodies.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bge_private_sdk::signature::{SigningKey, VerifyError, string_to_sign};
use bge_private_sdk::{Client, ExposeSecret, File, Secret, SecretUrl, Url};
use bge_private_tests::server::{Act, Received, Server};
use bge_private_tests::{client_builder, percent_encoded};
use hmac::{Hmac, KeyInit, Mac};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use sha1::Sha1;
use test_support::properties::{for_all, text};

type Fields = BTreeMap<String, String>;

const OWN: [&str; 4] = ["app_key", "signature_nonce", "timestamp", "sign"];

fn name() -> impl Strategy<Value = String> {
    text(0..40).prop_filter("a name, and none of the signature's", |name| {
        !name.is_empty() && !OWN.contains(&name.as_str())
    })
}

fn fields() -> impl Strategy<Value = Fields> {
    btree_map(name(), text(0..40), 0..8)
}

/// Returns the form and its signature, computed as the platform's documentation describes.
fn plainly_signed(secret: &str, fields: &Fields) -> (String, String) {
    let pair = |(name, value): (&String, &String)| {
        let name = percent_encoded(name).replace("%20", "+");
        format!("{name}={}", percent_encoded(value))
    };
    let pairs: Vec<String> = fields.iter().map(pair).collect();
    let form = pairs.join("&");
    let letters: String = ('a'..='z').chain('A'..='Z').collect();
    let message = format!("{letters}&{}", percent_encoded(&form));
    let mut mac = Hmac::<Sha1>::new_from_slice(format!("{secret}&").as_bytes()).unwrap();
    mac.update(message.as_bytes());
    (form, STANDARD.encode(mac.finalize().into_bytes()))
}

fn decoded(form: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(form.as_bytes())
        .into_owned()
        .collect()
}

/// The last request that the server received. All multipart tests share one server, which accepts anything.
static RECEIVED: Mutex<Option<Received>> = Mutex::new(None);

/// Returns a secret that a client accepts: not empty, without control characters, and with a letter at each
/// end.
fn accepted(secret: &str) -> String {
    let within: String = secret.chars().filter(|c| !c.is_control()).collect();
    format!("s{within}s")
}

fn client(secret: &str, url: &str) -> Client {
    client_builder(url).app_secret(secret).build().unwrap()
}

#[test]
fn the_client_signs_as_a_plain_implementation_does() {
    let cases = (text(0..40), fields());
    for_all(500, &cases, |(secret, fields)| {
        let secret = accepted(&secret);
        let mut call = client(&secret, "http://127.0.0.1:1").post("/any");
        for (name, value) in &fields {
            call = call.field(name.as_str(), value.as_str());
        }
        let form = call.signed_form().unwrap();
        let mut sent: Fields = decoded(&form).into_iter().collect();
        let sign = sent.remove("sign").unwrap();
        let (plain_form, plain_sign) = plainly_signed(&secret, &sent);
        prop_assert_eq!(&sign, &plain_sign);
        prop_assert_eq!(
            &form,
            &format!("{plain_form}&sign={}", percent_encoded(&plain_sign))
        );
        // The decoded fields are the fields of the call and those that the signature adds.
        for own in ["app_key", "signature_nonce", "timestamp"] {
            prop_assert!(sent.remove(own).is_some());
        }
        prop_assert_eq!(&sent, &fields);
        // The module `signature` returns the same signature.
        let mut all: Fields = decoded(&form).into_iter().collect();
        prop_assert_eq!(SigningKey::new(&secret).sign(&all), plain_sign);
        let letters = string_to_sign(&all);
        all.remove("sign");
        prop_assert_eq!(letters, string_to_sign(&all));
        Ok(())
    });
}

/// Returns 2026-11-23T07:27:59Z.
fn then() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_418_879)
}

/// Returns a different text. One byte is changed if the result is valid UTF-8; otherwise, a character is
/// appended.
fn altered(text: &str, at: usize, bit: u8) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let length = bytes.len();
    if let Some(byte) = (length > 0).then(|| &mut bytes[at % length]) {
        *byte ^= 1 << (bit % 7);
    }
    match String::from_utf8(bytes) {
        Ok(other) if other != text => other,
        _ => format!("{text}x"),
    }
}

#[test]
fn what_is_signed_verifies_and_nothing_else_does() {
    let change = (any::<usize>(), any::<usize>(), any::<u8>());
    let cases = (text(0..40), fields(), change, any::<bool>());
    for_all(
        500,
        &cases,
        |(secret, mut fields, (which, at, bit), of_name)| {
            let key = SigningKey::new(&secret);
            fields.insert("timestamp".to_owned(), "2026-11-23T07:27:59Z".to_owned());
            fields.insert("sign".to_owned(), key.sign(&fields));
            prop_assert_eq!(key.verify(&fields, then()), Ok(()));
            prop_assert_eq!(
                SigningKey::new(&altered(&secret, at, bit)).verify(&fields, then()),
                Err(VerifyError::Mismatch)
            );

            let (name, value) = fields.iter().nth(which % fields.len()).unwrap();
            let (name, value) = (name.clone(), value.clone());
            let mut other = fields.clone();
            if of_name {
                other.remove(&name);
                let name = altered(&name, at, bit);
                if other.contains_key(&name) {
                    return Ok(()); // the renamed field would replace another
                }
                other.insert(name, value);
            } else {
                other.insert(name, altered(&value, at, bit));
            }
            prop_assert!(
                key.verify(&other, then()).is_err(),
                "{:?} became {:?}",
                fields,
                other
            );
            let mut more = fields.clone();
            if more.insert(format!("{secret}."), String::new()).is_none() {
                prop_assert!(key.verify(&more, then()).is_err());
            }
            Ok(())
        },
    );
}

/// A part of a multipart body: name, file name, content.
type Part = (String, Option<String>, Vec<u8>);

/// Splits a multipart body at its boundary, as RFC 7578 describes.
fn parts(received: &Received) -> Vec<Part> {
    let (_, boundary) = received.head.split_once("boundary=").unwrap();
    let boundary = boundary.lines().next().unwrap();
    let mut parts = Vec::new();
    let (start, between) = (format!("--{boundary}\r\n"), format!("\r\n--{boundary}"));
    let mut rest = received.body.strip_prefix(start.as_bytes()).unwrap();
    loop {
        let (part, after) = cut(rest, between.as_bytes());
        let (head, content) = cut(part, b"\r\n\r\n");
        let head = std::str::from_utf8(head).unwrap();
        let quoted = |key: &str| {
            let (_, value) = head.split_once(&format!("; {key}=\""))?;
            value.split_once('"').map(|(value, _)| value.to_owned())
        };
        parts.push((
            quoted("name").unwrap(),
            quoted("filename"),
            content.to_vec(),
        ));
        match after.strip_prefix(b"\r\n") {
            Some(next) => rest = next,
            None => {
                assert_eq!(after, b"--\r\n");
                return parts;
            }
        }
    }
}

fn cut<'a>(bytes: &'a [u8], at: &[u8]) -> (&'a [u8], &'a [u8]) {
    let found = bytes
        .windows(at.len())
        .position(|window| window == at)
        .unwrap();
    (&bytes[..found], &bytes[found + at.len()..])
}

#[test]
fn multipart_decodes_to_the_same_fields() {
    static SERVER: OnceLock<Server> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        Server::start(|request| {
            *RECEIVED.lock().unwrap() = Some(request);
            Act::json(r#"{"code":0}"#)
        })
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let client = client("secret", server.url());
    // Names that the head of a part can contain without escapes.
    let plain = |name: &String| {
        !name
            .chars()
            .any(|c| c.is_control() || matches!(c, '"' | '\\'))
    };
    let part_name = || name().prop_filter("no quotes and no controls", plain);
    let content = vec(any::<u8>(), 0..300);
    let cases = (
        btree_map(part_name(), text(0..40), 0..6),
        part_name(),
        content,
    );
    for_all(300, &cases, |(fields, file_name, content)| {
        let mut call = client.post("/any").file(
            "file",
            File::from_bytes(file_name.as_str(), content.clone()),
        );
        for (name, value) in &fields {
            call = call.field(name.as_str(), Secret::from(value.as_str()));
        }
        runtime.block_on(call.into_future()).unwrap();
        let received = RECEIVED.lock().unwrap().take().unwrap();
        let mut parts = parts(&received);
        let file = parts.pop();
        prop_assert_eq!(file, Some(("file".to_owned(), Some(file_name), content)));
        prop_assert_eq!(parts.len(), fields.len() + OWN.len());
        let mut sent: Fields = parts
            .into_iter()
            .map(|(name, _, content)| (name, String::from_utf8(content).unwrap()))
            .collect();
        // The signature covers the fields, and not the file.
        prop_assert_eq!(
            SigningKey::new("secret").verify(&sent, SystemTime::now()),
            Ok(())
        );
        for own in OWN {
            sent.remove(own);
        }
        prop_assert_eq!(sent, fields);
        Ok(())
    });
}

/// Generates texts that are often URLs, with everything that can make a URL invalid.
fn nearly_a_url() -> impl Strategy<Value = String> {
    let schemes = "https:// http:// HTTPS:// https: https:/ https:/// ftp:// foo:// mailto:";
    let hosts = "x.example x.example:8080 x.example:99999 u:p@x.example @ 127.0.0.1 256.256.256.256 \
                 [::1] [::1 测试.example xn-- %41.example a^b :80";
    let labels = "a oss-cn-1 1a 0x7f 12 xn--a xn-- - a--b ab--c A";
    let words = |words: &'static str, others: &[&'static str]| {
        let words = words.split(' ').chain(others.iter().copied());
        select(words.collect::<Vec<_>>())
    };
    let host = prop_oneof![
        words(hosts, &["", "a b"]).prop_map(str::to_owned),
        vec(words(labels, &[""]), 1..5).prop_map(|labels| labels.join(".")),
    ];
    let rest = prop_oneof![
        words("/ ? # /a?b=c#d \\a /a|b?%zz'\"", &["", "/\ta", " "]).prop_map(str::to_owned),
        text(0..40),
    ];
    let scheme = words(schemes, &[""]);
    (scheme, host, rest).prop_map(|(scheme, host, rest)| format!("{scheme}{host}{rest}"))
}

#[test]
fn a_secret_url_is_a_url_and_is_kept_as_it_came() {
    for_all(4_000, &nearly_a_url(), |text| {
        let parsed = Url::parse(&text);
        let secret = text.parse::<SecretUrl>();
        prop_assert_eq!(secret.as_ref().err(), parsed.as_ref().err());
        if let (Ok(secret), Ok(parsed)) = (secret, parsed) {
            let shown = format!("{secret:?}");
            prop_assert!(!shown.contains("u:p") || parsed.cannot_be_a_base());
            prop_assert!(!secret.without_query().contains('?'));
            prop_assert_eq!(secret.expose_secret().parse::<Url>(), Ok(parsed));
        }
        Ok(())
    });
}
