//! Makes the calls in the Rust column of the table in `docs/python.md`, to compare them with its Python column.

use bge_private_sdk::Client;
use bge_private_tests::{flag, python_table};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .app_key(flag("--app-key").ok_or("--app-key is missing")?)
        .app_secret(flag("--app-secret").ok_or("--app-secret is missing")?)
        .base_url(flag("--url").ok_or("--url is missing")?)
        .retries(0)
        .build()?;
    python_table::calls(&client).await?;
    Ok(())
}
