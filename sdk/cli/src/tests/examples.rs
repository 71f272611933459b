//! Examples as command lines.

use crate::examples::in_shell;

#[test]
fn quotes_for_a_shell() {
    assert_eq!(in_shell("ods/a-1.tsv"), "ods/a-1.tsv");
    assert_eq!(in_shell("深圳"), "深圳");
    assert_eq!(in_shell(""), "''");
    assert_eq!(in_shell("a b"), "'a b'");
    assert_eq!(in_shell("it's $HOME"), r"'it'\''s $HOME'");
}
