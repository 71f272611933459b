//! An async runtime on a background thread, for the blocking client and the mock platform.

use std::convert::Infallible;
use std::io;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::oneshot;

/// A runtime on a background thread. The thread ends after this is dropped. Dropping does not wait for it, so it is
/// allowed anywhere.
#[derive(Debug)]
pub(crate) struct RuntimeThread {
    pub(crate) runtime: Handle,
    /// The thread ends when this end of the channel is dropped.
    stop: oneshot::Sender<Infallible>,
    thread: JoinHandle<()>,
}

impl RuntimeThread {
    /// Starts a thread with this name, whose runtime runs at most this number of blocking tasks at once.
    pub(crate) fn start(name: &str, blocking_tasks: usize) -> io::Result<Self> {
        let (start, starting) = mpsc::sync_channel::<Runtime>(1);
        let (stop, stopped) = oneshot::channel();
        // The runtime is dropped in its thread, because it must not be dropped in async code.
        let thread = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                if let Ok(runtime) = starting.recv() {
                    let _ = runtime.block_on(stopped);
                    // Blocking tasks, such as reading a file, are not awaited.
                    runtime.shutdown_background();
                }
            })?;
        let runtime = Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(blocking_tasks)
            .build()?;
        let handle = runtime.handle().clone();
        start.send(runtime).map_err(io::Error::other)?;
        Ok(Self {
            runtime: handle,
            stop,
            thread,
        })
    }

    /// Ends the thread and waits until its connections are closed.
    #[allow(dead_code, reason = "only the mock platform waits")]
    pub(crate) fn end(self) {
        drop(self.stop);
        let _ = self.thread.join();
    }
}
