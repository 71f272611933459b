//! Tests of locations in the files of a spec.

use bge_private_codegen::{Sources, Span};

fn place(text: &str, at: usize) -> (usize, usize) {
    let mut sources = Sources::new();
    let file = sources.add("a.yaml", text);
    let place = sources.place(Span::new(file, at, at)).unwrap();
    (place.line, place.column)
}

#[test]
fn places_count_lines_and_characters() {
    for (text, at, expected) in [
        ("", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("中文\n字x", 10, (2, 2)),
        ("a\n", 2, (2, 1)),
        ("\u{feff}ab", 1, (1, 2)),
    ] {
        assert_eq!(place(text, at), expected, "{text:?} {at}");
    }
}

#[test]
fn spans_outside_have_no_place() {
    let mut sources = Sources::new();
    let file = sources.add("a.yaml", "中");
    assert_eq!(sources.place(Span::new(file, 1, 2)), None);
    assert_eq!(sources.place(Span::new(file, 4, 5)), None);
    assert_eq!(sources.place(Span::new(file + 1, 0, 0)), None);
    assert_eq!(sources.text(Span::new(file, 0, 3)), Some("中"));
    assert_eq!(sources.text(Span::new(file, 0, 4)), None);
}

#[test]
fn parts_stay_inside() {
    let span = Span::new(0, 10, 14);
    assert_eq!(span.part(1, 2), Span::new(0, 11, 13));
    assert_eq!(span.part(3, 9), Span::new(0, 13, 14));
    assert_eq!(span.part(9, 9), Span::new(0, 14, 14));
}

#[test]
fn stems_are_names_without_extension() {
    let mut sources = Sources::new();
    for (path, stem) in [
        ("spec/service.yaml", "service"),
        ("service", "service"),
        ("a/b.c.yaml", "b.c"),
    ] {
        let file = sources.add(path, "");
        assert_eq!(sources.get(file).unwrap().stem(), stem);
    }
}
