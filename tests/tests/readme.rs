//! The Rust column of the README's table is the code that was compiled, and each of its calls is answered.

use bge_private_sdk::mock::MockPlatform;
use bge_private_tests::readme;
use bge_private_tests::workspace::original;

/// The code of the table's right column, from top to bottom.
fn column() -> Vec<String> {
    let readme = std::fs::read_to_string(original().join("README.md")).unwrap();
    let (_, table) = readme
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

/// Code without what its form is free in.
fn bare(code: &str) -> String {
    code.split_whitespace()
        .collect::<String>()
        .replace(",)", ")")
}

#[tokio::test]
async fn the_table_says_what_compiles_and_is_answered() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("1.png"), "an image").unwrap();
    std::env::set_current_dir(folder).unwrap();

    let mock = MockPlatform::start().await.unwrap();
    let client = readme::client(mock.app_key(), mock.app_secret(), &mock.url()).unwrap();
    let calls = readme::calls(&mock.client()).await.unwrap();
    let compiled: Vec<_> = std::iter::once(client).chain(calls).map(bare).collect();
    let written: Vec<_> = column().iter().map(|code| bare(code)).collect();
    assert_eq!(written, compiled);

    // Each was made once.
    let names: Vec<_> = mock.received().iter().map(|call| call.endpoint()).collect();
    assert_eq!(names.len(), calls.len());
    let different: std::collections::HashSet<_> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "{names:?}");
}
