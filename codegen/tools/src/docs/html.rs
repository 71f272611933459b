//! Writes HTML that is also well-formed XML. All text is escaped here.

use bge_private_codegen::docs::markdown::lines;
use pulldown_cmark::{Event, Options, Parser, TagEnd, html};

/// HTML that is being written.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// Writes HTML without escaping it.
    pub(super) fn raw(&mut self, html: &str) {
        self.0.push_str(html);
    }

    /// Writes text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        for char in text.chars() {
            match char {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                _ => self.0.push(char),
            }
        }
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.raw(&format!(" {name}=\""));
        self.text(value);
        self.raw("\"");
    }

    /// Writes an element that contains text.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.raw(&format!("<{name}"));
        for (attribute, value) in attributes {
            self.attribute(attribute, value);
        }
        self.raw(">");
        self.text(text);
        self.raw(&format!("</{name}>"));
    }

    /// Writes Markdown as HTML.
    pub(super) fn markdown(&mut self, markdown: &str) {
        let mut out = String::new();
        html::push_html(
            &mut out,
            Parser::new_ext(markdown, Options::ENABLE_HEADING_ATTRIBUTES),
        );
        // Code blocks scroll, so they must be reachable by keyboard.
        let out = out.replace("<pre>", "<pre tabindex=\"0\">");
        self.raw(&out.replace("\n</code></pre>", "</code></pre>"));
    }

    /// Returns the HTML. Characters that XML does not allow are replaced.
    pub(super) fn finish(self) -> String {
        let allowed =
            |char| !matches!(char, '\0'..='\x08' | '\x0b'..='\x1f' | '\u{fffe}' | '\u{ffff}');
        let chars = self.0.chars();
        chars
            .map(|char| if allowed(char) { char } else { '\u{fffd}' })
            .collect()
    }
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
