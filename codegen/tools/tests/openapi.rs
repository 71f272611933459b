//! Tests of the OpenAPI export.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::fs;
use std::path::Path;

use bge_private_codegen::spec::yaml;
use bge_private_codegen::{Checked, Diagnostics, Sources, load, load_sources};
use bge_private_codegen_tools::openapi::{Form, Language, export};
use serde_json::{Value, json};

fn spec(dir: &str) -> Checked {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
    load(&dir).unwrap_or_else(|report| panic!("{report}"))
}

fn exported(checked: &Checked, form: Form, language: Language) -> String {
    export(checked, form, language, "1.2.3")
}

/// Checks rare cases, such as types of other groups, and a default environment that is not the first one.
#[test]
fn rare_things_are_exported() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/base");
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
    let orders = swap(
        read("orders.yaml"),
        "response: none",
        "response: Item\n    deprecated: {en: Use `buy`., zh: 请用 `buy`。}",
    );
    let orders = swap(
        orders,
        "        kwargs: {wait: 60}\n",
        "        kwargs: {wait: 60}\n        response: {id: \"1\", kind: f, price: 1, score: 1.5, link: 'https://example.com/', made: '2021-09-07T09:20:51Z', sold: '1', note: null}\n",
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
    assert!(schemas["Kind"].is_object() && schemas["Item"].is_object());
    let pay = &document["paths"]["/orders/pay"]["post"];
    let answer = &pay["responses"]["200"]["content"]["application/json"]["schema"]["oneOf"][0];
    let data = &answer["allOf"][1]["properties"]["data"];
    assert_eq!(data["$ref"], "#/components/schemas/Item");
    assert_eq!(pay["deprecated"], true);
    assert!(
        pay["description"]
            .as_str()
            .unwrap()
            .ends_with("**Deprecated:** Use `buy`.\n\n**已弃用：**请用 `buy`。")
    );
}

const SPECS: [&str; 4] = [
    "../../spec",
    "../tests/base",
    "../tests/hostile",
    "../tests/small",
];

#[test]
fn json_and_yaml_hold_the_same_document() {
    for dir in SPECS {
        let checked = spec(dir);
        let [json, yaml] = [Form::Json, Form::Yaml].map(|form| {
            let mut out = Diagnostics::new();
            // JSON is also YAML, and this parser keeps each number as it is written.
            let node = yaml::parse(0, &exported(&checked, form, Language::Both), &mut out);
            assert!(out.is_empty(), "{dir}: {out:?}");
            node.unwrap()
        });
        assert!(json == yaml, "{dir}");
    }
}

/// Collects every `$ref` in a document.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// Checks that the document has every call, parameter, type and example of the spec, and no dangling
/// reference.
#[test]
fn documents_are_complete() {
    for dir in SPECS {
        let checked = spec(dir);
        let document: Value =
            serde_json::from_str(&exported(&checked, Form::Json, Language::Both)).unwrap();
        let mut found = Vec::new();
        references(&document, &mut found);
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{dir}: {reference}");
        }
        let groups = checked.spec().groups.iter();
        let specs = groups.flat_map(|group| &group.endpoints);
        for ((name, endpoint), resolved) in specs.zip(checked.api().endpoints()) {
            let id = &resolved.spec;
            let paths = document["paths"].as_object().unwrap().iter();
            let (path, call) = paths
                .map(|(path, item)| (path, &item["post"]))
                .find(|(_, call)| call["operationId"] == *id)
                .unwrap();
            // Further calls with the same path have a fragment.
            assert_eq!(path.split('#').next(), Some(endpoint.path.value.as_str()));
            let in_form = resolved.params.iter().filter(|param| !param.in_path);
            let params = in_form.count();
            let content = call["requestBody"]["content"].as_object().unwrap();
            let media = content.values().next().unwrap();
            let properties = media["schema"]["properties"].as_object().unwrap();
            // The signature has four fields.
            assert_eq!(properties.len(), params + 4, "{dir}: {}", name.value);
            let examples = media["examples"].as_object().unwrap();
            assert_eq!(examples.len(), endpoint.examples.len(), "{dir}");
        }
    }
}

