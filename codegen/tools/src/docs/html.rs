//! Converts text and Markdown to HTML that is also well-formed XML, and Markdown to text.

use bge_private_codegen::docs::markdown::lines;
use pulldown_cmark::{Event, Options, Parser, TagEnd, html};

/// Returns a text as HTML, for an element or an attribute in quotes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Returns Markdown as HTML.
pub(super) fn markdown(markdown: &str) -> String {
    let mut out = String::new();
    let parser = Parser::new_ext(markdown, Options::ENABLE_HEADING_ATTRIBUTES);
    html::push_html(&mut out, parser);
    // Code blocks scroll, so they must be reachable by keyboard.
    let out = out.replace("<pre>", "<pre tabindex=\"0\">");
    out.replace("\n</code></pre>", "</code></pre>")
}

/// Replaces characters that XML does not allow.
pub(super) fn valid(html: &str) -> String {
    let is_invalid =
        |char| matches!(char, '\0'..='\x08' | '\x0b'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    html.replace(is_invalid, "\u{fffd}")
}

/// Returns a text of the spec on one line, without Markdown markup.
pub(super) fn plain(text: &str) -> String {
    words(text, false)
}

/// Returns the first paragraph of a text of the spec on one line, without Markdown markup.
pub(super) fn summary(text: &str) -> String {
    words(text, true)
}

fn words(text: &str, only_first: bool) -> String {
    let mut out = String::new();
    for event in Parser::new(&lines(text).join("\n")) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak => out.push(' '),
            Event::End(TagEnd::Paragraph) if only_first => break,
            Event::End(TagEnd::Paragraph | TagEnd::Item) => out.push(' '),
            _ => {}
        }
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{plain, summary};

    #[test]
    fn a_summary_is_the_first_paragraph() {
        assert_eq!(summary("Gives `a`\n\nMore."), "Gives a");
        assert_eq!(summary("- a\n- b"), "a b");
        assert_eq!(summary(""), "");
    }

    #[test]
    fn texts_lose_their_marks() {
        assert_eq!(
            plain("Either:\n- `one`\n  more\n* *two*\n\nSee https://a.example/b_c."),
            "Either: one more *two* See https://a.example/b_c."
        );
    }
}
