//! The entry point for build scripts.

use std::path::Path;
use std::{fs, io};

use crate::{Features, GeneratedFile, Report, generate, load};

/// Reads the spec in `spec_dir` and writes the generated code to `out_dir`, with code for the package's enabled
/// features only.
///
/// This is all that a build script needs to do. It tells Cargo on standard output when to run again. If the
/// spec is wrong, it reports every mistake as an error, which fails the build when the script ends.
pub fn build(spec_dir: &Path, out_dir: &Path) {
    rerun_if_changed(spec_dir);
    let checked = match load(spec_dir) {
        Ok(checked) => checked,
        Err(report) => return tell(&report),
    };
    let files = match generate(&checked, features()) {
        Ok(files) => files,
        Err(invalid) => return println!("cargo::error={invalid}"),
    };
    if let Err(error) = write_all(&files, out_dir) {
        let dir = out_dir.display();
        println!("cargo::error=cannot write the generated code to {dir}: {error}");
    }
}

/// Returns the features of the package, which Cargo passes in environment variables.
fn features() -> Features {
    Features::named(|name| {
        let variable = format!("CARGO_FEATURE_{}", name.to_uppercase());
        std::env::var_os(variable).is_some()
    })
}

/// Watches the folder, because files may be added or removed, and each file, which may be a link.
fn rerun_if_changed(spec_dir: &Path) {
    println!("cargo::rerun-if-changed={}", spec_dir.display());
    for entry in fs::read_dir(spec_dir).into_iter().flatten().flatten() {
        println!("cargo::rerun-if-changed={}", entry.path().display());
    }
}

/// Cargo shows each error on a line with the same prefix, so the columns of the report stay aligned.
fn tell(report: &Report) {
    for line in report.to_string().lines() {
        println!("cargo::error={line}");
    }
}

/// Does not touch files that are up to date, so that they are not compiled again.
fn write_all(files: &[GeneratedFile], out_dir: &Path) -> io::Result<()> {
    for file in files {
        let path = out_dir.join(&file.name);
        if fs::read(&path).ok().as_deref() != Some(file.content.as_bytes()) {
            fs::write(&path, &file.content)?;
        }
    }
    Ok(())
}
