//! Writes the search index of the site. It is a script, so that the site also works from a local folder.

use super::html::plain;
use super::model::{Entry, Site};
use bge_private_codegen::GeneratedFile;
use bge_private_codegen::json::list;

/// Returns the index. It has the name, address, group, summary and words of each call.
pub(super) fn file(site: &Site) -> GeneratedFile {
    let mut out = "\"use strict\";\nwindow.searchIndex = [".to_owned();
    for group in &site.groups {
        for endpoint in &group.endpoints {
            let mut words = vec![
                plain(&endpoint.text),
                endpoint.path.clone(),
                endpoint.signature.clone(),
            ];
            push_words(&mut words, &endpoint.args);
            push_words(&mut words, &endpoint.kwargs);
            push_words(&mut words, &endpoint.response);
            for object in &endpoint.objects {
                words.push(object.name.clone());
                push_words(&mut words, &object.fields);
            }
            let address = format!("{}.html#{}", group.page, endpoint.name);
            let parts = [
                &endpoint.name,
                &address,
                &group.title,
                &endpoint.summary,
                &words.join(" "),
            ];
            out.push('\n');
            out += &list(parts.map(|part| part.as_str())).to_string();
            out.push(',');
        }
    }
    out += "\n];\n";
    GeneratedFile {
        name: format!("assets/search-{}.js", site.language.code()),
        content: out,
    }
}

fn push_words(words: &mut Vec<String>, entries: &[Entry]) {
    for entry in entries {
        words.push(entry.name.clone());
        words.push(plain(&entry.text));
        push_words(words, &entry.members);
    }
}
