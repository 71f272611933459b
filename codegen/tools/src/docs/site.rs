//! Writes a static site that works without a server and loads nothing from other sites: a page for each group
//! and language.

use super::html::{escaped, markdown, summary, valid};
use super::page::{Form, Page, flat};
use super::{MARK, behaviour, both_titles, call, file, page_name};
use bge_private_codegen::GeneratedFile;
use bge_private_codegen::api::{Api, Endpoint, Group};
use bge_private_codegen::json::{Json, list};
use bge_private_codegen::language::Language;

const STYLE: &str = include_str!("assets/site.css");
const SCRIPT: &str = include_str!("assets/site.js");

/// Returns the style sheet, the script, and the page on which the reader chooses a language.
pub(super) fn common_files(api: &Api) -> Vec<GeneratedFile> {
    vec![
        file("assets/site.css", STYLE),
        file("assets/site.js", SCRIPT),
        file("index.html", entrance(api)),
    ]
}

fn entrance(api: &Api) -> String {
    let title = both_titles(api, " · ");
    let links = Language::ALL.map(|language| {
        let address = format!("{}/index.html", language.code());
        format!("<p><a {}</p>", language_link(language, &address))
    });
    let links = links.concat();
    let body = format!(
        "<body class=\"entrance\"><main><h1>{}</h1>{links}</main></body>",
        escaped(&title)
    );
    let style = "<link rel=\"stylesheet\" href=\"assets/site.css\"/>";
    document(Language::English, &title, style, &body)
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
                call::write(page, &api.platform, group, endpoint);
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

    /// Returns the sections of the first page: how to create a client, all calls, and how all calls behave.
    fn overview(&self) -> String {
        let start = self.section("start", |page| {
            behaviour::start(page, &self.api.platform);
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
        let language = self.language;
        let folder = language.code();
        let full_title = if title == self.title {
            title.to_owned()
        } else {
            format!("{title} · {}", self.title)
        };
        let head = format!(
            r#"<link rel="stylesheet" href="../assets/site.css"/>
<script src="../assets/site.js"></script>
<script src="../assets/search-{folder}.js" defer="defer"></script>"#
        );
        let body = format!(
            r##"<body>
<a class="skip" href="#site-content">{skip}</a>
{bar}
<div class="columns">
{navigation}
<main id="site-content" tabindex="-1"><h1>{title}</h1>
{sections}</main></div></body>"##,
            skip = language.pick("Skip to the content", "跳到正文"),
            bar = self.bar(name),
            navigation = self.navigation(name),
            title = escaped(title),
        );
        file(
            format!("{folder}/{name}.html"),
            document(language, &full_title, &head, &body),
        )
    }

    /// Returns the bar above a page: menu, title, search, the other language, and the theme.
    fn bar(&self, name: &str) -> String {
        let language = self.language;
        let other = language.other();
        format!(
            r#"<header class="bar">
<button type="button" class="icon menu" id="site-menu" aria-expanded="false" aria-controls="site-nav" aria-label="{menu}">☰</button>
<a class="home" href="index.html">{title}</a>
<div class="search" role="search">
<input type="search" id="site-search" role="combobox" autocomplete="off" spellcheck="false" aria-autocomplete="list" aria-expanded="false" aria-controls="site-results" hidden="hidden" aria-label="{search}" placeholder="{search}"/>
<ul id="site-results" role="listbox" hidden="hidden" aria-label="{results}" data-none="{none}"></ul>
<p id="site-found" class="unseen" role="status"></p>
</div>
<a class="language" id="site-language" {link}
<button type="button" class="icon" id="site-theme" hidden="hidden" aria-label="{theme}">◐</button>
</header>"#,
            menu = language.pick("Menu", "目录"),
            title = escaped(&self.title),
            search = language.pick("Search (press /)", "搜索（按 /）"),
            results = language.pick("Results", "结果"),
            none = language.pick("Nothing found", "没有结果"),
            link = language_link(other, &format!("../{}/{name}.html", other.code())),
            theme = language.pick("Light or dark", "浅色或深色"),
        )
    }

    /// Returns the links to all pages, and to the calls of the current one.
    fn navigation(&self, current: &str) -> String {
        let overview = self.language.pick("Overview", "概览");
        let mut items = item("index", current, overview, "");
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
        let label = self.language.pick("Calls", "接口");
        format!("<nav id=\"site-nav\" aria-label=\"{label}\"><ul>{items}</ul></nav>")
    }
}

/// Returns an item of the navigation: a link to a page, and what follows it.
fn item(page: &str, current: &str, text: &str, more: &str) -> String {
    let (text, state) = (escaped(text), " aria-current=\"page\"");
    let state = if page == current { state } else { "" };
    format!("<li><a href=\"{page}.html\"{state}>{text}</a>{more}</li>\n")
}

/// Returns the attributes and the content of a link to a page in a language.
fn language_link(language: Language, address: &str) -> String {
    let (tag, name) = (language.tag(), language.name());
    format!("href=\"{address}\" lang=\"{tag}\" hreflang=\"{tag}\">{name}</a>")
}

fn document(language: Language, title: &str, head: &str, body: &str) -> String {
    let (tag, title) = (language.tag(), escaped(title));
    valid(&format!(
        r#"<!DOCTYPE html>
{MARK}
<html lang="{tag}"><head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>{title}</title>
{head}
</head>
{body}</html>
"#
    ))
}
