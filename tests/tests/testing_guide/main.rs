//! The tests in `docs/testing.md` are the ones that run here.

mod mock;
mod refusal;

use std::fs;

use bge_private_tests::fences::blocks;
use bge_private_tests::workspace::original;

#[test]
fn the_guide_shows_tests_that_run() {
    let guide = fs::read_to_string(original().join("docs/testing.md")).unwrap();
    let shown: Vec<_> = blocks(&guide)
        .into_iter()
        .filter(|block| block.content.contains("#[tokio::test]"))
        .map(|block| block.content)
        .collect();
    let run = [include_str!("mock.rs"), include_str!("refusal.rs")].map(without_first_line);
    assert_eq!(shown, run);
}

/// Returns the code after its first line, which names the file's subject.
fn without_first_line(code: &str) -> String {
    code.split_once("\n\n").unwrap().1.to_owned()
}
