//! The example of a refused payment in `docs/testing.md`.

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::{BgicoinWithdraw, OrderType};
use bge_private_sdk::{Delivery, dec};

#[tokio::test]
async fn a_lost_answer_is_not_paid_again() -> Result<(), Box<dyn std::error::Error>> {
    let mock = MockPlatform::start().await?;
    mock.on::<BgicoinWithdraw>().drop_connection().times(1);

    let client = mock.client();
    let call = client.bgicoin_withdraw("labteam", dec!(0.01), OrderType::Online, "order-0001");
    let error = call.await.unwrap_err();

    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(error.attempts(), 1);
    mock.verify()?;
    Ok(())
}
