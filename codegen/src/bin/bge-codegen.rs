//! The command `bge-codegen`: checks a spec, writes the code that it stands for, and prints its schema.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use bge_private_codegen::{Checked, GeneratedFile, Report, generate, load, spec};

const HELP: &str = "\
Turns the description of a platform's endpoints into a typed Rust client.

Usage: bge-codegen check [DIR]
       bge-codegen emit [DIR] --out DIR
       bge-codegen schema [--out FILE]

Commands:
  check    Reads and checks a spec, and tells everything that is wrong with it
  emit     Writes the Rust code of a spec; files of earlier runs that are not needed any more are removed
  schema   Prints the JSON Schema of spec files, for editors

Arguments:
  [DIR]    The folder of the spec [default: spec]

Options:
  -o, --out <PATH>       Where to write
      --color <WHEN>     auto, always or never [default: auto]
  -h, --help             Print help
  -V, --version          Print version

Exit status: 0 if all is well, 1 if the spec has mistakes, 2 if the command could not be carried out.
";

/// What every file that is written starts with, by which a later run knows it again.
const HEADER: &str = "// @generated from ";

fn main() -> ExitCode {
    let outcome = Command::parse(env::args_os().skip(1)).and_then(Command::run);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

/// Why the command did not succeed.
enum Failure {
    /// The spec is wrong.
    Spec { report: Box<Report>, colour: bool },
    /// The command was called in a way that it does not understand.
    Usage(String),
    /// A file could not be read or written.
    Io { path: PathBuf, error: io::Error },
}

impl Failure {
    fn tell(self) -> ExitCode {
        let mut stderr = io::stderr().lock();
        let (status, told) = match self {
            Self::Spec { report, colour } => (1, writeln!(stderr, "{}", report.render(colour))),
            Self::Usage(problem) => {
                let told = writeln!(
                    stderr,
                    "error: {problem}\n\nFor more information, try `bge-codegen --help`."
                );
                (2, told)
            }
            Self::Io { path, error } => (2, writeln!(stderr, "error: {}: {error}", path.display())),
        };
        // Where nothing can be told, the exit status still says it.
        let _ = told;
        ExitCode::from(status)
    }

    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + use<'_> {
        move |error| {
            let path = path.to_owned();
            Self::Io { path, error }
        }
    }
}

enum Command {
    Help,
    Version,
    Check {
        spec: PathBuf,
        colour: bool,
    },
    Emit {
        spec: PathBuf,
        out: PathBuf,
        colour: bool,
    },
    Schema {
        out: Option<PathBuf>,
    },
}

/// The command line, before it is known what it asks for.
#[derive(Default)]
struct Arguments {
    positional: Vec<OsString>,
    out: Option<PathBuf>,
    color: Option<OsString>,
    help: bool,
    version: bool,
}

impl Arguments {
    fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Self, Failure> {
        let mut parsed = Self::default();
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let text = argument.to_string_lossy().into_owned();
            let (name, value) = match text.split_once('=') {
                Some((name, value)) if name.starts_with("--") => {
                    (name, Some(OsString::from(value)))
                }
                _ => (text.as_str(), None),
            };
            let mut value = || {
                let value = value.clone().or_else(|| arguments.next());
                value.ok_or_else(|| Failure::Usage(format!("`{name}` needs a value")))
            };
            match name {
                "-h" | "--help" => parsed.help = true,
                "-V" | "--version" => parsed.version = true,
                "-o" | "--out" => parsed.out = Some(value()?.into()),
                "--color" => parsed.color = Some(value()?),
                _ if name.starts_with('-') => {
                    return Err(Failure::Usage(format!("unknown option `{name}`")));
                }
                _ => parsed.positional.push(argument),
            }
        }
        Ok(parsed)
    }

    fn colour(&self) -> Result<bool, Failure> {
        match self
            .color
            .as_ref()
            .map(|when| when.to_string_lossy())
            .as_deref()
        {
            None | Some("auto") => {
                Ok(io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none())
            }
            Some("always") => Ok(true),
            Some("never") => Ok(false),
            Some(other) => Err(Failure::Usage(format!(
                "`--color` is auto, always or never, not `{other}`"
            ))),
        }
    }
}

