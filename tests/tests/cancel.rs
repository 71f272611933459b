//! Calls that are dropped at any point leak nothing, and each of thousands of tasks that share a client
//! receives its own answer.

use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use bge_private_sdk::{Client, Error, File};
use bge_private_tests::client_builder;
use bge_private_tests::kinds::one_of_each;
use bge_private_tests::server::{self, Act, Received, Server};
use tokio::runtime::Handle;

/// Runs one test at a time, because files are counted for the whole process, and each runtime opens some
/// files.
fn alone(test: impl Future<Output = ()>) {
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(test);
}

const GOOD: &str = r#"{"code":0,"msg":"ok","data":null}"#;

/// The resources that this process holds open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Held {
    sockets: usize,
    files: usize,
    tasks: usize,
}

impl Held {
    fn now() -> Self {
        let links: Vec<String> = std::fs::read_dir("/proc/self/fd")
            .unwrap()
            .filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok())
            .map(|link| link.to_string_lossy().into_owned())
            .collect();
        Self {
            sockets: links
                .iter()
                .filter(|link| link.starts_with("socket:"))
                .count(),
            files: links.iter().filter(|link| link.starts_with('/')).count(),
            tasks: Handle::current().metrics().num_alive_tasks(),
        }
    }

    /// Waits until the process holds no more than this.
    async fn settles(self, what: &str) {
        let begun = Instant::now();
        loop {
            let now = Self::now();
            let within =
                now.sockets <= self.sockets && now.files <= self.files && now.tasks <= self.tasks;
            if within {
                return;
            }
            assert!(
                begun.elapsed() < Duration::from_secs(300),
                "{what}: {now:?} is held, and was {self:?}"
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// Polls a future at most `polls` times, and then drops it. Returns whether the future completed.
async fn dropped_after<F: Future>(polls: usize, future: F) -> bool {
    let mut future = pin!(future);
    let mut left = polls;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending if left == 0 => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Runs a future for at most `time`, and then drops it. Returns whether the future completed.
async fn dropped_in<F: Future>(time: Duration, future: F) -> bool {
    tokio::time::timeout(time, future).await.is_ok()
}

fn client(server: &Server) -> Client {
    client_builder(server.url()).build().unwrap()
}

/// Asserts that the next calls reuse a connection.
async fn assert_pool_works(client: &Client, server: &Server) {
    let connections = server.connections();
    for _ in 0..10 {
        client.post("/any").await.unwrap();
    }
    assert!(server.connections() < connections + 10);
}

/// Answers with success, except that paths below `/stall` are answered partly or not at all, and `/busy` asks
/// the client to wait.
fn moody(request: Received) -> Act {
    let json = "Content-Type: application/json\r\n";
    match request.path.as_str() {
        "/stall/answer" => Act::Stall(Vec::new()),
        "/stall/body" => {
            let whole = server::answer(200, json, " ".repeat(100_000) + GOOD);
            Act::Stall(whole[..50_000].to_vec())
        }
        "/busy" => Act::Answer(server::answer(429, "Retry-After: 9\r\n", "")),
        _ => Act::json(GOOD),
    }
}

#[test]
fn a_call_dropped_after_any_number_of_polls() {
    alone(async {
        let before = Held::now();
        let server = Server::start(moody);
        let client = client(&server);
        let mut ended = BTreeSet::new();
        for polls in 0..24 {
            for example in one_of_each() {
                // The first call may start with an empty pool, the second with a connection in it.
                for _ in 0..2 {
                    ended.insert((polls, dropped_after(polls, example.send(&client)).await));
                }
            }
            client.post("/any").await.unwrap();
        }
        assert!(ended.contains(&(0, false)) && ended.contains(&(1, false)));
        assert!(ended.contains(&(23, true)), "{ended:?}");
        assert_pool_works(&client, &server).await;
        drop((client, server));
        before.settles("polls").await;
    });
}

#[test]
fn a_call_dropped_while_it_waits() {
    alone(async {
        let before = Held::now();
        let server = Server::start(moody);
        let client = client(&server);
        let time = Duration::from_millis(40);
        for path in ["/stall/answer", "/stall/body", "/busy"] {
            let calls = (0..20).map(|_| dropped_in(time, client.post(path).into_future()));
            for ended in join_all(calls).await {
                assert!(!ended, "{path} came to an end");
            }
            client.post("/any").await.unwrap();
        }
        assert_pool_works(&client, &server).await;
        drop((client, server));
        before.settles("waiting").await;
    });
}

#[test]
fn an_upload_dropped_in_its_midst() {
    alone(async {
        let path = std::env::temp_dir().join(format!("bge-private-cancel-{}", std::process::id()));
        std::fs::File::create(&path)
            .unwrap()
            .set_len(64 * 1024 * 1024)
            .unwrap();
        let before = Held::now();
        // The server accepts connections, and does not read from them.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let accepting = tokio::spawn(async move {
            let mut taken = Vec::new();
            while let Ok((stream, _)) = listener.accept().await {
                taken.push(stream);
            }
        });
        let client = client_builder(url);
        let client = client.build().unwrap();
        let file = File::open(&path).await.unwrap();
        let all_in_their_midst = || async {
            let begun = Instant::now();
            while Held::now().files < before.files + 10 {
                assert!(
                    begun.elapsed() < Duration::from_secs(300),
                    "the files are read"
                );
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        let calls = (0..10).map(|_| async {
            tokio::select! {
                _ = client.image_upload(file.clone()) => true,
                () = all_in_their_midst() => false,
            }
        });
        assert_eq!(join_all(calls).await, [false; 10]);
        accepting.abort();
        drop(client);
        before.settles("uploads").await;
        std::fs::remove_file(path).unwrap();
    });
}

async fn join_all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut futures: Vec<_> = futures.map(Box::pin).collect();
    let mut outputs: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, output) in futures.iter_mut().zip(&mut outputs) {
            if output.is_none()
                && let Poll::Ready(done) = future.as_mut().poll(context)
            {
                *output = Some(done);
            }
        }
        if outputs.iter().all(Option::is_some) {
            Poll::Ready(outputs.drain(..).flatten().collect())
        } else {
            Poll::Pending
        }
    })
    .await
}

