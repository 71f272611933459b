//! Clients whose runtime is paused, as with `#[tokio::test(start_paused = true)]`.
//!
//! A paused clock jumps to the next timer when all tasks of its runtime wait. Waiting for the network counts too, so
//! the clock would jump to a time limit of the client before the answer comes. tokio holds such a clock while a
//! blocking task runs. So each attempt has a blocking task, which ends with the attempt.

use std::collections::HashMap;
use std::convert::Infallible;
use std::hint::spin_loop;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::runtime::{Handle, RuntimeFlavor};

use super::settings::locked;

/// Maximum real time for which an attempt in a paused runtime holds the clock. It allows the runtime to shut
/// down if an attempt is never dropped.
const LONGEST_HOLD: Duration = Duration::from_secs(30);

/// The attempts in paused runtimes, by their nonces.
#[derive(Debug, Default)]
pub(crate) struct PausedAttempts(Mutex<HashMap<String, PausedAttempt>>);

#[derive(Debug)]
struct PausedAttempt {
    runtime: Handle,
    hold: Option<Hold>,
}

/// Holds a paused clock until it is dropped.
#[derive(Debug)]
struct Hold {
    /// The blocking task ends when this end of the channel is dropped.
    _end: Sender<Infallible>,
}

impl Hold {
    fn new(runtime: &Handle) -> Self {
        let (end, ended) = channel();
        // It may outlive the attempt; nothing waits for it.
        drop(runtime.spawn_blocking(move || ended.recv_timeout(LONGEST_HOLD)));
        Self { _end: end }
    }
}

/// An attempt that is registered until it is dropped.
struct Registered {
    attempts: Arc<PausedAttempts>,
    nonce: String,
}

impl Drop for Registered {
    fn drop(&mut self) {
        locked(&self.attempts.0).remove(&self.nonce);
    }
}

impl PausedAttempts {
    /// Holds the clock of the current runtime until the returned value is dropped. Returns `None` if the
    /// runtime is not paused.
    pub(crate) fn begin(self: &Arc<Self>, nonce: &str) -> Option<Box<dyn Send>> {
        let runtime = Handle::try_current().ok()?;
        // Only a current-thread runtime can be paused.
        if runtime.runtime_flavor() != RuntimeFlavor::CurrentThread || !is_paused() {
            return None;
        }
        let hold = Some(Hold::new(&runtime));
        let attempt = PausedAttempt { runtime, hold };
        locked(&self.0).insert(nonce.to_owned(), attempt);
        Some(Box::new(Registered {
            attempts: Arc::clone(self),
            nonce: nonce.to_owned(),
        }))
    }

    /// Waits before an attempt is answered: in the time of its client if that is paused, otherwise in real
    /// time.
    pub(crate) async fn delay(self: &Arc<Self>, nonce: &str, delay: Duration) {
        let runtime = locked(&self.0).get(nonce).map(|it| it.runtime.clone());
        let Some(runtime) = runtime else {
            return tokio::time::sleep(delay).await;
        };
        let (attempts, nonce) = (Arc::clone(self), nonce.to_owned());
        let delayed = runtime.spawn(async move {
            attempts.hold(&nonce, |_| None);
            tokio::time::sleep(delay).await;
            attempts.hold(&nonce, |runtime| Some(Hold::new(runtime)));
        });
        // Fails only if the client's runtime has ended, and then nothing waits for the answer.
        let _ = delayed.await;
    }

    /// Changes whether an attempt that has not ended holds the clock.
    fn hold(&self, nonce: &str, hold: impl FnOnce(&Handle) -> Option<Hold>) {
        if let Some(attempt) = locked(&self.0).get_mut(nonce) {
            attempt.hold = hold(&attempt.runtime);
        }
    }
}

/// Returns whether the current runtime is paused: its time stands still while real time passes.
fn is_paused() -> bool {
    let (paused, real) = (tokio::time::Instant::now(), Instant::now());
    while Instant::now() == real {
        spin_loop();
    }
    tokio::time::Instant::now() == paused
}
