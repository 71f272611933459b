//! Reads the spec of a git revision.

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::thread;

use bge_private_codegen::Sources;

/// The file that every spec has.
const PLATFORM_FILE: &str = "platform.yaml";

/// Returns the spec files in a folder of a revision. The first one is the platform's. The folder is relative
/// to the current one.
pub(crate) fn sources(revision: &str, folder: &str) -> Result<Sources, String> {
    if revision.is_empty() {
        return Err(format!("`:{folder}` names no git revision"));
    }
    let commit = format!("{revision}^{{commit}}");
    run(&["rev-parse", "--verify", "--quiet", &commit]).map_err(|problem| {
        let problem = problem.map_or_else(String::new, |problem| format!(": {problem}"));
        format!("`{revision}` is neither a folder nor a git revision{problem}")
    })?;
    let files = files(revision, folder)?;
    let contents = read(files.iter().map(|(object, _)| object.as_str()))?;
    let mut sources = Sources::new();
    for ((_, name), content) in files.iter().zip(contents) {
        let shown = format!("{revision}:{}/{name}", folder.trim_end_matches('/'));
        let text = String::from_utf8(content).map_err(|_| format!("{shown}: not UTF-8 text"))?;
        sources.add(shown, text);
    }
    Ok(sources)
}

/// Returns the objects and names of the spec files.
fn files(revision: &str, folder: &str) -> Result<Vec<(String, String)>, String> {
    let is_relative = folder.starts_with("./") || folder.starts_with("../");
    let from_here = if is_relative { "" } else { "./" };
    let tree = format!("{revision}:{from_here}{folder}");
    let listed = run(&["ls-tree", "-z", "--full-tree", &tree]).map_err(|problem| {
        format!(
            "there is no folder `{folder}` in `{revision}`{}; say where the spec is with `--path`, or as `{revision}:FOLDER`",
            problem.map_or_else(String::new, |problem| format!(" ({problem})"))
        )
    })?;
    let listed = String::from_utf8_lossy(&listed);
    let entries = listed.split('\0').filter_map(|entry| {
        let (about, name) = entry.split_once('\t')?;
        let mut about = about.split(' ');
        let (mode, _, object) = (about.next()?, about.next()?, about.next()?);
        let is_file = mode.starts_with("100") && name.ends_with(".yaml") && !name.starts_with('.');
        is_file.then(|| (object.to_owned(), name.to_owned()))
    });
    let mut files: Vec<_> = entries.collect();
    files.sort_by_cached_key(|(_, name)| (name != PLATFORM_FILE, name.clone()));
    if files.first().is_none_or(|(_, name)| name != PLATFORM_FILE) {
        return Err(format!(
            "`{folder}` in `{revision}` is no spec: it has no `{PLATFORM_FILE}`"
        ));
    }
    Ok(files)
}

/// Returns the contents of objects. One process reads all of them.
fn read<'a>(objects: impl Iterator<Item = &'a str>) -> Result<Vec<Vec<u8>>, String> {
    let objects: String = objects.flat_map(|object| [object, "\n"]).collect();
    let mut git = Command::new("git")
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_run(&error))?;
    let stdin = git.stdin.take();
    let output = thread::scope(|scope| {
        // A separate thread writes, because git may not read more input until its output is read.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(objects.as_bytes())));
        git.wait_with_output()
    });
    let output = done(output).map_err(|problem| {
        let problem = problem.unwrap_or_else(|| "the files cannot be read".to_owned());
        format!("git: {problem}")
    })?;
    contents(&output).ok_or_else(|| "git gave something else than the files".to_owned())
}

/// Parses the output of `git cat-file --batch`. Each object is a line that ends with the size, followed by
/// the content and a line break.
fn contents(mut output: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut contents = Vec::new();
    while !output.is_empty() {
        let end = output.iter().position(|byte| *byte == b'\n')?;
        let (head, rest) = output.split_at_checked(end)?;
        let size = std::str::from_utf8(head).ok()?.rsplit(' ').next()?;
        let (content, rest) = rest.get(1..)?.split_at_checked(size.parse().ok()?)?;
        contents.push(content.to_vec());
        output = rest.strip_prefix(b"\n")?;
    }
    Some(contents)
}

/// Returns what git prints, or its error message, if any.
fn run(arguments: &[&str]) -> Result<Vec<u8>, Option<String>> {
    done(Command::new("git").args(arguments).output())
}

fn done(output: std::io::Result<Output>) -> Result<Vec<u8>, Option<String>> {
    let output = output.map_err(|error| Some(cannot_run(&error)))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let problem = String::from_utf8_lossy(&output.stderr);
    let problem = problem.trim().trim_start_matches("fatal: ");
    Err((!problem.is_empty()).then(|| problem.to_owned()))
}

fn cannot_run(error: &std::io::Error) -> String {
    format!("git cannot be run, which revisions need: {error}")
}
