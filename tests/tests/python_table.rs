//! The tables in `docs/python.md`: the Rust column of the first is the code that was compiled, and each of its calls
//! succeeds. The second lists all calls.

use std::collections::HashSet;

use bge_private_sdk::describe::{Call, Group, PLATFORM};
use bge_private_sdk::mock::MockPlatform;
use bge_private_tests::python_table;
use bge_private_tests::workspace::original;

/// Returns the code in the right column of the table, from top to bottom.
fn column() -> Vec<String> {
    let page = std::fs::read_to_string(original().join("docs/python.md")).unwrap();
    let (_, table) = page
        .split_once("| Python | Rust |\n| --- | --- |\n")
        .unwrap();
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let code: Vec<_> = row.split('`').collect();
        assert_eq!(code.len(), 5, "{row}");
        code[3].to_owned()
    })
    .collect()
}

/// Returns code without white space and trailing commas.
fn bare(code: &str) -> String {
    code.split_whitespace()
        .collect::<String>()
        .replace(",)", ")")
}

#[tokio::test]
async fn the_table_shows_code_that_compiles_and_succeeds() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("python_table");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("1.png"), "an image").unwrap();
    std::env::set_current_dir(folder).unwrap();

    let mock = MockPlatform::start().await.unwrap();
    let client = python_table::client(mock.app_key(), mock.app_secret(), &mock.url()).unwrap();
    let calls = python_table::calls(&mock.client()).await.unwrap();
    let compiled: Vec<_> = std::iter::once(client).chain(calls).map(bare).collect();
    let written: Vec<_> = column().iter().map(|code| bare(code)).collect();
    assert_eq!(written, compiled);

    // Each call was made once.
    let names: Vec<_> = mock.received().iter().map(|call| call.endpoint()).collect();
    assert_eq!(names.len(), calls.len());
    let different: HashSet<_> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "{names:?}");
}

/// The calls that have another name in Python, or need a further argument there.
const SPLIT: [(&str, &str); 5] = [
    (
        "collection_detail",
        "collection_detail_or_delete(type='detail')",
    ),
    (
        "collection_delete",
        "collection_detail_or_delete(type='delete')",
    ),
    ("get_func_abundance_by_ids", "get_func_abundance(ids=…)"),
    ("model_draft", "model(draft=True)"),
    ("get_sample_v2", "get_sample_V2"),
];

/// Returns the rows of all calls of a group.
fn rows(group: &&Group) -> Vec<String> {
    let rows = group.calls.iter().flat_map(|call| {
        let names = std::iter::once(&call.method).chain(call.aliases);
        names.map(|name| row(group, call, name))
    });
    rows.collect()
}

/// Returns the row of a name of a call: in Python, and the method with its arguments in Rust.
fn row(group: &Group, call: &Call, name: &str) -> String {
    let split = SPLIT.iter().find(|(rust, _)| *rust == name);
    let python = split.map_or(name, |(_, python)| python);
    let arguments = call.parameters.iter().filter_map(|parameter| {
        let one_of = call.one_of(parameter);
        let one_of = one_of.filter(|one_of| one_of.exclusion.required);
        let is_required = parameter.param.required;
        one_of.map_or(is_required.then_some(parameter.name), |one_of| {
            Some(one_of.name)
        })
    });
    let mut arguments: Vec<_> = arguments.collect();
    arguments.dedup();
    let (of, client) = match group.client {
        Some(client) => (format!("{client}."), format!("{client}().")),
        None => Default::default(),
    };
    format!(
        "| `{of}{python}` | `client.{client}{name}({})` |",
        arguments.join(", ")
    )
}

/// The conformance tests check that no call of the Python client is missing.
#[test]
fn the_list_of_all_calls_is_right() {
    let page = std::fs::read_to_string(original().join("docs/python.md")).unwrap();
    let (_, list) = page.split_once("## All calls\n").unwrap();
    let rows: HashSet<_> = PLATFORM.groups.iter().flat_map(rows).collect();
    for row in list.lines().filter(|line| line.starts_with("| `")) {
        assert!(rows.contains(row), "{row}\nis none of {rows:#?}");
    }
}
