//! Makes many calls, a few at a time, and shows which of them failed.
//!
//! `cargo run --example many_calls --features mock` calls a mock platform. With BGE_PRIVATE_APP_KEY and
//! BGE_PRIVATE_APP_SECRET in the environment, it calls the platform itself.

use bge_private_sdk::Client;
use bge_private_sdk::mock::MockPlatform;
use tokio::task::JoinSet;

const OBJECTS: usize = 100;
const AT_ONCE: usize = 8;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockPlatform::start().await?;
    let client = match std::env::var_os("BGE_PRIVATE_APP_KEY") {
        Some(_) => Client::from_env()?,
        None => mock.client(),
    };

    let mut running = JoinSet::new();
    let (mut signed, mut failed) = (0, 0);
    let mut count = |(object, result): (String, Result<_, bge_private_sdk::Error>)| match result {
        Ok(_) => signed += 1,
        Err(error) => {
            failed += 1;
            println!("{object}: {error}");
        }
    };
    for object in (0..OBJECTS).map(|number| format!("ods/{number}.tsv")) {
        while running.len() >= AT_ONCE {
            if let Some(done) = running.join_next().await {
                count(done?);
            }
        }
        // A clone is cheap: all clones share their connections.
        let client = client.clone();
        running.spawn(async move {
            let result = client.sign_url(object.as_str()).await;
            (object, result)
        });
    }
    while let Some(done) = running.join_next().await {
        count(done?);
    }
    println!("{signed} URLs signed, {failed} failed");
    if failed == 0 {
        Ok(())
    } else {
        Err("not all URLs were signed".into())
    }
}
