//! Errors of wrong command lines: one line, with a suggestion. `SNAPSHOTS=overwrite cargo test` updates the
//! snapshot; review it before you keep it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use test_support::snapshots::assert_snapshot;

use super::command::{Bge, bge, bge_with, nowhere};
use super::kinds::{kind_of, one_of_each};

/// Runs the commands of the snapshot again. A paragraph is a comment, or a command with its outcome.
#[test]
fn mistakes_are_reported_exactly() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/snapshots/mistakes.txt");
    let text = fs::read_to_string(&path).unwrap();
    let run_again = |paragraph: &str| {
        let line = paragraph.lines().next().unwrap_or_default();
        let Some(arguments) = line.strip_prefix("$ bge-private ") else {
            return paragraph.to_owned();
        };
        let ran = bge(arguments).credentials().run();
        let outcome = format!("{line}\n? {}\n{}", ran.code, ran.stderr.trim_end());
        let code = ran.code;
        assert_ne!(ran.failed(code).code, 0, "{line}");
        outcome
    };
    let paragraphs: Vec<_> = text.trim_end().split("\n\n").map(run_again).collect();
    assert_snapshot(path, paragraphs.join("\n\n") + "\n");
}

#[test]
fn only_one_flag_reads_standard_input() {
    let both = bge("gateway-invoke --service s --api /a --params - --data -");
    let ran = both.input("{}").run().failed(2);
    assert_eq!(
        ran.stderr,
        "error: `--params` and `--data` cannot both read standard input\n"
    );
}

#[test]
fn colours_are_for_those_who_want_them() {
    let ran = bge("sgn-url").env("CLICOLOR_FORCE", "1").run();
    assert!(ran.stderr.starts_with("\u{1b}["), "{ran:?}");
    let ran = bge("sgn-url").env("NO_COLOR", "1").run();
    assert!(!ran.stderr.contains('\u{1b}'), "{ran:?}");
}

#[test]
fn no_value_of_any_kind_of_flag_makes_it_panic() {
    let url = nowhere();
    let long = "长".repeat(10_000);
    let values = [
        "",
        "-",
        "--",
        "@",
        "@.",
        "=",
        "\u{1b}[31m\n",
        "{",
        "[[",
        "null",
        "-1",
        "1e999",
        "99999999999999999999",
        &long,
    ];
    let mut commands = Vec::new();
    let mut seen = BTreeSet::new();
    for example in one_of_each() {
        let call = example.call;
        for (index, flag) in example.arguments.iter().enumerate() {
            let is_flag = flag.starts_with("--") && !flag.contains('=');
            let mut parameters = call.parameters.iter();
            let parameter = parameters.find(|it| flag.strip_prefix("--") == Some(it.flag));
            let kind = parameter.map(|parameter| kind_of(call, parameter));
            let is_new = is_flag && seen.insert(kind.unwrap_or_else(|| flag.clone()));
            for value in values.iter().filter(|_| is_new) {
                let mut arguments = example.arguments.clone();
                match arguments.get(index + 1) {
                    Some(next) if !next.starts_with("--") => {
                        (*value).clone_into(&mut arguments[index + 1])
                    }
                    _ => arguments[index] = format!("{flag}={value}"),
                }
                arguments.extend(["--retries".to_owned(), "0".to_owned()]);
                let mut command = bge_with(arguments).calling(&url);
                for (name, content) in example.files {
                    command = command.file(name, content);
                }
                commands.push((format!("{flag} {value}"), command));
            }
        }
    }
    assert!(commands.len() >= 100, "{}", commands.len());
    // The longest test by far, so it uses both cores when the others are done.
    let half = commands.split_off(commands.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| refuse_the_value(half));
        refuse_the_value(commands);
    });
}

fn refuse_the_value(commands: Vec<(String, Bge)>) {
    for (value, command) in commands {
        let ran = command.run();
        assert!([2, 3, 5].contains(&ran.code), "{value}: {ran:?}");
        let mut lines = ran.stderr.lines();
        assert!(
            lines.all(|line| line.starts_with("error: ") || line.starts_with("hint: ")),
            "{ran:?}"
        );
        assert!(!ran.stderr.contains('\u{1b}'), "{ran:?}");
    }
}
