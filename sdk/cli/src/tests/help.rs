//! What help shows.

use std::fs;
use std::path::Path;

use crate::failure::MEANINGS;
use crate::help::indented;

#[test]
fn only_breaks_between_arguments_are_indented() {
    let line = "a \\\n  --b 'it'\\''s \\\n  --c' \\\n  --d \"\\\n\"";
    let expected = "a \\\n      --b 'it'\\''s \\\n  --c' \\\n      --d \"\\\n\"";
    assert_eq!(indented(line), expected);
}

#[test]
fn the_guide_has_all_exit_codes() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    let guide = fs::read_to_string(guide).unwrap_or_default();
    let rows = guide.lines().skip_while(|line| *line != "## Exit codes");
    let rows = rows.skip(4).take_while(|line| line.starts_with('|'));
    let rows: Vec<&str> = rows.collect();
    let known = MEANINGS.iter().map(|(exit, meaning, _)| {
        let code = *exit as u8;
        format!("| {code} | {meaning} |")
    });
    let known: Vec<String> = ["| 0 | success |".to_owned()]
        .into_iter()
        .chain(known)
        .collect();
    assert_eq!(rows, known);
}
