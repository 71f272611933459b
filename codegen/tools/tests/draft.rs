//! Tests of drafts: each page of documentation has its exact draft and report in `pages/`.
//!
//! `SNAPSHOTS=overwrite cargo test` updates them. Review them before you commit them. Every draft passes the
//! checks, and the code that is generated from it is valid Rust.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing
)]

use std::collections::HashSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::spec::model::{Field, Response, Spanned, TypeKind};
use bge_private_codegen::{Checked, Code, Features, Sources, generate, load, load_sources};
use bge_private_codegen_tools::format::format;
use bge_private_codegen_tools::{Drafted, draft, group_name};
use test_support::snapshots::{assert_snapshot, assert_snapshots};

const PAGES: &[&str] = &[
    "accounts", "files", "genomes", "lists", "service", "tasks", "untidy", "words",
];

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn page(name: &str) -> String {
    fs::read_to_string(tests().join(format!("pages/{name}.md"))).unwrap()
}

fn drafted(name: &str, page: &str) -> Drafted {
    draft(&format!("{name}.md"), page, name, &HashSet::new())
        .unwrap_or_else(|report| panic!("{name}: {report}"))
}

/// Checks a draft together with a platform.
fn checked(name: &str, yaml: &str) -> Checked {
    let platform = fs::read_to_string(tests().join("../../tests/base/platform.yaml")).unwrap();
    let mut sources = Sources::new();
    sources.add("platform.yaml", platform);
    sources.add(format!("{name}.yaml"), yaml);
    load_sources(sources).unwrap_or_else(|report| panic!("{name}: {report}"))
}

#[test]
fn drafts_and_reports_are_exactly_these() {
    assert_snapshots(PAGES.iter().flat_map(|name| {
        let Drafted { yaml, report, .. } = drafted(name, &page(name));
        let path = tests().join("pages").join(name);
        [
            (path.with_extension("yaml"), yaml),
            (path.with_extension("txt"), format!("{report}\n")),
        ]
    }));
}

/// Checks all pages of the tests, and texts around the width of a line.
#[test]
fn drafts_have_the_canonical_form() {
    let pages = PAGES.iter().map(|name| page(name));
    let long = |width| {
        let words = "字".repeat(width);
        format!("## get\n\n[a](#/a/b)\n\n* `a` —— {words}, a；\n")
    };
    for page in pages.chain((10..60).map(long)) {
        let yaml = drafted("page", &page).yaml;
        let formatted = format("draft.yaml", &yaml).unwrap();
        assert_eq!(formatted, yaml);
    }
}

#[test]
fn every_page_is_tested() {
    let entries = fs::read_dir(tests().join("pages")).unwrap();
    let pages = entries.filter(|entry| {
        let path = entry.as_ref().unwrap().path();
        path.extension().is_some_and(|extension| extension == "md")
    });
    assert_eq!(pages.count(), PAGES.len());
}

#[test]
fn drafts_pass_the_checks_and_become_rust() {
    for name in PAGES {
        let checked = checked(name, &drafted(name, &page(name)).yaml);
        let files = generate(&checked, Features::ALL).unwrap();
        for file in files.iter().filter(|file| file.name.ends_with(".rs")) {
            let parsed = syn::parse_file(&file.content);
            assert!(parsed.is_ok(), "{name} {}: {:?}", file.name, parsed.err());
        }
    }
}

#[test]
fn reports_have_warnings_only() {
    for name in PAGES {
        let report = drafted(name, &page(name)).report;
        assert!(
            report
                .diagnostics()
                .iter()
                .all(|found| found.code.is_warning())
        );
    }
}

/// Checks that each kind of warning is in a report.
#[test]
fn every_warning_is_given() {
    let reports: Vec<_> = PAGES
        .iter()
        .map(|name| drafted(name, &page(name)).report)
        .collect();
    let given: HashSet<Code> = reports
        .iter()
        .flat_map(|report| report.diagnostics())
        .map(|found| found.code)
        .collect();
    for code in Code::ALL
        .iter()
        .filter(|code| code.is_warning() && code.id() < "W710")
    {
        assert!(given.contains(code), "{}", code.id());
    }
}

