//! The mock platform as a process: prints its URL and serves until its standard input ends.

use bge_private_sdk::mock::MockPlatform;
use bge_private_tests::flag;
use tokio::io::AsyncReadExt;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut builder = MockPlatform::builder();
    if let Some(app_key) = flag("--app-key") {
        builder = builder.app_key(app_key);
    }
    if let Some(app_secret) = flag("--app-secret") {
        builder = builder.app_secret(app_secret);
    }
    let mock = builder.start().await?;
    println!("{}", mock.url());
    tokio::io::stdin().read_to_end(&mut Vec::new()).await?;
    Ok(())
}
