//! What a call costs in CPU time, beside reqwest posting a ready-made body and draining the answer: one after
//! another, and 64 at once. The server is a process of its own, so that its time is not counted.
//!
//! `cargo bench -p bge-private-tests --bench calls`

use std::io::BufRead;
use std::process::{Command, Stdio};

use bge_private_sdk::service::Region;
use bge_private_sdk::{Client, ExposeSecret, Url};
use bge_private_tests::fault::FaultPlatform;
use cpu_time::ProcessTime;
use reqwest::header::{CONTENT_TYPE, HeaderValue};

const ROUNDS: usize = 9;
const CALLS: usize = 10_000;
const ANSWER: &str = r#"{"code":0,"msg":"","data":{"url":"https://files.example/ods/x.tsv?Signature=0123456789","expires":"1573026921"}}"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    if std::env::args().any(|argument| argument == "--serve") {
        return runtime.block_on(serve());
    }
    let mut server = Command::new(std::env::current_exe()?)
        .arg("--serve")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut url = String::new();
    std::io::BufReader::new(server.stdout.take().ok_or("no output")?).read_line(&mut url)?;
    runtime.block_on(measure(url.trim()))?;
    drop(server.stdin.take());
    server.wait()?;
    Ok(())
}

async fn serve() -> Result<(), Box<dyn std::error::Error>> {
    let platform = FaultPlatform::start([]).await.answering(ANSWER);
    println!("{}", platform.url());
    // Until the measuring process is gone.
    tokio::io::copy(&mut tokio::io::stdin(), &mut tokio::io::sink()).await?;
    Ok(())
}

async fn measure(url: &str) -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .app_key("app-key")
        .app_secret("app-secret")
        .base_url(url)
        .no_proxy()
        .build()?;
    let body = client
        .sign_url("ods/x.tsv")
        .region(Region::Domestic)
        .expiration_time(3600)
        .signed_form()?;
    let body = bytes::Bytes::from(body);
    // A client set up as this library sets up its own, so that the difference is this library's.
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let target: Url = format!("{url}/service/oss/sign_url").parse()?;

    let sdk = || {
        let call = client
            .sign_url("ods/x.tsv")
            .region(Region::Domestic)
            .expiration_time(3600);
        async move {
            let signed = call.await.expect("an answer");
            assert!(signed.url.expose_secret().query().is_some());
        }
    };
    let bare = || {
        let request = http
            .post(target.clone())
            .header(
                CONTENT_TYPE,
                HeaderValue::from_static("application/x-www-form-urlencoded"),
            )
            .body(body.clone());
        async move {
            let answer = request.send().await.expect("an answer");
            assert!(!answer.bytes().await.expect("a body").is_empty());
        }
    };
    for at_once in [1, 64] {
        let (mut ratios, mut costs) = (Vec::new(), Vec::new());
        for _ in 0..=ROUNDS {
            let floor = microseconds(at_once, bare).await;
            let cost = microseconds(at_once, sdk).await;
            ratios.push(cost / floor);
            costs.push((cost, floor));
        }
        // The first round warms up.
        ratios.remove(0);
        costs.remove(0);
        let middle = |pick: fn(&(f64, f64)) -> f64| median(costs.iter().map(pick).collect());
        println!(
            "{at_once:>2} at once: {:.1} µs of CPU a call, reqwest alone {:.1} µs, ratio {:.2}",
            middle(|(cost, _)| *cost),
            middle(|(_, floor)| *floor),
            median(ratios)
        );
    }
    Ok(())
}

/// CPU time of this process for one call.
async fn microseconds<F: Future<Output = ()>>(at_once: usize, call: impl Fn() -> F) -> f64 {
    let begun = ProcessTime::now();
    for _ in 0..CALLS / at_once {
        let mut calls: Vec<_> = (0..at_once).map(|_| Box::pin(call())).collect();
        // Polled together, without a task for each, which would cost both the same.
        std::future::poll_fn(|context| {
            calls.retain_mut(|call| call.as_mut().poll(context).is_pending());
            if calls.is_empty() {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        })
        .await;
    }
    begun.elapsed().as_secs_f64() * 1e6 / (CALLS / at_once * at_once) as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
