//! Names of commands and flags.

use crate::commands::{TOOLS, free};

#[test]
fn a_name_that_is_taken_gets_a_prefix() {
    let mut taken = vec!["lang".to_owned()];
    let mut name = |name| free(name, "param", &mut taken);
    assert_eq!(name("object_name"), "object-name");
    assert_eq!(name("lang"), "param-lang");
    assert_eq!(name("lang"), "param-param-lang");
    assert_eq!(name("object_name_"), "param-object-name");
}

/// Otherwise a call could take the name of a command.
#[test]
fn the_spec_reserves_the_names_of_all_commands() {
    assert_eq!(TOOLS.as_slice(), bge_private_codegen::RESERVED_COMMANDS);
}
