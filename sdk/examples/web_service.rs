//! A web service that takes payments. It answers with the platform's own types, and never pays an order twice.
//!
//! `cargo run -p bge-private-sdk --features mock,serde --example web_service` sends some requests to it, with a mock
//! platform behind. With BGE_PRIVATE_APP_KEY and BGE_PRIVATE_APP_SECRET in the environment, it serves port 8080 and takes
//! real coins.

use std::collections::HashSet;
use std::error::Error as StdError;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Request, StatusCode, header};
use axum::routing::post;
use axum::{Json, Router};
use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::{BgicoinWithdraw, OrderType};
use bge_private_sdk::{Client, Decimal, Delivery};
use serde::Deserialize;
use serde_json::{Value, json};
use tower::ServiceExt;

/// The body of a request to this service.
#[derive(Deserialize)]
struct Pay {
    account: String,
    /// Text only: a JSON number may have been rounded on its way through `f64`.
    #[serde(with = "bge_private_sdk::rust_decimal::serde::str")]
    amount: Decimal,
    order_id: String,
}

#[derive(Clone)]
struct Service {
    client: Client,
    /// The orders that are paid, or may be. A real service keeps them in a database.
    orders: Arc<Mutex<HashSet<String>>>,
}

impl Service {
    fn new(client: Client) -> Self {
        Self {
            client,
            orders: Arc::default(),
        }
    }

    fn router(self) -> Router {
        Router::new().route("/payments", post(pay)).with_state(self)
    }

    /// Notes an order before it is paid. Returns `false` if it was noted before.
    fn begin(&self, order_id: &str) -> bool {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.insert(order_id.to_owned())
    }

    /// Allows an order to be paid again.
    fn forget(&self, order_id: &str) {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.remove(order_id);
    }
}

async fn pay(State(service): State<Service>, Json(pay): Json<Pay>) -> (StatusCode, Json<Value>) {
    if !service.begin(&pay.order_id) {
        return problem(StatusCode::CONFLICT, "this order is paid, or may be");
    }
    let order = BgicoinWithdraw::new(pay.account, pay.amount, OrderType::Online, &pay.order_id);
    match service.client.call(order).await {
        Ok(paid) => match serde_json::to_value(paid) {
            Ok(paid) => (StatusCode::OK, Json(paid)),
            Err(_) => problem(StatusCode::INTERNAL_SERVER_ERROR, "paid, but not shown"),
        },
        Err(error) => match error.delivery() {
            Delivery::NotSent | Delivery::Rejected => {
                service.forget(&pay.order_id);
                problem(StatusCode::BAD_GATEWAY, "not paid; it may be tried again")
            }
            // The coins may be gone, so the order stays noted and is looked up by hand.
            _ => problem(StatusCode::ACCEPTED, "unknown; it will be looked up"),
        },
    }
}

fn problem(status: StatusCode, state: &str) -> (StatusCode, Json<Value>) {
    (status, Json(json!({ "state": state })))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    if std::env::var_os("BGE_PRIVATE_APP_KEY").is_some() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
        return Ok(axum::serve(listener, Service::new(Client::from_env()?).router()).await?);
    }
    let mock = MockPlatform::start().await?;
    let service = Service::new(mock.client()).router();

    let order = json!({"account": "labteam", "amount": "0.01", "order_id": "order-0001"});
    show(&service, &order).await?;
    show(&service, &order).await?;
    let number = json!({"account": "labteam", "amount": 0.01, "order_id": "order-0002"});
    show(&service, &number).await?;
    mock.on::<BgicoinWithdraw>()
        .matching(|order| order.order_id == "order-0003")
        .drop_connection();
    let lost = json!({"account": "labteam", "amount": "3", "order_id": "order-0003"});
    show(&service, &lost).await?;
    show(&service, &lost).await?;
    println!("the platform was asked {} times", mock.received().len());
    Ok(())
}

/// Sends a request to the service and prints the answer.
async fn show(service: &Router, order: &Value) -> Result<(), Box<dyn StdError>> {
    let request = Request::post("/payments")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(order.to_string()))?;
    let answer = service.clone().oneshot(request).await?;
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX).await?;
    println!("{order}\n  {status} {}", String::from_utf8_lossy(&body));
    Ok(())
}
