//! Converts the texts of a spec to doc comments that show them as written and that rustdoc accepts.
//!
//! A text consists of paragraphs, lists with `- `, and `code`. Everything else that Markdown would interpret is
//! escaped. A URL becomes a link.

use crate::api::Text;

/// Longer lines are wrapped at a space, if there is one.
const WIDTH: usize = 90;

/// Returns both languages, English first.
pub fn both(text: &Text) -> Vec<String> {
    with_sentences(text, &[])
}

/// Returns both languages, with further sentences after the English ones.
pub fn with_sentences(text: &Text, sentences: &[String]) -> Vec<String> {
    let [english, chinese] = text;
    let mut english = english.clone();
    for sentence in sentences {
        english.push(' ');
        english.push_str(sentence);
    }
    joined([lines(&english), lines(chinese)])
}

/// Joins paragraphs with blank lines. Empty ones are left out.
pub fn joined(paragraphs: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    let paragraphs = paragraphs.into_iter().filter(|lines| !lines.is_empty());
    let paragraphs: Vec<_> = paragraphs.collect();
    paragraphs.join(&String::new())
}

/// Adds a full stop to a text that ends in a word.
pub fn sentence(text: &str, stop: char) -> String {
    let text = text.trim();
    if text.ends_with(char::is_alphanumeric) {
        format!("{text}{stop}")
    } else {
        text.to_owned()
    }
}

/// Returns the text as code, whatever it contains.
pub fn code(text: &str) -> String {
    let text = text.replace(|char: char| char.is_whitespace() || is_invisible(char), " ");
    let mut fence = "`".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Returns whether a character affects the display without being visible. The compiler rejects characters that
/// change the direction of text, and a control character may be a line break.
pub fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the lines of a text, escaped and wrapped.
pub fn lines(text: &str) -> Vec<String> {
    let wrapped = |paragraph: Paragraph| match paragraph.is_blank() {
        true => vec![String::new()],
        false => paragraph.wrapped(),
    };
    paragraphs(text).into_iter().flat_map(wrapped).collect()
}

/// Returns the paragraphs and list items of a text. Each blank line between them is an empty paragraph.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut paragraph = Paragraph::default();
    for line in text.trim().lines().map(str::trim) {
        let item = line.strip_prefix("- ").or(line.strip_prefix("* "));
        if (line.is_empty() || item.is_some()) && !paragraph.is_blank() {
            paragraphs.push(std::mem::take(&mut paragraph));
        }
        if line.is_empty() {
            paragraphs.push(Paragraph::default());
        }
        paragraph.is_item |= item.is_some();
        paragraph.push(item.unwrap_or(line).trim_start());
    }
    if !paragraph.is_blank() {
        paragraphs.push(paragraph);
    }
    paragraphs
}

/// The lines of a paragraph or list item, which are wrapped again.
#[derive(Default)]
pub struct Paragraph {
    /// Its text, on one line.
    pub text: String,
    /// Whether it is a list item.
    pub is_item: bool,
}

impl Paragraph {
    fn is_blank(&self) -> bool {
        self.text.is_empty() && !self.is_item
    }

    /// Adds a line. Chinese has no spaces that could replace a line break.
    fn push(&mut self, line: &str) {
        let wide = |char: Option<char>| char.is_some_and(|char| !char.is_ascii());
        let joined = wide(self.text.chars().next_back()) && wide(line.chars().next());
        if !joined && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(line);
    }

    fn wrapped(self) -> Vec<String> {
        let text = inline(&self.text);
        if text.is_empty() {
            return Vec::new();
        }
        if self.is_item {
            wrap(&text, "- ", "  ")
        } else {
            wrap(&text, "", "")
        }
    }
}

/// Wraps escaped text. The first line starts with `lead`, the others with `hang`.
pub fn wrap(text: &str, lead: &str, hang: &str) -> Vec<String> {
    let pieces = cut(text, WIDTH.saturating_sub(lead.len().max(hang.len())));
    let leads = std::iter::once(lead).chain(std::iter::repeat(hang));
    let lines = leads.zip(pieces);
    let lines = lines.map(|(lead, piece)| format!("{lead}{}", block(piece)));
    lines.collect()
}

