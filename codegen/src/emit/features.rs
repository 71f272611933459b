//! For which features of the library code is written.

/// Features of the library that need code of their own. The rest is written in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// The methods of the blocking client.
    pub blocking: bool,
    /// The table of the command line.
    pub cli: bool,
    /// What the mock platform needs, which the command line needs, too.
    pub mock: bool,
}

impl Features {
    /// Every one of them.
    pub const ALL: Self = Self {
        blocking: true,
        cli: true,
        mock: true,
    };

    /// Those for which it is true that they are on, by their names.
    pub fn named(is_on: impl Fn(&str) -> bool) -> Self {
        let cli = is_on("cli");
        Self {
            blocking: is_on("blocking"),
            cli,
            mock: cli || is_on("mock"),
        }
    }
}
