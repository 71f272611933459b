//! Tests of the command `emit`: which files are written, kept and removed.

use std::fs;
use std::path::{Path, PathBuf};

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

const OUTPUTS: [(&str, &str); 4] = [
    ("emit --out out", "out/goods.rs"),
    ("docs --out out", "out/markdown/en/goods.md"),
    ("openapi --out out/a.yaml --format yaml", "out/a.yaml"),
    ("schema --out out/schema.json", "out/schema.json"),
];

/// Checks that nothing is written if a file of someone else is in the way, and that written files are replaced.
#[test]
fn only_files_of_earlier_runs_are_replaced() {
    for (line, path) in OUTPUTS {
        let dir = workspace("foreign_files");
        let file = dir.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "by hand\n").unwrap();
        let before = names(&dir.join("out"));
        let output = run(&dir, line);
        let told = format!(
            "error: {path}: this file was not written by this command; remove it, or write to another place\n"
        );
        assert_eq!((output.stderr, output.code), (told, Some(2)), "{line}");
        assert_eq!(names(&dir.join("out")), before);
        assert_eq!(fs::read_to_string(&file).unwrap(), "by hand\n");

        fs::remove_file(&file).unwrap();
        assert_eq!(run(&dir, line).code, Some(0), "{line}");
        for file in files(&dir.join("out")) {
            let written = fs::read_to_string(&file).unwrap();
            fs::write(&file, format!("{written}changed")).unwrap();
            assert_eq!(run(&dir, line).code, Some(0), "{line}");
            assert_eq!(fs::read_to_string(&file).unwrap(), written, "{file:?}");
        }
    }
}

/// Returns the files in a folder, at any depth.
fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let files = paths.map(|path| match path.is_dir() {
        true => files(&path),
        false => vec![path],
    });
    files.flatten().collect()
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    for (line, path) in OUTPUTS {
        // A link in the place of a file, and one in the place of a folder.
        for link in [path, "out/markdown"] {
            let dir = workspace("links_in_outputs");
            let is_folder = link != path;
            if is_folder && !line.starts_with("docs") {
                continue;
            }
            let at = dir.join(link);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            for target in ["missing", "spec/goods.yaml", "kept"] {
                fs::create_dir_all(dir.join("kept")).unwrap();
                symlink(dir.join(target), &at).unwrap();
                let output = run(&dir, line);
                assert_eq!(output.code, Some(2), "{line}: {output:?}");
                assert!(output.stderr.contains(link), "{output:?}");
                assert!(!dir.join("missing").exists());
                assert!(names(&dir.join("kept")).is_empty());
                fs::remove_file(&at).unwrap();
            }
        }
    }
    let dir = workspace("link_for_a_draft");
    fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/words.md"),
        dir.join("a.md"),
    )
    .unwrap();
    symlink("missing.yaml", dir.join("b.yaml")).unwrap();
    for line in ["draft a.md --out b.yaml", "draft a.md --out b.yaml --force"] {
        assert_eq!(run(&dir, line).code, Some(2), "{line}");
        assert!(!dir.join("missing.yaml").exists(), "{line}");
    }
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
