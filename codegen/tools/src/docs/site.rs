//! Writes a static site that works without a server and loads nothing from other sites: a page for each group
//! and language.

use super::MARK;
use super::html::Html;
use super::model::{Group, Site};
use super::page::{Form, Page, flat};
use bge_private_codegen::GeneratedFile;
use bge_private_codegen::language::Language;

const STYLE: &str = include_str!("assets/site.css");
const SCRIPT: &str = include_str!("assets/site.js");

fn file(name: String, content: String) -> GeneratedFile {
    GeneratedFile { name, content }
}

/// Returns the style sheet and the script of all pages.
pub(super) fn assets() -> Vec<GeneratedFile> {
    let asset = |name, content: &str| file(format!("assets/{name}"), content.to_owned());
    vec![asset("site.css", STYLE), asset("site.js", SCRIPT)]
}

/// Returns the page on which the reader chooses a language.
pub(super) fn entrance(english: &Site, chinese: &Site) -> GeneratedFile {
    let title = format!("{} · {}", english.title, chinese.title);
    let mut out = Html::default();
    head(&mut out, Language::English, &title, "");
    out.raw("<body class=\"entrance\"><main>");
    out.element("h1", &[], &title);
    for language in Language::ALL {
        let address = format!("{}/index.html", language.code());
        out.raw("<p>");
        language_link(&mut out, language, &address, &[]);
        out.raw("</p>");
    }
    out.raw("</main></body></html>\n");
    file("index.html".to_owned(), out.finish())
}

/// Returns the pages of one language.
pub(super) fn files(site: &Site) -> Vec<GeneratedFile> {
    let folder = site.language.code();
    let overview = page(site, "index", &site.title, overview(site));
    let overview = file(format!("{folder}/index.html"), overview);
    let groups = site.groups.iter().map(|group| {
        let sections = group
            .endpoints
            .iter()
            .map(|endpoint| section(site.language, "endpoint", |page| page.endpoint(endpoint)));
        let content = page(site, &group.page, &group.title, sections.collect());
        file(format!("{folder}/{}.html", group.page), content)
    });
    std::iter::once(overview).chain(groups).collect()
}

