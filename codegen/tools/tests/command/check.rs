//! Tests of the command `check`: good and bad specs, and `--watch`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::{run, workspace};

#[test]
fn check_says_that_all_is_well() {
    let output = run(&workspace("check"), "check");
    assert_eq!(
        output.stdout,
        "spec: 3 endpoints in 2 groups, all is well\n"
    );
    assert_eq!((output.stderr.as_str(), output.code), ("", Some(0)));
}

#[test]
fn the_spec_of_this_workspace_is_well() {
    let output = run(Path::new(env!("CARGO_MANIFEST_DIR")), "check ../../spec");
    assert_eq!((output.stderr.as_str(), output.code), ("", Some(0)));
}

#[test]
fn check_tells_mistakes() {
    let dir = workspace("mistake");
    let path = dir.join("spec/goods.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("retry: safe", "retry: save")).unwrap();
    let output = run(&dir, "check spec");
    assert_eq!((output.stdout.as_str(), output.code), ("", Some(1)));
    assert!(
        output.stderr.contains("--> spec/goods.yaml:8:12"),
        "{output:?}"
    );
    assert!(!output.stderr.contains('\u{1b}'));
    let coloured = run(&dir, "check --color=always");
    assert!(coloured.stderr.contains('\u{1b}'));
}

#[test]
fn check_warns_of_unused_types() {
    let dir = workspace("unused");
    let path = dir.join("spec/goods.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let unused = "  Unused: {doc: {en: A kind., zh: 种类。}, enum: [a, b]}\n";
    fs::write(&path, text + unused).unwrap();
    let output = run(&dir, "check");
    assert_eq!(
        (output.stdout.as_str(), output.code),
        ("spec: 3 endpoints in 2 groups, no mistakes\n", Some(0))
    );
    assert!(output.stderr.starts_with("warning[W721]"), "{output:?}");
    assert!(output.stderr.contains("warning: 1 warning\n"), "{output:?}");
    let github = run(&dir, "check --format github").stdout;
    assert!(
        github.starts_with("::warning file=spec/goods.yaml,"),
        "{github}"
    );
}

/// Ends the program when a test ends, even if the test fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn watching_checks_again() {
    let dir = workspace("watch");
    let mut child = Command::new(env!("CARGO_BIN_EXE_bge-codegen"))
        .current_dir(&dir)
        .args(["check", "--watch"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _running = Running(child);
    let mut until = |end: &str| {
        let mut told = String::new();
        for line in &mut lines {
            told += &line.unwrap();
            if told.contains(end) {
                return told;
            }
        }
        panic!("ended after {told}");
    };
    assert_eq!(
        until("all is well"),
        "spec: 3 endpoints in 2 groups, all is well"
    );
    // The file is replaced, as editors do.
    let path = dir.join("spec/goods.yaml");
    let good = fs::read_to_string(&path).unwrap();
    fs::write(
        dir.join("spec/goods.new"),
        good.replace("retry: safe", "retry: save"),
    )
    .unwrap();
    fs::rename(dir.join("spec/goods.new"), &path).unwrap();
    assert!(until("explain E106").starts_with("error[E106]"));
    // The file is removed and created again.
    fs::rename(dir.join("spec"), dir.join("away")).unwrap();
    assert!(until("explain E001").contains("cannot be read"));
    fs::write(dir.join("away/goods.yaml"), good).unwrap();
    fs::rename(dir.join("away"), dir.join("spec")).unwrap();
    assert!(until("all is well").ends_with("spec: 3 endpoints in 2 groups, all is well"));
}
