//! Tests of the documentation: it has all content of the spec, and its pages are well-formed for any spec.
//!
//! `SNAPSHOTS=overwrite cargo test` updates the pages in `docs/`. Review them before you commit them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing
)]

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bge_private_codegen::docs::command_line;
use bge_private_codegen::spec::model::{
    Endpoint, EnumValue, Field, Group, Response, Spanned, Text, TypeExpr, TypeKind,
};
use bge_private_codegen::{Checked, GeneratedFile, Sources, load, load_sources};
use bge_private_codegen_tools::docs::{MARK, docs};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use roxmltree::{Document, Node, ParsingOptions};
use test_support::snapshots::assert_snapshots;
use test_support::{empty_folder, workspace};

const LANGUAGES: [&str; 2] = ["en", "zh"];

/// Returns the folder of the generator.
fn codegen() -> PathBuf {
    workspace().join("codegen")
}

fn checked(dir: &Path) -> Checked {
    load(dir).unwrap_or_else(|report| panic!("{report}"))
}

/// Returns the real spec, a spec with hostile names and texts, and two small specs.
fn specs() -> Vec<Checked> {
    ["../spec", "tests/hostile", "tests/small", "tests/base"]
        .map(|dir| checked(&codegen().join(dir)))
        .into()
}

fn by_name(files: Vec<GeneratedFile>) -> BTreeMap<String, String> {
    let count = files.len();
    let files: BTreeMap<_, _> = files
        .into_iter()
        .map(|file| (file.name, file.content))
        .collect();
    assert_eq!(files.len(), count, "two files have one name");
    files
}

fn xml(page: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(page, options).unwrap_or_else(|error| panic!("{error}\n{page}"))
}

