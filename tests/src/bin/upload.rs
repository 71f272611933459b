//! Uploads a file of `--bytes N` bytes to `--url URL`, and prints the peak memory in KiB.

use std::time::Duration;

use bge_private_sdk::{Client, File};
use bge_private_tests::flag;

/// Long enough for any machine, because only memory is measured.
const AMPLE: Duration = Duration::from_secs(600);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let bytes: u64 = flag("--bytes").ok_or("--bytes is missing")?.parse()?;
    let url = flag("--url").ok_or("--url is missing")?;
    let path = std::env::temp_dir().join(format!("bge-private-upload-{}", std::process::id()));
    std::fs::File::create(&path)?.set_len(bytes)?; // sparse: it takes no space on the disk
    let client = Client::builder()
        .app_key("key")
        .app_secret("secret")
        .base_url(url)
        .attempt_timeout(AMPLE)
        .timeout(AMPLE)
        .build()?;
    let sent = client
        .image_upload(File::open(&path).await?.with_name("large.png"))
        .await;
    std::fs::remove_file(&path)?;
    sent?;
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no VmHWM")?;
    println!("{}", peak.trim().trim_end_matches("kB").trim());
    Ok(())
}
