//! The command line `bge-private`: a command for each call of the platform, made from the static description, and
//! tools for signatures, mocks and shells.
//!
//! An endpoint that is added to the spec becomes a command with no further work. Results go to standard output,
//! everything else to standard error. `bge-private --help` lists the exit codes.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod answer;
mod call;
mod command_line;
mod commands;
mod constraints;
mod credentials;
mod described;
mod download;
mod dry_run;
mod failure;
mod faults;
mod flags;
mod help;
mod json;
mod language;
mod login;
mod mock;
mod options;
mod output;
mod parse_error;
mod positional;
mod profile;
mod profile_file;
mod profile_text;
mod progress;
mod prompt;
mod redact;
mod request;
mod shapes;
mod shells;
mod signals;
mod signature;
mod stdio;
mod task;
#[cfg(test)]
mod tests;
mod uploads;
mod values;
mod verbosity;

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Duration;

use clap::ArgMatches;
use clap::error::ErrorKind;

use failure::{Exit, Result, print_hint};
use language::choose;

/// Runs the command line with the arguments, the environment and the streams of the process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    language::set(&arguments);
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.print(),
    }
}

fn run(arguments: &[OsString]) -> Result<()> {
    let command_line = command_line::build();
    let matches = match command_line.clone().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return not_parsed(&error, &command_line, arguments),
    };
    if let Err(problem) = verbosity::set(&matches) {
        print_hint(&problem);
    }
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(());
    };
    if name == "help" {
        return stdio::print_styled(&described::of(matches, command_line)?);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let result = runtime.block_on(run_command(name, matches));
    // A blocking operation may never end, such as opening a pipe that has no reader.
    runtime.shutdown_timeout(Duration::from_secs(1));
    result
}

/// Runs a command, and prints its result.
async fn run_command(name: &str, matches: &ArgMatches) -> Result<()> {
    let text = match name {
        "post" => return call::post(matches).await,
        "login" => login::login(matches).await,
        "profiles" => login::profiles(matches),
        "logout" => login::logout(matches),
        "sign" => signature::sign(matches),
        "verify" => signature::verify(matches),
        "doctor" => signature::doctor(matches),
        "mock" => return mock::serve(matches).await,
        "completions" => shells::completions(matches),
        "man" => shells::man(matches),
        _ => return run_call(name, matches).await,
    };
    stdio::print(text?.as_bytes())
}

/// Makes the call of a command, or of a command of a client.
async fn run_call(name: &str, matches: &ArgMatches) -> Result<()> {
    let (client, name, matches) = match matches.subcommand() {
        Some((own, matches)) => (Some(name), own, matches),
        None => (None, name, matches),
    };
    let mut commands = commands::commands();
    let command =
        commands.find(|command| command.client.as_deref() == client && command.name == name);
    match command {
        Some(command) => call::make(&command, matches).await,
        None => Ok(()),
    }
}

/// Prints help if it was asked for, or returns what is wrong with the arguments.
fn not_parsed(
    error: &clap::Error,
    command_line: &clap::Command,
    arguments: &[OsString],
) -> Result<()> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            stdio::print_styled(&help::unbroken(&error.render().ansi().to_string()))
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            stdio::print_styled_error(&error.render().ansi().to_string());
            Err(Exit::Usage.failure(choose("the command is missing", "没有给出命令")))
        }
        _ => Err(parse_error::failure(error, command_line, arguments)),
    }
}
