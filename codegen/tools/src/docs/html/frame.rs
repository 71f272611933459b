//! What surrounds the content of a page: its head, search, and the links to other pages.

use super::writer::Html;
use crate::docs::MARK;
use crate::docs::language::Language;
use crate::docs::model::{Group, Site};

impl Html {
    pub(super) fn head(&mut self, language: Language, title: &str, root: &str) {
        let (tag, code) = (language.tag(), language.code());
        self.raw(&format!(
            "<!DOCTYPE html>\n{MARK}\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"/>"
        ));
        self.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        self.raw("<meta name=\"color-scheme\" content=\"light dark\"/>");
        self.element("title", &[], |out| out.text(title));
        self.raw(&format!(
            "<link rel=\"stylesheet\" href=\"{root}assets/site.css\"/>"
        ));
        if !root.is_empty() {
            self.raw(&format!("<script src=\"{root}assets/site.js\"></script>"));
            self.raw(&format!(
                "<script src=\"{root}assets/search-{code}.js\" defer=\"defer\"></script>"
            ));
        }
        self.raw("</head>\n");
    }

    pub(super) fn search(&mut self, language: Language) {
        let label = language.pick("Search (press /)", "搜索（按 /）");
        self.raw("<div class=\"search\" role=\"search\"><input type=\"search\" id=\"site-search\" role=\"combobox\" \
                  autocomplete=\"off\" spellcheck=\"false\" aria-autocomplete=\"list\" aria-expanded=\"false\" \
                  aria-controls=\"site-results\" hidden=\"hidden\"");
        self.attribute("aria-label", label);
        self.attribute("placeholder", label);
        self.raw("/><ul id=\"site-results\" role=\"listbox\" hidden=\"hidden\"");
        self.attribute("aria-label", language.pick("Results", "结果"));
        self.attribute("data-none", language.pick("Nothing found", "没有结果"));
        self.raw("></ul><p id=\"site-found\" class=\"unseen\" role=\"status\"></p></div>");
    }

    pub(super) fn navigation(&mut self, site: &Site, current: &str) {
        self.raw("<nav id=\"site-nav\"");
        self.attribute("aria-label", site.language.pick("Calls", "接口"));
        self.raw(">");
        let mark = |page: &str| {
            if page == current {
                Some(("aria-current", "page"))
            } else {
                None
            }
        };
        self.raw("<ul><li>");
        let overview = site.language.pick("Overview", "概览");
        let attributes: Vec<_> = [Some(("href", "index.html")), mark("index")]
            .into_iter()
            .flatten()
            .collect();
        self.element("a", &attributes, |out| out.text(overview));
        self.raw("</li>");
        for group in &site.groups {
            self.raw("<li>");
            let address = format!("{}.html", group.page);
            let attributes: Vec<_> = [Some(("href", address.as_str())), mark(&group.page)]
                .into_iter()
                .flatten()
                .collect();
            self.element("a", &attributes, |out| out.text(&group.title));
            if group.page == current {
                self.calls(group, false);
            }
            self.raw("</li>");
        }
        self.raw("</ul></nav>\n");
    }

    /// The calls of a group as links.
    pub(super) fn calls(&mut self, group: &Group, with_summary: bool) {
        if group.endpoints.is_empty() {
            return;
        }
        self.raw("<ul class=\"calls\">");
        for endpoint in &group.endpoints {
            let address = format!("{}.html#{}", group.page, endpoint.name);
            self.raw("<li>");
            self.element("a", &[("href", &address)], |out| {
                out.element("code", &[], |out| out.text(&endpoint.name))
            });
            if with_summary {
                self.raw(" ");
                self.element("span", &[("class", "summary")], |out| {
                    out.text(&endpoint.summary)
                });
            }
            self.raw("</li>");
        }
        self.raw("</ul>");
    }
}