#[test]
fn a_page_without_calls_is_told_of() {
    for text in [
        "",
        "# Title\n",
        "## \n",
        "text\n\n## 常见问题\n\n请联系管理员。\n",
    ] {
        let report = draft("a.md", text, "a", &HashSet::new()).unwrap_err();
        let codes: Vec<_> = report
            .diagnostics()
            .iter()
            .map(|found| found.code)
            .collect();
        assert!(codes.contains(&Code::NoCall), "{text:?}: {report}");
    }
}

const PLANTED: [&str; 5] = [
    "zzplantedzz",
    "* `zzplantedzz` —— zz",
    "zzplantedzz: 1",
    "<p>zzplantedzz</p>",
    "[zzplantedzz]: /x",
];

/// Checks that a line inserted at any place is in the draft or in the report.
#[test]
fn nothing_is_dropped_silently() {
    let dropped: Vec<String> = std::thread::scope(|scope| {
        let pages = PAGES.iter();
        let running: Vec<_> = pages
            .map(|name| scope.spawn(|| dropped_lines(name)))
            .collect();
        let dropped = running.into_iter().map(|page| page.join().unwrap());
        dropped.flatten().collect()
    });
    assert!(dropped.is_empty(), "{dropped:#?}");
}

/// Inserts lines into a page. Returns those that are neither in the draft nor in the report.
fn dropped_lines(name: &str) -> Vec<String> {
    let page = page(name);
    let lines: Vec<&str> = page.lines().collect();
    let mut dropped = Vec::new();
    for at in 0..=lines.len() {
        // The kinds of planted lines alternate.
        for turn in [at, at / 2 + 1] {
            let planted = PLANTED[turn % PLANTED.len()];
            let mut with = lines.clone();
            with.insert(at, planted);
            if is_dropped(&with.join("\n"), at + 1) {
                dropped.push(format!("{name}:{}: {planted}", at + 1));
            }
        }
    }
    dropped
}

fn is_dropped(text: &str, line: usize) -> bool {
    let Ok(Drafted { yaml, report, .. }) = draft("a.md", text, "a", &HashSet::new()) else {
        return false;
    };
    let is_told = report.diagnostics().iter().any(|found| {
        let labels = std::iter::once(&found.primary).chain(&found.secondary);
        labels.clone().any(|label| {
            let text = report.sources().text(label.span).unwrap_or_default();
            let place = report.sources().place(label.span).unwrap();
            text.contains("zzplantedzz") || place.line == line
        })
    });
    !yaml.contains("zzplantedzz") && !is_told
}

#[test]
fn secrets_of_a_page_are_not_drafted() {
    let text = page("service");
    let yaml = drafted("service", &text).yaml;
    for secret in [
        "3xampleAccessKeySecret",
        "CAISexample",
        "ExampleSignature",
        "0123456789abcdef0123456789abcdef",
    ] {
        assert!(text.contains(secret) && !yaml.contains(secret), "{secret}");
    }
}

