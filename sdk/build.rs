//! Writes the typed surface of the client from the spec.

use std::env;
use std::path::Path;

fn main() {
    let [package, out] = ["CARGO_MANIFEST_DIR", "OUT_DIR"].map(env::var_os);
    let (Some(package), Some(out)) = (package, out) else {
        println!("cargo::error=Cargo has not said where the package is and where to write");
        return;
    };
    bge_private_codegen::build(&Path::new(&package).join("spec"), Path::new(&out));
}
