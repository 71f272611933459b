//! What calls and their parameters are called on the command line, where its own names come first.

use bge_private_sdk::describe::{Call, Group, Parameter, Platform};

/// The commands that are no calls.
pub(crate) const OWN_COMMANDS: [&str; 8] = [
    "post",
    "sign",
    "verify",
    "doctor",
    "mock",
    "completions",
    "man",
    "help",
];

/// The flags that a call has besides its parameters.
const OWN_FLAGS: [&str; 12] = [
    "base-url",
    "dry-run",
    "environment",
    "field",
    "help",
    "lang",
    "output",
    "profile",
    "raw",
    "retries",
    "show-secrets",
    "timeout",
];

/// A call under its name.
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) group: &'static Group,
    pub(crate) call: &'static Call,
}

/// All calls; one that bears the name of a command of ours is called `call-…`.
pub(crate) fn calls(platform: &'static Platform) -> Vec<Named> {
    let mut taken: Vec<String> = OWN_COMMANDS.map(str::to_owned).to_vec();
    let groups = platform.groups.iter();
    let calls = groups.flat_map(|group| group.calls.iter().map(move |call| (*group, call)));
    let named = calls.map(|(group, call)| Named {
        name: free(&hyphenated(call.method), "call", &mut taken),
        group,
        call,
    });
    named.collect()
}

/// A parameter under the name of its flag.
pub(crate) struct Slot {
    pub(crate) long: String,
    pub(crate) parameter: &'static Parameter,
}

/// All parameters of a call; one that bears the name of a flag of ours is called `param-…`.
pub(crate) fn slots(call: &'static Call) -> Vec<Slot> {
    let mut taken: Vec<String> = OWN_FLAGS.map(str::to_owned).to_vec();
    let slots = call.parameters.iter().map(|parameter| Slot {
        long: free(&hyphenated(parameter.name), "param", &mut taken),
        parameter,
    });
    slots.collect()
}

/// Returns a name of Rust as it is written on a command line.
fn hyphenated(name: &str) -> String {
    name.trim_matches('_').replace('_', "-")
}

/// The name, prefixed as often as it takes to be nobody else's.
fn free(name: &str, prefix: &str, taken: &mut Vec<String>) -> String {
    let mut free = name.to_owned();
    while free.is_empty() || taken.contains(&free) {
        free = format!("{prefix}-{free}");
    }
    taken.push(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_prefix() {
        let mut taken = vec!["lang".to_owned()];
        let mut name = |name| free(name, "param", &mut taken);
        assert_eq!(name("region"), "region");
        assert_eq!(name("lang"), "param-lang");
        assert_eq!(name("lang"), "param-param-lang");
        assert_eq!(name("region"), "param-region");
    }
}
