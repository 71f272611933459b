//! Records or replays the attempts of a client.

use std::sync::Arc;

use super::asked::Asked;
use super::recorder::Recorder;
use super::recording::Recording;
use crate::runtime::ClientBuilder;
use crate::runtime::error::ErrorKind;
use crate::runtime::exchange::{Attempt, Exchange, Exchanging, Layer, impossible};
use crate::runtime::retry::Failed;

impl<C> ClientBuilder<C> {
    /// Records every call.
    pub fn record(mut self, recorder: &Recorder) -> Self {
        self.asked.layer = Some(Arc::new(recorder.clone()));
        self
    }

    /// Answers every call from a recording and sends nothing.
    pub fn replay(mut self, recording: &Recording) -> Self {
        self.asked.layer = Some(Arc::new(recording.clone()));
        self
    }
}

impl Layer for Recorder {
    fn over(&self, inner: Arc<dyn Exchange>) -> Arc<dyn Exchange> {
        Arc::new(Recorded {
            recorder: self.clone(),
            inner,
        })
    }
}

/// Performs attempts and records them.
struct Recorded {
    recorder: Recorder,
    inner: Arc<dyn Exchange>,
}

impl Exchange for Recorded {
    fn exchange<'a>(&'a self, attempt: Attempt<'a>) -> Exchanging<'a> {
        Box::pin(async move {
            let asked = asked(attempt).await?;
            self.recorder.begin().map_err(setup)?;
            let result = self.inner.exchange(attempt).await;
            self.recorder.end(&asked, &result);
            result
        })
    }
}

impl Layer for Recording {
    fn over(&self, _: Arc<dyn Exchange>) -> Arc<dyn Exchange> {
        Arc::new(self.clone())
    }
}

impl Exchange for Recording {
    fn exchange<'a>(&'a self, attempt: Attempt<'a>) -> Exchanging<'a> {
        Box::pin(async move {
            let call = self.answer(&asked(attempt).await?).map_err(setup)?;
            call.replay(&attempt)
        })
    }
}

async fn asked(attempt: Attempt<'_>) -> Result<Asked, Failed<ErrorKind>> {
    let asked = Asked::of(&attempt).await;
    asked.map_err(|error| setup(format!("a file cannot be read: {error}")))
}

fn setup(problem: String) -> Failed<ErrorKind> {
    impossible(ErrorKind::setup(problem))
}
