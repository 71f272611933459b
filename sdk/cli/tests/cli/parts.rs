//! `--select`, which prints a part of an answer.

use super::command::{Mock, answer, bge, server};

#[test]
fn a_part_of_an_answer_is_printed() {
    let body = r#"{"code": 0, "data": [{"a/b": {"~": [1.10, "x"]}, "": null}]}"#;
    let url = server(answer("200 OK", body));
    for (pointer, part) in [
        ("/0/a~1b/~0/1", "x\n"),
        ("/0/a~1b/~0/0", "1.10\n"),
        ("/0/", "null\n"),
    ] {
        let ran = bge(format!("post /other --select {pointer}")).calling(&url);
        assert_eq!(ran.run().succeeded().stdout, part, "{pointer}");
    }
    let whole = bge("post /other -o json --select=").calling(&url).run();
    assert!(whole.succeeded().stdout.starts_with('['));
    for pointer in ["/1", "/00", "/+0", "/0/c", "/0/a~1b/~0/1/x"] {
        let ran = bge(format!("post /other --select {pointer}")).calling(&url);
        let ran = ran.run().failed(1);
        assert!(ran.stderr.contains("the call was made"), "{ran:?}");
        // What was answered is not lost.
        let all = r#"the answer is [{"a/b":{"~":[1.10,"x"]},"":null}]"#;
        assert!(ran.stderr.contains(all), "{ran:?}");
    }
    for pointer in ["a", "/~2", "/~", "/a~"] {
        let wrong = bge(format!("post /other --select {pointer}")).run();
        let wrong = wrong.failed(2);
        assert!(wrong.stderr.contains("a JSON pointer"), "{wrong:?}");
    }
}

#[test]
fn a_part_has_the_type_and_the_secrecy_of_the_whole() {
    let mock = Mock::start();
    let ran = bge("shorturls --url https://a.example --lang zh --select /expires")
        .calling(&mock.url())
        .run();
    assert_eq!(ran.succeeded().stdout, "604799 秒\n");
    let line = "sign-url --object-name a --select /url";
    let hidden = bge(line).calling(&mock.url()).run().succeeded();
    assert!(hidden.stdout.ends_with("?[redacted]\n"), "{hidden:?}");
    let wrong = bge("sign-url --object-name a --select /link").calling(&mock.url());
    let wrong = wrong.run().failed(1);
    assert!(wrong.stderr.contains("?[redacted]"), "{wrong:?}");
    let shown = bge(format!("{line} --show-secrets")).calling(&mock.url());
    assert!(!shown.run().succeeded().stdout.contains("[redacted]"));
}

#[test]
fn a_part_of_each_item_is_printed() {
    let mock = Mock::start();
    let all = |more: &str| {
        let ran = bge(format!("get-surveys --all {more}")).calling(&mock.url());
        ran.run().succeeded().stdout
    };
    let titles = all("--select /title");
    assert_eq!(titles.lines().count(), all("").lines().count());
    assert!(titles.lines().all(|line| line.starts_with('"')), "{titles}");
    for pointer in ["/none", "/survey_id/0", "/title/x"] {
        let line = format!("get-surveys --all --select {pointer} --lang en");
        let ran = bge(line).calling(&mock.url()).run().failed(1);
        assert!(ran.stderr.contains("has nothing at the pointer"), "{ran:?}");
    }
    // The spec says that items may have it, but these have none.
    for pointer in ["/release_questions", "/release_questions/0/title"] {
        let line = format!("release-surveys --all --select {pointer}");
        let ran = bge(line).calling(&mock.url()).run().succeeded();
        assert!(!ran.stdout.is_empty());
        assert!(ran.stdout.lines().all(|line| line == "null"), "{ran:?}");
    }
}

#[test]
fn calls_without_data_have_no_parts() {
    bge("sms --template other --mobiles 1 --select /a")
        .run()
        .failed(2);
    bge("get-surveys --raw --select /a").run().failed(2);
}
