//! Tests of the command `emit`: which files are written, kept and removed.

use std::fs;

use super::{names, run, workspace};

#[test]
fn emit_writes_only_what_changed_and_removes_what_is_stale() {
    let dir = workspace("emit");
    let out = dir.join("out");
    let first = run(&dir, "emit --out out");
    assert_eq!(first.code, Some(0), "{first:?}");
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
    let second = run(&dir, "emit spec -o out");
    assert!(
        second.stdout.ends_with(", 1 of them new or changed\n"),
        "{second:?}"
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
fn emit_writes_for_the_features_that_are_named() {
    let dir = workspace("emit_features");
    let emitted = |features: &str| {
        let output = run(&dir, format!("emit --out out --features={features}"));
        assert_eq!(output.code, Some(0), "{output:?}");
        names(&dir.join("out"))
    };
    let has = |names: &[String], name: &str| names.iter().any(|other| other == name);
    let all = emitted("mock,describe,blocking");
    assert!(has(&all, "description.rs") && has(&all, "goods.mock.rs"));
    let mock = emitted("mock");
    assert!(!has(&mock, "description.rs") && has(&mock, "goods.mock.rs"));
    let none = emitted("");
    assert!(has(&none, "goods.rs") && !has(&none, "goods.mock.rs"));
    assert_eq!(none.len(), all.len() - 7, "{none:?} {all:?}");
}

#[test]
fn a_wrong_spec_is_not_emitted() {
    let dir = workspace("emit_wrong");
    fs::remove_file(dir.join("spec/platform.yaml")).unwrap();
    let output = run(&dir, "emit --out out");
    assert_eq!(output.code, Some(1));
    assert!(!dir.join("out").exists());
}
