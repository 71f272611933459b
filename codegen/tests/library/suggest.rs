//! Tests of suggestions for unknown words.

use bge_private_codegen::diagnostics::nearest;

#[test]
fn suggests_only_what_is_near() {
    let keys = ["args", "kwargs", "response", "retry"];
    assert_eq!(nearest("kwarg", keys), Some("kwargs"));
    assert_eq!(nearest("Respone", keys), Some("response"));
    assert_eq!(nearest("kwrags", keys), Some("kwargs"));
    assert_eq!(nearest("timeout", keys), None);
    assert_eq!(nearest("", keys), None);
    assert_eq!(nearest("x", ["f", "t"]), None);
    assert_eq!(nearest("Itme", ["time", "Item"]), Some("Item"));
    assert_eq!(nearest(&"x".repeat(100_000), keys), None);
}
