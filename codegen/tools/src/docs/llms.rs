//! Writes the reference for language models: `llms.txt` is an index, `llms-full.txt` has the whole text.

use super::html::summary;
use super::page::{Form, Page, flat};
use super::{behaviour, call, file, page_name, start};
use bge_private_codegen::GeneratedFile;
use bge_private_codegen::api::{Api, Platform};
use bge_private_codegen::language::Language;

const LANGUAGE: Language = Language::English;

/// Returns both files.
pub(super) fn files(api: &Api) -> Vec<GeneratedFile> {
    vec![
        file("llms.txt", index(api)),
        file("llms-full.txt", full(api)),
    ]
}

/// Returns the whole documentation as one text.
fn full(api: &Api) -> String {
    let mut page = Page::new(LANGUAGE, Form::Plain);
    page.heading(1, &LANGUAGE.of(&api.platform.title));
    start::start(&mut page, api);
    for chapter in behaviour::CHAPTERS {
        chapter(&mut page, &api.platform);
    }
    for group in &api.groups {
        page.heading(1, &LANGUAGE.of(&group.title));
        for endpoint in &group.endpoints {
            call::write(&mut page, api, endpoint);
        }
    }
    page.out
}

fn index(api: &Api) -> String {
    let Platform {
        title,
        krate,
        documentation,
        ..
    } = &api.platform;
    let folder = format!("markdown/{}", LANGUAGE.code());
    let mut out = format!(
        "# {}\n\n\
         > The calls of a platform and its typed Rust client, the crate `{krate}`. The platform's own documentation: <{documentation}>\n\n\
         - [Everything in one file](llms-full.txt): all that follows\n\
         - [Overview]({folder}/README.md): environments, retries, time limits, errors, signature\n",
        flat(&LANGUAGE.of(title))
    );
    for group in &api.groups {
        let page = format!("{folder}/{}.md", page_name(group));
        let title = flat(&LANGUAGE.of(&group.title));
        let group_name = &group.spec;
        out += &format!("\n## {title}\n\n- [{group_name}]({page}): all calls of this group\n");
        for endpoint in &group.endpoints {
            let (name, signature) = (&endpoint.spec, call::signature(endpoint));
            let summary = flat(&summary(&LANGUAGE.of(&endpoint.text)));
            out += &format!(
                "- [{}]({page}#{name}): `{signature}`. {summary}\n",
                flat(name)
            );
        }
    }
    out
}
