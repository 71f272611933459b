//! Writes a spec of any size: `--endpoints N --out DIR`, and `--variant V` to change one endpoint.

use std::path::Path;

use bge_private_tests::{flag, made_spec};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let endpoints = flag("--endpoints")
        .ok_or("--endpoints is missing")?
        .parse()?;
    let variant = flag("--variant").map_or(Ok(0), |variant| variant.parse())?;
    let out = flag("--out").ok_or("--out is missing")?;
    made_spec::write(Path::new(&out), endpoints, variant)?;
    Ok(())
}
