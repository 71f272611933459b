//! Fuzz tests of `draft` with mutated pages: it never panics or hangs, and every mistake and warning has a
//! place.
//!
//! `PROPTEST_CASES=1000000 cargo test --release --test draft_fuzz` runs more cases.

#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use bge_private_codegen::Code;
use bge_private_codegen_tools::draft;
use test_support::mutation::mutated;
use test_support::properties::{for_all, in_time};

/// Fragments that have a meaning in some place of a page.
const PIECES: &[&str] = &[
    "", " ", "\n", "\t", "\r\n", "\n\n", "## ", "# ", "### ", "```", "~~~", "* ", "  * ", "- `",
    "•", "`", "｀", "**", "——", "：", "；", "，", "、", "(", ")", "[", "]", "{", "}", "'", "\"",
    "'''", "\\", "\\u", "=", ":", ",", "#", "//", "...", "…", "null", "None", "True", "NaN", "-",
    "-0.0", "1e999", "0x1F", "1_000", "600", "最多 ", "大于 ", "小于 ", "长度 ", "1-100", "逗号",
    "JSON", "整数", "可选", "必填", "https://", "token", "_path", "open(", "Model(", "f'{x}'",
    "template", "args", "kwargs", "![", "](", "\0", "\u{7f}", "\u{85}", "\u{2028}", "\u{feff}",
    "😀", "İ", "é", "x.y.z", "self", "type", "<b>", "<!--", "&amp;",
];

const LONG_PIECES: &[&str] = &[
    "默认值：",
    "可选值：",
    "布尔型",
    "单位：秒",
    "时间戳",
    "```json\n",
    "```python\n",
    "99999999999999999999",
    "1573026921",
    "https://a.b?sign=x",
    "2021-09-07T09:20:51Z",
    "json.dumps(",
    "Decimal('1')",
    "| a |\n| - |\n",
    "[a]: /b\n",
];

fn draft_page(page: &str) {
    match in_time(|| draft("page.md", page, "page", &HashSet::new())) {
        Ok(drafted) => {
            let warnings = drafted.report.diagnostics().iter();
            assert!(warnings.clone().all(|found| found.code.is_warning()));
            for found in warnings {
                let place = drafted.report.sources().place(found.primary.span);
                assert!(place.is_some(), "{found:?}");
            }
            let told = drafted.report.render(true);
            assert!(told.contains('\u{1b}'));
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
}

#[test]
fn mutated_pages_never_panic() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let pages = ["accounts", "files", "genomes", "service", "tasks", "untidy"]
        .map(|name| fs::read_to_string(dir.join(format!("{name}.md"))).unwrap());
    let pieces = [PIECES, LONG_PIECES].concat();
    for_all(300, &mutated(pages.into(), pieces, 1..=8), |page| {
        draft_page(&page);
        Ok(())
    });
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
