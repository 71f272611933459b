//! Creates a client from environment variables, prints its base URL or the error, and makes a call with
//! `--call`.

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
