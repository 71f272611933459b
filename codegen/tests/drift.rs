//! Drift: reports of what clients found become a patch, with which the spec is right and knows what was found.
//!
//! `FUZZ_ROUNDS=100000 cargo test --release --test drift` looks longer.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod random;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use bge_private_codegen::drift::{Findings, Patch, patch};
use bge_private_codegen::{Checked, Sources, load, load_sources};
use random::Random;
use serde_json::{Value, json};

fn base() -> Checked {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base")).unwrap()
}

fn finding(endpoint: &str, path: &str, kind: &str, more: Value) -> Value {
    let mut finding = json!({
        "endpoint": endpoint, "path": path, "finding": kind, "count": 3,
        "first_seen": "2026-11-20T08:00:00Z", "last_seen": "2026-11-23T08:00:00Z",
    });
    let members = finding.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    finding
}

fn unknown(endpoint: &str, path: &str, types: Value) -> Value {
    finding(endpoint, path, "unknown_field", json!({ "types": types }))
}

fn report(findings: &[Value]) -> String {
    json!({"drift_report": 1, "findings": findings, "left_out": 0}).to_string()
}

fn read(findings: &[Value]) -> Findings {
    let mut read = Findings::new();
    read.add(&report(findings)).unwrap();
    read
}

/// The spec after a patch, which is right, and all that is then left to say.
fn patched(checked: &Checked, findings: &[Value]) -> (Checked, Patch) {
    let findings = read(findings);
    let first = patch(checked, &findings);
    let mut sources = Sources::new();
    for (_, source) in checked.sources().iter() {
        let file = first.files.iter().find(|file| file.path == source.path());
        sources.add(source.path(), file.map_or(source.text(), |file| &file.new));
    }
    let after = load_sources(sources).unwrap_or_else(|report| panic!("{report}"));
    let again = patch(&after, &findings);
    assert_eq!(again.files, [], "the patched spec knows it all");
    assert_eq!(again.changes, []);
    (after, first)
}

/// The lines that a patch adds, without their indentation.
fn added(patch: &Patch) -> Vec<String> {
    let diffs = patch.files.iter().map(|file| file.diff());
    let diffs = diffs.collect::<String>();
    let added = diffs.lines().filter_map(|line| line.strip_prefix('+'));
    let added = added.filter(|line| !line.starts_with("++"));
    added.map(|line| line.trim_start().to_owned()).collect()
}

const DOC: &str = "doc: {en: Not described yet., zh: 尚无说明。}";

#[test]
fn fields_get_the_type_that_was_seen() {
    for (types, name, expected) in [
        (json!({"text": 3}), "colour", "type: string, optional: true"),
        (
            json!({"boolean": 2, "null": 1}),
            "fresh",
            "type: boolean, nullable: true, optional: true",
        ),
        (
            json!({"integer": 3}),
            "stock",
            "type: integer, optional: true",
        ),
        (
            json!({"unix_time": 3}),
            "made_at",
            "type: unix_time, optional: true",
        ),
        (
            json!({"unix_time": 3}),
            "number",
            "type: integer, optional: true",
        ),
        (
            json!({"unix_time_text": 3}),
            "expires",
            "type: unix_time_text, optional: true",
        ),
        (
            json!({"integer": 1, "number": 2}),
            "weight",
            "type: decimal, optional: true",
        ),
        (
            json!({"number": 1, "number_text": 2}),
            "weight",
            "type: decimal, optional: true, lenient: true",
        ),
        (
            json!({"integer_text": 2}),
            "code",
            "type: string, optional: true",
        ),
        (json!({"time": 3}), "made_at", "type: time, optional: true"),
        (json!({"url": 3}), "page", "type: url, optional: true"),
        (
            json!({"url": 1, "url_with_query": 2}),
            "page",
            "type: url, optional: true, secret: query",
        ),
        (
            json!({"text": 3}),
            "access_token",
            "type: string, optional: true, secret: true",
        ),
        (
            json!({"null": 3}),
            "nothing",
            "type: any, nullable: true, optional: true",
        ),
        (
            json!({"text": 1, "boolean": 2}),
            "odd",
            "type: any, optional: true",
        ),
        (
            json!({"list": 3}),
            "list",
            "type: list<any>, optional: true",
        ),
        (json!({"object": 3}), "object", "type: any, optional: true"),
        (
            json!({"something of a later version": 3}),
            "later",
            "type: any, optional: true",
        ),
        (json!({"text": 3}), "no", "type: string, optional: true"),
    ] {
        let path = format!("$[].{name}");
        let (_, patch) = patched(&base(), &[unknown("find", &path, types)]);
        let lines = added(&patch);
        let key = if name == "no" { "\"no\"" } else { name };
        assert_eq!(lines[1], format!("{key}: {{{expected}, {DOC}}}"));
        let review =
            "# review: new field, from answers of `find`: 3 times from 2026-11-20 to 2026-11-23";
        assert!(lines[0].starts_with(review), "{}", lines[0]);
        assert_eq!(lines.len(), 2, "{lines:#?}");
        assert_eq!(patch.notes, []);
        let (path, line) = patch.changes[0].place.clone().unwrap();
        assert!(path.ends_with("goods.yaml"));
        let source = &patch.files[0].old;
        assert!(source.lines().nth(line - 1).unwrap().contains("parts: "));
    }
}

