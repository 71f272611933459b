//! Makes a client from its environment, and one call: prints where it calls and under which key it is answered.

use bge_private_sdk::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = match Client::from_env() {
        Ok(client) => client,
        Err(error) => {
            println!("{error}");
            std::process::exit(1);
        }
    };
    println!("{}", client.base_url());
    if std::env::args().any(|argument| argument == "--call") {
        client.sts_token().await?;
    }
    Ok(())
}
