//! Downloads from `--url URL` to the file `--to PATH`, and prints the number of bytes and the peak memory in KiB.

use bge_private_tests::flag;
use bge_private_tests::memory::{patient_client, peak};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = flag("--url").ok_or("--url is missing")?;
    let path = flag("--to").ok_or("--to is missing")?;
    let client = patient_client(url)?;
    let bytes = client.download_omics_data("n").await?.save(path).await?;
    println!("{bytes} {}", peak()?);
    Ok(())
}
