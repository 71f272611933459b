//! The library compiles and documents without a warning whatever a spec leaves out: each of these specs lacks most of
//! what the language has.

use std::fs;
use std::path::Path;

use bge_private_tests::workspace::{Copied, cargo};

const PLATFORM: &str = "platform.yaml";

/// Specs of one group, by name: what follows its title.
const SHAPES: &[(&str, &str)] = &[
    (
        "only_none",
        "endpoints:
  ask: {path: /ask, doc: {en: Asks., zh: 询问。}, response: none, examples: [{title: {en: One, zh: 一}}]}
",
    ),
    (
        "only_any",
        "endpoints:
  ask: {path: /ask, doc: {en: Asks., zh: 询问。}, response: any, examples: [{title: {en: One, zh: 一}, response: 1}]}
",
    ),
    (
        "only_object",
        "endpoints:
  ask:
    path: /ask
    doc: {en: Asks., zh: 询问。}
    response: {id: {type: string, doc: {en: Number., zh: 编号。}}}
    examples: [{title: {en: One, zh: 一}, response: {id: a}}]
",
    ),
    (
        "only_list",
        "endpoints:
  ask: {path: /ask, doc: {en: Asks., zh: 询问。}, response: list<boolean>, examples: [{title: {en: One, zh: 一}, response: [true]}]}
",
    ),
    (
        "only_secrets",
        "endpoints:
  ask:
    path: /ask
    doc: {en: Asks., zh: 询问。}
    args: {key: {type: string, secret: true, doc: {en: Key., zh: 密钥。}}}
    response: {key: {type: url, secret: query, doc: {en: Key., zh: 密钥。}}}
    examples: [{title: {en: One, zh: 一}, args: {key: a}, response: {key: 'https://a.example/?b=c'}}]
",
    ),
    (
        "only_files",
        "endpoints:
  ask:
    path: /ask
    doc: {en: Asks., zh: 询问。}
    args: {file: {type: file, doc: {en: File., zh: 文件。}}}
    response: none
    examples: [{title: {en: One, zh: 一}, args: {file: {file_name: a, media_type: a/b, text: a}}}]
",
    ),
    (
        "only_optional",
        "endpoints:
  ask:
    path: /ask
    doc: {en: Asks., zh: 询问。}
    retry: safe
    kwargs:
      match: {type: integer, min: 1, doc: {en: Number., zh: 编号。}}
      data: {type: json, doc: {en: Data., zh: 数据。}}
    response: Level
    examples: [{title: {en: One, zh: 一}, kwargs: {match: 1, data: [1]}, response: 1}]
types:
  Level: {doc: {en: Level., zh: 级别。}, enum: {one: {value: 1, doc: {en: One., zh: 一。}}}}
",
    ),
    (
        "only_open",
        "endpoints:
  type:
    path: /ask
    doc: {en: Asks., zh: 询问。}
    args: {which: {type: Which, doc: {en: Which., zh: 哪个。}}}
    response: map<Item>
    examples: [{title: {en: One, zh: 一}, args: {which: {one: {a: b}}}, response: {a: {count: null}}}]
types:
  Which: {doc: {en: Which., zh: 哪个。}, extra: {one: {doc: {en: One., zh: 一。}, params: {a: {type: string, doc: {en: A., zh: 甲。}}}}}}
  Item: {doc: {en: Item., zh: 物品。}, fields: {count: {type: integer, nullable: true, lenient: true, doc: {en: Count., zh: 数量。}}}}
",
    ),
];

#[test]
fn specs_of_every_shape_compile_and_document_without_warnings() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let copied = Copied::new(scratch, "shapes");
    let spec = copied.root().join("spec");
    let platform = fs::read(spec.join(PLATFORM)).unwrap();
    let mut warned = String::new();
    for (name, content) in SHAPES {
        fs::remove_dir_all(&spec).unwrap();
        fs::create_dir(&spec).unwrap();
        fs::write(spec.join(PLATFORM), &platform).unwrap();
        let group = format!("group: group\ntitle: {{en: Group, zh: 组}}\n{content}");
        fs::write(spec.join("group.yaml"), group).unwrap();
        for arguments in [&["check"][..], &["doc", "--no-deps"]] {
            if let Some(output) = complaint(&copied, arguments) {
                warned += &format!("{name}: cargo {arguments:?}\n{output}\n");
            }
        }
    }
    // All features once: what they add is used whatever the spec holds.
    if let Some(output) = complaint(&copied, &["check", "--features", "blocking,cli,record"]) {
        warned += &format!("all features:\n{output}\n");
    }
    assert!(warned.is_empty(), "{warned}");
}

/// What Cargo says of the library, if it is anything but success without a warning.
fn complaint(copied: &Copied, arguments: &[&str]) -> Option<String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = cargo(&copied.root(), target)
        .args(arguments)
        .args(["-p", "bge-private-sdk", "--offline", "--quiet"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success() || stderr.contains("warning")).then_some(stderr)
}
