//! Tests of type expressions.

use bge_private_codegen::spec::model::Response;
use bge_private_codegen::{Checked, Code, Report, Sources, load_sources};

const BEFORE: &str = r#"
group: shop
title: {en: Shop, zh: 商店}
endpoints:
  find:
    path: /find
    doc: {en: Finds., zh: 查找。}
    response: ""#;
const AFTER: &str = r#""
    examples: [{title: {en: One, zh: 一}, response: []}]
types:
  Region: {doc: {en: A region., zh: 地区。}, enum: [north]}
"#;

fn load(ty: &str) -> Result<Checked, Report> {
    let mut sources = Sources::new();
    sources.add("platform.yaml", include_str!("../base/platform.yaml"));
    sources.add("shop.yaml", format!("{BEFORE}{ty}{AFTER}"));
    load_sources(sources)
}

#[test]
fn expressions_read_back() {
    let deep = "list<".repeat(8) + "Region" + &">".repeat(8);
    for text in ["list<string>", "list<map<list<unix_time_text>>>", &deep] {
        let checked = load(text).unwrap();
        let (_, endpoint) = &checked.spec().groups[0].endpoints[0];
        let Response::Type(ty) = &endpoint.response else {
            panic!("{text}");
        };
        assert_eq!(ty.value.to_string(), text);
    }
}

#[test]
fn mistakes_have_a_place() {
    let deep = "list<".repeat(100_000);
    for (text, at, message) in [
        ("list<>", 5, "a type is missing"),
        ("list<string", 11, "`>` is missing"),
        ("list<string>>", 12, "ends before"),
        ("map<string, integer>", 10, "have one type"),
        ("map", 0, "needs a type"),
        ("list<map>", 5, "needs a type"),
        ("set<string>", 0, "no type parameter"),
        ("列表<string>", 0, "a type is missing"),
        ("string?", 6, "ends before"),
        ("", 0, "missing"),
        (&deep, 40, "levels deep"),
    ] {
        let report = load(text).unwrap_err();
        let found = &report.diagnostics()[0];
        assert_eq!(found.code, Code::TypeSyntax, "{text}");
        assert!(found.message.contains(message), "{}", found.message);
        let start = usize::try_from(found.primary.span.start).unwrap();
        assert_eq!(start, BEFORE.len() + at, "{text}");
    }
}
