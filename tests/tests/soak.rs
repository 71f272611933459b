//! Mixed calls, 64 in flight, against a platform that fails at random: no call that is not safe to repeat is
//! carried out twice, the reported delivery is true, and memory does not grow. Runs for ten seconds, or for
//! `SOAK_SECONDS`.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bge_private_sdk::service::{OrderType, SmsTemplate, WechatTokenAction};
use bge_private_sdk::{Client, Delivery, Error, File, dec, mock};
use bge_private_tests::ledger::{Ledger, number_of, numbered};
use bge_private_tests::platform::GOOD;
use bge_private_tests::server::{self, Act, Handler, Received, Server};
use bge_private_tests::{client_builder, setting, success};
use fastrand::Rng;

const IN_FLIGHT: usize = 64;
const RETRIES: u32 = 3;
/// The number of calls that can be told apart. A longer run ends there.
const MOST_CALLS: usize = 16_000_000;
/// How many of 1,000 requests have a fault.
const FAULTS: usize = 120;
const MEBIBYTE: usize = 1024 * 1024;

/// A fault that occurs before or after the call is carried out.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Reset,
    Stall,
    Busy,
    Refused,
    Down,
    CutOff,
    NotJson,
    CloseIdle,
}

const FAULT_KINDS: [Fault; 8] = [
    Fault::Reset,
    Fault::Stall,
    Fault::Busy,
    Fault::Refused,
    Fault::Down,
    Fault::CutOff,
    Fault::NotJson,
    Fault::CloseIdle,
];

struct Platform {
    carried_out: Ledger,
    random: Mutex<Rng>,
    requests: Arc<AtomicUsize>,
    faults: Arc<AtomicUsize>,
}

impl Platform {
    fn fault(&self, share: usize) -> Option<Fault> {
        let mut random = self.random.lock().unwrap();
        let fault = (random.usize(..1000) < share).then(|| random.choice(FAULT_KINDS).unwrap());
        self.faults
            .fetch_add(usize::from(fault.is_some()), Ordering::Relaxed);
        fault
    }
}

impl Handler for Platform {
    fn begun(&self) -> Option<Act> {
        self.requests.fetch_add(1, Ordering::Relaxed);
        // Some connections are lost before anything is read.
        let lost = self.random.lock().unwrap().usize(..1000) < 5;
        self.faults.fetch_add(usize::from(lost), Ordering::Relaxed);
        lost.then(|| Act::Reset(Vec::new()))
    }