/// Checks that no secret is in the draft or in the report, whatever holds it and whatever is reported of it.
#[test]
fn secrets_are_shown_nowhere() {
    let text = "# T

client_secret = 'hunter2'

## sign_in

登录。password: hunter2

[docs](https://example.com/doc/#/user/sign_in?token=hunter2)

![args](https://example.com/badge/args)

* `password` —— 密码，例：hunter2；默认为 hunter2；
* `pin=hunter2` —— 密码；
* `amount` —— 数量，默认为 3；
* `options` —— JSON；
* `old_password` —— 旧密码（示例：hunter2）；
* `headers` —— 如 {\"Authorization\": \"Bearer hunter2\", \"X-Api-Key\": \"hunter2\"}；

![Python](https://example.com/badge/python)

```python
private = Private(app_secret='hunter2') # password hunter2
user.password = 'hunter2'
result = private.sign_in(12345678, 'hunter2', pwd='hunter2', amount=hunter2,
    options={'a': [{'api_key': 'hunter2', 'cookies': [12345678]}]})
print(result)
```

![Success](https://example.com/badge/success)

```json
{
  \"credentials\": {\"A-1\": {\"apiKey\": \"hunter2\"}, \"access_key\": \"hunter2\"},
  \"anything\": [1, {\"password\": \"hunter2\", \"refresh_tokens\": [\"hunter2\"]}],
  \"urls\": [\"https://example.com/a?token=hunter2&b=hunter2\"],
  \"text\": \"{\\\"password\\\": \\\"x hunter2\\\"}\",
  \"escaped\": \"{\\\\\\\"token\\\\\\\": \\\\\\\"hunter2\\\\\\\"}\",
  \"passphrase\": \"hunter2\",
  \"password\": 12345678, # hunter2
  \"token\": \"hunter2
}
```
";
    // Without what cannot be read, the answer is drafted.
    for page in [
        text.to_owned(),
        text.replace(": \"hunter2\n", ": \"hunter2\"\n"),
    ] {
        let Drafted { yaml, report, .. } = drafted("user", &page);
        let report = format!("{report}{}", report.render(true));
        for shown in [&yaml, &report] {
            let is_shown = shown.contains("hunter2") || shown.contains("12345678");
            assert!(!is_shown, "{shown}");
        }
        assert!(yaml.contains("not-a-real-secret"), "{yaml}");
        assert!(yaml.contains("zh: 旧密码。"), "{yaml}");
    }
}

/// Checks that an endpoint is drafted whole where names clash in Rust, or with those of the signature.
#[test]
fn names_that_clash_are_told_apart() {
    let page = "# T

## get_user

查询。

[docs](https://example.com/doc/#/user/get)

![args](https://example.com/badge/args)

* `user_id` —— 编号；
* `userId` —— 编号；
* `kind` —— 类型，可选值：a-b、a_b、c；
* `image` —— 名称；
* `image_path` —— 图片；

![kwargs](https://example.com/badge/kwargs)

* `User_id` —— 编号；

![Python](https://example.com/badge/python)

```python
result = private.get_user('a', 'b', 'c', 'd', image_path='e', User_id='f', sign='g')
print(result)
```

![Success](https://example.com/badge/success)

```json
{\"user_id\": \"a\", \"userId\": \"b\", \"within\": {\"self\": 1, \"Self\": 2}}
```
";
    let Drafted { yaml, report, .. } = drafted("user", page);
    let spec = checked("user", &yaml);
    let all = typed(&spec, "user");
    let names: Vec<_> = all.iter().map(|it| it.path.as_str()).collect();
    let expected = "args.user_id args.userId args.kind args.image args.image_path kwargs.User_id \
        response.user_id response.userId response.within response.within.self response.within.Self";
    let expected = expected.split(' ').map(|name| format!("get_user.{name}"));
    assert_eq!(names, expected.collect::<Vec<_>>(), "{yaml}");
    assert_eq!(
        yaml.matches("# review: another name would be").count(),
        4,
        "{yaml}"
    );
    let told = report.diagnostics().iter().map(|found| found.code);
    let expected = [Code::NameMismatch, Code::NameMismatch];
    assert_eq!(told.collect::<Vec<_>>(), expected, "{report}");
}

#[test]
fn groups_are_named_after_pages() {
    for (stem, group) in [
        ("service", "service"),
        ("User-Accounts", "user_accounts"),
        ("2021 变更", "page_2021"),
        ("基因", "page"),
        ("", "page"),
    ] {
        assert_eq!(group_name(stem), group, "{stem}");
    }
}

/// A parameter or field with its type.
struct Typed {
    path: String,
    ty: String,
    /// The line of the type in the file of the group, from 1.
    line: usize,
}

/// Returns all parameters and fields of a group. The path of a nested field has the names of its parents.
fn typed(spec: &Checked, group: &str) -> Vec<Typed> {
    let group = spec
        .spec()
        .groups
        .iter()
        .find(|it| it.group.value == group)
        .unwrap();
    let mut found = Vec::new();
    let mut add = |path: String, field: &Field| {
        let mut ty = field.ty.value.to_string();
        let mut inner = None;
        if let Some((_, def)) = group.types.iter().find(|(name, _)| name.value == ty) {
            // The maintainer chooses the names of types, so only their content is compared.
            ty = match &def.kind {
                TypeKind::Enum(values) => {
                    let wires = values.iter();
                    let wires = wires.map(|(name, value)| format!("{:?}", value.wire(name)));
                    format!("enum {}", wires.collect::<Vec<_>>().join(" "))
                }
                TypeKind::Object(_) => "object".to_owned(),
                TypeKind::Extra(_) => "extra".to_owned(),
                TypeKind::AnyOf(_) => "any_of".to_owned(),
            };
            inner = Some(&def.kind);
        }
        for trait_ in [
            field.join.as_ref().map(|join| format!(" {:?}", join.value)),
            field
                .secret
                .as_ref()
                .map(|secret| format!(" secret {:?}", secret.value)),
            field.nullable.then(|| " nullable".to_owned()),
            field.optional.then(|| " optional".to_owned()),
        ] {
            ty += &trait_.unwrap_or_default();
        }
        let line = spec.sources().place(field.ty.span).unwrap().line;
        found.push(Typed {
            path: path.clone(),
            ty,
            line,
        });
        inner.map(|kind| (path, kind))
    };
    let mut inner = Vec::new();
    for (name, endpoint) in &group.endpoints {
        let fields = |place: &str, fields: Vec<&(Spanned<String>, Field)>| {
            let named = |(field, it): &(Spanned<String>, Field)| {
                (
                    format!("{}.{place}.{}", name.value, field.value),
                    it.clone(),
                )
            };
            fields.into_iter().map(named).collect::<Vec<_>>()
        };
        let mut all = fields("args", endpoint.args.fields().collect());
        all.extend(fields("kwargs", endpoint.kwargs.fields().collect()));
        if let Response::Fields(response) = &endpoint.response {
            all.extend(fields("response", response.iter().collect()));
        }
        for (path, field) in &all {
            inner.extend(add(path.clone(), field));
        }
    }
    for (path, kind) in inner {
        let fields: Vec<_> = match kind {
            TypeKind::Object(fields) | TypeKind::AnyOf(fields) => fields.iter().collect(),
            TypeKind::Extra(sets) => sets.iter().flat_map(|(_, set)| &set.params).collect(),
            TypeKind::Enum(_) => Vec::new(),
        };
        for (name, field) in fields {
            add(format!("{path}.{}", name.value), field);
        }
    }
    found
}

/// Compares the draft of the platform's first page with the spec that was written by hand. The differences
/// are listed in `pages/service.differs.txt`. Every difference is marked for review in the draft.
#[test]
fn the_draft_is_near_to_the_spec_by_hand() {
    let yaml = drafted("service", &page("service")).yaml;
    let mut by_hand = typed(&load(&tests().join("../../../spec")).unwrap(), "service");
    let draft = typed(&checked("service", &yaml), "service");
    // The calls of other pages are ignored.
    let call = |it: &Typed| it.path.split('.').next().unwrap().to_owned();
    let on_the_page: HashSet<_> = draft.iter().map(call).collect();
    by_hand.retain(|it| on_the_page.contains(&call(it)));
    let lines: Vec<&str> = yaml.lines().collect();
    let is_marked = |line: usize| lines[line - 2].trim().starts_with("# review:");
    let mut same = 0;
    let mut told = String::new();
    for hand in &by_hand {
        match draft.iter().find(|it| it.path == hand.path) {
            Some(it) if it.ty == hand.ty => same += 1,
            Some(it) => {
                assert!(is_marked(it.line), "{} is not marked", it.path);
                let (path, by_hand, drafted) = (&hand.path, &hand.ty, &it.ty);
                let why = lines[it.line - 2].trim().trim_start_matches("# review: ");
                writeln!(told, "{path}: by hand {by_hand}, drafted {drafted}: {why}").unwrap();
            }
            None => writeln!(told, "{}: by hand {}, not on the page", hand.path, hand.ty).unwrap(),
        }
    }
    for it in draft
        .iter()
        .filter(|it| !by_hand.iter().any(|hand| hand.path == it.path))
    {
        writeln!(told, "{}: not by hand, drafted {}", it.path, it.ty).unwrap();
        assert!(is_marked(it.line), "{} is not marked", it.path);
    }
    writeln!(told, "{same} of {} are the same", by_hand.len()).unwrap();
    assert!(same * 10 >= by_hand.len() * 9, "{told}");
    assert_snapshot(tests().join("pages/service.differs.txt"), told);
}
