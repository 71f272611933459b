//! Durations in whole seconds, as on the wire.

use std::fmt;
use std::time::Duration;

/// A number of whole seconds, the platform's unit of durations.
///
/// ```
/// use bge_private_sdk::Seconds;
/// use std::time::Duration;
///
/// let hour = Seconds::from(3600);
/// assert_eq!(Duration::from(hour), Duration::from_secs(3600));
/// assert_eq!(Seconds::try_from(Duration::from_secs(3600)), Ok(hour));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seconds(u64);

impl Seconds {
    /// Returns the number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl From<u64> for Seconds {
    fn from(seconds: u64) -> Self {
        Self(seconds)
    }
}

impl From<Seconds> for Duration {
    fn from(seconds: Seconds) -> Self {
        Self::from_secs(seconds.0)
    }
}

impl TryFrom<Duration> for Seconds {
    type Error = NotWholeSeconds;

    fn try_from(duration: Duration) -> Result<Self, NotWholeSeconds> {
        if duration.subsec_nanos() == 0 {
            Ok(Self(duration.as_secs()))
        } else {
            Err(NotWholeSeconds)
        }
    }
}

/// The duration is not a whole number of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotWholeSeconds;

impl fmt::Display for NotWholeSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the duration is not a whole number of seconds")
    }
}

impl std::error::Error for NotWholeSeconds {}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0)
    }
}
