//! The sources of credentials, and their order. The prompt for credentials is tested from Python, which can
//! provide a terminal.

use std::fs;

use super::command::{Bge, KEY, Mock, SECRET, bge};

pub fn profiles(command: Bge, content: &str, mode: u32) -> Bge {
    let folder = command.folder.join("config/bge-private");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("profiles.toml");
    fs::write(&file, content).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    }
    let _ = mode;
    command
}

pub fn profile(name: &str, key: &str, url: &str) -> String {
    format!("[{name}]\napp_key = \"{key}\"\napp_secret = \"{SECRET}\"\nbase_url = \"{url}\"\n")
}

#[test]
fn the_environment() {
    let mock = Mock::start();
    bge("sts-token").calling(&mock.url()).run().succeeded();
    assert_eq!(mock.received()[0].field("app_key"), Some(KEY));
    let half = bge("sts-token")
        .env("BGE_PRIVATE_APP_KEY", KEY)
        .run()
        .failed(4);
    assert_eq!(
        half.stderr,
        "error: the environment variable BGE_PRIVATE_APP_SECRET is not set\n"
    );
    let empty = bge("sts-token")
        .credentials()
        .env("BGE_PRIVATE_APP_KEY", "")
        .run()
        .failed(4);
    assert_eq!(
        empty.stderr,
        "error: the environment variable BGE_PRIVATE_APP_KEY is empty\n"
    );
}

#[test]
fn the_default_profile_without_an_environment() {
    let mock = Mock::start();
    let text = profile("default", KEY, &mock.url());
    profiles(bge("sts-token"), &text, 0o600).run().succeeded();
    // A base URL in the environment takes precedence over that of the default profile.
    let elsewhere = bge("sts-token").env("BGE_PRIVATE_BASE_URL", "http://127.0.0.1:9");
    profiles(elsewhere, &text, 0o600).run().failed(5);
    // So do credentials in the environment.
    let environment = bge("sts-token").calling("http://127.0.0.1:9");
    profiles(environment, &text, 0o600).run().failed(5);
}

#[test]
fn a_named_profile_before_everything() {
    let mock = Mock::start();
    let text =
        profile("test", KEY, &mock.url()) + &profile("default", "nobody", "http://127.0.0.1:9");
    let command = bge("sts-token --profile test").calling("http://127.0.0.1:9");
    profiles(command, &text, 0o600).run().succeeded();
    // A flag for the base URL takes precedence over the profile.
    let command = bge("sts-token --profile test --base-url http://127.0.0.1:9");
    profiles(command, &text, 0o600).run().failed(5);
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_read_is_refused() {
    let mock = Mock::start();
    let text = profile("default", KEY, &mock.url());
    for mode in [0o604, 0o640, 0o602, 0o660, 0o777] {
        let command = bge("sts-token");
        let file = command.folder.join("config/bge-private/profiles.toml");
        let ran = profiles(command, &text, mode).run().failed(4).hides(SECRET);
        let file = file.display();
        let expected = format!(
            "error: the profiles in {file} cannot be read: other users can read or write it\nhint: chmod 600 {file}\n"
        );
        assert_eq!(ran.stderr, expected, "{mode:o}");
    }
}

#[test]
fn what_is_wrong_in_a_profile_is_told_without_secrets() {
    let told = |content: &str, name: &str| {
        let command = profiles(bge(format!("sts-token --profile {name}")), content, 0o600);
        let file = command.folder.join("config/bge-private/profiles.toml");
        let ran = command.run().failed(4).hides("hunter2");
        ran.stderr.replace(&file.display().to_string(), "FILE")
    };
    let whole = "app_key = 'k'\napp_secret = 'hunter2'\n";
    assert_eq!(
        told("[test]\napp_key = 'k'\napp_secret = hunter2\n", "test"),
        "error: the profiles in FILE cannot be read: line 3 is not valid\n"
    );
    assert_eq!(
        told(&format!("[test]\n{whole}"), "tets"),
        "error: there is no profile `tets` in FILE\nhint: did you mean `test`?\n"
    );
    assert_eq!(
        told("[test]\napp_key = 'k'\napp_secert = 'hunter2'\n", "test"),
        "error: the profiles in FILE cannot be read: line 3: unknown field `app_secert`, expected one of `app_key`, `app_secret`, `environment`, `base_url`\n"
    );
    assert_eq!(
        told("[test]\napp_secret = 'hunter2'\n", "test"),
        "error: the profiles in FILE cannot be read: line 1: missing field `app_key`\n"
    );
    assert_eq!(
        told("[test]\napp_key = 7\napp_secret = 'hunter2'\n", "test"),
        "error: the profiles in FILE cannot be read: line 2 is not valid\n"
    );
    assert_eq!(
        told(&format!("[test]\n{whole}environment = 'preveiw'\n"), "test"),
        "error: the profile `test` in FILE has the unknown environment `preveiw`; known: `production`, `preview`\n\
         hint: did you mean `preview`?\n"
    );
    let missing = bge("sts-token --profile test").run().failed(4);
    assert!(
        missing
            .stderr
            .starts_with("error: there is no profile `test`, because there is no file ")
    );
}

#[test]
fn the_environment_of_the_platform_is_chosen_by_name() {
    let url = |options: &str| {
        let command = bge(format!("sts-token --dry-run -o json {options}"));
        let ran = command.credentials().run().succeeded();
        let request: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        request["url"].as_str().unwrap().to_owned()
    };
    assert_eq!(url(""), "https://api.private.omgut.com/service/sts/token");
    assert_eq!(
        url("--environment preview"),
        "https://pre.private.omgut.com/service/sts/token"
    );
    assert_eq!(
        url("--base-url http://a.example/b"),
        "http://a.example/b/service/sts/token"
    );
}

#[test]
fn without_credentials_the_message_shows_the_way() {
    let ran = bge("sts-token").run().failed(4);
    assert_eq!(
        ran.stderr,
        "error: there are no credentials\n\
         hint: `bge-private login` writes a profile in a terminal; elsewhere, set BGE_PRIVATE_APP_KEY and BGE_PRIVATE_APP_SECRET\n\
         hint: see `bge-private --help`\n"
    );
}
