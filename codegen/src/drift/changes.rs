//! Changes of spec files, and carrying them out.

use super::locate::Address;
use super::{Note, PatchedFile};
use crate::format::edit::{Edited, Entries};
use crate::source::{Source, Sources};

/// One change of one file.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) file: u32,
    pub(super) note: Note,
    /// What stands above it in the file.
    pub(super) comment: String,
    pub(super) edit: Edit,
}

#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// Traits of a field.
    Traits(Address, Vec<&'static str>),
    /// A value of an enum that is a list of names.
    Item(Address, String),
    /// A value of an enum that is a mapping.
    Value(Address, String, Entries),
    /// A field, and the lines of each type that is new with it.
    Field {
        object: Address,
        name: String,
        entries: Entries,
        types: Vec<Vec<String>>,
    },
}

impl Edit {
    /// What ends on the same line is written in this order.
    fn rank(&self) -> u8 {
        match self {
            Self::Traits(..) => 0,
            Self::Item(..) | Self::Value(..) => 1,
            Self::Field { .. } => 2,
        }
    }
}

/// The files as they are after the changes; nothing if a change finds no place.
pub(super) fn apply(sources: &Sources, changes: &[Change]) -> Option<Vec<PatchedFile>> {
    let mut files = Vec::new();
    for (file, source) in sources.iter() {
        let mut own: Vec<_> = changes
            .iter()
            .filter(|change| change.file == file)
            .collect();
        if own.is_empty() {
            continue;
        }
        own.sort_by_key(|change| change.edit.rank());
        files.push(PatchedFile {
            path: source.path().to_owned(),
            old: source.text().to_owned(),
            new: changed(source, &own)?,
        });
    }
    Some(files)
}

fn changed(source: &Source, changes: &[&Change]) -> Option<String> {
    let mut edited = Edited::new(source.text())?;
    let mut new_types = Vec::new();
    for change in changes {
        let comment = &change.comment;
        match &change.edit {
            Edit::Traits(address, traits) => {
                let entries: Vec<_> = traits.iter().map(|name| (*name, "true")).collect();
                edited.set(&keys(address), comment, "type", &entries)?;
            }
            Edit::Item(address, item) => edited.add_item(&keys(address), comment, item)?,
            Edit::Value(address, name, entries) => {
                edited.add_entry(&keys(address), comment, name, entries)?;
            }
            Edit::Field {
                object,
                name,
                entries,
                types,
            } => {
                edited.add_entry(&keys(object), comment, name, entries)?;
                new_types.extend(types);
            }
        }
    }
    add_types(&mut edited, &new_types)?;
    Some(edited.finish(source.path()))
}

fn add_types(edited: &mut Edited<'_>, types: &[&Vec<String>]) -> Option<()> {
    if types.is_empty() {
        return Some(());
    }
    if edited.has("types") {
        for lines in types {
            edited.add_lines(&["types"], lines)?;
        }
        return Some(());
    }
    let mut lines = vec![String::new(), "types:".to_owned()];
    for ty in types {
        lines.extend(ty.iter().map(|line| format!("  {line}")));
    }
    edited.append(&lines);
    Some(())
}

fn keys(address: &Address) -> Vec<&str> {
    address.iter().map(String::as_str).collect()
}
