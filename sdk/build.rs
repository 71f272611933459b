//! Writes the typed surface of the client from the spec.

use std::env;
use std::path::{Path, PathBuf};

fn main() {
    let [package, out] = ["CARGO_MANIFEST_DIR", "OUT_DIR"].map(env::var_os);
    let (Some(package), Some(out)) = (package, out) else {
        println!("cargo::error=Cargo has not said where the package is and where to write");
        return;
    };
    bge_private_codegen::build(&spec(Path::new(&package)), Path::new(&out));
}

/// Returns the folder of the spec. A packed crate has a copy of it. A checkout has a link to it, which is a text file
/// where git makes no symbolic links, as on Windows.
fn spec(package: &Path) -> PathBuf {
    let inside = package.join("spec");
    if inside.is_dir() {
        return inside;
    }
    package.join("../spec")
}
