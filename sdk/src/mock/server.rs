//! The HTTP server of the mock platform: a thread that listens and serves connections.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};

use super::handle::respond_to;
use super::state::State;
use crate::runtime::runtime_thread::RuntimeThread;

/// A server on a background thread, so that it answers while the caller's threads are busy. Dropping it closes
/// its port and its connections.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    thread: Option<RuntimeThread>,
}

/// Maximum number of signatures that are examined at the same time.
const MOST_DIAGNOSES: usize = 2;

impl Server {
    /// Listens on a port of the loopback interface; 0 selects a free one.
    pub(crate) fn start(port: u16, state: Arc<State>) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let thread = RuntimeThread::start("mock-platform", MOST_DIAGNOSES)?;
        let entered = thread.runtime.enter();
        let listener = TcpListener::from_std(listener)?;
        drop(entered);
        thread.runtime.spawn(accept(listener, state));
        Ok(Self {
            address,
            thread: Some(thread),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A running diagnosis is not awaited.
        if let Some(thread) = self.thread.take() {
            thread.end();
        }
    }
}

async fn accept(listener: TcpListener, state: Arc<State>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(serve(stream, Arc::clone(&state)))),
            // Too many open files, or a connection that is already closed: the next one may work.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

async fn serve(stream: TcpStream, state: Arc<State>) {
    let _ = stream.set_nodelay(true);
    let idle_timeout = state.settings.idle_timeout;
    let service = service_fn(move |request| {
        let state = Arc::clone(&state);
        async move {
            let response = respond_to(&state, request).await;
            response.ok_or("an expectation drops the connection")
        }
    });
    // Only the connection can fail here, and the client notices.
    let _ = http1::Builder::new()
        .auto_date_header(false)
        .timer(TokioTimer::new())
        .header_read_timeout(idle_timeout)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}
