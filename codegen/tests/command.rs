//! The command `bge-codegen`, as it is called: what it prints, writes and removes, and its exit status.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn run(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bge-codegen"))
        .current_dir(dir)
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A new folder with the good spec in `spec/`.
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

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn check_says_that_all_is_well() {
    let output = run(&workspace("check"), &["check"]);
    assert_eq!(
        stdout(&output),
        "spec: 3 endpoints in 2 groups, all is well\n"
    );
    assert_eq!(
        (stderr(&output).as_str(), output.status.code()),
        ("", Some(0))
    );
}

#[test]
fn the_spec_of_this_workspace_is_well() {
    let output = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["check", "../spec"]);
    assert_eq!(
        (stderr(&output).as_str(), output.status.code()),
        ("", Some(0))
    );
}

#[test]
fn check_tells_mistakes() {
    let dir = workspace("mistake");
    let path = dir.join("spec/goods.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("retry: safe", "retry: save")).unwrap();
    let output = run(&dir, &["check", "spec"]);
    assert_eq!(
        (stdout(&output).as_str(), output.status.code()),
        ("", Some(1))
    );
    assert!(
        stderr(&output).contains("--> spec/goods.yaml:8:12"),
        "{}",
        stderr(&output)
    );
    assert!(!stderr(&output).contains('\u{1b}'));
    let coloured = run(&dir, &["check", "--color=always"]);
    assert!(stderr(&coloured).contains('\u{1b}'));
}

#[test]
fn emit_writes_only_what_changed_and_removes_what_is_stale() {
    let dir = workspace("emit");
    let out = dir.join("out");
    let first = run(&dir, &["emit", "--out", "out"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let written = names(&out);
    assert!(
        written.iter().any(|name| name == "goods.rs")
            && written.iter().any(|name| name == "orders.rs")
    );

    fs::write(
        out.join("stale.rs"),
        "// @generated from a spec that is gone.\n",
    )
    .unwrap();
    fs::write(out.join("mine.rs"), "// written by hand\n").unwrap();
    fs::write(out.join("goods.rs"), "// @generated from an older spec.\n").unwrap();
    let untouched = fs::metadata(out.join("orders.rs"))
        .unwrap()
        .modified()
        .unwrap();
    let second = run(&dir, &["emit", "spec", "-o", "out"]);
    assert!(
        stdout(&second).ends_with(", 1 of them new or changed\n"),
        "{}",
        stdout(&second)
    );
    assert_eq!(names(&out), {
        let mut names = written;
        names.push("mine.rs".to_owned());
        names.sort();
        names
    });
    assert_eq!(
        fs::metadata(out.join("orders.rs"))
            .unwrap()
            .modified()
            .unwrap(),
        untouched
    );
}

#[test]
fn a_wrong_spec_is_not_emitted() {
    let dir = workspace("emit_wrong");
    fs::remove_file(dir.join("spec/platform.yaml")).unwrap();
    let output = run(&dir, &["emit", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!dir.join("out").exists());
}

#[test]
fn files_that_are_no_spec_are_told_of() {
    let dir = workspace("files");
    let spec = dir.join("spec");
    fs::rename(spec.join("orders.yaml"), spec.join("orders.yml")).unwrap();
    fs::write(spec.join("goods.yaml"), "# nothing yet\n").unwrap();
    fs::write(spec.join("latin.yaml"), b"group: caf\xe9\n").unwrap();
    fs::remove_file(spec.join("platform.yaml")).unwrap();
    fs::write(spec.join("notes.txt"), "no matter").unwrap();
    fs::write(spec.join(".hidden.yaml"), ": [").unwrap();
    let output = run(&dir, &["check"]);
    assert_eq!(
        stderr(&output),
        "\
error[E002]: the file is empty
 --> spec/goods.yaml:1:1
  |
1 | # nothing yet
  | ^

error[E001]: the file is not UTF-8 text
 --> spec/latin.yaml:1:11
  |
1 | group: caf�
  |           ^ this is not UTF-8

error[E002]: files of a spec end in `.yaml`
--> spec/orders.yml
 = help: rename it, or move it out of the folder

error[E002]: `platform.yaml` is missing
--> spec/platform.yaml
 = help: it says what is the same for every call: environments, signature, envelope, defaults

error: the spec has 4 mistakes
"
    );
}

#[test]
fn a_folder_that_is_not_there_is_told_of() {
    let output = run(&workspace("no_folder"), &["check", "nowhere"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("--> nowhere"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_folder_without_groups_is_told_of() {
    let dir = workspace("no_groups");
    fs::remove_file(dir.join("spec/goods.yaml")).unwrap();
    fs::remove_file(dir.join("spec/orders.yaml")).unwrap();
    let output = run(&dir, &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("there is no group of endpoints"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_schema_is_printed_or_written() {
    let dir = workspace("schema");
    let printed = stdout(&run(&dir, &["schema"]));
    assert!(printed.starts_with("{\n") && printed.ends_with("}\n"));
    assert_eq!(
        run(&dir, &["schema", "--out=spec/schema.json"])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(
        fs::read_to_string(dir.join("spec/schema.json")).unwrap(),
        printed
    );
}

#[test]
fn help_and_version_are_given() {
    let dir = workspace("help");
    for arguments in [&["--help"][..], &["emit", "-h"], &["-h", "nonsense"]] {
        let output = run(&dir, arguments);
        assert!(stdout(&output).contains("Usage: bge-codegen "));
        assert_eq!(output.status.code(), Some(0));
    }
    let version = stdout(&run(&dir, &["--version"]));
    assert_eq!(
        version,
        concat!("bge-codegen ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn wrong_usage_is_told_of() {
    let dir = workspace("usage");
    for (arguments, problem) in [
        (&[][..], "Usage: bge-codegen"),
        (&["chekc"], "'check'"),
        (&["check", "a", "b"], "unexpected argument 'b'"),
        (&["check", "--out", "x"], "unexpected argument '--out'"),
        (&["check", "--quiet"], "unexpected argument '--quiet'"),
        (&["check", "--color", "blue"], "invalid value 'blue'"),
        (&["emit"], "--out <DIR>"),
        (&["emit", "--out"], "a value is required for '--out <DIR>'"),
        (&["schema", "spec"], "unexpected argument 'spec'"),
    ] {
        let output = run(&dir, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains(problem),
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert_eq!(stdout(&output), "");
    }
}
