//! OpenAPI: what is exported is imported as the same spec, and documents of other makers become drafts that are well.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::path::Path;

use bge_private_codegen::openapi::{Form, Imported, Language, Options, export, import};
use bge_private_codegen::{Checked, Features, Sources, format, generate, load, load_sources};
use serde_json::{Value, json};

fn spec(dir: &str) -> Checked {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
    load(&dir).unwrap_or_else(|report| panic!("{report}"))
}

fn exported(checked: &Checked, form: Form, language: Language) -> String {
    let version = "1.2.3".to_owned();
    export(
        checked,
        &Options {
            form,
            language,
            version,
        },
    )
}

fn drafted(path: &str, text: &str) -> (Imported, Checked) {
    let imported = import(path, text).unwrap_or_else(|report| panic!("{report}"));
    let mut sources = Sources::new();
    for file in &imported.files {
        sources.add(file.name.as_str(), file.content.as_str());
    }
    let checked = load_sources(sources).unwrap_or_else(|report| panic!("{report}"));
    assert!(!generate(&checked, Features::ALL).unwrap().is_empty());
    (imported, checked)
}

/// All that a spec says, without the places where it says it.
fn model(checked: &Checked) -> String {
    let debug = format!("{:#?}", checked.spec());
    let mut lines = Vec::new();
    let mut lines_left = debug.lines();
    while let Some(line) = lines_left.next() {
        if line.trim_start().ends_with("span: Span {") {
            for _ in 0..4 {
                lines_left.next();
            }
        } else {
            lines.push(line);
        }
    }
    lines.join("\n")
}

#[track_caller]
fn same(one: &str, other: &str, what: &str) {
    let different = one
        .lines()
        .zip(other.lines())
        .position(|(one, other)| one != other);
    if let Some(at) = different {
        let around = |text: &str| {
            let lines: Vec<_> = text.lines().skip(at.saturating_sub(30)).take(45).collect();
            lines.join("\n")
        };
        panic!(
            "{what}: line {at} differs\n{}\n------\n{}",
            around(one),
            around(other)
        );
    }
    assert_eq!(one.len(), other.len(), "{what}");
}

/// Two groups with a type of the same name, a default environment that is not the first, and more that is rare.
#[test]
fn rare_things_come_back_as_they_were() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base");
    let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap();
    let swap = |text: String, old: &str, new: &str| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    };
    let platform = swap(
        read("platform.yaml"),
        "environments:\n",
        "environments:\n  trial:\n    url: http://localhost:8080\n    doc: {en: Trial., zh: 试用。}\n",
    );
    let orders = swap(read("orders.yaml"), "Mode", "Kind");
    let orders = swap(
        orders,
        "response: none",
        "response: none\n    deprecated: {en: Use `buy`., zh: 请用 `buy`。}",
    );
    let mut sources = Sources::new();
    sources.add("platform.yaml", platform);
    sources.add("goods.yaml", read("goods.yaml"));
    sources.add("orders.yaml", orders);
    let checked = load_sources(sources).unwrap_or_else(|report| panic!("{report}"));
    let text = exported(&checked, Form::Json, Language::Both);
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["servers"][0]["x-bge-environment"], "production");
    let schemas = &document["components"]["schemas"];
    assert!(schemas["goods.Kind"].is_object() && schemas["orders.Kind"].is_object());
    let pay = &document["paths"]["/orders/pay"]["post"];
    assert_eq!(pay["deprecated"], true);
    assert!(
        pay["description"]
            .as_str()
            .unwrap()
            .ends_with("**Deprecated:** Use `buy`.\n\n**已弃用：**请用 `buy`。")
    );
    let (imported, again) = drafted("openapi.json", &text);
    assert!(
        imported.report.diagnostics().is_empty(),
        "{}",
        imported.report
    );
    same(&model(&checked), &model(&again), "rare");
}

#[path = "../../tests/src/made_spec.rs"]
mod made_spec;

/// What made specs are made beside of.
mod workspace {
    use std::path::PathBuf;

    pub(crate) fn original() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
    }
}

#[test]
fn large_specs_come_back_as_they_were() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi_made");
    let _ = fs::remove_dir_all(&dir);
    made_spec::write(&dir, 60, 1).unwrap();
    let checked = load(&dir).unwrap_or_else(|report| panic!("{report}"));
    let text = exported(&checked, Form::Json, Language::Both);
    let (imported, again) = drafted("openapi.json", &text);
    assert!(
        imported.report.diagnostics().is_empty(),
        "{}",
        imported.report
    );
    same(&model(&checked), &model(&again), "made");
}

const SPECS: [&str; 4] = ["../spec", "tests/base", "tests/hostile", "tests/small"];

#[test]
fn what_is_exported_is_imported_as_it_was() {
    for dir in SPECS {
        let checked = spec(dir);
        for (form, path) in [(Form::Json, "openapi.json"), (Form::Yaml, "openapi.yaml")] {
            let text = exported(&checked, form, Language::Both);
            let (imported, again) = drafted(path, &text);
            assert!(
                imported.report.diagnostics().is_empty(),
                "{dir}: {}",
                imported.report
            );
            same(&model(&checked), &model(&again), dir);
            assert_eq!(text, exported(&again, form, Language::Both), "{dir}");
            for file in &imported.files {
                assert!(
                    !file.content.contains("# review:"),
                    "{dir}: {}",
                    file.content
                );
            }
        }
    }
}

