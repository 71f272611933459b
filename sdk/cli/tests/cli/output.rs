//! Input from files and streams, and the formats of output.

use std::process::Stdio;

use super::command::{Mock, answer, bge, server};

#[test]
fn json_comes_from_files_and_from_standard_input() {
    let mock = Mock::start();
    let call = |data| {
        bge(format!("gateway-invoke --service s --api /a --data {data}")).calling(&mock.url())
    };
    call("{\"a\":1}").run().succeeded();
    call("@data.json")
        .file("data.json", "{\"a\":1}\n")
        .run()
        .succeeded();
    call("-").input("{\"a\":1}\n").run().succeeded();
    for received in mock.received() {
        assert_eq!(received.field("data"), Some("{\"a\":1}"));
    }
    let ran = call("@none.json").run().failed(3);
    assert!(
        ran.stderr
            .starts_with("error: `--data` cannot be read from `@none.json`: "),
        "{ran:?}"
    );
}

#[test]
fn secrets_come_from_files_and_a_dry_run_hides_them() {
    let invoke = "gateway-invoke --service s --api /a --headers";
    let sms = "sms --mobiles 17600000000 --template pay_code --field";
    let headers = "{\"Cookie\":\"hunter2\"}";
    for (command, on_the_line, from_file, content) in [
        (invoke, headers, "@secret.txt", headers),
        (sms, "pay_code=hunter2", "pay_code@secret.txt", "hunter2"),
    ] {
        let mock = Mock::start();
        let literal = bge(format!("{command} {on_the_line}"));
        let refused = literal.calling(&mock.url()).run().failed(3);
        assert!(refused.stderr.contains("is secret") && !refused.stderr.contains("hunter2"));
        for option in ["", "--raw"] {
            let dry = bge(format!("{command} {from_file} --dry-run {option}"))
                .file("secret.txt", content);
            let dry = dry.calling(&mock.url()).run().succeeded();
            assert!(!dry.stdout.contains("hunter2"), "{dry:?}");
            assert_eq!(dry.stderr, "", "hints are for people");
        }
        assert_eq!(mock.received().len(), 0);
        let sent = bge(format!("{command} {from_file}")).file("secret.txt", content);
        sent.calling(&mock.url()).run().succeeded();
        let fields = mock.received().pop().expect("a call").fields().to_vec();
        assert!(
            fields.iter().any(|(_, value)| value == content),
            "{fields:?}"
        );
    }
}

#[test]
fn lists_are_given_by_commas_or_again() {
    let mock = Mock::start();
    for mobiles in ["--mobiles 1,2,3", "--mobiles 1 --mobiles 2,3"] {
        let sms = bge(format!("sms --template other --field code=1 {mobiles}"));
        sms.calling(&mock.url()).run().succeeded();
        assert_eq!(mock.received()[0].field("mobiles"), Some("1,2,3"));
    }
}

#[test]
fn a_json_list_may_have_no_items() {
    let mock = Mock::start();
    let sent = |more: &str| {
        let ran = bge(format!("survey-target {more}")).calling(&mock.url());
        ran.run().succeeded();
        mock.received()[0].field("AND").unwrap().to_owned()
    };
    assert_eq!(sent("--and []"), "[]");
    assert_eq!(sent(""), "null");
    let line = "batch-send-sms --template-api-name a --title a --mobiles 1 --template-params @none";
    let refused = bge(line).file("none", "[]").credentials();
    let refused = refused.run().failed(3);
    assert!(refused.stderr.contains("item"), "{refused:?}");
    let help = |line| bge(line).run().succeeded().stdout;
    assert!(help("survey-target --help").contains("or `[]` for none"));
    assert!(!help("batch-send-sms --help").contains("or `[]` for none"));
}

#[test]
fn fields_are_read_from_files_where_they_say_so() {
    let mock = Mock::start();
    let post =
        |field| bge(format!("post /service/oss/sign_url --field {field}")).calling(&mock.url());
    post("object_name=a=b@c").run().succeeded();
    post("object_name@name.txt")
        .file("name.txt", "a=b@c\n")
        .run()
        .succeeded();
    post("object_name@-").input("a=b@c").run().succeeded();
    for received in mock.received() {
        assert_eq!(received.field("object_name"), Some("a=b@c"));
    }
}

#[test]
fn files_are_uploaded_by_post() {
    let mock = Mock::start();
    let ran = bge("post /service/image/upload --file image=1.png -o json");
    let ran = ran
        .calling(&mock.url())
        .file("1.png", "bytes")
        .run()
        .succeeded();
    assert!(ran.stdout.contains("\"size\": 8820"), "{ran:?}");
    assert_eq!(ran.stderr, "", "a bar is for terminals");
    let calls = mock.received();
    let file = calls[0].file("image").unwrap();
    assert_eq!(
        (file.file_name.as_str(), file.content.as_deref()),
        ("1.png", Some(&b"bytes"[..]))
    );
}

