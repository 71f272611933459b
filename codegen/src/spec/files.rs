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
}

/// Loads the files of a folder: the platform first, then the groups by name. Files that cannot be loaded are
/// skipped.
pub(crate) fn load(dir: &Path, out: &mut Diagnostics) -> Sources {
    let mut sources = Sources::new();
    let names = match file_names(dir) {
        Ok(names) => names,
        Err(error) => {
            let message = format!("the folder of the spec cannot be read: {error}");
            without_text(&mut sources, dir, Code::UnreadableFile, message, out);
            return sources;
        }
    };
    for name in &names {
        load_file(&dir.join(name), &mut sources, out);
    }
    if !names.iter().any(|name| name == PLATFORM_FILE) {
        let path = dir.join(PLATFORM_FILE);
        let message = format!("`{PLATFORM_FILE}` is missing");
        without_text(&mut sources, &path, Code::MissingFile, message, out).help(
            "it contains the settings of all calls: environments, signature, envelope, defaults",
        );
    }
    if names.iter().all(|name| name == PLATFORM_FILE) {
        let message = "there is no group of endpoints";
        without_text(&mut sources, dir, Code::MissingFile, message, out).help(format!(
            "each `*.yaml` file except `{PLATFORM_FILE}` describes one group"
        ));
    }
    sources
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

fn load_file(path: &Path, sources: &mut Sources, out: &mut Diagnostics) {
    if path
        .extension()
        .is_some_and(|extension| extension != "yaml")
    {
        let message = "files of a spec end in `.yaml`";
        without_text(sources, path, Code::MissingFile, message, out)
            .help("rename it, or move it out of the folder");
        return;
    }
    if path.to_str().is_none() {
        let message = "the name of the file is not UTF-8";
        without_text(sources, path, Code::UnreadableFile, message, out)
            .help("rename it, or move it out of the folder");
        return;
    }
    let bytes = match read_limited(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("the file cannot be read: {error}");
            without_text(sources, path, Code::UnreadableFile, message, out);
            return;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            sources.add(shown(path), text);
        }
        Err(error) => not_utf8(&shown(path), &error, sources, out),
    }
}

/// Decodes a file as UTF-8. Reports the places that are not UTF-8.
pub(crate) fn decode(path: &str, bytes: Vec<u8>) -> Result<String, Report> {
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

/// Reports a file or folder without text.
fn without_text<'a>(
    sources: &mut Sources,
    path: &Path,
    code: Code,
    message: impl Into<String>,
    out: &'a mut Diagnostics,
) -> &'a mut Diagnostic {
    let file = sources.add_unusable(shown(path), "");
    out.report(code, Span::start_of(file), message)
}

/// Reads all files with text.
pub(crate) fn read(sources: &Sources, out: &mut Diagnostics) -> Files {
    let mut files = Files::default();
    for (file, source) in sources.iter().filter(|(_, source)| source.is_usable()) {
        let Some(node) = parse(file, source, out) else {
            continue;
        };
        let owner = Span::new(file, 0, first_line(source));
        if is_platform(source) {
            files.platform = Platform::read(node, owner, out);
        } else {
            files.groups.extend(Group::read(node, owner, out));
        }
    }
    files
}

fn is_platform(source: &Source) -> bool {
    source.path().rsplit('/').next() == Some(PLATFORM_FILE)
}

fn first_line(source: &Source) -> usize {
    source.text().lines().next().map_or(0, str::len)
}

/// Reads the YAML of one file.
pub fn parse(file: u32, source: &Source, out: &mut Diagnostics) -> Option<yaml::Node> {
    let text = source.text();
    if let Some((at, control)) = text.char_indices().find(|(_, c)| is_stray_control(*c)) {
        let span = Span::new(file, at, at + control.len_utf8());
        let message = format!(
            "the file has a control character, U+{:04X}",
            u32::from(control)
        );
        out.report(Code::UnreadableFile, span, message);
        return None;
    }
    yaml::parse(file, text, out)
}

fn is_stray_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\u{85}')
}
