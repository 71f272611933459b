//! A generator of random numbers that gives the same ones for the same seed, and the seed of this run.

/// SplitMix64: small, quick, and the same on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Begins with a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number of 64 bits.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but without `limit`, which is not 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap();
        usize::try_from(self.number() % limit).unwrap()
    }

    /// True so many times of 1000.
    pub fn per_mille(&mut self, share: usize) -> bool {
        self.below(1000) < share
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, choice: &'a [T]) -> &'a T {
        &choice[self.below(choice.len())]
    }

    /// Any bytes, fewer than `limit`.
    pub fn bytes(&mut self, limit: usize) -> Vec<u8> {
        let length = self.below(limit);
        (0..length)
            .map(|_| u8::try_from(self.below(256)).unwrap())
            .collect()
    }

    /// Any text of fewer characters than `limit`: mostly ASCII, controls and all of Unicode among it.
    pub fn text(&mut self, limit: usize) -> String {
        let length = self.below(limit);
        (0..length).map(|_| self.character()).collect()
    }

    fn character(&mut self) -> char {
        let range = *self.pick(&[0x7f, 0x7f, 0x7f, 0x20, 0x3000, 0x11_0000]);
        u32::try_from(self.below(range))
            .ok()
            .and_then(char::from_u32)
            .unwrap_or('\u{fffd}')
    }
}

/// A number from the environment, or the usual one.
#[must_use]
pub fn setting(name: &str, usual: u64) -> u64 {
    match std::env::var(name) {
        Ok(value) => value
            .parse()
            .unwrap_or_else(|_| panic!("{name} is not a number: {value}")),
        Err(_) => usual,
    }
}
