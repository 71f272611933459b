//! Tests of the names that generated code reserves.

use super::*;

#[test]
fn keywords_become_raw_or_get_an_underscore() {
    for keyword in RAW_KEYWORDS.split(' ') {
        assert_eq!(field(keyword), format!("r#{keyword}"));
        assert_eq!(setter(keyword), format!("r#{keyword}"));
        assert_eq!(method(keyword), format!("r#{keyword}"));
        assert_eq!(
            module(keyword),
            format!("{keyword}_"),
            "a file's name is never raw"
        );
    }
    for keyword in ["self", "super", "crate", "Self"] {
        assert_eq!(field(keyword), format!("{}_", keyword.to_lowercase()));
    }
    assert_eq!(variant("self"), "Self_");
    assert_eq!(type_name("Self"), "Self_");
}

#[test]
fn what_generated_code_uses_is_reserved() {
    for name in TYPES.split(' ') {
        assert_eq!(type_name(name), format!("{name}_"));
        assert_eq!(request(name), format!("{name}_"));
    }
    for name in COMMON_METHODS.split(' ') {
        assert_eq!(method(name), format!("{name}_"));
        assert_eq!(setter(name), format!("{name}_"));
        assert_eq!(object_setter(name), format!("{name}_"));
        assert_eq!(field(name), name, "a field clashes with no method");
    }
    for name in CALL_METHODS.split(' ') {
        assert_eq!(setter(name), format!("{name}_"));
    }
    for name in CLIENT_METHODS.split(' ') {
        assert_eq!(method(name), format!("{name}_"));
    }
    for name in MODULES.split(' ') {
        assert_eq!(module(name), format!("{name}_"));
    }
    assert_eq!(variant("other"), "Other_");
    assert_eq!(
        variant("Ok"),
        "Ok",
        "a variant is always named with its enum"
    );
    assert_eq!(extra_field("fields"), "fields_");
}

#[test]
fn reserved_names_are_in_the_case_they_are_compared_in() {
    for names in [CLIENT_METHODS, CALL_METHODS, COMMON_METHODS, MODULES] {
        for name in names.split(' ') {
            assert_eq!(name, name.to_snake_case());
        }
    }
    for name in TYPES.split(' ') {
        assert_eq!(name, name.to_upper_camel_case());
    }
}
