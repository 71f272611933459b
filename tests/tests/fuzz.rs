//! Answers and signed fields made at random, always the same ones for the same seed: whatever comes, there
//! is an answer or an error of one line. `FUZZ_ROUNDS` and `FUZZ_SEED` make a longer run, or another.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bge_private_sdk::mock::{self, Example};
use bge_private_sdk::signature::{Digest, SigningKey};
use bge_private_sdk::{Client, Delivery, Error};
use bge_private_tests::random::{Random, setting};
use bge_private_tests::server::{self, Act, Received, Server};

/// What breaks readers of JSON, and what stands in envelopes.
const PIECES: &[&str] = &[
    "null",
    "true",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "{}",
    "[]",
    "\"\"",
    "0",
    "-0",
    "1e999",
    "-1e-999",
    "9223372036854775808",
    "18446744073709551616",
    "1.5",
    "00",
    "1.",
    "+1",
    "NaN",
    "\\u0000",
    "\\ud800",
    "\\ud83e\\uddec",
    "\u{feff}",
    "\u{0}",
    "\n",
    "\t",
    "测",
    "🧬",
    "\"code\":0",
    "\"code\":\"0\"",
    "\"code\":1",
    "\"code\":null",
    "\"code\":-1,\"msg\":\"a\\nb\"",
    "\"data\":",
    "\"msg\":[]",
    "/* */",
    "'",
];

/// Random JSON, of any shape.
fn json(random: &mut Random, depth: usize) -> String {
    match random.below(if depth == 0 { 5 } else { 8 }) {
        0 => (*random.pick(&["null", "true", "false"])).to_owned(),
        1 => (*random.pick(&[
            "0",
            "-1",
            "1.50",
            "1e3",
            "1573026921",
            "99999999999999999999",
        ]))
        .to_owned(),
        2 => i64::from_ne_bytes(random.number().to_ne_bytes()).to_string(),
        3 | 4 => serde_json::to_string(&random.text(12)).unwrap(),
        5 => {
            let items: Vec<String> = (0..random.below(4))
                .map(|_| json(random, depth - 1))
                .collect();
            format!("[{}]", items.join(","))
        }
        _ => {
            const NAMES: &[&str] = &[
                "code",
                "msg",
                "data",
                "url",
                "expires",
                "credentials",
                "size",
                "x",
            ];
            let members: Vec<String> = (0..random.below(6))
                .map(|_| format!("\"{}\":{}", random.pick(NAMES), json(random, depth - 1)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

/// Changes bytes here and there.
fn mutate(random: &mut Random, bytes: &mut Vec<u8>) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let until = (at + random.below(12)).min(bytes.len());
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..until)),
            3 => {
                let again = bytes[at..until].to_vec();
                bytes.splice(at..at, again);
            }
            4 => {
                let piece = random.pick(PIECES).bytes();
                bytes.splice(at..until, piece);
            }
            _ => {
                let piece = random.pick(PIECES).bytes();
                bytes.splice(at..at, piece);
            }
        }
    }
}

/// In place of one value of the good answer, another.
fn replaced(random: &mut Random, good: &str) -> String {
    let mut answer: serde_json::Value = serde_json::from_str(good).unwrap();
    let mut at = &mut answer;
    while random.below(4) > 0 {
        let members = at.as_object().map_or(0, serde_json::Map::len);
        if members == 0 {
            break;
        }
        let which = random.below(members);
        at = at.as_object_mut().unwrap().values_mut().nth(which).unwrap();
    }
    *at = serde_json::from_str(&json(random, 2)).unwrap();
    answer.to_string()
}