/// Returns the text of an element and its descendants.
fn text_of(node: Node<'_, '_>) -> String {
    node.descendants()
        .filter(|node| node.is_text())
        .filter_map(|node| node.text())
        .collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

fn element<'a>(document: &'a Document<'a>, id: &str) -> Node<'a, 'a> {
    let mut nodes = document.descendants();
    nodes
        .find(|node| node.attribute("id") == Some(id))
        .unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn the_same_spec_gives_the_same_files() {
    for spec in &specs() {
        assert_eq!(docs(spec), docs(spec));
    }
}

/// The elements of pages and their attributes. Any other element or attribute is unescaped text of a spec.
const ELEMENTS: &[(&str, &[&str])] = &[
    (
        "a",
        &["href", "class", "id", "lang", "hreflang", "aria-current"],
    ),
    ("body", &["class", "data-copy", "data-copied"]),
    (
        "button",
        &[
            "type",
            "class",
            "id",
            "hidden",
            "aria-label",
            "aria-expanded",
            "aria-controls",
        ],
    ),
    ("code", &["class"]),
    ("div", &["class", "role"]),
    ("h1", &[]),
    ("h2", &["id"]),
    ("h3", &[]),
    ("h4", &["id"]),
    ("head", &[]),
    ("header", &["class"]),
    ("html", &["lang"]),
    (
        "input",
        &[
            "type",
            "id",
            "name",
            "value",
            "checked",
            "role",
            "autocomplete",
            "spellcheck",
            "placeholder",
            "hidden",
            "aria-label",
            "aria-autocomplete",
            "aria-expanded",
            "aria-controls",
        ],
    ),
    ("label", &["for"]),
    ("li", &[]),
    ("link", &["rel", "href"]),
    ("main", &["id", "tabindex"]),
    ("meta", &["charset", "name", "content"]),
    ("nav", &["id", "aria-label"]),
    ("p", &["class", "id", "role"]),
    ("pre", &["tabindex"]),
    ("script", &["src", "defer"]),
    ("section", &["class"]),
    ("title", &[]),
    (
        "ul",
        &["class", "id", "role", "hidden", "aria-label", "data-none"],
    ),
];

#[test]
fn pages_are_well_formed_and_hold_nothing_else() {
    for spec in &specs() {
        for (name, page) in by_name(docs(spec))
            .iter()
            .filter(|(name, _)| name.ends_with(".html"))
        {
            assert!(
                page.starts_with(&format!("<!DOCTYPE html>\n<!-- {MARK} -->\n")),
                "{name}"
            );
            let document = xml(page);
            let mut ids = HashSet::new();
            for node in document.descendants().filter(Node::is_element) {
                let element = node.tag_name().name();
                let Some((_, attributes)) = ELEMENTS.iter().find(|(known, _)| *known == element)
                else {
                    panic!("{name}: <{element}>");
                };
                for attribute in node.attributes() {
                    assert!(
                        attributes.contains(&attribute.name()),
                        "{name}: {} of {element}",
                        attribute.name()
                    );
                }
                if let Some(id) = node.attribute("id") {
                    assert!(
                        ids.insert(id) && !id.contains(char::is_whitespace),
                        "{name}: {id} again"
                    );
                }
            }
            for id in document
                .descendants()
                .filter_map(|node| node.attribute("aria-controls"))
            {
                assert!(ids.contains(id), "{name}: {id}");
            }
            assert_eq!(
                document
                    .descendants()
                    .filter(|node| node.has_tag_name("h1"))
                    .count(),
                1,
                "{name}"
            );
        }
    }
}

/// Returns the target of a relative link in a file, without `..`.
fn resolved(from: &str, link: &str) -> String {
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {link}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Checks that a link leads to an existing file, and that its anchor exists if the file is a page.
#[track_caller]
fn leads(files: &BTreeMap<String, String>, from: &str, link: &str) {
    let (path, id) = link.split_once('#').unwrap_or((link, ""));
    let path = if path.is_empty() {
        from.to_owned()
    } else {
        resolved(from, path)
    };
    let file = files.get(&path).unwrap_or_else(|| panic!("{from}: {link}"));
    if !id.is_empty() && path.ends_with(".html") {
        element(&xml(file), id);
    }
    if !id.is_empty() && path.ends_with(".md") {
        let heading = format!("\n## {id}\n");
        assert!(file.contains(&heading), "{from}: {link}");
    }
}

#[test]
fn links_lead_somewhere_and_nothing_is_loaded_from_elsewhere() {
    for spec in &specs() {
        let files = by_name(docs(spec));
        for (name, page) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
            let document = xml(page);
            for node in document.descendants().filter(Node::is_element) {
                for link in ["href", "src"]
                    .iter()
                    .filter_map(|name| node.attribute(*name))
                {
                    let is_outside = link.starts_with("https://") || link.starts_with("http://");
                    if is_outside {
                        assert!(node.has_tag_name("a"), "{name}: {link}");
                    } else {
                        leads(&files, name, link);
                    }
                }
            }
        }
        for language in LANGUAGES {
            let index = &files[&format!("assets/search-{language}.js")];
            for entry in entries(index) {
                leads(&files, &format!("{language}/index.html"), &entry[1]);
            }
            // The links of docsify are relative to the root of its site. Their anchors are in the query.
            let sidebar = &files[&format!("markdown/{language}/_sidebar.md")];
            for link in links(sidebar) {
                let (path, id) = link.split_once("?id=").unwrap_or((&link, ""));
                let page = &files[&format!("markdown{path}")];
                let anchor = |heading: &str| {
                    let heading = heading.to_lowercase().replace('.', "");
                    let digit = heading.starts_with(|char: char| char.is_ascii_digit());
                    if digit {
                        format!("_{heading}")
                    } else {
                        heading
                    }
                };
                assert!(
                    id.is_empty() || headings(page).iter().any(|heading| anchor(heading) == id),
                    "{link}"
                );
            }
        }
        for asset in ["assets/site.css", "assets/site.js"] {
            let text = &files[asset];
            assert!(
                !text.contains("//cdn") && !text.contains("http") && !text.contains("@import"),
                "{asset}"
            );
        }
        for link in links(&files["llms.txt"])
            .iter()
            .filter(|link| !link.starts_with("http"))
        {
            leads(&files, "llms.txt", link);
        }
    }
}

/// Returns the entries of the search index.
fn entries(script: &str) -> Vec<Vec<String>> {
    let (_, list) = script.split_once("= ").unwrap();
    let list = list.trim_end().trim_end_matches(';').replace(",\n]", "\n]");
    serde_json::from_str(&list).unwrap()
}

fn links(markdown: &str) -> Vec<String> {
    let links = Parser::new(markdown).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    });
    links.collect()
}

