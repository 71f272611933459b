//! A platform with a script of faults: it speaks HTTP over plain sockets, so that it can misbehave at any
//! point, and it counts the requests that it carried out.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::platform::{Platform, State};
use crate::server;

/// What happens to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request is carried out and answered with the good answer.
    None,
    /// The request is carried out and answered with the good answer; then the connection is closed without
    /// notice.
    CloseAfterwards,
    /// The connection is reset before the platform reads anything.
    ResetBefore,
    /// The connection is reset after the platform read the head.
    ResetDuring,
    /// The request is carried out, and the connection is reset before anything is answered.
    ResetAfter,
    /// The request is carried out, and the connection is reset after the headers of the answer.
    ResetAfterHeaders,
    /// The request is carried out, and the connection is reset in the middle of the answer's body.
    ResetMidBody,
    /// The platform reads nothing and sends nothing.
    StallBefore,
    /// The platform reads the head, and sends nothing.
    StallDuring,
    /// The request is carried out, and nothing is sent.
    StallAfter,
    /// The request is carried out, and nothing is sent after the headers.
    StallAfterHeaders,
    /// The request is carried out, and nothing is sent after half of the body.
    StallMidBody,
    /// The request is carried out, and the answer's body is sent a byte at a time, and does not end.
    Trickle,
    /// The request is answered with these bytes; then the connection is closed.
    Answer {
        /// Whether the request is carried out.
        carried_out: bool,
        /// The whole answer, head and body.
        bytes: Vec<u8>,
    },
    /// The request is not read, but answered with these bytes; then the connection is closed. This is what
    /// happens when a server closes an idle connection with a 408 at the moment when the client sends a
    /// request.
    AnswerUnread(Vec<u8>),
    /// The request is carried out and answered with the good answer. These bytes follow immediately, as a
    /// second answer, and the connection is closed.
    Followed(Vec<u8>),
}

impl Fault {
    /// Returns an answer with a status, further headers (each with its line end), and a `Content-Length`.
    #[must_use]
    pub fn answer(carried_out: bool, status: u16, headers: &str, body: impl AsRef<[u8]>) -> Self {
        // Without this header, the client may send its next request over the connection, which is closed.
        let headers = format!("Connection: close\r\n{headers}");
        Self::Answer {
            carried_out,
            bytes: server::answer(status, &headers, body),
        }
    }

    /// Whether the platform carries out the call.
    #[must_use]
    pub fn is_carried_out(&self) -> bool {
        match self {
            Self::ResetBefore | Self::ResetDuring | Self::StallBefore | Self::StallDuring => false,
            Self::AnswerUnread(_) => false,
            Self::Answer { carried_out, .. } => *carried_out,
            _ => true,
        }
    }

    /// Returns a JSON answer with status 200.
    #[must_use]
    pub fn json(carried_out: bool, body: impl AsRef<[u8]>) -> Self {
        Self::answer(carried_out, 200, "Content-Type: application/json\r\n", body)
    }
}

/// Returns time limits for a test to try one after another until one is long enough for this machine.
#[must_use]
pub fn growing_limits(first: Duration) -> [Duration; 3] {
    [1, 8, 64].map(|factor| factor * first)
}

/// The number of requests that are stored.
const KEPT: usize = 1000;

impl State<Fault> {
    /// Counts a fault that occurs.
    fn strike<T>(&self, fault: T) -> T {
        self.struck.fetch_add(1, Ordering::SeqCst);
        fault
    }

    fn keep(&self, head: String, body: Vec<u8>) {
        let mut received = self.received.lock().expect("no panic");
        if received.len() < KEPT {
            received.push((head, body));
        }
    }
}

/// A platform that speaks HTTP/1. Each request that has begun counts.
pub type FaultPlatform = Platform<Fault>;

impl FaultPlatform {
    /// Starts a platform. Each request takes the next fault of the script; after the script, all requests
    /// succeed.
    pub async fn start(script: impl IntoIterator<Item = Fault>) -> Self {
        Self::serve(script, connection).await
    }

    /// Returns the number of faults that occurred. A request whose time limit passes early may end before its
    /// fault occurs.
    #[must_use]
    pub fn struck(&self) -> usize {
        self.state.struck.load(Ordering::SeqCst)
    }

    fn received(&self) -> Vec<(String, Vec<u8>)> {
        self.state.received.lock().expect("no panic").clone()
    }

    /// Returns the heads of the first 1,000 requests that were read completely, in lower case.
    #[must_use]
    pub fn heads(&self) -> Vec<String> {
        self.received().into_iter().map(|(head, _)| head).collect()
    }

    /// Returns the first 1,000 bodies that were read completely.
    #[must_use]
    pub fn bodies(&self) -> Vec<Vec<u8>> {
        self.received().into_iter().map(|(_, body)| body).collect()
    }
}

