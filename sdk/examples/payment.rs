//! Pays an order once. The outcome of each payment is stored. A payment with an unknown outcome is never sent
//! again; it is kept for comparison with the platform's statement.
//!
//! `cargo run --example payment --features mock` pays on a mock platform, and shows what happens when the
//! answer is lost. With BGE_PRIVATE_APP_KEY and BGE_PRIVATE_APP_SECRET in the environment,
//! `cargo run --example payment --features mock -- ACCOUNT AMOUNT ORDER_ID` takes real coins.

use std::collections::BTreeMap;
use std::error::Error as StdError;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::{BgicoinWithdraw, BgicoinWithdrawResponse, OrderType};
use bge_private_sdk::{Client, Decimal, Delivery, dec};

/// State of an order's payment.
#[derive(Clone, Debug, PartialEq)]
enum Payment {
    /// It was sent, and its outcome is unknown.
    Unsettled,
    /// The platform took the coins.
    Paid { trade_no: String },
    /// No coins were taken, so it may be tried again.
    NotPaid,
}

/// The payments by order. A real program keeps them in a database, and writes to it before and after each call.
#[derive(Default)]
struct Ledger(BTreeMap<String, Payment>);

impl Ledger {
    /// Pays an order, unless it is paid or may be paid.
    async fn pay(
        &mut self,
        client: &Client,
        account: &str,
        amount: Decimal,
        order_id: &str,
    ) -> Payment {
        match self.0.get(order_id) {
            Some(known @ (Payment::Paid { .. } | Payment::Unsettled)) => return known.clone(),
            Some(Payment::NotPaid) | None => {}
        }
        // Before the call, so that a crash during the call does not lose it.
        self.0.insert(order_id.to_owned(), Payment::Unsettled);
        let call = client.bgicoin_withdraw(account, amount, OrderType::Online, order_id);
        let payment = match call.await {
            Ok(paid) => Payment::Paid {
                trade_no: paid.trade_no,
            },
            Err(error) => {
                println!("  {error}");
                match error.delivery() {
                    Delivery::NotSent | Delivery::Rejected => Payment::NotPaid,
                    // `Unknown`, and variants of later versions: the coins may be gone.
                    _ => Payment::Unsettled,
                }
            }
        };
        self.0.insert(order_id.to_owned(), payment.clone());
        payment
    }

    /// The orders to look up in the platform's statement.
    fn unsettled(&self) -> Vec<&str> {
        let unsettled = self
            .0
            .iter()
            .filter(|(_, payment)| **payment == Payment::Unsettled);
        unsettled.map(|(order_id, _)| order_id.as_str()).collect()
    }

    /// Records the outcome that the statement shows.
    fn settle(&mut self, order_id: &str, trade_no: Option<&str>) {
        let payment = trade_no.map_or(Payment::NotPaid, |trade_no| Payment::Paid {
            trade_no: trade_no.to_owned(),
        });
        self.0.insert(order_id.to_owned(), payment);
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    if std::env::var_os("BGE_PRIVATE_APP_KEY").is_some() {
        return pay_on_the_platform().await;
    }
    let mock = MockPlatform::start().await?;
    let client = mock.client();
    let mut ledger = Ledger::default();

    println!("an order is paid, once:");
    for _ in 0..2 {
        let payment = ledger
            .pay(&client, "labteam", dec!(0.01), "order-0001")
            .await;
        println!("  {payment:?}");
    }
    println!("  the platform was asked {} time", mock.received().len());

    println!("a payment is refused, so that it may be tried again:");
    mock.on::<BgicoinWithdraw>()
        .matching(|order| order.order_id == "order-0002")
        .fail(4003, "余额不足")
        .then()
        .reply(BgicoinWithdrawResponse::new(
            "order-0002",
            "1435163710585004034",
        ));
    for _ in 0..2 {
        let payment = ledger.pay(&client, "labteam", dec!(2), "order-0002").await;
        println!("  {payment:?}");
    }

    println!("an answer is lost, so it is unknown whether the order was paid:");
    mock.on::<BgicoinWithdraw>()
        .matching(|order| order.order_id == "order-0003")
        .drop_connection();
    let payment = ledger.pay(&client, "labteam", dec!(3), "order-0003").await;
    println!("  {payment:?}");
    println!("it is not sent again, even now that the platform answers:");
    let before = mock.received().len();
    let payment = ledger.pay(&client, "labteam", dec!(3), "order-0003").await;
    println!(
        "  {payment:?}, asked {} times",
        mock.received().len() - before
    );

    println!("it waits to be looked up: {:?}", ledger.unsettled());
    ledger.settle("order-0003", Some("1435163710585004033"));
    println!("it is settled by hand: {:?}", ledger.0.get("order-0003"));
    Ok(())
}

/// Pays an order on the platform itself.
async fn pay_on_the_platform() -> Result<(), Box<dyn StdError>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [account, amount, order_id] = arguments.as_slice() else {
        return Err(
            "this takes real coins: it needs the arguments ACCOUNT, AMOUNT and ORDER_ID".into(),
        );
    };
    let client = Client::from_env()?;
    let mut ledger = Ledger::default();
    let payment = ledger
        .pay(&client, account, amount.parse()?, order_id)
        .await;
    println!("{payment:?}");
    match payment {
        Payment::Paid { .. } => Ok(()),
        Payment::NotPaid => Err("not paid".into()),
        Payment::Unsettled => Err("look the order up before it is paid again".into()),
    }
}