#[test]
fn one_language_leaves_the_other_out() {
    let checked = spec("../tests/base");
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
    }
}

#[test]
fn calls_say_how_their_pages_are_asked_for() {
    let text = exported(&spec("../tests/hostile"), Form::Json, Language::En);
    let document: Value = serde_json::from_str(&text).unwrap();
    for (path, paging) in [
        (
            "number",
            json!({"page": "type", "size": "turn", "items": "$"}),
        ),
        (
            "counts",
            json!({"page": "P", "items": "self.fn", "count": "self.Count", "total": "total"}),
        ),
        (
            "cursor",
            json!({"cursor": "items", "next": "next-page", "items": "Ok", "count": "count"}),
        ),
    ] {
        let call = &document["paths"][format!("/kinds/pages/{path}")]["post"];
        assert_eq!(call["x-bge-paging"], paging, "{path}");
    }
}

#[test]
fn calls_say_which_task_they_start_and_ask_for() {
    let text = exported(&spec("../tests/hostile"), Form::Json, Language::En);
    let document: Value = serde_json::from_str(&text).unwrap();
    let call = |path: &str| &document["paths"][format!("/kinds/tasks/{path}")]["post"];
    for (path, id) in [("start", "self.Type"), ("too", "Type"), ("same", "Type")] {
        let task = json!({"operationId": "asks_task", "id": id});
        assert_eq!(call(path)["x-bge-task"], task, "{path}");
        assert!(call(path).get("x-bge-polling").is_none());
    }
    let polling = json!({"state": "self.Match", "done": ["Ok", "a\"b"], "failed": ["Err"]});
    assert_eq!(call("ask")["x-bge-polling"], polling);
    assert!(call("ask").get("x-bge-task").is_none());
}

/// Checks the forms of parameters that differ from those of a plain form.
#[test]
fn bodies_and_conditions_are_exported() {
    let text = exported(&spec("../tests/hostile"), Form::Json, Language::En);
    let document: Value = serde_json::from_str(&text).unwrap();
    let body = |path: &str| &document["paths"][path]["post"]["requestBody"]["content"];
    let json = &body("/kinds/{Id}/body")["application/json"];
    let properties = &json["schema"]["properties"];
    assert_eq!(properties["boolean"]["type"], "boolean");
    assert_eq!(properties["is"]["default"], false);
    assert_eq!(properties["text"]["type"], json!(["string", "null"]));
    assert_eq!(properties["text"]["default"], Value::Null);
    assert!(
        properties["text"]
            .as_object()
            .unwrap()
            .contains_key("default")
    );
    assert_eq!(
        properties["levels"]["items"]["$ref"],
        "#/components/schemas/Level"
    );
    assert_eq!(properties["sign"]["type"], "string");
    assert!(json.get("encoding").is_none() && properties.get("Id").is_none());
    let example = &json["examples"]["example_2"]["value"];
    assert_eq!(
        (&example["boolean"], &example["grade"]),
        (&json!(false), &json!(1))
    );
    assert_eq!(properties["only"]["x-bge-with"], json!({"grade": [1]}));
    let form = &body("/kinds/always")["application/x-www-form-urlencoded"]["schema"];
    assert_eq!(form["properties"]["fast"]["x-bge-send"], "always");
    assert_eq!(form["properties"]["fast"]["default"], "False");
    let form = &body("/kinds/dependent")["multipart/form-data"]["schema"];
    assert_eq!(
        form["properties"]["high"]["x-bge-with"],
        json!({"Level": ["high-est"]})
    );
    let required = &form["properties"]["low"]["x-bge-required-with"];
    assert_eq!(*required, json!({"Level": ["low"]}));
}

