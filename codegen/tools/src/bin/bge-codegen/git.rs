//! Reads the spec of a git revision.

use std::process::Command;

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
    git(&["rev-parse", "--verify", "--quiet", &commit])
        .map_err(|why| format!("`{revision}` is neither a folder nor a git revision{why}"))?;
    let mut sources = Sources::new();
    for (object, name) in files(revision, folder)? {
        let shown = format!("{revision}:{}/{name}", folder.trim_end_matches('/'));
        let content = git(&["cat-file", "blob", &object])
            .map_err(|why| format!("{shown} cannot be read{why}"))?;
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
    let listed = git(&["ls-tree", "-z", "--full-tree", &tree]).map_err(|why| {
        format!(
            "there is no folder `{folder}` in `{revision}`{why}; say where the spec is with `--path`, or as `{revision}:FOLDER`"
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

/// Returns what git prints, or its error message after a colon, if it has one.
fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git").args(arguments).output();
    let output =
        output.map_err(|error| format!(": git cannot be run, which revisions need: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let problem = String::from_utf8_lossy(&output.stderr);
    match problem.trim().trim_start_matches("fatal: ") {
        "" => Err(String::new()),
        problem => Err(format!(": {problem}")),
    }
}
