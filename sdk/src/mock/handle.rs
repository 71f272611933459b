//! Answers a request: reads and checks the call, and applies the expectations.

use std::time::SystemTime;

use hyper::Request;
use hyper::body::Incoming;
use hyper::header::{DATE, HeaderValue};
use hyper::http::request::Parts;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use super::action::{Response, refused};
use super::answers;
use super::body;
use super::calls::ReceivedCall;
use super::panics::{caught, caught_future};
use super::parameters;
use super::refusal::Refusal;
use super::route;
use super::settings::locked;
use super::state::State;
use crate::generated::platform::PLATFORM;
use crate::runtime::endpoint::Endpoint;

/// Returns the response to a request, even if the test's code panics; `None` if the connection is to be
/// dropped.
pub(crate) async fn respond_to(state: &State, request: Request<Incoming>) -> Option<Response> {
    match caught_future(handle(state, request)).await {
        Ok(response) => response,
        Err(message) => Some(refused(
            &state.panicked("code that answers a call", &message),
        )),
    }
}

/// Returns the response to a request; `None` if the connection is to be dropped.
async fn handle(state: &State, request: Request<Incoming>) -> Option<Response> {
    let (head, mut body) = request.into_parts();
    let mut call = ReceivedCall::new(head.uri.path());
    let judged = judge(state, &head, &mut body, &mut call).await;
    body::drain(body).await;
    // Expectations come last: they never answer a call that the platform refuses.
    let judged = judged.and_then(|endpoint| {
        let action = state.rules.decide(&mut call, |place, message| {
            let what = format!("a condition of the expectation at {place}");
            state.panicked(&what, message);
        })?;
        Ok((endpoint, action))
    });
    let (mut response, mut delay) = match &judged {
        Ok((endpoint, action)) => (
            action.response(&answers::answer(endpoint, &state.tasks, &call)),
            action.delay,
        ),
        Err(refusal) => (Some(refused(refusal)), None),
    };
    call.refusal = judged.err();
    if let Err(message) = caught(|| (state.settings.observer.0)(&call)) {
        let refusal = state.panicked("the function of `on_call`", &message);
        (response, delay) = (Some(refused(&refusal)), None);
        call.refusal = Some(refusal);
    }
    let nonce = call.field(PLATFORM.nonce_field).unwrap_or_default();
    let nonce = nonce.to_owned();
    // Before the delay, because the caller may stop waiting.
    locked(&state.log).push(call);
    if let Some(delay) = delay {
        state.clients.paused.delay(&nonce, delay).await;
    }
    response.map(|response| stamped(response, state.settings.now()))
}

/// Returns the endpoint of a call that the platform would carry out, or a refusal.
async fn judge(
    state: &State,
    head: &Parts,
    body: &mut Incoming,
    call: &mut ReceivedCall,
) -> Result<&'static Endpoint, Refusal> {
    let endpoint = route::find(head)?;
    call.endpoint = Some(endpoint);
    call.in_path = route::parameters(endpoint, call.path())?;
    body::read(&head.headers, body, call).await?;
    let endpoint = route::by_parameters(endpoint, call);
    call.endpoint = Some(endpoint);
    parameters::check_repeated(endpoint, call)?;
    state.gate.admit(&state.settings, call).await?;
    parameters::check(endpoint, call)?;
    Ok(endpoint)
}

/// Adds the time of the answer, by the clock that checks timestamps.
fn stamped(mut response: Response, now: SystemTime) -> Response {
    let date = OffsetDateTime::from(now)
        .format(&Rfc2822)
        .unwrap_or_default();
    if let Ok(date) = HeaderValue::try_from(date.replace("+0000", "GMT")) {
        response.headers_mut().insert(DATE, date);
    }
    response
}
