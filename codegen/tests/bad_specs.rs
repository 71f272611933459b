//! Tests of planted mistakes, each with its exact report.
//!
//! A case changes parts of a good spec in `base/`. Its report must be the text in `reports/`.
//! `SNAPSHOTS=overwrite cargo test` updates those texts. Review them before you commit them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing
)]

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use bge_private_codegen::{Code, Report, Sources, load_sources};
use test_support::snapshots::assert_snapshots;

/// A file, a text that it contains exactly once, and the replacement of that text.
type Change = (&'static str, &'static str, &'static str);

const PLATFORM: &str = "platform.yaml";
const GOODS: &str = "goods.yaml";
const ORDERS: &str = "orders.yaml";

const CASES: &[(&str, &[Change])] = &[
    // YAML.
    (
        "syntax_colon",
        &[(GOODS, "en: Finds goods.", "en: Finds: goods.")],
    ),
    (
        "syntax_tab",
        &[(GOODS, "    see: \"#/goods\"", "\tsee: \"#/goods\"")],
    ),
    (
        "syntax_open_brace",
        &[(ORDERS, "zh: 支付订单。}", "zh: 支付订单。")],
    ),
    ("syntax_quote", &[(GOODS, "\"#/goods\"", "\"#/goods")]),
    (
        "duplicate_key",
        &[(
            GOODS,
            "    retry: safe\n",
            "    retry: safe\n    see: \"#/x\"\n",
        )],
    ),
    (
        "anchor",
        &[(GOODS, "path: /goods/find", "path: &path /goods/find")],
    ),
    ("alias", &[(GOODS, "path: /goods/find", "path: *path")]),
    (
        "tag",
        &[(GOODS, "path: /goods/find", "path: !!str /goods/find")],
    ),
    (
        "merge_key",
        &[(
            GOODS,
            "    path: /goods/find",
            "    <<: {}\n    path: /goods/find",
        )],
    ),
    (
        "key_not_text",
        &[(GOODS, "    path: /goods/find", "    [path]: /goods/find")],
    ),
    ("second_document", &[(ORDERS, "types:\n", "---\ntypes:\n")]),
    (
        "control_character",
        &[(ORDERS, "Pays an order.", "Pays\u{7} an order.")],
    ),
    // Shape.
    (
        "unknown_key",
        &[(GOODS, "    kwargs:\n      kind:", "    kwarg:\n      kind:")],
    ),
    (
        "unknown_key_from_a_comma",
        &[(GOODS, "en: Finds goods.", "en: Finds goods, quickly.")],
    ),
    (
        "missing_keys",
        &[
            (GOODS, "    path: /goods/find\n", ""),
            (GOODS, "en: Finds goods., ", ""),
            (ORDERS, "title: {en: Orders, zh: 订单}\n", ""),
        ],
    ),
    (
        "wrong_shapes",
        &[
            (GOODS, "args: {words: [tea, 茶]}", "args: [words]"),
            (GOODS, "zh: 查找茶叶", "zh: 12"),
            (GOODS, "min_length: 4", "min_length: -4"),
            (GOODS, "lenient: true", "lenient: \"yes\""),
            (
                ORDERS,
                "doc: {en: Pays an order., zh: 支付订单。}",
                "doc: Pays an order.",
            ),
            (PLATFORM, "retries: 3", "retries: 3.5"),
        ],
    ),
    (
        "unusual_numbers",
        &[
            (GOODS, "max_length: 8", "max_length: 0x8"),
            (GOODS, "max: 100", "max: 1_000"),
            (GOODS, "limit: 5", "limit: +5"),
            (GOODS, "ratio: 0.5", "ratio: .5"),
            (GOODS, "price: 12.50", "price: 012.50"),
            (GOODS, "score: 4.5", "score: .inf"),
            (PLATFORM, "max_age: 300", "max_age: 3e2"),
        ],
    ),
    (
        "type_expressions",
        &[
            (GOODS, "response: list<Item>", "response: list<Item"),
            (GOODS, "type: float\n", "type: float64!\n"),
            (GOODS, "type: json\n", "type: map<string, string>\n"),
            (ORDERS, "type: seconds\n", "type: set<seconds>\n"),
            (ORDERS, "type: Mode\n", "type: list\n"),
        ],
    ),
    (
        "unknown_words",
        &[
            (GOODS, "retry: safe", "retry: save\n    forwards: yes"),
            (GOODS, "join: comma", "join: commas"),
            (GOODS, "secret: query", "secret: path"),
            (PLATFORM, "hmac-sha1", "hmac-md5"),
        ],
    ),
    (
        "empty_texts",
        &[
            (GOODS, "zh: 查找商品。", "zh: \"\""),
            (ORDERS, "en: How much.", "en: \" \""),
        ],
    ),
    (
        "type_made_of_nothing",
        &[(ORDERS, "    extra:\n", "    extras:\n")],
    ),
    (
        "type_made_of_two_things",
        &[(ORDERS, "    extra:\n", "    fields: {}\n    extra:\n")],
    ),
    // Names.
    (
        "bad_names",
        &[
            (GOODS, "  picture:\n    path", "  add-picture:\n    path"),
            (GOODS, "  Item:\n", "  item_:\n"),
            (ORDERS, "group: orders", "group: Orders"),
            (
                PLATFORM,
                "platform: demo-platform",
                "platform: Demo Platform",
            ),
            (GOODS, "lenient: true,", "rust: \"2nd score\","),
        ],
    ),
    (
        "long_names",
        &[
            (
                GOODS,
                "      ratio:\n",
                "      xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx:\n",
            ),
            (
                ORDERS,
                "          order: {type",
                "          \"a\\u2028\\u202E\\0\": {type",
            ),
        ],
    ),
    ("duplicate_endpoint", &[(ORDERS, "  pay:\n", "  find:\n")]),
    (
        "duplicate_path",
        &[(ORDERS, "path: /orders/pay", "path: /goods/find")],
    ),
    (
        "duplicate_parameters",
        &[
            (
                GOODS,
                "      limit:\n        type: integer",
                "      words:\n        type: integer",
            ),
            (GOODS, "      ratio:\n", "      app_key:\n"),
            (
                GOODS,
                "score: {type: float,",
                "score: {type: float, wire: price,",
            ),
            (ORDERS, "          order: {type", "          amount: {type"),
            (GOODS, "limit: 5, ratio: 0.5,", ""),
            (GOODS, "            score: 4.5\n", ""),
            (ORDERS, "{order: a}", "{amount: a}"),
        ],
    ),
    (
        "duplicate_values",
        &[
            (GOODS, "tool: {value: t}", "tool: {value: f}"),
            (ORDERS, "real: {value: 1}", "real: {value: 0}"),
        ],
    ),
    (
        "rust_name_clashes",
        &[
            (
                GOODS,
                "      link:\n        type: url",
                "      Size:\n        type: url",
            ),
            (
                GOODS,
                "          link: https://example.com/7?",
                "          Size: https://example.com/7?",
            ),
            (GOODS, "tool: {value: t}", "Food: {value: t}"),
            (GOODS, "  Item:\n", "  Find:\n"),
            (GOODS, "response: list<Item>", "response: list<Find>"),
            (GOODS, "type: list<Item>,", "type: list<Find>,"),
            (ORDERS, "  pay:\n", "  Picture:\n"),
        ],
    ),
    // Types and traits.
    (
        "dates",
        &[
            (
                GOODS,
                "made: {type: time,",
                "made: {type: date, lenient: true,",
            ),
            (
                GOODS,
                "made: \"2021-09-07T09:20:51Z\"",
                "made: \"2021-02-29\"",
            ),
        ],
    ),
    (
        "dates_of_another_form",
        &[
            (GOODS, "made: {type: time,", "made: {type: date,"),
            (GOODS, "made: \"2021-09-07T09:20:51Z\"", "made: 20210907"),
        ],
    ),
    (
        "unknown_types",
        &[
            (GOODS, "response: list<Item>", "response: list<Itme>"),
            (GOODS, "type: Kind\n", "type: kind\n"),
            (ORDERS, "type: decimal\n", "type: dezimal\n"),
            (ORDERS, "type: Notice\n", "type: Whatever\n"),
        ],
    ),
    (
        "recursive_type",
        &[(GOODS, "type: list<Item>, optional", "type: Item, optional")],
    ),
    (
        "recursive_types",
        &[
            (GOODS, "type: list<Item>, optional", "type: Box, optional"),
            (
                GOODS,
                "  Item:\n",
                "  Box:\n    doc: {en: B., zh: 盒。}\n    fields:\n      item: {type: Item, doc: {en: I., zh: 物。}}\n  Item:\n",
            ),
        ],
    ),
    (
        "types_in_wrong_places",
        &[
            (GOODS, "type: json\n", "type: any\n"),
            (GOODS, "type: list<string>\n", "type: list<Item>\n"),
            (GOODS, "made: {type: time,", "made: {type: json,"),
            (
                ORDERS,
                "type: seconds\n        min: 1\n        default: 600",
                "type: Notice",
            ),
            (ORDERS, "response: none", "response: list<file>"),
            (ORDERS, "order: {type: string,", "order: {type: integer,"),
        ],
    ),
    (
        "traits_in_wrong_places",
        &[
            (
                GOODS,
                "        type: Kind\n",
                "        type: Kind\n        optional: true\n        lenient: true\n",
            ),
            (
                ORDERS,
                "above: 0",
                "above: 0\n        default: 1\n        optional: true",
            ),
            (
                GOODS,
                "price: {type: decimal, min: 0,",
                "price: {type: decimal, default: 0,",
            ),
            (
                GOODS,
                "type: list<Item>, optional",
                "type: list<Item>, join: json, optional",
            ),
            (
                ORDERS,
                "order: {type: string,",
                "order: {type: string, min_length: 1,",
            ),
        ],
    ),
    (
        "traits_of_wrong_types",
        &[
            (
                GOODS,
                "type: string\n        min_length: 4\n        max_length: 8",
                "type: string\n        min: 4\n        max_items: 8",
            ),
            (
                GOODS,
                "type: integer\n        min: 1\n",
                "type: boolean\n        min: 1\n",
            ),
            (GOODS, "default: 20", "default: true"),
            (GOODS, "limit: 5", "limit: true"),
            (
                GOODS,
                "made: {type: time,",
                "made: {type: time, lenient: true,",
            ),
            (
                ORDERS,
                "above: 0",
                "above: 0\n        secret: true\n        join: comma",
            ),
            (
                GOODS,
                "type: file\n",
                "type: string\n        secret: query\n",
            ),
            (
                GOODS,
                "{file_name: a.txt, media_type: text/plain, text: hello}",
                "hello",
            ),
        ],
    ),
    ("missing_join", &[(GOODS, "        join: comma\n", "")]),
    ("mixed_values", &[(ORDERS, "real: {value: 1}", "real: {}")]),
    (
        "empty_types",
        &[
            (
                ORDERS,
                "    enum:\n      try_out: {value: 0}\n      real: {value: 1}\n",
                "    enum: []\n",
            ),
            (ORDERS, "[try_out]", "[]"),
        ],
    ),
    // Bounds and defaults.
    (
        "bad_bounds",
        &[
            (GOODS, "max: 100", "max: 99.5"),
            (
                GOODS,
                "above: 0\n        below: 1",
                "above: low\n        below: 1e999",
            ),
            (ORDERS, "above: 0", "above: 1e-3"),
            (ORDERS, "min: 1", "min: -1"),
        ],
    ),
    (
        "contradictions",
        &[
            (GOODS, "max: 100", "max: 0"),
            (GOODS, "below: 1\n", "below: 0.00\n"),
            (GOODS, "max_length: 8", "max_length: 3"),
            (GOODS, "min_items: 1", "min_items: 4"),
            (ORDERS, "above: 0", "min: 0\n        above: 0"),
            (
                ORDERS,
                "min: 1\n        default: 600",
                "above: 1\n        below: 2",
            ),
            (ORDERS, "        kwargs: {wait: 60}\n", ""),
            (GOODS, "kind: food, limit: 5, ratio: 0.5, ", ""),
            (GOODS, "default: 20\n        doc", "doc"),
            (GOODS, "[tea, 茶]", "[a, b, c, d]"),
            (
                GOODS,
                "id: \"0007\"\n          picture",
                "id: \"007\"\n          picture",
            ),
        ],
    ),
    (
        "bad_defaults",
        &[
            (GOODS, "default: 20", "default: 101"),
            (ORDERS, "default: 600", "default: 10 minutes"),
            (
                GOODS,
                "        type: Kind\n",
                "        type: Kind\n        default: foot\n",
            ),
        ],
    ),
    // Endpoints.
    (
        "bad_paths",
        &[
            (GOODS, "path: /goods/find", "path: goods/find"),
            (GOODS, "path: /goods/picture", "path: /goods/{id}/picture"),
            (ORDERS, "path: /orders/pay", "path: /orders/支付"),
        ],
    ),
    (
        "bad_see",
        &[(GOODS, "\"#/goods\"", "\"the page on goods\"")],
    ),
    (
        "bad_retry",
        &[(ORDERS, "{mode: [try_out]}", "{mode: [try_out, dry]}")],
    ),
    (
        "retry_without_argument",
        &[(ORDERS, "{mode: [try_out]}", "{moode: [try_out]}")],
    ),
    (
        "retry_without_enum",
        &[(ORDERS, "{mode: [try_out]}", "{amount: [try_out]}")],
    ),
    // Examples.
    (
        "no_example",
        &[(
            ORDERS,
            "    examples:\n      - title: {en: Pay a little, zh: 小额支付}\n        args:\n          amount: 0.01\n          mode: real\n          notice: {paid: {order: a}}\n        kwargs: {wait: 60}\n",
            "    examples: []\n",
        )],
    ),
    (
        "example_arguments",
        &[
            (GOODS, "args: {words: [tea, 茶]}", "args: {limit: 5}"),
            (
                GOODS,
                "{kind: food, limit: 5,",
                "{kinds: food, limitless: 5,",
            ),
            (ORDERS, "          amount: 0.01\n", ""),
            (
                ORDERS,
                "kwargs: {wait: 60}",
                "kwargs: {wait: 60, amount: 0.01}",
            ),
            (ORDERS, "{order: a}", "{ordre: a}"),
        ],
    ),
    (
        "example_types",
        &[
            (GOODS, "args: {words: [tea, 茶]}", "args: {words: tea}"),
            (GOODS, "limit: 5", "limit: 5.5"),
            (GOODS, "ratio: 0.5", "ratio: half"),
            (
                GOODS,
                "id: \"0007\"\n            kind",
                "id: 7\n            kind",
            ),
            (GOODS, "note: null", "noted: null"),
            (GOODS, "price: 12.50", "price: \"12.50\""),
            (ORDERS, "amount: 0.01", "amount: true"),
            (ORDERS, "mode: real", "mode: 1"),
            (ORDERS, "notice: {paid: {order: a}}", "notice: paid"),
            (ORDERS, "wait: 60", "wait: -60"),
        ],
    ),
    (
        "example_bounds",
        &[
            (GOODS, "[tea, 茶]", "[]"),
            (GOODS, "limit: 5", "limit: 101"),
            (GOODS, "ratio: 0.5", "ratio: 1.0"),
            (GOODS, "price: 12.50", "price: -0.01"),
            (
                GOODS,
                "id: \"0007\"\n          picture",
                "id: 七七七\n          picture",
            ),
            (ORDERS, "amount: 0.01", "amount: 0.00"),
        ],
    ),
    (
        "example_values",
        &[
            (GOODS, "kind: food,", "kind: fod,"),
            (GOODS, "kind: f\n", "kind: food\n"),
            (ORDERS, "mode: real", "mode: fake"),
            (ORDERS, "{paid: {order: a}}", "{payed: {order: a}}"),
        ],
    ),
    (
        "example_responses",
        &[
            (GOODS, "          size: 5\n", "          sise: 5\n"),
            (
                ORDERS,
                "        kwargs: {wait: 60}\n",
                "        kwargs: {wait: 60}\n        response: {ok: true}\n",
            ),
        ],
    ),
    (
        "example_without_response",
        &[(
            GOODS,
            "        response:\n          size: 5\n          link: https://example.com/7?sign=x\n",
            "",
        )],
    ),
    (
        "example_lossy",
        &[
            (GOODS, "[tea, 茶]", "[\"tea,茶\"]"),
            (GOODS, "{fresh: true}", "{fresh: 0.12345678901234567890}"),
            (GOODS, "price: 12.50", "price: -0.00"),
            (GOODS, "score: 4.5", "score: \"4.5\""),
            (
                GOODS,
                "link: https://example.com/7\n",
                "link: https://Example.com/7\n",
            ),
            (
                GOODS,
                "made: \"2021-09-07T09:20:51Z\"",
                "made: \"2021-09-07T09:20:51.50+08:00\"",
            ),
            (GOODS, "sold: \"1573026921\"", "sold: \"01573026921\""),
            (
                GOODS,
                "link: https://example.com/7?sign=x",
                "link: https://example.com?sign=x",
            ),
        ],
    ),
    (
        "example_null_or_absent",
        &[(GOODS, "nullable: true,", "nullable: true, optional: true,")],
    ),
    (
        "example_other_set",
        &[(ORDERS, "{paid: {order: a}}", "{other: {order: 1}}")],
    ),
    (
        "example_files",
        &[(
            GOODS,
            "{file_name: a.txt, media_type: text/plain, text: hello}",
            "{file_name: b/a.txt, media_type: text, base64: aGVsbG8, size: 5}",
        )],
    ),
    (
        "example_file_without_content",
        &[(GOODS, "media_type: text/plain, text: hello", "name: x")],
    ),
    // The platform.
    (
        "platform_urls",
        &[
            (
                PLATFORM,
                "documentation: https://example.com/doc/",
                "documentation: example.com/doc",
            ),
            (
                PLATFORM,
                "url: https://api.example.com",
                "url: http://api.example.com",
            ),
        ],
    ),
    (
        "platform_names",
        &[
            (
                PLATFORM,
                "default_environment: production",
                "default_environment: prodution",
            ),
            (PLATFORM, "timestamp: timestamp", "timestamp: sign"),
            (PLATFORM, "message: msg", "message: data"),
        ],
    ),
    (
        "platform_limits",
        &[
            (PLATFORM, "connect_timeout: 5", "connect_timeout: 0"),
            (PLATFORM, "attempt_timeout: 16", "attempt_timeout: 61"),
            (PLATFORM, "retries: 3", "retries: 1000"),
            (PLATFORM, "max_age: 300", "max_age: 86401"),
        ],
    ),
    (
        "numbers_beyond_64_bits",
        &[
            (PLATFORM, "max_age: 300", "max_age: 18446744073709551615"),
            (
                PLATFORM,
                "call_timeout: 60",
                "call_timeout: 18446744073709551616",
            ),
            (GOODS, "max_length: 8", "max_length: 1e30"),
            (GOODS, "max: 100", "max: 9223372036854775808"),
            (GOODS, "limit: 5", "limit: -9223372036854775809"),
        ],
    ),
    // Mistakes of all kinds in all files. All are reported in order, and none only because of another.
    (
        "everything_at_once",
        &[
            (PLATFORM, "digest: hmac-sha1", "digest: sha1"),
            (
                PLATFORM,
                "default_environment: production",
                "default_environment: live",
            ),
            (GOODS, "    retry: safe", "    retry: safe\n    retries: 3"),
            (GOODS, "join: comma", "join: comas"),
            (GOODS, "        type: Kind\n", "        type: Kinds\n"),
            (GOODS, "max_length: 8", "max_length: 2"),
            (GOODS, "kind: f\n", "kind: x\n"),
            (
                GOODS,
                "sold: {type: unix_time_text,",
                "sold: {typ: unix_time_text,",
            ),
            (ORDERS, "path: /orders/pay", "path: /goods/picture"),
            (ORDERS, "wait: 60", "wait: 0"),
            (ORDERS, "try_out: {value: 0}", "try_out: {value: [0]}"),
        ],
    ),
];

fn changed(changes: &[Change]) -> Sources {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base");
    let mut sources = Sources::new();
    for file in [PLATFORM, GOODS, ORDERS] {
        let mut text = fs::read_to_string(base.join(file)).unwrap();
        for (_, from, to) in changes.iter().filter(|(changed, ..)| *changed == file) {
            assert_eq!(
                text.matches(from).count(),
                1,
                "{file} has exactly one {from:?}"
            );
            text = text.replace(from, to);
        }
        sources.add(format!("spec/{file}"), text);
    }
    sources
}

fn report(changes: &[Change]) -> Report {
    load_sources(changed(changes)).expect_err("there is a mistake")
}

#[test]
fn the_base_is_good() {
    if let Err(report) = load_sources(changed(&[])) {
        panic!("{report}");
    }
}

#[test]
fn mistakes_are_reported_exactly() {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    assert_snapshots(CASES.iter().map(|(name, changes)| {
        let path = reports.join(name).with_extension("txt");
        (path, format!("{}\n", report(changes)))
    }));
}

#[test]
fn every_report_belongs_to_a_case() {
    let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    for entry in fs::read_dir(reports).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(
            CASES.iter().any(|(case, _)| *case == name),
            "{}",
            path.display()
        );
    }
}

