//! A platform that speaks HTTP/2 without TLS, in frames that it builds itself, so that it can refuse or
//! interrupt a request at any point. It counts the requests that it carried out.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::platform::{Platform, State};

/// When a fault occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// When the head of a request was received.
    Head,
    /// When a request was received completely.
    End,
}

/// What happens to one request.
#[derive(Clone, Debug)]
pub struct Fault {
    /// When the fault occurs.
    pub at: At,
    /// Whether the request is carried out.
    pub carried_out: bool,
    /// The frames of the answer.
    pub frames: Vec<Frame>,
    /// Whether the connection is closed afterwards.
    pub closes: bool,
}

/// A frame that the platform sends.
#[derive(Clone, Debug)]
pub enum Frame {
    /// The head of an answer: its status.
    Head(u16),
    /// A part of an answer's body.
    Data(String),
    /// The last part of an answer's body.
    End(String),
    /// Resets the stream of the request, for this reason.
    Reset(u32),
    /// Announces the end of the connection, with the last stream that was or may be processed, and the
    /// reason.
    GoAway {
        /// Whether the stream of the request counts as processed.
        processed: bool,
        /// The reason.
        reason: u32,
    },
    /// Sets the limit of streams that the client may have open at once.
    MostStreams(u32),
}

/// Reasons, as defined in RFC 9113.
pub mod reason {
    #![allow(missing_docs)]
    pub const NO_ERROR: u32 = 0;
    pub const INTERNAL_ERROR: u32 = 2;
    pub const REFUSED_STREAM: u32 = 7;
    pub const CANCEL: u32 = 8;
}

/// Returns the good answer, with this body.
#[must_use]
pub fn good(body: &str) -> Vec<Frame> {
    vec![Frame::Head(200), Frame::End(body.to_owned())]
}

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;

const ACK: u8 = 0x1;
const END_STREAM: u8 = 0x1;
const END_HEADERS: u8 = 0x4;

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let head = [length[1], length[2], length[3], kind, flags];
    [&head, stream.to_be_bytes().as_slice(), payload].concat()
}

impl Frame {
    fn bytes(&self, stream: u32) -> Vec<u8> {
        match self {
            Self::Head(status) => {
                // A literal header field whose name is `:status`, at index 8 of the static table.
                let head = [&[8, 3], status.to_string().as_bytes()].concat();
                frame(HEADERS, END_HEADERS, stream, &head)
            }
            Self::Data(body) => frame(DATA, 0, stream, body.as_bytes()),
            Self::End(body) => frame(DATA, END_STREAM, stream, body.as_bytes()),
            Self::Reset(reason) => frame(RST_STREAM, 0, stream, &reason.to_be_bytes()),
            Self::GoAway { processed, reason } => {
                let last = if *processed { stream } else { 0 };
                frame(
                    GOAWAY,
                    0,
                    0,
                    &[last.to_be_bytes(), reason.to_be_bytes()].concat(),
                )
            }
            Self::MostStreams(most) => frame(
                SETTINGS,
                0,
                0,
                &[[0, 3].as_slice(), &most.to_be_bytes()].concat(),
            ),
        }
    }
}

/// A platform that speaks HTTP/2. Each request that was received completely counts.
pub type Http2Platform = Platform<Fault>;

impl Http2Platform {
    /// Starts a platform. Each request takes the next fault of the script; after the script, all requests
    /// succeed.
    pub async fn start(script: impl IntoIterator<Item = Fault>) -> Self {
        Self::serve(script, connection).await
    }
}

impl State<Fault> {
    /// Takes the next fault if it occurs at this moment.
    fn next(&self, at: At) -> Option<Fault> {
        let mut script = self.script.lock().unwrap();
        let strikes = script.front().is_some_and(|fault| fault.at == at);
        strikes.then(|| script.pop_front()).flatten()
    }

    fn success(&self) -> Fault {
        Fault {
            at: At::End,
            carried_out: true,
            frames: good(&self.good()),
            closes: false,
        }
    }
}

async fn connection(mut stream: TcpStream, state: Arc<State<Fault>>) {
    // An error means that the client closed the connection.
    let _ = requests(&mut stream, &state).await;
}

async fn requests(stream: &mut TcpStream, state: &State<Fault>) -> std::io::Result<()> {
    stream.read_exact(&mut [0; 24]).await?;
    stream.write_all(&frame(SETTINGS, 0, 0, &[])).await?;
    // The last stream that was answered. The rest of its request is ignored.
    let mut answered = 0;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let [l1, l2, l3, kind, flags, s1, s2, s3, s4] = head;
        let length = usize::try_from(u32::from_be_bytes([0, l1, l2, l3])).unwrap();
        let id = u32::from_be_bytes([s1, s2, s3, s4]);
        let mut payload = vec![0; length];
        stream.read_exact(&mut payload).await?;
        let fault = match kind {
            SETTINGS | PING if flags & ACK == 0 => {
                let content = if kind == PING { &payload[..] } else { &[] };
                stream.write_all(&frame(kind, ACK, 0, content)).await?;
                None
            }
            HEADERS => state.next(At::Head),
            DATA if id == answered => None,
            DATA => {
                grant(stream, id, length).await?;
                (flags & END_STREAM != 0).then(|| {
                    state.requests.fetch_add(1, Ordering::SeqCst);
                    state.next(At::End).unwrap_or_else(|| state.success())
                })
            }
            _ => None,
        };
        let Some(fault) = fault else { continue };
        answered = id;
        if fault.carried_out {
            state.carried_out.fetch_add(1, Ordering::SeqCst);
        }
        let answer: Vec<u8> = fault
            .frames
            .iter()
            .flat_map(|frame| frame.bytes(id))
            .collect();
        stream.write_all(&answer).await?;
        if fault.closes {
            stream.shutdown().await?;
            // Reads to the end. Otherwise, a reset could discard the answer.
            while stream.read(&mut [0; 4096]).await? != 0 {}
            return Ok(());
        }
    }
}

/// Allows the client to send this many bytes more.
async fn grant(stream: &mut TcpStream, id: u32, length: usize) -> std::io::Result<()> {
    let length = u32::try_from(length).unwrap().to_be_bytes();
    if length != [0; 4] {
        stream
            .write_all(&frame(WINDOW_UPDATE, 0, 0, &length))
            .await?;
        stream
            .write_all(&frame(WINDOW_UPDATE, 0, id, &length))
            .await?;
    }
    Ok(())
}
