//! Uploads a file of `--bytes N` bytes to `--url URL`, and prints the peak memory in KiB.

use bge_private_sdk::File;
use bge_private_tests::flag;
use bge_private_tests::memory::{patient_client, peak};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let bytes: u64 = flag("--bytes").ok_or("--bytes is missing")?.parse()?;
    let url = flag("--url").ok_or("--url is missing")?;
    let path = std::env::temp_dir().join(format!("bge-private-upload-{}", std::process::id()));
    std::fs::File::create(&path)?.set_len(bytes)?; // sparse: it takes no space on the disk
    let client = patient_client(url)?;
    let sent = client
        .image_upload(File::open(&path).await?.with_name("large.png"))
        .await;
    std::fs::remove_file(&path)?;
    sent?;
    println!("{}", peak()?);
    Ok(())
}
