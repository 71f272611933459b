//! Tests of the generated code: it is always the same, and for a small spec it is the text in `snapshots/`.
//!
//! `SNAPSHOTS=overwrite cargo test` updates that text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, thread};

use bge_private_codegen::{
    Checked, Features, GeneratedFile, RESERVED_COMMANDS, Sources, build, generate, load,
    load_sources,
};
use test_support::empty_folder;
use test_support::snapshots::assert_snapshots;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn checked(dir: &Path) -> Checked {
    load(dir).unwrap_or_else(|report| panic!("{report}"))
}

/// Returns the real spec, a spec with hostile names and texts, and a small spec.
fn specs() -> Vec<Checked> {
    let real = tests().join("../../spec");
    [real, tests().join("hostile"), tests().join("small")]
        .iter()
        .map(|dir| checked(dir))
        .collect()
}

#[test]
fn the_same_spec_gives_the_same_files() {
    for spec in &specs() {
        let first = generate(spec, Features::ALL).unwrap();
        // Several runs at once, so that the order of their threads varies.
        thread::scope(|scope| {
            let runs: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| generate(spec, Features::ALL).unwrap()))
                .collect();
            for run in runs {
                assert_eq!(run.join().unwrap(), first);
            }
        });
    }
}

/// Returns the files with code.
fn rust(mut files: Vec<GeneratedFile>) -> Vec<GeneratedFile> {
    files.retain(|file| file.name.ends_with(".rs"));
    files
}

#[test]
fn everything_generated_is_rust() {
    for spec in &specs() {
        for file in rust(generate(spec, Features::ALL).unwrap()) {
            let parsed = syn::parse_file(&file.content);
            assert!(parsed.is_ok(), "{}: {:?}", file.name, parsed.err());
        }
    }
}

#[test]
fn features_add_files_and_blocking_methods_and_change_nothing_else() {
    for spec in &specs() {
        let all = generate(spec, Features::ALL).unwrap();
        let default = generate(spec, Features::named(|_| false)).unwrap();
        let extra = [".encode.rs", ".mock.rs", ".serde.rs", "description.rs"];
        let is_extra = |name: &str| extra.iter().any(|end| name.ends_with(end));
        let names = |files: &[GeneratedFile]| -> Vec<_> {
            files.iter().map(|file| file.name.clone()).collect()
        };
        let mut expected = names(&all);
        expected.retain(|name| !is_extra(name));
        assert_eq!(names(&default), expected);
        for file in &default {
            let whole = all.iter().find(|other| other.name == file.name).unwrap();
            let mut parts = whole.content.split("\n#[cfg(feature = \"blocking\")]\n");
            let mut without = parts.next().unwrap().to_owned();
            without.extend(parts.map(|part| part.split_once("\n}\n").unwrap().1));
            assert!(file.content == without, "{}", file.name);
        }
        let described = generate(spec, Features::named(|name| name == "describe")).unwrap();
        let is_mocked = |file: &GeneratedFile| file.name.ends_with(".mock.rs");
        assert!(described.iter().any(is_mocked));
    }
}

#[test]
fn no_line_ends_in_a_space() {
    for file in specs()
        .iter()
        .flat_map(|spec| generate(spec, Features::ALL).unwrap())
    {
        for (index, line) in file.content.lines().enumerate() {
            assert_eq!(line, line.trim_end(), "{}:{}", file.name, index + 1);
        }
        assert!(file.content.ends_with('\n') && !file.content.ends_with("\n\n"));
    }
}

const PLATFORM: &str = include_str!("small/platform.yaml");

/// Returns the generated files for a group with the name `group`.
fn generated(group: &str) -> Vec<GeneratedFile> {
    let mut sources = Sources::new();
    sources.add("spec/platform.yaml", PLATFORM);
    let text = format!("group: group\ntitle: {{en: Group, zh: 组}}\n{group}");
    sources.add("spec/group.yaml", text);
    let checked = load_sources(sources).unwrap_or_else(|report| panic!("{report}"));
    generate(&checked, Features::ALL).unwrap()
}

const DOC: &str = "doc: {en: A., zh: 甲。}";

const TYPES: &str = "types:
  Level: {doc: {en: A., zh: 甲。}, enum: {low: {doc: {en: A., zh: 甲。}}}}
  Grade: {doc: {en: A., zh: 甲。}, enum: {one: {value: 1, doc: {en: A., zh: 甲。}}}}
  Tree:
    doc: {en: A., zh: 甲。}
    fields:
      name: {type: string, doc: {en: A., zh: 甲。}}
      children: {type: list<Tree>, doc: {en: A., zh: 甲。}}
";