/// Of the parameters of a choice, exactly or at most one is valid, beside the properties of the form.
#[test]
fn choices_exclude_each_other() {
    let text = exported(&spec("../tests/hostile"), Form::Json, Language::En);
    let document: Value = serde_json::from_str(&text).unwrap();
    let schema = |path: &str, media: &str| {
        let call = &document["paths"][path]["post"];
        call["requestBody"]["content"][media]["schema"].clone()
    };
    let exactly = schema("/choices/body", "application/json");
    let [one, other] = ["text", "numbers"].map(|name| json!({"required": [name]}));
    let exclusion = &exactly["allOf"][0];
    assert_eq!(exclusion["title"], "InABodyWhat");
    assert_eq!(exclusion["description"], "What is sent.");
    assert_eq!(exclusion["oneOf"], json!([one, other]));
    assert_eq!(exactly["properties"]["text"]["type"], "string");

    let at_most = schema("/choices/may", "multipart/form-data");
    let [one, other] = ["file", "code"].map(|name| json!({"required": [name]}));
    let none = json!({"not": {"anyOf": [&one, &other]}});
    assert_eq!(at_most["allOf"][1]["oneOf"], json!([one, other, none]));
    assert_eq!(at_most["allOf"].as_array().unwrap().len(), 2);
    assert_eq!(at_most["additionalProperties"], true);
}

#[test]
fn documents_say_what_the_spec_says() {
    let text = exported(&spec("../tests/base"), Form::Json, Language::Both);
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
    assert_eq!(document["x-bge-signature"]["digest"], "hmac-sha1");
    let names = document["x-bge-signature"]["fields"].as_object().unwrap();
    for name in names.values() {
        assert_eq!(properties[name.as_str().unwrap()]["type"], "string");
    }
    assert!(
        document["info"]["description"]
            .as_str()
            .unwrap()
            .contains("Percent-encode the whole once more")
    );
    assert_eq!(document["servers"][0]["x-bge-environment"], "production");
}

/// Returns how YAML writes a text, which is the last member of an object.
fn yaml_text(checked: &Checked, text: &str) -> String {
    let document = export(checked, Form::Yaml, Language::En, text);
    let (_, rest) = document.split_once("\n  version:").unwrap();
    rest.split_once("\n  description:").unwrap().0.to_owned()
}

#[test]
fn yaml_has_quotes_where_they_are_needed() {
    let checked = spec("../tests/small");
    for text in [
        "a",
        "a b",
        "中文。",
        "it's",
        "a#b",
        "a:b",
        "https://example.com/a",
        "12 apples of mine",
        "9lives!",
    ] {
        assert_eq!(yaml_text(&checked, text), format!(" {text}"));
    }
    for text in [
        "",
        " a",
        "a ",
        "#/a",
        "a #b",
        "a: b",
        "a:",
        "- a",
        "-",
        "?",
        "[a]",
        "null",
        "~",
        "True",
        "no",
        "Y",
        "12",
        "007",
        "1e3",
        "0x1F",
        "12:30",
        "2021-09-07",
        "2021-09-07T09:20:51Z",
        "2019-06-01 11:20",
        ".inf",
        "+.INF",
        ".NaN",
        "<<",
        "=",
        "`a`",
        "@a",
        "%a",
        "!a",
        "&a",
        "*a",
        "'a'",
        "a, b",
        "b]",
        "https://a.b/c?d",
    ] {
        assert_eq!(yaml_text(&checked, text), format!(" \"{text}\""));
    }
    for (text, written) in [
        ("a\tb", r#" "a\tb""#),
        ("\u{feff}", r#" "\ufeff""#),
        ("\u{85}\"\\\n", r#" "\u0085\"\\\n""#),
        ("a: \u{7f}", r#" "a: \u007f""#),
        // Single quotes save escapes.
        ("\"a\"", r#" '"a"'"#),
        ("say: \"a\"", r#" 'say: "a"'"#),
        ("it's: \"a\"", r#" "it's: \"a\"""#),
        // A text with several lines is a block, unless it starts or ends with white space.
        ("a\nb", " |-\n    a\n    b"),
        ("a: b\n\n# c", " |-\n    a: b\n\n    # c"),
        (" a\nb", r#" " a\nb""#),
        ("a\nb\n", r#" "a\nb\n""#),
    ] {
        assert_eq!(yaml_text(&checked, text), written, "{text:?}");
    }
}
