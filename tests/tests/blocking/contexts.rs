//! Contexts in which a call may block and in which it may not, on runtimes of both flavours.

use std::sync::mpsc;
use std::task::{Context, Poll, Waker};

use bge_private_sdk::blocking::Client;
use bge_private_sdk::mock::{self, MockPlatform};
use bge_private_sdk::{Delivery, Error, File};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{LocalSet, coop};

use crate::answered;

fn runtimes() -> [Runtime; 2] {
    [Builder::new_current_thread(), Builder::new_multi_thread()]
        .map(|mut builder| builder.enable_all().build().unwrap())
}

struct Platform {
    mock: MockPlatform,
    client: Client,
}

impl Platform {
    fn start() -> Self {
        let mock = MockPlatform::start_blocking().unwrap();
        let client = mock.blocking_client().unwrap();
        Self { mock, client }
    }
}

#[track_caller]
fn refused<T>(result: Result<T, Error>) {
    let Err(error) = result else {
        panic!("it was sent")
    };
    assert!(error.is_setup(), "{error}");
    assert_eq!((error.attempts(), error.delivery()), (0, Delivery::NotSent));
    let told = error.to_string();
    assert!(
        told.contains("bge_private_sdk::Client") && told.contains("spawn_blocking"),
        "{told}"
    );
}

#[test]
fn async_code_is_told_what_to_do() {
    for runtime in runtimes() {
        let Platform { mock, client } = Platform::start();
        runtime.block_on(async {
            for example in mock::examples() {
                refused(example.send_blocking(&client));
            }
            refused(client.sts_token().detailed());
            // Also when a task has used much of its budget.
            for _ in 0..1_000 {
                refused(client.sts_token().send());
                tokio::task::consume_budget().await;
            }
            let call = client.sts_token();
            let task = tokio::spawn(async { call.send() });
            refused(task.await.unwrap());
            let call = client.sts_token();
            let local = LocalSet::new();
            let task = local.run_until(async {
                let task = tokio::task::spawn_local(async move { call.send() });
                task.await.unwrap()
            });
            refused(task.await);
        });
        assert_eq!(mock.received().len(), 0);
        // The same client still works.
        client.sts_token().send().unwrap();
    }
}

#[test]
fn where_blocking_is_allowed_it_works() {
    for runtime in runtimes() {
        let Platform { mock, client } = Platform::start();
        let clone = client.clone();
        runtime.block_on(async {
            let task = tokio::task::spawn_blocking(move || {
                for example in mock::examples() {
                    answered(example, &clone);
                }
            });
            task.await.unwrap();
        });
        let _entered = runtime.enter();
        client.sts_token().send().unwrap();
        let clone = client.clone();
        let thread = std::thread::spawn(move || clone.sts_token().send());
        thread.join().unwrap().unwrap();
        assert_eq!(mock.received().len(), mock::examples().count() + 2);
    }
}

#[test]
fn a_task_may_make_room_for_blocking() {
    let [_, runtime] = runtimes();
    let Platform { mock, client } = Platform::start();
    runtime.block_on(async {
        tokio::task::block_in_place(|| client.sts_token().send()).unwrap();
        let call = client.sts_token();
        let task = tokio::spawn(async { tokio::task::block_in_place(|| call.send()) });
        task.await.unwrap().unwrap();
        refused(client.sts_token().send());
    });
    assert_eq!(mock.received().len(), 2);
}

#[test]
fn a_client_is_made_and_dropped_in_async_code() {
    for runtime in runtimes() {
        let Platform { mock, client } = Platform::start();
        client.sts_token().send().unwrap();
        runtime.block_on(async move {
            drop(client);
            let client = mock.blocking_client().unwrap();
            let clone = client.clone();
            let call = move || clone.sts_token().send();
            tokio::task::spawn_blocking(call).await.unwrap().unwrap();
            tokio::spawn(async move { drop(client) }).await.unwrap();
        });
    }
}

#[test]
fn a_call_from_within_a_call_is_refused_and_not_waited_for_forever() {
    let Platform { mock, client } = Platform::start();
    let (told, results) = mpsc::channel();
    let inner = client.clone();
    let file = File::from_bytes("1.png", b"content".as_slice());
    let file = file.with_progress(move |_, _| {
        let _ = told.send(inner.sts_token().send().map(drop));
    });
    client.image_upload(file).send().unwrap();
    let results: Vec<_> = results.try_iter().collect();
    assert_eq!(results.len(), 2);
    results.into_iter().for_each(refused);
    assert_eq!(mock.received().len(), 1);
}

/// Returns the remaining budget of the task.
fn budget() -> usize {
    let mut context = Context::from_waker(Waker::noop());
    let mut held = Vec::new();
    while let Poll::Ready(one) = coop::poll_proceed(&mut context) {
        held.push(one);
        assert!(held.len() < 1_000, "there is no budget");
    }
    let left = held.len();
    while held.pop().is_some() {}
    left
}

#[test]
fn a_refused_call_leaves_the_budget_of_a_task_as_it_was() {
    let Platform { client, .. } = Platform::start();
    let [runtime, _] = runtimes();
    runtime.block_on(async {
        tokio::task::consume_budget().await;
        let before = budget();
        refused(client.sts_token().send());
        assert_eq!((before, budget()), (127, 127));
        // Async code is also recognized when its budget is used up.
        while coop::has_budget_remaining() {
            tokio::task::consume_budget().await;
        }
        refused(client.sts_token().send());
    });
}
