//! HTML that is being written: whatever anyone wrote is escaped here and nowhere else.

use crate::docs::text::{Block, Span, blocks};

/// HTML that is being written.
#[derive(Default)]
pub(super) struct Html(pub(super) String);

impl Html {
    /// HTML of our own.
    pub(super) fn raw(&mut self, html: &str) {
        self.0.push_str(html);
    }

    /// Text of anyone's.
    pub(super) fn text(&mut self, text: &str) {
        for char in text.chars() {
            match char {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\n' | '\t' => self.0.push(char),
                // What XML cannot hold.
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => self.0.push('\u{fffd}'),
                _ => self.0.push(char),
            }
        }
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
        self.text(value);
        self.raw("\"");
    }

    pub(super) fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self),
    ) {
        self.raw("<");
        self.raw(name);
        for (attribute, value) in attributes {
            self.attribute(attribute, value);
        }
        self.raw(">");
        content(self);
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }

    /// A text of the spec.
    pub(super) fn blocks(&mut self, text: &str) {
        for block in blocks(text) {
            match block {
                Block::Paragraph(line) => self.element("p", &[], |out| out.line(&line)),
                Block::List(items) => self.element("ul", &[], |out| {
                    for item in &items {
                        out.element("li", &[], |out| out.line(item));
                    }
                }),
            }
        }
    }

    pub(super) fn line(&mut self, spans: &[Span]) {
        for span in spans {
            match span {
                Span::Words(text) => self.text(text),
                Span::Code(text) => self.element("code", &[], |out| out.text(text)),
                Span::Link(url) => self.link(url),
            }
        }
    }

    pub(super) fn link(&mut self, url: &str) {
        self.element(
            "a",
            &[("href", url), ("rel", "noopener noreferrer")],
            |out| out.text(url),
        );
    }
}
