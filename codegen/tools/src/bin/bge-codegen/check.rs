//! `bge-codegen check`: reports every mistake in a spec.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use bge_private_codegen::{Checked, load};
use bge_private_codegen_tools::report;
use bge_private_codegen_tools::watch::{repeat, seen};
use clap::{Args, ColorChoice, ValueEnum};

use crate::output::{Failure, is_coloured, is_no_file, load_spec, print};

/// Checks a spec and reports every mistake.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder of the spec.
    #[arg(value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
    /// The format of the report: `text` goes to standard error, the others to standard output.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Checks again whenever a file of the spec changes, until interrupted. Reports go to standard output.
    #[arg(long, conflicts_with = "format")]
    watch: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// With the lines that have mistakes, for people.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// Workflow commands of GitHub.
    Github,
    /// A SARIF 2.1.0 log.
    Sarif,
}

/// The time between two looks at the folder of the spec.
const PAUSE: Duration = Duration::from_millis(150);

pub(crate) fn run(arguments: &Arguments, colour: ColorChoice) -> Result<(), Failure> {
    let spec = &arguments.spec;
    is_no_file(spec)?;
    if arguments.watch {
        let colour = is_coloured(colour, &io::stdout());
        let check = || {
            print(&match load(spec) {
                Ok(checked) => warnings(&checked, colour) + &summary(spec, &checked),
                Err(report) => format!("{}\n\n", report.render(colour)),
            })
        };
        let pause = || {
            thread::sleep(PAUSE);
            Ok(())
        };
        return repeat(|| seen(spec), pause, check).map(|never| match never {});
    }
    let format = match arguments.format {
        Format::Text => return report_text(spec, colour),
        Format::Json => report::json,
        Format::Github => report::github,
        Format::Sarif => report::sarif,
    };
    match load(spec) {
        Ok(checked) => print(&format(checked.warnings())),
        Err(report) => {
            print(&format(&report))?;
            Err(Failure::new(1, String::new()))
        }
    }
}

/// Reports mistakes and warnings on standard error, and the summary of a valid spec on standard output.
fn report_text(spec: &Path, colour: ColorChoice) -> Result<(), Failure> {
    let checked = load_spec(spec, colour)?;
    let warnings = warnings(&checked, is_coloured(colour, &io::stderr()));
    let _ = io::stderr().lock().write_all(warnings.as_bytes());
    print(&summary(spec, &checked))
}

/// Returns the report of the warnings, which is empty if there are none.
fn warnings(checked: &Checked, colour: bool) -> String {
    let report = checked.warnings();
    if report.diagnostics().is_empty() {
        return String::new();
    }
    format!("{}\n\n", report.render(colour))
}

fn summary(spec: &Path, checked: &Checked) -> String {
    let api = checked.api();
    let outcome = match checked.warnings().diagnostics() {
        [] => "all is well",
        [_, ..] => "no mistakes",
    };
    format!(
        "{}: {} in {}, {outcome}\n",
        spec.display(),
        counted(api.endpoints().count(), "endpoint"),
        counted(api.groups.len(), "group")
    )
}

/// Returns a count with its noun, such as `1 group` or `2 groups`.
fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
