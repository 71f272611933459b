//! Changes a profile in the text of the file, and keeps everything else byte for byte.

use std::ops::Range;

use secrecy::ExposeSecret;
use toml_edit::{Document, DocumentMut, Item, RawString, Table, Value, value};

use crate::failure::{Exit, Failure, Result};
use crate::language::{quoted, say};
use crate::profile::{Profile, shown_path};

/// Where a profile is in the text.
pub(crate) struct Section {
    /// The start of the comments that belong to it: those directly above it, without an empty line between.
    start: usize,
    /// The lines from its header to its last value.
    lines: Range<usize>,
}

/// Finds a profile.
pub(crate) fn section(text: &str, name: &str) -> Result<Option<Section>> {
    let document = Document::parse(text).map_err(|_| not_a_table(name))?;
    let Some(item) = document.get(name) else {
        return Ok(None);
    };
    let table = item.as_table().filter(|table| !table.is_dotted());
    let header = table.and_then(Table::span);
    let (table, header) = table.zip(header).ok_or_else(|| not_a_table(name))?;
    let before = text.get(..header.start).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let above = table.decor().prefix().and_then(RawString::span);
    let above = above.and_then(|above| text.get(above.start..line));
    let above = above.unwrap_or_default().split_inclusive('\n').rev();
    let comments = above.take_while(|line| line.trim_start().starts_with('#'));
    let start = line - comments.map(str::len).sum::<usize>();
    let values = table.iter().filter_map(|(_, item)| item.span());
    let last = values.map(|value| value.end).fold(header.end, usize::max);
    let rest = text.get(last..).unwrap_or_default();
    let end = rest.find('\n').map_or(text.len(), |at| last + at + 1);
    Ok(Some(Section {
        start,
        lines: line..end,
    }))
}

/// Returns the text with a profile, in place of one with the same name.
pub(crate) fn with(text: &str, name: &str, profile: &Profile) -> Result<String> {
    let end = text.len()..text.len();
    let lines = section(text, name)?.map_or(end, |section| section.lines);
    let before = text.get(..lines.start).unwrap_or_default();
    let after = text.get(lines.end..).unwrap_or_default();
    let known = text.get(lines).unwrap_or_default();
    let mut document: DocumentMut = known.parse().map_err(|_| not_a_table(name))?;
    let table = document.entry(name).or_insert_with(toml_edit::table);
    let table = table.as_table_mut().ok_or_else(|| not_a_table(name))?;
    set(table, "app_key", Some(&profile.app_key));
    set(
        table,
        "app_secret",
        Some(profile.app_secret.expose_secret()),
    );
    set(table, "environment", profile.environment.as_deref());
    set(table, "base_url", profile.base_url.as_deref());
    let gap = match before.lines().next_back() {
        Some(line) if known.is_empty() && !line.trim().is_empty() => "\n",
        _ => "",
    };
    let end = if before.is_empty() || before.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let mut new = document.to_string();
    if known.contains("\r\n") {
        // What writes the document knows only line feeds.
        new = new.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    Ok(format!("{before}{end}{gap}{new}{after}"))
}

/// Sets a value, and keeps the comment beside it.
fn set(table: &mut Table, key: &str, text: Option<&str>) {
    let known = table.get_mut(key).and_then(Item::as_value_mut);
    match (text, known) {
        (Some(text), Some(known)) if known.as_str() == Some(text) => {}
        (Some(text), Some(known)) => {
            let mut new = Value::from(text);
            new.decor_mut().clone_from(known.decor());
            *known = new;
        }
        (Some(text), None) => drop(table.insert(key, value(text))),
        (None, _) => drop(table.remove(key)),
    }
}

/// Returns the text without a profile, if there is one.
pub(crate) fn without(text: &str, name: &str) -> Result<Option<String>> {
    let Some(section) = section(text, name)? else {
        return Ok(None);
    };
    let mut before: Vec<&str> = lines(text.get(..section.start));
    let mut after: Vec<&str> = lines(text.get(section.lines.end..));
    let is_empty = |line: Option<&&str>| line.is_none_or(|line| line.trim().is_empty());
    // Of two empty lines that are now one below the other, one is left.
    if is_empty(before.last()) && is_empty(after.first()) && before.pop().is_none() {
        after.drain(..after.len().min(1));
    }
    Ok(Some(before.concat() + &after.concat()))
}

fn lines(text: Option<&str>) -> Vec<&str> {
    text.unwrap_or_default().split_inclusive('\n').collect()
}

fn not_a_table(name: &str) -> Failure {
    let (name, path) = (quoted(name), shown_path());
    Exit::Setup.failure(say!(
        "the profile {name} in {path} is not a table with a header, so it must be changed by hand",
        "{path} 中的配置 {name} 不是带表头的表，请手动修改"
    ))
}
