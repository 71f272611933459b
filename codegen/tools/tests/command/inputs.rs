//! Tests of unsuitable inputs: no spec, no folder, no text, or no regular file.

use std::fs;

use super::{run, run_with, workspace};

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
    let output = run(&dir, "check");
    assert_eq!(
        output.stderr,
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
 = help: it contains the settings of all calls: environments, signature, envelope, defaults

error: the spec has 4 mistakes

For more information about a mistake, try `bge-codegen explain E002`.
"
    );
}

/// Checks that other files are reported. Reading a pipe or a device may never end, and an extension in
/// capitals is easily overlooked.
#[cfg(unix)]
#[test]
fn only_regular_files_with_the_right_ending_are_read() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::process::Command;

    let dir = workspace("special_files");
    let spec = dir.join("spec");
    let made = Command::new("mkfifo").arg(spec.join("pipe.yaml")).status();
    assert!(made.unwrap().success());
    symlink("/dev/zero", spec.join("device.yaml")).unwrap();
    symlink("nowhere", spec.join("dangling.yaml")).unwrap();
    symlink("orders.yaml", spec.join("Capitals.YAML")).unwrap();
    fs::create_dir(spec.join("folder.yaml")).unwrap();
    fs::write(spec.join(OsStr::from_bytes(b"latin\xe9.yaml")), "").unwrap();
    // Files that are not YAML and hidden files are ignored.
    fs::create_dir(spec.join("folder")).unwrap();
    symlink("/dev/zero", spec.join("zero")).unwrap();
    symlink("/dev/zero", spec.join(".hidden.yaml")).unwrap();
    // A link to a regular file is read.
    fs::rename(spec.join("goods.yaml"), dir.join("elsewhere")).unwrap();
    symlink("../elsewhere", spec.join("goods.yaml")).unwrap();
    let output = run(&dir, "check");
    assert_eq!(
        output.stderr,
        "\
error[E002]: files of a spec end in `.yaml`
--> spec/Capitals.YAML
 = help: rename it, or move it out of the folder

error[E001]: the file cannot be read: No such file or directory (os error 2)
--> spec/dangling.yaml

error[E001]: the file cannot be read: it is not a regular file
--> spec/device.yaml

error[E001]: the file cannot be read: it is not a regular file
--> spec/folder.yaml

error[E001]: the name of the file is not UTF-8
--> spec/latin\u{fffd}.yaml
 = help: rename it, or move it out of the folder

error[E001]: the file cannot be read: it is not a regular file
--> spec/pipe.yaml

error: the spec has 6 mistakes

For more information about a mistake, try `bge-codegen explain E002`.
"
    );
    let output = run(&dir, "fmt --check");
    assert_eq!(
        output.stderr,
        "error: spec/device.yaml: it is not a regular file\n"
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_into_the_folder_of_the_spec() {
    let dir = workspace("into_the_spec");
    std::os::unix::fs::symlink("spec", dir.join("link")).unwrap();
    std::os::unix::fs::symlink("spec/later", dir.join("dangling")).unwrap();
    fs::create_dir(dir.join("out")).unwrap();
    let before = super::names(&dir.join("spec"));
    let absolute = dir.join("spec").display().to_string();
    for out in [
        "spec",
        "./spec/",
        "out/../spec",
        "new/../spec/deep/er",
        "link",
        "link/new",
        &absolute,
    ] {
        for command in ["emit", "docs", "openapi"] {
            let output = run_with(&dir, &[command, "spec", "--out", out]);
            let told =
                format!("error: `{out}` is in the folder of the spec; write to another folder\n");
            assert_eq!((output.stderr, output.code), (told, Some(2)), "{command}");
        }
    }
    for command in ["emit", "docs", "openapi"] {
        let output = run(&dir, format!("{command} spec --out dangling"));
        assert_eq!(output.code, Some(2), "{command}");
        let output = run(&dir, format!("{command} link --out spec/x"));
        assert_eq!(output.code, Some(2), "{command}");
    }
    assert_eq!(super::names(&dir.join("spec")), before);
    assert_eq!(run(&dir, "emit --out new/deep").code, Some(0));
}

#[test]
fn a_folder_that_is_not_there_is_told_of() {
    let output = run(&workspace("no_folder"), "check nowhere");
    assert_eq!(output.code, Some(1));
    assert!(output.stderr.contains("--> nowhere"), "{output:?}");
}

#[test]
fn a_folder_without_groups_is_told_of() {
    let dir = workspace("no_groups");
    fs::remove_file(dir.join("spec/goods.yaml")).unwrap();
    fs::remove_file(dir.join("spec/orders.yaml")).unwrap();
    let output = run(&dir, "check");
    assert_eq!(output.code, Some(1));
    assert!(
        output.stderr.contains("there is no group of endpoints"),
        "{output:?}"
    );
}

#[test]
fn what_is_not_utf_8_is_told_of_with_its_place() {
    let dir = workspace("utf8");
    fs::write(dir.join("a.yaml"), b"group: shop\nname: \xff\n").unwrap();
    let output = run(&dir, "fmt a.yaml");
    let message = output.stderr;
    for part in [
        "E001",
        "a.yaml:2:7",
        "save it as UTF-8",
        "the file has 1 mistake",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
    assert_eq!(output.code, Some(1));
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told_of() {
    let dir = workspace("file_for_folder");
    let file = "spec/platform.yaml";
    for line in [
        format!("check {file}"),
        format!("check {file} --format json"),
        format!("emit {file} --out b"),
        format!("diff {file} {file}"),
    ] {
        let output = run(&dir, &line);
        let told = "error: `spec/platform.yaml` is a file; give the folder of the spec\n";
        assert_eq!(
            (output.stderr.as_str(), output.code),
            (told, Some(2)),
            "{line}"
        );
    }
}
