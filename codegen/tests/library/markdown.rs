//! Tests of the conversion of texts in a spec to doc comments that show them as written.

use bge_private_codegen::docs::markdown::{code, lines, sentence};

#[track_caller]
fn shows(text: &str, expected: &[&str]) {
    assert_eq!(lines(text), expected, "{text:?}");
}

#[test]
fn plain_text_and_code_stay() {
    shows(
        "Name of the object, without a slash.",
        &["Name of the object, without a slash."],
    );
    shows(
        "Below `destination` in `a[0]`.",
        &["Below `destination` in `a[0]`."],
    );
    shows(
        "OSS 对象名，不以斜杠开头。",
        &["OSS 对象名，不以斜杠开头。"],
    );
    shows("One.\n\nTwo.\n", &["One.", "", "Two."]);
    shows("snake_case and 5 - 3 = 2", &["snake_case and 5 - 3 = 2"]);
    shows("", &[]);
}

#[test]
fn what_markdown_would_take_is_escaped() {
    shows("Vec<T> of [items]", &["Vec\\<T\\> of \\[items\\]"]);
    shows("*not* _emphasised_", &["\\*not\\* \\_emphasised\\_"]);
    shows("an ` alone, `` two", &["an \\` alone, \\`\\` two"]);
    shows("C:\\[x]", &["C:\\\\\\[x\\]"]);
    shows("&lt; &#60; a&b;c & d", &["\\&lt; \\&#60; a\\&b;c & d"]);
    for (text, expected) in [
        ("    indented", "indented"),
        ("# heading", "\\# heading"),
        ("> quote", "\\> quote"),
        ("1. one", "1\\. one"),
        ("--", "\\--"),
        ("| a |", "\\| a |"),
        ("3.14 stays", "3.14 stays"),
        ("2019-06-01", "2019-06-01"),
        ("```rust", "\\`\\`\\`rust"),
    ] {
        shows(text, &[expected]);
    }
}

#[test]
fn nothing_invisible_is_left() {
    shows("a\u{202e}b\rc `d\u{2066}e\rf`", &["a b c `d e f`"]);
}

#[test]
fn urls_become_links() {
    shows(
        "See https://a.example/b?c=d_e#f.",
        &["See <https://a.example/b?c=d_e#f>."],
    );
    shows(
        "（https://a.example/文档）",
        &["（<https://a.example/>文档）"],
    );
    shows("(http://a.example)", &["(<http://a.example>)"]);
    shows(
        "`https://a.example` and https://",
        &["`https://a.example` and https://"],
    );
}

#[test]
fn lists_stay_lists() {
    shows(
        "Either:\n- one\n  more\n* two\n\nEnd.",
        &["Either:", "- one more", "- two", "", "End."],
    );
}

#[test]
fn the_lines_of_a_paragraph_are_joined() {
    shows("One\n  two.", &["One two."]);
    shows("一，\n二。", &["一，二。"]);
}

#[test]
fn long_lines_are_wrapped_outside_of_code() {
    let text = format!(
        "{} `{}` end",
        "word ".repeat(18).trim(),
        "a b ".repeat(10).trim()
    );
    let wrapped = lines(&text);
    assert_eq!(wrapped.len(), 2, "{wrapped:?}");
    assert!(
        wrapped
            .iter()
            .any(|line| line.starts_with("`a b") && line.ends_with("a b` end")),
        "{wrapped:?}"
    );
    assert_eq!(wrapped.join(" "), text);
    shows(&"长".repeat(80), &[&"长".repeat(80)]);
}

#[test]
fn code_holds_anything() {
    assert_eq!(code("a"), "`a`");
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`"), "`` ` ``");
}

#[test]
fn a_title_becomes_a_sentence() {
    assert_eq!(sentence("Platform services", '.'), "Platform services.");
    assert_eq!(sentence("平台服务", '。'), "平台服务。");
    assert_eq!(sentence("Really?", '.'), "Really?");
}
