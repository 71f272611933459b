//! Tests of the command `bge-codegen`: what it prints, writes and removes, and its exit status.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod check;
mod conversions;
mod diff;
mod emit;
mod formats;
mod inputs;
mod new;
mod usage;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use test_support::empty_folder;

/// The result of a command.
#[derive(Debug)]
struct Ran {
    stdout: String,
    stderr: String,
    code: Option<i32>,
}

/// Runs the command with the arguments of this line.
fn run(dir: &Path, line: impl AsRef<str>) -> Ran {
    let arguments: Vec<_> = line.as_ref().split_whitespace().collect();
    run_with(dir, &arguments)
}

fn run_with(dir: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bge-codegen"));
    command.current_dir(dir).args(arguments);
    let output = command.env("NO_COLOR", "1").output().unwrap();
    Ran {
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

/// Creates an empty folder with this name.
fn folder(name: &str) -> PathBuf {
    empty_folder(env!("CARGO_TARGET_TMPDIR"), name)
}

/// Copies the good spec.
fn copy_spec(to: &Path) {
    fs::create_dir_all(to).unwrap();
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/base");
    for entry in fs::read_dir(base).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

/// Creates a folder with the good spec in `spec/`.
fn workspace(name: &str) -> PathBuf {
    let dir = folder(name);
    copy_spec(&dir.join("spec"));
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
