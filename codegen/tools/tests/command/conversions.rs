//! Tests of the commands `schema`, `draft`, `openapi` and `fmt`.

use std::fs;
use std::path::Path;

use super::{names, run, workspace};
use serde_json::Value;

#[test]
fn the_schema_is_printed_or_written() {
    let dir = workspace("schema");
    let printed = run(&dir, "schema").stdout;
    assert!(printed.starts_with("{\n") && printed.ends_with("}\n"));
    assert_eq!(run(&dir, "schema --out=spec/schema.json").code, Some(0));
    assert_eq!(
        fs::read_to_string(dir.join("spec/schema.json")).unwrap(),
        printed
    );
}

#[test]
fn a_page_is_drafted_to_standard_output_or_a_file() {
    let dir = workspace("draft");
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    fs::copy(pages.join("accounts.md"), dir.join("accounts.md")).unwrap();
    let printed = run(&dir, "draft accounts.md");
    let expected = fs::read_to_string(pages.join("accounts.yaml")).unwrap();
    assert_eq!((printed.stdout, printed.code), (expected, Some(0)));
    assert_eq!(
        printed.stderr,
        fs::read_to_string(pages.join("accounts.txt")).unwrap()
    );

    let written = run(&dir, "draft accounts.md --out spec/users.yaml");
    assert_eq!((written.stdout.as_str(), written.code), ("", Some(0)));
    let text = fs::read_to_string(dir.join("spec/users.yaml")).unwrap();
    assert!(text.contains("\ngroup: users\n"), "{text}");
    fs::write(dir.join("spec/users.yaml"), "mine").unwrap();
    let again = run(&dir, "draft accounts.md --out spec/users.yaml");
    assert_eq!(again.code, Some(2));
    assert_eq!(
        again.stderr,
        "error: spec/users.yaml: there is a file already; `--force` writes over it\n"
    );
    assert_eq!(
        fs::read(dir.join("spec/users.yaml")).unwrap(),
        b"mine".to_vec()
    );
    let forced = run(&dir, "draft accounts.md --force --out spec/users.yaml");
    assert_eq!(forced.code, Some(0));
    assert_eq!(
        fs::read_to_string(dir.join("spec/users.yaml")).unwrap(),
        text
    );
    let check = run(&dir, "check");
    assert_eq!(
        check.stdout, "spec: 6 endpoints in 3 groups, all is well\n",
        "{check:?}"
    );
}

/// Drafts the same page into two groups of a spec, and one of them again.
#[test]
fn a_draft_has_no_type_of_the_spec_beside_it() {
    let dir = workspace("draft_beside");
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let page = fs::read_to_string(pages.join("lists.md")).unwrap();
    let renamed = page
        .replace("## ", "## other_")
        .replace("#/shop/", "#/gateway/");
    fs::write(dir.join("lists.md"), page).unwrap();
    fs::write(dir.join("others.md"), renamed).unwrap();
    for line in [
        "draft lists.md --out spec/lists.yaml",
        "draft others.md --out spec/others.yaml",
        "draft lists.md --out spec/lists.yaml --force",
    ] {
        assert_eq!(run(&dir, line).code, Some(0), "{line}");
        let check = run(&dir, "check");
        assert_eq!(check.code, Some(0), "{check:?}");
    }
    let text = |name: &str| fs::read_to_string(dir.join("spec").join(name)).unwrap();
    let own = fs::read_to_string(pages.join("lists.yaml")).unwrap();
    assert_eq!(text("lists.yaml"), own);
    assert_ne!(text("others.yaml"), own);

    // The spec may be in the current folder, and the file that is replaced may be empty.
    let others = text("others.yaml");
    fs::write(dir.join("spec/others.yaml"), "").unwrap();
    let line = "draft ../others.md --out others.yaml";
    assert_eq!(run(&dir.join("spec"), line).code, Some(2));
    let drafted = run(&dir.join("spec"), format!("{line} --force"));
    assert_eq!(drafted.code, Some(0), "{drafted:?}");
    assert_eq!(text("others.yaml"), others);
}

#[test]
fn a_page_without_calls_fails() {
    let dir = workspace("draft_nothing");
    fs::write(dir.join("a.md"), "# Nothing\n").unwrap();
    let output = run(&dir, "draft a.md --out spec/a.yaml");
    assert_eq!((output.stdout.as_str(), output.code), ("", Some(1)));
    assert!(output.stderr.contains("error[E711]"));
    assert!(output.stderr.contains("error: the page has 1 mistake\n"));
    assert!(!dir.join("spec/a.yaml").exists());
    let missing = run(&dir, "draft b.md");
    assert_eq!(missing.code, Some(2));
    fs::write(dir.join("c.md"), b"# \xe9\n").unwrap();
    let latin = run(&dir, "draft c.md");
    assert_eq!(latin.code, Some(1));
    let told = latin.stderr;
    assert!(
        told.contains("error[E001]") && told.contains("c.md:1:3"),
        "{told}"
    );
}

#[test]
fn a_spec_is_exported_to_openapi() {
    let dir = workspace("openapi");
    let printed = run(&dir, "openapi");
    assert_eq!(printed.code, Some(0), "{printed:?}");
    let document: Value = serde_json::from_str(&printed.stdout).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"]["title"], "Demo / 示例");

    let line = "openapi spec --format yaml --lang zh --api-version 7 --out a.yaml";
    let written = run(&dir, line);
    assert_eq!((written.stdout.as_str(), written.code), ("", Some(0)));
    let text = fs::read_to_string(dir.join("a.yaml")).unwrap();
    assert!(
        text.contains("\n  title: 示例\n  version: \"7\"\n"),
        "{text}"
    );
}

#[test]
fn fmt_keeps_one_form() {
    let dir = workspace("fmt");
    let path = dir.join("spec/goods.yaml");
    let good = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        good.replace("    retry: safe", "    retry:   'safe'   # why"),
    )
    .unwrap();
    fs::write(dir.join("spec/broken.yaml"), "a: [\n").unwrap();
    let check = run(&dir, "fmt --check spec/goods.yaml");
    assert!(check.stderr.contains("spec/goods.yaml:8"), "{check:?}");
    assert_eq!(check.code, Some(1));
    assert!(fs::read_to_string(&path).unwrap().contains("'safe'"));
    let formatted = run(&dir, "fmt");
    // A file that cannot be read is reported and not changed. The other files are formatted.
    assert_eq!(
        (formatted.stdout.as_str(), formatted.code),
        ("spec/goods.yaml: formatted\n", Some(1))
    );
    assert!(formatted.stderr.contains("error[E003]"), "{formatted:?}");
    assert_eq!(
        fs::read_to_string(dir.join("spec/broken.yaml")).unwrap(),
        "a: [\n"
    );
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("    retry: safe # why\n")
    );
    fs::remove_file(dir.join("spec/broken.yaml")).unwrap();
    assert_eq!(
        names(&dir.join("spec")),
        ["goods.yaml", "orders.yaml", "platform.yaml"]
    );
    assert_eq!(run(&dir, "fmt --check").code, Some(0));
    assert_eq!(run(&dir, "fmt nowhere").code, Some(2));
}
