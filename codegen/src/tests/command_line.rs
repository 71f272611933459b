//! Arguments in a shell.

use super::{CommandLine, quoted};

#[test]
fn quotes_for_a_shell() {
    assert_eq!(quoted("ods/a-1.tsv"), "ods/a-1.tsv");
    assert_eq!(quoted("深圳"), "深圳");
    assert_eq!(quoted(""), "''");
    assert_eq!(quoted("a b"), "'a b'");
    assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
}

#[test]
fn long_lines_are_broken_before_flags() {
    let long = "a".repeat(70);
    let arguments = ["call", "--one", &long, "--two", "b"];
    let line = CommandLine {
        arguments: arguments.map(str::to_owned).to_vec(),
        files: Vec::new(),
    };
    let expected = format!("call \\\n  --one {long} \\\n  --two b");
    assert_eq!(line.shell(), expected);
}
