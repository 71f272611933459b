use bge_private_sdk::service::OrderType;
use bge_private_sdk::{Client, Error, dec};

async fn pay(client: &Client) -> Result<(), Error> {
    client.bgicoin_withdraw("labteam", dec!(0.1), OrderType::Online).await?;
    Ok(())
}

fn main() {}
