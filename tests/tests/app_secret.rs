//! The app secret does not remain in the memory of the process after clients, signing keys and mocks are
//! dropped. The test runs in a separate process because it searches the memory of the process.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::signature::SigningKey;
use bge_private_sdk::signature::doctor::Doctor;
use bge_private_sdk::{Client, Secret};

/// The bytes of the marked secret, XORed with `CHANGE`, so that the search does not find this constant.
const CHANGED: [u8; 24] = [
    0x2f, 0x13, 0x3d, 0x16, 0x38, 0x14, 0x2b, 0x6d, 0x0c, 0x3b, 0x19, 0x29, 0x34, 0x0d, 0x63, 0x3f,
    0x11, 0x36, 0x0f, 0x62, 0x3a, 0x1d, 0x2e, 0x15,
];
const CHANGE: u8 = 0x5a;

/// Returns the marked secret in a new allocation.
fn marked() -> String {
    let mut secret = String::with_capacity(CHANGED.len());
    secret.extend(CHANGED.iter().map(|byte| char::from(byte ^ CHANGE)));
    secret
}

/// Returns the number of copies of the secret in the heap.
fn copies() -> usize {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = File::open("/proc/self/mem").unwrap();
    let heaps = maps.lines().filter(|line| {
        let path = line.split_whitespace().nth(5).unwrap_or_default();
        line.contains(" rw-p ") && matches!(path, "" | "[heap]")
    });
    let mut found = 0;
    for line in heaps {
        let range = line.split_whitespace().next().unwrap();
        let (start, end) = range.split_once('-').unwrap();
        let [start, end] = [start, end].map(|address| u64::from_str_radix(address, 16).unwrap());
        let mut bytes = vec![0; 64 * 1024];
        let mut at = start;
        while at < end {
            let length = usize::try_from(end - at).unwrap().min(bytes.len());
            memory.seek(SeekFrom::Start(at)).unwrap();
            // The guard page of a stack cannot be read.
            if memory.read_exact(&mut bytes[..length]).is_err() {
                break;
            }
            let is_copy = |window: &[u8]| {
                window
                    .iter()
                    .zip(CHANGED)
                    .all(|(one, other)| *one == other ^ CHANGE)
            };
            found += bytes[..length]
                .windows(CHANGED.len())
                .filter(|window| is_copy(window))
                .count();
            // Windows overlap, so that no copy is split between two windows. The buffer is cleared, so that
            // the search does not find copies in it.
            bytes.fill(0);
            at += u64::try_from(length).unwrap();
            if at < end {
                at -= u64::try_from(CHANGED.len() - 1).unwrap();
            }
        }
    }
    found
}

async fn use_everywhere() {
    let mock = MockPlatform::builder()
        .app_secret(marked())
        .start()
        .await
        .unwrap();
    let mut spare = marked();
    // A string with spare capacity is the usual case, such as a string that was read from a file.
    spare.reserve(1000);
    let builder = Client::builder()
        .app_key("key")
        .app_secret(spare)
        .base_url(mock.url());
    let client = builder.clone().build().unwrap();
    client.sts_token().await.map(drop).unwrap_err();
    mock.client().sts_token().await.map(drop).unwrap();
    let secret = Secret::from(marked());
    let fields = [
        ("app_key", "key"),
        ("signature_nonce", "5f0c6f1e2b8a4a52a6a1d9d3f4b8c7e6"),
        ("timestamp", "2026-11-23T07:27:59Z"),
        ("sign", "44672e4da941b6c17916ff2560d63067fc622a44"),
    ];
    assert!(Doctor::new(secret.clone()).diagnose(fields).is_some());
    let key = SigningKey::new(bge_private_sdk::ExposeSecret::expose_secret(&secret));
    assert_eq!(key.sign(fields).len(), 28);
    assert!(copies() > 0, "the search finds what is there");
}

#[test]
fn is_wiped() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(use_everywhere());
    drop(runtime);
    assert_eq!(copies(), 0);
}
