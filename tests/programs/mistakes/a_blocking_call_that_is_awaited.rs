use bge_private_sdk::Error;
use bge_private_sdk::blocking::Client;

async fn signed(client: &Client) -> Result<(), Error> {
    let signed = client.sign_url("a.tsv").await?;
    println!("{}", signed.expires);
    Ok(())
}

fn main() {}
