//! The features of the library for which code is generated.

/// Features of the library that need generated code. Other code is always generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// The methods of the blocking client.
    pub blocking: bool,
    /// The table for the command line.
    pub cli: bool,
    /// Code for the mock platform, which the command line also needs.
    pub mock: bool,
}

impl Features {
    /// All features.
    pub const ALL: Self = Self {
        blocking: true,
        cli: true,
        mock: true,
    };

    /// Creates the set of features for whose names `is_on` returns `true`.
    pub fn named(is_on: impl Fn(&str) -> bool) -> Self {
        let cli = is_on("cli");
        Self {
            blocking: is_on("blocking"),
            cli,
            mock: cli || is_on("mock"),
        }
    }
}
