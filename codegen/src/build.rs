//! The entry point for build scripts.

use std::path::Path;
use std::{fs, io};

use crate::{Features, GeneratedFile, Report, generate, load};

/// Reads the spec in `spec_dir`, and writes the code it stands for to `out_dir`: for the features of the package
/// that are on, no more.
///
/// This is all that a build script needs to do. It speaks to Cargo on standard output: when to run again, and, if
/// anything is wrong with the spec, the whole report as errors, which fail the build once the script ends.
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
        println!(
            "cargo::error=cannot write the generated code to {}: {error}",
            out_dir.display()
        );
    }
}

/// The features of the package that is built, as Cargo says.
fn features() -> Features {
    Features::named(|name| {
        let variable = format!("CARGO_FEATURE_{}", name.to_uppercase());
        std::env::var_os(variable).is_some()
    })
}

/// The folder, for files that come and go, and each of the files, which may be behind a link.
fn rerun_if_changed(spec_dir: &Path) {
    println!("cargo::rerun-if-changed={}", spec_dir.display());
    for entry in fs::read_dir(spec_dir).into_iter().flatten().flatten() {
        println!("cargo::rerun-if-changed={}", entry.path().display());
    }
}

/// Cargo shows each error on a line of its own, with the same words before it, so that what stands below each other
/// in the report still does.
fn tell(report: &Report) {
    for line in report.to_string().lines() {
        println!("cargo::error={line}");
    }
}

/// Leaves files that are up to date alone, so that nothing is compiled again for them.
fn write_all(files: &[GeneratedFile], out_dir: &Path) -> io::Result<()> {
    for file in files {
        let path = out_dir.join(&file.name);
        if fs::read(&path).ok().as_deref() != Some(file.content.as_bytes()) {
            fs::write(&path, &file.content)?;
        }
    }
    Ok(())
}
