//! Clients in a forked process, which inherits neither the thread of a blocking client nor usable
//! connections. The test has its own process because it forks the process.
#![cfg(unix)]

use std::time::Duration;

use bge_private_sdk::blocking::Client;
use bge_private_sdk::mock::MockPlatform;
use fork::{Fork, fork, waitpid};

/// Forks. The child exits with the result of the function, or with 99 if the function does not return within
/// 60 seconds. Returns the exit code of the child.
fn in_a_child(function: impl FnOnce() -> i32) -> i32 {
    match fork().unwrap() {
        Fork::Parent(child) => waitpid(child).unwrap() >> 8,
        Fork::Child => {
            std::thread::spawn(|| {
                std::thread::sleep(Duration::from_secs(60));
                std::process::exit(99);
            });
            std::process::exit(function());
        }
    }
}

/// Makes calls. Returns how many failed.
fn failures(client: &Client) -> i32 {
    let calls = (0..3).map(|_| client.sts_token().send());
    let failed = calls.filter_map(|result| result.err().map(|error| eprintln!("{error}")));
    i32::try_from(failed.count()).unwrap()
}

fn calls_work_in_a_runtime_of_the_child() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_all().build().unwrap()
    };
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.client_builder().retries(0).build().unwrap();
    let call = || i32::from(runtime().block_on(async { client.sts_token().await.is_err() }));
    let inherited = runtime();
    let first = inherited.block_on(async { client.sts_token().await });
    first.unwrap();
    assert_eq!(in_a_child(call), 0);
    // The mock platform refuses a nonce that it has seen, such as one of the child.
    let next = inherited.block_on(async { client.sts_token().await });
    next.unwrap();
    assert_eq!(mock.received().len(), 3);
}

fn calls_work_in_the_child_and_its_own_child() {
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.blocking_client().unwrap();
    assert_eq!(failures(&client), 0);
    let failed = in_a_child(|| {
        let unused = client.clone();
        failures(&client) + failures(&unused) + in_a_child(|| failures(&client))
    });
    assert_eq!(failed, 0);
    assert_eq!(failures(&client), 0, "the parent goes on");
    assert_eq!(mock.received().len(), 15);
}

/// Runs the tests one after the other, so that no other test holds a lock when the process is forked.
#[test]
fn clients_work_in_a_forked_process() {
    calls_work_in_a_runtime_of_the_child();
    calls_work_in_the_child_and_its_own_child();
}