#[test]
fn objects_become_types_with_names_that_are_free() {
    let (after, patch) = patched(
        &base(),
        &[
            unknown("picture", "$.item", json!({"object": 3})),
            unknown("picture", "$.item.width", json!({"integer": 3})),
            unknown("picture", "$.item.tags", json!({"list": 2})),
            unknown("picture", "$.item.tags[]", json!({"object": 4})),
            unknown("picture", "$.item.tags[].picture", json!({"text": 4})),
            unknown("picture", "$.prices", json!({"object": 3})),
            unknown("picture", "$.prices{}", json!({"number": 5})),
            unknown("picture", "$.matrix", json!({"list": 3})),
            unknown("picture", "$.matrix[]", json!({"list": 3})),
            unknown("picture", "$.matrix[][]", json!({"integer": 3})),
            unknown("picture", "$.gaps", json!({"list": 3})),
            unknown("picture", "$.gaps[]", json!({"integer": 3, "null": 1})),
        ],
    );
    let group = &after.spec().groups[0];
    let response = format!("{:?}", group.endpoints[1].1.response);
    for ty in [
        "PictureItem",
        "map<decimal>",
        "list<list<integer>>",
        "list<any>",
    ] {
        let text = patch.files[0].new.contains(&format!("type: {ty}\n"));
        assert!(text, "{ty}: {response}");
    }
    let lines = added(&patch);
    let has = |line: &str| assert!(lines.iter().any(|own| own == line), "{line}: {lines:#?}");
    has(&format!("width: {{type: integer, {DOC}}}"));
    has(&format!("tags: {{type: list<Tag>, {DOC}}}"));
    has("Tag:");
    let names: Vec<_> = group
        .types
        .iter()
        .map(|(name, _)| name.value.as_str())
        .collect();
    assert_eq!(names, ["Kind", "Item", "PictureItem", "Tag"]);
}

#[test]
fn a_member_that_was_not_always_there_is_optional() {
    let mut sometimes = unknown("picture", "$.place.floor", json!({"integer": 1}));
    sometimes["count"] = json!(1);
    let (_, patch) = patched(
        &base(),
        &[
            unknown("picture", "$.place", json!({"object": 3})),
            unknown("picture", "$.place.city", json!({"text": 3})),
            sometimes,
        ],
    );
    let lines = added(&patch);
    assert!(
        lines.contains(&format!("city: {{type: string, {DOC}}}")),
        "{lines:#?}"
    );
    assert!(lines.contains(&format!("floor: {{type: integer, optional: true, {DOC}}}")));
}