    fn received(&self, request: Received) -> Act {
        let number = number_of(&request.body);
        let carried_out = || self.carried_out.carry_out(number);
        let example = mock::examples().find(|example| example.path() == request.path);
        let good = example.map_or(GOOD.to_owned(), success);
        let json = "Content-Type: application/json\r\n";
        let Some(fault) = self.fault(FAULTS) else {
            carried_out();
            return Act::json(good);
        };
        match fault {
            Fault::Busy => return Act::Answer(server::answer(429, "Retry-After: 0\r\n", "")),
            Fault::Refused => return Act::json(r#"{"code":4003,"msg":"no"}"#),
            Fault::Reset | Fault::Stall | Fault::Down if number.is_multiple_of(2) => {}
            _ => carried_out(),
        }
        match fault {
            Fault::Reset => Act::Reset(Vec::new()),
            Fault::Stall => Act::Stall(server::answer(200, json, good)[..60].to_vec()),
            Fault::Down => Act::Answer(server::answer(503, "", "<html>")),
            Fault::CutOff => {
                let whole = server::answer(200, json, &good);
                Act::Close(whole[..whole.len() - 5].to_vec())
            }
            Fault::NotJson => Act::Answer(server::answer(200, json, "{\"code\":0,")),
            _ => Act::Close(server::answer(200, json, good)),
        }
    }
}

/// How a call ended, as a byte.
mod outcome {
    pub(super) const SUCCESS: u8 = 1;
    pub(super) const NOT_DONE: u8 = 2;
    pub(super) const UNKNOWN: u8 = 3;
    /// A flag for a call that must be carried out at most once.
    pub(super) const UNSAFE: u8 = 4;
}

/// Makes a call of one of the kinds. Returns whether it must be carried out at most once, and how it ended.
async fn call(client: &Client, kind: usize, number: usize) -> (bool, Result<(), Error>) {
    let name = numbered(number);
    let ended = match kind {
        0 => {
            let call = client.bgicoin_withdraw("ann", dec!(0.01), OrderType::Online, name);
            call.await.map(drop)
        }
        1 => {
            let pay_code = name.into();
            let template = SmsTemplate::PayCode { pay_code };
            client.sms(template, ["17600000000"]).await
        }
        2 => {
            let call = client.gateway_invoke("echo", format!("/{name}"));
            call.await.map(drop)
        }
        3 => {
            let call = client.wechat_token(name, WechatTokenAction::Refresh);
            call.await.map(drop)
        }
        4 => {
            let image = File::from_bytes(format!("{name}.png"), vec![0; 3000]);
            client.image_upload(image).await.map(drop)
        }
        5 => {
            let call = client.wechat_token(name, WechatTokenAction::Get);
            call.await.map(drop)
        }
        6 => client.sign_url(name).await.map(drop),
        7 => {
            let url = format!("https://x.example/{name}").parse().unwrap();
            client.shorturls(url).await.map(drop)
        }
        _ => {
            let call = client.post("/service/sts/token").field("name", name);
            call.with_safe_to_repeat(true).await.map(drop)
        }
    };
    (kind < UNSAFE_KINDS, ended)
}

/// The first kinds must be carried out at most once.
const UNSAFE_KINDS: usize = 5;
const KINDS: usize = 9;

#[derive(Default)]
struct Totals {
    calls: AtomicUsize,
    successes: AtomicUsize,
}

fn client(url: &str) -> Client {
    client_builder(url)
        .retries(RETRIES)
        .backoff(Duration::from_millis(1), Duration::from_millis(10))
        .attempt_timeout(Duration::from_millis(500))
        .build()
        .unwrap()
}

/// Returns the memory in use, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap();
    line.trim()
        .trim_end_matches(" kB")
        .parse::<usize>()
        .unwrap()
        * 1024
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mixed_calls_with_random_faults() {
    let (seconds, seed) = (
        setting("SOAK_SECONDS", 10),
        setting("SOAK_SEED", 20_261_123),
    );
    println!("soak: {seconds} s, seed {seed}");
    let (carried_out, outcomes) = (Ledger::new(MOST_CALLS), Ledger::new(MOST_CALLS));
    let [requests, faults] = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
    let server = Server::start(Platform {
        carried_out: carried_out.clone(),
        random: Mutex::new(Rng::with_seed(seed)),
        requests: Arc::clone(&requests),
        faults: Arc::clone(&faults),
    });
    let begun = Instant::now();
    let ends = begun + Duration::from_secs(seconds);
    let totals = Arc::new(Totals::default());
    let client = client(server.url());
    let mut callers = tokio::task::JoinSet::new();
    for caller in 0..IN_FLIGHT {
        let (client, totals, outcomes) = (client.clone(), Arc::clone(&totals), outcomes.clone());
        let mut random = Rng::with_seed(seed ^ u64::try_from(caller + 1).unwrap() << 32);
        callers.spawn(async move {
            while Instant::now() < ends {
                let number = totals.calls.fetch_add(1, Ordering::SeqCst);
                if number >= MOST_CALLS {
                    return;
                }
                let (is_unsafe, ended) = call(&client, random.usize(..KINDS), number).await;
                outcomes.set(number, judged(is_unsafe, &ended, &totals));
            }
        });
    }
    tokio::time::sleep_until((begun + Duration::from_secs(seconds) / 3).into()).await;
    let warm = resident();
    while let Some(done) = callers.join_next().await {
        done.unwrap();
    }
    let end = resident();
    drop((client, server));

    let calls = totals.calls.load(Ordering::SeqCst).min(MOST_CALLS);
    let mut counts = [0; 4];
    for number in 0..calls {
        let outcome = outcomes.get(number);
        let done = carried_out.get(number);
        let (is_unsafe, outcome) = (outcome & outcome::UNSAFE != 0, outcome & 3);
        counts[usize::from(outcome)] += 1;
        let most = if is_unsafe {
            1
        } else {
            u8::try_from(RETRIES + 1).unwrap()
        };
        let right = match outcome {
            outcome::SUCCESS => (1..=most).contains(&done),
            outcome::NOT_DONE => done == 0,
            _ => done <= most,
        };
        assert!(
            right,
            "call {number}: outcome {outcome}, unsafe {is_unsafe}, done {done} times"
        );
    }
    let [none, successes, not_done, unknown] = counts;
    println!(
        "soak: {calls} calls in {:?}, {} requests, {} faults; {successes} succeeded, {not_done} are known \
         not to be done, {unknown} unknown; {} MiB after the warm-up, {} MiB at the end",
        begun.elapsed(),
        requests.load(Ordering::SeqCst),
        faults.load(Ordering::SeqCst),
        warm / MEBIBYTE,
        end / MEBIBYTE,
    );
    assert_eq!(
        (none, successes),
        (0, totals.successes.load(Ordering::SeqCst))
    );
    assert!(
        successes > calls / 2 && not_done > 0 && unknown > 0,
        "{counts:?}"
    );
    assert!(
        end < warm + 24 * MEBIBYTE,
        "memory grew from {warm} to {end}"
    );
}

fn judged(is_unsafe: bool, ended: &Result<(), Error>, totals: &Totals) -> u8 {
    let outcome = match ended {
        Ok(()) => {
            totals.successes.fetch_add(1, Ordering::Relaxed);
            outcome::SUCCESS
        }
        Err(error) => {
            assert!((1..=RETRIES + 1).contains(&error.attempts()), "{error}");
            match error.delivery() {
                Delivery::NotSent | Delivery::Rejected => outcome::NOT_DONE,
                _ => outcome::UNKNOWN,
            }
        }
    };
    outcome | if is_unsafe { outcome::UNSAFE } else { 0 }
}
