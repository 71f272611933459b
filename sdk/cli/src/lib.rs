//! The command line `bge-private`: a command for each call, made from the description of the endpoints, and
//! tools for signatures, mocks and shells.
//!
//! An endpoint that is added to the spec is a command with no further work. Results go to standard output,
//! everything else to standard error; `bge-private --help` lists the exit codes.

mod call;
mod credentials;
mod examples;
mod failure;
mod flags;
mod language;
mod mock;
mod names;
mod node;
mod output;
mod pages;
mod profile;
mod progress;
mod prompt;
mod quoted;
mod request;
mod shells;
mod signature;
mod tools;
mod tree;
mod usage;
mod values;
mod words;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::ArgMatches;
use clap::error::ErrorKind;

pub use examples::{CommandExample, examples};

use bge_private_sdk::describe::PLATFORM;
use failure::{Exit, Failure, Result};
use language::{Language, language_of};

/// Runs the command line with the arguments, the environment and the streams of the process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let language = language_of(&arguments);
    match run(&arguments, language) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(language),
    }
}

fn run(arguments: &[OsString], language: Language) -> Result<()> {
    let tree = tree::build(&PLATFORM, language);
    let matches = match tree.clone().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return parsed(&error, &tree, arguments, language),
    };
    let Some((name, matches)) = matches.subcommand() else {
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    let result = runtime.block_on(carried_out(name, matches, language))?;
    print(&result, language)
}

/// Carries out a command; gives what is printed.
async fn carried_out(name: &str, matches: &ArgMatches, language: Language) -> Result<Vec<u8>> {
    let text = match name {
        "post" => return call::unknown(matches, language).await,
        "sign" => signature::sign(matches, language),
        "verify" => signature::verify(matches, language),
        "doctor" => signature::doctor(matches, language),
        "mock" => mock::serve(matches, language).await,
        "completions" => shells::completions(matches, language),
        "man" => shells::man(matches, language),
        _ => {
            let calls = names::calls(&PLATFORM);
            match calls.iter().find(|call| call.name == name) {
                Some(named) => return call::known(named, matches, language).await,
                None => Ok(String::new()),
            }
        }
    };
    text.map(String::into_bytes)
}

/// Help that was asked for is printed; everything else that clap says is a mistake of the user's.
fn parsed(
    error: &clap::Error,
    tree: &clap::Command,
    arguments: &[OsString],
    language: Language,
) -> Result<()> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = pages::unbroken(&error.render().ansi().to_string());
            written(write!(anstream::stdout(), "{text}"), language)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let text = error.render();
            let _ = write!(anstream::stderr(), "{}", text.ansi());
            let message = language.choose("there is no command", "没有给出命令");
            Err(Failure::new(Exit::Usage, message))
        }
        _ => Err(usage::failure(error, tree, arguments, language)),
    }
}

/// Prints a result.
fn print(result: &[u8], language: Language) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    let result = stdout.write_all(result).and_then(|()| stdout.flush());
    written(result, language)
}

/// Whoever reads may have read enough, as `head` does; that is no failure.
fn written(result: std::io::Result<()>, language: Language) -> Result<()> {
    match result {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let doing = language::Text {
                en: "write to",
                zh: "写入",
            };
            let stdout = language.choose("standard output", "标准输出");
            Err(failure::cannot(language, doing, stdout, &error))
        }
        _ => Ok(()),
    }
}