#[test]
fn fields_become_optional_nullable_and_lenient() {
    let wrong = |path, types| finding("find", path, "wrong_type", json!({ "types": types }));
    let (_, patch) = patched(
        &base(),
        &[
            finding("find", "$[].id", "missing_field", json!({})),
            finding("find", "$[].parts[].made", "missing_field", json!({})),
            wrong("$[].made", json!({"null": 2})),
            wrong("$[].price", json!({"number_text": 2, "integer_text": 1})),
            wrong("$[].note", json!({"null": 2})),
            finding("picture", "$.size", "missing_field", json!({})),
            finding(
                "picture",
                "$.size",
                "wrong_type",
                json!({"types": {"integer_text": 1}}),
            ),
        ],
    );
    let lines = added(&patch);
    for line in [
        "id: {type: string, optional: true, doc: {en: Its id., zh: 编号。}}",
        "made: {type: time, nullable: true, optional: true, doc: {en: When it was made., zh: 生产时间。}}",
        "price: {type: decimal, lenient: true, min: 0, doc: {en: Its price., zh: 价格。}}",
        "lenient: true",
        "optional: true",
    ] {
        assert!(lines.iter().any(|own| own == line), "{line}: {lines:#?}");
    }
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.starts_with("# review: "))
            .count(),
        4
    );
    assert_eq!(patch.notes, []);
}

/// A spec of one group, whose file is `text`.
fn spec(text: &str) -> Checked {
    let mut sources = Sources::new();
    let platform = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base/platform.yaml");
    sources.add("spec/platform.yaml", fs::read_to_string(platform).unwrap());
    sources.add("spec/shop.yaml", text);
    load_sources(sources).unwrap_or_else(|report| panic!("{report}"))
}

const SHOP: &str = "\
group: shop
title: {en: Shop, zh: 商店}
endpoints:
  look:
    path: /shop/look
    doc: {en: Looks., zh: 查看。}
    response: {state: {type: State, doc: {en: How it is., zh: 状态。}}}
    examples:
      - title: {en: The usual, zh: 常用}
        response: {state: open}
types:
  State:
    doc: {en: A state., zh: 状态。}
";

fn shop(values: &str) -> Checked {
    spec(&format!("{SHOP}{values}"))
}

#[test]
fn enums_get_values_in_their_own_style() {
    let value =
        |value: Value| finding("look", "$.state", "unlisted_value", json!({"value": value}));
    for (values, found, expected) in [
        (
            "    enum: [open, closed]\n",
            json!("no"),
            "enum: [open, closed, \"no\"]".to_owned(),
        ),
        (
            "    enum:\n      - open\n      - closed\n",
            json!("lost"),
            "- lost".to_owned(),
        ),
        (
            "    enum:\n      open: {}\n",
            json!("lost"),
            format!("lost: {{{DOC}}}"),
        ),
        (
            "    enum:\n      open:\n        doc: {en: Open., zh: 开。}\n",
            json!("lost"),
            DOC.to_owned(),
        ),
    ] {
        let (after, patch) = patched(&shop(values), &[value(found)]);
        let lines = added(&patch);
        assert_eq!(lines.last().unwrap(), &expected);
        let review =
            "# review: new value, from answers of `look`: 3 times from 2026-11-20 to 2026-11-23.";
        assert!(lines.iter().any(|line| line == review), "{lines:#?}");
        assert_eq!(after.spec().groups[0].types.len(), 1);
    }
    let numbers = SHOP.replace("{state: open}", "{state: 1}");
    let numbers = spec(&format!("{numbers}    enum:\n      open: {{value: 1}}\n"));
    let (_, patch) = patched(&numbers, &[value(json!(7)), value(json!(-7))]);
    let lines = added(&patch);
    assert!(
        lines.contains(&format!("value_7: {{value: 7, {DOC}}}")),
        "{lines:#?}"
    );
    assert!(
        lines.contains(&format!("value_minus_7: {{value: -7, {DOC}}}")),
        "{lines:#?}"
    );
}

