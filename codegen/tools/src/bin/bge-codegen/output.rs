//! What all commands share: reading a spec, printing, writing files, and failing.

use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use bge_private_codegen::{Checked, Code, Report, decode, load};
use clap::ValueEnum;

/// Why a command did not succeed.
pub(crate) enum Failure {
    /// The spec is wrong.
    Spec { report: Box<Report>, colour: bool },
    /// The spec is wrong, and standard output says so already.
    Told,
    /// There is no rule with this code.
    UnknownCode { id: String, near: Option<Code> },
    /// Files are not in the form in which they are kept; each with the first line that shows it.
    Unformatted(Vec<String>),
    /// Some of several specs are wrong.
    Specs { reports: Vec<Report>, colour: bool },
    /// A file could not be read or written.
    Io { path: PathBuf, error: io::Error },
    /// Anything else that kept the command from being carried out.
    Other(String),
    /// There are changes that were not to be.
    Changes,
}

impl Failure {
    /// Says it on standard error, and as the exit status.
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
        // Where nothing can be told, the exit status still says it.
        let _ = told;
        ExitCode::from(status)
    }

    /// What became of a file, for `map_err`.
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
    /// Whether to write in colours there.
    pub(crate) fn is_for(self, stream: &impl IsTerminal) -> bool {
        match self {
            Self::Auto => stream.is_terminal() && env::var_os("NO_COLOR").is_none(),
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// Reads a text file that is no spec by itself.
pub(crate) fn read_text(path: &Path, colour: Colour) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(Failure::io(path))?;
    let shown = path.display().to_string().replace('\\', "/");
    decode(&shown, bytes).map_err(|report| {
        let (report, colour) = (Box::new(report), colour.is_for(&io::stderr()));
        Failure::Spec { report, colour }
    })
}

/// Refuses a file where a spec is meant.
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

/// Refuses to write into the folder of a spec, whatever path leads there.
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

/// The path without links, where a part of it need not exist yet.
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
            // A link that leads nowhere yet could lead to the spec.
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

/// Prints a text. A reader that has heard enough is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::io(Path::new("standard output"))(error))
        }
        _ => Ok(()),
    }
}

/// Writes a file unless it has this content already; says whether it did.
pub(crate) fn write_changed(path: &Path, content: &str) -> Result<bool, Failure> {
    if fs::read(path).is_ok_and(|old| old == content.as_bytes()) {
        return Ok(false);
    }
    fs::write(path, content).map_err(Failure::io(path))?;
    Ok(true)
}

/// Puts a new content in the place of the old one in one step: nobody ever sees a part of it.
pub(crate) fn replace(path: &Path, content: &str) -> io::Result<()> {
    // A link stays one.
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
