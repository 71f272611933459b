//! Makes the calls of the README's table, for comparing them with those of its other column.

use bge_private_sdk::Client;
use bge_private_tests::{flag, readme};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .app_key(flag("--app-key").ok_or("--app-key is missing")?)
        .app_secret(flag("--app-secret").ok_or("--app-secret is missing")?)
        .base_url(flag("--url").ok_or("--url is missing")?)
        .retries(0)
        .build()?;
    readme::calls(&client).await?;
    Ok(())
}
