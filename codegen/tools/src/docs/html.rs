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

/// Returns a template with HTML in place of each `{{name}}`. Characters that XML does not allow are replaced.
pub(super) fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let filled = template.split("{{").map(|part| {
        let Some((name, rest)) = part.split_once("}}") else {
            return part.to_owned();
        };
        let value = values.iter().find(|(known, _)| *known == name);
        value.map_or("", |(_, value)| value).to_owned() + rest
    });
    let is_invalid =
        |char| matches!(char, '\0'..='\x08' | '\x0b'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    filled.collect::<String>().replace(is_invalid, "\u{fffd}")
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
