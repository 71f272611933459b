//! Tests of the pages that explain the rules: the wrong example breaks only its rule, and the fixed one has
//! no mistakes.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::{Code, Report, load};
use bge_private_codegen_tools::draft;

const SHOP: &str = "\
group: shop
title: {en: Shop, zh: 商店}
endpoints:
  ping:
    path: /shop/ping
    doc: {en: Answers., zh: 应答。}
    response: none
    examples:
      - title: {en: The usual, zh: 常用}
types:
  OrderType:
    doc: {en: How it is ordered., zh: 订购方式。}
    enum: [online, offline]
";

/// Returns the name and the content of the file in the example below a heading.
fn piece(page: &str, heading: &str) -> (String, Vec<u8>) {
    let (_, rest) = page
        .split_once(&format!("\n## {heading}\n\n```yaml"))
        .unwrap();
    let (info, rest) = rest.split_once('\n').unwrap();
    let (piece, _) = rest.split_once("\n```\n").unwrap();
    let (first, piece) = piece.split_once('\n').unwrap();
    let name = first.strip_prefix("# spec/").unwrap().to_owned();
    let bytes = format!("{piece}\n").into_bytes();
    (
        name,
        if info == " escaped" {
            unescaped(&bytes)
        } else {
            bytes
        },
    )
}

/// Replaces each escape, such as `\xE9`, with its byte.
fn unescaped(text: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(text).unwrap();
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

/// Returns the top-level keys, each with its lines.
fn sections(text: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut sections: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        match sections.last_mut() {
            Some((_, lines)) if matches!(line[0], b' ' | b'\n') => lines.extend(line),
            _ => {
                let key = line.split(|byte| *byte == b':').next().unwrap();
                sections.push((key.to_vec(), line.to_vec()));
            }
        }
    }
    sections
}

/// Creates a folder with a good spec, in which the sections of an example replace those with the same keys.
fn spec(folder: &str, (name, piece): &(String, Vec<u8>)) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("pages")
        .join(folder);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    let platform = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/base/platform.yaml");
    fs::copy(platform, dir.join("platform.yaml")).unwrap();
    fs::write(dir.join("shop.yaml"), SHOP).unwrap();
    let path = dir.join(name);
    let mut whole = sections(&fs::read(&path).unwrap_or_default());
    for (key, lines) in sections(piece) {
        match whole.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = lines,
            None => whole.push((key, lines)),
        }
    }
    let whole: Vec<u8> = whole.into_iter().flat_map(|(_, lines)| lines).collect();
    fs::write(path, whole).unwrap();
    dir
}

/// Returns the rules about specs. The other rules are about pages of documentation.
fn about_specs() -> impl Iterator<Item = &'static Code> {
    Code::ALL.iter().filter(|code| !is_about_pages(**code))
}

fn is_about_pages(code: Code) -> bool {
    let is_draft = matches!(code, Code::NoCall | Code::DraftFails);
    is_draft || (code.is_warning() && code != Code::UnusedType)
}

/// Returns the report on the page of documentation in the example below a heading.
fn told(code: Code, heading: &str) -> Report {
    let (_, rest) = code
        .page()
        .split_once(&format!("\n## {heading}\n\n````markdown\n"))
        .unwrap();
    let (page, _) = rest.split_once("\n````\n").unwrap();
    match draft("page.md", page, "page", &HashSet::new()) {
        Ok(drafted) => drafted.report,
        Err(report) => report,
    }
}

#[test]
fn pages_of_documentation_break_and_keep_their_rules() {
    for code in Code::ALL.iter().filter(|code| is_about_pages(**code)) {
        let wrong = told(*code, "Wrong");
        let mut found = wrong.diagnostics().iter();
        // No page is known that breaks this rule.
        let breaks = *code != Code::DraftFails;
        assert_eq!(
            found.any(|found| found.code == *code),
            breaks,
            "{}: {wrong}",
            code.id()
        );
        let mended = told(*code, "Fixed");
        assert!(mended.diagnostics().is_empty(), "{}: {mended}", code.id());
    }
}

#[test]
fn what_a_page_calls_wrong_breaks_its_rule_only() {
    let mut wrong = String::new();
    for code in about_specs() {
        let dir = spec(
            &format!("{}-wrong", code.id()),
            &piece(code.page(), "Wrong"),
        );
        match load(&dir) {
            Ok(checked) if code.is_warning() => {
                let found = checked.warnings().diagnostics().iter();
                assert!(found.map(|found| found.code).eq([*code]), "{}", code.id());
            }
            Ok(_) => wrong += &format!("{}: nothing is wrong\n", code.id()),
            Err(report) if report.diagnostics().iter().all(|found| found.code == *code) => {}
            Err(report) => wrong += &format!("{}:\n{report}\n", code.id()),
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_a_page_mends_is_well() {
    for code in about_specs() {
        let dir = spec(
            &format!("{}-mended", code.id()),
            &piece(code.page(), "Fixed"),
        );
        match load(&dir) {
            Ok(checked) if code.is_warning() => {
                assert!(checked.warnings().diagnostics().is_empty(), "{}", code.id());
            }
            Ok(_) => {}
            Err(report) => panic!("{}:\n{report}", code.id()),
        }
    }
}

#[test]
fn pages_are_whole() {
    for code in Code::ALL {
        let page = code.page();
        let (title, rest) = page.split_once("\n\n").unwrap();
        assert!(title.starts_with(&format!("# {}: ", code.id())), "{title}");
        let (what, _) = rest.split_once("\n\n## Wrong\n").unwrap();
        let (_, why) = rest.split_once("\n## Why\n\n").unwrap();
        assert!(what.len() > 40 && why.trim().len() > 40, "{}", code.id());
    }
}

#[test]
fn there_is_no_page_without_a_rule() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/diagnostics/pages");
    for entry in fs::read_dir(pages).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let id = name.strip_suffix(".md").unwrap();
        assert!(Code::from_id(id).is_some(), "{id}");
    }
}
