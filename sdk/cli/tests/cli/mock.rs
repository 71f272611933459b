//! The command `mock`, which runs the mock platform as a process.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use super::command::{Bge, SECRET, bge, bge_with};

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
    let interrupt = ["-INT", &server.id().to_string()].map(str::to_owned);
    assert!(
        Command::new("kill")
            .args(interrupt)
            .status()
            .unwrap()
            .success()
    );
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
