//! Changes profiles in their file, and keeps its comments. No other user can read the file.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;

use secrecy::ExposeSecret;
use toml_edit::{DocumentMut, Item, Table, value};

use crate::failure::{Exit, Failure, Result};
use crate::language::{choose, say};
use crate::profile::{self, Entry};

/// Reads the file. It is empty if it does not exist.
pub(crate) fn read() -> Result<DocumentMut> {
    // Reports what is wrong with the file without its content.
    profile::open()?;
    let text = profile::text()?.unwrap_or_default();
    text.parse().map_err(|_| {
        let path = profile::shown_path();
        let message = say!(
            "the profiles in {path} cannot be read",
            "无法读取 {path} 中的配置"
        );
        Failure::new(Exit::Setup, message)
    })
}

/// Writes a profile, in place of one with the same name.
pub(crate) fn write(name: &str, entry: &Entry) -> Result<()> {
    let mut document = read()?;
    let mut table = Table::new();
    table.insert("app_key", value(&entry.app_key));
    table.insert("app_secret", value(entry.app_secret.expose_secret()));
    for (key, text) in [
        ("environment", &entry.environment),
        ("base_url", &entry.base_url),
    ] {
        if let Some(text) = text {
            table.insert(key, value(text));
        }
    }
    match document.get_mut(name).and_then(Item::as_table_mut) {
        // Comments before its name are kept.
        Some(known) => {
            known.clear();
            known.extend(table);
        }
        None => {
            document.insert(name, Item::Table(table));
        }
    }
    save(&document)
}

/// Removes a profile.
pub(crate) fn remove(name: &str) -> Result<()> {
    let mut document = read()?;
    if document.remove(name).is_none() {
        // Says which names there are.
        return profile::read(name).map(drop);
    }
    save(&document)
}

fn save(document: &DocumentMut) -> Result<()> {
    let Some(path) = profile::path() else {
        let message = choose(
            "the configuration folder of the user is unknown",
            "用户的配置文件夹未知",
        );
        return Err(Failure::new(Exit::Setup, message));
    };
    // A link to the file stays a link.
    let path = path.canonicalize().unwrap_or(path);
    replace(&path, &document.to_string()).map_err(|error| Failure {
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
