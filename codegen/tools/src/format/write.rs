//! Writes a file anew: the values in their styles, each comment with what it stands at.

use std::iter::Peekable;
use std::vec;

use super::comments::{self, Comment, column, is_blank_before};
use super::tree::{Collection, Scalar, Value};
use super::{WIDTH, scalar};

/// Columns of one level.
const STEP: usize = 2;

/// The whole file.
pub(super) fn document(root: &Value, text: &str) -> String {
    let comments: Vec<_> = comments::find(text, &root.spans()).collect();
    let mut writer = Writer {
        text,
        comments: comments.into_iter().peekable(),
        out: String::new(),
        opens: true,
    };
    writer.document(root);
    writer.out
}

struct Writer<'a> {
    text: &'a str,
    /// Those that are not written yet.
    comments: Peekable<vec::IntoIter<Comment<'a>>>,
    out: String,
    /// Whether nothing stands in the present block yet.
    opens: bool,
}

impl<'a> Writer<'a> {
    fn document(&mut self, root: &Value) {
        let leading = self.before(root.open());
        self.lines(&leading, 0);
        match root {
            Value::Collection(collection) if !self.fits(collection, 0) => {
                self.block(collection, 0, self.text.len(), false);
            }
            value => {
                self.blank(value.start());
                self.value(value, "", 0, self.text.len());
            }
        }
        let rest = self.before(self.text.len());
        self.lines(&rest, 0);
    }

    /// The comments that begin before a byte.
    fn before(&mut self, at: usize) -> Vec<Comment<'a>> {
        std::iter::from_fn(|| self.comments.next_if(|comment| comment.at < at)).collect()
    }

    /// Comments on lines of their own.
    fn lines(&mut self, comments: &[Comment<'_>], indent: usize) {
        for comment in comments {
            if comment.is_alone {
                self.blank(comment.at);
            }
            self.indent(indent);
            self.out.push_str(comment.text);
            self.out.push('\n');
            self.opens = false;
        }
    }

    /// A blank line where the source has some, but not at the beginning of a block.
    fn blank(&mut self, at: usize) {
        if !self.opens && !self.out.ends_with("\n\n") && is_blank_before(self.text, at) {
            self.out.push('\n');
        }
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// Whether a collection, of which all comments before it are taken, is written on one line.
    fn fits(&mut self, collection: &Collection, before: usize) -> bool {
        let end = collection.span.end;
        let has_comment = self.comments.peek().is_some_and(|comment| comment.at < end);
        collection.is_flow
            && !has_comment
            && (collection.items.is_empty() || before + scalar::width(&flow(collection)) <= WIDTH)
    }

    /// A collection with each item on lines of its own, what comes behind it beginning at `bound`. The first item may
    /// go on in a line that has begun.
    fn block(&mut self, collection: &Collection, indent: usize, bound: usize, goes_on: bool) {
        let bound = if collection.is_flow {
            bound.min(collection.span.end)
        } else {
            bound
        };
        let mut items = collection.items.iter().peekable();
        let mut goes_on = goes_on;
        while let Some((key, value)) = items.next() {
            let bound = items
                .peek()
                .map_or(bound, |(key, value)| start(self.text, key.as_ref(), value));
            self.item(key.as_ref(), value, indent, bound, goes_on);
            goes_on = false;
        }
        let least = if collection.is_flow {
            0
        } else {
            column(self.text, collection.span.start)
        };
        let is_inside = |comment: &Comment<'_>| {
            comment.at < bound
                && (collection.is_flow || (comment.is_alone && comment.column >= least))
        };
        while let Some(comment) = self.comments.next_if(is_inside) {
            self.lines(&[comment], indent);
        }
    }

    fn item(
        &mut self,
        key: Option<&Scalar>,
        value: &Value,
        indent: usize,
        bound: usize,
        goes_on: bool,
    ) {
        let at = start(self.text, key, value);
        let mut leading = self.before(at);
        let head = self.head(key, value, &mut leading);
        let prefix = match key {
            Some(key) => scalar::key(key, false) + ":",
            None => "-".to_owned(),
        };
        let taken = indent + scalar::width(&prefix) + 1;
        let block = match value {
            Value::Collection(collection) if !self.fits(collection, taken) => Some(collection),
            _ => None,
        };
        if key.is_none() && block.is_some() {
            leading.extend(self.before(first(value)));
        }
        if !goes_on {
            self.lines(&leading, indent);
            self.blank(at);
            self.indent(indent);
        }
        self.opens = false;
        self.out.push_str(&prefix);
        match block {
            None => {
                self.out.push(' ');
                self.value(value, &head, indent, bound);
            }
            Some(collection) if key.is_none() => {
                self.out.push(' ');
                self.block(collection, indent + STEP, bound, true);
            }
            Some(collection) => {
                self.out.push_str(&head);
                self.out.push('\n');
                self.opens = true;
                self.block(collection, indent + STEP, bound, false);
            }
        }
    }

    /// The comment in the line of a key whose value stands below, with a space before it. Where nothing stands below,
    /// comments between key and value are put before both.
    fn head(
        &mut self,
        key: Option<&Scalar>,
        value: &Value,
        leading: &mut Vec<Comment<'a>>,
    ) -> String {
        if key.is_none() {
            leading.extend(self.before(value.open()));
            return String::new();
        }
        let at = value.open();
        let in_line = |comment: &Comment<'_>| comment.at < at && !comment.is_alone;
        let mut heads: Vec<_> = std::iter::from_fn(|| self.comments.next_if(in_line)).collect();
        let is_below = match value {
            Value::Collection(collection) => !collection.is_flow,
            Value::Scalar(scalar) => scalar.is_block(),
        };
        let head = if is_below { heads.pop() } else { None };
        leading.extend(heads);
        if !matches!(value, Value::Collection(Collection { is_flow: false, .. })) {
            leading.extend(self.before(at));
        }
        head.map_or_else(String::new, |comment| format!(" {}", comment.text))
    }

    /// A scalar, or a collection on one line, behind what begins the line; `head` is for the line in which a block begins.
    fn value(&mut self, value: &Value, head: &str, indent: usize, bound: usize) {
        let line = match value {
            Value::Collection(collection) => flow(collection),
            Value::Scalar(scalar) => {
                let begun = self.out.rsplit('\n').next().map_or(0, scalar::width);
                match scalar::block(scalar, self.text, begun, indent + STEP) {
                    Some((sign, lines)) => {
                        return self.lines_of(&sign, &lines, head, indent, bound);
                    }
                    None => scalar::line(scalar, false),
                }
            }
        };
        self.out.push_str(&line);
        // A block that is written on one line after all leaves its comment behind it.
        self.out.push_str(head);
        if head.is_empty() {
            self.trailing(bound);
        }
        self.out.push('\n');
    }

    /// A scalar on lines of its own.
    fn lines_of(&mut self, sign: &str, lines: &[String], head: &str, indent: usize, bound: usize) {
        self.out.push_str(sign);
        self.out.push_str(head);
        if head.is_empty() {
            self.trailing(bound);
        }
        self.out.push('\n');
        for line in lines {
            if !line.is_empty() {
                self.indent(indent + STEP);
                self.out.push_str(line);
            }
            self.out.push('\n');
        }
    }

    /// The comment at the end of the line.
    fn trailing(&mut self, bound: usize) {
        if let Some(comment) = self
            .comments
            .next_if(|comment| comment.at < bound && !comment.is_alone)
        {
            self.out.push(' ');
            self.out.push_str(comment.text);
        }
    }
}

