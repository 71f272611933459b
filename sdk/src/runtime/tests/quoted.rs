//! Tests of quoting.

use crate::runtime::quoted::Quoted;

#[test]
fn quotes_on_one_line() {
    assert_eq!(Quoted("a\nb").to_string(), "`a\\nb`");
    let long = Quoted(&"长".repeat(200)).to_string();
    assert_eq!(long.chars().count(), 83);
    assert!(long.ends_with("长…`"));
}
