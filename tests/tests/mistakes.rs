//! The commonest mistakes of users, and what the compiler says of each. `SNAPSHOTS=overwrite cargo test` updates the
//! snapshot; read it as a beginner before you keep it. The messages are those of the Rust version in CI.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_tests::compiler::Crates;
use bge_private_tests::workspace::original;
use serde_json::Value;
use test_support::empty_folder;
use test_support::snapshots::assert_snapshot;

/// Compiles a program with the library. Returns the errors of the compiler.
fn errors(program: &Path, crates: &Crates, scratch: &Path) -> Vec<Value> {
    let output = crates
        .compile("rustc", "bge-private-tests", &[], program, scratch)
        .args([
            "--emit=metadata",
            "--error-format=json",
            "--crate-name=user",
        ])
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let messages = stderr
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    messages
        .filter(|message: &Value| {
            message["level"] == "error" && !message["spans"].as_array().unwrap().is_empty()
        })
        .collect()
}

/// Returns the programs by name.
fn mistakes() -> BTreeMap<String, PathBuf> {
    let folder = fs::read_dir(original().join("tests/programs/mistakes")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let programs = paths.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    programs
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .collect()
}

/// Returns what an error says, without the code that it points to.
fn said(error: &Value) -> String {
    let message = |error: &Value| error["message"].as_str().unwrap().to_owned();
    let code = error["code"]["code"].as_str().unwrap_or_default();
    let mut said = format!("error[{code}]: {}\n", message(error));
    let spans = error["spans"].as_array().unwrap();
    let labels = spans.iter().filter_map(|span| span["label"].as_str());
    for label in labels {
        said += &format!("  {label}\n");
    }
    let children = error["children"].as_array().unwrap().iter();
    // The target folder has the library of other tests, too, which the compiler finds.
    let is_of_another = |child: &&Value| {
        let text = message(child);
        text == "item with same name found" || text.starts_with("there are multiple different")
    };
    for child in children.filter(|child| !is_of_another(child)) {
        said += &format!(
            "  {}: {}\n",
            child["level"].as_str().unwrap(),
            message(child)
        );
    }
    said
}

#[test]
fn the_compiler_explains_common_mistakes() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let target = scratch.parent().unwrap();
    let crates = Crates::of(&original(), target, &["--test", "mistakes"]);
    let scratch = empty_folder(env!("CARGO_TARGET_TMPDIR"), "mistakes");
    let paragraphs = mistakes().into_iter().map(|(name, program)| {
        let said: String = errors(&program, &crates, &scratch)
            .iter()
            .map(said)
            .collect();
        assert!(!said.is_empty(), "{name} compiles");
        format!("# {}\n{said}", name.replace('_', " "))
    });
    let text = paragraphs.collect::<Vec<_>>().join("\n");
    assert_snapshot(
        original().join("tests/programs/mistakes/messages.txt"),
        text,
    );
}
