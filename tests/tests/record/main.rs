//! Recording and replaying calls: the contents of the file, what it must not contain, and what a replay
//! refuses.
#![allow(clippy::expect_used, clippy::indexing_slicing)] // a failed test may panic

mod any;
mod file;
mod replay;
mod secrets;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::record::{Recorder, Recording};
use bge_private_sdk::{Client, ClientBuilder};

/// A folder that is removed when the test ends.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "record-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.0.join("calls.yaml")
    }

    pub(crate) fn text(&self) -> String {
        std::fs::read_to_string(self.file()).expect("a recording")
    }

    pub(crate) fn recorder(&self) -> Recorder {
        Recorder::create(self.file()).expect("a recorder")
    }

    /// Returns a client of a mock platform whose calls are recorded in this folder.
    pub(crate) async fn mock_client(&self) -> (MockPlatform, Recorder, Client) {
        let mock = MockPlatform::start()
            .await
            .expect("the mock platform starts");
        let recorder = self.recorder();
        let client = mock.client_builder().record(&recorder).build();
        (mock, recorder, client.expect("a client"))
    }

    pub(crate) fn recording(&self) -> Recording {
        Recording::open(self.file()).expect("a recording")
    }

    pub(crate) fn written(text: &str) -> Self {
        let folder = Self::new();
        std::fs::write(folder.file(), text).expect("a file");
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(crate) fn builder(url: &str) -> ClientBuilder {
    Client::builder()
        .app_key("key")
        .app_secret("app-secret-value")
        .base_url(url)
        .no_proxy()
        .backoff(Duration::ZERO, Duration::ZERO)
}

/// Returns a client of a server whose calls are recorded.
pub(crate) fn recorded(url: &str, recorder: &Recorder) -> Client {
    builder(url).record(recorder).build().expect("a client")
}