/// The body of an answer to this call.
fn body(random: &mut Random, example: &Example) -> Vec<u8> {
    let data = example.response().unwrap_or("null");
    let good = format!(r#"{{"code":0,"msg":"ok","data":{data}}}"#);
    match random.below(9) {
        0 => random.bytes(200),
        1 => random.text(100).into_bytes(),
        2 => json(random, 4).into_bytes(),
        3 => format!(r#"{{"code":0,"data":{}}}"#, json(random, 3)).into_bytes(),
        4 => {
            let open = *random.pick(&["[", "{\"a\":", "{\"data\":", "{\"code\":0,\"data\":"]);
            open.repeat(random.below(4000)).into_bytes()
        }
        5 => {
            let (code, message) = (random.below(9), json(random, 1));
            let data = json(random, 3);
            format!(r#"{{"code":{code},"msg":{message},"data":{data}}}"#).into_bytes()
        }
        6 => replaced(random, &good).into_bytes(),
        _ => {
            let mut bytes = good.into_bytes();
            mutate(random, &mut bytes);
            bytes
        }
    }
}

fn whole(random: &mut Random, example: &Example) -> Vec<u8> {
    let status = match random.below(4) {
        0 => *random.pick(&[201, 202, 299, 400, 404, 422, 429, 500, 503]),
        _ => 200,
    };
    let media_type = *random.pick(&[
        "Content-Type: application/json\r\n",
        "Content-Type: application/json\r\n",
        "Content-Type: application/problem+json; charset=utf-8\r\n",
        "Content-Type: text/html\r\n",
        "Content-Type: \r\n",
        "",
    ]);
    let further = *random.pick(&[
        "",
        "",
        "Date: yesterday\r\n",
        "Date: Mon, 23 Nov 9999 07:27:59 GMT\r\n",
        "Date: Thu, 01 Jan 0000 00:00:00 GMT\r\n",
        "Retry-After: -1\r\n",
        "Retry-After: 99999999999999999999\r\n",
        "Retry-After: 18446744073709551615\r\n",
        "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\n",
    ]);
    server::answer(
        status,
        &format!("{media_type}{further}"),
        body(random, example),
    )
}

fn assert_well_told(error: &Error, case: &dyn Fn() -> String) {
    let line = error.to_string();
    let one_line = !line.chars().any(char::is_control) && line.chars().count() < 700;
    assert!(one_line, "{line:?} for {}", case());
    assert_eq!(error.attempts(), 1, "{line} for {}", case());
    assert_ne!(error.delivery(), Delivery::NotSent, "{line} for {}", case());
    let mut source = std::error::Error::source(error);
    while let Some(deeper) = source {
        let _ = format!("{deeper} {deeper:?}");
        source = deeper.source();
    }
    let _ = format!(
        "{error:?} {error:#?} {:?} {:?}",
        error.json_path(),
        error.data()
    );
}

#[tokio::test]
async fn any_answer_is_read_or_told() {
    let (rounds, seed) = (
        setting("FUZZ_ROUNDS", 4_000),
        setting("FUZZ_SEED", 20_261_123),
    );
    let mut random = Random::new(seed);
    let next = Arc::new(Mutex::new(Vec::new()));
    let answering = Arc::clone(&next);
    let server = Server::start(move |_: Received| Act::Answer(answering.lock().unwrap().clone()));
    let client = Client::builder()
        .app_key("key")
        .app_secret("secret")
        .base_url(server.url())
        .retries(0)
        .max_response_bytes(20_000)
        .no_proxy()
        .build()
        .unwrap();
    let examples: Vec<&Example> = mock::examples().collect();
    let (mut read, mut told) = (0, BTreeMap::new());
    for round in 0..rounds {
        let example = *random.pick(&examples);
        let bytes = whole(&mut random, example);
        let case = || format!("round {round}: {:?}", String::from_utf8_lossy(&bytes));
        next.lock().unwrap().clone_from(&bytes);
        if let Err(error) = client.post(example.path()).detailed().await.map(|answer| {
            let _ = format!(
                "{answer:?} {:?}",
                answer.response.json::<serde_json::Value>()
            );
        }) {
            assert_well_told(&error, &case);
        }
        match example.send(&client).await {
            Ok(_) => read += 1,
            Err(error) => {
                assert_well_told(&error, &case);
                let kind = match &error {
                    error if error.is_status() => "status",
                    error if error.is_platform() => "platform",
                    error if error.is_decode() => "decoding",
                    _ => "other",
                };
                *told.entry(kind).or_insert(0) += 1;
            }
        }
    }
    let connections = server.connections();
    println!(
        "fuzz: {rounds} answers (seed {seed}): {read} read, told {told:?}, {connections} connections"
    );
    assert!(
        read > 0
            && ["status", "platform", "decoding"]
                .iter()
                .all(|kind| told.contains_key(kind))
    );
    assert_eq!(told.get("other"), None);
}

/// A text that verify takes a look at: a timestamp, or nearly one.
fn timestamp(random: &mut Random) -> String {
    let mut text = match random.below(4) {
        0 => random.text(24),
        1 => (*random.pick(&[
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "+10000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "2026-11-23T23:59:60Z",
            "2026-02-29T00:00:00Z",
            "2026-11-23T07:27:59.000000000Z",
            "2026-11-23T07:27:59+23:59",
            "2026-11-23t07:27:59z",
        ]))
        .to_owned(),
        _ => "2026-11-23T07:27:59Z".to_owned(),
    };
    if random.below(6) == 0 {
        let mut bytes = text.into_bytes();
        mutate(random, &mut bytes);
        text = String::from_utf8_lossy(&bytes).into_owned();
    }
    text
}

#[test]
fn any_fields_are_verified_or_refused() {
    const THEN: u64 = 1_795_418_879;
    let (rounds, seed) = (
        setting("FUZZ_ROUNDS", 4_000) * 5,
        setting("FUZZ_SEED", 20_261_123),
    );
    let mut random = Random::new(seed);
    let (mut verified, mut refused) = (0, BTreeMap::new());
    for round in 0..rounds {
        let secret = random.text(80);
        let digest = *random.pick(&[Digest::HmacSha1, Digest::HmacSha256]);
        let key = SigningKey::with_digest(digest, &secret);
        let mut fields: Vec<(String, String)> = (0..random.below(8))
            .map(|_| (random.text(10), random.text(30)))
            .collect();
        for (name, often) in [
            ("timestamp", 9),
            ("sign", 2),
            ("app_key", 5),
            ("timestamp", 1),
        ] {
            if random.below(10) < often {
                let value = if name == "timestamp" {
                    timestamp(&mut random)
                } else {
                    random.text(30)
                };
                fields.insert(random.below(fields.len() + 1), (name.to_owned(), value));
            }
        }
        let right = key.sign(fields.iter().map(|(name, value)| (name, value)));
        let signed = random.below(3) > 0;
        if signed {
            fields.retain(|(name, _)| name != "sign");
            fields.insert(
                random.below(fields.len() + 1),
                ("sign".to_owned(), right.clone()),
            );
        }
        let now = *random.pick(&[0, THEN, THEN, THEN, THEN + 299, THEN + 301, u64::MAX / 4]);
        let now = SystemTime::UNIX_EPOCH
            .checked_add(Duration::from_secs(now))
            .unwrap();
        let outcome = key.verify(fields.iter().map(|(name, value)| (name, value)), now);
        let given = fields
            .iter()
            .find(|(name, _)| name == "sign")
            .map(|(_, value)| value);
        match outcome {
            Ok(()) => {
                verified += 1;
                assert_eq!(given, Some(&right), "round {round}: {fields:?}");
            }
            Err(error) => {
                assert!(!error.to_string().contains('\n'));
                let shown = format!("{error:?}");
                let kind = shown.split([' ', '(']).next().unwrap().to_owned();
                assert!(!(signed && kind == "Mismatch"), "round {round}: {fields:?}");
                *refused.entry(kind).or_insert(0) += 1;
            }
        }
    }
    println!(
        "fuzz: {rounds} sets of fields (seed {seed}): {verified} verified, refused {refused:?}"
    );
    assert!(verified > 0 && refused.len() == 4, "{refused:?}");
}
