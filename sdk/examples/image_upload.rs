//! Uploads an image, which is streamed from disk, and shows the progress.
//!
//! `cargo run --example image_upload --features mock -- PATH` uploads to a mock platform. With
//! BGE_PRIVATE_APP_KEY and BGE_PRIVATE_APP_SECRET in the environment, it uploads to the platform itself.
//! Without PATH, a file of 1 MB is made up.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::{Client, File};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mock = MockPlatform::start().await?;
    let client = match std::env::var_os("BGE_PRIVATE_APP_KEY") {
        Some(_) => Client::from_env()?,
        None => mock.client(),
    };
    let file = match std::env::args_os().nth(1) {
        Some(path) => File::open(PathBuf::from(path)).await?,
        None => File::from_bytes("made-up.png", vec![0; 1_000_000]),
    };

    println!(
        "{}, {}, {} bytes",
        file.name(),
        file.media_type(),
        file.length()
    );
    let uploaded = client
        .image_upload(file.with_progress(show))
        .allow_exif(false)
        // A large file takes longer than the usual 16 seconds for an attempt.
        .with_attempt_timeout(Duration::from_secs(300))
        .with_timeout(Duration::from_secs(600))
        .await?;
    println!("\nstored as {}, MD5 {}", uploaded.url, uploaded.md5);
    Ok(())
}

/// Draws the bar again. It starts at 0 when the upload is retried.
fn show(sent: u64, total: u64) {
    let percent = (sent * 100).checked_div(total).unwrap_or(100);
    let full = usize::try_from(percent / 5).unwrap_or(20);
    print!("\r[{:<20}] {percent:>3} %", "#".repeat(full));
    let _ = io::stdout().flush();
}
