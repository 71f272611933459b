//! A server that counts its connections, and takes what happens to each request from a script.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The default body of the good answer.
pub const GOOD: &str = r#"{"code":0,"msg":"ok","data":null}"#;

#[derive(Debug)]
pub(crate) struct State<F> {
    pub(crate) script: Mutex<VecDeque<F>>,
    good: Mutex<String>,
    connections: AtomicUsize,
    pub(crate) requests: AtomicUsize,
    pub(crate) carried_out: AtomicUsize,
    pub(crate) struck: AtomicUsize,
    /// The heads and bodies of the first requests.
    pub(crate) received: Mutex<Vec<(String, Vec<u8>)>>,
}

impl<F> State<F> {
    /// Returns the body of the good answer.
    pub(crate) fn good(&self) -> String {
        self.good.lock().expect("no panic").clone()
    }
}

/// A platform that misbehaves as its script says. It stops when dropped.
#[derive(Debug)]
pub struct Platform<F> {
    url: String,
    pub(crate) state: Arc<State<F>>,
    serving: JoinHandle<()>,
}

impl<F> Drop for Platform<F> {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl<F: Send + 'static> Platform<F> {
    /// Starts a platform that serves each connection with a function.
    pub(crate) async fn serve<C: Future<Output = ()> + Send + 'static>(
        script: impl IntoIterator<Item = F>,
        connection: fn(TcpStream, Arc<State<F>>) -> C,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(State {
            script: Mutex::new(script.into_iter().collect()),
            good: Mutex::new(GOOD.to_owned()),
            connections: AtomicUsize::new(0),
            requests: AtomicUsize::new(0),
            carried_out: AtomicUsize::new(0),
            struck: AtomicUsize::new(0),
            received: Mutex::default(),
        });
        let shared = Arc::clone(&state);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                shared.connections.fetch_add(1, Ordering::SeqCst);
                let _ = stream.set_nodelay(true);
                // The task ends with its connection, or with the runtime of the test.
                tokio::spawn(connection(stream, Arc::clone(&shared)));
            }
        });
        Self {
            url: format!("http://{address}"),
            state,
            serving,
        }
    }

    /// Sets the body of the good answer.
    #[must_use]
    pub fn answering(self, good: impl Into<String>) -> Self {
        *self.state.good.lock().expect("no panic") = good.into();
        self
    }

    /// Returns the base URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the number of connections made.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// Returns the number of requests. The platform decides when a request counts.
    #[must_use]
    pub fn requests(&self) -> usize {
        self.state.requests.load(Ordering::SeqCst)
    }

    /// Returns the number of requests carried out.
    #[must_use]
    pub fn carried_out(&self) -> usize {
        self.state.carried_out.load(Ordering::SeqCst)
    }
}
