//! A blocking client in a forked process, which inherits neither its thread nor its connections. It stands alone,
//! since the whole process is forked.
#![cfg(unix)]

use std::time::Duration;

use bge_private_sdk::blocking::Client;
use bge_private_sdk::mock::MockPlatform;
use fork::{Fork, fork, waitpid};

/// Forks; the child ends with what the function returns, or with 99 if it hangs.
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

/// Makes calls; returns how many failed.
fn failures(client: &Client) -> i32 {
    let calls = (0..3).map(|_| client.sts_token().send());
    let failed = calls.filter_map(|result| result.err().map(|error| eprintln!("{error}")));
    i32::try_from(failed.count()).unwrap()
}

#[test]
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
