//! Markdown pages in the layout of the platform's own documentation, for a docsify site.
//!
//! A folder for each language has `README.md`, `_sidebar.md` and a page for each group.

use super::MARK;
use super::model::Site;
use super::page::{Form, Page, flat};
use bge_private_codegen::GeneratedFile;
use bge_private_codegen::language::Language;

fn file(name: &str, content: String) -> GeneratedFile {
    GeneratedFile {
        name: format!("markdown/{name}"),
        content,
    }
}

/// Starts a page with the mark of generated pages and a title.
fn page(language: Language, title: &str) -> Page {
    let mut page = Page::new(language, Form::Docsify);
    page.line(MARK);
    page.heading(1, title);
    page
}

/// Returns the pages on which the reader chooses a language.
pub(super) fn entrance(english: &Site, chinese: &Site) -> Vec<GeneratedFile> {
    let links = [english, chinese].map(|site| {
        let language = site.language;
        format!("* [{}](/{}/)\n", language.name(), language.code())
    });
    let links = links.concat();
    let title = format!("{} / {}", english.title, chinese.title);
    let mut readme = page(Language::English, &title);
    readme.line(links.trim_end());
    vec![
        file("README.md", readme.out),
        file("_navbar.md", links.clone()),
        file("_sidebar.md", links),
    ]
}

/// Returns the folder of one language.
pub(super) fn files(site: &Site) -> Vec<GeneratedFile> {
    let folder = site.language.code();
    let mut files = vec![
        file(&format!("{folder}/README.md"), overview(site)),
        file(&format!("{folder}/_sidebar.md"), sidebar(site)),
    ];
    for group in &site.groups {
        let mut page = page(site.language, &group.title);
        for endpoint in &group.endpoints {
            page.endpoint(endpoint);
        }
        files.push(file(&format!("{folder}/{}.md", group.page), page.out));
    }
    files
}

fn overview(site: &Site) -> String {
    let mut page = page(site.language, &site.title);
    page.start(site);
    page.heading(2, site.language.pick("Calls", "接口"));
    page.line(sidebar(site).trim_end());
    for chapter in &site.chapters {
        page.chapter(chapter);
    }
    page.out
}

fn sidebar(site: &Site) -> String {
    let folder = site.language.code();
    let mut out = String::new();
    for group in &site.groups {
        let path = format!("/{folder}/{}.md", group.page);
        out += &format!("* [{}]({path})\n", flat(&group.title));
        for endpoint in &group.endpoints {
            let name = &endpoint.name;
            out += &format!("  * [{}]({path}?id={})\n", flat(name), anchor(name));
        }
    }
    out
}

/// Returns the anchor that docsify gives to the heading of a call.
fn anchor(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    if name.starts_with(|char: char| char.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name
    }
}
