//! The time to read, check and generate, and whether it grows only in proportion to the number of endpoints.
//!
//! `cargo bench -p bge-private-tests --bench generation`

use std::path::Path;
use std::time::Instant;

use bge_private_codegen::Features;
use bge_private_tests::made_spec;

const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!(
        "{:>9} {:>12} {:>10} {:>12} {:>14} {:>9}",
        "endpoints", "features", "check, ms", "generate, ms", "µs / endpoint", "MB"
    );
    for endpoints in [8, 110, 1000, 3000] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("generation-{endpoints}"));
        made_spec::write(&folder, endpoints, 0)?;
        for (named, features) in [
            ("default", Features::named(|_| false)),
            ("all", Features::ALL),
        ] {
            let (mut checks, mut generations, mut bytes) = (Vec::new(), Vec::new(), 0);
            for _ in 0..ROUNDS {
                let begun = Instant::now();
                let checked =
                    bge_private_codegen::load(&folder).map_err(|report| report.to_string())?;
                checks.push(begun.elapsed().as_secs_f64() * 1e3);
                let begun = Instant::now();
                let files = bge_private_codegen::generate(&checked, features)?;
                generations.push(begun.elapsed().as_secs_f64() * 1e3);
                bytes = files.iter().map(|file| file.content.len()).sum();
            }
            let (check, generate) = (median(checks), median(generations));
            let each = (check + generate) * 1e3 / f64::from(u32::try_from(endpoints)?);
            let megabytes = f64::from(u32::try_from(bytes)?) / 1e6;
            println!(
                "{endpoints:>9} {named:>12} {check:>10.1} {generate:>12.1} {each:>14.0} {megabytes:>9.2}"
            );
        }
    }
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
