//! The proxy in the environment: it is used for a platform on another machine, and never for one on this
//! machine.

use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use bge_private_sdk::Client;
use bge_private_sdk::mock::MockPlatform;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Makes calls in a separate process whose environment sets a proxy.
async fn calls_of(mock: &MockPlatform, url: &str, proxy: &str) -> Result<Output> {
    calls_with(mock, url, &[("http_proxy", proxy), ("all_proxy", proxy)]).await
}

/// Makes calls in a separate process whose environment has these variables.
async fn calls_with(mock: &MockPlatform, url: &str, variables: &[(&str, &str)]) -> Result<Output> {
    static FOLDERS: AtomicU32 = AtomicU32::new(0);
    let number = FOLDERS.fetch_add(1, Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("proxy-{number}"));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("1.png"), b"an image")?;
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_python-table-calls"));
    for name in [
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
        "NO_PROXY",
        "no_proxy",
        "REQUEST_METHOD",
    ] {
        command.env_remove(name);
    }
    command.current_dir(folder).envs(variables.iter().copied());
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
    // No server listens at this address.
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

#[tokio::test]
async fn the_usual_variables_count() -> Result<()> {
    let mock = MockPlatform::start().await?;
    // This address needs no name lookup. Without the proxy, nothing answers there.
    let (proxy, url) = (&*mock.url(), "http://0.0.0.0:9");
    for (variables, used) in [
        (vec![("HTTP_PROXY", proxy)], true),
        (vec![("ALL_PROXY", proxy)], true),
        (vec![("https_proxy", proxy)], false),
        (vec![("HTTP_PROXY", proxy), ("NO_PROXY", "0.0.0.0")], false),
        (
            vec![("HTTP_PROXY", proxy), ("REQUEST_METHOD", "GET")],
            false,
        ),
    ] {
        let made = calls_with(&mock, url, &variables).await?;
        assert_eq!(made.status.success(), used, "{variables:?}: {made:?}");
    }
    Ok(())
}

#[tokio::test]
async fn is_named_without_its_password_if_it_cannot_be_reached() -> Result<()> {
    let mock = MockPlatform::start().await?;
    let proxy = "http://user:made-up@127.0.0.1:9";
    let made = calls_of(&mock, "http://platform.invalid", proxy).await?;
    let problem = String::from_utf8(made.stderr)?;
    let expected = "no connection through the proxy http://127.0.0.1:9: ";
    assert!(problem.contains(expected), "{problem}");
    assert!(!problem.contains("made-up"), "{problem}");
    Ok(())
}

#[tokio::test]
async fn socks_requires_its_feature() -> Result<()> {
    let mock = MockPlatform::start().await?;
    let proxy = "socks5://user:made-up@127.0.0.1:9";
    for url in ["http://platform.invalid", "https://platform.invalid"] {
        let made = calls_with(&mock, url, &[("all_proxy", proxy)]).await?;
        let problem = String::from_utf8(made.stderr)?;
        assert!(!made.status.success(), "{problem}");
        let named =
            problem.contains("setup(the proxy socks5://127.0.0.1:9 requires the feature `socks`");
        assert!(named && !problem.contains("made-up"), "{problem}");
    }
    // The proxy is ignored for a platform on this machine.
    let made = calls_with(&mock, &mock.url(), &[("all_proxy", proxy)]).await?;
    assert!(made.status.success(), "{made:?}");
    Ok(())
}

#[tokio::test]
async fn one_of_the_closure_is_used_even_for_a_platform_on_this_machine() -> Result<()> {
    let mock = MockPlatform::start().await?;
    let proxy = bge_private_sdk::reqwest::Proxy::all(mock.url())?;
    let client = Client::builder()
        .app_key(mock.app_key())
        .app_secret(mock.app_secret())
        // No server listens at this address.
        .base_url("http://127.0.0.1:9")
        .no_proxy()
        .configure_http(move |http| http.proxy(proxy.clone()))
        .build()?;
    client.sts_token().await?;
    Ok(())
}

#[tokio::test]
async fn one_of_the_builder_is_used_even_for_a_platform_on_this_machine() -> Result<()> {
    let mock = MockPlatform::start().await?;
    let builder = || {
        let builder = Client::builder()
            .app_key(mock.app_key())
            .app_secret(mock.app_secret());
        // No server listens at this address.
        builder.base_url("http://127.0.0.1:9").no_proxy()
    };
    builder().proxy(mock.url()).build()?.sts_token().await?;

    let unreachable = "http://user:made-up@127.0.0.1:9";
    let answer = builder().proxy(unreachable).build()?.sts_token().await;
    let problem = answer.expect_err("nothing listens").to_string();
    let expected = "no connection through the proxy http://127.0.0.1:9: ";
    assert!(problem.contains(expected), "{problem}");
    for wrong in [
        "127.0.0.1:9",
        "ftp://127.0.0.1",
        "socks5://user:made-up@127.0.0.1",
    ] {
        let Err(error) = builder().proxy(wrong).build() else {
            // The feature `socks` is on.
            assert!(wrong.starts_with("socks5:"), "{wrong}");
            continue;
        };
        assert!(error.to_string().contains("the proxy"), "{error}");
        assert!(!error.to_string().contains("made-up"), "{error}");
        assert!(!error.to_string().contains("environment"), "{error}");
    }
    Ok(())
}
