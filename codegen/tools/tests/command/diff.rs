//! Tests of the command `bge-codegen diff`: folders and git revisions, formats, exit status, rules, versions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bge_private_codegen_tools::diff::{Kind, Rule, Step, Version, next_version};
use serde_json::Value;

use super::{copy_spec, folder, run};

fn told(dir: &Path, line: impl AsRef<str>) -> (String, String, Option<i32>) {
    let ran = run(dir, format!("diff {}", line.as_ref()));
    (ran.stdout, ran.stderr, ran.code)
}

fn git(dir: &Path, arguments: &[&str]) {
    let status = Command::new("git")
        .current_dir(dir)
        .args("-c user.name=a -c user.email=a@b.example -c commit.gpgsign=false".split(' '))
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(text.matches(from).count(), 1);
    fs::write(file, text.replace(from, to)).unwrap();
}

/// Creates a folder with the specs `old` and `new`, which differ in one path.
fn workspace(name: &str) -> PathBuf {
    let dir = folder(name);
    copy_spec(&dir.join("old"));
    copy_spec(&dir.join("new"));
    edit(
        &dir.join("new/orders.yaml"),
        "path: /orders/pay",
        "path: /orders/settle",
    );
    dir
}

#[test]
fn folders_are_compared() {
    let dir = workspace("diff-folders");
    let (text, errors, status) = told(&dir, "old new");
    let expected = "\
new/orders.yaml:5: breaks wire [endpoint-path-changed]
    `pay` is `/orders/settle` on the wire now, no longer `/orders/pay`
    Old clients call the old path; the method is the same.

1 change, 1 of them breaking; version step: minor (before 1.0.0: the last number moves)
";
    assert_eq!(
        (text.as_str(), errors.as_str(), status),
        (expected, "", Some(0))
    );
    let (text, ..) = told(&dir, "old old");
    assert_eq!(text, "nothing changed; version step: none\n");
}

#[test]
fn json_and_markdown_say_the_same() {
    let dir = workspace("diff-formats");
    let line = "old new --current-version 1.4.2 --format";
    let (json, ..) = told(&dir, format!("{line} json"));
    let json: Value = serde_json::from_str(&json).unwrap();
    let change = &json["changes"][0];
    assert_eq!(json["step"], "minor");
    assert_eq!(json["next_version"], "1.5.0");
    assert_eq!(change["rule"], "endpoint-path-changed");
    assert_eq!(
        (&change["wire"], &change["source"]),
        (&"breaking".into(), &"compatible".into())
    );
    assert_eq!(
        (&change["file"], &change["line"]),
        (&"new/orders.yaml".into(), &5.into())
    );
    let (markdown, ..) = told(&dir, format!("{line} markdown"));
    assert!(markdown.starts_with("## [1.5.0]\n"), "{markdown}");
    assert!(
        markdown.contains("### Changed\n\n- `pay` is `/orders/settle`"),
        "{markdown}"
    );
}

#[test]
fn the_exit_status_is_what_ci_asks_for() {
    let dir = workspace("diff-status");
    for (fail_on, status) in [
        ("never", 0),
        ("source", 0),
        ("wire", 3),
        ("breaking", 3),
        ("any", 3),
    ] {
        let (.., found) = told(&dir, format!("old new --fail-on {fail_on}"));
        assert_eq!(found, Some(status), "{fail_on}");
        let (.., found) = told(&dir, format!("old old --fail-on {fail_on}"));
        assert_eq!(found, Some(0), "{fail_on}");
    }
}