/// A section of a page: its CSS class and its Markdown.
type Section = (&'static str, String);

fn section(language: Language, class: &'static str, write: impl FnOnce(&mut Page)) -> Section {
    let mut page = Page::new(language, Form::Site);
    write(&mut page);
    (class, page.out)
}

/// Returns the sections of the first page: how to create a client, all calls, and how all calls behave.
fn overview(site: &Site) -> Vec<Section> {
    let start = section(site.language, "start", |page| {
        page.start(site);
        for group in &site.groups {
            page.line(&format!("## [{}]({}.html)", flat(&group.title), group.page));
            page.line(&calls(group));
        }
    });
    let chapters = site.chapters.iter();
    let chapters =
        chapters.map(|chapter| section(site.language, "chapter", |page| page.chapter(chapter)));
    std::iter::once(start).chain(chapters).collect()
}

/// Returns the calls of a group as a list of links, with the first sentences of their texts.
fn calls(group: &Group) -> String {
    let calls = group.endpoints.iter().map(|endpoint| {
        let (name, summary) = (&endpoint.name, flat(&endpoint.summary));
        format!("* [`{name}`]({}.html#{name}) {summary}", group.page)
    });
    calls.collect::<Vec<_>>().join("\n")
}

/// Returns a page: its sections within the frame of all pages.
fn page(site: &Site, name: &str, title: &str, sections: Vec<Section>) -> String {
    let language = site.language;
    let mut out = Html::default();
    let full = if title == site.title {
        title.to_owned()
    } else {
        format!("{title} · {}", site.title)
    };
    head(&mut out, language, &full, "../");
    out.raw("<body>");
    let skip = language.pick("Skip to the content", "跳到正文");
    out.element("a", &[("class", "skip"), ("href", "#site-content")], skip);
    bar(&mut out, site, name);
    out.raw("<div class=\"columns\">");
    navigation(&mut out, site, name);
    out.raw("<main id=\"site-content\" tabindex=\"-1\">");
    out.element("h1", &[], title);
    for (class, markdown) in sections {
        out.raw(&format!("<section class=\"{class}\">"));
        out.markdown(&markdown);
        out.raw("</section>\n");
    }
    out.raw("</main></div></body></html>\n");
    out.finish()
}

fn head(out: &mut Html, language: Language, title: &str, root: &str) {
    let (tag, code) = (language.tag(), language.code());
    out.raw(&format!(
        "<!DOCTYPE html>\n{MARK}\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"/>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\
         <meta name=\"color-scheme\" content=\"light dark\"/>"
    ));
    out.element("title", &[], title);
    out.raw(&format!(
        "<link rel=\"stylesheet\" href=\"{root}assets/site.css\"/>"
    ));
    if !root.is_empty() {
        out.raw(&format!(
            "<script src=\"{root}assets/site.js\"></script>\
             <script src=\"{root}assets/search-{code}.js\" defer=\"defer\"></script>"
        ));
    }
    out.raw("</head>\n");
}

/// Writes the bar above a page: menu, title, search, the other language, and the theme.
fn bar(out: &mut Html, site: &Site, name: &str) {
    let language = site.language;
    out.raw("<header class=\"bar\"><button type=\"button\" class=\"icon menu\" id=\"site-menu\" aria-expanded=\"false\" aria-controls=\"site-nav\"");
    out.attribute("aria-label", language.pick("Menu", "目录"));
    out.raw(">☰</button>");
    out.element(
        "a",
        &[("class", "home"), ("href", "index.html")],
        &site.title,
    );
    search(out, language);
    let other = language.other();
    let address = format!("../{}/{name}.html", other.code());
    language_link(
        out,
        other,
        &address,
        &[("class", "language"), ("id", "site-language")],
    );
    out.raw("<button type=\"button\" class=\"icon\" id=\"site-theme\" hidden=\"hidden\"");
    out.attribute("aria-label", language.pick("Light or dark", "浅色或深色"));
    out.raw(">◐</button></header>");
}

fn language_link(out: &mut Html, language: Language, address: &str, more: &[(&str, &str)]) {
    let tag = language.tag();
    let attributes = [("href", address), ("lang", tag), ("hreflang", tag)];
    out.element("a", &[more, &attributes].concat(), language.name());
}

fn search(out: &mut Html, language: Language) {
    let label = language.pick("Search (press /)", "搜索（按 /）");
    out.raw(
        "<div class=\"search\" role=\"search\"><input type=\"search\" id=\"site-search\" role=\"combobox\" \
         autocomplete=\"off\" spellcheck=\"false\" aria-autocomplete=\"list\" aria-expanded=\"false\" \
         aria-controls=\"site-results\" hidden=\"hidden\"",
    );
    out.attribute("aria-label", label);
    out.attribute("placeholder", label);
    out.raw("/><ul id=\"site-results\" role=\"listbox\" hidden=\"hidden\"");
    out.attribute("aria-label", language.pick("Results", "结果"));
    out.attribute("data-none", language.pick("Nothing found", "没有结果"));
    out.raw("></ul><p id=\"site-found\" class=\"unseen\" role=\"status\"></p></div>");
}

/// Writes the links to all pages, and to the calls of the current one.
fn navigation(out: &mut Html, site: &Site, current: &str) {
    out.raw("<nav id=\"site-nav\"");
    out.attribute("aria-label", site.language.pick("Calls", "接口"));
    out.raw("><ul><li>");
    page_link(
        out,
        "index",
        current,
        site.language.pick("Overview", "概览"),
    );
    for group in &site.groups {
        out.raw("</li><li>");
        page_link(out, &group.page, current, &group.title);
        if group.page == current {
            out.raw("<ul>");
            for endpoint in &group.endpoints {
                out.raw("<li>");
                let address = format!("#{}", endpoint.name);
                out.element("a", &[("href", &address)], &endpoint.name);
                out.raw("</li>");
            }
            out.raw("</ul>");
        }
    }
    out.raw("</li></ul></nav>\n");
}

fn page_link(out: &mut Html, page: &str, current: &str, text: &str) {
    let address = format!("{page}.html");
    let mut attributes = vec![("href", address.as_str())];
    if page == current {
        attributes.push(("aria-current", "page"));
    }
    out.element("a", &attributes, text);
}
