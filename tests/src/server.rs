//! A server on loopback, on a thread of its own, that answers each request as a function says. It speaks
//! HTTP over plain streams, so that it can break it at any point.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// A request that was read whole.
#[derive(Debug)]
pub struct Received {
    /// The path.
    pub path: String,
    /// The head as it came.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is answered with these bytes, head and body, and the connection goes on.
    Answer(Vec<u8>),
    /// It is answered with these bytes, and the connection is closed.
    Close(Vec<u8>),
    /// These bytes come, then the connection is reset.
    Reset(Vec<u8>),
    /// These bytes come, then nothing.
    Stall(Vec<u8>),
}

impl Act {
    /// An answer of JSON with status 200.
    #[must_use]
    pub fn json(body: impl AsRef<[u8]>) -> Self {
        Self::Answer(answer(200, "Content-Type: application/json\r\n", body))
    }
}

/// An answer's bytes: a status, further headers (each with its line end), and a body of the right length.
#[must_use]
pub fn answer(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "HTTP/1.1 {status} Status\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// What answers requests.
pub trait Handler: Send + Sync + 'static {
    /// What becomes of a request of which one byte has come. None if it is to be read.
    fn begun(&self) -> Option<Act> {
        None
    }

    /// What becomes of a request that was read whole.
    fn received(&self, request: Received) -> Act;
}

impl<F: Fn(Received) -> Act + Send + Sync + 'static> Handler for F {
    fn received(&self, request: Received) -> Act {
        self(request)
    }
}

/// How a connection is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// In good order.
    Closed,
    /// By a reset.
    Reset,
}

/// Answers the requests of one connection. The caller ends it as it says.
pub async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    handler: &impl Handler,
) -> End {
    let mut stream = BufReader::new(stream);
    // An error is the other side's leaving.
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
                // Until the other side leaves.
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

/// The server. When it is dropped, its port is closed and its connections are cut.
#[derive(Debug)]
pub struct Server {
    url: String,
    connections: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts one.
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

    /// Where it answers.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// How many connections were made.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// Waits until the other side has closed every connection and all that came over them was dealt with.
    ///
    /// A connection whose other side gave up while it was being made can stay open here without ever carrying a
    /// byte, so the wait also ends when no connection has closed for a while.
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
        // The thread waits for this end of the channel to go away.
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
