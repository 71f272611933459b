//! Properties that hold for random values: the same values in every run, made smaller when a test fails.
//!
//! `PROPTEST_CASES` changes the number of cases, `PROPTEST_RNG_SEED` the values.

use std::env;
use std::fmt::Debug;
use std::time::Duration;

use cpu_time::ThreadTime;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestRunner};

/// The processor time that no single work takes, not even without optimisation.
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

/// Does some work that must end soon, measured in processor time so that a busy machine is no failure.
///
/// # Panics
/// If it takes longer.
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
        ..Config::default()
    };
    if let RngSeed::Random = config.rng_seed {
        config.rng_seed = RngSeed::Fixed(0);
    }
    if let Err(error) = TestRunner::new(config).run(values, property) {
        panic!("{error}");
    }
}
