//! Examples of every kind on the command line: what is sent, what is printed, and what is hidden.

use bge_private_sdk::mock;
use serde_json::Value;

use super::command::{Bge, Mock, bge, bge_in_shell, bge_with};
use super::kinds::{CommandExample, examples, one_of_each};

/// Returns the command of an example as typed into a shell.
fn command(example: &CommandExample, mock: &Mock, more: &[&str]) -> Bge {
    let mut command = bge_in_shell(example.line, more).calling(&mock.url());
    for (name, content) in example.files {
        command = command.file(name, content);
    }
    command
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

#[test]
fn every_example_of_the_spec_is_a_command() {
    assert_eq!(examples().len(), mock::examples().count());
    assert!(examples().len() >= 8);
}

#[test]
fn an_example_sends_and_prints_what_the_spec_says() {
    let mock = Mock::start();
    for example in one_of_each() {
        let shown = example.line;
        let ran = command(&example, &mock, &["--show-secrets", "--output", "json"]).run();
        let ran = ran.succeeded();
        let expected = example.example.response().map_or(Value::Null, parsed);
        match example.example.file() {
            Some(file) => assert_eq!(ran.stdout.as_bytes(), file.content, "{shown}"),
            None => assert_eq!(parsed(&ran.stdout), expected, "{shown}"),
        }

        let calls = mock.received();
        let [call] = &calls[..] else {
            panic!("{shown}: {calls:?}")
        };
        assert!(call.is_accepted(), "{shown}: {call:?}");
        let own = ["app_key", "signature_nonce", "timestamp", "sign"];
        let mut sent: Vec<(&str, &str)> = call
            .fields()
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| !own.contains(name))
            .collect();
        sent.sort_unstable();
        assert_eq!(sent, example.example.fields(), "{shown}");
        for file in example.example.files() {
            let received = call.file(file.name).unwrap();
            assert_eq!(received.content.as_deref(), Some(file.content));
            assert_eq!(received.file_name, file.file_name);
            assert_eq!(received.media_type.as_deref(), Some(file.media_type));
        }
        if example.example.file().is_some() {
            continue;
        }

        let yaml = command(&example, &mock, &["--show-secrets", "-o", "yaml"]).run();
        let yaml: Value = yaml_serde::from_str(&yaml.succeeded().stdout).unwrap();
        assert_eq!(yaml, expected, "{shown}");
        let raw = command(&example, &mock, &["--show-secrets", "--raw"])
            .run()
            .succeeded();
        assert_eq!(parsed(&raw.stdout)["data"], expected, "{shown}");
        let text = command(&example, &mock, &[]).run().succeeded();
        assert_eq!(text.stdout.is_empty(), expected.is_null(), "{shown}");
        assert_eq!(mock.received().len(), 3);
    }
}

#[test]
fn the_documented_name_of_a_call_is_a_command_too() {
    let mock = Mock::start();
    let ran = bge("sign_url --object-name a").calling(&mock.url()).run();
    ran.succeeded();
}

#[test]
fn secrets_of_answers_are_shown_only_when_asked_for() {
    let mock = Mock::start();
    let mut hidden = 0;
    for example in examples() {
        let Some(response) = example.example.response().map(parsed) else {
            continue;
        };
        let credentials = &response["credentials"];
        let query = response["url"].as_str().and_then(|url| url.split_once('?'));
        let secrets = [
            credentials["access_key_secret"].as_str(),
            credentials["security_token"].as_str(),
            response["access_token"].as_str(),
            query.map(|(_, query)| query),
        ];
        for secret in secrets.into_iter().flatten() {
            hidden += 1;
            for more in [
                &["-o", "text"],
                &["-o", "json"],
                &["-o", "yaml"],
                &["--raw", "--raw"][..1],
            ] {
                let ran = command(&example, &mock, more)
                    .run()
                    .succeeded()
                    .hides(secret);
                assert!(ran.stdout.contains("[redacted]"), "{ran:?}");
                assert_eq!(ran.stderr, "", "hints are for people");
                let shown = [more, &["--show-secrets"]].concat();
                let ran = command(&example, &mock, &shown).run().succeeded();
                assert!(ran.stdout.contains(secret), "{ran:?}");
            }
            // The same call by its path hides the same values.
            let mut post = vec!["post".to_owned(), example.example.path().to_owned()];
            for (name, value) in example.example.fields() {
                post.extend(["--field".to_owned(), format!("{name}={value}")]);
            }
            bge_with(post)
                .calling(&mock.url())
                .run()
                .succeeded()
                .hides(secret);
        }
    }
    assert_eq!(
        hidden, 4,
        "two of sts_token, one of sign_url, one of wechat_token"
    );
}

#[test]
fn a_dry_run_sends_nothing_and_shows_no_secret() {
    for example in one_of_each() {
        let mock = Mock::start();
        for format in ["text", "json", "yaml"] {
            let ran = command(&example, &mock, &["--dry-run", "-o", format]).run();
            let ran = ran.succeeded().hides(super::command::SECRET);
            assert!(ran.stdout.contains(example.example.path()), "{ran:?}");
            let sign = ran.stdout.lines().find(|line| {
                line.trim().trim_matches('"').starts_with("sign\":")
                    || line.trim().starts_with("sign:")
            });
            assert!(sign.unwrap().contains("[redacted]"), "{ran:?}");
        }
        let raw = command(&example, &mock, &["--dry-run", "--raw"])
            .run()
            .succeeded();
        let is_json = raw.stdout.starts_with('{');
        let hidden = match is_json {
            true => "\"sign\":\"[redacted]\"",
            false => "&sign=%5Bredacted%5D",
        };
        assert!(raw.stdout.contains(hidden), "{raw:?}");
        assert!(mock.received().is_empty());

        let whole = command(&example, &mock, &["--dry-run", "--raw", "--show-secrets"]).run();
        let verified = bge("verify --form -").credentials();
        let verified = verified.input(&whole.succeeded().stdout).run();
        if is_json {
            let refused = verified.failed(2);
            assert!(
                refused.stderr.contains("only the signatures of forms"),
                "{refused:?}"
            );
        } else {
            verified.succeeded();
        }
    }
}
