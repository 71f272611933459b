//! Input and output of all commands: reading a spec, printing, writing files, and reporting failures.

use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use bge_private_codegen::{Checked, Code, Report, decode, load};
use clap::ValueEnum;

/// The reason why a command failed.
pub(crate) enum Failure {
    /// The spec has mistakes.
    Spec { report: Box<Report>, colour: bool },
    /// The spec has mistakes, which were already reported on standard output.
    Told,
    /// There is no rule with this code.
    UnknownCode { id: String, near: Option<Code> },
    /// Files are not formatted. Each item is a place, with the first line that differs.
    Unformatted(Vec<String>),
    /// Some of several specs have mistakes.
    Specs { reports: Vec<Report>, colour: bool },
    /// A file could not be read or written.
    Io { path: PathBuf, error: io::Error },
    /// The command could not be carried out for another reason.
    Other(String),
    /// There are changes that `--fail-on` names.
    Changes,
}

impl Failure {
    /// Reports the failure on standard error and returns the exit status.
    pub(crate) fn tell(self) -> ExitCode {
        let mut stderr = io::stderr().lock();
        let (status, told) = match self {
            Self::Spec { report, colour } => (1, writeln!(stderr, "{}", report.render(colour))),
            Self::Told => (1, Ok(())),
            Self::UnknownCode { id, near } => {
                let help = match near {
                    Some(near) => format!("did you mean `{}`?", near.id()),
                    None => "`bge-codegen explain` lists all codes".to_owned(),
                };
                (
                    2,
                    writeln!(stderr, "error: there is no rule `{id}`; {help}"),
                )
            }
            Self::Unformatted(places) => {
                let places = places.join("\n  ");
                let told = writeln!(
                    stderr,
                    "error: to be formatted by `bge-codegen fmt`:\n  {places}"
                );
                (1, told)
            }
            Self::Specs { reports, colour } => {
                let reports = reports.iter().map(|report| report.render(colour));
                let reports: Vec<_> = reports.collect();
                (1, writeln!(stderr, "{}", reports.join("\n\n")))
            }
            Self::Io { path, error } => (2, writeln!(stderr, "error: {}: {error}", path.display())),
            Self::Other(problem) => (2, writeln!(stderr, "error: {problem}")),
            Self::Changes => (3, Ok(())),
        };
        // If standard error is not writable, the exit status still reports the failure.
        let _ = told;
        ExitCode::from(status)
    }

    /// Returns a function that turns an I/O error of this file into a failure, for `map_err`.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + use<'_> {
        move |error| {
            let path = path.to_owned();
            Self::Io { path, error }
        }
    }
}

/// When to write in colours.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    /// Returns whether to write to this stream in colours.
    pub(crate) fn is_for(self, stream: &impl IsTerminal) -> bool {
        match self {
            Self::Auto => stream.is_terminal() && env::var_os("NO_COLOR").is_none(),
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// Reads a single UTF-8 file.
pub(crate) fn read_text(path: &Path, colour: Colour) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(Failure::io(path))?;
    let shown = path.display().to_string().replace('\\', "/");
    decode(&shown, bytes).map_err(|report| {
        let (report, colour) = (Box::new(report), colour.is_for(&io::stderr()));
        Failure::Spec { report, colour }
    })
}

/// Returns an error if the path of a spec is a file.
pub(crate) fn is_no_file(path: &Path) -> Result<(), Failure> {
    if !path.is_file() {
        return Ok(());
    }
    let problem = format!(
        "`{}` is a file; give the folder of the spec",
        path.display()
    );
    Err(Failure::Other(problem))
}

/// Returns an error if the output folder is within the folder of the spec. Links are resolved first.
pub(crate) fn is_outside(out: &Path, spec: &Path) -> Result<(), Failure> {
    let spec = fs::canonicalize(spec).map_err(Failure::io(spec))?;
    if !resolved(out).map_err(Failure::io(out))?.starts_with(&spec) {
        return Ok(());
    }
    let problem = format!(
        "`{}` is in the folder of the spec; write to another folder",
        out.display()
    );
    Err(Failure::Other(problem))
}

/// Returns the path without links. The end of the path need not exist.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = fs::canonicalize(".")?;
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::ParentDir => {
                resolved.pop();
            }
            _ => resolved.push(component),
        }
        match fs::canonicalize(&resolved) {
            Ok(real) => resolved = real,
            // A dangling link could lead to the spec later.
            Err(error) if fs::symlink_metadata(&resolved).is_ok() => return Err(error),
            Err(_) => {}
        }
    }
    Ok(resolved)
}

/// Reads and checks a spec.
pub(crate) fn load_spec(dir: &Path, colour: Colour) -> Result<Checked, Failure> {
    is_no_file(dir)?;
    load(dir).map_err(|report| {
        let (report, colour) = (Box::new(report), colour.is_for(&io::stderr()));
        Failure::Spec { report, colour }
    })
}

/// Prints a text. A closed pipe is not a failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::io(Path::new("standard output"))(error))
        }
        _ => Ok(()),
    }
}

/// Writes a file unless it already has this content. Returns whether it was written.
pub(crate) fn write_changed(path: &Path, content: &str) -> Result<bool, Failure> {
    if fs::read(path).is_ok_and(|old| old == content.as_bytes()) {
        return Ok(false);
    }
    fs::write(path, content).map_err(Failure::io(path))?;
    Ok(true)
}

/// Replaces the content of a file atomically.
pub(crate) fn replace(path: &Path, content: &str) -> io::Result<()> {
    // A link is kept; the file that it leads to is replaced.
    let path = fs::canonicalize(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = write_synced(&beside, content)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(&path)?.permissions()))
        .and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_synced(path: &Path, content: &str) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()
}
