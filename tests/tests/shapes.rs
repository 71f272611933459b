//! The library compiles and documents without a warning whatever a spec omits: each of these specs lacks most
//! features of the language.

use std::path::Path;

use bge_private_codegen::{Checked, Features, Sources, generate, load, load_sources};
use bge_private_tests::compiler::{Crates, in_parallel};
use bge_private_tests::workspace::{original, platform_file};
use test_support::empty_folder;

/// Specs of one group: the name, and the text after the title.
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
    (
        "extreme_values",
        "endpoints:
  ask:
    path: /ask
    doc: {en: Asks., zh: 询问。}
    args:
      low: {type: integer, min: -9223372036854775808, doc: {en: A., zh: 甲。}}
      high: {type: integer, above: 9223372036854775806, max: 9223372036854775807, doc: {en: A., zh: 甲。}}
      wait: {type: seconds, max: 9223372036854775807, doc: {en: A., zh: 甲。}}
      large: {type: decimal, max: 79228162514264337593543950335, doc: {en: A., zh: 甲。}}
      small: {type: decimal, above: -0.0000000000000000000000000001, doc: {en: A., zh: 甲。}}
      wide: {type: float, min: -1.7976931348623157e308, max: 1e308, doc: {en: A., zh: 甲。}}
      narrow: {type: float, above: 0, max: 5e-324, doc: {en: A., zh: 甲。}}
      text: {type: string, max_length: 18446744073709551614, doc: {en: A., zh: 甲。}}
      level: {type: Level, doc: {en: A., zh: 甲。}}
      first: {type: unix_time, doc: {en: A., zh: 甲。}}
      last: {type: unix_time_text, doc: {en: A., zh: 甲。}}
      time: {type: time, doc: {en: A., zh: 甲。}}
      data: {type: json, doc: {en: A., zh: 甲。}}
      items: {type: list<decimal>, join: json, max_items: 18446744073709551614, doc: {en: A., zh: 甲。}}
    response: {low: {type: integer, doc: {en: A., zh: 甲。}}, any: {type: any, doc: {en: A., zh: 甲。}}}
    examples:
      - title: {en: Extremes, zh: 极值}
        args:
          {low: -9223372036854775808, high: 9223372036854775807, wait: 9223372036854775807, large: 79228162514264337593543950335,
           small: 0.0000000000000000000000000001, wide: -1.7976931348623157e308, narrow: 5e-324, text: \"\\0\\u2028\\uFFFF\\U0010FFFF\",
           level: lowest, first: -377705116800, last: \"253402300799\", time: \"9999-12-31T23:59:59.999999999Z\",
           data: [18446744073709551615, -9223372036854775808, 1.7976931348623157e308, 5e-324, -2147483649, 2147483648],
           items: [-79228162514264337593543950335, 7.9228162514264337593543950335]}
        response: {low: -9223372036854775808, any: [1e999, -0.0, 123456789012345678901234567890]}
types:
  Level:
    doc: {en: A., zh: 甲。}
    enum:
      lowest: {value: -9223372036854775808, doc: {en: A., zh: 甲。}}
      highest: {value: 9223372036854775807, doc: {en: A., zh: 甲。}}
",
    ),
];

/// The ways in which the library of each spec is compiled: the compiler with its arguments, and the features.
const WAYS: [(&str, &[&str], &[&str]); 4] = [
    ("rustc", &["--crate-type=lib", "--emit=metadata"], &[]),
    (
        "rustc",
        &["--crate-type=lib", "--emit=metadata"],
        &["blocking", "describe", "record"],
    ),
    ("rustdoc", &[], &[]),
    ("rustdoc", &[], &["blocking"]),
];

/// Returns the spec of a shape.
fn checked(group: &str) -> Checked {
    let mut sources = Sources::new();
    sources.add("platform.yaml", platform_file());
    let head = "group: group\ntitle: {en: Group, zh: 组}\n";
    sources.add("group.yaml", format!("{head}{group}"));
    load_sources(sources).unwrap_or_else(|report| panic!("{report}"))
}

#[test]
fn specs_of_every_shape_compile_and_document_without_warnings() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let crates = Crates::of(&original(), target, &["--test", "shapes"]);
    let scratch = empty_folder(env!("CARGO_TARGET_TMPDIR"), "shapes");
    let shapes = SHAPES.iter().map(|(name, group)| (*name, checked(group)));
    let mut specs: Vec<_> = shapes.collect();
    // A spec with texts that Markdown or the compiler could misinterpret.
    specs.push((
        "hostile",
        load(&original().join("codegen/tests/hostile")).unwrap(),
    ));
    let cases = specs.iter().flat_map(|spec| {
        let is_hostile = spec.0 == "hostile";
        let ways = WAYS
            .iter()
            .filter(move |(_, _, features)| (*features == ["blocking"]) == is_hostile);
        ways.map(move |way| (spec, way))
    });
    in_parallel(cases, |((name, spec), (compiler, arguments, features))| {
        let is_on = |name: &str| features.contains(&name);
        let generated = generate(spec, Features::named(is_on)).unwrap();
        let files = generated.iter().map(|file| (&*file.name, &*file.content));
        let out = scratch.join(format!("{name}/{compiler}-{}", features.len()));
        let mut command = crates.client(compiler, files, features, &out);
        let output = command.args(*arguments).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && stderr.is_empty(),
            "{name}: {compiler} with {features:?}\n{stderr}"
        );
    });
}
