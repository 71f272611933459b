//! The commonest mistakes of users, and what the compiler says of each. `SNAPSHOTS=overwrite cargo test` updates the
//! snapshot; read it as a beginner before you keep it. The messages are those of the Rust version in CI.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_tests::workspace::{cargo, files, manifest, original};
use serde_json::Value;
use test_support::snapshots::assert_snapshot;

/// Writes a package whose programs are the mistakes. Returns its folder.
fn package() -> PathBuf {
    let folder = test_support::empty_folder(env!("CARGO_TARGET_TMPDIR"), "mistakes");
    let workspace = original().display().to_string();
    fs::write(folder.join("Cargo.toml"), manifest(&workspace)).unwrap();
    fs::copy(original().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let programs = folder.join("src/bin");
    fs::create_dir_all(&programs).unwrap();
    for (name, content) in mistakes() {
        fs::write(programs.join(name), content).unwrap();
    }
    folder
}

fn mistakes() -> BTreeMap<PathBuf, Vec<u8>> {
    let all = files(&original().join("tests/programs/mistakes"));
    let programs = all.into_iter();
    let is_program = |path: &Path| path.extension().is_some_and(|ending| ending == "rs");
    programs.filter(|(path, _)| is_program(path)).collect()
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
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = cargo(&package(), target)
        .args([
            "build",
            "--offline",
            "--keep-going",
            "--bins",
            "--message-format=json",
        ])
        .output()
        .unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for line in stdout.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        let error = &event["message"];
        if error["level"] == "error" && !error["spans"].as_array().unwrap().is_empty() {
            let name = event["target"]["name"].as_str().unwrap();
            *all.entry(name.to_owned()).or_default() += &said(error);
        }
    }
    assert_eq!(all.len(), mistakes().len(), "{all:#?}\n{stderr}");
    let paragraphs = all
        .iter()
        .map(|(name, said)| format!("# {}\n{said}", name.replace('_', " ")));
    let text = paragraphs.collect::<Vec<_>>().join("\n");
    assert_snapshot(
        original().join("tests/programs/mistakes/messages.txt"),
        text,
    );
}
