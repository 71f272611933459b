//! Clients that are set up from environment variables, and the platform's environments.

use std::ffi::OsStr;
use std::process::Command;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::{Client, Environment};
use bge_private_tests::server::{Act, Received, Server};

const KEY: &str = "BGE_PRIVATE_APP_KEY";
const SECRET: &str = "BGE_PRIVATE_APP_SECRET";
const BASE_URL: &str = "BGE_PRIVATE_BASE_URL";

/// The system's environment variables that change how a client is built.
const SYSTEM: [&str; 9] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "REQUEST_METHOD",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
];

/// Runs a program with only these of the variables. Returns whether it succeeded, and what it printed.
fn program<V: AsRef<OsStr>>(variables: &[(&str, V)], arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_from-env"));
    for name in [KEY, SECRET, BASE_URL].iter().chain(&SYSTEM) {
        command.env_remove(name);
    }
    for (name, value) in variables {
        command.env(name, value);
    }
    let output = command.args(arguments).output().expect("it runs");
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    (output.status.success(), said.trim().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_the_environment_calls_with_its_credentials_at_its_base_url() {
    let mock = MockPlatform::start().await.expect("a mock platform");
    let url = mock.url();
    let with = |secret: &str| {
        let secret = secret.to_owned();
        let variables = [
            (KEY, mock.app_key().to_owned()),
            (SECRET, secret),
            (BASE_URL, url.clone()),
        ];
        tokio::task::spawn_blocking(move || program(&variables, &["--call"]))
    };
    let (well, said) = with(mock.app_secret()).await.expect("no panic");
    assert!(well, "{said}");
    assert_eq!(said, format!("{url}/"));
    let (well, said) = with("another").await.expect("no panic");
    assert!(!well, "{said}");
    assert_eq!(mock.received().len(), 2);
}

#[test]
fn without_a_base_url_it_is_the_default_environment() {
    let (well, said) = program(&[(KEY, "k"), (SECRET, "s")], &[]);
    assert!(well, "{said}");
    let client = Client::builder().app_key("k").app_secret("s");
    let default = client.environment(Environment::default()).build();
    assert_eq!(said, default.expect("a client").base_url().as_str());
}

#[test]
fn what_is_wrong_with_a_variable_is_told_by_its_name() {
    for (variables, expected) in [
        (vec![], format!("the environment variable {KEY} is not set")),
        (
            vec![(KEY, "k")],
            format!("the environment variable {SECRET} is not set"),
        ),
        (
            vec![(KEY, ""), (SECRET, "s")],
            format!("the environment variable {KEY} is empty"),
        ),
        (
            vec![(KEY, "k"), (SECRET, "s"), (BASE_URL, "")],
            format!("the environment variable {BASE_URL} is empty"),
        ),
        (
            vec![(KEY, "k"), (SECRET, "s"), (BASE_URL, "no URL")],
            "the base URL is not a URL".to_owned(),
        ),
    ] {
        let (well, said) = program(&variables, &[]);
        assert!(!well && said.contains(&expected), "{variables:?}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_utf_8_is_told_and_not_shown() {
    use std::os::unix::ffi::OsStrExt;
    let odd = OsStr::from_bytes(b"hidden\xff");
    let (well, said) = program(&[(KEY, OsStr::new("k")), (SECRET, odd)], &[]);
    assert!(
        !well && said.contains(&format!("{SECRET} is not UTF-8")),
        "{said}"
    );
    assert!(!said.contains("hidden"), "{said}");
}

#[test]
fn each_environment_has_a_base_url_of_its_own() {
    let url = |environment| {
        let client = Client::builder().app_key("k").app_secret("s");
        let client = client.environment(environment).build().expect("a client");
        client.base_url().to_string()
    };
    assert_eq!(url(Environment::default()), url(Environment::Production));
    assert_ne!(url(Environment::Production), url(Environment::Preview));
}

#[test]
fn what_surrounds_a_credential_is_rejected_by_name_and_not_shown() {
    for (odd, problem) in [
        ("hidden\n", "begins or ends with whitespace"),
        ("hidden\r\n", "begins or ends with whitespace"),
        (" hidden", "begins or ends with whitespace"),
        ("hidden\u{3000}", "begins or ends with whitespace"),
        ("hidden\u{200b}", "begins or ends with whitespace"),
        ("\"hidden\"", "begins or ends with a quotation mark"),
        ("'hidden'", "begins or ends with a quotation mark"),
        ("“hidden”", "begins or ends with a quotation mark"),
        ("\u{feff}hidden", "begins or ends with a byte-order mark"),
        ("hid\u{1}den", "contains a control character"),
        ("hid\tden", "contains a control character"),
    ] {
        for (variables, name) in [
            ([(KEY, odd), (SECRET, "s")], KEY),
            ([(KEY, "k"), (SECRET, odd)], SECRET),
        ] {
            let (well, said) = program(&variables, &[]);
            let expected = format!("the environment variable {name} {problem}");
            assert!(!well && said.contains(&expected), "{variables:?}: {said}");
            assert!(!said.contains("hid"), "{said}");
        }
        for (key, secret, name) in [(odd, "s", "key"), ("k", odd, "secret")] {
            let built = Client::builder().app_key(key).app_secret(secret).build();
            let error = built.expect_err(odd);
            let line = format!("{error} {error:?}");
            assert!(error.is_setup(), "{line}");
            assert!(
                line.contains(&format!("the app {name} {problem}")),
                "{line}"
            );
            assert!(!line.contains("hid"), "{line}");
        }
    }
}

#[test]
fn other_characters_of_a_credential_are_accepted() {
    for credential in ["made-up", "a b", "密钥", "it's", "a+/="] {
        let client = Client::builder().app_key(credential).app_secret(credential);
        assert!(client.build().is_ok(), "{credential}");
    }
}

#[tokio::test]
async fn the_path_of_the_base_url_stays_in_front() {
    let server = Server::start(|request: Received| {
        Act::json(format!(r#"{{"code":0,"data":{:?}}}"#, request.path))
    });
    for (base, expected) in [
        ("", "/service/sms"),
        ("/", "/service/sms"),
        ("/bge", "/bge/service/sms"),
        ("/bge/", "/bge/service/sms"),
    ] {
        let client = Client::builder().app_key("k").app_secret("s");
        let client = client.base_url(format!("{}{base}", server.url()));
        let client = client.build().expect("a client");
        for _ in 0..2 {
            let reply = client.post("/service/sms").await.expect("an answer");
            assert_eq!(reply.json::<String>().expect("a text"), expected);
        }
    }
}

/// On a system without CA certificates, only a client that needs certificates cannot be built.
#[cfg(target_os = "linux")]
#[test]
fn without_certificates_plain_http_works() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-certificates");
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("none.pem");
    std::fs::write(&file, "").expect("a file");
    let file = file.to_str().expect("UTF-8");
    let build = |url, proxy| {
        let variables = [
            (KEY, "k"),
            (SECRET, "s"),
            (BASE_URL, url),
            ("ALL_PROXY", proxy),
            ("SSL_CERT_FILE", file),
        ];
        program(&variables, &[])
    };
    for (url, proxy, is_built) in [
        ("http://platform.invalid", "", true),
        ("http://platform.invalid", "http://127.0.0.1:9", true),
        ("http://127.0.0.1", "https://127.0.0.1:9", true),
        ("http://platform.invalid", "https://127.0.0.1:9", false),
        ("https://platform.invalid", "", false),
    ] {
        let (well, said) = build(url, proxy);
        assert_eq!(well, is_built, "{url} {proxy}: {said}");
        let advised = said.contains("SSL_CERT_FILE") && said.contains("`root_certificate`");
        assert_eq!(advised, !is_built, "{said}");
    }
}
