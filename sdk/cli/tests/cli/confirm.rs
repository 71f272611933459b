//! Calls that move money or send messages need a confirmation. The question on a terminal is tested from Python.

use std::time::{Duration, Instant};

use bge_private_sdk::describe::PLATFORM;

use super::command::{Mock, answer, bge, bge_with, server};

/// A platform that is not on this machine, and that does not exist.
const ELSEWHERE: &str = "https://bge.invalid";

const PAYMENT: [&str; 9] = [
    "bgicoin-withdraw",
    "--account-name",
    "a",
    "--amount",
    "1",
    "--order-type",
    "online",
    "--order-id",
    "order-0001",
];

fn payment(more: &[&str]) -> super::command::Bge {
    bge_with([&PAYMENT, more].concat()).credentials()
}

#[test]
fn without_a_terminal_a_payment_needs_a_flag() {
    let refused = payment(&["--base-url", ELSEWHERE]).run().failed(2);
    assert_eq!(
        refused.stderr,
        "error: the call moves money or sends messages, and needs a confirmation; nothing was sent\n\
         hint: `--yes` confirms it\n"
    );
    let chinese = payment(&["--base-url", ELSEWHERE, "--lang", "zh"]);
    let refused = chinese.run().failed(2);
    assert!(refused.stderr.contains("需要确认"), "{refused:?}");
    // The production environment is the default.
    payment(&[]).run().failed(2);
    let confirmed = ["--base-url", ELSEWHERE, "--yes", "--retries", "0"];
    payment(&confirmed).run().failed(5);
    payment(&["--dry-run"]).run().succeeded();
}

#[test]
fn a_mock_on_this_machine_needs_no_confirmation() {
    let mock = Mock::start();
    payment(&["--base-url", &mock.url()]).run().succeeded();
    assert_eq!(mock.received().len(), 1);
}

#[test]
fn a_call_by_its_path_needs_the_same_confirmation() {
    let post = |more: &str| {
        let line = format!("post /service/sms --field template=a --field mobiles=1 {more}");
        bge(format!("{line} --base-url {ELSEWHERE} --retries 0")).credentials()
    };
    post("").run().failed(2);
    post("-y").run().failed(5);
}

#[test]
fn the_path_may_be_written_in_any_way() {
    let post = |base: &str, path: &str| {
        let line = format!("post {path} --field mobiles=1 --base-url {ELSEWHERE}{base}");
        bge(line + " --retries 0").credentials().run()
    };
    for (base, path) in [
        ("", "/service//sms"),
        ("", "/service/sms/"),
        ("", "/service/%73ms"),
        ("", "/service%2Fsms"),
        ("", "/Service/SMS"),
        ("", "/service/sms;v=1"),
        ("", "/%3F%2F..%2Fservice%2Fsms"),
        ("", "/service/sms%3Fa%2Fb"),
        ("/proxy", "/service/sms"),
        ("/service", "/sms"),
        ("/service/sms", "/"),
    ] {
        let refused = post(base, path).failed(2);
        assert!(refused.stderr.contains("confirmation"), "{base} {path}");
    }
    for path in ["/service/sms/more", "/service/smsx", "/sms", "/service"] {
        post("", path).failed(5);
    }
}

#[test]
fn a_path_written_in_another_way_leads_to_the_same_call() {
    for path in PLATFORM.calls().map(|call| call.endpoint.path) {
        let written = format!("/proxy{}/", path.to_uppercase().replace('/', "//"));
        let call = PLATFORM.call_at(&written).expect(&written);
        assert_eq!(call.endpoint.path, path, "{written}");
    }
}

#[test]
fn a_path_that_is_encoded_many_times_is_decoded_in_no_time() {
    let started = Instant::now();
    let call = PLATFORM.call_at(&format!("/service/%{}73ms", "25".repeat(10_000)));
    assert_eq!(call.map(|call| call.confirm), Some(true));
    assert!(started.elapsed() < Duration::from_secs(10));
}

/// The answer is that of the call, so its secrets are hidden.
#[test]
fn so_may_a_path_whose_answer_has_secrets() {
    let body = r#"{"code": 0, "data": {"access_token": "hunter2"}}"#;
    let url = server(answer("200 OK", body));
    for path in ["/openbge/wechat/token", "/openbge//wechat/token/"] {
        let ran = bge(format!("post {path}")).calling(&url).run();
        ran.succeeded().hides("hunter2");
    }
}

#[test]
fn other_calls_have_no_flag_for_it() {
    let calls = || PLATFORM.calls();
    assert!(calls().any(|call| call.confirm) && calls().any(|call| !call.confirm));
    bge("sts-token --yes").credentials().run().failed(2);
    bge(format!("sts-token --base-url {ELSEWHERE} --retries 0"))
        .credentials()
        .run()
        .failed(5);
}
