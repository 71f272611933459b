//! Any text is the same after it was recorded and read again.

use std::sync::{Arc, Mutex};

use crate::{Folder, recorded};
use bge_private_tests::server::{Act, Received, Server};
use proptest::collection::btree_map;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

/// Generates texts that YAML could interpret as other values, or split.
fn text() -> impl Strategy<Value = String> {
    let odd = [
        "",
        "True",
        "null",
        "~",
        "1",
        "1.0",
        "0x1F",
        "- a",
        "a: b",
        "#",
        "'",
        "\"",
        " a ",
        "\n",
        "a\r\nb\n\n",
        "\t",
        "\u{85}",
        "\u{feff}",
        "2026-11-23",
        "|",
        "%",
        "测试🧬",
        "\u{1}",
        "...",
        "---",
    ];
    prop_oneof![
        proptest::sample::select(odd.to_vec()).prop_map(str::to_owned),
        ".{0,30}",
        "[ -~\n\t]{0,200}",
    ]
}

#[test]
fn any_text_is_replayed() {
    let body = Arc::new(Mutex::new(String::new()));
    let answered = Arc::clone(&body);
    let server =
        Server::start(move |_: Received| Act::json(answered.lock().expect("a body").as_bytes()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let config = ProptestConfig {
        cases: 100,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let cases = (btree_map("f[a-z: #-]{0,5}", text(), 0..5), text());
    TestRunner::new_with_rng(config, rng)
        .run(&cases, |(fields, data)| {
            let data = serde_json::to_string(&data).expect("JSON");
            *body.lock().expect("a body") = format!("{{\"code\":0,\"data\":{data}}}");
            let folder = Folder::new();
            let recorder = folder.recorder().keep_unknown();
            let recording_client = recorded(server.url(), &recorder);
            let ask = |client: &bge_private_sdk::Client| {
                let mut call = client.post("/any");
                for (name, value) in &fields {
                    call = call.field(name.as_str(), value.as_str());
                }
                runtime.block_on(call.into_future())
            };
            let first = ask(&recording_client).expect("an answer");
            let recording = folder.recording();
            let again = ask(&recording.client().expect("a client")).expect("the same");
            prop_assert_eq!(first, again);
            recording.finish().expect("it was asked");
            Ok(())
        })
        .expect("it holds");
}
