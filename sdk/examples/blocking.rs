//! Calls without an async runtime, from several threads.
//!
//! `cargo run --example blocking --features blocking,mock` calls a mock platform. With BGE_PRIVATE_APP_KEY and
//! BGE_PRIVATE_APP_SECRET in the environment, it calls the platform itself.

use std::thread;

use bge_private_sdk::Error;
use bge_private_sdk::blocking::Client;
use bge_private_sdk::mock::MockPlatform;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockPlatform::start_blocking()?;
    let client = match std::env::var_os("BGE_PRIVATE_APP_KEY") {
        Some(_) => Client::from_env()?,
        None => mock.blocking_client()?,
    };

    let token = client.sts_token().send()?;
    println!("uploads go below {}", token.base_uri);

    // One client serves all threads.
    thread::scope(|scope| {
        let threads = ["ods/a.tsv", "ods/b.tsv", "ods/c.tsv"].map(|object| {
            let call = client.sign_url(object).expiration_time(60);
            (object, scope.spawn(move || call.send()))
        });
        for (object, thread) in threads {
            let signed = thread.join().map_err(|_| "a thread panicked")??;
            println!("{object} can be downloaded until {}", signed.expires);
        }
        Ok::<(), Box<dyn std::error::Error>>(())
    })?;

    // In async code, a call returns an error, because it would block the executor.
    let runtime = tokio::runtime::Runtime::new()?;
    let refused = runtime.block_on(async { client.sts_token().send() });
    println!(
        "{}",
        refused
            .err()
            .map_or_else(String::new, |error: Error| error.to_string())
    );
    Ok(())
}
