//! What a test expects of a call and how it is answered.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::{HeaderName, HeaderValue};

use super::answer_body::Chunks;
use super::content::Content;
use super::mockable::{self, Mockable, written};
use super::rules::{Condition, Rule, Rules, Step};
use super::settings::Function;
use super::times::Times;
use super::wanted::Wanted;
use crate::runtime::{Json, Reply};

/// What is expected of the calls to an endpoint, and how they are answered. Created by [`MockPlatform::on`].
/// Each method takes effect immediately. One that was created by the name of the call, by [`MockPlatform::on_named`], has
/// only the methods that do not depend on the type of the request.
///
/// - **Which calls**: all calls to the endpoint, or those that [`matching`](Self::matching) or [`with`](Self::with)
///   select. The first expectation that matches a call answers it, like the first arm of a `match`, so specific
///   expectations come before general ones.
/// - **Which answer**: the one set with [`reply`](Self::reply), [`data`](Self::data), [`fail`](Self::fail), [`status`](Self::status),
///   [`body`](Self::body), [`stream`](Self::stream) or [`drop_connection`](Self::drop_connection). Defaults to the spec's example.
///   [`then`](Self::then) starts the answer to the next calls: `.status(503).then().reply(…)`.
/// - **How often**: [`times`](Self::times) sets how many calls get an answer. Defaults to one call if another answer
///   follows. The last answer is for all further calls, and at least one is expected.
/// - **After the last call**: an expectation that has received all its calls is skipped, and the next one that matches
///   answers. If none is left, the call is refused with [`Reason::Unexpected`] and reported. A call that matches no
///   expectation gets the spec's example.
///
/// Expectations only see calls that the platform would carry out. A call with a wrong signature, or one that
/// the spec does not allow, is refused before. Each attempt of the client counts as a call.
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
/// [`MockPlatform::on_named`]: super::MockPlatform::on_named
/// [`Reason::Unexpected`]: super::Reason::Unexpected
pub struct Expectation<R> {
    rules: Arc<Rules>,
    number: usize,
    request: PhantomData<fn(R)>,
}

impl<R: Mockable> Expectation<R> {
    /// Only matches calls whose request satisfies this condition. All conditions must be satisfied.
    pub fn matching(self, condition: impl Fn(&R) -> bool + Send + Sync + 'static) -> Self {
        self.condition(Condition {
            words: "matching a condition".to_owned(),
            problem: None,
            differences: Function(Arc::new(move |call| {
                let is_true = mockable::request(call).is_some_and(|request| condition(&request));
                let found = (!is_true).then(|| "the condition is false".to_owned());
                found.into_iter().collect()
            })),
        })
    }

    /// Only matches exactly this request. The report shows in which fields the closest call differs.
    ///
    /// `client.sign_url("a").region(Region::Domestic).into_request()` creates a request with optional
    /// parameters. A file is read here, which blocks.
    pub fn with(self, request: R) -> Self {
        let wanted = Wanted::new(&request);
        self.condition(Condition {
            words: format!("with {}", wanted.arguments()),
            problem: wanted.problem.clone(),
            differences: Function(Arc::new(move |call| wanted.differences(call))),
        })
    }

    /// Answers with this response, in the platform's envelope. The answer to a call that downloads a file is a
    /// [`File`](crate::File), which is sent without an envelope.
    pub fn reply(self, reply: R::Reply) -> Self {
        self.content(written::<R>(&reply))
    }
}

impl<R> Expectation<R> {
    pub(crate) fn new(rules: Arc<Rules>, number: usize) -> Self {
        Self {
            rules,
            number,
            request: PhantomData,
        }
    }

    fn change<T>(self, change: impl FnOnce(&mut Rule) -> T) -> Self {
        self.rules.change(self.number, change);
        self
    }

    fn condition(self, condition: Condition) -> Self {
        self.change(|rule| rule.conditions.push(condition))
    }

    fn step(self, change: impl FnOnce(&mut Step)) -> Self {
        self.change(|rule| rule.steps.last_mut().map(change))
    }

    fn content(self, content: Content) -> Self {
        self.step(|step| step.action.content = Some(content))
    }

    /// Answers with this JSON as the data of the platform's envelope, whether it fits the spec or not.
    pub fn data(self, data: Json) -> Self {
        self.content(Content::Data(Some(Reply::Json(data))))
    }

    /// Answers with an error of the platform: its code, which is not 0, and its message.
    pub fn fail(self, code: i64, message: impl Into<String>) -> Self {
        let message = message.into();
        self.content(Content::Failure { code, message })
    }

    /// Answers with this body, unchanged and without the platform's envelope. It may be JSON, invalid JSON or
    /// anything else. Its media type defaults to `application/json`; use [`header`](Self::header) to change it.
    pub fn body(self, body: impl Into<Bytes>) -> Self {
        self.content(Content::Body(body.into()))
    }

    /// Answers with this body in chunks, without the platform's envelope and without its length in advance. Each call
    /// gets all chunks. Its media type defaults to `application/octet-stream`.
    pub fn stream<I>(self, chunks: I) -> Self
    where
        I: IntoIterator<Item: Into<Bytes> + 'static, IntoIter: Clone + Send + Sync + 'static>,
    {
        let chunks = chunks.into_iter();
        let chunks = move || -> Chunks { Box::new(chunks.clone().map(Into::into)) };
        self.content(Content::Chunks(Function(Arc::new(chunks))))
    }

    /// Closes the connection after this number of bytes of the body.
    pub fn break_off_after(self, bytes: u64) -> Self {
        self.step(|step| step.action.breaks_after = Some(bytes))
    }

    /// Closes the connection without an answer after the whole call is received.
    pub fn drop_connection(self) -> Self {
        self.content(Content::Dropped)
    }

    /// Answers with this HTTP status. The body is empty unless it is set.
    ///
    /// # Panics
    /// Panics if it is not the status of an answer, 200 to 999.
    #[track_caller]
    #[allow(
        clippy::panic,
        reason = "a test with such a mistake should fail, at this line"
    )]
    pub fn status(self, status: u16) -> Self {
        match StatusCode::from_u16(status) {
            Ok(status) if !status.is_informational() => {
                self.step(|step| step.action.status = Some(status))
            }
            _ => panic!("{status} is not the HTTP status of an answer, 200 to 999"),
        }
    }

    /// Adds a header to the answer, such as `Retry-After`, or replaces the default one.
    pub fn header(self, name: HeaderName, value: HeaderValue) -> Self {
        self.step(|step| {
            step.action.headers.append(name, value);
        })
    }

    /// Waits before it answers or drops the connection. If the client is a client of the mock platform and its
    /// runtime is paused, the paused time advances.
    pub fn delay(self, delay: Duration) -> Self {
        self.step(|step| step.action.delay = Some(delay))
    }

    /// Sets the number of calls that get this answer: a number, where 0 expects no call, or a range such as
    /// `1..` or `..=3`.
    pub fn times(self, times: impl Into<Times>) -> Self {
        let times = times.into();
        self.step(|step| step.times = Some(times))
    }

    /// Starts the answer to the next calls. It is not reached if the number of calls before is unlimited.
    pub fn then(self) -> Self {
        self.step(|step| step.times = step.times.or(Some(Times::from(1))))
            .change(|rule| rule.steps.push(Step::default()))
    }
}

impl<R> fmt::Debug for Expectation<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expectation")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}
