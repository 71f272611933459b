//! File names in `Content-Disposition` headers.

use crate::runtime::disposition::file_name;

#[test]
fn names_are_found_in_all_forms() {
    for (disposition, name) in [
        ("attachment; filename=omics.csv", "omics.csv"),
        (
            "attachment; filename=\"a \\\"b\\\"; c.csv\"",
            "a \"b\"; c.csv",
        ),
        (
            "attachment; filename=\"plain.csv\"; filename*=UTF-8''%E7%BB%84%E5%AD%A6.csv",
            "组学.csv",
        ),
        ("inline;FileName = a.csv ; size=3", "a.csv"),
        ("attachment; filename=\"../../etc/passwd\"", "passwd"),
        ("attachment; filename=\"C:\\\\\\\\x\\\\\\\\y.csv\"", "y.csv"),
        (
            "attachment; filename*=latin1''%E9.csv; filename=e.csv",
            "e.csv",
        ),
    ] {
        assert_eq!(
            file_name(disposition).as_deref(),
            Some(name),
            "{disposition}"
        );
    }
}

#[test]
fn other_texts_have_no_name() {
    for disposition in [
        "",
        "attachment",
        "attachment; filename",
        "attachment; filename=",
        "attachment; filename=\"..\"",
        "attachment; filename*=UTF-8''%FF",
        "attachment; filename=\"a\u{7}b\"",
        ";;==\"\\",
    ] {
        assert_eq!(file_name(disposition), None, "{disposition}");
    }
}
