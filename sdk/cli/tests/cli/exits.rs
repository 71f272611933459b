//! Each exit code, in the situation for which it is documented.

use super::command::{Mock, answer, bge, bge_with, nowhere, server};

const PAY: &str = "bgicoin-withdraw --account-name labteam --amount 0.01 --order-type online --order-id order-0001";

const TOKEN: &str = "wechat-token --app-id demo --action get";

#[test]
fn something_else_failed() {
    let ran = bge("man taken").file("taken", "a file").run().failed(1);
    assert!(
        ran.stderr.starts_with("error: cannot write taken: "),
        "{ran:?}"
    );
}

#[test]
fn the_command_line_is_wrong() {
    bge("sign-url --no-such-flag").run().failed(2);
}

#[test]
fn an_argument_is_wrong() {
    let mock = Mock::start();
    let ran = bge_with(["sign-url", "--object-name", ""])
        .calling(&mock.url())
        .run()
        .failed(3);
    let expected = "error: `--object-name` must have at least 1 character, got 0\n";
    assert_eq!(ran.stderr, expected);
    assert!(mock.received().is_empty());
}

#[test]
fn there_are_no_credentials() {
    let ran = bge("sts-token").run().failed(4);
    assert!(ran.stderr.contains("BGE_PRIVATE_APP_KEY"), "{ran:?}");
    let ran = bge("sts-token").calling("ftp://a.example").run().failed(4);
    assert!(ran.stderr.contains("base URL"), "{ran:?}");
}

#[test]
fn there_is_no_connection() {
    let ran = bge("sts-token --retries 0")
        .calling(&nowhere())
        .run()
        .failed(5);
    assert!(ran.stderr.contains("no connection"), "{ran:?}");
}

#[test]
fn the_platform_refuses() {
    let mock = Mock::start();
    let ran = bge("sts-token").calling(&mock.url());
    let ran = ran
        .env("BGE_PRIVATE_APP_SECRET", "another")
        .run()
        .failed(6)
        .hides("another");
    assert!(
        ran.stderr.contains("rejected by the platform, code 41008"),
        "{ran:?}"
    );
}

