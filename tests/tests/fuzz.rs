//! Random answers and signed fields: every answer is decoded or becomes an error of one line.
//! `PROPTEST_CASES` sets the number of cases, and `PROPTEST_RNG_SEED` sets the seed.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bge_private_sdk::mock::{self, Example};
use bge_private_sdk::signature::{Digest, SigningKey};
use bge_private_sdk::{Delivery, Error};
use bge_private_tests::server::{self, Act, Received, Server};
use bge_private_tests::{client_builder, success};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use test_support::properties::{cases, for_all, text};

/// Pieces of JSON that are hard to parse, and pieces of envelopes.
const PIECES: &[&str] = &[
    "null", "true", "{", "}", "[", "]", ",", ":", "\"", "\\", "{}", "[]", "\"\"", "0", "-0",
    "1e999", "-1e-999", "1.5", "00", "1.", "+1", "NaN", "\\u0000", "\\ud800", "\u{feff}", "\u{0}",
    "\n", "\t", "测", "🧬", "/* */", "'",
];

const LONG_PIECES: &[&str] = &[
    "9223372036854775808",
    "18446744073709551616",
    "\\ud83e\\uddec",
    "\"code\":0",
    "\"code\":\"0\"",
    "\"code\":1",
    "\"code\":null",
    "\"code\":-1,\"msg\":\"a\\nb\"",
    "\"data\":",
    "\"msg\":[]",
];

