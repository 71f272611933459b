//! How many calls are expected.

use std::fmt;
use std::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

/// The number of expected calls: a number, or a range such as `1..` or `..=3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    pub(crate) least: usize,
    /// `None` for no limit.
    pub(crate) most: Option<usize>,
}

impl From<usize> for Times {
    fn from(times: usize) -> Self {
        Self::from(times..=times)
    }
}

impl From<RangeInclusive<usize>> for Times {
    fn from(times: RangeInclusive<usize>) -> Self {
        Self {
            least: *times.start(),
            most: Some(*times.end()),
        }
    }
}

impl From<Range<usize>> for Times {
    fn from(times: Range<usize>) -> Self {
        Self {
            least: times.start,
            most: Some(times.end.saturating_sub(1)),
        }
    }
}

impl From<RangeFrom<usize>> for Times {
    fn from(times: RangeFrom<usize>) -> Self {
        Self {
            least: times.start,
            most: None,
        }
    }
}

impl From<RangeTo<usize>> for Times {
    fn from(times: RangeTo<usize>) -> Self {
        Self::from(0..times.end)
    }
}

impl From<RangeToInclusive<usize>> for Times {
    fn from(times: RangeToInclusive<usize>) -> Self {
        Self::from(0..=times.end)
    }
}

impl From<RangeFull> for Times {
    fn from(_: RangeFull) -> Self {
        Self::from(0..)
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (0, None) => f.write_str("any number of calls"),
            (least, None) => write!(f, "at least {}", Calls(least)),
            (least, Some(most)) if least == most => Calls(most).fmt(f),
            (0, Some(most)) => write!(f, "at most {}", Calls(most)),
            (least, Some(most)) => write!(f, "{least} to {}", Calls(most)),
        }
    }
}

/// A number of calls in words.
pub(crate) struct Calls(pub(crate) usize);

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("no call"),
            1 => f.write_str("1 call"),
            many => write!(f, "{many} calls"),
        }
    }
}
