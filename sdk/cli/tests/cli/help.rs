//! Help in both languages. `SNAPSHOTS=overwrite cargo test` updates the snapshots; review them before you
//! keep them.

use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::RESERVED_COMMANDS;
use test_support::snapshots::assert_snapshots;

use super::command::bge;
use super::kinds::{CommandExample, examples, one_of_each};

fn page(name: &str, line: &str, lang: &str) -> (PathBuf, String) {
    let command = bge(format!("{line} --lang {lang}"));
    let shown = command.run().succeeded().stdout;
    let shown = if name == "root" {
        without_calls(&shown)
    } else {
        shown
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cli/snapshots")
        .join(format!("{name}.{lang}.txt"));
    (file, shown)
}

/// Returns help without the parts that depend on the spec: the groups of calls, and the width of the column
/// of names.
fn without_calls(help: &str) -> String {
    let narrow = |line: &str| match line.strip_prefix("  ").and_then(|it| it.split_once("  ")) {
        Some((name, text)) if !name.contains(' ') && !name.is_empty() => {
            format!("  {name}  {}", text.trim_start())
        }
        _ => line.to_owned(),
    };
    let sections = help.split("\n\n");
    let is_groups = |section: &str| ["Groups", "接口"].iter().any(|it| section.starts_with(it));
    let kept = sections.filter(|section| !is_groups(section));
    let narrowed = kept.map(|section| section.split('\n').map(narrow).collect::<Vec<_>>());
    let narrowed: Vec<_> = narrowed.map(|lines| lines.join("\n")).collect();
    narrowed.join("\n\n")
}

#[test]
fn the_pages_are_as_they_were_read() {
    let pages = ["en", "zh"].map(|lang| {
        [
            page("root", "--help", lang),
            page("sign-url", "sign-url --help", lang),
            page("sign-url-short", "sign-url -h", lang),
            page("sms", "sms --help", lang),
        ]
    });
    assert_snapshots(pages.into_iter().flatten());
}

/// Returns commands of every kind of call, and the other commands.
fn commands() -> impl Iterator<Item = String> {
    let calls = one_of_each().into_iter().map(|example| example.command());
    calls.chain(RESERVED_COMMANDS.map(str::to_owned))
}

#[test]
fn commands_have_help_in_both_languages() {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for command in commands() {
        let help = |lang| {
            let shown = bge(format!("{command} --help --lang {lang}"));
            shown.run().succeeded().stdout
        };
        let (english, chinese) = (help("en"), help("zh"));
        assert!(
            english.contains(&format!("Usage: bge-private {command}")),
            "{english}"
        );
        // Examples may contain Chinese values, and the help of `sms` may show the form of a Chinese text.
        let described = english.split("Examples:").next().unwrap_or_default();
        assert!(
            !described.contains(is_chinese) || command == "sms",
            "{english}"
        );
        for word in [
            "Usage",
            "Options",
            "Arguments",
            "Output",
            "default",
            "possible values",
        ] {
            assert!(!chinese.contains(word), "{command}: {word}\n{chinese}");
        }
        // The line after each flag is its description in Chinese.
        let flags = chinese.split("示例:").next().unwrap_or_default();
        let mut lines = flags.lines();
        while let Some(line) = lines.next() {
            if line.trim_start().starts_with("--") && !line.contains('=') {
                let text = lines.next().unwrap_or_default();
                assert!(text.contains(is_chinese), "{command}: {line}\n{text}");
            }
        }
    }
}

/// Each group of `--help` lists its calls, and each call is listed under a group.
#[test]
fn help_leads_from_groups_to_calls() {
    for lang in ["en", "zh"] {
        let help = |line: &str| {
            let shown = bge(format!("{line} --lang {lang}"));
            shown.run().succeeded().stdout
        };
        let root = help("--help");
        assert_eq!(help("help"), root);
        let groups = root.split("\n\n").nth(2).unwrap().lines().skip(1);
        let mut listed = Vec::new();
        for group in groups.map(|line| line.split_whitespace().next().unwrap()) {
            let page = help(&format!("help {group}"));
            let calls = page.split("\n\n").nth(2).unwrap().lines().skip(1);
            let is_client = page.contains(&format!(" bge-private {group} <"));
            listed.extend(calls.map(|line| {
                let name = line.split_whitespace().next().unwrap();
                if is_client {
                    format!("{group} {name}")
                } else {
                    name.to_owned()
                }
            }));
        }
        // Deprecated commands are not listed.
        let is_hidden = |command: &str| {
            let page = help(&format!("help {command}"));
            page.contains("eprecated") || page.contains("已弃用")
        };
        for command in examples().iter().map(CommandExample::command) {
            assert!(
                listed.contains(&command) || is_hidden(&command),
                "{command}"
            );
        }
        assert_eq!(help("help sign-url"), help("sign-url --help"));
        assert_eq!(help("help sign_url"), help("sign-url --help"));
    }
    let ran = bge("help servise --lang en").run().failed(2);
    assert!(ran.stderr.contains("did you mean `service`?"), "{ran:?}");
}

#[test]
fn the_language_is_that_of_the_locale() {
    let help = |name, value| bge("--help").env(name, value).run().succeeded().stdout;
    assert!(help("LANG", "zh_CN.UTF-8").contains("用法: bge-private"));
    assert!(help("LC_ALL", "zh_CN").contains("用法: bge-private"));
    assert!(help("LC_MESSAGES", "zh").contains("用法: bge-private"));
    assert!(help("LANG", "de_DE.UTF-8").contains("Usage: bge-private"));
    let english = bge("--help").env("LANG", "zh_CN").env("LC_ALL", "C").run();
    assert!(english.stdout.contains("Usage: bge-private"));
    let asked = bge("--help --lang en").env("LANG", "zh_CN").run();
    assert!(asked.stdout.contains("Usage: bge-private"));
}

#[test]
fn without_a_command_help_is_shown_as_a_mistake() {
    let ran = bge("").run();
    assert_eq!(ran.code, 2);
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.contains("Usage: bge-private <COMMAND>"),
        "{ran:?}"
    );
}

#[test]
fn the_guide_lists_the_exit_codes_of_help() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    let guide = fs::read_to_string(guide).unwrap();
    let help = bge("--help --lang en").run().stdout;
    let (_, codes) = help.split_once("Exit codes:\n").unwrap();
    let mut count = 0;
    for line in codes.lines().take_while(|line| line.starts_with(' ')) {
        let (code, meaning) = line.trim().split_once("  ").unwrap();
        assert!(guide.contains(&format!("| {code} | {meaning} |")), "{line}");
        count += 1;
    }
    assert_eq!(count, 13);
}
