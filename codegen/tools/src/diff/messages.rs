//! Messages for changed values and names.

/// Returns the message for a value that changed.
pub(super) fn changed(old: &impl std::fmt::Display, new: &impl std::fmt::Display) -> String {
    format!("is `{new}` now, no longer `{old}`")
}

/// Returns the message for a changed name on the wire.
pub(super) fn on_the_wire(old: &str, new: &str) -> String {
    format!("is `{new}` on the wire now, no longer `{old}`")
}

/// Returns the message for a name in Rust that has another meaning now.
pub(super) fn stands_for(rust: &str, old_wire: &str, new_wire: &str) -> String {
    format!("is what `{rust}` stands for now: `{new_wire}` on the wire, no longer `{old_wire}`")
}

/// Returns the message for a changed name in Rust.
pub(super) fn in_rust(old: &str, new: &str) -> String {
    format!("is `{new}` in Rust now, no longer `{old}`")
}
