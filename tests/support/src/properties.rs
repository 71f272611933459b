//! Properties that hold for random values. Every run tests the same values. A value that fails is reduced to
//! a smaller one.
//!
//! `PROPTEST_CASES` changes the number of cases, `PROPTEST_RNG_SEED` changes the values.

use std::env;
use std::fmt::Debug;
use std::time::Duration;

use cpu_time::ThreadTime;
use proptest::collection::{SizeRange, vec};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestCaseResult, TestRunner};

/// The most processor time that one piece of work may take, even without optimisation.
const PATIENCE: Duration = Duration::from_secs(30);

/// Returns the number of cases to test: `PROPTEST_CASES`, or `usual`.
#[must_use]
pub fn cases(usual: u32) -> u32 {
    if env::var_os("PROPTEST_CASES").is_some() {
        Config::default().cases
    } else {
        usual
    }
}

/// Generates texts of this many characters: control characters, punctuation, and characters of one to four
/// bytes.
pub fn text(size: impl Into<SizeRange>) -> impl Strategy<Value = String> {
    // A strategy per character would take most of the time of some tests.
    vec(any::<u32>(), size).prop_map(|numbers| numbers.into_iter().map(character).collect())
}

fn character(number: u32) -> char {
    const MARKS: [char; 11] = [' ', '+', '%', '&', '=', '~', '*', '\r', '\n', '测', '🧬'];
    let (kind, number) = (number % 7, number / 7);
    match kind {
        0..4 => char::from((number % 0x80) as u8),
        4 => char::from_u32(0x80 + number % 0xff80).unwrap_or('🧬'),
        5 => char::from_u32(number % 0x11_0000).unwrap_or('🧬'),
        _ => MARKS[number as usize % MARKS.len()],
    }
}

/// Does work that must end soon. Processor time is measured, so that a busy machine does not cause a failure.
///
/// # Panics
/// If the work takes longer than 30 seconds of processor time.
#[track_caller]
pub fn in_time<T>(work: impl FnOnce() -> T) -> T {
    let start = ThreadTime::now();
    let result = work();
    let elapsed = start.elapsed();
    assert!(elapsed < PATIENCE, "{elapsed:?} of processor time");
    result
}

/// Tests a property with `usual` values, or with `PROPTEST_CASES` values.
///
/// # Panics
/// If the property does not hold for a value. The message contains the smallest value that was found.
#[track_caller]
pub fn for_all<S: Strategy>(usual: u32, values: &S, property: impl Fn(S::Value) -> TestCaseResult)
where
    S::Value: Debug,
{
    let mut config = Config {
        cases: cases(usual),
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::XorShift,
        ..Config::default()
    };
    if let RngSeed::Random = config.rng_seed {
        config.rng_seed = RngSeed::Fixed(0);
    }
    if let Err(error) = TestRunner::new(config).run(values, property) {
        panic!("{error}");
    }
}
