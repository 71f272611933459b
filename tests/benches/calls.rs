//! The CPU time of a call, compared with reqwest sending the same body and reading the answer: one call after
//! another, and 64 at once. The server runs in a separate process, so that its time is not counted.
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
    // Waits until the measuring process closes standard input.
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
    // An HTTP client configured like the library's own, so that only the cost of the library is measured.
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .tls_backend_preconfigured(tls()?)
        .build()?;
    let target: Url = format!("{url}/service/oss/sign_url").parse()?;

    let sdk = move || {
        let call = client
            .sign_url("ods/x.tsv")
            .region(Region::Domestic)
            .expiration_time(3600);
        async move {
            let signed = call.await.expect("an answer");
            assert!(signed.url.expose_secret().contains('?'));
        }
    };
    let bare = move || {
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
            let floor = microseconds(at_once, bare.clone()).await;
            let cost = microseconds(at_once, sdk.clone()).await;
            ratios.push(cost / floor);
            costs.push((cost, floor));
        }
        // The first round is a warm-up.
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

/// Returns a TLS configuration. It is not used, but a client cannot be built without one.
fn tls() -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    Ok(rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth())
}

/// Returns the CPU time of this process for one call, with `at_once` tasks that call one after another.
async fn microseconds<F: Future<Output = ()> + Send + 'static>(
    at_once: usize,
    call: impl Fn() -> F + Clone + Send + 'static,
) -> f64 {
    let each = CALLS / at_once;
    let begun = ProcessTime::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..at_once {
        let call = call.clone();
        tasks.spawn(async move {
            for _ in 0..each {
                call().await;
            }
        });
    }
    tasks.join_all().await;
    begun.elapsed().as_secs_f64() * 1e6 / (each * at_once) as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
