//! Writes the reference for language models: `llms.txt` is an index, `llms-full.txt` has the whole text.

use super::model::Site;
use super::page::{Form, Page, flat};
use bge_private_codegen::GeneratedFile;

/// Returns both files.
pub(super) fn files(site: &Site) -> Vec<GeneratedFile> {
    let file = |name: &str, content: String| GeneratedFile {
        name: name.to_owned(),
        content,
    };
    vec![
        file("llms.txt", index(site)),
        file("llms-full.txt", full(site)),
    ]
}

/// Returns the whole documentation as one text.
fn full(site: &Site) -> String {
    let mut page = Page::new(site.language, Form::Plain);
    page.heading(1, &site.title);
    page.start(site);
    for chapter in &site.chapters {
        page.chapter(chapter);
    }
    for group in &site.groups {
        page.heading(1, &group.title);
        for endpoint in &group.endpoints {
            page.endpoint(endpoint);
        }
    }
    page.out
}

fn index(site: &Site) -> String {
    let Site {
        title,
        krate,
        documentation,
        ..
    } = site;
    let folder = format!("markdown/{}", site.language.code());
    let mut out = format!("# {}\n\n", flat(title));
    out += &format!(
        "> The calls of a platform and its typed Rust client, the crate `{krate}`. The platform's own documentation: <{documentation}>\n\n"
    );
    out += "- [Everything in one file](llms-full.txt): all that follows\n";
    out += &format!(
        "- [Overview]({folder}/README.md): environments, retries, time limits, errors, signature\n"
    );
    for group in &site.groups {
        let page = format!("{folder}/{}.md", group.page);
        out += &format!(
            "\n## {}\n\n- [{}]({page}): all calls of this group\n",
            flat(&group.title),
            group.name
        );
        for endpoint in &group.endpoints {
            let (name, signature) = (&endpoint.name, &endpoint.signature);
            out += &format!(
                "- [{}]({page}#{name}): `{signature}`. {}\n",
                flat(name),
                flat(&endpoint.summary)
            );
        }
    }
    out
}
