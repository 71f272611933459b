//! Snapshots: texts that are compared with files. `SNAPSHOTS=overwrite cargo test` updates the files.

use std::path::Path;

use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::{Assert, Data};

/// Checks that each file contains exactly this text. Shows the differences of all files.
///
/// # Panics
/// If a file differs or is missing, unless `SNAPSHOTS=overwrite` is set.
#[track_caller]
pub fn assert_snapshots<P: AsRef<Path>>(snapshots: impl IntoIterator<Item = (P, String)>) {
    let assert = Assert::new().action_env(DEFAULT_ACTION_ENV);
    let mut failures = Vec::new();
    for (path, actual) in snapshots {
        let path = path.as_ref();
        // Files may have the line endings of the system, so line endings are not compared.
        assert!(!actual.contains('\r'), "{}: {actual:?}", path.display());
        // Without `raw`, some texts in the file would be wildcards.
        let expected = Data::read_from(path, None).raw();
        let outcome = assert.try_eq(Some(&"actual"), Data::text(actual), expected);
        failures.extend(outcome.err().map(|error| error.to_string()));
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Checks that a file contains exactly this text. Shows the difference.
///
/// # Panics
/// If the file differs or is missing, unless `SNAPSHOTS=overwrite` is set.
#[track_caller]
pub fn assert_snapshot(path: impl AsRef<Path>, actual: impl Into<String>) {
    assert_snapshots([(path, actual.into())]);
}
