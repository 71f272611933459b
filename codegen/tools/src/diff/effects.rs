//! What a change means for clients, for source code, and for a changelog.

/// What a change means for clients built from the old spec, once the platform follows the new spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// They still work.
    Compatible,
    /// They send requests that are rejected or misread, or cannot read answers.
    Breaking,
}

impl Wire {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

/// What a change means for existing code, once it is built with the new client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// It compiles and behaves as before.
    Compatible,
    /// It may not compile.
    Breaking,
    /// It compiles, but may behave differently. Counts as breaking.
    Silent,
}

impl Source {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
            Self::Silent => "silent",
        }
    }
}

/// The section of a changelog that a change belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An item was added.
    Added,
    /// An item changed.
    Changed,
    /// An item is deprecated, or no longer deprecated.
    Deprecated,
    /// An item was removed.
    Removed,
    /// Documentation or examples changed.
    Documentation,
}
