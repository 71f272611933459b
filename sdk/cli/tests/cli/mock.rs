//! The command `mock`, which runs the mock platform as a process.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use super::command::{Bge, SECRET, bge, bge_with, interrupt};

/// Calls `call` with the URL of `bge-private mock`, and then interrupts the mock. Returns the lines that the
/// mock printed, its log, and its exit code.
fn served(mut mock: Bge, call: impl FnOnce(&str)) -> (Vec<String>, String, Option<i32>) {
    let mut server = mock
        .command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let url = first
        .strip_prefix("BGE_PRIVATE_BASE_URL=")
        .unwrap()
        .to_owned();
    call(&url);
    interrupt(&server);
    let mut printed = vec![first];
    printed.extend(lines.map(Result::unwrap));
    let mut log = String::new();
    server
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    (printed, log, server.wait().unwrap().code())
}

#[cfg(unix)]
#[test]
fn serves_until_it_is_interrupted_and_tells_every_call() {
    let (printed, log, code) = served(bge("mock"), |url| {
        let call = |command: Bge, secret: &str| {
            let command = command.env("BGE_PRIVATE_BASE_URL", url);
            let command = command.env("BGE_PRIVATE_APP_KEY", "mock-app-key");
            command.env("BGE_PRIVATE_APP_SECRET", secret).run()
        };
        let spaced = ["sign-url", "--object-name", "a b", "--region", "domestic"];
        call(bge_with(spaced), "mock-app-secret").succeeded();
        call(bge("sts-token"), "wrong").failed(6);
        let sms = bge("sms --template new --mobiles 1 --field token=hunter2");
        call(sms, "mock-app-secret").succeeded();
    });
    assert_eq!(code, Some(0));
    assert_eq!(
        printed[1..],
        [
            "BGE_PRIVATE_APP_KEY=mock-app-key",
            "BGE_PRIVATE_APP_SECRET=mock-app-secret"
        ]
    );
    let calls: Vec<&str> = log
        .lines()
        .filter_map(|line| line.split_once("Z "))
        .map(|(_, call)| call)
        .collect();
    assert_eq!(calls[0], "sign_url ok object_name=a b region=domestic");
    assert!(
        calls[1].starts_with("sts_token refused, code 41008: "),
        "{log}"
    );
    assert_eq!(calls[2], "sms ok mobiles=1 template=new token=[redacted]");
}

#[cfg(unix)]
#[test]
fn knows_the_credentials_it_is_given_and_does_not_print_them() {
    let (printed, log, code) = served(bge("mock").credentials(), |url| {
        bge("sts-token").calling(url).run().succeeded();
    });
    assert_eq!(code, Some(0));
    assert_eq!(printed.len(), 2);
    assert!(!printed.concat().contains(SECRET) && !log.contains(SECRET));
}

/// Returns the exit codes and the outputs of a call that is made several times without retries.
fn calls_of(url: &str, line: &str, times: usize) -> Vec<(i32, String)> {
    let call = || {
        let ran = bge(format!("{line} --retries 0 --output json"));
        let ran = ran
            .env("BGE_PRIVATE_BASE_URL", url)
            .env("BGE_PRIVATE_APP_KEY", "mock-app-key")
            .env("BGE_PRIVATE_APP_SECRET", "mock-app-secret")
            .run();
        (ran.code, ran.stdout + &ran.stderr)
    };
    (0..times).map(|_| call()).collect()
}

fn codes(calls: &[(i32, String)]) -> Vec<i32> {
    calls.iter().map(|(code, _)| *code).collect()
}

#[cfg(unix)]
#[test]
fn fails_as_it_is_told() {
    let line = "mock --fail sign-url=503:2 --fail sign_url=drop:1 --fail sts_token=404 --delay sts_token=1";
    let (_, log, code) = served(bge(line), |url| {
        let signed = calls_of(url, "sign-url --object-name a", 4);
        assert_eq!(codes(&signed), [8, 8, 8, 0], "{signed:?}");
        let token = calls_of(url, "sts-token", 2);
        assert_eq!(codes(&token), [7, 7], "{token:?}");
        let others = calls_of(url, "wechat-token --app-id demo --action get", 1);
        assert_eq!(codes(&others), [0], "{others:?}");
    });
    assert_eq!(code, Some(0), "{log}");
    for line in [
        "sign_url [status 503] object_name=a\n",
        "sign_url [a dropped connection] object_name=a\n",
        "sts_token [status 404 after 1ms]\n",
    ] {
        assert!(log.contains(line), "{line}: {log}");
    }
}

