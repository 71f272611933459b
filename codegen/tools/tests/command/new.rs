//! Tests of the command `new`: what it writes, and what it refuses.

use std::fs;

use super::{names, run, run_with, workspace};

#[test]
fn a_new_group_is_a_valid_spec() {
    let dir = workspace("new");
    let output = run(&dir, "new user_accounts");
    assert_eq!(
        output.stdout,
        "spec/user_accounts.yaml: written; edit it, then run `bge-codegen check spec`\n"
    );
    assert_eq!((output.stderr.as_str(), output.code), ("", Some(0)));
    let text = fs::read_to_string(dir.join("spec/user_accounts.yaml")).unwrap();
    assert!(text.contains("title: {en: User accounts,"), "{text}");
    assert!(text.contains("\n  get_user_accounts:\n"), "{text}");
    // Names that YAML would not read as text, and the longest ones.
    let long = "a".repeat(60);
    for arguments in [
        ["new", "type", "true"],
        ["new", "b2", "12"],
        ["new", &long, &long],
    ] {
        let output = run_with(&dir, &arguments);
        assert_eq!((output.stderr.as_str(), output.code), ("", Some(0)));
    }
    let checked = run(&dir, "check");
    assert_eq!(
        (checked.stdout.as_str(), checked.stderr.as_str()),
        ("spec: 7 endpoints in 6 groups, all is well\n", "")
    );
    let formatted = run(&dir, "fmt --check spec");
    assert_eq!((formatted.stderr.as_str(), formatted.code), ("", Some(0)));
}

#[test]
fn the_first_group_of_a_spec_begins() {
    let dir = workspace("new_first");
    for name in ["goods", "orders"] {
        fs::remove_file(dir.join(format!("spec/{name}.yaml"))).unwrap();
    }
    let output = run(&dir, "new users");
    assert_eq!((output.stderr.as_str(), output.code), ("", Some(0)));
    let checked = run(&dir, "check").stdout;
    assert_eq!(checked, "spec: 1 endpoint in 1 group, all is well\n");

    fs::remove_file(dir.join("spec/platform.yaml")).unwrap();
    fs::remove_file(dir.join("spec/users.yaml")).unwrap();
    let output = run(&dir, "new users");
    assert!(
        output.stderr.contains("`platform.yaml` is missing"),
        "{output:?}"
    );
    assert!(names(&dir.join("spec")).is_empty());
}

#[test]
fn a_new_group_replaces_and_breaks_nothing() {
    let dir = workspace("new_refused");
    let before = names(&dir.join("spec"));
    let goods = fs::read(dir.join("spec/goods.yaml")).unwrap();
    for (arguments, status, problem) in [
        (
            &["goods"][..],
            2,
            "spec/goods.yaml: there is a file already",
        ),
        (
            &["platform"],
            2,
            "spec/platform.yaml: there is a file already",
        ),
        (
            &["Users"],
            2,
            "`Users` cannot be the name of a group; it is lower-case words",
        ),
        (&["../a"], 2, "`../a` cannot be the name of a group"),
        (
            &["users", "get user"],
            2,
            "`get user` cannot be the name of an endpoint",
        ),
        (&["users", ""], 2, "`` cannot be the name of an endpoint"),
        (&["users", "find"], 1, "error[E203]"),
        (&["users", "--spec", "nowhere"], 1, "error[E001]"),
    ] {
        let output = run_with(&dir, &[&["new"], arguments].concat());
        assert_eq!(output.code, Some(status), "{arguments:?}: {output:?}");
        assert!(output.stderr.contains(problem), "{arguments:?}: {output:?}");
        assert_eq!(output.stdout, "");
    }
    assert_eq!(names(&dir.join("spec")), before);
    assert_eq!(fs::read(dir.join("spec/goods.yaml")).unwrap(), goods);
}
