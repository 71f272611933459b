use bge_private_sdk::{Client, Error};

async fn signed(client: &Client) -> Result<(), Error> {
    let signed = client.sign_url("a.tsv").await?;
    println!("{}", signed.url);
    Ok(())
}

fn main() {}
