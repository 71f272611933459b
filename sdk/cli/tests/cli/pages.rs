//! All pages of a list as lines of JSON.

use bge_private_sdk::abundance::GetFuncAbundance;
use serde_json::Value;

use std::path::Path;

use bge_private_codegen::docs::command_line;
use bge_private_codegen::load;

use super::command::{Mock, answer, bge, bge_in_shell, server};

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

#[test]
fn items_are_printed_before_a_failure() {
    let line = "get-func-abundance --biosample-id E-F10000000025 --catalog go --all --retries 0";
    let mock = Mock::start();
    let second = mock.platform.on::<GetFuncAbundance>();
    second
        .matching(|request| request.next_page.is_some())
        .fail(7, "no");
    let ran = bge(line).calling(&mock.url()).run();
    assert_eq!((ran.code, lines(&ran.stdout).len()), (6, 2), "{ran:?}");
    assert!(ran.stderr.contains("code 7: no"), "{ran:?}");
    let page = |next: &str| {
        let page = format!(r#"{{"code": 0, "data": {{"result": [], "next_page": {next}}}}}"#);
        server(answer("200 OK", &page))
    };
    // The page does not match the spec.
    let ran = bge(line).calling(&page("7")).run().failed(9);
    assert!(ran.stderr.contains("next_page"), "{ran:?}");
    // A repeated cursor is the end.
    let ran = bge(line).calling(&page("\"a\"")).run();
    assert_eq!(ran.succeeded().stdout, "");
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

/// The documentation site shows these commands.
#[test]
fn every_command_of_the_site_for_all_pages_prints_their_items() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let checked = load(&spec).unwrap_or_else(|report| panic!("{report}"));
    let (api, mock) = (checked.api(), Mock::start());
    let mut count = 0;
    for line in api.endpoints().filter_map(command_line::all_pages) {
        let shown = line.of_program(&api.platform);
        let arguments = shown.strip_prefix("bge-private ").unwrap();
        let command = bge_in_shell(arguments, &[]).calling(&mock.url());
        let files = line.files.iter();
        let command = files.fold(command, |command, (name, content)| {
            command.file(name, content)
        });
        let ran = command.run().succeeded();
        assert!(!ran.stdout.is_empty(), "{shown}");
        assert!(mock.received().len() > 1, "{shown}");
        count += 1;
    }
    assert!(count > 0);
}
