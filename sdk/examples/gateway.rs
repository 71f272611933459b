//! Calls a service behind the platform's gateway, with your own types for the request and the answer.
//!
//! `cargo run --example gateway --features mock` calls a mock platform. With BGE_PRIVATE_APP_KEY and
//! BGE_PRIVATE_APP_SECRET in the environment, it calls the platform itself.

use bge_private_sdk::Client;
use bge_private_sdk::mock::MockPlatform;
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
struct GetUser<'a> {
    user_id: &'a str,
}

#[derive(Debug, Deserialize)]
struct User {
    user_id: String,
    nickname: Option<String>,
}

/// Client of the service: its names are in one place.
struct Metagenomes(Client);

impl Metagenomes {
    async fn user(&self, user_id: &str) -> Result<User, bge_private_sdk::Error> {
        let call = self.0.gateway_invoke("metagenomes", "/api/get_user");
        let reply = call
            .data(&GetUser { user_id })
            // Only the service defines whether this call is safe to repeat.
            .with_safe_to_repeat(true)
            .await?;
        reply.json()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockPlatform::start().await?;
    let client = match std::env::var_os("BGE_PRIVATE_APP_KEY") {
        Some(_) => Client::from_env()?,
        None => mock.client(),
    };

    let user = Metagenomes(client).user("xxxxxxxxxxx").await?;
    let name = user.nickname.as_deref().unwrap_or("without a nickname");
    println!("{} is {name}", user.user_id);
    Ok(())
}