/// Where an item begins: with its key, or with a dash that stands alone in a line above its value.
fn start(text: &str, key: Option<&Scalar>, value: &Value) -> usize {
    if let Some(key) = key {
        return key.span.start;
    }
    let mut start = comments::line_start(text, value.start());
    for line in text
        .get(..start)
        .unwrap_or_default()
        .split_inclusive(['\n', '\r'])
        .rev()
    {
        start -= line.len();
        let said = line.trim();
        if let Some(rest) = said.strip_prefix('-')
            && (rest.is_empty() || rest.trim_start().starts_with('#'))
        {
            return start + line.len() - line.trim_start().len();
        }
        if !said.is_empty() && !said.starts_with('#') {
            break;
        }
    }
    value.start()
}

/// Where the first scalar of a value begins.
fn first(value: &Value) -> usize {
    let item = match value {
        Value::Collection(collection) => collection.items.first(),
        Value::Scalar(_) => None,
    };
    match item {
        Some((Some(key), _)) => key.span.start,
        Some((None, value)) => first(value),
        None => value.start(),
    }
}

/// A collection on one line.
fn flow(collection: &Collection) -> String {
    let items = collection.items.iter().map(|(key, value)| {
        let value = match value {
            Value::Scalar(value) => scalar::line(value, true),
            Value::Collection(value) => flow(value),
        };
        match key {
            Some(key) => format!("{}: {value}", scalar::key(key, true)),
            None => value,
        }
    });
    let items = items.collect::<Vec<_>>().join(", ");
    if collection.is_map {
        format!("{{{items}}}")
    } else {
        format!("[{items}]")
    }
}
