//! The one form in which spec files are kept: same meaning, same comments, same order.
//!
//! What the author decides stays: the order, blank lines (one at most), and whether a small mapping or list stands
//! on one line. The rest has one form: indentation by two, quotes only where they are needed, and nothing in
//! braces or brackets that is wider than [`WIDTH`].

mod comments;
pub(crate) mod scalar;
mod tree;
mod write;

use bge_private_codegen::diagnostics::{Code, Diagnostics, Report};
use bge_private_codegen::source::{Source, Sources, Span};
use bge_private_codegen::spec::{self, yaml};

/// Columns of the widest line that the formatter makes by itself; a wide character takes two.
pub const WIDTH: usize = 120;

/// Puts the text of one spec file into the form in which it is kept.
///
/// # Errors
/// What keeps the text from being understood.
pub fn format(path: &str, text: &str) -> Result<String, Report> {
    let mut sources = Sources::new();
    let file = sources.add(path, text);
    let mut out = Diagnostics::new();
    let formatted = sources
        .get(file)
        .and_then(|source| formatted(file, source, &mut out));
    formatted.ok_or_else(|| out.into_report(sources))
}

fn formatted(file: u32, source: &Source, out: &mut Diagnostics) -> Option<String> {
    let before = spec::parse(file, source, out)?;
    if !out.is_empty() {
        return None;
    }
    let text = source.text();
    let formatted = tree::read(text).map(|tree| write::document(&tree, text));
    let formatted = formatted.filter(|formatted| says_the_same(&before, text, formatted));
    if formatted.is_none() {
        let message = "this file uses YAML in a way that the formatter cannot write";
        out.report(Code::YamlFeature, Span::start_of(file), message)
            .help("write it in a simpler way; the file was left as it is");
    }
    formatted
}

/// Whether nothing was lost: the last word on every text that is formatted.
fn says_the_same(before: &yaml::Node, old: &str, new: &str) -> bool {
    let mut out = Diagnostics::new();
    let after = yaml::parse(0, new, &mut out);
    after.as_ref() == Some(before) && out.is_empty() && comments_of(old) == comments_of(new)
}

/// The comments of a text, in no order.
fn comments_of(text: &str) -> Option<Vec<String>> {
    let tree = tree::read(text)?;
    let comments = comments::find(text, &tree.spans());
    let mut comments: Vec<_> = comments.map(|comment| comment.text.to_owned()).collect();
    comments.sort();
    Some(comments)
}
