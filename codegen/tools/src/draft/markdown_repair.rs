//! Repairs Markdown that is not read as the author means it: code without a closing fence, stray tabs.

use std::ops::Range;

/// Returns the chunks of a page that are parsed separately, so that an open fence does not swallow the rest.
pub(super) fn chunks(page: &str, problems: &mut Vec<(Range<usize>, String)>) -> Vec<Range<usize>> {
    let lines = lines(page);
    let mut chunks = Vec::new();
    let mut start = 0;
    let mut index = 0;
    while let Some((at, line)) = lines.get(index) {
        index += 1;
        let Some(fence) = fence(line) else { continue };
        let rest = lines.get(index..).unwrap_or_default();
        match rest.iter().position(|(_, line)| closes(line, fence)) {
            Some(closing) if !rest.iter().take(closing).any(|(_, line)| opens(line)) => {
                index += closing + 1;
            }
            _ => {
                let end = rest.iter().position(|(_, line)| starts_section(line));
                let end_at = end
                    .and_then(|end| rest.get(end))
                    .map_or(page.len(), |(at, _)| *at);
                problems.push((
                    *at..at + line.len(),
                    "this code block is not closed".to_owned(),
                ));
                chunks.push(start..end_at);
                start = end_at;
                index += end.unwrap_or(rest.len());
            }
        }
    }
    chunks.push(start..page.len());
    chunks
}

/// Returns the lines of a text, each with its offset.
pub(super) fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let line = |line| {
        let start = at;
        at += str::len(line);
        (start, line)
    };
    text.split_inclusive('\n').map(line).collect()
}

fn fence(line: &str) -> Option<&'static str> {
    let line = line.trim_start();
    ["```", "~~~"]
        .into_iter()
        .find(|fence| line.starts_with(fence))
}

fn closes(line: &str, with: &str) -> bool {
    let line = line.trim();
    line.starts_with(with) && line.chars().all(|c| with.starts_with(c))
}

/// Whether a line opens a code block with a language.
fn opens(line: &str) -> bool {
    fence(line).is_some_and(|fence| !closes(line, fence))
}

fn starts_section(line: &str) -> bool {
    line.starts_with("## ") || line.starts_with("![") || line.starts_with("[![") || opens(line)
}

/// Replaces tabs before text with as many spaces, because Markdown reads text after a tab as code.
pub(super) fn without_tabs(
    text: &str,
    base: usize,
    problems: &mut Vec<(Range<usize>, String)>,
) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut inside = None;
    for (at, line) in lines(text) {
        let body = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - body.len();
        match inside {
            Some(with) if closes(line, with) => inside = None,
            Some(_) => {}
            None => inside = fence(line),
        }
        let has_tab = line
            .get(..indent)
            .is_some_and(|indent| indent.contains('\t'));
        if has_tab && inside.is_none() && !body.trim().is_empty() {
            let place = base + at..base + at + indent;
            problems.push((place, "a tab before the text; treated as spaces".to_owned()));
            tidy.extend(std::iter::repeat_n(' ', indent));
            tidy.push_str(body);
        } else {
            tidy.push_str(line);
        }
    }
    tidy
}
