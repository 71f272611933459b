//! Writes a static site that works without a server and loads nothing from other sites: a page for each group
//! and language.

use super::html::{escaped, filled, markdown, summary};
use super::page::{Form, Page, flat};
use super::{behaviour, call, file, page_name, start};
use bge_private_codegen::GeneratedFile;
use bge_private_codegen::api::{Api, Endpoint, Group};
use bge_private_codegen::json::{Json, list};
use bge_private_codegen::language::Language;

/// Returns the style sheet, the script, and the page on which the reader chooses a language.
pub(super) fn common_files(api: &Api) -> Vec<GeneratedFile> {
    let title = escaped(&api.platform.title.join(" · "));
    let entrance = filled(include_str!("assets/entrance.html"), &[("title", &title)]);
    vec![
        file("assets/site.css", include_str!("assets/site.css")),
        file("assets/site.js", include_str!("assets/site.js")),
        file("index.html", entrance),
    ]
}

/// Returns the pages of one language, and its search index.
pub(super) fn files(language: Language, api: &Api) -> Vec<GeneratedFile> {
    let site = Site {
        language,
        api,
        title: language.of(&api.platform.title),
    };
    let mut files = vec![site.file("index", &site.title, &site.overview())];
    // The index is a script, so that the site also works from a local folder.
    let mut index = "\"use strict\";\nwindow.searchIndex = [".to_owned();
    for group in &api.groups {
        let mut sections = String::new();
        for endpoint in &group.endpoints {
            let (section, terms) = site.section("endpoint", |page| {
                call::write(page, api, endpoint);
            });
            sections += &section;
            index += &format!("\n{},", site.search_entry(group, endpoint, &terms));
        }
        let title = language.of(&group.title);
        files.push(site.file(&page_name(group), &title, &sections));
    }
    index += "\n];\n";
    files.push(file(format!("assets/search-{}.js", language.code()), index));
    files
}

/// The site in one language.
struct Site<'a> {
    language: Language,
    api: &'a Api,
    title: String,
}

impl Site<'_> {
    /// Returns a section of a page, and the terms that a search finds it by.
    fn section(&self, class: &str, write: impl FnOnce(&mut Page)) -> (String, Vec<String>) {
        let mut page = Page::new(self.language, Form::Site);
        write(&mut page);
        let html = markdown(&page.out);
        let section = format!("<section class=\"{class}\">{html}</section>\n");
        (section, page.terms)
    }

    /// Returns the sections of the first page: how to begin, all calls, and how all calls behave.
    fn overview(&self) -> String {
        let start = self.section("start", |page| {
            start::start(page, self.api);
            for group in &self.api.groups {
                let title = flat(&self.language.of(&group.title));
                page.line(&format!("## [{title}]({}.html)", page_name(group)));
                page.line(&self.calls(group));
            }
        });
        let chapters = behaviour::CHAPTERS
            .map(|chapter| self.section("chapter", |page| chapter(page, &self.api.platform)));
        let sections = std::iter::once(start).chain(chapters);
        sections.map(|(section, _)| section).collect()
    }

    /// Returns the calls of a group as a list of links, with the first sentences of their texts.
    fn calls(&self, group: &Group) -> String {
        let page = page_name(group);
        let calls = group.endpoints.iter().map(|endpoint| {
            let (name, summary) = (&endpoint.spec, flat(&self.summary(endpoint)));
            format!("* [`{name}`]({page}.html#{name}) {summary}")
        });
        calls.collect::<Vec<_>>().join("\n")
    }

    fn summary(&self, endpoint: &Endpoint) -> String {
        summary(&self.language.of(&endpoint.text))
    }

    /// Returns the name, address, group, summary and terms of a call.
    fn search_entry(&self, group: &Group, endpoint: &Endpoint, terms: &[String]) -> Json {
        list([
            endpoint.spec.clone(),
            format!("{}.html#{}", page_name(group), endpoint.spec),
            self.language.of(&group.title),
            self.summary(endpoint),
            terms.join(" "),
        ])
    }

    /// Returns a page: its sections within the frame of all pages.
    fn file(&self, name: &str, title: &str, sections: &str) -> GeneratedFile {
        let (language, site_title) = (self.language, escaped(&self.title));
        let other = language.other();
        let full_title = if title == self.title {
            site_title.clone()
        } else {
            format!("{} · {site_title}", escaped(title))
        };
        let values = [
            ("name", name),
            ("tag", language.tag()),
            ("folder", language.code()),
            ("title", &escaped(title)),
            ("full title", &full_title),
            ("site title", &site_title),
            ("other tag", other.tag()),
            ("other folder", other.code()),
            ("other language", other.name()),
            ("navigation", &self.navigation(name)),
            ("sections", sections),
            ("copy", language.pick("Copy", "复制")),
            ("copied", language.pick("Copied", "已复制")),
            ("skip", language.pick("Skip to the content", "跳到正文")),
            ("menu", language.pick("Menu", "目录")),
            ("search", language.pick("Search (press /)", "搜索（按 /）")),
            ("results", language.pick("Results", "结果")),
            ("none", language.pick("Nothing found", "没有结果")),
            ("theme", language.pick("Light or dark", "浅色或深色")),
            ("calls", language.pick("Calls", "接口")),
        ];
        let html = filled(include_str!("assets/page.html"), &values);
        file(format!("{}/{name}.html", language.code()), html)
    }

    /// Returns the links to all pages, and to the calls of the current one.
    fn navigation(&self, current: &str) -> String {
        let mut items = item("index", current, self.language.pick("Overview", "概览"), "");
        for group in &self.api.groups {
            let page = page_name(group);
            let mut calls = String::new();
            if page == current {
                let links = group.endpoints.iter().map(|endpoint| {
                    let name = escaped(&endpoint.spec);
                    format!("<li><a href=\"#{name}\">{name}</a></li>")
                });
                calls = format!("<ul>{}</ul>", links.collect::<String>());
            }
            items += &item(&page, current, &self.language.of(&group.title), &calls);
        }
        items
    }
}

/// Returns an item of the navigation: a link to a page, and what follows it.
fn item(page: &str, current: &str, text: &str, more: &str) -> String {
    let (text, state) = (escaped(text), " aria-current=\"page\"");
    let state = if page == current { state } else { "" };
    format!("<li><a href=\"{page}.html\"{state}>{text}</a>{more}</li>\n")
}
