//! The features of the library for which code is generated.

/// Features of the library that need generated code. Other code is always generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// The methods of the blocking client.
    pub blocking: bool,
    /// The static description of all calls.
    pub describe: bool,
    /// Code for the mock platform, which the description also needs.
    pub mock: bool,
    /// Implementations of `Serialize` and `Deserialize`.
    pub serde: bool,
}

impl Features {
    /// All features.
    pub const ALL: Self = Self {
        blocking: true,
        describe: true,
        mock: true,
        serde: true,
    };

    /// Creates the set of features for whose names `is_on` returns `true`.
    pub fn named(is_on: impl Fn(&str) -> bool) -> Self {
        let describe = is_on("describe");
        Self {
            blocking: is_on("blocking"),
            describe,
            mock: describe || is_on("mock"),
            serde: is_on("serde"),
        }
    }
}
