//! Names of the command line's own commands and options. No call or client takes that of a command, and a parameter with
//! that of an option has another flag.

use super::scope::GroupAt;
use crate::diagnostics::{Code, Diagnostics};
use crate::naming::{self, hyphenated};
use crate::spec::model::Spanned;

/// The commands of `bge-private` that are not calls. A test of the command line compares them with its commands.
pub const RESERVED_COMMANDS: [&str; 11] = [
    "post",
    "login",
    "profiles",
    "logout",
    "sign",
    "verify",
    "doctor",
    "mock",
    "completions",
    "man",
    "help",
];

/// The arguments of the commands of calls that are not parameters. A test of the command line compares them with its
/// arguments.
pub const RESERVED_OPTIONS: [&str; 21] = [
    "all",
    "base-url",
    "dry-run",
    "environment",
    "field",
    "help",
    "lang",
    "out",
    "output",
    "profile",
    "quiet",
    "raw",
    "retries",
    "select",
    "show-secrets",
    "timeout",
    "values",
    "verbose",
    "wait",
    "wait-timeout",
    "yes",
];

/// Commands of the program are the outermost calls and the clients. Calls of a client follow its name.
pub(super) fn reserved(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    for at in groups {
        if let Some(client) = &at.group.client {
            check("client", client, ANOTHER_NAME, out);
            continue;
        }
        for (name, endpoint) in &at.group.endpoints {
            let help = "give it another name with `rust:`; its name in the spec may stay";
            check("call", endpoint.rust_name(name), help, out);
            for alias in &endpoint.alias {
                check("call", alias, ANOTHER_NAME, out);
            }
        }
    }
}

const ANOTHER_NAME: &str = "give it another name";

fn check(what: &str, name: &Spanned<String>, help: &str, out: &mut Diagnostics) {
    let command = hyphenated(&naming::method(&name.value));
    if RESERVED_COMMANDS.contains(&command.as_str()) && !out.is_told(name.span) {
        let message = format!("the command line has its own command `{command}`");
        out.report(Code::ReservedCommand, name.span, message)
            .label(format!("the {what} would take its name"))
            .help(help);
    }
}
