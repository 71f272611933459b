//! Mutations of the real spec and of pages: whatever comes, nothing panics or hangs, and every mistake has a place.
//!
//! `FUZZ_ROUNDS=1000000 cargo test --release --test fuzz` looks longer.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod random;

use std::path::Path;
use std::time::Duration;
use std::{env, fs};

use bge_private_codegen::{Code, Sources, draft, load_sources};
use cpu_time::ThreadTime;
use random::Random;

/// No single text takes more processor time than this, not even without optimisation.
const PATIENCE: Duration = Duration::from_secs(30);

/// Pieces that have a meaning somewhere in a spec or in YAML.
const PIECES: &[&str] = &[
    "",
    " ",
    "\n",
    "\t",
    "\r",
    "\r\n",
    ":",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "#",
    " #",
    "&a ",
    "*a",
    "!t ",
    "!!str ",
    "|",
    ">",
    "'",
    "\"",
    "%",
    "@",
    "`",
    "~",
    "---\n",
    "...\n",
    "<<: ",
    "? ",
    "\u{feff}",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "中",
    "😀",
    "é",
    "null",
    "true",
    "-1",
    "1e999",
    "99999999999999999999",
    "0x1F",
    ".inf",
    "1_000",
    "-0",
    "list<",
    "map<",
    ">",
    "list<list<string>>",
    "string",
    "any",
    "none",
    "file",
    "json",
    "decimal",
    "extra:",
    "enum:",
    "fields:",
    "args:",
    "kwargs:",
    "response:",
    "examples:",
    "type: ",
    "doc: ",
    "min: ",
    "max: ",
    "default: ",
    "join: comma",
    "secret: query",
    "optional: true",
    "safe_when: {",
    "https://",
    "2021-09-07T09:20:51Z",
    "\\",
    "\"\\u",
    "\"\\x4",
    "{en: a, zh: b}",
    "\n\n\n",
    "  ",
    "        ",
];

fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

fn mutate(text: &mut String, pieces: &[&str], random: &mut Random) {
    let from = boundary(text, random.below(text.len() + 1));
    let to = boundary(text, (from + random.below(12)).min(text.len()));
    match random.below(8) {
        0 | 1 => text.insert_str(from, random.pick(pieces)),
        2 => text.replace_range(from..to.max(from), random.pick(pieces)),
        3 => text.replace_range(from..to.max(from), ""),
        4..=6 => mutate_lines(text, random),
        _ => text.truncate(boundary(
            text,
            text.len() - random.below(200.min(text.len() + 1)),
        )),
    }
}

fn mutate_lines(text: &mut String, random: &mut Random) {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.is_empty() {
        return;
    }
    let (a, b) = (random.below(lines.len()), random.below(lines.len()));
    let changed;
    match random.below(5) {
        0 => lines.swap(a, b),
        1 => {
            lines.remove(a);
        }
        2 => lines.insert(a, lines[b]),
        3 => {
            changed = format!("{}{}", " ".repeat(random.below(9)), lines[a].trim_start());
            lines[a] = &changed;
        }
        _ => {
            changed = format!("{} {}", lines[a], lines[b].trim());
            lines[a] = &changed;
        }
    }
    *text = lines.join("\n");
}

