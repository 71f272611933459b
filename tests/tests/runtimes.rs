//! One client in many runtimes, such as a `static` client of a test program: no runtime interrupts the calls
//! of another.

use std::sync::LazyLock;
use std::thread;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::OrderType;
use bge_private_sdk::{Client, dec};
use tokio::runtime::{Builder, Runtime};

const RUNTIMES: usize = 30;
const CALLS: usize = 5;

static MOCK: LazyLock<MockPlatform> = LazyLock::new(|| MockPlatform::start_blocking().unwrap());
static CLIENT: LazyLock<Client> = LazyLock::new(|| MOCK.client());

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Makes calls that are not safe to repeat, and calls that are.
async fn calls(name: String) {
    for number in 0..CALLS {
        let order = format!("order-{name}-{number}");
        let paid = CLIENT.bgicoin_withdraw("labteam", dec!(0.01), OrderType::Online, order);
        paid.with_retries(0).await.unwrap();
        CLIENT.sts_token().with_retries(0).await.unwrap();
    }
}

fn in_many_runtimes_at_once(round: &str) {
    thread::scope(|scope| {
        for number in 0..RUNTIMES {
            scope.spawn(move || runtime().block_on(calls(format!("{round}-{number}"))));
        }
    });
}

#[test]
fn a_static_client_works_in_each() {
    let before = MOCK.received().len();
    in_many_runtimes_at_once("first");
    in_many_runtimes_at_once("second");
    // An idle runtime does not delay other runtimes.
    let idle = runtime();
    idle.block_on(calls("idle".to_owned()));
    runtime().block_on(calls("another".to_owned()));
    idle.block_on(calls("resumed".to_owned()));
    let runtimes = 2 * RUNTIMES + 3;
    assert_eq!(MOCK.received().len() - before, runtimes * CALLS * 2);
}
