//! Tests of arguments, help, explanations and summaries.

use std::fs;

use super::{names, run, workspace};
use bge_private_codegen::Code;

#[test]
fn help_and_version_are_given() {
    let dir = workspace("help");
    for line in ["--help", "emit -h", "-h nonsense"] {
        let output = run(&dir, line);
        assert!(output.stdout.contains("Usage: bge-codegen "));
        assert_eq!(output.code, Some(0));
    }
    let version = run(&dir, "--version").stdout;
    assert_eq!(
        version,
        concat!("bge-codegen ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn wrong_usage_is_told_of() {
    let dir = workspace("usage");
    for (line, problem) in [
        ("", "Usage: bge-codegen"),
        ("chekc", "'check'"),
        ("check a b", "unexpected argument 'b'"),
        ("check --out x", "unexpected argument '--out'"),
        ("check --quiet", "unexpected argument '--quiet'"),
        ("check --color blue", "invalid value 'blue'"),
        ("emit", "--out <DIR>"),
        ("emit --out", "a value is required for '--out <DIR>'"),
        (
            "emit --out x --features mokc",
            "`mokc` is not one of `blocking`, `describe` and `mock`",
        ),
        ("schema spec", "unexpected argument 'spec'"),
        ("draft", "<PAGE>"),
        ("draft a.md --group A", "no name of a group"),
        ("draft a.md --group a --out b.yaml", "does not belong"),
    ] {
        let output = run(&dir, line);
        assert_eq!(output.code, Some(2), "{line}");
        assert!(output.stderr.contains(problem), "{line}: {output:?}");
        assert_eq!(output.stdout, "");
    }
}

#[test]
fn rules_are_explained() {
    let dir = workspace("explain");
    let all = run(&dir, "explain").stdout;
    assert_eq!(all.lines().count(), Code::ALL.len());
    assert!(all.starts_with("E001  Every file of a spec can be read"));
    for id in ["E301", "e301"] {
        let page = run(&dir, format!("explain {id}"));
        assert_eq!(page.stdout, Code::UnknownType.page());
        assert_eq!(page.code, Some(0));
    }
    for (id, help) in [
        ("E310", "did you mean `E301`?"),
        ("nonsense", "lists all codes"),
    ] {
        let unknown = run(&dir, format!("explain {id}"));
        assert!(unknown.stderr.contains(help), "{unknown:?}");
        assert_eq!(unknown.code, Some(2));
    }
}

#[test]
fn summaries_speak_of_what_was_given() {
    let dir = workspace("summaries");
    fs::write(dir.join("a.md"), "# Nothing\n").unwrap();
    let message = run(&dir, "draft a.md").stderr;
    assert!(
        message.contains("error: the page has 1 mistake"),
        "{message}"
    );
    let groups: Vec<_> = names(&dir.join("spec"));
    for group in groups
        .iter()
        .filter(|name| *name != "platform.yaml")
        .skip(1)
    {
        fs::remove_file(dir.join("spec").join(group)).unwrap();
    }
    let told = run(&dir, "check").stdout;
    assert!(told.contains(" in 1 group, all is well"), "{told}");
}