/// Returns the headings of the second level.
fn headings(markdown: &str) -> Vec<String> {
    let mut headings = Vec::new();
    let mut inside = false;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => {
                headings.push(String::new());
                inside = true;
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(text) | Event::Code(text) if inside => {
                headings.last_mut().unwrap().push_str(&text)
            }
            _ => {}
        }
    }
    headings
}

/// Returns the visible text of Markdown, and its code blocks with their languages. Panics on raw HTML other
/// than the mark.
fn shown(markdown: &str) -> (String, Vec<(String, String)>) {
    let mut text = String::new();
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut in_block = false;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                blocks.push((language.to_string(), String::new()));
                in_block = true;
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                panic!("indented code in {markdown}")
            }
            Event::Start(Tag::BlockQuote(_) | Tag::Table(_) | Tag::Emphasis | Tag::Strong)
            | Event::Rule => {
                panic!("what nobody wrote, in {markdown}");
            }
            Event::End(TagEnd::CodeBlock) => in_block = false,
            Event::Text(code) if in_block => blocks.last_mut().unwrap().1.push_str(&code),
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::Html(html) => assert_eq!(html.trim(), format!("<!-- {MARK} -->")),
            Event::InlineHtml(html) => panic!("{html}"),
            _ => {}
        }
    }
    (text, blocks)
}

/// Returns a text of a spec without its formatting: spaces, list markers, backticks around code.
fn essence(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim();
        line.strip_prefix("- ")
            .or(line.strip_prefix("* "))
            .unwrap_or(line)
    });
    squeezed(&lines.collect::<String>()).replace('`', "")
}

fn of(text: &Text, language: &str) -> String {
    let [english, chinese] = text.both();
    if language == "en" {
        english.to_owned()
    } else {
        chinese.to_owned()
    }
}

/// Returns the texts and names that the documentation of a call must contain.
fn told(groups: &[Group], endpoint: &Endpoint, language: &str) -> Vec<String> {
    let mut told = vec![of(&endpoint.doc, language), endpoint.path.value.clone()];
    told.extend(endpoint.alias.iter().map(|name| name.value.clone()));
    told.extend(
        endpoint
            .extra
            .iter()
            .map(|_| "extra(name, value)".to_owned()),
    );
    told.extend(endpoint.deprecated.iter().map(|text| of(text, language)));
    for (_, one_of) in endpoint.one_ofs() {
        told.extend([one_of.one_of.value.clone(), of(&one_of.doc, language)]);
    }
    let mut types = Vec::new();
    let mut fields: Vec<&(Spanned<String>, Field)> = endpoint.params().collect();
    match &endpoint.response {
        Response::Fields(own) => fields.extend(own),
        Response::Type(expr) => types.push(&expr.value),
        Response::None | Response::Stream => {}
    }
    let mut seen = HashSet::new();
    while let Some((name, field)) = fields.pop() {
        told.push(field.wire.as_ref().unwrap_or(name).value.clone());
        told.push(of(&field.doc, language));
        told.extend(field.deprecated.iter().map(|text| of(text, language)));
        types.push(&field.ty.value);
        while let Some(ty) = types.pop() {
            let name = match ty {
                TypeExpr::List(item) | TypeExpr::Map(item) => {
                    types.push(item);
                    continue;
                }
                TypeExpr::Scalar(_) | TypeExpr::File | TypeExpr::None => continue,
                TypeExpr::Named(name) => name,
            };
            let mut types = groups.iter().flat_map(|group| &group.types);
            let Some((_, def)) = types.find(|(known, _)| known.value == *name) else {
                continue;
            };
            if !seen.insert(name) {
                continue;
            }
            match &def.kind {
                TypeKind::Object(members) | TypeKind::AnyOf(members) => {
                    told.push(of(&def.doc, language));
                    fields.extend(members);
                }
                TypeKind::Enum(values) => {
                    told.extend(values.iter().filter_map(|(_, EnumValue { doc, .. })| {
                        Some(of(doc.as_ref()?, language))
                    }));
                }
                TypeKind::Extra(sets) => {
                    for (name, set) in sets {
                        told.push(name.value.clone());
                        told.push(of(&set.doc, language));
                        fields.extend(&set.params);
                    }
                }
            }
        }
    }
    told.extend(
        endpoint
            .examples
            .iter()
            .map(|example| of(&example.title, language)),
    );
    told
}

