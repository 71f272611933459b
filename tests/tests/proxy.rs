//! The proxy that the environment names: used for a platform elsewhere, never for one on this machine.

use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use bge_private_sdk::mock::MockPlatform;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Makes calls in a program of its own, whose environment names a proxy.
async fn calls_of(mock: &MockPlatform, url: &str, proxy: &str) -> Result<Output> {
    static FOLDERS: AtomicU32 = AtomicU32::new(0);
    let number = FOLDERS.fetch_add(1, Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("proxy-{number}"));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("1.png"), b"an image")?;
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_python-table-calls"));
    for name in [
        "HTTP_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "no_proxy",
        "REQUEST_METHOD",
    ] {
        command.env_remove(name);
    }
    command
        .current_dir(folder)
        .env("http_proxy", proxy)
        .env("all_proxy", proxy);
    command.args(["--url", url, "--app-key", mock.app_key()]);
    command.args(["--app-secret", mock.app_secret()]);
    Ok(command.output().await?)
}

#[tokio::test]
async fn is_passed_by_for_a_platform_on_this_machine() -> Result<()> {
    let mock = MockPlatform::start().await?;
    let here = mock.url();
    let localhost = here.replace("127.0.0.1", "localhost");
    assert_ne!(here, localhost);
    // Nobody listens there.
    let proxy = "http://127.0.0.1:9";
    for url in [here, localhost] {
        let made = calls_of(&mock, &url, proxy).await?;
        assert!(made.status.success(), "{url}: {made:?}");
    }
    Ok(())
}

#[tokio::test]
async fn is_used_for_a_platform_elsewhere() -> Result<()> {
    let mock = MockPlatform::start().await?;
    let made = calls_of(&mock, "http://platform.invalid", &mock.url()).await?;
    assert!(made.status.success(), "{made:?}");
    let elsewhere = calls_of(&mock, "http://platform.invalid", "http://127.0.0.1:9").await?;
    assert!(!elsewhere.status.success(), "{elsewhere:?}");
    Ok(())
}