/// Checks that each rule is broken by a case. The rules that a change of a good file cannot break are covered
/// by the tests of the command and the fuzz tests.
#[test]
fn every_rule_is_broken_by_a_case() {
    let reports = CASES.iter().map(|(_, changes)| report(changes));
    let told: HashSet<Code> = reports
        .flat_map(|report| {
            report
                .diagnostics()
                .iter()
                .map(|found| found.code)
                .collect::<Vec<_>>()
        })
        .collect();
    for code in Code::ALL {
        // The rules about pages of documentation have other tests.
        let of_others = matches!(code, Code::NoCall | Code::DraftFails);
        let elsewhere = matches!(code, Code::MissingFile | Code::TooDeep);
        let elsewhere = elsewhere || of_others || code.is_warning();
        assert!(
            told.contains(code) || elsewhere,
            "{} {}",
            code.id(),
            code.meaning()
        );
    }
}

#[test]
fn reports_are_the_same_each_time() {
    for (name, changes) in CASES {
        assert_eq!(
            report(changes).to_string(),
            report(changes).to_string(),
            "{name}"
        );
    }
}

#[test]
fn mistakes_are_in_order_and_differ() {
    for (name, changes) in CASES {
        let report = report(changes);
        let places: Vec<_> = report
            .diagnostics()
            .iter()
            .map(|found| (found.primary.span, found.code, &found.message))
            .collect();
        assert!(
            places.is_sorted_by(|a, b| (a.0, a.1) <= (b.0, b.1)),
            "{name}"
        );
        assert!(places.windows(2).all(|pair| pair[0] != pair[1]), "{name}");
        assert!(
            places
                .iter()
                .all(|(span, ..)| report.sources().place(*span).is_some()),
            "{name}"
        );
    }
}

#[test]
fn line_endings_and_byte_order_marks_do_not_matter() {
    for (name, changes) in CASES {
        let mut sources = Sources::new();
        for (_, source) in changed(changes).iter() {
            sources.add(
                source.path(),
                format!("\u{feff}{}", source.text().replace('\n', "\r\n")),
            );
        }
        let windows = load_sources(sources).expect_err("there is a mistake");
        assert_eq!(windows.to_string(), report(changes).to_string(), "{name}");
    }
}
