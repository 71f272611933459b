//! Puts things into a spec file without touching the rest: entries, items, and the comments above them.

use std::ops::Range;

use super::comments::{column, line_start};
use super::tree::{self, Collection, Scalar, Value};
use super::{format, scalar};

/// A file that is being added to.
pub(crate) struct Edited<'a> {
    text: &'a str,
    root: Value,
    /// What is put in the place of which bytes.
    edits: Vec<(Range<usize>, String)>,
}

/// The value of a new entry: a mapping, of which each value is written as it stands in braces.
pub(crate) type Entries = Vec<(&'static str, String)>;

/// A text as a scalar in braces.
pub(crate) fn text(text: &str) -> String {
    scalar::written(text)
}

/// A mapping in braces.
pub(crate) fn braces(entries: &[(&str, String)]) -> String {
    let entries = entries.iter().map(|(key, value)| format!("{key}: {value}"));
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

impl<'a> Edited<'a> {
    /// A file that is well-formed.
    pub(crate) fn new(text: &'a str) -> Option<Self> {
        let root = tree::read(text)?;
        Some(Self {
            text,
            root,
            edits: Vec::new(),
        })
    }

    /// Whether the file has this key at its top.
    pub(crate) fn has(&self, key: &str) -> bool {
        find(&self.root, &[key]).is_some()
    }

    /// Whether a list is at `address`.
    pub(crate) fn is_list(&self, address: &[&str]) -> bool {
        let found = find(&self.root, address);
        matches!(found, Some((_, Value::Collection(collection))) if !collection.is_map)
    }

    /// Adds an entry at the end of the mapping at `address`.
    pub(crate) fn add_entry(
        &mut self,
        address: &[&str],
        comment: &str,
        name: &str,
        value: &Entries,
    ) -> Option<()> {
        let (_, Value::Collection(mapping)) = find(&self.root, address)? else {
            return None;
        };
        let (key, last) = mapping.items.last()?;
        let name = text(name);
        if mapping.is_flow {
            let indent = self.indent_of(key.as_ref()?.span.start) + 4;
            let entry = format!(
                ",\n{0}{comment}\n{0}{name}: {1}",
                " ".repeat(indent),
                braces(value)
            );
            self.insert(self.end(last), entry);
            return Some(());
        }
        let indent = " ".repeat(column(self.text, key.as_ref()?.span.start));
        let is_flow = matches!(last, Value::Collection(collection) if collection.is_flow);
        let mut lines = format!("{indent}{comment}\n{indent}{name}:");
        if is_flow {
            lines += &format!(" {}\n", braces(value));
        } else {
            lines.push('\n');
            for (key, value) in value {
                lines += &format!("{indent}  {key}: {value}\n");
            }
        }
        self.insert_line(self.below(self.end(last), indent.len()), lines);
        Some(())
    }

    /// Adds lines at the end of the block mapping at `address`, each behind the indentation of its keys, and below a blank
    /// line if its entries have some between them.
    pub(crate) fn add_lines(&mut self, address: &[&str], lines: &[String]) -> Option<()> {
        let (_, Value::Collection(mapping)) = find(&self.root, address)? else {
            return None;
        };
        let (key, last) = mapping.items.last().filter(|_| !mapping.is_flow)?;
        let start = key.as_ref()?.span.start;
        let indent = column(self.text, start);
        let before = self.text.get(..line_start(self.text, start))?;
        let mut added = String::new();
        if before.ends_with("\n\n") || before.ends_with("\r\n\r\n") {
            added.push('\n');
        }
        for line in lines {
            let indent = if line.is_empty() { 0 } else { indent };
            added += &format!("{}{line}\n", " ".repeat(indent));
        }
        self.insert_line(self.below(self.end(last), indent), added);
        Some(())
    }

    /// Adds lines at the end of the file.
    pub(crate) fn append(&mut self, lines: &[String]) {
        let added = lines.iter().map(|line| format!("{line}\n")).collect();
        self.insert_line(self.text.len(), added);
    }

    /// Adds a text at the end of the list at `address`.
    pub(crate) fn add_item(&mut self, address: &[&str], comment: &str, item: &str) -> Option<()> {
        let (key, Value::Collection(list)) = find(&self.root, address)? else {
            return None;
        };
        let (_, last) = list.items.last()?;
        let item = text(item);
        if list.is_flow {
            let (key, end) = (key?.span.start, self.end(last));
            self.insert_comment(key, comment);
            self.insert(end, format!(", {item}"));
        } else {
            let start = line_start(self.text, last.start());
            let line = self.text.get(start..)?;
            let indent = line.len() - line.trim_start_matches(' ').len();
            let lines = format!("{0}{comment}\n{0}- {item}\n", " ".repeat(indent));
            self.insert_line(self.below(self.end(last), indent), lines);
        }
        Some(())
    }

    /// Sets entries of the mapping at `address`: those that are there are replaced, the others follow its entry `after`.
    pub(crate) fn set(
        &mut self,
        address: &[&str],
        comment: &str,
        after: &str,
        entries: &[(&str, &str)],
    ) -> Option<()> {
        let (owner, Value::Collection(mapping)) = find(&self.root, address)? else {
            return None;
        };
        let owner = owner?.span.start;
        let (is_flow, end_of_after) = (mapping.is_flow, self.end(entry(mapping, after)?.1));
        let indent = column(self.text, mapping.items.first()?.0.as_ref()?.span.start);
        let mut replaced = Vec::new();
        let mut added = String::new();
        for (key, value) in entries {
            match entry(mapping, key) {
                Some((_, Value::Scalar(old))) => replaced.push((old.span.clone(), *value)),
                Some(_) => return None,
                None if is_flow => added += &format!(", {key}: {value}"),
                None => added += &format!("{}{key}: {value}\n", " ".repeat(indent)),
            }
        }
        self.insert_comment(owner, comment);
        for (range, value) in replaced {
            self.edits.push((range, value.to_owned()));
        }
        if is_flow {
            self.insert(end_of_after, added);
        } else if !added.is_empty() {
            self.insert_line(self.next_line(end_of_after), added);
        }
        Some(())
    }

    /// The file with all that was added, in the form in which files are kept if it was before.
    pub(crate) fn finish(mut self, path: &str) -> String {
        self.edits.sort_by_key(|(range, _)| range.start);
        let is_crlf = self.text.contains("\r\n");
        let mut out = String::with_capacity(self.text.len());
        let mut done = 0;
        for (range, text) in self.edits {
            out.push_str(self.text.get(done..range.start).unwrap_or_default());
            if is_crlf {
                out.push_str(&text.replace('\n', "\r\n"));
            } else {
                out.push_str(&text);
            }
            done = range.end.max(done);
        }
        out.push_str(self.text.get(done..).unwrap_or_default());
        if format(path, self.text).is_ok_and(|formatted| formatted == self.text) {
            return format(path, &out).unwrap_or(out);
        }
        out
    }

    fn insert(&mut self, at: usize, text: String) {
        self.edits.push((at..at, text));
    }

    /// Puts whole lines where a line begins, or the file ends.
    fn insert_line(&mut self, at: usize, mut lines: String) {
        let before = self.text.get(..at).unwrap_or_default();
        if !before.is_empty() && !before.ends_with('\n') {
            lines.insert(0, '\n');
            lines.truncate(lines.trim_end_matches('\n').len());
        }
        self.insert(at, lines);
    }

    /// Puts a comment above what begins at `at`.
    fn insert_comment(&mut self, at: usize, comment: &str) {
        let start = line_start(self.text, at);
        let before = self.text.get(start..at).unwrap_or_default();
        if before.trim().is_empty() {
            self.insert(start, format!("{before}{comment}\n"));
        } else {
            let indent = " ".repeat(self.indent_of(at) + 4);
            self.insert(at, format!("\n{indent}{comment}\n{indent}"));
        }
    }

    /// The byte after a value.
    fn end(&self, value: &Value) -> usize {
        match value {
            Value::Scalar(scalar) => {
                // The parser counts the line break behind a block, and the indentation after it, to the block.
                let text = self.text.get(scalar.span.clone()).unwrap_or_default();
                match text.rsplit_once('\n') {
                    Some((lines, rest)) if rest.trim().is_empty() => {
                        scalar.span.start + lines.len()
                    }
                    _ => scalar.span.end,
                }
            }
            Value::Collection(collection) if collection.is_flow => collection.span.end,
            Value::Collection(collection) => match collection.items.last() {
                Some((_, last)) => self.end(last),
                None => collection.span.end,
            },
        }
    }

    /// The indentation of the line that holds a byte.
    fn indent_of(&self, at: usize) -> usize {
        let line = self
            .text
            .get(line_start(self.text, at)..)
            .unwrap_or_default();
        line.len() - line.trim_start_matches(' ').len()
    }

    /// Where the line after that of a byte begins.
    fn next_line(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |end| at + end + 1)
    }

    /// Where the line begins that follows a byte and the comments which belong to a block of this indentation.
    fn below(&self, at: usize, indent: usize) -> usize {
        let mut next = self.next_line(at);
        loop {
            let line = self.text.get(next..).unwrap_or_default();
            let said = line.trim_start_matches(' ');
            if !said.starts_with('#') || line.len() - said.len() < indent {
                return next;
            }
            next = self.next_line(next);
        }
    }
}

/// An entry of a mapping.
fn entry<'t>(mapping: &'t Collection, name: &str) -> Option<(&'t Scalar, &'t Value)> {
    let mut entries = mapping.items.iter();
    entries.find_map(|(key, value)| {
        let key = key.as_ref().filter(|key| key.text == name)?;
        Some((key, value))
    })
}

