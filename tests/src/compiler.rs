//! Compiles the library for other specs, and programs that use it, with rustc or rustdoc. The dependencies are those
//! that Cargo has built for the tests. This is faster than Cargo, which would build some of them again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::workspace::cargo;

/// The features that are on by default.
const DEFAULT_FEATURES: [&str; 2] = ["rustls-ring", "system-proxy"];

/// The crates that Cargo has built.
#[derive(Debug)]
pub struct Crates {
    root: PathBuf,
    /// What Cargo says of each library.
    built: Vec<Value>,
    /// What Cargo says of the dependencies of each package.
    packages: Vec<Value>,
}

impl Crates {
    /// Asks Cargo for the crates that it has built for these targets of a workspace.
    ///
    /// # Panics
    /// If Cargo fails.
    #[must_use]
    pub fn of(root: &Path, target: &Path, targets: &[&str]) -> Self {
        let lines = |arguments: &[&str]| {
            let output = succeeded(cargo(root, target).args(arguments).arg("--offline"));
            let lines = output.lines().map(serde_json::from_str);
            lines.collect::<Result<Vec<Value>, _>>().expect("JSON")
        };
        let built = lines(&[&["build", "--message-format=json"], targets].concat());
        let metadata = lines(&[
            "metadata",
            "--format-version=1",
            "--filter-platform=host-tuple",
        ])
        .remove(0);
        let packages = metadata["resolve"]["nodes"].as_array();
        Self {
            root: root.to_owned(),
            built,
            packages: packages.expect("packages").clone(),
        }
    }

    /// Returns the file of a library. Of several builds, the one with the most features is meant, because the
    /// others are for build scripts.
    fn file(&self, is_meant: impl Fn(&Value) -> bool) -> Option<&str> {
        let is_library = |file: &&str| {
            [".rlib", ".so", ".dylib", ".dll"]
                .iter()
                .any(|end| file.ends_with(end))
        };
        let meant = self.built.iter().filter(|event| is_meant(event));
        let libraries = meant.filter_map(|event| {
            let files = event["filenames"]
                .as_array()?
                .iter()
                .filter_map(Value::as_str);
            let features = event["features"].as_array()?.len();
            Some((features, files.into_iter().find(is_library)?))
        });
        libraries.max().map(|(_, file)| file)
    }

    /// Returns the library that the tests use.
    ///
    /// # Panics
    /// If Cargo has not built it.
    #[must_use]
    pub fn library(&self) -> PathBuf {
        let file = self.file(|event| event["target"]["name"] == "bge_private_sdk");
        file.expect("the library").into()
    }

    /// Returns a command that compiles a crate with the dependencies of a package of the workspace, and with
    /// the caller's own libraries instead of those with their names. It writes to a folder.
    ///
    /// # Panics
    /// If the workspace has no such package.
    #[must_use]
    pub fn compile(
        &self,
        compiler: &str,
        package: &str,
        own: &[(&str, &Path)],
        source: &Path,
        out: &Path,
    ) -> Command {
        let mut command = Command::new(compiler);
        let id = format!("#{package}@");
        let mut packages = self.packages.iter();
        let package = packages.find(|package| {
            package["id"]
                .as_str()
                .is_some_and(|text| text.contains(&id))
        });
        let dependencies = package.and_then(|package| package["deps"].as_array());
        let mut externs = own.to_vec();
        for dependency in dependencies.expect("the package") {
            let name = dependency["name"].as_str().expect("a name");
            let file = self.file(|event| event["package_id"] == dependency["pkg"]);
            if !own.iter().any(|(own, _)| *own == name) {
                externs.extend(file.map(|file| (name, Path::new(file))));
            }
        }
        for (name, file) in externs {
            command.arg(format!("--extern={name}={}", file.display()));
        }
        let library = self.library();
        let built = library.parent().expect("a folder").display();
        command
            .arg("--edition=2024")
            .arg(format!("-Ldependency={built}"))
            .arg("--out-dir")
            .arg(out)
            .arg(source);
        command
    }

    /// Returns a command that compiles or documents the library with these generated files. Any warning is an error.
    ///
    /// # Panics
    /// If the files cannot be written.
    #[must_use]
    pub fn client<'a>(
        &self,
        compiler: &str,
        generated: impl IntoIterator<Item = (&'a str, &'a str)>,
        features: &[&str],
        out: &Path,
    ) -> Command {
        fs::create_dir_all(out).expect("a new folder");
        for (name, content) in generated {
            fs::write(out.join(name), content).expect("a new file");
        }
        let source = self.root.join("sdk/src/lib.rs");
        let mut command = self.compile(compiler, "bge-private-sdk", &[], &source, out);
        for feature in DEFAULT_FEATURES.iter().chain(features) {
            command.arg(format!("--cfg=feature=\"{feature}\""));
        }
        command
            .args([
                "--crate-name=bge_private_sdk",
                "-Dwarnings",
                "-Drust-2018-idioms",
            ])
            .env("OUT_DIR", out);
        command
    }
}

/// Runs a command. Returns what it has printed to its standard output.
///
/// # Panics
/// If it fails.
pub fn succeeded(command: &mut Command) -> String {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the program runs");
    assert!(
        status.success(),
        "{command:?}\n{}",
        String::from_utf8_lossy(&stderr)
    );
    String::from_utf8(stdout).expect("UTF-8")
}

/// Runs a test for each of several cases, on as many threads as there are cores.
///
/// # Panics
/// If one of them does.
pub fn in_parallel<T: Send>(cases: impl Iterator<Item = T> + Send, test: impl Fn(T) + Sync) {
    let cases = Mutex::new(cases);
    let next = || cases.lock().unwrap_or_else(PoisonError::into_inner).next();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(case) = next() {
                    test(case);
                }
            });
        }
    });
}
