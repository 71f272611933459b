//! A first call: a download URL that works for an hour.
//!
//! `cargo run --example first_call --features mock` calls a mock platform. With BGE_PRIVATE_APP_KEY and
//! BGE_PRIVATE_APP_SECRET in the environment, it calls the platform itself.

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::Region;
use bge_private_sdk::{Client, ExposeSecret};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockPlatform::start().await?;
    let client = match std::env::var_os("BGE_PRIVATE_APP_KEY") {
        Some(_) => Client::from_env()?,
        None => mock.client(),
    };

    let call = client.sign_url("ods/a.tsv");
    let signed = call.region(Region::Domestic).expiration_time(3600).await?;

    // Anyone with the whole URL can download, so it is a secret, which `{:?}` does not show.
    println!("{:?}", signed.url);
    println!(
        "{} characters, until {}",
        signed.url.expose_secret().len(),
        signed.expires
    );
    Ok(())
}