#[test]
fn what_no_patch_puts_right_is_told_with_its_line() {
    let (_, patch) = patched(
        &base(),
        &[
            finding("pay", "$", "refusal", json!({"code": 4003})),
            unknown("pay", "$", json!({"object": 3})),
            finding("pay", "$.request_id", "envelope_field", json!({})),
            finding("gone", "$", "refusal", json!({"code": 7})),
            finding("find", "$", "wrong_type", json!({"types": {"object": 1}})),
            finding(
                "find",
                "$[].link",
                "wrong_type",
                json!({"types": {"boolean": 1}}),
            ),
            finding("find", "$[].kind", "unlisted_value", json!({"value": null})),
            finding("find", "$[]", "unnamed_field", json!({})),
            finding(
                "find",
                "$[].parts[]",
                "wrong_type",
                json!({"types": {"null": 1}}),
            ),
            unknown("find", "$[].linkText", json!({"text": 1})),
            unknown("find", "$[].link_text", json!({"text": 1})),
            unknown("find", "$[].Made", json!({"text": 1})),
            finding(
                "find",
                "$[].kind",
                "unlisted_value",
                json!({"value": "Food"}),
            ),
        ],
    );
    let notes: Vec<_> = patch.notes.iter().map(ToString::to_string).collect();
    for part in [
        "orders.yaml:4: `pay` was refused with code 4003",
        "orders.yaml:4: `pay` answers with data (object), and the spec says `response: none`",
        "platform.yaml:14: the envelope has a member `$.request_id`",
        "the spec has no call `gone`",
        "goods.yaml:4: `find` answers in `$` with object",
        "goods.yaml:91: `find` answers in `$[].link` with boolean, which cannot be read as the spec's `url`",
        "goods.yaml:88: `find` answers in `$[].kind` with a value that is not listed and not told",
        "goods.yaml:95: `find` answers in `$[]` with a field whose name is not told",
        "goods.yaml:95: `find` answers in `$[].parts[]` with null",
        "goods.yaml:95: an unknown field `link_text` has the Rust name of `linkText`",
        "goods.yaml:95: an unknown field `Made` has the Rust name of `made`",
        "goods.yaml:79: `Kind` does not list `Food`, whose Rust name is that of `food`",
    ] {
        assert!(
            notes.iter().any(|note| note.contains(part)),
            "{part}: {notes:#?}"
        );
    }
    assert_eq!(notes.len(), 12, "{notes:#?}");
    assert_eq!(patch.changes.len(), 1);
}

#[test]
fn other_styles_of_files_are_kept() {
    let one_line = shop("    enum: [open]\n");
    let (_, patch) = patched(
        &one_line,
        &[unknown("look", "$.size", json!({"integer": 1}))],
    );
    assert!(
        patch.files[0].new.contains("      size: {type: integer"),
        "{}",
        patch.files[0].new
    );

    let text = format!("{SHOP}    enum: [open]\n").replace("  State:", "   State:   # kept");
    let text = text
        .replace("    doc: {en: A state.", "     doc: {en: A state.")
        .replace("    enum: [open]", "     enum: [open]");
    let crlf = spec(&text.replace('\n', "\r\n"));
    let findings = [
        unknown("look", "$.place", json!({"object": 1})),
        unknown("look", "$.place.city", json!({"text": 3})),
        finding(
            "look",
            "$.state",
            "unlisted_value",
            json!({"value": "lost"}),
        ),
        finding("look", "$.state", "missing_field", json!({})),
    ];
    let (_, patch) = patched(&crlf, &findings);
    let new = &patch.files[0].new;
    assert!(
        !new.replace("\r\n", "").contains('\n') && new.contains("   State:   # kept"),
        "{new}"
    );

    let end = SHOP.find("types:").unwrap();
    let untyped = SHOP[..end].replace("type: State", "type: string");
    let (after, _) = patched(&spec(untyped.trim_end()), &findings[..2]);
    assert_eq!(after.spec().groups[0].types[0].0.value, "Place");
}

#[test]
fn reports_add_up() {
    let mut all = Findings::new();
    let one = [unknown("picture", "$.size_text", json!({"integer": 3}))];
    let mut two = unknown("picture", "$.size_text", json!({"integer_text": 1}));
    two["count"] = json!(4);
    two["last_seen"] = json!("2026-12-01T00:00:00Z");
    all.add(&report(&one)).unwrap();
    all.add(&report(&[two])).unwrap();
    let patch = patch(&base(), &all);
    let new = &patch.files[0].new;
    assert!(new.contains("answers of `picture`: 7 times from 2026-11-20 to 2026-12-01; it came as a number and as text."), "{new}");
    assert!(new.contains("lenient: true"));
}