/// Splits a line into lines of at most this width, at spaces outside of code.
fn cut(line: &str, width: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while rest.len() > width {
        let mut cut = None;
        let mut in_code = false;
        for (index, char) in rest.char_indices() {
            match char {
                '`' => in_code = !in_code,
                ' ' if !in_code && (index <= width || cut.is_none()) => cut = Some(index),
                _ => {}
            }
            if index > width && cut.is_some() {
                break;
            }
        }
        let Some((piece, tail)) = cut.and_then(|cut| rest.split_at_checked(cut)) else {
            break;
        };
        pieces.push(piece);
        rest = tail.trim_start();
    }
    pieces.push(rest);
    pieces
}

/// Escapes the start of a block: a heading, a quote, a list, a rule or a table.
fn block(line: &str) -> String {
    let rest = line.trim_start_matches(|char: char| char.is_ascii_digit());
    let number = line.strip_suffix(rest).unwrap_or_default();
    let after = rest.strip_prefix(['.', ')']).filter(|_| !number.is_empty());
    if after.is_some_and(|after| after.is_empty() || after.starts_with(' ')) {
        return format!("{number}\\{rest}");
    }
    if line.starts_with(['#', '>', '+', '-', '=', '|', '~', ':']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

/// Escapes a line. Code is unchanged, and URLs become links.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(char) = rest.chars().next() {
        if let Some(taken) = code_span(rest).or_else(|| url(rest)) {
            let (taken, tail) = rest.split_at_checked(taken).unwrap_or((rest, ""));
            if taken.starts_with('`') {
                let visible = |char| if is_invisible(char) { ' ' } else { char };
                out.extend(taken.chars().map(visible));
            } else {
                out.extend(["<", taken, ">"]);
            }
            rest = tail;
            continue;
        }
        let run = backticks(rest).max(1);
        for _ in 0..run {
            match char {
                _ if is_invisible(char) => out.push(' '),
                '`' | '[' | ']' | '<' | '>' | '*' | '\\' => out.extend(['\\', char]),
                '_' if edge(&out, rest) => out.push_str("\\_"),
                '&' if is_entity(rest) => out.push_str("\\&"),
                _ => out.push(char),
            }
        }
        rest = rest.get(run * char.len_utf8()..).unwrap_or("");
    }
    out
}

/// Returns whether an ampersand would start a character reference.
fn is_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches('&').trim_start_matches('#');
    let end = name.find(|char: char| !char.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && name.get(end..).is_some_and(|rest| rest.starts_with(';')))
}

/// Returns whether an underscore is at the edge of a word, where it would start or end emphasis.
fn edge(before: &str, rest: &str) -> bool {
    !before.ends_with(char::is_alphanumeric)
        || !rest.chars().nth(1).is_some_and(char::is_alphanumeric)
}

/// Returns the number of backticks at the start of a text.
fn backticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Returns the length of the code span at the start of the text, if it is complete.
pub fn code_span(text: &str) -> Option<usize> {
    let fence = backticks(text);
    if fence == 0 {
        return None;
    }
    let mut at = fence;
    loop {
        let rest = text.get(at..)?;
        let start = rest.find('`')?;
        let run = backticks(rest.get(start..)?);
        at += start + run;
        if run == fence {
            return Some(at);
        }
    }
}

/// Returns the length of the URL at the start of the text, if there is one.
pub fn url(text: &str) -> Option<usize> {
    let mut schemes = ["https://", "http://"].into_iter();
    let scheme = schemes.find(|scheme| text.starts_with(scheme))?;
    let rest = text.get(scheme.len()..)?;
    let inside =
        |char: char| char.is_ascii_graphic() && !matches!(char, '<' | '>' | '"' | '`' | '\\');
    let end = rest.find(|char| !inside(char)).unwrap_or(rest.len());
    let address = rest.get(..end)?;
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
    (!address.is_empty()).then_some(scheme.len() + address.len())
}
