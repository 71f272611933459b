//! Names of the command line's own commands, which no call or client takes.

use super::scope::GroupAt;
use crate::diagnostics::{Code, Diagnostics};
use crate::naming::{self, unraw};
use crate::spec::model::Spanned;

/// The commands of `bge-private` that are not calls. A test of the command line compares them with its own list.
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
    let method = naming::method(&name.value);
    let command = unraw(&method).trim_matches('_').replace('_', "-");
    if RESERVED_COMMANDS.contains(&command.as_str()) && !out.is_told(name.span) {
        let message = format!("the command line has its own command `{command}`");
        out.report(Code::ReservedCommand, name.span, message)
            .label(format!("the {what} would take its name"))
            .help(help);
    }
}