#[test]
fn text_is_for_reading() {
    let mock = Mock::start();
    let ran = bge("sign-url --object-name a")
        .calling(&mock.url())
        .run()
        .succeeded();
    assert!(
        ran.stdout
            .starts_with("url:     https://international-file.omgut.com/"),
        "{ran:?}"
    );
    assert!(
        ran.stdout
            .ends_with("?[redacted]\nexpires: 2019-11-06T07:55:21Z\n"),
        "{ran:?}"
    );
    let ran = bge("shorturls --url https://a.example --lang zh")
        .calling(&mock.url())
        .run();
    assert_eq!(
        ran.stdout,
        "short_url: https://2i1i.cn/UouT\nexpires:   604799 秒\n"
    );
}

#[test]
fn a_call_without_data_prints_nothing_for_a_program() {
    let mock = Mock::start();
    let sms = "sms --template other --mobiles 1";
    let ran = bge(sms).calling(&mock.url()).run().succeeded();
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    let ran = bge(format!("{sms} -o json"))
        .calling(&mock.url())
        .run()
        .succeeded();
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("null\n", ""));
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    for line in ["completions bash", "--help", "sign-url --help"] {
        let mut command = bge(line).command;
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = command
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
        assert!(output.stderr.is_empty(), "{line}: {output:?}");
    }
}

/// Returns the output for data of a call that the spec does not describe.
fn printed(data: &str, format: &str) -> String {
    let url = server(answer(
        "200 OK",
        &format!(r#"{{"code": 0, "data": {data}}}"#),
    ));
    let command = bge(format!("post /new -o {format}")).calling(&url);
    command.run().succeeded().stdout
}

const DATA: &str = r#"{"id": "7", "on": true, "none": null, "list": [1, {"a b": "x\ty", "c": []}, [2.50]],
    "empty": {}, "text": "\u001b[31m\u009b\u2028\ud83e\uddec"}"#;

#[test]
fn json_escapes_what_is_not_printable() {
    let expected = r#"{
  "id": "7",
  "on": true,
  "none": null,
  "list": [
    1,
    {
      "a b": "x\ty",
      "c": []
    },
    [
      2.50
    ]
  ],
  "empty": {},
  "text": "\u001b[31m\u009b\u2028🧬"
}
"#;
    assert_eq!(printed(DATA, "json"), expected);
}

#[test]
fn yaml_quotes_strings() {
    let expected = r#"id: "7"
"on": true
none: null
list:
  - 1
  - "a b": "x\ty"
    c: []
  - - 2.50
empty: {}
text: "\u001b[31m\u009b\u2028🧬"
"#;
    assert_eq!(printed(DATA, "yaml"), expected);
}

#[test]
fn text_has_columns_and_does_not_control_a_terminal() {
    let expected = r"id:    7
on:    true
none:  null
list:
  - 1
  - a b: x\ty
    c:   []
  - - 2.50
empty: {}
text:  \u{1b}[31m\u{9b}\u{2028}🧬
";
    assert_eq!(printed(DATA, "text"), expected);
}

#[test]
fn numbers_keep_their_digits_and_objects_their_order() {
    let expected = "b: 0.10\na: 123456789012345678901234567890\nb: true\n";
    let data = r#"{"b": 0.10, "a": 123456789012345678901234567890, "b": true}"#;
    assert_eq!(printed(data, "yaml"), expected);
}

/// The spec says nothing about the answer, but the names of its members do.
#[test]
fn secrets_of_an_open_answer_are_hidden() {
    let data = r#"{"user": 7, "token": "hunter2"}"#;
    assert_eq!(printed(data, "text"), "user:  7\ntoken: [redacted]\n");
    let url = server(answer(
        "200 OK",
        &format!(r#"{{"code": 0, "data": {data}}}"#),
    ));
    let command = bge("account login --account a --password -").input("x");
    let ran = command.calling(&url).run().succeeded();
    assert!(!ran.stdout.contains("hunter2"), "{ran:?}");
    let url = server(answer(
        "200 OK",
        &format!(r#"{{"code": 0, "data": {data}}}"#),
    ));
    let command = bge("post /new --show-secrets").calling(&url);
    assert!(command.run().succeeded().stdout.contains("hunter2"));
}

#[test]
fn deep_values_do_not_exhaust_the_stack() {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    for format in ["text", "json", "yaml"] {
        let shown = printed(&deep, format);
        assert_eq!(shown.matches(']').count(), shown.matches('[').count());
        assert!(shown.matches(']').count() >= 49_000);
    }
}

#[test]
fn times_and_durations_are_readable() {
    let shown = |path: &str, data: &str| {
        let url = server(answer(
            "200 OK",
            &format!(r#"{{"code": 0, "data": {data}}}"#),
        ));
        let command = bge(format!("post {path}")).calling(&url);
        command.run().succeeded().stdout
    };
    let sign_url = "/service/oss/sign_url";
    assert_eq!(
        shown(sign_url, r#"{"expires": "1573026921"}"#),
        "expires: 2019-11-06T07:55:21Z\n"
    );
    assert_eq!(shown(sign_url, r#"{"expires": "soon"}"#), "expires: soon\n");
    let shorturls = bge_private_sdk::mock::examples().find(|it| it.endpoint() == "shorturls");
    let path = shorturls.unwrap().path();
    assert_eq!(shown(path, r#"{"expires": 600}"#), "expires: 600 s\n");
}