#[test]
fn data_beside_a_refusal_is_shown_when_asked_for() {
    let url = server(answer(
        "200 OK",
        r#"{"code": 7, "msg": "no", "data": {"token": "hunter2"}}"#,
    ));
    let ran = bge("sts-token")
        .calling(&url)
        .run()
        .failed(6)
        .hides("hunter2");
    assert!(ran.stderr.contains("--show-secrets"), "{ran:?}");
    let ran = bge("sts-token --show-secrets")
        .calling(&url)
        .run()
        .failed(6);
    assert!(ran.stderr.contains(r#"{"token": "hunter2"}"#), "{ran:?}");
}

#[test]
fn the_status_refuses() {
    let url = server(answer("403 Forbidden", "{}"));
    let ran = bge(PAY).calling(&url).run().failed(7);
    assert!(ran.stderr.contains("HTTP status 403"), "{ran:?}");
}

#[test]
fn nobody_knows_whether_it_was_carried_out() {
    for broken in [answer("503 Service Unavailable", "{}"), ""] {
        let ran = bge(PAY).calling(&server(broken)).run().failed(8);
        assert!(ran.stderr.contains("(1 attempt)"), "{ran:?}");
        assert!(
            ran.stderr
                .contains("hint: the platform may have carried it out"),
            "{ran:?}"
        );
    }
}

#[test]
fn a_call_that_is_safe_to_repeat_need_not_be_looked_up() {
    let url = server(answer("503 Service Unavailable", "{}"));
    let ran = bge("sign-url a --retries 0").calling(&url).run().failed(8);
    assert!(!ran.stderr.contains("hint"), "{ran:?}");
}

#[test]
fn the_answer_is_not_what_the_spec_says() {
    let body =
        r#"{"code": 0, "msg": "ok", "data": {"access_token": ["hunter2"]}, "new": "hunter2"}"#;
    let url = server(answer("200 OK", body));
    let ran = bge(TOKEN).calling(&url).run().failed(9).hides("hunter2");
    assert!(ran.stderr.contains("$.data.access_token"), "{ran:?}");

    let raw = || bge(format!("{TOKEN} --raw")).calling(&url);
    let ran = raw().run().succeeded().hides("hunter2");
    assert!(
        ran.stdout.contains(r#""access_token": "[redacted]""#),
        "{ran:?}"
    );
    let mut shown = raw();
    shown.command.arg("--show-secrets");
    assert_eq!(shown.run().succeeded().stdout, format!("{body}\n"));
}

#[test]
fn raw_is_suggested_where_it_can_be_added() {
    let url = server(answer("200 OK", r#"{"code": 0, "data": {"url": 7}}"#));
    for (line, is_suggested) in [
        ("sign-url a", true),
        ("get-surveys", true),
        ("image-upload a", true),
        ("sign-url a --raw", false),
        ("sign-url a --select /url", false),
        ("get-surveys --all", false),
        ("image-upload a a", false),
    ] {
        let ran = bge(line).calling(&url).file("a", "a").run();
        let is_told = ran.stderr.contains("--raw");
        assert_eq!(is_told, is_suggested, "{line}: {ran:?}");
    }
}

#[test]
fn fields_that_the_spec_does_not_know_are_hidden() {
    let body = r#"{"code": 0, "msg": "ok", "data": {"access_token": "hunter1", "refresh_token": "hunter2"}}"#;
    let url = server(answer("200 OK", body));
    let ran = bge(TOKEN).calling(&url).run();
    let ran = ran.succeeded().hides("hunter1").hides("hunter2");
    assert_eq!(
        ran.stdout,
        "access_token:  [redacted]\nrefresh_token: [redacted]\n"
    );
}

#[test]
fn a_text_where_json_was_promised_is_hidden() {
    let text = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 7\r\nconnection: close\r\n\r\nhunter2";
    let url = server(text);
    bge("sts-token")
        .calling(&url)
        .run()
        .failed(9)
        .hides("hunter2");
    bge("sts-token --raw")
        .calling(&url)
        .run()
        .succeeded()
        .hides("hunter2");
    let ran = bge("gateway-invoke --service s --api /a")
        .calling(&url)
        .run();
    assert_eq!(ran.succeeded().stdout, "hunter2\n");
}

#[test]
fn an_answer_that_cannot_be_read_is_printed_raw() {
    let url = server(answer(
        "200 OK",
        r#"{"code": 0, "data": {"access_token": "hunter2"#,
    ));
    let raw = |option: &str| {
        let command = bge(format!("{TOKEN} --raw {option}"));
        command.calling(&url).run()
    };
    let hidden = raw("").hides("hunter2");
    assert_eq!((hidden.code, hidden.stdout.as_str()), (9, "[redacted]\n"));
    let shown = raw("--show-secrets");
    assert_eq!(shown.code, 9, "{shown:?}");
    assert!(shown.stdout.ends_with("\"hunter2\n"), "{shown:?}");
    assert!(!shown.stderr.contains("hint"), "{shown:?}");
}

#[test]
fn a_text_is_told_in_the_form_that_is_asked_for() {
    let text = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 12\r\nconnection: close\r\n\r\na\tb\n\u{1b}[31mred";
    let url = server(text);
    let told = |form: &str| {
        let command = bge(format!("post /new {form}")).calling(&url);
        command.run().succeeded().stdout
    };
    assert_eq!(told("--output=text"), "a\tb\n\\u{1b}[31mred\n");
    assert_eq!(told("--output=json"), "\"a\\tb\\n\\u001b[31mred\"\n");
    assert_eq!(told("--raw"), "a\tb\n\u{1b}[31mred\n");
}

#[test]
fn a_forwarded_failure_leaves_open_whether_it_was_carried_out() {
    for answer in [
        answer("200 OK", r#"{"code":1,"msg":"created"}"#),
        answer("404 Not Found", "{}"),
    ] {
        let url = server(answer);
        for call in [
            "gateway-invoke --service s --api /a",
            "post /gateway/invoke",
        ] {
            let ran = bge(call).calling(&url).run().failed(8);
            assert!(ran.stderr.contains("may have carried it out"), "{ran:?}");
        }
    }
}

#[test]
fn a_signature_does_not_verify() {
    let form = "app_key=cli-key-0123456789&timestamp=2026-11-23T07:27:59Z&sign=AAAA";
    let verify = bge(format!("verify --form {form}"));
    let ran = verify.credentials().run().failed(10);
    assert!(ran.stderr.contains("does not match"), "{ran:?}");
}
