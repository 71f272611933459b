//! How many calls are expected.

use std::fmt;
use std::ops::{
    Bound, Range, RangeBounds, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive,
};

/// The number of expected calls: a number, or a range such as `1..` or `..=3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    pub(crate) least: usize,
    /// `None` for no limit.
    pub(crate) most: Option<usize>,
}

impl Times {
    fn within(range: &impl RangeBounds<usize>) -> Self {
        let least = match range.start_bound() {
            Bound::Included(least) => *least,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let most = match range.end_bound() {
            Bound::Included(most) => Some(*most),
            Bound::Excluded(after) => Some(after.saturating_sub(1)),
            Bound::Unbounded => None,
        };
        Self { least, most }
    }
}

impl From<usize> for Times {
    fn from(times: usize) -> Self {
        Self::within(&(times..=times))
    }
}

macro_rules! from_ranges {
    ($($range:ty),*) => {$(
        impl From<$range> for Times {
            fn from(range: $range) -> Self {
                Self::within(&range)
            }
        }
    )*};
}

from_ranges!(
    Range<usize>,
    RangeFrom<usize>,
    RangeFull,
    RangeInclusive<usize>,
    RangeTo<usize>,
    RangeToInclusive<usize>
);

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (0, None) => f.write_str("any number of calls"),
            (least, None) => write!(f, "at least {}", calls(least)),
            (least, Some(most)) if least == most => f.write_str(&calls(most)),
            (0, Some(most)) => write!(f, "at most {}", calls(most)),
            (least, Some(most)) => write!(f, "{least} to {}", calls(most)),
        }
    }
}

/// Returns a number of calls in words.
pub(crate) fn calls(number: usize) -> String {
    match number {
        0 => "no call".to_owned(),
        1 => "1 call".to_owned(),
        many => format!("{many} calls"),
    }
}
