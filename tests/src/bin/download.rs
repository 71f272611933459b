//! Downloads from `--url URL` to the file `--to PATH`, and prints the number of bytes and the peak memory in KiB.

use std::time::Duration;

use bge_private_sdk::Client;
use bge_private_tests::flag;

/// Long enough for any machine, because only memory is measured.
const AMPLE: Duration = Duration::from_secs(600);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = flag("--url").ok_or("--url is missing")?;
    let path = flag("--to").ok_or("--to is missing")?;
    let client = Client::builder()
        .app_key("key")
        .app_secret("secret")
        .base_url(url)
        .attempt_timeout(AMPLE)
        .timeout(AMPLE)
        .build()?;
    let bytes = client.download_omics_data("n").await?.save(path).await?;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no VmHWM")?;
    println!("{bytes} {}", peak.trim().trim_end_matches("kB").trim());
    Ok(())
}
