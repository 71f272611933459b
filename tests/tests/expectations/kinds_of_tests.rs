//! Tests of every kind: async on both flavours of runtime, blocking, many at once, and tests that fail.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::{SignUrl, StsToken};

use crate::{answer, platform, signed};

#[tokio::test(flavor = "current_thread")]
async fn of_one_thread() {
    let mock = platform().await;
    mock.on::<SignUrl>().reply(signed("a"));
    assert_eq!(answer(&mock.client(), "x").await.unwrap(), "a");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_several_threads() {
    let mock = platform().await;
    mock.on::<SignUrl>().reply(signed("a")).times(50);
    let client = mock.client();
    let calls: Vec<_> = (0..50)
        .map(|_| tokio::spawn(client.sign_url("x").send()))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), signed("a"));
    }
    mock.verify().unwrap();
}

#[test]
fn that_block() {
    let mock = MockPlatform::start_blocking().unwrap();
    mock.on::<SignUrl>().reply(signed("a"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let answer = runtime.block_on(answer(&mock.client(), "x"));
    assert_eq!(answer.unwrap(), "a");
    assert_eq!(mock.calls::<SignUrl>(), [SignUrl::new("x")]);
}

#[test]
fn many_beside_each_other() {
    let tests: Vec<_> = (0..32)
        .map(|number| {
            thread::spawn(move || {
                let mock = MockPlatform::start_blocking().unwrap();
                let name = format!("{number}");
                mock.on::<SignUrl>()
                    .with(SignUrl::new(&name))
                    .reply(signed(&name))
                    .times(1);
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .unwrap();
                let answer = runtime.block_on(answer(&mock.client(), &name));
                assert_eq!(answer.unwrap(), name);
                assert_eq!(mock.received().len(), 1);
            })
        })
        .collect();
    for test in tests {
        test.join().unwrap();
    }
}

/// Returns the message of the panic in which a test ends.
fn panic_of(test: impl FnOnce()) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(test)).err()?;
    let owned = panic.downcast_ref::<String>().cloned();
    owned.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
}

#[test]
fn a_test_fails_whose_expectations_are_not_met() {
    let told = panic_of(|| {
        let mock = MockPlatform::start_blocking().unwrap();
        mock.on::<StsToken>().times(1);
    });
    assert!(told.unwrap().contains("`sts_token`, expected at "));
    let told = panic_of(|| {
        let mock = MockPlatform::start_blocking().unwrap();
        mock.on::<StsToken>().times(..);
    });
    assert_eq!(told, None);
}

#[test]
fn a_test_that_was_told_is_not_told_again() {
    let told = panic_of(|| {
        let mock = MockPlatform::start_blocking().unwrap();
        mock.on::<StsToken>().times(1);
        let report = mock.verify().unwrap_err();
        assert_eq!(format!("{report:?}"), report.to_string());
    });
    assert_eq!(told, None);
}

#[test]
fn a_test_that_goes_on_after_asking_is_told_what_came_of_it() {
    let told = panic_of(|| {
        let mock = MockPlatform::start_blocking().unwrap();
        mock.verify().unwrap();
        mock.on::<StsToken>().times(1);
    });
    assert!(told.is_some());
}

#[test]
fn a_test_that_fails_by_itself_says_why() {
    let told = panic_of(|| {
        let mock = MockPlatform::start_blocking().unwrap();
        mock.on::<StsToken>().times(1);
        panic!("its own reason");
    });
    assert_eq!(told.unwrap(), "its own reason");
}
