//! The files of a spec: finds, classifies and reads them.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::string::FromUtf8Error;

use super::model::{Group, Platform};
use super::read::Read;
use super::yaml;
use crate::diagnostics::Report;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Sources, Span};

/// The file with the settings of all calls.
const PLATFORM_FILE: &str = "platform.yaml";

/// A larger file is not a spec.
const MAX_BYTES: u64 = 256 << 20;

/// The parts of a spec that could be read.
#[derive(Debug, Default)]
pub(crate) struct Files {
    pub(crate) platform: Option<Platform>,
    pub(crate) groups: Vec<Group>,
    /// Whether every file could be read.
    pub(crate) is_complete: bool,
}

/// Loads the files of a folder: the platform first, then the groups by name. Files that cannot be loaded are
/// skipped.
pub(crate) fn load(dir: &Path, out: &mut Diagnostics) -> Sources {
    let sources = Sources::new();
    let mut loader = Loader { sources, out };
    match file_names(dir) {
        Ok(names) => loader.load(dir, &names),
        Err(error) => {
            let message = format!("the folder of the spec cannot be read: {error}");
            loader.fail(dir, Code::UnreadableFile, message);
        }
    }
    loader.sources
}

struct Loader<'a> {
    sources: Sources,
    out: &'a mut Diagnostics,
}

impl Loader<'_> {
    fn load(&mut self, dir: &Path, names: &[OsString]) {
        for name in names {
            self.load_file(&dir.join(name));
        }
        if !names.iter().any(|name| name == PLATFORM_FILE) {
            let help = "it contains the settings of all calls: environments, signature, envelope, defaults";
            let message = format!("`{PLATFORM_FILE}` is missing");
            let path = dir.join(PLATFORM_FILE);
            self.fail(&path, Code::MissingFile, message).help(help);
        }
        if names.iter().all(|name| name == PLATFORM_FILE) {
            let help = format!("each `*.yaml` file except `{PLATFORM_FILE}` describes one group");
            self.fail(dir, Code::MissingFile, "there is no group of endpoints")
                .help(help);
        }
    }

    fn load_file(&mut self, path: &Path) {
        const RENAME: &str = "rename it, or move it out of the folder";
        if path.extension() != Some(OsStr::new("yaml")) {
            self.fail(path, Code::MissingFile, "files of a spec end in `.yaml`")
                .help(RENAME);
        } else if path.to_str().is_none() {
            let message = "the name of the file is not UTF-8";
            self.fail(path, Code::UnreadableFile, message).help(RENAME);
        } else {
            match read_limited(path).map(String::from_utf8) {
                Ok(Ok(text)) => {
                    self.sources.add(shown(path), text);
                }
                Ok(Err(error)) => not_utf8(&shown(path), &error, &mut self.sources, self.out),
                Err(error) => {
                    let message = format!("the file cannot be read: {error}");
                    self.fail(path, Code::UnreadableFile, message);
                }
            }
        }
    }

    /// Reports a file or folder without text.
    fn fail(&mut self, path: &Path, code: Code, message: impl Into<String>) -> &mut Diagnostic {
        let file = self.sources.add_unusable(shown(path), "");
        self.out.report(code, Span::start_of(file), message)
    }
}

/// Returns the names of the entries that are, or look like, spec files: the platform first, then the groups by
/// name. Hidden files are skipped.
fn file_names(dir: &Path) -> std::io::Result<Vec<OsString>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir)? {
        let name = entry?.file_name();
        if is_yaml(&name) && !name.to_string_lossy().starts_with('.') {
            names.push(name);
        }
    }
    names.sort_by_cached_key(|name| (name != PLATFORM_FILE, name.clone()));
    Ok(names)
}

/// Returns whether a name has a YAML extension, in any case.
fn is_yaml(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_lowercase();
    name.ends_with(".yaml") || name.ends_with(".yml")
}

/// Decodes a file as UTF-8.
///
/// # Errors
/// Returns a report of the first place that is not UTF-8.
pub fn decode(path: &str, bytes: Vec<u8>) -> Result<String, Report> {
    String::from_utf8(bytes).map_err(|error| {
        let (mut sources, mut out) = (Sources::new(), Diagnostics::new());
        not_utf8(path, &error, &mut sources, &mut out);
        out.into_report(sources).about("the file")
    })
}

fn not_utf8(path: &str, error: &FromUtf8Error, sources: &mut Sources, out: &mut Diagnostics) {
    let text = String::from_utf8_lossy(error.as_bytes());
    let file = sources.add_unusable(path, text);
    let at = error.utf8_error().valid_up_to();
    let span = Span::new(file, at, at + char::REPLACEMENT_CHARACTER.len_utf8());
    out.report(Code::UnreadableFile, span, "the file is not UTF-8 text")
        .label("this is not UTF-8")
        .help("save it as UTF-8");
}

/// Reads a regular file, or a link to one. Reading anything else may never end.
fn read_limited(path: &Path) -> std::io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(std::io::Error::other("it is not a regular file"));
    }
    if metadata.len() > MAX_BYTES {
        return Err(std::io::Error::other("it is too large for a spec"));
    }
    fs::read(path)
}

fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// Reads all files with text.
pub(crate) fn read(sources: &Sources, out: &mut Diagnostics) -> Files {
    let mut files = Files {
        is_complete: true,
        ..Files::default()
    };
    for (file, source) in sources.iter() {
        let is_read = source.is_usable() && files.read(file, source, out).is_some();
        files.is_complete &= is_read;
    }
    files
}

impl Files {
    fn read(&mut self, file: u32, source: &Source, out: &mut Diagnostics) -> Option<()> {
        let node = parse(file, source, out)?;
        let first_line = source.text().lines().next().unwrap_or_default();
        let owner = Span::new(file, 0, first_line.len());
        if source.name() == PLATFORM_FILE {
            self.platform = Platform::read(node, owner, out);
        } else {
            self.groups.push(Group::read(node, owner, out)?);
        }
        Some(())
    }
}

/// Reads the YAML of one file.
pub fn parse(file: u32, source: &Source, out: &mut Diagnostics) -> Option<yaml::Node> {
    let text = source.text();
    if let Some((at, control)) = text.char_indices().find(|(_, c)| is_stray_control(*c)) {
        let span = Span::new(file, at, at + control.len_utf8());
        let code = u32::from(control);
        let message = format!("the file has a control character, U+{code:04X}");
        out.report(Code::UnreadableFile, span, message);
        return None;
    }
    yaml::parse(file, text, out)
}

fn is_stray_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{85}')
}