/// Returns the name of a call after that of its client.
fn qualified(group: &Group, name: &Spanned<String>) -> String {
    match &group.client {
        Some(client) => format!("{}.{}", client.value, name.value),
        None => name.value.clone(),
    }
}

/// Returns the visible text of the section of a call: in the static site, and in the Markdown pages.
fn sections(
    files: &BTreeMap<String, String>,
    language: &str,
    group: &str,
    name: &str,
) -> [String; 2] {
    let page = xml(&files[&format!("{language}/{group}.html")])
        .descendants()
        .find(|node| node.attribute("id") == Some(name))
        .map(|heading| text_of(heading.parent().unwrap()))
        .unwrap();
    let markdown = &files[&format!("markdown/{language}/{group}.md")];
    let start = format!("\n## {name}\n");
    let at = markdown.find(&start).unwrap_or_else(|| panic!("{name}"));
    let section = &markdown[at + start.len()..];
    let section = section.split("\n## ").next().unwrap();
    [page, shown(section).0]
}

/// Returns the text without characters that change its direction. The pages show them as spaces.
fn without_direction(text: &str) -> String {
    text.replace(
        |char| matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'),
        "",
    )
}

#[test]
fn everything_that_the_spec_says_is_told() {
    for spec in &specs() {
        let files = by_name(docs(spec));
        for group in &spec.spec().groups {
            for (name, endpoint) in &group.endpoints {
                for language in LANGUAGES {
                    for section in sections(
                        &files,
                        language,
                        &group.group.value,
                        &qualified(group, name),
                    ) {
                        let section = section
                            .split_whitespace()
                            .collect::<String>()
                            .replace('`', "");
                        let section = without_direction(&section);
                        for text in told(&spec.spec().groups, endpoint, language) {
                            let text = without_direction(&essence(&text));
                            assert!(
                                section.contains(&text),
                                "{language} {}: {text}\n{section}",
                                name.value
                            );
                        }
                    }
                }
            }
        }
    }
}

/// Returns the name of the tab that shows a code block.
fn tab_of<'a>(code: Node<'a, '_>) -> Option<&'a str> {
    let button = code.parent()?.first_element_child()?;
    button.attribute("value")
}

/// Returns the commands of a page: for each call, how all pages are asked for, and its examples.
fn command_lines(spec: &Checked, group: &str) -> Vec<String> {
    let api = spec.api();
    let endpoints = api.endpoints().filter(|it| it.group == group);
    let lines = endpoints.flat_map(|endpoint| {
        let examples = endpoint.examples.iter();
        let examples = examples.map(|it| command_line::example(endpoint, it));
        command_line::all_pages(endpoint)
            .into_iter()
            .chain(examples)
    });
    let lines = lines.map(|line| line.of_program(&api.platform));
    // A page cannot have this character, which a hostile value has.
    lines.map(|line| line.replace('\r', "\u{fffd}")).collect()
}