#[test]
fn a_parameter_may_have_a_name_of_any_length() {
    let types = [
        "string",
        "boolean",
        "integer",
        "float",
        "decimal",
        "url",
        "exact_url",
        "json",
        "file",
        "time",
        "date",
        "local_time",
        "offset_time",
        "unix_millis",
        "unix_time",
        "unix_time_text",
        "seconds",
        "Level",
        "Grade",
        "Tree",
        "map<integer>",
        "string, secret: true",
        "url, secret: query",
        "list<string>, join: comma",
        "list<integer>, join: comma",
        "list<seconds>, join: repeat",
        "list<Level>, join: comma",
        "list<Tree>, join: json",
        "list<list<float>>, join: json",
    ];
    let mut group = "endpoints:\n".to_owned();
    for (index, ty) in types.iter().enumerate() {
        let choice =
            format!("      by:\n        one_of: OneOf{index}\n        {DOC}\n        choices:\n");
        for (call, head) in [("a", ""), ("b", choice.as_str())] {
            group += &format!(
                "  {call}{index}:\n    path: /{call}{index}\n    {DOC}\n    response: none\n    kwargs:\n{head}"
            );
            let indent = if head.is_empty() { 6 } else { 10 };
            for length in 1..=100 {
                let name = "x".repeat(length);
                group += &format!("{:indent$}{name}: {{type: {ty}, {DOC}}}\n", "");
            }
            group += "    examples: [{title: {en: A, zh: 甲}}]\n";
        }
    }
    let files = generated(&(group + TYPES));
    assert!(files.iter().any(|file| file.name == "group.rs"));
}

/// Checks that long chains of setters can be generated. In the syntax tree, each call in a chain is nested in
/// the next one.
#[test]
fn a_call_may_have_a_thousand_parameters() {
    let (mut params, mut values) = (String::new(), String::new());
    for index in 0..1000 {
        params += &format!("      x{index}: {{type: string, {DOC}}}\n");
        values += &format!("x{index}: a, ");
    }
    let files = generated(&format!(
        "endpoints:\n  ask:\n    path: /ask\n    {DOC}\n    response: none\n    kwargs:\n{params}    \
         examples: [{{title: {{en: A, zh: 甲}}, kwargs: {{{values}}}}}]\n"
    ));
    let example = files
        .iter()
        .find(|file| file.name.ends_with(".mock.rs"))
        .unwrap();
    assert_eq!(example.content.matches(".x999(\"a\")").count(), 2);
}

/// Checks that long choices can be generated. The mock platform reads one parameter after the other.
#[test]
fn a_choice_may_have_a_thousand_parameters() {
    let mut choices = String::new();
    for index in 0..1000 {
        choices += &format!("          x{index}: {{type: string, {DOC}}}\n");
    }
    let files = generated(&format!(
        "endpoints:\n  ask:\n    path: /ask\n    {DOC}\n    response: none\n    args:\n      by:\n        \
         one_of: AskBy\n        {DOC}\n        choices:\n{choices}    \
         examples: [{{title: {{en: A, zh: 甲}}, args: {{x999: a}}}}]\n"
    ));
    let is_mock = |file: &&GeneratedFile| file.name.ends_with(".mock.rs");
    let example = files.iter().find(is_mock).unwrap();
    assert_eq!(example.content.matches("AskBy::X999(").count(), 2);
}

#[test]
fn values_may_nest_as_deep_as_yaml_may() {
    let (mut tree, mut json) = ("{name: a, children: []}".to_owned(), "1".to_owned());
    for _ in 0..27 {
        tree = format!("{{name: a, children: [{tree}]}}");
        json = format!("[{{a: {json}}}]");
    }
    let files = generated(&format!(
        "endpoints:\n  ask:\n    path: /ask\n    {DOC}\n    response: none\n    args:\n      tree: {{type: Tree, {DOC}}}\n      \
         json: {{type: json, {DOC}}}\n    examples: [{{title: {{en: A, zh: 甲}}, args: {{tree: {tree}, json: {json}}}}}]\n{TYPES}"
    ));
    let example = files
        .iter()
        .find(|file| file.name.ends_with(".mock.rs"))
        .unwrap();
    assert_eq!(example.content.matches("Tree::new(").count(), 2 * 28);
}

