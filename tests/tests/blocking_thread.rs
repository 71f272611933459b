//! The thread of a blocking client: all clones share one thread, which ends when the last clone is dropped,
//! wherever that happens. The test has its own process because it counts the threads of the process.
#![cfg(target_os = "linux")]

use std::time::{Duration, Instant};

use bge_private_sdk::File;
use bge_private_sdk::mock::MockPlatform;

/// The name of the thread. Linux keeps the first 15 characters.
const NAME: &str = "bge-private-cli";

fn threads() -> usize {
    std::fs::read_dir("/proc/self/task")
        .unwrap()
        .filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok())
        .filter(|name| name.trim_end() == NAME)
        .count()
}

#[track_caller]
fn settles_at(count: usize) {
    let begun = Instant::now();
    while threads() != count {
        assert!(
            begun.elapsed() < Duration::from_secs(300),
            "{} threads",
            threads()
        );
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn the_thread_ends_with_the_last_clone() {
    let mock = MockPlatform::start_blocking().unwrap();
    assert_eq!(threads(), 0);
    let client = mock.blocking_client().unwrap();
    let clones: Vec<_> = (0..10).map(|_| client.clone()).collect();
    client.sts_token().send().unwrap();
    assert_eq!(threads(), 1);
    let call = client.sts_token();
    drop((client, clones));
    call.clone().send().unwrap();
    assert_eq!(threads(), 1);
    drop(call);
    settles_at(0);

    // The last clone is dropped in async code.
    let client = mock.blocking_client().unwrap();
    client.sts_token().send().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.build().unwrap();
    runtime.block_on(async move { drop(client) });
    settles_at(0);

    // An upload holds the last clone and drops it on the client's own thread.
    let client = mock.blocking_client().unwrap();
    let held = client.clone();
    let file = File::from_bytes("1.png", b"content".as_slice());
    let file = file.with_progress(move |_, _| drop(held.base_url().clone()));
    let call = client.image_upload(file);
    drop(client);
    call.send().unwrap();
    settles_at(0);
}
