//! Time limits that pass while requests are being handed to their connections: a payment is carried out at
//! most once, and a payment that is reported as not sent is not carried out at all. Makes 10,000 calls, or
//! runs for `RACE_SECONDS`.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bge_private_sdk::service::OrderType;
use bge_private_sdk::{Client, Delivery, Error, dec};
use bge_private_tests::client_builder;
use bge_private_tests::ledger::{Ledger, number_of, numbered};
use bge_private_tests::server::{Act, Received, Server};
use bge_private_tests::setting;
use fastrand::Rng;

const CALLS_PER_ROUND: usize = 10_000;
const RETRIES: u32 = 3;
/// The number of calls in flight in each round.
const IN_FLIGHT: [usize; 4] = [64, 256, 128, 192];

/// The outcomes of a call, each stored as a byte in a ledger.
const SUCCESS: u8 = 1;
const NOT_SENT: u8 = 2;
const REJECTED: u8 = 3;
const UNKNOWN: u8 = 4;

fn outcome(ended: &Result<(), Error>) -> u8 {
    match ended.as_ref().map_err(Error::delivery) {
        Ok(()) => SUCCESS,
        Err(Delivery::NotSent) => NOT_SENT,
        Err(Delivery::Rejected) => REJECTED,
        Err(_) => UNKNOWN,
    }
}

/// Counts of calls. `wrong` lists calls whose reported outcome is not true.
#[derive(Debug, Default)]
struct Counts {
    calls: usize,
    succeeded: usize,
    not_sent: usize,
    unknown: usize,
    executed: usize,
    executed_twice: usize,
    not_sent_but_executed: usize,
    wrong: Vec<String>,
}

impl Counts {
    fn add(&mut self, number: usize, outcome: u8, executed: u8) {
        self.calls += 1;
        self.succeeded += usize::from(outcome == SUCCESS);
        self.not_sent += usize::from(outcome == NOT_SENT);
        self.unknown += usize::from(outcome == UNKNOWN);
        self.executed += usize::from(executed > 0);
        self.executed_twice += usize::from(executed > 1);
        self.not_sent_but_executed += usize::from(outcome == NOT_SENT && executed > 0);
        let is_right = match outcome {
            SUCCESS => executed == 1,
            NOT_SENT | REJECTED => executed == 0,
            UNKNOWN => executed <= 1,
            _ => false,
        };
        if !is_right && self.wrong.len() < 20 {
            self.wrong.push(format!(
                "call {number}: outcome {outcome}, executed {executed} times"
            ));
        }
    }
}

fn client(url: &str) -> Client {
    client_builder(url)
        .retries(RETRIES)
        .backoff(Duration::from_micros(10), Duration::from_millis(1))
        .build()
        .unwrap()
}

/// Makes calls with time limits of 0.5 to 5 ms until the numbers are used up.
async fn pay(client: Client, mut random: Rng, next: Arc<AtomicUsize>, outcomes: Ledger) {
    loop {
        let number = next.fetch_add(1, Ordering::SeqCst);
        if number >= CALLS_PER_ROUND {
            return;
        }
        let limit = Duration::from_micros(500 + random.u64(..4_500));
        let call = client.bgicoin_withdraw("ann", dec!(0.01), OrderType::Online, numbered(number));
        let ended = call.with_attempt_timeout(limit).await.map(drop);
        outcomes.set(number, outcome(&ended));
    }
}

async fn round(in_flight: usize, seed: u64, counts: &mut Counts) {
    let (executed, outcomes) = (Ledger::new(CALLS_PER_ROUND), Ledger::new(CALLS_PER_ROUND));
    let orders = executed.clone();
    let server = Server::start(move |request: Received| {
        orders.carry_out(number_of(&request.body));
        Act::json(r#"{"code":0,"msg":"ok","data":{"order_id":"order","trade_no":"trade"}}"#)
    });
    let client = client(server.url());
    let next = Arc::new(AtomicUsize::new(0));
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..in_flight {
        let random = Rng::with_seed(seed ^ u64::try_from(caller + 1).unwrap() << 32);
        callers.spawn(pay(
            client.clone(),
            random,
            Arc::clone(&next),
            outcomes.clone(),
        ));
    }
    while let Some(done) = callers.join_next().await {
        done.unwrap();
    }
    // Requests that are still in a socket count as well.
    drop(client);
    server.drained().await;
    for number in 0..CALLS_PER_ROUND {
        counts.add(number, outcomes.get(number), executed.get(number));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_time_limit_that_passes_while_a_request_is_handed_over() {
    let (seconds, seed) = (setting("RACE_SECONDS", 0), setting("RACE_SEED", 20_261_128));
    let begun = Instant::now();
    let mut counts = Counts::default();
    for number in 0.. {
        let in_flight = IN_FLIGHT[number % IN_FLIGHT.len()];
        round(
            in_flight,
            seed + u64::try_from(number).unwrap(),
            &mut counts,
        )
        .await;
        if begun.elapsed() >= Duration::from_secs(seconds) {
            break;
        }
    }
    println!("race: seed {seed}, {:?}, {counts:#?}", begun.elapsed());
    assert!(counts.wrong.is_empty(), "{:#?}", counts.wrong);
    assert!(counts.calls >= CALLS_PER_ROUND);
}