impl Command {
    fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Self, Failure> {
        let arguments = Arguments::parse(arguments)?;
        if arguments.help {
            return Ok(Self::Help);
        }
        if arguments.version {
            return Ok(Self::Version);
        }
        let colour = arguments.colour()?;
        let Arguments {
            positional, out, ..
        } = arguments;
        let mut positional = positional.into_iter();
        let Some(command) = positional.next() else {
            return Err(Failure::Usage(
                "a command is missing: check, emit or schema".to_owned(),
            ));
        };
        let spec = positional.next();
        if let Some(extra) = positional.next() {
            return Err(Failure::Usage(format!(
                "unexpected argument `{}`",
                extra.display()
            )));
        }
        match (command.to_string_lossy().as_ref(), spec, out) {
            ("check", _, Some(_)) => Err(Failure::Usage(
                "`check` writes nothing, so it takes no `--out`".to_owned(),
            )),
            ("check", spec, None) => Ok(Self::Check {
                spec: spec_dir(spec),
                colour,
            }),
            ("emit", spec, Some(out)) => Ok(Self::Emit {
                spec: spec_dir(spec),
                out,
                colour,
            }),
            ("emit", _, None) => Err(Failure::Usage("`emit` needs `--out DIR`".to_owned())),
            ("schema", None, out) => Ok(Self::Schema { out }),
            ("schema", Some(_), _) => Err(Failure::Usage(
                "the schema is the same for every spec; `schema` takes no folder".to_owned(),
            )),
            (other, ..) => Err(Failure::Usage(format!(
                "unknown command `{other}`; there are check, emit and schema"
            ))),
        }
    }

    fn run(self) -> Result<(), Failure> {
        match self {
            Self::Help => print(HELP),
            Self::Version => print(concat!("bge-codegen ", env!("CARGO_PKG_VERSION"), "\n")),
            Self::Check { spec, colour } => {
                let checked = load_spec(&spec, colour)?;
                let groups = &checked.spec().groups;
                let endpoints: usize = groups.iter().map(|group| group.endpoints.len()).sum();
                print(&format!(
                    "{}: {endpoints} endpoints in {} groups, all is well\n",
                    spec.display(),
                    groups.len()
                ))
            }
            Self::Emit { spec, out, colour } => {
                let files = generate(&load_spec(&spec, colour)?);
                let written = write_all(&files, &out)?;
                print(&format!(
                    "{}: {} files, {written} of them new or changed\n",
                    out.display(),
                    files.len()
                ))
            }
            Self::Schema { out: None } => print(&spec::schema::schema()),
            Self::Schema { out: Some(path) } => {
                write_changed(&path, &spec::schema::schema()).map(drop)
            }
        }
    }
}

fn spec_dir(argument: Option<OsString>) -> PathBuf {
    argument.map_or_else(|| PathBuf::from("spec"), PathBuf::from)
}

fn load_spec(dir: &Path, colour: bool) -> Result<Checked, Failure> {
    load(dir).map_err(|report| {
        let report = Box::new(report);
        Failure::Spec { report, colour }
    })
}

/// Prints a text. A reader that has heard enough is no failure.
fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::io(Path::new("standard output"))(error))
        }
        _ => Ok(()),
    }
}

/// Writes what differs from what is there, and removes what an earlier run wrote and this one did not.
fn write_all(files: &[GeneratedFile], out: &Path) -> Result<usize, Failure> {
    fs::create_dir_all(out).map_err(Failure::io(out))?;
    let mut written = 0;
    for file in files {
        written += usize::from(write_changed(&out.join(&file.name), &file.content)?);
    }
    for entry in fs::read_dir(out).map_err(Failure::io(out))? {
        let path = entry.map_err(Failure::io(out))?.path();
        let is_current = files.iter().any(|file| out.join(&file.name) == path);
        if !is_current && is_generated(&path) {
            fs::remove_file(&path).map_err(Failure::io(&path))?;
        }
    }
    Ok(written)
}

fn is_generated(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
        && fs::read(path).is_ok_and(|content| content.starts_with(HEADER.as_bytes()))
}

/// Writes a file unless it has this content already; says whether it did.
fn write_changed(path: &Path, content: &str) -> Result<bool, Failure> {
    if fs::read(path).is_ok_and(|old| old == content.as_bytes()) {
        return Ok(false);
    }
    fs::write(path, content).map_err(Failure::io(path))?;
    Ok(true)
}
