//! What a test expects of a call and how it is answered, said step by step.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::{HeaderName, HeaderValue};

use super::action::Content;
use super::mockable::{Mockable, written};
use super::rules::{Condition, Step};
use super::sent;
use super::server::State;
use super::times::Times;
use super::wanted::Wanted;

/// What is expected of the calls of one kind, and how they are answered. [`MockPlatform::on`] begins one; what is
/// said of it holds at once.
///
/// - **Which calls**: all of the kind, unless [`matching`](Self::matching) or [`with`](Self::with) says otherwise.
///   Expectations are like the arms of a `match`: of those that fit a call, the first answers it, so what is
///   special goes before what is general.
/// - **With what**: the spec's example, unless one of [`reply`](Self::reply), [`fail`](Self::fail),
///   [`status`](Self::status), [`body`](Self::body) and [`drop_connection`](Self::drop_connection) says otherwise.
///   [`then`](Self::then) begins the answer to what comes after: `.status(503).then().reply(…)`.
/// - **How often**: [`times`](Self::times) says for how many calls an answer is. Unless it does, an answer that
///   another follows is for one call, and the last one for all further calls, of which at least one must come.
/// - **Past the end**: an expectation that has had all its calls is passed over. The next that fits answers; if
///   none is left, the call is refused with [`Reason::Unexpected`], and is reported. A call that fits no
///   expectation gets the spec's example, as without any.
///
/// Only calls that the platform would carry out get here: one that is not signed rightly, or that the spec does not
/// allow, is refused before. Each attempt of the client counts as a call.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use bge_private_sdk::ExposeSecret;
/// use bge_private_sdk::mock::MockPlatform;
/// use bge_private_sdk::service::{WechatToken, WechatTokenAction, WechatTokenResponse};
///
/// let mock = MockPlatform::start().await?;
/// mock.on::<WechatToken>()
///     .matching(|request| request.action == WechatTokenAction::Get)
///     .status(503)
///     .then()
///     .reply(WechatTokenResponse::new("made-up"))
///     .times(1);
///
/// // The first attempt meets 503, the second the answer.
/// let token = mock.client().wechat_token("demo", WechatTokenAction::Get).await?;
/// assert_eq!(token.access_token.expose_secret(), "made-up");
/// mock.verify()?;
/// # Ok(())
/// # }
/// ```
///
/// [`MockPlatform::on`]: super::MockPlatform::on
/// [`Reason::Unexpected`]: super::Reason::Unexpected
pub struct Expectation<R> {
    state: Arc<State>,
    number: usize,
    request: PhantomData<fn(R)>,
}

impl<R: Mockable> Expectation<R> {
    pub(crate) fn new(state: Arc<State>, number: usize) -> Self {
        Self {
            state,
            number,
            request: PhantomData,
        }
    }

    /// Expects calls alone whose request this says yes to. Several such conditions must all hold.
    pub fn matching(self, condition: impl Fn(&R) -> bool + Send + Sync + 'static) -> Self {
        self.condition(Condition::Predicate(Arc::new(move |call| {
            sent::request(call).is_some_and(|request| condition(&request))
        })))
    }

    /// Expects exactly this request. A report tells in which fields the closest call differed.
    ///
    /// `client.sign_url("a").region(Region::Domestic).into_request()` makes one with what is optional. A file is
    /// read here, blocking.
    pub fn with(self, request: R) -> Self {
        self.condition(Condition::Request(Arc::new(Wanted::new(&request))))
    }

    fn condition(self, condition: Condition) -> Self {
        self.state
            .rules
            .change(self.number, |rule| rule.conditions.push(condition));
        self
    }

    fn step(self, change: impl FnOnce(&mut Step)) -> Self {
        self.state.rules.change_step(self.number, change);
        self
    }

    fn content(self, content: Content) -> Self {
        self.step(|step| step.action.content = Some(content))
    }

    /// Answers with this, in the platform's envelope.
    pub fn reply(self, response: R::Response) -> Self {
        self.content(Content::Data(written::<R>(&response)))
    }

    /// Answers with an error of the platform's own: its code, which is not 0, and its message.
    pub fn fail(self, code: i64, message: impl Into<String>) -> Self {
        let message = message.into();
        self.content(Content::Failure { code, message })
    }

    /// Answers with this body as it is, be it JSON, broken JSON or anything else, without the platform's envelope.
    /// It is called `application/json` unless a [`header`](Self::header) says otherwise.
    pub fn body(self, body: impl Into<Bytes>) -> Self {
        self.content(Content::Body(body.into()))
    }

    /// Closes the connection without an answer, once the call has come whole.
    pub fn drop_connection(self) -> Self {
        self.content(Content::Dropped)
    }

    /// Answers with this HTTP status; the body is empty unless something else says what is in it.
    ///
    /// # Panics
    /// If it is not a status of an answer, 200 to 999.
    #[track_caller]
    #[allow(
        clippy::panic,
        reason = "a test with such a mistake is to fail, and here"
    )]
    pub fn status(self, status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) if !status.is_informational() => {
                self.step(|step| step.action.status = Some(status))
            }
            _ => panic!("{status} is not the HTTP status of an answer, 200 to 999"),
        }
    }

    /// Answers with a further header, such as `Retry-After`, or in place of the usual one.
    pub fn header(self, name: HeaderName, value: HeaderValue) -> Self {
        self.step(|step| {
            step.action.headers.append(name, value);
        })
    }

    /// Waits so long before it answers, or before it drops the connection. For a client of the mock platform whose
    /// runtime has its time paused, that time passes.
    pub fn delay(self, delay: Duration) -> Self {
        self.step(|step| step.action.delay = Some(delay))
    }

    /// For how many calls the answer is: a number, where 0 expects none, or a range such as `1..` or `..=3`.
    pub fn times(self, times: impl Into<Times>) -> Self {
        let times = times.into();
        self.step(|step| step.times = Some(times))
    }

    /// Begins what is answered once the calls of the answer before have come. Never reached if those have no end.
    pub fn then(self) -> Self {
        self.state
            .rules
            .change(self.number, |rule| rule.steps.push(Step::default()));
        self
    }
}

impl<R> fmt::Debug for Expectation<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}
