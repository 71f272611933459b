//! The HTTP server of the mock platform: a thread that listens and serves connections.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::handle::respond_to;
use super::state::State;

/// A server on a background thread, so that it answers while the caller's threads are busy. Dropping it closes
/// its port and its connections.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Listens on a port of the loopback interface; 0 selects a free one. It only waits until its thread runs.
    pub(crate) fn start(port: u16, state: Arc<State>) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let (started, starting) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("mock-platform".to_owned())
            .spawn(move || run(listener, state, started, stopped))?;
        let server = Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        };
        let ended = || io::Error::other("the thread of the mock platform ended");
        starting.recv().map_err(|_| ended())??;
        Ok(server)
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

fn run(
    listener: std::net::TcpListener,
    state: Arc<State>,
    started: mpsc::Sender<io::Result<()>>,
    stopped: oneshot::Receiver<Infallible>,
) {
    let runtime = match tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(MOST_DIAGNOSES)
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return drop(started.send(Err(error))),
    };
    runtime.block_on(async {
        match TcpListener::from_std(listener) {
            Ok(listener) => {
                tokio::spawn(accept(listener, state));
                let _ = started.send(Ok(()));
                let _ = stopped.await;
            }
            Err(error) => drop(started.send(Err(error))),
        }
    });
    // All tasks and connections end here. A running diagnosis is not awaited.
    runtime.shutdown_background();
}

/// Maximum number of signatures that are examined at the same time.
const MOST_DIAGNOSES: usize = 2;

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