#[test]
fn revisions_are_read_from_git() {
    let dir = workspace("diff-git");
    git(&dir, &["init", "--quiet"]);
    fs::rename(dir.join("old"), dir.join("spec")).unwrap();
    git(&dir, &["add", "spec"]);
    git(&dir, &["commit", "--quiet", "-m", "one"]);
    fs::remove_dir_all(dir.join("spec")).unwrap();
    fs::rename(dir.join("new"), dir.join("spec")).unwrap();
    git(&dir, &["add", "spec"]);
    git(&dir, &["commit", "--quiet", "-m", "two"]);

    let (text, errors, status) = told(&dir, "HEAD~1 HEAD");
    assert!(
        text.starts_with("HEAD:spec/orders.yaml:5: breaks wire"),
        "{text}{errors}"
    );
    assert_eq!(status, Some(0));
    let (text, ..) = told(&dir, "HEAD spec");
    assert!(text.starts_with("nothing changed"), "{text}");
    // From another current folder, and with the folder given after the revision.
    fs::create_dir(dir.join("sub")).unwrap();
    let elsewhere = "HEAD~1:../spec HEAD --path ../spec";
    let (text, ..) = told(&dir.join("sub"), elsewhere);
    assert!(text.contains("endpoint-path-changed"), "{text}");

    for (revision, problem) in [
        ("HEAD~5", "`HEAD~5` is neither a folder nor a git revision"),
        ("HEAD:nowhere", "there is no folder `nowhere` in `HEAD`"),
        (
            "HEAD:.",
            "`.` in `HEAD` is no spec: it has no `platform.yaml`",
        ),
        (":spec", "`:spec` names no git revision"),
    ] {
        let (text, errors, status) = told(&dir, format!("{revision} spec"));
        assert!(errors.contains(problem), "{errors}");
        assert_eq!((text.as_str(), status), ("", Some(2)));
    }
}

#[test]
fn without_git_it_says_so() {
    let dir = workspace("diff-no-git");
    let output = Command::new(env!("CARGO_BIN_EXE_bge-codegen"))
        .current_dir(&dir)
        .args(["diff", "HEAD", "new"])
        .env("PATH", "")
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(errors.contains("git cannot be run"), "{errors}");
    assert_eq!((&*output.stdout, output.status.code()), (&b""[..], Some(2)));
}

#[test]
fn mistakes_of_both_specs_are_told() {
    let dir = workspace("diff-mistakes");
    edit(
        &dir.join("old/orders.yaml"),
        "path: /orders/pay",
        "path: orders",
    );
    edit(
        &dir.join("new/orders.yaml"),
        "path: /orders/settle",
        "path: orders",
    );
    let (text, errors, status) = told(&dir, "old new");
    assert_eq!((text.as_str(), status), ("", Some(1)));
    assert!(
        errors.contains("old/orders.yaml:5") && errors.contains("new/orders.yaml:5"),
        "{errors}"
    );
}

#[test]
fn the_rules_can_be_printed() {
    let (text, errors, status) = told(Path::new("."), "--rules");
    assert!(
        text.contains("| `endpoint-path-changed` | **breaking** | ok | minor |"),
        "{text}"
    );
    assert_eq!((errors.as_str(), status), ("", Some(0)));
}

#[test]
fn names_are_those_of_the_variants() {
    for rule in Rule::ALL {
        let variant = heck::ToKebabCase::to_kebab_case(format!("{rule:?}").as_str());
        assert_eq!(rule.info().name, variant);
    }
}

#[test]
fn words_break_nothing() {
    for rule in Rule::ALL {
        assert!(rule.info().kind != Kind::Documentation || !rule.is_breaking());
    }
}

#[test]
fn what_is_gone_breaks_something() {
    for rule in Rule::ALL {
        assert!(rule.info().kind != Kind::Removed || rule.is_breaking());
    }
}

#[test]
fn steps_follow_cargo() {
    for (version, [patch, minor, major]) in [
        ("1.2.3", ["1.2.4", "1.3.0", "2.0.0"]),
        ("0.1.2", ["0.1.3", "0.1.3", "0.2.0"]),
        ("0.0.4", ["0.0.5", "0.0.5", "0.0.5"]),
        ("1.4.9-beta.1", ["1.4.9", "1.5.0", "2.0.0"]),
        ("1.5.0-rc.1+7", ["1.5.0", "1.5.0", "2.0.0"]),
        ("2.0.0-alpha", ["2.0.0", "2.0.0", "2.0.0"]),
        ("0.3.0-rc.1", ["0.3.0", "0.3.0", "0.3.0"]),
        ("0.3.1-rc.1", ["0.3.1", "0.3.1", "0.4.0"]),
        ("0.0.5-rc.1", ["0.0.5", "0.0.5", "0.0.5"]),
        ("1.2.3+5", ["1.2.4", "1.3.0", "2.0.0"]),
    ] {
        let text = version;
        let version: Version = version.parse().unwrap();
        assert_eq!(version.to_string(), text);
        let after = |step| next_version(&version, step).to_string();
        assert_eq!(after(Step::None), version.to_string());
        assert_eq!(after(Step::Patch), patch);
        assert_eq!(after(Step::Minor), minor);
        assert_eq!(after(Step::Major), major);
    }
}
