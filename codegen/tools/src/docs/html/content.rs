//! The content of a page: what holds for every call, and what is said of each.

use super::writer::Html;
use crate::docs::highlight::{self, Piece};
use crate::docs::language::Language;
use crate::docs::markdown::deprecation;
use crate::docs::model::{Chapter, Endpoint, Entry, Example, Object, Site};
use crate::docs::text::{plain, spans};

impl Html {
    pub(super) fn overview(&mut self, site: &Site) {
        self.element("h1", &[], |out| out.text(&site.title));
        self.raw("<p>");
        self.link(&site.documentation);
        self.raw("</p>");
        self.code("rust", &highlight::rust(&site.start));
        for group in &site.groups {
            let address = format!("{}.html", group.page);
            self.raw("<h2>");
            self.element("a", &[("href", &address)], |out| out.text(&group.title));
            self.raw("</h2>");
            self.calls(group, true);
        }
        for chapter in &site.chapters {
            self.chapter(chapter);
        }
    }

    fn chapter(&mut self, chapter: &Chapter) {
        self.raw("<section>");
        self.element("h2", &[("id", chapter.id)], |out| out.text(chapter.title));
        for words in &chapter.words {
            self.blocks(words);
        }
        self.entries(None, &chapter.entries);
        self.raw("</section>\n");
    }

    pub(super) fn endpoint(&mut self, language: Language, endpoint: &Endpoint) {
        let name = &endpoint.name;
        self.raw("<section class=\"endpoint\">");
        self.element("h2", &[("id", name)], |out| {
            out.text(name);
            let label = language.pick("Link to", "链接：").to_owned() + " " + name;
            out.raw(" ");
            out.element(
                "a",
                &[
                    ("class", "anchor"),
                    ("href", &format!("#{name}")),
                    ("aria-label", &label),
                ],
                |out| out.raw("#"),
            );
        });
        self.raw("<p class=\"route\"><span class=\"method\">POST</span> ");
        self.element("code", &[], |out| out.text(&endpoint.path));
        self.raw("</p><p class=\"signature\">");
        self.element("code", &[], |out| out.text(&endpoint.signature));
        self.raw("</p>");
        if let Some(note) = &endpoint.deprecated {
            self.raw("<div class=\"deprecated\">");
            self.blocks(&deprecation(language, note));
            self.raw("</div>");
        }
        self.blocks(&endpoint.text);
        if let Some(see) = &endpoint.see {
            self.raw("<p>");
            self.element(
                "a",
                &[("href", see), ("rel", "noopener noreferrer")],
                |out| {
                    out.text(language.pick("The platform's own documentation", "私有平台接口文档"));
                },
            );
            self.raw("</p>");
        }
        self.parameters(language.pick("Arguments", "必填参数"), name, &endpoint.args);
        self.parameters(
            language.pick("Optional, as methods of the call", "可选参数（调用的方法）"),
            name,
            &endpoint.kwargs,
        );
        self.heading(language.pick("Answer", "应答"));
        self.blocks(&endpoint.answer);
        self.entries(Some(name), &endpoint.response);
        for object in &endpoint.objects {
            self.object(name, object);
        }
        self.heading(language.pick("Repeating", "重试"));
        self.blocks(&endpoint.repeating);
        self.heading(language.pick("Errors", "错误"));
        self.raw("<ul>");
        for error in &endpoint.errors {
            self.element("li", &[], |out| out.line(&spans(error)));
        }
        self.raw("</ul>");
        for example in &endpoint.examples {
            self.example(language, example);
        }
        self.raw("</section>\n");
    }

    fn heading(&mut self, text: &str) {
        self.element("h3", &[], |out| out.text(text));
    }

    fn parameters(&mut self, heading: &str, endpoint: &str, entries: &[Entry]) {
        if !entries.is_empty() {
            self.heading(heading);
            self.entries(Some(endpoint), entries);
        }
    }

    fn object(&mut self, endpoint: &str, object: &Object) {
        let id = format!("{endpoint}.{}", object.name);
        self.element("h4", &[("id", &id)], |out| {
            out.element("code", &[], |out| out.text(&object.name))
        });
        self.blocks(&object.text);
        self.entries(Some(endpoint), &object.fields);
    }

    fn example(&mut self, language: Language, example: &Example) {
        self.heading(&format!(
            "{}{}",
            language.pick("Example: ", "示例："),
            plain(&example.title)
        ));
        self.code("rust", &highlight::rust(&example.rust));
        if let Some(answer) = &example.answer {
            self.element("p", &[("class", "label")], |out| {
                out.text(language.pick("The platform answers", "平台应答"))
            });
            self.code("json", &highlight::json(answer));
        }
    }

    fn code(&mut self, language: &str, pieces: &[Piece<'_>]) {
        self.raw("<pre tabindex=\"0\">");
        self.element("code", &[("class", language)], |out| {
            for (class, text) in pieces {
                match class {
                    Some(class) => out.element("span", &[("class", class)], |out| out.text(text)),
                    None => out.text(text),
                }
            }
        });
        self.raw("</pre>\n");
    }

    /// A list of entries; objects are linked where the call that tells of them is given.
    fn entries(&mut self, endpoint: Option<&str>, entries: &[Entry]) {
        if entries.is_empty() {
            return;
        }
        self.raw("<ul class=\"entries\">");
        for entry in entries {
            self.raw("<li><p class=\"name\">");
            self.element("code", &[], |out| out.text(&entry.name));
            self.raw(" <span class=\"kind\">");
            match (endpoint, &entry.object) {
                (Some(endpoint), Some(object)) => {
                    let address = format!("#{endpoint}.{object}");
                    self.element("a", &[("href", &address)], |out| {
                        out.line(&spans(&entry.words))
                    });
                }
                _ => self.line(&spans(&entry.words)),
            }
            self.raw("</span></p>");
            self.blocks(&entry.text);
            if let Some(note) = &entry.deprecated {
                self.element("p", &[("class", "deprecated")], |out| {
                    out.line(&spans(note))
                });
            }
            if !entry.facts.is_empty() {
                self.element("p", &[("class", "facts")], |out| {
                    for fact in &entry.facts {
                        out.element("span", &[], |out| out.line(&spans(fact)));
                        out.raw(" ");
                    }
                });
            }
            self.entries(endpoint, &entry.members);
            self.raw("</li>");
        }
        self.raw("</ul>");
    }
}
