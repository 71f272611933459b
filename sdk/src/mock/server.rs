//! The HTTP server of the mock platform: a thread that listens and answers requests.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::{Body, Incoming};
use hyper::header::{ALLOW, CONTENT_TYPE, DATE, HeaderValue};
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::body;
use super::calls::{Log, ReceivedCall};
use super::clients::Clients;
use super::examples;
use super::panics::{Panics, caught, caught_future};
use super::parameters;
use super::refusal::{Quoted, Reason, Refusal};
use super::rules::Rules;
use super::similar::did_you_mean;
use super::verify::{Clock, Gate};
use crate::generated::ENDPOINTS;
use crate::generated::platform::PLATFORM;
use crate::runtime::generated::{Endpoint, JsonWriter};

/// State shared by all connections.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) gate: Gate,
    pub(crate) clock: Clock,
    pub(crate) log: Mutex<Log>,
    pub(crate) rules: Rules,
    pub(crate) observer: Observer,
    pub(crate) panics: Panics,
    pub(crate) clients: Clients,
    /// How long a connection may be idle.
    pub(crate) idle_timeout: Duration,
}

/// The function that is called with each call.
#[derive(Clone)]
pub(crate) struct Observer(pub(crate) Arc<dyn Fn(&ReceivedCall) + Send + Sync>);

impl Default for Observer {
    fn default() -> Self {
        Self(Arc::new(|_| {}))
    }
}

impl std::fmt::Debug for Observer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Observer")
    }
}

impl State {
    pub(crate) fn with_log<T>(&self, f: impl FnOnce(&mut Log) -> T) -> T {
        f(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes that the test's code panicked, and refuses the call.
    fn panicked(&self, what: &str, message: &str) -> Refusal {
        let message = format!("{what} panicked: {message}");
        self.panics.push(message.clone());
        Refusal::new(Reason::Panicked, message)
    }
}

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
        let listener = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, port))?;
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
    let idle_timeout = state.idle_timeout;
    let service = service_fn(move |request| {
        let state = Arc::clone(&state);
        async move { respond_to(&state, request).await.ok_or(Dropped) }
    });
    // Only the connection can fail here, and the client notices.
    let _ = http1::Builder::new()
        .auto_date_header(false)
        .timer(TokioTimer::new())
        .header_read_timeout(idle_timeout)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// The connection is dropped because an expectation says so.
#[derive(Debug)]
struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is dropped")
    }
}

impl std::error::Error for Dropped {}

/// Returns the response to a request, even if the test's code panics; `None` if the connection is to be
/// dropped.
async fn respond_to(state: &State, request: Request<Incoming>) -> Option<Response<Full<Bytes>>> {
    match caught_future(handle(state, request)).await {
        Ok(response) => response,
        Err(message) => Some(refused(
            &state.panicked("code that answers a call", &message),
        )),
    }
}

fn refused(refusal: &Refusal) -> Response<Full<Bytes>> {
    let json = envelope(refusal.code(), refusal.message(), None);
    respond(refusal.reason().status(), &json)
}

/// Returns the response to a request; `None` if the connection is to be dropped.
async fn handle(state: &State, request: Request<Incoming>) -> Option<Response<Full<Bytes>>> {
    let (head, mut body) = request.into_parts();
    let mut call = ReceivedCall::new(head.uri.path());
    let judged = judge(state, &head, &mut body, &mut call).await;
    body::drain(body).await;
    // Expectations come last: they never answer a call that the platform refuses.
    let judged = judged.and_then(|endpoint| Ok((endpoint, state.rules.decide(&mut call)?)));
    let (mut response, mut delay) = match &judged {
        Ok((endpoint, action)) => (
            action.response(examples::answer(endpoint, &call)),
            action.delay,
        ),
        Err(refusal) => (Some(refused(refusal)), None),
    };
    call.refusal = judged.err();
    if let Err(message) = caught(|| (state.observer.0)(&call)) {
        let refusal = state.panicked("the function of `on_call`", &message);
        (response, delay) = (Some(refused(&refusal)), None);
        call.refusal = Some(refusal);
    }
    let nonce = call.field(PLATFORM.nonce_field).map(str::to_owned);
    // Before the delay, because the caller may stop waiting.
    state.with_log(|log| log.push(call));
    if let Some(delay) = delay {
        let nonce = nonce.unwrap_or_default();
        state.clients.paused.delay(&nonce, delay).await;
    }
    response.map(|response| stamped(response, state.clock.now()))
}

/// Returns the endpoint of a call that the platform would carry out, or a refusal.
async fn judge<B>(
    state: &State,
    head: &Parts,
    body: &mut B,
    call: &mut ReceivedCall,
) -> Result<&'static Endpoint, Refusal>
where
    B: Body<Data = Bytes> + Send + Unpin,
{
    let endpoint = route(head)?;
    call.endpoint = Some(endpoint);
    body::read(&head.headers, body, call).await?;
    parameters::check_repeated(endpoint, call)?;
    state.gate.admit(call).await?;
    parameters::check(endpoint, call)?;
    Ok(endpoint)
}

fn route(head: &Parts) -> Result<&'static Endpoint, Refusal> {
    if head.method != Method::POST {
        let message = format!(
            "the method is {}; every call is a POST",
            Quoted(head.method.as_str())
        );
        return Err(Refusal::new(Reason::Method, message));
    }
    let path = head.uri.path();
    let endpoint = ENDPOINTS
        .iter()
        .find(|endpoint| endpoint.path == path)
        .ok_or_else(|| {
            let hint = did_you_mean(path, ENDPOINTS.iter().map(|endpoint| endpoint.path));
            Refusal::new(
                Reason::Path,
                format!("no call has the path {}{hint}", Quoted(path)),
            )
        })?;
    if head.uri.query().is_some() {
        return Err(Refusal::new(
            Reason::Path,
            "the URL has a query; every field belongs in the body",
        ));
    }
    Ok(endpoint)
}

/// Writes the platform's envelope.
pub(crate) fn envelope(code: i64, message: &str, data: Option<&str>) -> String {
    let mut out = JsonWriter::default();
    out.begin_object();
    out.key(PLATFORM.code);
    out.raw(&code.to_string());
    out.key(PLATFORM.message);
    out.text(message);
    out.key(PLATFORM.data);
    out.raw(data.unwrap_or("null"));
    out.end_object();
    out.finish()
}

pub(crate) fn respond(status: hyper::StatusCode, json: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(Bytes::copy_from_slice(json.as_bytes())));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if status == hyper::StatusCode::METHOD_NOT_ALLOWED {
        response
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("POST"));
    }
    response
}

/// Adds the time of the answer, by the clock that checks timestamps.
fn stamped(mut response: Response<Full<Bytes>>, now: SystemTime) -> Response<Full<Bytes>> {
    let date = OffsetDateTime::from(now)
        .format(&Rfc2822)
        .unwrap_or_default();
    if let Ok(date) = HeaderValue::try_from(date.replace("+0000", "GMT")) {
        response.headers_mut().insert(DATE, date);
    }
    response
}
