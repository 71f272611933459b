use bge_private_sdk::service::OrderType;
use bge_private_sdk::{Client, Error};

async fn pay(client: &Client) -> Result<(), Error> {
    client.bgicoin_withdraw("labteam", 0.1, OrderType::Online, "order-1").await?;
    Ok(())
}

fn main() {}