/// The value at an address, and its key.
fn find<'t>(root: &'t Value, address: &[&str]) -> Option<(Option<&'t Scalar>, &'t Value)> {
    let mut found = (None, root);
    for name in address {
        let Value::Collection(mapping) = found.1 else {
            return None;
        };
        let (key, value) = entry(mapping, name)?;
        found = (Some(key), value);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field() -> Entries {
        vec![
            ("type", "string".to_owned()),
            ("optional", "true".to_owned()),
        ]
    }

    fn edited(text: &str, edit: impl FnOnce(&mut Edited<'_>) -> Option<()>) -> String {
        let mut edited = Edited::new(text).unwrap();
        edit(&mut edited).unwrap();
        edited.finish("a.yaml")
    }

    #[test]
    fn entries_take_the_style_of_their_neighbours() {
        for (before, after) in [
            (
                "a:\n  b: {c: d} # of b\n  # also of a\n# not of a\n",
                "a:\n  b: {c: d} # of b\n  # also of a\n  # new\n  x: {type: string, optional: true}\n# not of a\n",
            ),
            (
                "a:\n  b:\n    c: d",
                "a:\n  b:\n    c: d\n  # new\n  x:\n    type: string\n    optional: true",
            ),
            (
                "a:\r\n  b:\r\n    c: |\r\n      d\r\ne: f\r\n",
                "a:\r\n  b:\r\n    c: |\r\n      d\r\n  # new\r\n  x:\r\n    type: string\r\n    optional: true\r\ne: f\r\n",
            ),
            (
                "a: {b: {c: 'd'}}\ne: f\n",
                "a: {b: {c: 'd'},\n    # new\n    x: {type: string, optional: true}}\ne: f\n",
            ),
            // In the form in which files are kept, it stays so.
            (
                "a: {b: {c: d}}\n",
                "a:\n  b: {c: d}\n  # new\n  x: {type: string, optional: true}\n",
            ),
        ] {
            let result = edited(before, |file| {
                file.add_entry(&["a"], "# new", "x", &field())
            });
            assert_eq!(result, after);
        }
    }

    #[test]
    fn items_are_added_to_lists_of_both_kinds() {
        let add = |file: &mut Edited<'_>| file.add_item(&["a"], "# new", "no");
        assert_eq!(
            edited("a: [b, 'c'] # those\n", add),
            "# new\na: [b, 'c', \"no\"] # those\n"
        );
        assert_eq!(
            edited("a:\n  - b\n\nd: e\n", add),
            "a:\n  - b\n  # new\n  - \"no\"\n\nd: e\n"
        );
    }

    #[test]
    fn traits_are_set_where_they_are_or_behind_the_type() {
        let set = |file: &mut Edited<'_>| {
            let entries = [("nullable", "true"), ("optional", "true")];
            file.set(&["f", "a"], "# new", "type", &entries)
        };
        for (before, after) in [
            (
                "f:\n  a:\n    type: url # so\n    optional: false\n    doc: x\n",
                "f:\n  # new\n  a:\n    type: url # so\n    nullable: true\n    optional: true\n    doc: x\n",
            ),
            (
                "f:\n  a: {type: url, doc: x}\n",
                "f:\n  # new\n  a: {type: url, nullable: true, optional: true, doc: x}\n",
            ),
            (
                "f: {a: {type: url}, b: 'c'}\n",
                "f: {\n    # new\n    a: {type: url, nullable: true, optional: true}, b: 'c'}\n",
            ),
        ] {
            assert_eq!(edited(before, set), after);
        }
    }

    #[test]
    fn what_is_not_there_cannot_be_added_to() {
        let mut file = Edited::new("a: {b: c}\nd: []\n").unwrap();
        assert!(file.add_entry(&["x"], "#", "x", &field()).is_none());
        assert!(file.add_entry(&["a", "b"], "#", "x", &field()).is_none());
        assert!(file.add_item(&["d"], "#", "x").is_none());
        assert!(file.set(&["a"], "#", "type", &[]).is_none());
    }
}