/// Checks that no generated method of the client or of a call, and no module, has the name of one in the
/// runtime. It would be defined twice.
#[test]
fn names_of_the_runtime_are_reserved() {
    let sdk = tests().join("../../sdk/src");
    let runtime = sdk.join("runtime");
    let (mut methods, mut modules) = (BTreeSet::new(), BTreeSet::new());
    for path in rust_files(&sdk) {
        let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
        // The setters of `Call<Post>` cannot clash with those of generated calls.
        if path.starts_with(&runtime) && !path.ends_with("post.rs") {
            methods.extend(file.items.iter().flat_map(inherent_methods));
        }
        if path.ends_with("src/lib.rs") {
            modules.extend(file.items.iter().filter_map(module));
        }
    }
    let has = |ty: &str, name: &str| methods.contains(&(ty.to_owned(), name.to_owned()));
    assert!(has("Client", "base_url") && has("Call", "detailed"));
    assert!(modules.contains("runtime"));

    let mut group = "endpoints:\n".to_owned();
    // No call has the name of a command.
    let is_free = |name: &&String| !RESERVED_COMMANDS.contains(&name.as_str());
    let names: BTreeSet<_> = methods.iter().map(|(_, name)| name).collect();
    for method in names.into_iter().filter(is_free) {
        group += &format!(
            "  {method}:\n    path: /{method}\n    {DOC}\n    response: none\n    kwargs:\n"
        );
        group += &format!(
            "      {method}: {{type: string, {DOC}}}\n    examples: [{{title: {{en: A, zh: 甲}}}}]\n"
        );
    }
    let files = generated(&group);
    let content = |name: &str| &files.iter().find(|file| file.name == name).unwrap().content;
    let items = syn::parse_file(content("group.rs")).unwrap().items;
    let generated: BTreeSet<_> = items.iter().flat_map(inherent_methods).collect();
    let twice: Vec<_> = generated.intersection(&methods).collect();
    assert!(generated.len() >= methods.len(), "{generated:?}");
    assert!(twice.is_empty(), "{twice:?}");

    modules.extend(
        syn::parse_file(content("mod.rs"))
            .unwrap()
            .items
            .iter()
            .filter_map(module),
    );
    // A group cannot have the name of the platform's file.
    modules.retain(|name| name != "group" && name != "platform");
    let mut sources = Sources::new();
    sources.add("spec/platform.yaml", PLATFORM);
    for name in &modules {
        let endpoint = format!(
            "  {name}_ask:\n    path: /{name}\n    {DOC}\n    response: none\n    examples: [{{title: {{en: A, zh: 甲}}}}]\n"
        );
        sources.add(
            format!("spec/{name}.yaml"),
            format!("group: {name}\ntitle: {{en: A, zh: 甲}}\nendpoints:\n{endpoint}"),
        );
    }
    let checked = load_sources(sources).unwrap_or_else(|report| panic!("{report}"));
    let files = generate(&checked, Features::ALL).unwrap();
    for name in &modules {
        let renamed = format!("{name}_.rs");
        assert!(files.iter().any(|file| file.name == renamed), "{name}");
    }
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// Returns the methods of `Client`, of the blocking client and of `Call`, with the names of these types.
/// Private methods are included.
fn inherent_methods(item: &syn::Item) -> Vec<(String, String)> {
    let syn::Item::Impl(syn::ItemImpl {
        trait_: None,
        self_ty,
        items,
        ..
    }) = item
    else {
        return Vec::new();
    };
    let syn::Type::Path(path) = self_ty.as_ref() else {
        return Vec::new();
    };
    let name = path.path.segments.last().unwrap().ident.to_string();
    let name = name.trim_start_matches("Blocking").to_owned();
    if name != "Client" && name != "Call" {
        return Vec::new();
    }
    let methods = items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(method) => Some((name.clone(), method.sig.ident.to_string())),
        _ => None,
    });
    methods.collect()
}

fn module(item: &syn::Item) -> Option<String> {
    match item {
        syn::Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    }
}

#[test]
fn a_small_spec_gives_exactly_this() {
    let dir = tests().join("snapshots");
    let files = generate(&checked(&tests().join("small")), Features::ALL).unwrap();
    assert_snapshots(
        files
            .into_iter()
            .map(|file| (dir.join(&file.name), file.content)),
    );
}

#[test]
fn a_build_script_writes_what_has_changed() {
    let out = empty_folder(env!("CARGO_TARGET_TMPDIR"), "build");
    let spec = tests().join("small");
    build(&spec, &out);
    // Cargo enables no feature here.
    for file in generate(&checked(&spec), Features::named(|_| false)).unwrap() {
        let path = out.join(&file.name);
        assert_eq!(fs::read_to_string(&path).unwrap(), file.content);
        fs::File::options()
            .append(true)
            .open(&path)
            .unwrap()
            .set_modified(std::time::UNIX_EPOCH)
            .unwrap();
    }
    let shop = out.join("shop.rs");
    fs::write(&shop, "// altered").unwrap();
    build(&spec, &out);
    assert_ne!(fs::read_to_string(&shop).unwrap(), "// altered");
    let untouched = fs::metadata(out.join("mod.rs"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(untouched, std::time::UNIX_EPOCH);
}

#[test]
fn a_build_script_writes_nothing_for_a_bad_spec() {
    let out = empty_folder(env!("CARGO_TARGET_TMPDIR"), "bad");
    build(&tests().join("nowhere"), &out);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}
