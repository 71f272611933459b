//! Calls that move money or send messages need a confirmation. The question on a terminal is tested from Python.

use bge_private_sdk::describe::PLATFORM;

use super::command::{Mock, bge, bge_with};

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
fn other_calls_have_no_flag_for_it() {
    let calls = || PLATFORM.calls();
    assert!(calls().any(|call| call.confirm) && calls().any(|call| !call.confirm));
    bge("sts-token --yes").credentials().run().failed(2);
    bge(format!("sts-token --base-url {ELSEWHERE} --retries 0"))
        .credentials()
        .run()
        .failed(5);
}
