//! The command `bge-codegen`, for maintainers of a spec. Each of its commands has a module.

mod check;
mod diff;
mod docs;
mod draft;
mod emit;
mod explain;
mod fmt;
mod generated;
mod git;
mod new;
mod openapi;
mod output;
mod schema;

use std::process::ExitCode;

use clap::{ColorChoice, Parser, Subcommand};
use output::Failure;

/// Turns the description of a platform's endpoints into a typed Rust client.
#[derive(Parser)]
#[command(name = "bge-codegen", version, after_help = EXIT_STATUS)]
struct Arguments {
    /// When to write in colours. `auto` does so on a terminal, unless `NO_COLOR` is set.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    color: ColorChoice,
    #[command(subcommand)]
    command: Command,
}

const EXIT_STATUS: &str = "Exit status: 0 if all is well or there are only warnings, 1 if the spec or the page has mistakes, 2 if the command could not be carried out.";

#[derive(Subcommand)]
enum Command {
    Check(check::Arguments),
    Draft(draft::Arguments),
    Diff(diff::Arguments),
    Docs(docs::Arguments),
    Emit(emit::Arguments),
    Explain(explain::Arguments),
    Fmt(fmt::Arguments),
    New(new::Arguments),
    Openapi(openapi::Arguments),
    Schema(schema::Arguments),
}

fn main() -> ExitCode {
    let Arguments { color, command } = Arguments::parse();
    let outcome = match command {
        Command::Check(arguments) => check::run(&arguments, color),
        Command::Draft(arguments) => draft::run(&arguments, color),
        Command::Diff(arguments) => diff::run(&arguments, color),
        Command::Docs(arguments) => docs::run(&arguments, color),
        Command::Emit(arguments) => emit::run(&arguments, color),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments, color),
        Command::New(arguments) => new::run(&arguments, color),
        Command::Openapi(arguments) => openapi::run(&arguments, color),
        Command::Schema(arguments) => schema::run(&arguments),
    };
    outcome.map_or_else(Failure::report, |()| ExitCode::SUCCESS)
}
