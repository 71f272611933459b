//! Writes the file of the profiles. No other user can read it.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;

use secrecy::zeroize::Zeroizing;

use crate::failure::{Exit, Failure, Result};
use crate::language::choose;
use crate::profile::{self, Profile};
use crate::profile_text::{section, with, without};

/// Reads the text of the file. Reports why this profile cannot be written.
pub(crate) fn text(name: &str) -> Result<Zeroizing<String>> {
    // Reports what is wrong with the file without its content.
    profile::open()?;
    let text = profile::text()?.unwrap_or_default();
    section(&text, name)?;
    Ok(text)
}

/// Writes a profile, in place of one with the same name.
pub(crate) fn write(name: &str, profile: &Profile) -> Result<()> {
    save(&with(&text(name)?, name, profile)?)
}

/// Removes a profile.
pub(crate) fn remove(name: &str) -> Result<()> {
    match without(&text(name)?, name)? {
        Some(text) => save(&text),
        // Says which names there are.
        None => profile::read(name).map(drop),
    }
}

fn save(text: &str) -> Result<()> {
    let Some(path) = profile::path() else {
        return Err(Exit::Setup.failure(choose(
            "the configuration folder of the user is unknown",
            "用户的配置文件夹未知",
        )));
    };
    // A link to the file stays a link.
    let path = path.canonicalize().unwrap_or(path);
    replace(&path, text).map_err(|error| Failure {
        exit: Exit::Setup,
        ..Failure::cannot_write(path.display(), &error)
    })
}

/// Replaces a file at once: it is never there with only a part of its content.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        create_folder(folder)?;
    }
    let new = path.with_extension(format!("toml.{}", std::process::id()));
    let written = create(&new).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&new, path)
    });
    if written.is_err() {
        // The first error is the one to report.
        let _ = std::fs::remove_file(&new);
    }
    written
}

fn create_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Creates a file that only the user can read.
fn create(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