#[test]
fn what_is_no_report_is_refused_whole() {
    for (text, problem) in [
        ("", "not a report of drift: EOF"),
        ("[]", "`drift_report` is missing"),
        ("{}", "`drift_report` is missing"),
        (r#"{"drift_report": 2}"#, "of version 2, and 1 is expected"),
        (r#"{"drift_report": "1"}"#, "of version unknown"),
        (r#"{"drift_report": 1}"#, "no list of `findings`"),
        (
            r#"{"drift_report": 1, "findings": [1]}"#,
            "`findings[0]`: `endpoint` is not a text",
        ),
        (
            r#"{"drift_report": 1, "findings": [{"endpoint": "a", "path": "a"}]}"#,
            "`findings[0]`: `path` is not a path",
        ),
    ] {
        let mut findings = Findings::new();
        let error = findings.add(text).unwrap_err().to_string();
        assert!(error.contains(problem), "{error}");
        assert!(patch(&base(), &findings).notes.is_empty());
    }
}

fn workspace(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(dir.join("spec")).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, dir.join("spec").join(path.file_name().unwrap())).unwrap();
    }
    dir
}

fn run(program: &str, dir: &Path, arguments: &[&str]) -> Output {
    Command::new(program)
        .current_dir(dir)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn codegen(dir: &Path, arguments: &[&str]) -> Output {
    run(env!("CARGO_BIN_EXE_bge-codegen"), dir, arguments)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_command_prints_a_patch_that_applies() {
    let dir = workspace("drift");
    let goods = dir.join("spec/goods.yaml");
    // With a byte order mark, as some editors write it.
    fs::write(
        &goods,
        format!("\u{feff}{}", fs::read_to_string(&goods).unwrap()),
    )
    .unwrap();
    let found = [
        unknown("find", "$[].colour", json!({"text": 3})),
        unknown("find", "$[].place", json!({"object": 3})),
        unknown("find", "$[].place.city", json!({"text": 3})),
        finding("find", "$[].id", "missing_field", json!({})),
        finding("pay", "$", "refusal", json!({"code": 4003})),
    ];
    fs::write(dir.join("a.json"), report(&found[..2])).unwrap();
    fs::write(dir.join("b.json"), report(&found[1..])).unwrap();
    let output = codegen(&dir, &["drift", "a.json", "b.json"]);
    let (printed, told) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(
        printed.starts_with("--- a/spec/goods.yaml\n+++ b/spec/goods.yaml\n@@ -"),
        "{printed}"
    );
    for line in [
        "patch: spec/goods.yaml:87: `id` becomes optional",
        "patch: spec/goods.yaml:95: new field `place` of type `Place`",
        "note: spec/orders.yaml:4: `pay` was refused with code 4003",
    ] {
        assert!(told.contains(line), "{told}");
    }

    let before = fs::read(&goods).unwrap();
    fs::write(dir.join("drift.patch"), &printed).unwrap();
    run("git", &dir, &["init", "--quiet"]);
    let applied = run("git", &dir, &["apply", "drift.patch"]);
    assert!(applied.status.success(), "{}", text(&applied.stderr));
    let by_git = fs::read(&goods).unwrap();
    assert_eq!(codegen(&dir, &["check"]).status.code(), Some(0));

    fs::write(&goods, &before).unwrap();
    let written = codegen(&dir, &["drift", "--write", "a.json", "b.json"]);
    assert_eq!(written.status.code(), Some(0));
    assert_eq!(text(&written.stdout), "");
    assert_eq!(fs::read(&goods).unwrap(), by_git);

    fs::write(dir.join("a.json"), report(&found[..1])).unwrap();
    let again = codegen(&dir, &["drift", "a.json"]);
    assert_eq!(text(&again.stdout), "");
    assert_eq!(text(&again.stderr), "the spec knows all that was found\n");
}

#[test]
fn the_command_tells_what_is_no_report() {
    let dir = workspace("no-drift");
    fs::write(dir.join("a.json"), "{}").unwrap();
    let output = codegen(&dir, &["drift", "a.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        text(&output.stderr),
        "error: a.json: it is not a report of drift: `drift_report` is missing\n"
    );
    assert_eq!(
        codegen(&dir, &["drift", "none.json"]).status.code(),
        Some(2)
    );
    assert_eq!(codegen(&dir, &["drift"]).status.code(), Some(2));
}

const NAMES: &[&str] = &[
    "",
    " ",
    "id",
    "kind",
    "new",
    "New",
    "null",
    "no",
    "a: b",
    "a #b",
    "中文",
    "😀",
    "\"",
    "'",
    "\n",
    "\u{0}",
    "{}",
    "[]",
    "-",
    "- a",
    "type",
    "self",
    "Item",
    "find",
    "7",
    "*",
    "&a",
    "!t",
    "%",
    "\u{feff}",
    "\u{2028}",
    "very_long_",
];

fn random_finding(random: &mut Random) -> Value {
    let mut path = random
        .pick(&["$", "$", "$[]", "$[].parts[]", "$[].kind", "$[].place"])
        .to_owned();
    for _ in 0..random.below(4) {
        path += &match random.below(6) {
            0 => "[]".to_owned(),
            1 => "{}".to_owned(),
            2 => format!(".{}", random.pick(NAMES)),
            _ => format!(
                "[{}]",
                Value::from(random.pick(NAMES).repeat(1 + random.below(2) * 20))
            ),
        };
    }
    let kinds = [
        "unknown_field",
        "unknown_field",
        "unknown_field",
        "missing_field",
        "wrong_type",
        "unlisted_value",
        "unnamed_field",
        "envelope_field",
        "refusal",
    ];
    let kind = random.pick(&kinds);
    let shapes = [
        "null",
        "boolean",
        "integer",
        "number",
        "text",
        "time",
        "url",
        "url_with_query",
        "integer_text",
        "list",
        "object",
        "",
    ];
    let mut types = serde_json::Map::new();
    for _ in 0..random.below(3) {
        types.insert(random.pick(&shapes).to_owned(), json!(random.below(9)));
    }
    let value = match random.below(3) {
        0 => Value::Null,
        1 => json!(random.below(9)),
        _ => json!(random.pick(NAMES)),
    };
    let endpoint = random.pick(&["find", "find", "picture", "pay", "gone\n"]);
    finding(
        endpoint,
        &path,
        kind,
        json!({"types": types, "value": value, "code": 7}),
    )
}

#[test]
fn any_report_leaves_a_spec_that_is_right() {
    let mut random = Random(0x0123_4567_89ab_cdef);
    let rounds = env::var("FUZZ_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok());
    let checked = base();
    let mut changes = 0;
    for _ in 0..rounds.unwrap_or(300) {
        let found: Vec<_> = (0..random.below(12))
            .map(|_| random_finding(&mut random))
            .collect();
        let mut text = report(&found);
        if random.below(3) == 0 {
            let at = (0..=random.below(text.len()))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap();
            text.insert_str(at, random.pick(NAMES));
        }
        let mut findings = Findings::new();
        if findings.add(&text).is_err() {
            let fitting = found.into_iter().filter(|finding| {
                Findings::new()
                    .add(&report(std::slice::from_ref(finding)))
                    .is_ok()
            });
            findings.add(&report(&fitting.collect::<Vec<_>>())).unwrap();
        }
        let patch = patch(&checked, &findings);
        changes += patch.changes.len();
        let mut sources = Sources::new();
        for (_, source) in checked.sources().iter() {
            let file = patch.files.iter().find(|file| file.path == source.path());
            sources.add(source.path(), file.map_or(source.text(), |file| &file.new));
        }
        if let Err(report) = load_sources(sources) {
            panic!("{text}\n{report}");
        }
        for note in patch.notes.iter().chain(&patch.changes) {
            assert!(!note.to_string().contains(['\n', '\u{0}']), "{note}");
        }
    }
    assert!(changes > 50, "{changes}");
}