#[test]
fn code_is_as_it_stands_in_the_spec() {
    for spec in &specs() {
        let files = by_name(docs(spec));
        for group in &spec.spec().groups {
            let examples: Vec<_> = group
                .endpoints
                .iter()
                .flat_map(|(_, endpoint)| &endpoint.examples)
                .collect();
            for language in LANGUAGES {
                let (_, blocks) =
                    shown(&files[&format!("markdown/{language}/{}.md", group.group.value)]);
                let rust = blocks.iter().filter(|(language, _)| language == "rust");
                // Calls with pages show how all of them are asked for, too.
                let endpoints = group.endpoints.iter();
                let paged = endpoints.filter(|(_, endpoint)| endpoint.paging.is_some());
                let all = rust
                    .clone()
                    .filter(|(_, code)| code.contains("items.try_next()"));
                assert_eq!(all.count(), paged.clone().count());
                assert_eq!(rust.clone().count(), examples.len() + paged.count());
                for (_, code) in rust.clone() {
                    let function = format!("async fn f() {{ {code} }}");
                    assert!(syn::parse_str::<syn::ItemFn>(&function).is_ok(), "{code}");
                }
                let answers: Vec<_> = blocks
                    .iter()
                    .filter(|(language, _)| language == "json")
                    .collect();
                let with_answer = examples.iter().filter(|example| example.response.is_some());
                assert_eq!(answers.len(), with_answer.count());
                for (_, answer) in &answers {
                    serde_json::from_str::<serde_json::Value>(answer)
                        .unwrap_or_else(|error| panic!("{error}: {answer}"));
                }
                // The static site shows the same code, and beside all Rust code that for the blocking client.
                let page = xml(&files[&format!("{language}/{}.html", group.group.value)]);
                let code = page.descendants().filter(|node| node.has_tag_name("pre"));
                let (blocking, page): (Vec<_>, Vec<_>) =
                    code.partition(|pre| tab_of(*pre) == Some("blocking"));
                assert_eq!(blocking.len(), rust.count());
                for code in blocking.into_iter().map(text_of) {
                    let function = format!("fn f() {{ {code} }}");
                    assert!(syn::parse_str::<syn::ItemFn>(&function).is_ok(), "{code}");
                    assert!(!code.contains(".await"), "{code}");
                }
                // And the command that makes the same call.
                let (commands, page): (Vec<_>, Vec<_>) = page
                    .into_iter()
                    .partition(|pre| tab_of(*pre) == Some("command"));
                let commands: Vec<_> = commands.into_iter().map(text_of).collect();
                assert_eq!(commands, command_lines(spec, &group.group.value));
                let page: Vec<_> = page.into_iter().map(text_of).collect();
                let expected: Vec<_> = blocks
                    .iter()
                    .map(|(_, code)| code.trim_end_matches('\n'))
                    .collect();
                assert_eq!(page, expected);
            }
        }
    }
}

#[test]
fn hostile_texts_are_shown_as_they_were_written() {
    let files = by_name(docs(&checked(&codegen().join("tests/hostile"))));
    for section in sections(&files, "en", "self", "super") {
        for text in [
            "Takes Vec<T>, [items], *stars*, _lines_ and a \\ backslash",
            "> no quote | no | table |",
            "# no heading",
            "#[attribute]",
        ] {
            assert!(section.contains(text), "{text}\n{section}");
        }
    }
    let page = &files["en/self.html"];
    assert!(page.contains("<code>code</code> and <code>a ` tick</code>"));
    assert!(page.contains("href=\"https://hostile.example/a_b?c=%5Bd%5D&amp;e=\""));
    assert!(!page.contains("<T>"));
}

#[test]
fn small_pages_are_exactly_these() {
    let files = by_name(docs(&checked(&codegen().join("tests/small"))));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docs");
    let snapshots = [
        ("markdown/en/shop.md", "shop.en.md"),
        ("markdown/zh/shop.md", "shop.zh.md"),
        ("markdown/en/README.md", "README.en.md"),
        ("markdown/zh/_sidebar.md", "sidebar.zh.md"),
        ("llms.txt", "llms.txt"),
    ];
    assert_snapshots(snapshots.map(|(name, file)| (folder.join(file), files[name].clone())));
}

/// Returns the documentation of the small spec with other texts.
fn with_texts(texts: &[(&str, &str)]) -> BTreeMap<String, String> {
    let folder = codegen().join("tests/small");
    let mut sources = Sources::new();
    for name in ["platform.yaml", "shop.yaml"] {
        let mut text = fs::read_to_string(folder.join(name)).unwrap();
        if name == "shop.yaml" {
            for (old, new) in texts {
                assert!(text.contains(old), "{old}");
                text = text.replace(old, new);
            }
        }
        sources.add(name, text);
    }
    by_name(docs(
        &load_sources(sources).unwrap_or_else(|report| panic!("{report}")),
    ))
}

