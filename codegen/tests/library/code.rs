//! Tests of the codes of rules.

use bge_private_codegen::Code;

#[test]
fn codes_are_in_order_and_differ() {
    assert!(Code::ALL.windows(2).all(|pair| pair[0].id() < pair[1].id()));
}
