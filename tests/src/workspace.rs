//! A copy of the workspace in which the spec may be changed, and a user's program next to it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The copy of the workspace. There is one, for one test at a time, because Cargo builds the generator again in
/// each folder.
#[derive(Debug)]
pub struct Copied {
    folder: PathBuf,
    _alone: MutexGuard<'static, ()>,
}

/// For builds in a copy of the workspace, which are faster without debug information.
pub const WITHOUT_DEBUG_INFORMATION: (&str, &str) = ("CARGO_PROFILE_DEV_DEBUG", "0");

/// Returns the file of the platform, without its probe: for a spec that does not have the platform's calls.
///
/// # Panics
/// If the file cannot be read.
#[must_use]
pub fn platform_file() -> String {
    let path = original().join("spec/platform.yaml");
    let text = std::fs::read_to_string(path).expect("the platform of the spec");
    let lines = text.lines().filter(|line| !line.starts_with("probe:"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Returns the root of the workspace.
#[must_use]
pub fn original() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package is in the workspace")
        .to_owned()
}

/// Returns the files below a folder, by path. Build output is omitted, and links to folders are not followed.
#[must_use]
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.ends_with("target") || path.ends_with(".git") {
                continue;
            }
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if !path.is_dir() {
                let content = fs::read(&path).expect("a file");
                found.insert(
                    path.strip_prefix(folder).expect("a path below").to_owned(),
                    content,
                );
            }
        }
    }
    found
}

/// Marks the version of the workspace as that of a copy, in a manifest or a lock file.
fn with_own_version(text: &str) -> String {
    let version = concat!("\nversion = \"", env!("CARGO_PKG_VERSION"));
    let own = format!("{version}+copy");
    let sections = text.split_inclusive("\n\n").map(|section| {
        let is_ours = ["name = \"bge-private-", "[workspace.package]"];
        match is_ours.iter().any(|ours| section.contains(ours)) {
            true => section.replacen(version, &own, 1),
            false => section.to_owned(),
        }
    });
    sections.collect()
}

/// Gives a folder exactly these files. Those that it has already are not written.
fn update(folder: &Path, wanted: &BTreeMap<PathBuf, Vec<u8>>) {
    fs::create_dir_all(folder).expect("a folder");
    for left in ["target", ".git"] {
        let _ = fs::remove_dir_all(folder.join(left));
    }
    let present = files(folder);
    for path in present.keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(folder.join(path)).expect("a file");
    }
    let missing = wanted
        .iter()
        .filter(|(path, content)| present.get(*path) != Some(*content));
    for (path, content) in missing {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(path, content).expect("a new file");
    }
}

impl Copied {
    /// Copies the workspace into a folder below `scratch`, and removes what an earlier test left there. A file
    /// that is already there keeps its time, so that Cargo does not build it again.
    #[must_use]
    pub fn new(scratch: &Path) -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        let copied = Self {
            _alone: ALONE.lock().unwrap_or_else(PoisonError::into_inner),
            folder: scratch.join("copied"),
        };
        let _ = fs::remove_dir_all(copied.folder.join("user"));
        let mut wanted = files(&original());
        // As git writes a link where there are no symbolic links. The build finds the spec nevertheless.
        wanted.insert("sdk/spec".into(), b"../spec".to_vec());
        // With the same version, Cargo would replace what it has built of the original.
        for file in ["Cargo.toml", "Cargo.lock"] {
            let text = fs::read_to_string(original().join(file)).expect("a file");
            wanted.insert(file.into(), with_own_version(&text).into_bytes());
        }
        update(&copied.root(), &wanted);
        copied
    }

    /// Returns the root of the copy.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.folder.join("workspace")
    }

    /// Builds and runs a program that depends on the copied library. Returns its output.
    ///
    /// # Panics
    /// If it does not compile, or fails.
    #[must_use]
    pub fn run(&self, target: &Path, program: &str) -> String {
        let user = self.folder.join("user");
        fs::create_dir_all(user.join("src")).expect("a new folder");
        fs::write(user.join("src/main.rs"), program).expect("a new file");
        fs::copy(original().join("Cargo.lock"), user.join("Cargo.lock")).expect("a lock file");
        fs::write(user.join("Cargo.toml"), manifest("../workspace")).expect("a new file");
        let output = cargo(&user, target)
            .args(["run", "--offline", "--quiet"])
            .output()
            .expect("cargo runs");
        let (stdout, stderr) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{stdout}\n{stderr}");
        assert!(!stderr.contains("warning"), "{stderr}");
        stdout.into_owned()
    }
}

/// Returns the manifest of a user's program beside the workspace at a path.
#[must_use]
pub fn manifest(workspace: &str) -> String {
    let dependencies = section("tests/Cargo.toml", "[dependencies]")
        .replace("\"../sdk\"", &format!("\"{workspace}/sdk\""))
        .replace(
            "[dependencies]\n",
            &format!(
                "[dependencies]\nbge-private-cli.path = \"{workspace}/sdk/cli\"\n\
                 bge-private-test-support.path = \"{workspace}/tests/support\"\n\
                 proptest = {{ version = \"1\", default-features = false, features = [\"std\"] }}\n"
            ),
        );
    let profile = section("Cargo.toml", "[profile.dev]");
    let package =
        "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n";
    format!("{package}{profile}{dependencies}")
}

/// Returns a Cargo command in a folder, with the environment of a user. What is not the original is built without
/// debug information.
#[must_use]
pub fn cargo(folder: &Path, target: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).env("CARGO_TARGET_DIR", target);
    if folder != original() {
        command.envs([WITHOUT_DEBUG_INFORMATION]);
    }
    of_a_user(&mut command);
    command
}

/// Gives a command the environment of a user, not of a test. With the variables of the test's package, some
/// build scripts would run again, and most of the dependencies would be built again.
pub fn of_a_user(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let is_package = text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_");
        let is_set_for_tests = is_package
            || text.starts_with("CARGO_BIN_EXE_")
            || ["CARGO_PRIMARY_PACKAGE", "RUSTFLAGS"].contains(&&*text);
        if is_set_for_tests {
            command.env_remove(name);
        }
    }
}

/// Returns a section of a manifest of the workspace, with the sections of the same kind that follow it. With
/// the same dependencies and the same profile, a user's program does not build them again.
///
/// # Panics
/// If the manifest has no such section.
#[must_use]
pub fn section(manifest: &str, head: &str) -> String {
    let text = fs::read_to_string(original().join(manifest)).expect("a manifest");
    let (_, rest) = text.split_once(head).expect("the section");
    let kind = head.trim_end_matches(']');
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if line.starts_with('[') && !line.starts_with(kind) {
            break;
        }
        end += line.len();
    }
    format!("{head}{}", &rest[..end])
}
