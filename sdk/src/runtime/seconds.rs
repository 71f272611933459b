//! Durations in whole seconds, as on the wire.

use std::fmt;
use std::time::Duration;

/// A number of whole seconds, the platform's unit of durations.
///
/// It is converted from a number or a [`Duration`]. A call with a fraction of a second is refused before it is sent.
///
/// ```
/// use bge_private_sdk::Seconds;
/// use std::time::Duration;
///
/// let hour = Seconds::from(3600);
/// assert_eq!(Duration::from(hour), Duration::from_secs(3600));
/// assert_eq!(Seconds::from(Duration::from_secs(3600)), hour);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seconds(Duration);

impl Seconds {
    /// Returns the number of whole seconds.
    pub const fn get(self) -> u64 {
        self.0.as_secs()
    }

    pub(crate) const fn is_whole(self) -> bool {
        self.0.subsec_nanos() == 0
    }
}

impl From<u64> for Seconds {
    fn from(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }
}

impl From<Duration> for Seconds {
    fn from(duration: Duration) -> Self {
        Self(duration)
    }
}

impl From<Seconds> for Duration {
    fn from(seconds: Seconds) -> Self {
        seconds.0
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0.as_secs_f64())
    }
}
