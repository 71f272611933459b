use bge_private_sdk::{Client, Error};

async fn signed(client: &Client) -> Result<(), Error> {
    client.sign_url("a.tsv").region("domestic").await?;
    Ok(())
}

fn main() {}