#[cfg(unix)]
#[test]
fn answers_as_a_file_says() {
    let answers = r#"{
        "sign_url": [
            {"code": 41003, "message": "made up", "times": 2},
            {"data": {"url": "https://files.example/b", "expires": "1767323045"}}
        ],
        "sts_token": [{"data": null}, {"body": "<html>", "status": 502, "delay": 1}, {"drop": true, "times": 1}]
    }"#;
    let mock = bge("mock --answers answers.json --delay 1").file("answers.json", answers);
    let (_, log, code) = served(mock, |url| {
        let signed = calls_of(url, "sign-url --object-name a --show-secrets", 4);
        assert_eq!(codes(&signed), [6, 6, 0, 0], "{signed:?}");
        assert!(signed[0].1.contains("41003") && signed[0].1.contains("made up"));
        assert!(
            signed[3].1.contains("https://files.example/b"),
            "{signed:?}"
        );
        // After the last answer with a number follow the examples.
        let token = calls_of(url, "sts-token", 4);
        assert_eq!(codes(&token), [9, 8, 8, 0], "{token:?}");
    });
    assert_eq!(code, Some(0), "{log}");
}

#[test]
fn faults_that_cannot_be_are_told_of() {
    let wrong = |line: &str, answers: &str, code: i32, problem: &str| {
        let ran = bge(line).file("answers.json", answers).run().failed(code);
        assert!(ran.stderr.contains(problem), "{line} {answers}: {ran:?}");
    };
    for (line, problem) in [
        ("--fail sign_ulr=503", "did you mean `sign_url`?"),
        (
            "--fail sign_url",
            "`--fail` must be a name with an HTTP status",
        ),
        ("--fail sign_url=99", "got `sign_url=99`"),
        ("--fail sign_url=503:0", "got `sign_url=503:0`"),
        ("--fail sign_url=503:x", "got `sign_url=503:x`"),
        (
            "--delay soon",
            "`--delay` must be a whole number of milliseconds",
        ),
        ("--delay nothing=5", "there is no call `nothing`"),
        ("--lang zh --fail sign_url=99", "`--fail` 应为"),
    ] {
        wrong(&format!("mock {line}"), "", 2, problem);
    }
    for (answers, problem) in [
        ("{", "line 1 column 1"),
        (r#"{"sign_url": [{"statsu": 5}]}"#, "unknown field `statsu`"),
        (r#"{"sign_ulr": []}"#, "did you mean `sign_url`?"),
        (
            r#"{"sign_url": [{}, {"data": 1, "code": 2}]}"#,
            "answer 2 of `sign_url`: `data`, `code`, `body` and `drop` exclude each other",
        ),
        (r#"{"sign_url": [{"code": 0}]}"#, "a `code` other than 0"),
        (
            r#"{"sign_url": [{"message": "a"}]}"#,
            "a `code` other than 0",
        ),
        (r#"{"sign_url": [{"status": 100}]}"#, "from 200 to 999"),
        (
            r#"{"sign_url": [{"status": 500, "drop": true}]}"#,
            "exclude each other",
        ),
        (
            r#"{"sign_url": [{"times": 0}]}"#,
            "`times` must be at least 1",
        ),
    ] {
        wrong("mock --answers answers.json", answers, 2, problem);
    }
    wrong(
        "mock --answers nowhere.json",
        "",
        1,
        "nowhere.json cannot be used",
    );
}

#[test]
fn answers_when_nobody_reads_its_log() {
    let mut mock = bge("mock").command;
    let mut server = mock
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(server.stderr.take());
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let (name, url) = first.split_once('=').unwrap();
    let called = bge("sts-token")
        .env(name, url)
        .env("BGE_PRIVATE_APP_KEY", "mock-app-key")
        .env("BGE_PRIVATE_APP_SECRET", "mock-app-secret")
        .run();
    server.kill().unwrap();
    server.wait().unwrap();
    called.succeeded();
}

#[test]
fn a_port_that_is_taken_is_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let ran = bge(format!("mock --port {port}")).run().failed(1);
    assert!(
        ran.stderr.starts_with(&format!(
            "error: the mock platform cannot be started on port {port}: "
        )),
        "{ran:?}"
    );
}