/// Returns the value of the field `number`, and sometimes asks the client to try again.
fn echo(request: Received) -> Act {
    let body = String::from_utf8(request.body).unwrap();
    let mut fields = url::form_urlencoded::parse(body.as_bytes());
    let (_, number) = fields.find(|(name, _)| name == "number").unwrap();
    let nonce_ends = body
        .split("signature_nonce=")
        .nth(1)
        .and_then(|nonce| nonce.chars().nth(31));
    if nonce_ends == Some('0') {
        return Act::Answer(server::answer(429, "Retry-After: 0\r\n", ""));
    }
    Act::json(format!(r#"{{"code":0,"data":{{"number":"{number}"}}}}"#))
}

#[test]
fn a_client_shared_by_thousands_of_tasks() {
    alone(async {
        const TASKS: usize = 2_000;
        const EACH: usize = 3;
        let before = Held::now();
        let server = Server::start(echo);
        let client = client(&server);
        let mut tasks = tokio::task::JoinSet::new();
        // Limits the number of connections to what the system lets a process open.
        let in_flight = std::sync::Arc::new(tokio::sync::Semaphore::new(256));
        for task in 0..TASKS {
            let (client, in_flight) = (client.clone(), std::sync::Arc::clone(&in_flight));
            tasks.spawn(async move {
                for turn in 0..EACH {
                    let _permit = in_flight.acquire().await.unwrap();
                    let number = format!("{task} and {turn}");
                    let call = client.post("/echo").field("number", number.as_str());
                    let reply = call
                        .with_retries(20)
                        .with_timeout(Duration::from_secs(60))
                        .await?;
                    assert_eq!(reply.json::<serde_json::Value>()?["number"], number);
                }
                Ok::<_, Error>(())
            });
        }
        let mut answered = 0;
        while let Some(done) = tasks.join_next().await {
            done.unwrap().unwrap();
            answered += 1;
        }
        println!(
            "shared: {answered} tasks, {} connections",
            server.connections()
        );
        assert_eq!(answered, TASKS);
        drop((client, server, tasks));
        before.settles("sharing").await;
    });
}
