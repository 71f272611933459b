//! Redirects of every kind: none is followed, even if the HTTP client is configured to follow them. A payment
//! is carried out once, and its delivery is `Unknown`.

use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bge_private_sdk::reqwest::redirect::Policy;
use bge_private_sdk::reqwest::retry;
use bge_private_sdk::service::OrderType;
use bge_private_sdk::{Client, ClientBuilder, Delivery, dec};
use bge_private_tests::client_builder;
use bge_private_tests::server::{self, Act, Received, Server};

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

/// Where a redirect leads, and how the same URL answers a GET.
struct Target {
    name: &'static str,
    location: Option<String>,
    answer: Act,
}

fn targets() -> Vec<Target> {
    let here = |name, status, body: &str| Target {
        name,
        location: Some("/service/bgicoin/withdraw".to_owned()),
        answer: Act::Answer(server::answer(
            status,
            "Content-Type: application/json\r\n",
            body,
        )),
    };
    let to = |name, location: String| Target {
        name,
        location: Some(location),
        answer: Act::json(""),
    };
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}/", closed.local_addr().unwrap());
    vec![
        to("a closed port", closed),
        to("another host", "http://redirect.invalid/".to_owned()),
        to("ftp", "ftp://127.0.0.1/".to_owned()),
        to("mailto", "mailto:ann@example.com".to_owned()),
        to("no URL", "http://[".to_owned()),
        here(
            "itself, success",
            200,
            r#"{"code":0,"msg":"ok","data":null}"#,
        ),
        here("itself, 404", 404, ""),
        here("itself, 405", 405, ""),
        here("itself, 429", 429, ""),
        here("itself, an error code", 200, r#"{"code":4003,"msg":"no"}"#),
        Target {
            name: "no location",
            location: None,
            answer: Act::json(""),
        },
    ]
}

type Customize = fn(ClientBuilder) -> ClientBuilder;

/// HTTP clients, configured in ways that a user may choose.
const CLIENTS: [(&str, Customize); 5] = [
    ("the usual client", |client| client),
    ("a client that follows redirects", |client| {
        client.configure_http(|http| http.redirect(Policy::limited(10)))
    }),
    ("a client that decides on redirects itself", |client| {
        client.configure_http(|http| http.redirect(Policy::custom(|attempt| attempt.follow())))
    }),
    ("a client that retries", |client| {
        client.configure_http(|http| {
            let always = retry::for_host("127.0.0.1")
                .no_budget()
                .classify_fn(|it| it.retryable());
            http.retry(always)
        })
    }),
    ("a client without a pool", |client| {
        client.configure_http(|http| http.pool_max_idle_per_host(0))
    }),
];

fn client(url: &str, customize: Customize) -> Client {
    let client = client_builder(url)
        .retries(3)
        .backoff(Duration::from_millis(1), Duration::from_millis(5))
        .attempt_timeout(Duration::from_secs(30))
        .timeout(Duration::from_secs(120));
    customize(client).build().unwrap()
}

/// The answers of a platform to payments and to other requests, and how many of each it received.
struct Answers {
    acts: Mutex<[Act; 2]>,
    counts: [AtomicUsize; 2],
}

impl Answers {
    fn of(&self, request: &Received) -> Act {
        let is_payment = request.head.starts_with("POST ") && !request.body.is_empty();
        let index = usize::from(!is_payment);
        self.counts[index].fetch_add(1, Ordering::SeqCst);
        self.acts.lock().unwrap()[index].clone()
    }

    fn take_counts(&self) -> [usize; 2] {
        [0, 1].map(|index: usize| self.counts[index].swap(0, Ordering::SeqCst))
    }
}

fn redirect(status: u16, target: &Target) -> Act {
    let location = target.location.iter();
    let headers: String = location.map(|to| format!("Location: {to}\r\n")).collect();
    Act::Answer(server::answer(status, &headers, ""))
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let answers = Arc::new(Answers {
        acts: Mutex::new([(); 2].map(|()| Act::json(""))),
        counts: Default::default(),
    });
    let shared = Arc::clone(&answers);
    let server = Server::start(move |request: Received| shared.of(&request));
    let mut cases = 0;
    for (client_name, customize) in CLIENTS {
        let client = client(server.url(), customize);
        for target in targets() {
            for status in STATUSES {
                let name = format!("{client_name}, {status} to {}", target.name);
                *answers.acts.lock().unwrap() = [redirect(status, &target), target.answer.clone()];
                assert_pays_once(&client, &name).await;
                assert_eq!(answers.take_counts(), [1, 0], "{name}");
                cases += 1;
            }
        }
    }
    println!("redirects: {cases} cases, 0 wrong");
}

async fn assert_pays_once(client: &Client, name: &str) {
    let call = client.bgicoin_withdraw("ann", dec!(0.01), OrderType::Online, "order-00001");
    let error = call.await.expect_err(name);
    assert_eq!(
        (error.attempts(), error.delivery()),
        (1, Delivery::Unknown),
        "{name}: {error}"
    );
    assert!(!error.is_connect() && !error.is_setup(), "{name}: {error}");
}