async fn connection(mut stream: TcpStream, state: Arc<State<Fault>>) {
    // Handles requests one after another, until a fault or the client ends the connection.
    while let Ok(true) = request(&mut stream, &state).await {}
}

/// Handles one request. Returns whether the connection continues.
async fn request(stream: &mut TcpStream, state: &State<Fault>) -> std::io::Result<bool> {
    // Waits for the first byte of a request, so that an idle connection does not use up a fault of the
    // script.
    if stream.peek(&mut [0]).await? == 0 {
        return Ok(false);
    }
    state.requests.fetch_add(1, Ordering::SeqCst);
    let fault = state
        .script
        .lock()
        .expect("no panic")
        .pop_front()
        .unwrap_or(Fault::None);
    match fault {
        Fault::ResetBefore => return state.strike(reset(stream)),
        Fault::StallBefore => return state.strike(forever()).await,
        Fault::AnswerUnread(bytes) => return state.strike(answer_and_close(stream, &bytes)).await,
        _ => {}
    }
    let head = read_head(stream).await?;
    match fault {
        Fault::ResetDuring => return state.strike(reset(stream)),
        Fault::StallDuring => return state.strike(forever()).await,
        _ => {}
    }
    let body = read_body(stream, &head).await?;
    state.keep(head, body);
    if fault.is_carried_out() {
        state.carried_out.fetch_add(1, Ordering::SeqCst);
    }
    let good = state.good();
    let good_head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        good.len()
    );
    let (first_half, _) = good.as_bytes().split_at(good.len() / 2);
    if fault != Fault::None {
        state.strike(());
    }
    match fault {
        Fault::None => {
            stream
                .write_all(format!("{good_head}{good}").as_bytes())
                .await?;
            Ok(true)
        }
        Fault::CloseAfterwards => {
            stream
                .write_all(format!("{good_head}{good}").as_bytes())
                .await?;
            stream.shutdown().await?;
            Ok(false)
        }
        Fault::ResetAfter => reset(stream),
        Fault::ResetAfterHeaders => {
            stream.write_all(good_head.as_bytes()).await?;
            settle().await;
            reset(stream)
        }
        Fault::ResetMidBody => {
            stream
                .write_all(&[good_head.as_bytes(), first_half].concat())
                .await?;
            settle().await;
            reset(stream)
        }
        Fault::StallAfter => forever().await,
        Fault::StallAfterHeaders => {
            stream.write_all(good_head.as_bytes()).await?;
            forever().await
        }
        Fault::StallMidBody => {
            stream
                .write_all(&[good_head.as_bytes(), first_half].concat())
                .await?;
            forever().await
        }
        Fault::Trickle => {
            let endless = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n";
            stream.write_all(endless.as_bytes()).await?;
            loop {
                stream.write_all(b" ").await?;
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        Fault::Answer { bytes, .. } => answer_and_close(stream, &bytes).await,
        Fault::Followed(bytes) => {
            let all = [good_head.as_bytes(), good.as_bytes(), &bytes].concat();
            answer_and_close(stream, &all).await
        }
        Fault::ResetBefore
        | Fault::StallBefore
        | Fault::AnswerUnread(_)
        | Fault::ResetDuring
        | Fault::StallDuring => Ok(false),
    }
}

async fn answer_and_close(stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<bool> {
    stream.write_all(bytes).await?;
    stream.shutdown().await?;
    // Reads to the end. Otherwise, a reset could discard the answer.
    let _ = drain(stream).await;
    Ok(false)
}

/// Waits for the bytes that were written to arrive before a reset discards them.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

async fn forever() -> std::io::Result<bool> {
    std::future::pending().await
}

/// Makes the connection end with a reset when it is closed.
fn reset(stream: &TcpStream) -> std::io::Result<bool> {
    stream.set_zero_linger()?;
    Ok(false)
}

async fn drain(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> std::io::Result<()> {
    let mut sink = [0; 4096];
    while stream.read(&mut sink).await? != 0 {}
    Ok(())
}

/// Reads up to the end of the head. Peeks first, so that it does not read any byte of the body.
async fn read_head(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut ahead = vec![0; 16 * 1024];
    let mut head = Vec::new();
    loop {
        let seen = stream.peek(&mut ahead).await?;
        if seen == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let before = head.len();
        head.extend_from_slice(&ahead[..seen]);
        let end = head
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .map(|at| at + 4);
        head.truncate(end.unwrap_or(head.len()));
        stream.read_exact(&mut ahead[..head.len() - before]).await?;
        if end.is_some() {
            return Ok(String::from_utf8_lossy(&head).to_ascii_lowercase());
        }
    }
}

async fn read_body(stream: &mut TcpStream, head: &str) -> std::io::Result<Vec<u8>> {
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length
        .and_then(|length| length.trim().parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(body)
}