#[test]
fn constraints_are_sentences_of_their_own() {
    for (text, english, chinese) in [
        ("td", "td.", "td。"),
        ("Done.", "Done.", "Done."),
        ("完成。", "完成。", "完成。"),
        ("**Done!**", "**Done!**", "**Done!**"),
        ("a (b)", "a (b).", "a (b)。"),
        ("(是？)", "(是？)", "(是？)"),
        (
            "从 1 开始；默认值：1",
            "从 1 开始；默认值：1.",
            "从 1 开始；默认值：1。",
        ),
    ] {
        let own = format!("{{en: \"{text}\", zh: \"{text}\"}}");
        let files = with_texts(&[("{en: Their name., zh: 名称。}", &own)]);
        let line = |page: &str| {
            let page = &files[page];
            let line = page.lines().find(|line| line.starts_with("* `name`"));
            line.unwrap().replace('\\', "")
        };
        assert_eq!(
            line("markdown/en/shop.md"),
            format!("* `name` —— text. {english} At least 1 character.")
        );
        assert_eq!(
            line("markdown/zh/shop.md"),
            format!("* `name` —— 文本；{chinese}长度至少 1 个字符。")
        );
    }
}

#[test]
fn the_index_and_the_search_have_texts_without_marks() {
    for (text, summary, plain) in [
        ("Gives `a`\\n\\nMore.", "Gives a", "Gives a More."),
        ("- a\\n- b", "a b", "a b"),
        (
            "Either:\\n- `one`\\n  more\\n* *two*\\n\\nSee https://a.example/b_c.",
            "Either:",
            "Either: one more *two* See https://a.example/b_c.",
        ),
    ] {
        let files = with_texts(&[("en: Does nothing.", &format!("en: \"{text}\""))]);
        let index = entries(&files["assets/search-en.js"]);
        let ping = index.iter().find(|entry| entry[0] == "ping").unwrap();
        assert_eq!(ping[3], summary);
        assert!(
            ping[4].starts_with(&format!("{plain} /shop/ping ")),
            "{ping:?}"
        );
        let line = format!("`client.ping()`. {summary}\n");
        assert!(files["llms.txt"].contains(&line), "{line}");
    }
}

fn run(dir: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_bge-codegen"))
        .current_dir(dir)
        .args(["docs", "spec", "--out", "site"])
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_command_writes_what_changed_and_removes_what_is_stale() {
    let dir = empty_folder(env!("CARGO_TARGET_TMPDIR"), "docs");
    fs::create_dir(dir.join("spec")).unwrap();
    fs::copy(
        codegen().join("tests/small/platform.yaml"),
        dir.join("spec/platform.yaml"),
    )
    .unwrap();
    let shop = fs::read_to_string(codegen().join("tests/small/shop.yaml")).unwrap();
    // Every folder already has pages with these names.
    for (name, types) in [("index", ""), ("readme", "Other")] {
        let mut ping = shop
            .replace("place_order:", &format!("{name}_order:"))
            .replace("find:", &format!("{name}_find:"))
            .replace("ping:", &format!("{name}_ping:"));
        for ty in ["Item", "Mode", "Grade", "FindBy", "FindAs"] {
            ping = ping.replace(ty, &format!("{types}{ty}"));
        }
        let group = ping
            .replace("group: shop", &format!("group: {name}"))
            .replace("/shop/", &format!("/{name}/"));
        fs::write(dir.join(format!("spec/{name}.yaml")), group).unwrap();
    }
    assert!(run(&dir).starts_with("site: "));
    let site = dir.join("site");
    assert!(site.join("en/index_.html").exists() && site.join("markdown/zh/readme_.md").exists());
    assert!(run(&dir).contains(" 0 of them new or changed"));

    fs::write(site.join("en/mine.html"), "<p>by hand</p>").unwrap();
    fs::write(site.join("markdown/zh/mine.md"), "by hand").unwrap();
    fs::remove_file(dir.join("spec/index.yaml")).unwrap();
    run(&dir);
    assert!(!site.join("en/index_.html").exists() && !site.join("markdown/zh/index_.md").exists());
    assert!(site.join("en/readme_.html").exists() && site.join("en/index.html").exists());
    assert!(site.join("en/mine.html").exists() && site.join("markdown/zh/mine.md").exists());
}
