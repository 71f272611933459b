//! A server on loopback, on its own thread, that answers each request as a function decides. It speaks HTTP
//! over plain streams, so that it can misbehave at any point.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// A request that was read completely.
#[derive(Debug)]
pub struct Received {
    /// The path.
    pub path: String,
    /// The head, unchanged.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

/// How the server answers a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Sends these bytes, head and body, and keeps the connection open.
    Answer(Vec<u8>),
    /// Sends these bytes, and closes the connection.
    Close(Vec<u8>),
    /// Sends these bytes, and resets the connection.
    Reset(Vec<u8>),
    /// Sends these bytes, and then nothing.
    Stall(Vec<u8>),
}

impl Act {
    /// Returns a JSON answer with status 200.
    #[must_use]
    pub fn json(body: impl AsRef<[u8]>) -> Self {
        Self::Answer(answer(200, "Content-Type: application/json\r\n", body))
    }
}

/// Returns the bytes of an answer: a status, further headers (each with its line end), and a body with its
/// length.
#[must_use]
pub fn answer(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status} Status\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Decides how to answer requests.
pub trait Handler: Send + Sync + 'static {
    /// Returns how to answer a request whose first byte was received. `None` means that the request is read.
    fn begun(&self) -> Option<Act> {
        None
    }

    /// Returns how to answer a request that was read completely.
    fn received(&self, request: Received) -> Act;
}

impl<F: Fn(Received) -> Act + Send + Sync + 'static> Handler for F {
    fn received(&self, request: Received) -> Act {
        self(request)
    }
}

/// How the caller must end a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With an orderly close.
    Closed,
    /// With a reset.
    Reset,
}

/// Answers the requests of one connection. The caller must end the connection as the result says.
pub async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    handler: &impl Handler,
) -> End {
    let mut stream = BufReader::new(stream);
    // An error means that the client closed the connection.
    one_after_another(&mut stream, handler)
        .await
        .unwrap_or(End::Closed)
}

async fn one_after_another<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<&mut S>,
    handler: &impl Handler,
) -> std::io::Result<End> {
    loop {
        let first = stream.read_u8().await?;
        let act = match handler.begun() {
            Some(act) => act,
            None => handler.received(read(first, stream).await?),
        };
        match act {
            Act::Answer(bytes) => {
                stream.write_all(&bytes).await?;
                stream.flush().await?;
            }
            Act::Close(bytes) => {
                stream.write_all(&bytes).await?;
                stream.shutdown().await?;
                return Ok(End::Closed);
            }
            Act::Reset(bytes) => {
                stream.write_all(&bytes).await?;
                stream.flush().await?;
                return Ok(End::Reset);
            }
            Act::Stall(bytes) => {
                stream.write_all(&bytes).await?;
                stream.flush().await?;
                // Waits until the client closes the connection.
                let mut sink = [0; 4096];
                while stream.read(&mut sink).await? != 0 {}
                return Ok(End::Closed);
            }
        }
    }
}

async fn read<S: AsyncRead + Unpin>(first: u8, stream: &mut S) -> std::io::Result<Received> {
    let mut head = vec![first];
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let header = |name: &str| {
        head.lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    };
    let length = header("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    Ok(Received { path, head, body })
}

/// The server. Dropping it closes its port and its connections.
#[derive(Debug)]
pub struct Server {
    url: String,
    connections: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server.
    pub fn start(handler: impl Handler) -> Self {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let [connections, open] = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
        let (stop, stopped) = oneshot::channel();
        let counters = [Arc::clone(&connections), Arc::clone(&open)];
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                tokio::spawn(accept(listener, Arc::new(handler), counters));
                let _ = stopped.await;
            });
        });
        Self {
            url,
            connections,
            open,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Returns the base URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the number of connections made.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Waits until the clients have closed every connection, and all that they sent was handled.
    ///
    /// A connection that a client abandons while it is being made can stay open here without ever carrying a
    /// byte, so the wait also ends when no connection has closed for 20 seconds.
    pub async fn drained(&self) {
        const QUIET: Duration = Duration::from_secs(20);
        let mut open = self.open.load(Ordering::SeqCst);
        let mut changed = Instant::now();
        while open != 0 && changed.elapsed() < QUIET {
            tokio::time::sleep(Duration::from_millis(5)).await;
            let now = self.open.load(Ordering::SeqCst);
            if now != open {
                (open, changed) = (now, Instant::now());
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The thread ends when this end of the channel is dropped.
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept(
    listener: std::net::TcpListener,
    handler: Arc<impl Handler>,
    [connections, open]: [Arc<AtomicUsize>; 2],
) {
    let listener = TcpListener::from_std(listener).unwrap();
    while let Ok((stream, _)) = listener.accept().await {
        connections.fetch_add(1, Ordering::SeqCst);
        open.fetch_add(1, Ordering::SeqCst);
        let (handler, open) = (Arc::clone(&handler), Arc::clone(&open));
        tokio::spawn(async move {
            connection(stream, handler).await;
            open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

async fn connection(mut stream: TcpStream, handler: Arc<impl Handler>) {
    let _ = stream.set_nodelay(true);
    if serve(&mut stream, &*handler).await == End::Reset {
        let _ = stream.set_zero_linger();
    }
}
