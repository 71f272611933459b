//! What is written to standard error besides errors.

use super::command::{KEY, Mock, SECRET, answer, bge, nowhere, server};

#[test]
fn attempts_waits_and_timings_are_told_without_secrets() {
    let url = server(answer("503 Service Unavailable", r#"{"token": "hunter2"}"#));
    let ran = bge("sts-token --verbose --retries 1").calling(&url).run();
    let ran = ran.hides(SECRET).hides("hunter2");
    assert_eq!(ran.stdout, "");
    for told in [
        "http.response.status_code=503",
        "http.request.resend_count=1",
        "trying again",
        "delay=",
        "cause=HTTP status 503",
        "time.idle=",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {ran:#?}");
    }
}

#[test]
fn the_environment_selects_events_of_the_library_alone() {
    let mock = Mock::start();
    let told = |filter: &str| {
        let ran = bge("login --lang en").env("RUST_LOG", filter).run();
        assert_eq!(ran.code, 4);
        let ran = bge("sts-token")
            .calling(&mock.url())
            .env("RUST_LOG", filter)
            .run();
        ran.succeeded().hides(SECRET).stderr
    };
    assert_eq!(told(""), "");
    assert_eq!(told("warn"), "");
    assert_eq!(told("hyper=trace,h2=trace,reqwest=trace"), "");
    assert!(told("bge_private_sdk=info").contains("time.busy"));
    // Events of other packages may contain secrets.
    let all = told("trace");
    let of_library = told("bge_private_sdk=trace");
    assert_eq!(all.lines().count(), of_library.lines().count(), "{all}");
    let ignored = told("[span{a=b}]=x");
    assert!(
        ignored.starts_with("hint: RUST_LOG is ignored"),
        "{ignored}"
    );
}

#[test]
fn verbose_output_has_no_secret_of_an_argument() {
    let mock = Mock::start();
    let line = "oauth2-grants --auth-token @token --verbose";
    let command = bge(line).calling(&mock.url());
    let ran = command.file("token", "hunter2").run();
    let ran = ran.hides("hunter2").hides(SECRET);
    assert!(ran.stderr.contains("time.busy"), "{ran:#?}");
    assert!(!ran.stderr.contains(KEY), "{ran:#?}");
}

#[test]
fn quiet_leaves_only_errors() {
    let line = format!("sts-token --base-url {} --retries 0", nowhere());
    let loud = bge(format!("{line} --environment previe"))
        .credentials()
        .run();
    assert!(loud.failed(2).stderr.contains("hint: "));
    let ran = bge("sts-token -q").run().failed(4);
    assert_eq!(ran.stderr, "error: there are no credentials\n");
    let early = bge("-q sts-token").run().failed(4);
    assert_eq!(early.stderr, ran.stderr);
    bge(format!("{line} -q -v")).credentials().run().failed(2);
}
