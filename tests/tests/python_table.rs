//! The Rust column of the table in `docs/python.md` is the code that was compiled, and each of its calls
//! succeeds.

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
    let different: std::collections::HashSet<_> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "{names:?}");
}