/// What a draft of another maker's document is, file by file, and what is told of it.
fn shown(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/openapi")
        .join(name);
    let text = fs::read_to_string(path).unwrap();
    let (imported, _) = drafted(name, &text);
    let mut shown = imported.report.to_string();
    for file in &imported.files {
        shown += &format!("\n\n==== {}\n{}", file.name, file.content);
    }
    shown
}

/// `UPDATE_REPORTS=1` writes what is shown now.
#[test]
fn documents_of_other_makers_become_drafts() {
    for name in ["shelter.json", "billing.yaml", "odd.yaml", "leftovers.yaml"] {
        let shown = shown(name);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi");
        let path = path.join(format!("{name}.txt"));
        if std::env::var_os("UPDATE_REPORTS").is_some() {
            fs::write(&path, &shown).unwrap();
        }
        same(&fs::read_to_string(&path).unwrap(), &shown, name);
    }
}

#[test]
fn drafts_are_in_the_form_in_which_specs_are_kept() {
    let text = exported(&spec("tests/hostile"), Form::Json, Language::Both);
    for file in drafted("a.json", &text).0.files {
        let formatted = format::format(&file.name, &file.content).unwrap();
        assert_eq!(formatted, file.content, "{}", file.name);
    }
}

/// With one language, the same call comes back, and its texts are the same in both.
#[test]
fn one_language_loses_the_other_and_nothing_else() {
    let checked = spec("tests/base");
    for (language, mark) in [(Language::En, "Finds goods."), (Language::Zh, "查找商品。")] {
        let text = exported(&checked, Form::Json, language);
        let is_other = |c: char| {
            if language == Language::En {
                ('\u{4e00}'..='\u{9fff}').contains(&c)
            } else {
                false
            }
        };
        let prose: Vec<_> = text
            .lines()
            .filter(|line| line.contains("\"description\""))
            .collect();
        assert!(
            prose.iter().any(|line| line.contains(mark))
                && !prose.iter().any(|line| line.contains(is_other))
        );
        assert!(!text.contains("x-bge-zh"));
        let (imported, again) = drafted("a.json", &text);
        assert!(
            imported.report.diagnostics().is_empty(),
            "{}",
            imported.report
        );
        let doc = &again.spec().groups[0].endpoints[0].1.doc;
        assert_eq!((doc.en.value.as_str(), doc.zh.value.as_str()), (mark, mark));
        assert_eq!(exported(&again, Form::Json, language), text);
    }
}

#[test]
fn documents_say_what_the_spec_says() {
    let text = exported(&spec("tests/base"), Form::Json, Language::Both);
    let document: Value = serde_json::from_str(&text).unwrap();
    let call = &document["paths"]["/goods/find"]["post"];
    let media = &call["requestBody"]["content"]["application/x-www-form-urlencoded"];
    let properties = &media["schema"]["properties"];
    assert_eq!(call["operationId"], "find");
    assert_eq!(call["x-bge-retry"], "safe");
    assert_eq!(
        call["externalDocs"]["url"],
        "https://example.com/doc/#/goods"
    );
    assert_eq!(media["schema"]["required"], json!(["words"]));
    assert_eq!(properties["limit"]["maximum"], 100);
    assert_eq!(properties["limit"]["default"], 20);
    assert_eq!(properties["ratio"]["exclusiveMinimum"], 0);
    assert_eq!(properties["kind"]["$ref"], "#/components/schemas/Kind");
    assert_eq!(
        media["encoding"]["words"],
        json!({"style": "form", "explode": false})
    );
    assert_eq!(
        media["encoding"]["filter"],
        json!({"contentType": "application/json"})
    );
    assert_eq!(media["examples"]["example_1"]["value"]["kind"], "f");
    let kind = &document["components"]["schemas"]["Kind"];
    assert_eq!(kind["enum"], json!(["f", "t"]));
    assert_eq!(kind["x-enum-varnames"], json!(["Food", "Tool"]));
    let item = &document["components"]["schemas"]["Item"]["properties"];
    assert_eq!(item["note"]["type"], json!(["string", "null"]));
    assert_eq!(item["score"]["type"], json!(["number", "string"]));
    let upload = &document["paths"]["/goods/picture"]["post"]["requestBody"]["content"]["multipart/form-data"];
    assert_eq!(
        upload["schema"]["properties"]["picture"]["format"],
        "binary"
    );
    let scheme = &document["components"]["securitySchemes"]["signature"];
    assert_eq!(scheme["x-bge-signature"]["digest"], "hmac-sha1");
    assert!(
        scheme["description"]
            .as_str()
            .unwrap()
            .contains("Percent-encode the whole once more")
    );
    assert_eq!(document["servers"][0]["x-bge-environment"], "production");
}
