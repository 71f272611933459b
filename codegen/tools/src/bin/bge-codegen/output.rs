//! Input and output of all commands: reading a spec, printing, writing files, and reporting failures.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use bge_private_codegen::{Checked, Report, Sources, decode, load};
use clap::ColorChoice;

/// Why a command failed.
pub(crate) struct Failure {
    status: u8,
    /// What standard error reports. Empty if standard output already reports the failure.
    message: String,
}

impl Failure {
    pub(crate) fn new(status: u8, message: String) -> Self {
        Self { status, message }
    }

    /// Specs or pages have mistakes.
    pub(crate) fn mistakes(reports: &[Report], colour: ColorChoice) -> Self {
        let colour = is_coloured(colour, &io::stderr());
        let reports: Vec<_> = reports.iter().map(|report| report.render(colour)).collect();
        Self::new(1, reports.join("\n\n"))
    }

    /// The command could not be carried out.
    pub(crate) fn other(problem: impl Display) -> Self {
        Self::new(2, format!("error: {problem}"))
    }

    /// Returns a function that turns an I/O error of this file into a failure, for `map_err`.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + use<'_> {
        move |error| Self::other(format!("{}: {error}", path.display()))
    }

    /// Reports the failure on standard error and returns the exit status.
    pub(crate) fn report(self) -> ExitCode {
        if !self.message.is_empty() {
            // If standard error is not writable, the exit status still reports the failure.
            let _ = writeln!(io::stderr().lock(), "{}", self.message);
        }
        ExitCode::from(self.status)
    }
}

/// Returns whether to write to a stream in colours.
pub(crate) fn is_coloured(choice: ColorChoice, stream: &impl IsTerminal) -> bool {
    match choice {
        ColorChoice::Auto => stream.is_terminal() && env::var_os("NO_COLOR").is_none(),
        ColorChoice::Always => true,
        ColorChoice::Never => false,
    }
}

/// Returns a path as reports show it.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// Returns a copy of the sources without those with this path.
pub(crate) fn without(sources: &Sources, path: &Path) -> Sources {
    let path = shown(path);
    let mut others = Sources::new();
    for (_, source) in sources.iter().filter(|(_, it)| it.path() != path) {
        others.add(source.path(), source.text());
    }
    others
}

/// Reads a single UTF-8 file.
pub(crate) fn read_text(path: &Path, colour: ColorChoice) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(Failure::io(path))?;
    decode(&shown(path), bytes).map_err(|report| Failure::mistakes(&[report], colour))
}

/// Returns an error if the path of a spec is a file.
pub(crate) fn is_no_file(path: &Path) -> Result<(), Failure> {
    if !path.is_file() {
        return Ok(());
    }
    let path = path.display();
    let problem = format!("`{path}` is a file; give the folder of the spec");
    Err(Failure::other(problem))
}

/// Returns an error if the output folder is within the folder of the spec. Links are resolved first.
pub(crate) fn is_outside(out: &Path, spec: &Path) -> Result<(), Failure> {
    let spec = fs::canonicalize(spec).map_err(Failure::io(spec))?;
    if !resolved(out).map_err(Failure::io(out))?.starts_with(&spec) {
        return Ok(());
    }
    let out = out.display();
    let problem = format!("`{out}` is in the folder of the spec; write to another folder");
    Err(Failure::other(problem))
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
pub(crate) fn load_spec(dir: &Path, colour: ColorChoice) -> Result<Checked, Failure> {
    is_no_file(dir)?;
    load(dir).map_err(|report| Failure::mistakes(&[report], colour))
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

/// Writes a text to a file, or prints it. A file without the mark is not replaced.
pub(crate) fn write_or_print(out: Option<&Path>, text: &str, mark: &str) -> Result<(), Failure> {
    match out {
        Some(path) if is_to_write(path, text, mark)? => {
            fs::write(path, text).map_err(Failure::io(path))
        }
        Some(_) => Ok(()),
        None => print(text),
    }
}

/// Returns whether a file is missing or has other content. Returns an error instead if it is not a file that the
/// command wrote, or is a link.
pub(crate) fn is_to_write(path: &Path, content: &str, mark: &str) -> Result<bool, Failure> {
    let problem = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(Failure::io(path)(error)),
        Ok(found) if !found.is_file() => "this is not a regular file",
        Ok(_) => {
            let old = fs::read(path).map_err(Failure::io(path))?;
            if old == content.as_bytes() || is_marked(&old, mark) {
                return Ok(old != content.as_bytes());
            }
            "this file was not written by this command"
        }
    };
    let path = path.display();
    let help = "remove it, or write to another place";
    Err(Failure::other(format!("{path}: {problem}; {help}")))
}

/// Returns whether one of the first two lines of a file has a mark.
pub(crate) fn is_marked(content: &[u8], mark: &str) -> bool {
    let text = String::from_utf8_lossy(content);
    // Even an empty text has a line here, in which the empty mark is found.
    text.split('\n').take(2).any(|line| line.contains(mark))
}