/// Generates JSON of any shape.
fn json(depth: u32) -> impl Strategy<Value = String> {
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
    const WORDS: &[&str] = &["null", "true", "false"];
    const NUMBERS: &[&str] = &[
        "0",
        "-1",
        "1.50",
        "1e3",
        "1573026921",
        "99999999999999999999",
    ];
    let leaf = prop_oneof![
        1 => select(WORDS).prop_map(str::to_owned),
        1 => select(NUMBERS).prop_map(str::to_owned),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        2 => text(0..12).prop_map(|text| serde_json::to_string(&text).unwrap()),
    ];
    leaf.prop_recursive(depth, 32, 5, |inner| {
        let member = (select(NAMES), inner.clone());
        let member = member.prop_map(|(name, value)| format!("\"{name}\":{value}"));
        prop_oneof![
            1 => vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            2 => vec(member, 0..6).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

/// A change of bytes at a random position.
#[derive(Clone, Debug)]
enum Edit {
    FlipBit(u8),
    Truncate,
    Remove,
    Repeat,
    Replace(&'static str),
    Insert(&'static str),
}

/// Generates changes, each with its position and the number of bytes that it affects.
fn edits() -> impl Strategy<Value = Vec<(Edit, Index, usize)>> {
    let edit = prop_oneof![
        (0..8_u8).prop_map(Edit::FlipBit),
        Just(Edit::Truncate),
        Just(Edit::Remove),
        Just(Edit::Repeat),
        select([PIECES, LONG_PIECES].concat()).prop_map(Edit::Replace),
        select([PIECES, LONG_PIECES].concat()).prop_map(Edit::Insert),
    ];
    vec((edit, any::<Index>(), 0..12_usize), 1..=4)
}

fn edited(mut bytes: Vec<u8>, edits: Vec<(Edit, Index, usize)>) -> Vec<u8> {
    for (edit, at, length) in edits {
        let at = at.index(bytes.len() + 1);
        let until = (at + length).min(bytes.len());
        match edit {
            Edit::FlipBit(bit) => bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|b| *b ^= 1 << bit),
            Edit::Truncate => bytes.truncate(at),
            Edit::Remove => drop(bytes.drain(at..until)),
            Edit::Repeat => drop(bytes.splice(at..at, bytes[at..until].to_vec())),
            Edit::Replace(piece) => drop(bytes.splice(at..until, piece.bytes())),
            Edit::Insert(piece) => drop(bytes.splice(at..at, piece.bytes())),
        }
    }
    bytes
}

/// Replaces the value at the end of a path.
fn replaced(good: &str, path: &[Index], value: &str) -> String {
    let mut answer: serde_json::Value = serde_json::from_str(good).unwrap();
    let mut at = &mut answer;
    for step in path {
        let members = at.as_object().map_or(0, serde_json::Map::len);
        if members == 0 {
            break;
        }
        let which = step.index(members);
        at = at.as_object_mut().unwrap().values_mut().nth(which).unwrap();
    }
    *at = serde_json::from_str(value).unwrap();
    answer.to_string()
}

/// Generates the body of an answer to this call.
fn body(example: &Example) -> impl Strategy<Value = Vec<u8>> + use<> {
    const OPENS: &[&str] = &["[", "{\"a\":", "{\"data\":", "{\"code\":0,\"data\":"];
    let good = success(example);
    let bytes = good.clone().into_bytes();
    let path = vec(any::<Index>(), 0..6);
    let of_text = prop_oneof![
        text(0..100),
        json(4),
        json(3).prop_map(|data| format!(r#"{{"code":0,"data":{data}}}"#)),
        (select(OPENS), 0..4000_usize).prop_map(|(open, times)| open.repeat(times)),
        (0..9, json(1), json(3)).prop_map(|(code, message, data)| format!(
            r#"{{"code":{code},"msg":{message},"data":{data}}}"#
        )),
        (path, json(2)).prop_map(move |(path, value)| replaced(&good, &path, &value)),
    ];
    prop_oneof![
        1 => vec(any::<u8>(), 0..200),
        6 => of_text.prop_map(String::into_bytes),
        2 => edits().prop_map(move |edits| edited(bytes.clone(), edits)),
    ]
}

/// Generates an answer to this call, with its head and its body.
fn answer(example: &Example) -> impl Strategy<Value = Vec<u8>> + use<> {
    let status = prop_oneof![
        1 => select(&[201, 202, 299, 400, 404, 422, 429, 500, 503]),
        3 => Just(200),
    ];
    let media_type = select(&[
        "Content-Type: application/json\r\n",
        "Content-Type: application/json\r\n",
        "Content-Type: application/problem+json; charset=utf-8\r\n",
        "Content-Type: text/html\r\n",
        "Content-Type: \r\n",
        "",
    ]);
    let further = select(&[
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
    (status, media_type, further, body(example)).prop_map(|(status, media_type, further, body)| {
        server::answer(status, &format!("{media_type}{further}"), body)
    })
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

#[test]
fn any_answer_is_read_or_told() {
    let next = Arc::new(Mutex::new(Vec::new()));
    let answering = Arc::clone(&next);
    let server = Server::start(move |_: Received| Act::Answer(answering.lock().unwrap().clone()));
    let client = client_builder(server.url())
        .retries(0)
        .max_response_bytes(20_000)
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let examples: Vec<&Example> = mock::examples().collect();
    let of = examples.clone();
    let answers = (0..examples.len()).prop_flat_map(move |which| (Just(which), answer(of[which])));
    let (read, told) = (Cell::new(0), RefCell::new(BTreeMap::new()));
    for_all(4_000, &answers, |(which, bytes)| {
        let example = examples[which];
        let case = || format!("{:?}", String::from_utf8_lossy(&bytes));
        next.lock().unwrap().clone_from(&bytes);
        let detailed = client.post(example.path()).detailed();
        match runtime.block_on(detailed.into_future()) {
            Ok(answer) => {
                let json = answer.response.json::<serde_json::Value>();
                let _ = format!("{answer:?} {json:?}");
            }
            Err(error) => assert_well_told(&error, &case),
        }
        match runtime.block_on(example.send(&client)) {
            Ok(_) => read.set(read.get() + 1),
            Err(error) => {
                assert_well_told(&error, &case);
                let kind = match &error {
                    error if error.is_status() => "status",
                    error if error.is_platform() => "platform",
                    error if error.is_decode() => "decoding",
                    _ => "other",
                };
                *told.borrow_mut().entry(kind).or_insert(0) += 1;
            }
        }
        Ok(())
    });
    let (read, told, connections) = (read.get(), told.into_inner(), server.connections());
    println!(
        "fuzz: {} answers: {read} read, told {told:?}, {connections} connections",
        cases(4_000)
    );
    let kinds: Vec<_> = told.into_keys().collect();
    assert!(read > 0);
    assert_eq!(kinds, ["decoding", "platform", "status"]);
}

/// Generates a timestamp, or text that is almost a timestamp.
fn timestamp() -> impl Strategy<Value = String> {
    const ODD: &[&str] = &[
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "2026-11-23T23:59:60Z",
        "2026-02-29T00:00:00Z",
        "2026-11-23T07:27:59.000000000Z",
        "2026-11-23T07:27:59+23:59",
        "2026-11-23t07:27:59z",
    ];
    let whole = prop_oneof![
        1 => text(0..24),
        1 => select(ODD).prop_map(str::to_owned),
        2 => Just("2026-11-23T07:27:59Z".to_owned()),
    ];
    let spoilt = weighted(1.0 / 6.0, edits());
    (whole, spoilt).prop_map(|(whole, edits)| match edits {
        Some(edits) => String::from_utf8_lossy(&edited(whole.into_bytes(), edits)).into_owned(),
        None => whole,
    })
}

/// Generates fields that include the names that `verify` reads.
fn fields() -> impl Strategy<Value = Vec<(String, String)>> {
    let others = vec((text(0..10), text(0..30)), 0..8);
    let named = (
        weighted(0.9, (Just("timestamp"), timestamp(), any::<Index>())),
        weighted(0.2, (Just("sign"), text(0..30), any::<Index>())),
        weighted(0.5, (Just("app_key"), text(0..30), any::<Index>())),
        weighted(0.1, (Just("timestamp"), timestamp(), any::<Index>())),
    );
    (others, named).prop_map(|(mut fields, (a, b, c, d))| {
        for (name, value, at) in [a, b, c, d].into_iter().flatten() {
            fields.insert(at.index(fields.len() + 1), (name.to_owned(), value));
        }
        fields
    })
}

#[test]
fn any_fields_are_verified_or_refused() {
    const THEN: u64 = 1_795_418_879;
    let values = (
        text(0..80),
        select(&[Digest::HmacSha1, Digest::HmacSha256]),
        fields(),
        weighted(2.0 / 3.0, any::<Index>()),
        select(&[0, THEN, THEN, THEN, THEN + 299, THEN + 301, u64::MAX / 4]),
    );
    let (verified, refused) = (Cell::new(0), RefCell::new(BTreeMap::new()));
    for_all(
        20_000,
        &values,
        |(secret, digest, mut fields, signed, now)| {
            let key = SigningKey::with_digest(digest, &secret);
            let right = key.sign(fields.iter().map(|(name, value)| (name, value)));
            if let Some(at) = signed {
                fields.retain(|(name, _)| name != "sign");
                let at = at.index(fields.len() + 1);
                fields.insert(at, ("sign".to_owned(), right.clone()));
            }
            let now = SystemTime::UNIX_EPOCH
                .checked_add(Duration::from_secs(now))
                .unwrap();
            let outcome = key.verify(fields.iter().map(|(name, value)| (name, value)), now);
            let given = fields.iter().find(|(name, _)| name == "sign");
            match outcome {
                Ok(()) => {
                    verified.set(verified.get() + 1);
                    prop_assert_eq!(given.map(|(_, value)| value), Some(&right));
                }
                Err(error) => {
                    prop_assert!(!error.to_string().contains('\n'));
                    let shown = format!("{error:?}");
                    let kind = shown.split([' ', '(']).next().unwrap().to_owned();
                    prop_assert!(signed.is_none() || kind != "Mismatch");
                    *refused.borrow_mut().entry(kind).or_insert(0) += 1;
                }
            }
            Ok(())
        },
    );
    let (verified, refused) = (verified.get(), refused.into_inner());
    println!(
        "fuzz: {} sets of fields: {verified} verified, refused {refused:?}",
        cases(20_000)
    );
    assert!(verified > 0 && refused.len() == 4, "{refused:?}");
}
