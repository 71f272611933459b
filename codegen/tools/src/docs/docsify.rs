//! Markdown pages in the layout of the platform's own documentation, for a docsify site.
//!
//! A folder for each language has `README.md`, `_sidebar.md` and a page for each group.

use super::page::{Form, Page, flat};
use super::{behaviour, call, page_name, start};
use bge_private_codegen::GeneratedFile;
use bge_private_codegen::api::Api;
use bge_private_codegen::language::Language;

fn file(name: &str, content: String) -> GeneratedFile {
    super::file(format!("markdown/{name}"), content)
}

/// Starts a page with a title.
fn page(language: Language, title: &str) -> Page {
    let mut page = Page::new(language, Form::Docsify);
    page.heading(1, title);
    page
}

/// Returns the pages on which the reader chooses a language.
pub(super) fn common_files(api: &Api) -> Vec<GeneratedFile> {
    let links = Language::ALL.map(|language| {
        let (name, code) = (language.name(), language.code());
        format!("* [{name}](/{code}/)\n")
    });
    let links = links.concat();
    let mut readme = page(Language::English, &api.platform.title.join(" / "));
    readme.line(links.trim_end());
    vec![
        file("README.md", readme.out),
        file("_navbar.md", links.clone()),
        file("_sidebar.md", links),
    ]
}

/// Returns the folder of one language.
pub(super) fn files(language: Language, api: &Api) -> Vec<GeneratedFile> {
    let folder = language.code();
    let sidebar = sidebar(language, api);
    let overview = overview(language, api, &sidebar);
    let mut files = vec![
        file(&format!("{folder}/README.md"), overview),
        file(&format!("{folder}/_sidebar.md"), sidebar),
    ];
    for group in &api.groups {
        let mut page = page(language, &language.of(&group.title));
        for endpoint in &group.endpoints {
            call::write(&mut page, api, endpoint);
        }
        files.push(file(&format!("{folder}/{}.md", page_name(group)), page.out));
    }
    files
}

fn overview(language: Language, api: &Api, sidebar: &str) -> String {
    let mut page = page(language, &language.of(&api.platform.title));
    start::start(&mut page, api);
    page.heading(2, language.pick("Calls", "接口"));
    page.line(sidebar.trim_end());
    for chapter in behaviour::CHAPTERS {
        chapter(&mut page, &api.platform);
    }
    page.out
}

fn sidebar(language: Language, api: &Api) -> String {
    let mut out = String::new();
    for group in &api.groups {
        let path = format!("/{}/{}.md", language.code(), page_name(group));
        out += &format!("* [{}]({path})\n", flat(&language.of(&group.title)));
        for endpoint in &group.endpoints {
            let name = &endpoint.spec;
            out += &format!("  * [{}]({path}?id={})\n", flat(name), anchor(name));
        }
    }
    out
}

/// Returns the anchor that docsify gives to the heading of a call.
fn anchor(name: &str) -> String {
    let name = name.to_ascii_lowercase().replace('.', "");
    if name.starts_with(|char: char| char.is_ascii_digit()) {
        format!("_{name}")
    } else {
        name
    }
}
