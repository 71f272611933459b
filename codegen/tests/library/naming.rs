//! Tests of the conversion of names in a spec to names in Rust.

use bge_private_codegen::naming::{
    crate_name, env_prefix, field, request, response, setter, type_name, variant,
};
use unicode_ident::{is_xid_continue, is_xid_start};

#[test]
fn fields_are_in_snake_case() {
    for (spec, rust) in [
        ("object_name", "object_name"),
        ("objectName", "object_name"),
        ("ObjectName", "object_name"),
        ("OBJECT_NAME", "object_name"),
        ("HTTPServer", "http_server"),
        ("userID", "user_id"),
        ("md5", "md5"),
        ("__private__", "private"),
        ("kebab-case", "kebab_case"),
        ("A.Ratio", "a_ratio"),
        ("AND", "and"),
        ("two words", "two_words"),
    ] {
        assert_eq!(field(spec), rust, "{spec}");
    }
}

#[test]
fn types_are_in_camel_case() {
    for (spec, rust) in [
        ("Region", "Region"),
        ("OrderType", "OrderType"),
        ("sign_url", "SignUrl"),
        ("STSToken", "StsToken"),
        ("md5_sum", "Md5Sum"),
    ] {
        assert_eq!(type_name(spec), rust, "{spec}");
    }
    assert_eq!(request("sign_url"), "SignUrl");
    assert_eq!(response("sign_url"), "SignUrlResponse");
    assert_eq!(response("Vec"), "VecResponse");
}

#[test]
fn a_digit_first_gets_an_underscore() {
    assert_eq!(field("1digit"), "_1digit");
    assert_eq!(type_name("1digit"), "_1digit");
}

#[test]
fn a_number_gets_a_letter() {
    assert_eq!(field("100%"), "n100");
    assert_eq!(field("1.5"), "n1_5");
    assert_eq!(variant("4"), "N4");
}

#[test]
fn letters_of_any_script_stay() {
    assert_eq!(field("地区"), "地区");
    assert_eq!(variant("境内"), "境内");
    assert_eq!(field("größe"), "größe");
    assert_eq!(type_name("éclair"), "Éclair");
    assert_eq!(
        field("a²"),
        "aub2",
        "a superscript is no part of an identifier"
    );
}

#[test]
fn letters_that_the_compiler_changes_or_warns_of_become_code_points() {
    // The Kelvin sign, an ångström sign that NFC replaces, a Chinese compatibility character, a Cyrillic
    // letter, a long s.
    for (spec, rust) in [
        ("\u{212a}", "u212a"),
        ("\u{212b}ngstrom", "u212bngstrom"),
        ("\u{f90a}额", "uf90a额"),
        ("\u{435}", "u435"),
        ("\u{17f}um", "u17fum"),
    ] {
        assert_eq!(field(spec), rust, "{spec}");
    }
    assert_eq!(field("e\u{301}t"), "e_t", "a mark of its own is a gap");
}

#[test]
fn a_name_without_letters_is_told_by_its_code_points() {
    assert_eq!(field("%"), "u25");
    assert_eq!(field("*+"), "u2a_u2b");
    assert_eq!(variant("*+"), "U2aU2b");
    assert_eq!(field("😀"), "u1f600");
    assert_eq!(field(""), "unnamed");
}

#[test]
fn setters_never_look_like_options_of_the_call() {
    assert_eq!(setter("with_timeout"), "with_timeout_");
    assert_eq!(setter("withTimeout"), "with_timeout_");
    assert_eq!(setter("with"), "with");
    assert_eq!(field("with_timeout"), "with_timeout");
}

#[test]
fn the_platform_names_its_crate_and_environment() {
    assert_eq!(env_prefix("bge-private"), "BGE_PRIVATE");
    assert_eq!(crate_name("bge-private"), "bge_private_sdk");
}

#[test]
fn any_character_gives_valid_identifiers() {
    let valid = |name: String| {
        let plain = name.strip_prefix("r#").unwrap_or(&name);
        let mut chars = plain.chars();
        let start = chars
            .next()
            .is_some_and(|char| char == '_' || is_xid_start(char));
        assert!(
            start && chars.all(is_xid_continue) && plain != "_",
            "{name}"
        );
    };
    let codes = (0..0x3000).chain((0x3000..=u32::from(char::MAX)).step_by(61));
    for char in codes.filter_map(char::from_u32) {
        valid(field(&char.to_string()));
        valid(type_name(&char.to_string()));
        valid(field(&format!("a{char}b")));
        valid(variant(&format!("{char}1")));
    }
}
