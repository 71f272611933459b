//! What is no spec, no folder, no text or not of this platform.

use std::fs;

use super::{run, stderr, workspace};

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
  |
  = help: save it as UTF-8

error[E002]: files of a spec end in `.yaml`
--> spec/orders.yml
 = help: rename it, or move it out of the folder

error[E002]: `platform.yaml` is missing
--> spec/platform.yaml
 = help: it says what is the same for every call: environments, signature, envelope, defaults

error: the spec has 4 mistakes

For more information about a mistake, try `bge-codegen explain E002`.
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
fn what_is_not_utf_8_is_told_of_with_its_place() {
    let dir = workspace("utf8");
    fs::write(dir.join("a.yaml"), b"group: shop\nname: \xff\n").unwrap();
    let output = run(&dir, &["fmt", "a.yaml"]);
    let message = stderr(&output);
    for part in [
        "E001",
        "a.yaml:2:7",
        "save it as UTF-8",
        "the file has 1 mistake",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told_of() {
    let dir = workspace("file_for_folder");
    let file = "spec/platform.yaml";
    for arguments in [
        &["check", file][..],
        &["check", file, "--format", "json"],
        &["emit", file, "--out", "b"],
        &["diff", file, file],
    ] {
        let output = run(&dir, arguments);
        let told = "error: `spec/platform.yaml` is a file; give the folder of the spec\n";
        assert_eq!(
            (stderr(&output).as_str(), output.status.code()),
            (told, Some(2)),
            "{arguments:?}"
        );
    }
}