fn check(files: &[(&str, String)]) {
    let mut sources = Sources::new();
    for (name, text) in files {
        sources.add(*name, text.as_str());
    }
    let start = ThreadTime::now();
    if let Err(report) = load_sources(sources) {
        assert!(!report.diagnostics().is_empty());
        for found in report.diagnostics() {
            let place = report.sources().place(found.primary.span);
            assert!(
                place.is_some_and(|place| place.line > 0 && place.column > 0),
                "{found:?}"
            );
        }
        let told = report.to_string();
        assert!(told.contains("error[E") && told.contains("-->"), "{told}");
        assert!(report.render(true).contains('\u{1b}'));
    }
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

fn rounds(usual: usize) -> usize {
    let rounds = env::var("FUZZ_ROUNDS").ok();
    rounds
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(usual)
}

/// Pieces that have a meaning somewhere on a page.
const PAGE_PIECES: &[&str] = &[
    "",
    " ",
    "\n",
    "\t",
    "\r\n",
    "\n\n",
    "## ",
    "# ",
    "### ",
    "```",
    "```json\n",
    "```python\n",
    "~~~",
    "* ",
    "  * ",
    "- `",
    "•",
    "`",
    "｀",
    "**",
    "——",
    "：",
    "；",
    "，",
    "、",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "'",
    "\"",
    "'''",
    "\\",
    "\\u",
    "=",
    ":",
    ",",
    "#",
    "//",
    "...",
    "…",
    "null",
    "None",
    "True",
    "NaN",
    "-",
    "-0.0",
    "1e999",
    "99999999999999999999",
    "1573026921",
    "0x1F",
    "1_000",
    "600",
    "默认值：",
    "可选值：",
    "最多 ",
    "大于 ",
    "小于 ",
    "长度 ",
    "1-100",
    "逗号",
    "JSON",
    "布尔型",
    "整数",
    "单位：秒",
    "时间戳",
    "可选",
    "必填",
    "https://",
    "https://a.b?sign=x",
    "2021-09-07T09:20:51Z",
    "token",
    "_path",
    "open(",
    "json.dumps(",
    "Model(",
    "Decimal('1')",
    "f'{x}'",
    "template",
    "args",
    "kwargs",
    "![",
    "](",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "😀",
    "İ",
    "é",
    "x.y.z",
    "self",
    "type",
    "<b>",
    "<!--",
    "| a |\n| - |\n",
    "[a]: /b\n",
    "&amp;",
];

fn draft_page(page: &str) {
    let start = ThreadTime::now();
    match draft("page.md", page, "page") {
        Ok(drafted) => {
            let warnings = drafted.report.diagnostics().iter();
            assert!(warnings.clone().all(|found| found.code.is_warning()));
            for found in warnings {
                let place = drafted.report.sources().place(found.primary.span);
                assert!(place.is_some(), "{found:?}");
            }
            let told = drafted.report.render(true);
            assert!(told.contains('\u{1b}'));
            if env::var_os("FUZZ_SHOWS_PLAIN").is_some() && drafted.yaml.contains("did not pass") {
                eprintln!("---- plain\n{page}");
            }
        }
        Err(report) => {
            let mut found = report.diagnostics().iter();
            let error = found.find(|found| !found.code.is_warning());
            assert!(
                error.is_some_and(|error| error.code == Code::NoCall),
                "{page}\n{report}"
            );
        }
    }
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn mutated_pages_never_panic() {
    let mut random = Random(0xfedc_ba98_7654_3210);
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let pages = ["accounts", "files", "genomes", "service", "tasks", "untidy"]
        .map(|name| fs::read_to_string(dir.join(format!("{name}.md"))).unwrap());
    for _ in 0..rounds(300) {
        let mut page = pages[random.below(pages.len())].clone();
        for _ in 0..=random.below(8) {
            mutate(&mut page, PAGE_PIECES, &mut random);
        }
        draft_page(&page);
    }
}

#[test]
fn deep_and_long_pages_end() {
    let many = 3_000;
    let answer = |value: String| format!("## a\n\n```json\n{value}\n```\n");
    let example = |code: String| format!("## a\n\n```python\n{code}\n```\n");
    let bullet = |words: String| format!("## a\n\n* `b` —— {words}\n");
    let members: String = (0..many).map(|i| format!("\"k{i}x\": {i},")).collect();
    for page in [
        answer("[".repeat(many)),
        answer(format!("{}1{}", "[".repeat(22), "]".repeat(22))),
        answer("{\"a\": ".repeat(many)),
        answer(format!("{}1{}", "{\"a\": ".repeat(22), "}".repeat(22))),
        answer("1 ".repeat(many)),
        answer(format!("{{{members}}}")),
        example("a(".repeat(many)),
        example("-".repeat(many)),
        example("x = [x, x]\n".repeat(200) + "api.a(x)"),
        example(format!("api.a({})", "b=1, ".repeat(many))),
        bullet("默认值：".repeat(many)),
        bullet("最多 1 个，".repeat(many)),
        bullet("可选值：a、".repeat(many)),
        bullet("1：男，".repeat(many)),
        bullet("x".repeat(100_000)),
        "## a\n".repeat(many),
        "* ".repeat(many),
        "> ".repeat(many),
        "```\n".repeat(many),
        "![".repeat(many),
        format!("## a\n\n{}", "* `b` —— c\n".repeat(many)),
        "\t".repeat(many),
    ] {
        draft_page(&page);
    }
}

fn spec() -> [(&'static str, String); 2] {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    ["platform.yaml", "service.yaml"]
        .map(|name| (name, fs::read_to_string(dir.join(name)).unwrap()))
}

#[test]
fn mutated_specs_never_panic() {
    let mut random = Random(0x0123_4567_89ab_cdef);
    let base = spec();
    for _ in 0..rounds(1_500) {
        let mut files = base.clone();
        for _ in 0..=random.below(4) {
            let file = if random.below(5) == 0 { 0 } else { 1 };
            mutate(&mut files[file].1, PIECES, &mut random);
        }
        check(&files);
    }
}

#[test]
fn deep_and_long_texts_end() {
    let [platform, _] = spec();
    let many = 3_000;
    for text in [
        "[".repeat(many),
        "{a: ".repeat(many),
        "- ".repeat(many),
        "? ".repeat(many),
        "a:\n".repeat(many),
        (0..200).fold(String::new(), |text, depth| {
            text + &" ".repeat(depth) + "a:\n"
        }),
        format!("group: {}", "x".repeat(1_000_000)),
        format!("group: service\nendpoints: {{{}}}", "a: 1, ".repeat(many)),
        format!(
            "group: service\nendpoints: {{{}}}",
            (0..1_000)
                .map(|i| format!("a{i}: {{}}, "))
                .collect::<String>()
        ),
        format!(
            "group: service\ntypes: {{A: {{doc: {{en: a, zh: b}}, fields: {{a: {{type: {}string, doc: {{en: a, zh: b}}}}}}}}}}",
            "list<".repeat(many)
        ),
        format!("group: service\n{}", "kwarg: 1\n".repeat(many)),
        "!".repeat(many),
        "\"\\u4e2d".repeat(many),
        "中".repeat(many),
        "a: &a [*a, *a]\n".repeat(100),
        "'".repeat(many),
        "|\n".repeat(many),
        "%TAG ! x\n".repeat(many),
        "\u{feff}".repeat(many),
    ] {
        check(&[platform.clone(), ("service.yaml", text)]);
    }
}

/// A chain of types is followed to its end without recursion.
#[test]
fn long_chains_of_types_end() {
    let [platform, _] = spec();
    let mut text = "group: service\ntitle: {en: a, zh: b}\nendpoints: {}\ntypes:\n".to_owned();
    let many = 5_000;
    for index in 0..many {
        let next = (index + 1) % many;
        text += &format!(
            "  T{index}: {{doc: {{en: a, zh: b}}, fields: {{a: {{type: T{next}, doc: {{en: a, zh: b}}}}}}}}\n"
        );
    }
    check(&[platform, ("service.yaml", text)]);
}
