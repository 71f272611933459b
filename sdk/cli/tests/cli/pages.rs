//! All pages of a list as lines of JSON.

use serde_json::Value;

use super::command::{Mock, answer, bge, server};

/// Returns the values of the lines.
#[track_caller]
fn lines(stdout: &str) -> Vec<Value> {
    let line = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    stdout.lines().map(line).collect()
}

#[track_caller]
fn sent(mock: &Mock, field: &str) -> Vec<Option<String>> {
    let calls = mock.received().into_iter();
    calls
        .map(|call| call.field(field).map(str::to_owned))
        .collect()
}

#[test]
fn the_items_of_all_pages_are_printed() {
    let mock = Mock::start();
    let all = |line: &str| {
        let ran = bge(format!("{line} --all")).calling(&mock.url()).run();
        lines(&ran.succeeded().stdout)
    };
    let pages = |numbers: &[&str]| -> Vec<_> {
        let numbers = numbers.iter();
        numbers.map(|number| Some((*number).to_owned())).collect()
    };
    // The answer has a total.
    let line = "get-surveys --sort survey_id_descending --limit 2";
    let surveys = all(&format!("{line} --page 1"));
    let ids: Vec<_> = surveys.iter().map(|item| &item["survey_id"]).collect();
    assert_eq!(ids, [303, 302, 301]);
    assert_eq!(sent(&mock, "page"), pages(&["1", "2"]));
    // After a start in the middle, only an empty page is the end.
    assert_eq!(all(&format!("{line} --page 2")), surveys[2..]);
    assert_eq!(sent(&mock, "page"), pages(&["2", "3"]));
    // The answer is the list.
    let line = "get-taxon-abundance --biosample-id E-S10000000066 --limit 2";
    let names = all(line);
    let names = names.iter().map(|item| &item["taxonomy"]["taxon_id"]);
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["txid1304", "txid28037", "txid1303"]
    );
    // Pages have cursors.
    mock.received();
    let line = "get-func-abundance --biosample-id E-F10000000025 --catalog go --limit 2";
    assert_eq!(all(line).len(), 3);
    let cursors = sent(&mock, "next_page");
    assert!(matches!(&cursors[..], [None, Some(_)]), "{cursors:?}");
}

const PAGE: &str = r#"{"code": 0, "data": {"result": [], "next_page": ITEM}}"#;

#[test]
fn a_failure_comes_after_the_items_before_it() {
    let line = "get-func-abundance --biosample-id E --catalog go --all --retries 0";
    // The second page is of another shape.
    let ran = bge(line).calling(&server(answer("200 OK", &PAGE.replace("ITEM", "7"))));
    let ran = ran.run().failed(9);
    assert!(ran.stderr.contains("next_page"), "{ran:?}");
    let ran = bge(line).calling(&server(answer("200 OK", r#"{"code": 7, "msg": "no"}"#)));
    ran.run().failed(6);
    // A repeated cursor is the end.
    let ran = bge(line).calling(&server(answer("200 OK", &PAGE.replace("ITEM", "\"a\""))));
    assert_eq!(ran.run().succeeded().stdout, "");
}

#[test]
fn only_calls_with_pages_have_the_flag() {
    let line = "sign-url --object-name a --all";
    assert!(bge(line).run().failed(2).stderr.contains("--all"));
    for other in ["--raw", "--output yaml", "-o json"] {
        let ran = bge(format!("get-surveys --all {other}")).run().failed(2);
        assert!(ran.stderr.contains("--all"), "{ran:?}");
    }
    for (language, help) in [("en", "Ask for all pages"), ("zh", "获取所有页")] {
        let ran = bge(format!("get-surveys --help --lang {language}")).run();
        assert!(ran.succeeded().stdout.contains(help));
    }
    let ran = bge("get-surveys --all --dry-run").credentials().run();
    assert!(ran.succeeded().stdout.contains("/api/survey/surveys"));
}
