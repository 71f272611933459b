//! The command `bge-codegen`, as it is called: what it prints, writes and removes, and its exit status.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use bge_private_codegen::Code;
use serde_json::{Value, json};

fn run(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bge-codegen"))
        .current_dir(dir)
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A new folder with the good spec in `spec/`.
fn workspace(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(dir.join("spec")).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, dir.join("spec").join(path.file_name().unwrap())).unwrap();
    }
    dir
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn check_says_that_all_is_well() {
    let output = run(&workspace("check"), &["check"]);
    assert_eq!(
        stdout(&output),
        "spec: 3 endpoints in 2 groups, all is well\n"
    );
    assert_eq!(
        (stderr(&output).as_str(), output.status.code()),
        ("", Some(0))
    );
}

#[test]
fn the_spec_of_this_workspace_is_well() {
    let output = run(Path::new(env!("CARGO_MANIFEST_DIR")), &["check", "../spec"]);
    assert_eq!(
        (stderr(&output).as_str(), output.status.code()),
        ("", Some(0))
    );
}

#[test]
fn check_tells_mistakes() {
    let dir = workspace("mistake");
    let path = dir.join("spec/goods.yaml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("retry: safe", "retry: save")).unwrap();
    let output = run(&dir, &["check", "spec"]);
    assert_eq!(
        (stdout(&output).as_str(), output.status.code()),
        ("", Some(1))
    );
    assert!(
        stderr(&output).contains("--> spec/goods.yaml:8:12"),
        "{}",
        stderr(&output)
    );
    assert!(!stderr(&output).contains('\u{1b}'));
    let coloured = run(&dir, &["check", "--color=always"]);
    assert!(stderr(&coloured).contains('\u{1b}'));
}

#[test]
fn emit_writes_only_what_changed_and_removes_what_is_stale() {
    let dir = workspace("emit");
    let out = dir.join("out");
    let first = run(&dir, &["emit", "--out", "out"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let written = names(&out);
    assert!(
        written.iter().any(|name| name == "goods.rs")
            && written.iter().any(|name| name == "orders.rs")
    );

    fs::write(
        out.join("stale.rs"),
        "// @generated from a spec that is gone.\n",
    )
    .unwrap();
    fs::write(out.join("mine.rs"), "// written by hand\n").unwrap();
    fs::write(out.join("goods.rs"), "// @generated from an older spec.\n").unwrap();
    let untouched = fs::metadata(out.join("orders.rs"))
        .unwrap()
        .modified()
        .unwrap();
    let second = run(&dir, &["emit", "spec", "-o", "out"]);
    assert!(
        stdout(&second).ends_with(", 1 of them new or changed\n"),
        "{}",
        stdout(&second)
    );
    assert_eq!(names(&out), {
        let mut names = written;
        names.push("mine.rs".to_owned());
        names.sort();
        names
    });
    assert_eq!(
        fs::metadata(out.join("orders.rs"))
            .unwrap()
            .modified()
            .unwrap(),
        untouched
    );
}

#[test]
fn emit_writes_for_the_features_that_are_named() {
    let dir = workspace("emit_features");
    let emitted = |features: &str| {
        let output = run(&dir, &["emit", "--out", "out", "--features", features]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        names(&dir.join("out"))
    };
    let has = |names: &[String], name: &str| names.iter().any(|other| other == name);
    let all = emitted("mock,cli,blocking");
    assert!(has(&all, "commands.rs") && has(&all, "goods.mock.rs"));
    let mock = emitted("mock");
    assert!(!has(&mock, "commands.rs") && has(&mock, "goods.mock.rs"));
    let none = emitted("");
    assert!(has(&none, "goods.rs") && !has(&none, "examples.rs"));
    assert_eq!(none.len(), all.len() - 5, "{none:?} {all:?}");
}

#[test]
fn a_wrong_spec_is_not_emitted() {
    let dir = workspace("emit_wrong");
    fs::remove_file(dir.join("spec/platform.yaml")).unwrap();
    let output = run(&dir, &["emit", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!dir.join("out").exists());
}

#[test]
fn files_that_are_no_spec_are_told_of() {
    let dir = workspace("files");
    let spec = dir.join("spec");
    fs::rename(spec.join("orders.yaml"), spec.join("orders.yml")).unwrap();
    fs::write(spec.join("goods.yaml"), "# nothing yet\n").unwrap();
    fs::write(spec.join("latin.yaml"), b"group: caf\xe9\n").unwrap();
    fs::remove_file(spec.join("platform.yaml")).unwrap();
    fs::write(spec.join("notes.txt"), "no matter").unwrap();
    fs::write(spec.join(".hidden.yaml"), ": [").unwrap();
    let output = run(&dir, &["check"]);
    assert_eq!(
        stderr(&output),
        "\
error[E002]: the file is empty
 --> spec/goods.yaml:1:1
  |
1 | # nothing yet
  | ^

error[E001]: the file is not UTF-8 text
 --> spec/latin.yaml:1:11
  |
1 | group: caf�
  |           ^ this is not UTF-8
  |
  = help: save it as UTF-8

error[E002]: files of a spec end in `.yaml`
--> spec/orders.yml
 = help: rename it, or move it out of the folder

error[E002]: `platform.yaml` is missing
--> spec/platform.yaml
 = help: it says what is the same for every call: environments, signature, envelope, defaults

error: the spec has 4 mistakes

For more information about a mistake, try `bge-codegen explain E002`.
"
    );
}

#[test]
fn a_folder_that_is_not_there_is_told_of() {
    let output = run(&workspace("no_folder"), &["check", "nowhere"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("--> nowhere"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_folder_without_groups_is_told_of() {
    let dir = workspace("no_groups");
    fs::remove_file(dir.join("spec/goods.yaml")).unwrap();
    fs::remove_file(dir.join("spec/orders.yaml")).unwrap();
    let output = run(&dir, &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("there is no group of endpoints"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_schema_is_printed_or_written() {
    let dir = workspace("schema");
    let printed = stdout(&run(&dir, &["schema"]));
    assert!(printed.starts_with("{\n") && printed.ends_with("}\n"));
    assert_eq!(
        run(&dir, &["schema", "--out=spec/schema.json"])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(
        fs::read_to_string(dir.join("spec/schema.json")).unwrap(),
        printed
    );
}

#[test]
fn a_page_is_drafted_to_standard_output_or_a_file() {
    let dir = workspace("draft");
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    fs::copy(pages.join("accounts.md"), dir.join("accounts.md")).unwrap();
    let printed = run(&dir, &["draft", "accounts.md"]);
    let expected = fs::read_to_string(pages.join("accounts.yaml")).unwrap();
    assert_eq!(
        (stdout(&printed), printed.status.code()),
        (expected, Some(0))
    );
    assert_eq!(
        stderr(&printed),
        fs::read_to_string(pages.join("accounts.txt")).unwrap()
    );

    let written = run(&dir, &["draft", "accounts.md", "--out", "spec/users.yaml"]);
    assert_eq!(
        (stdout(&written).as_str(), written.status.code()),
        ("", Some(0))
    );
    let text = fs::read_to_string(dir.join("spec/users.yaml")).unwrap();
    assert!(text.contains("\ngroup: users\n"), "{text}");
    fs::write(dir.join("spec/users.yaml"), "mine").unwrap();
    let again = run(&dir, &["draft", "accounts.md", "--out", "spec/users.yaml"]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(
        stderr(&again),
        "error: spec/users.yaml: there is a file already; `--force` writes over it\n"
    );
    assert_eq!(
        fs::read(dir.join("spec/users.yaml")).unwrap(),
        b"mine".to_vec()
    );
    let arguments = [
        "draft",
        "accounts.md",
        "--force",
        "--out",
        "spec/users.yaml",
    ];
    assert_eq!(run(&dir, &arguments).status.code(), Some(0));
    assert_eq!(
        fs::read_to_string(dir.join("spec/users.yaml")).unwrap(),
        text
    );
    let check = run(&dir, &["check"]);
    assert_eq!(
        stdout(&check),
        "spec: 6 endpoints in 3 groups, all is well\n",
        "{}",
        stderr(&check)
    );
}

#[test]
fn a_page_without_calls_fails() {
    let dir = workspace("draft_nothing");
    fs::write(dir.join("a.md"), "# Nothing\n").unwrap();
    let output = run(&dir, &["draft", "a.md", "--out", "spec/a.yaml"]);
    assert_eq!(
        (stdout(&output).as_str(), output.status.code()),
        ("", Some(1))
    );
    assert!(stderr(&output).contains("error[E711]"));
    assert!(stderr(&output).contains("error: the page has 1 mistake\n"));
    assert!(!dir.join("spec/a.yaml").exists());
    let missing = run(&dir, &["draft", "b.md"]);
    assert_eq!(missing.status.code(), Some(2));
    fs::write(dir.join("c.md"), b"# \xe9\n").unwrap();
    let latin = run(&dir, &["draft", "c.md"]);
    assert_eq!(latin.status.code(), Some(1));
    let told = stderr(&latin);
    assert!(
        told.contains("error[E001]") && told.contains("c.md:1:3"),
        "{told}"
    );
}

#[test]
fn a_spec_goes_to_openapi_and_back() {
    let dir = workspace("openapi");
    let printed = run(&dir, &["openapi"]);
    assert_eq!(printed.status.code(), Some(0), "{}", stderr(&printed));
    let document: Value = serde_json::from_str(&stdout(&printed)).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"]["title"], "Demo / 示例");

    let arguments = [
        "openapi",
        "spec",
        "--format",
        "yaml",
        "--lang",
        "zh",
        "--api-version",
        "7",
        "--out",
        "a.yaml",
    ];
    let written = run(&dir, &arguments);
    assert_eq!(
        (stdout(&written).as_str(), written.status.code()),
        ("", Some(0))
    );
    let text = fs::read_to_string(dir.join("a.yaml")).unwrap();
    assert!(
        text.contains("\n  title: 示例\n  version: \"7\"\n"),
        "{text}"
    );

    fs::write(dir.join("a.json"), stdout(&printed)).unwrap();
    let imported = run(&dir, &["import", "openapi", "a.json", "--out", "again"]);
    assert_eq!(
        (
            stdout(&imported).as_str(),
            stderr(&imported).as_str(),
            imported.status.code()
        ),
        ("again: 3 files\n", "", Some(0))
    );
    let check = run(&dir, &["check", "again"]);
    assert_eq!(
        stdout(&check),
        "again: 3 endpoints in 2 groups, all is well\n"
    );
    assert_eq!(stdout(&run(&dir, &["openapi", "again"])), stdout(&printed));

    // What is there already is not written over without being asked.
    let taken = run(&dir, &["import", "openapi", "a.json", "--out", "spec"]);
    assert_eq!(taken.status.code(), Some(2));
    assert!(stderr(&taken).contains("--force"), "{}", stderr(&taken));
    let forced = run(
        &dir,
        &["import", "openapi", "a.json", "--out", "spec", "--force"],
    );
    assert_eq!(forced.status.code(), Some(0));
}

#[test]
fn what_does_not_fit_of_a_document_is_told() {
    let dir = workspace("import");
    let shelter = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi/shelter.json");
    fs::copy(shelter, dir.join("shelter.json")).unwrap();
    let imported = run(&dir, &["import", "openapi", "shelter.json", "--out", "new"]);
    assert_eq!(
        (stdout(&imported).as_str(), imported.status.code()),
        ("new: 2 files\n", Some(0))
    );
    let told = stderr(&imported);
    assert!(
        told.contains("warning[W805]: this call is made by GET")
            && told.contains("--> shelter.json:12:11"),
        "{told}"
    );
    assert!(
        told.contains("warnings\n\nFor more information about a warning"),
        "{told}"
    );
    assert_eq!(run(&dir, &["check", "new"]).status.code(), Some(0));

    fs::write(dir.join("old.json"), "{\"swagger\": \"2.0\"}").unwrap();
    let refused = run(&dir, &["import", "openapi", "old.json", "--out", "old"]);
    assert_eq!(
        (stdout(&refused).as_str(), refused.status.code()),
        ("", Some(1))
    );
    assert!(
        stderr(&refused).contains("error[E801]"),
        "{}",
        stderr(&refused)
    );
    assert!(!dir.join("old").exists());
    assert_eq!(
        run(&dir, &["import", "openapi", "none.json", "--out", "old"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn help_and_version_are_given() {
    let dir = workspace("help");
    for arguments in [&["--help"][..], &["emit", "-h"], &["-h", "nonsense"]] {
        let output = run(&dir, arguments);
        assert!(stdout(&output).contains("Usage: bge-codegen "));
        assert_eq!(output.status.code(), Some(0));
    }
    let version = stdout(&run(&dir, &["--version"]));
    assert_eq!(
        version,
        concat!("bge-codegen ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn wrong_usage_is_told_of() {
    let dir = workspace("usage");
    for (arguments, problem) in [
        (&[][..], "Usage: bge-codegen"),
        (&["chekc"], "'check'"),
        (&["check", "a", "b"], "unexpected argument 'b'"),
        (&["check", "--out", "x"], "unexpected argument '--out'"),
        (&["check", "--quiet"], "unexpected argument '--quiet'"),
        (&["check", "--color", "blue"], "invalid value 'blue'"),
        (&["emit"], "--out <DIR>"),
        (&["emit", "--out"], "a value is required for '--out <DIR>'"),
        (
            &["emit", "--out", "x", "--features", "mokc"],
            "`mokc` is none of `blocking`, `cli` and `mock`",
        ),
        (&["schema", "spec"], "unexpected argument 'spec'"),
        (&["draft"], "<PAGE>"),
        (&["draft", "a.md", "--group", "A"], "no name of a group"),
        (
            &["draft", "a.md", "--group", "a", "--out", "b.yaml"],
            "does not belong",
        ),
    ] {
        let output = run(&dir, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            stderr(&output).contains(problem),
            "{arguments:?}: {}",
            stderr(&output)
        );
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn rules_are_explained() {
    let dir = workspace("explain");
    let all = stdout(&run(&dir, &["explain"]));
    assert_eq!(all.lines().count(), Code::ALL.len());
    assert!(all.starts_with("E001  Every file of a spec can be read"));
    for id in ["E301", "e301"] {
        let page = run(&dir, &["explain", id]);
        assert_eq!(stdout(&page), Code::UnknownType.page());
        assert_eq!(page.status.code(), Some(0));
    }
    for (id, help) in [
        ("E310", "did you mean `E301`?"),
        ("nonsense", "lists all codes"),
    ] {
        let unknown = run(&dir, &["explain", id]);
        assert!(stderr(&unknown).contains(help), "{}", stderr(&unknown));
        assert_eq!(unknown.status.code(), Some(2));
    }
}

/// The good spec with two mistakes: one that points to two places and one with signs that formats must escape.
fn mistaken(name: &str) -> PathBuf {
    let dir = workspace(name);
    let path = dir.join("spec/goods.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("path: /goods/picture", "path: /goods/find");
    fs::write(&path, text.replace("retry: safe", "retry: \"50%,\\n: 中\"")).unwrap();
    dir
}

#[test]
fn programs_read_json() {
    let output = run(&mistaken("json"), &["check", "--format", "json"]);
    assert_eq!(
        (stderr(&output).as_str(), output.status.code()),
        ("", Some(1))
    );
    let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(json["version"], 1);
    let [word, path] = json["diagnostics"].as_array().unwrap().as_slice() else {
        panic!("{json}")
    };
    assert_eq!(word["code"], "E106");
    assert_eq!(
        (&word["file"], &word["severity"]),
        (&json!("spec/goods.yaml"), &json!("error"))
    );
    assert_eq!((&word["line"], &word["column"]), (&json!(8), &json!(12)));
    assert_eq!(
        (&word["end_line"], &word["end_column"]),
        (&json!(8), &json!(23))
    );
    assert_eq!(path["code"], "E204");
    assert_eq!(path["rule"], Code::DuplicatePath.meaning());
    assert_eq!(
        (&path["related"][0]["file"], &path["related"][0]["line"]),
        (&json!("spec/goods.yaml"), &json!(5))
    );
    let well = run(&workspace("json_well"), &["check", "--format=json"]);
    let json: Value = serde_json::from_str(&stdout(&well)).unwrap();
    assert_eq!(
        (json, well.status.code()),
        (json!({"version": 1, "diagnostics": []}), Some(0))
    );
}

#[test]
fn github_reads_workflow_commands() {
    let output = run(&mistaken("github"), &["check", "--format", "github"]);
    let told = stdout(&output);
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    let first = "::error file=spec/goods.yaml,line=8,endLine=8,col=12,endColumn=23,title=E106::`50%25,…` is not one of";
    assert!(lines[0].starts_with(first), "{told}");
    assert!(
        lines[0].contains("%0Ahelp: known here: `safe`, `unsafe`"),
        "{told}"
    );
    assert_eq!(output.status.code(), Some(1));
    let dir = mistaken("github_absolute");
    let odd = dir.join("a:b,c%d");
    fs::rename(dir.join("spec"), &odd).unwrap();
    let told = stdout(&run(&dir, &["check", "--format", "github", "a:b,c%d"]));
    assert!(
        told.starts_with("::error file=a%3Ab%2Cc%25d/goods.yaml,line=8,"),
        "{told}"
    );
}

/// What the schema of SARIF 2.1.0 asks for, and what the readers of such logs use.
#[test]
fn scanners_read_sarif() {
    for (dir, results) in [(mistaken("sarif"), 2), (workspace("sarif_well"), 0)] {
        let output = run(&dir, &["check", "--format", "sarif"]);
        let log: Value = serde_json::from_str(&stdout(&output)).unwrap();
        assert_eq!(log["version"], "2.1.0");
        assert!(
            log["$schema"]
                .as_str()
                .unwrap()
                .ends_with("sarif-schema-2.1.0.json")
        );
        let [run] = log["runs"].as_array().unwrap().as_slice() else {
            panic!("one run")
        };
        let driver = &run["tool"]["driver"];
        assert!(driver["name"].is_string());
        let rules = driver["rules"].as_array().unwrap();
        assert_eq!(rules.len(), Code::ALL.len());
        let ids: HashSet<_> = rules
            .iter()
            .map(|rule| rule["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids.len(), rules.len());
        assert!(
            rules
                .iter()
                .all(|rule| rule["shortDescription"]["text"].is_string()
                    && rule["help"]["text"].is_string())
        );
        let found = run["results"].as_array().unwrap();
        assert_eq!(found.len(), results);
        for result in found {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert_eq!(result["level"], "error");
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let related = result["relatedLocations"].as_array().unwrap();
            for location in result["locations"]
                .as_array()
                .unwrap()
                .iter()
                .chain(related)
            {
                let physical = &location["physicalLocation"];
                assert_eq!(physical["artifactLocation"]["uri"], "spec/goods.yaml");
                for key in ["startLine", "startColumn", "endLine", "endColumn"] {
                    assert!(physical["region"][key].as_u64().unwrap() >= 1);
                }
            }
        }
    }
}

#[test]
fn fmt_keeps_one_form() {
    let dir = workspace("fmt");
    let path = dir.join("spec/goods.yaml");
    let good = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        good.replace("    retry: safe", "    retry:   'safe'   # why"),
    )
    .unwrap();
    fs::write(dir.join("spec/broken.yaml"), "a: [\n").unwrap();
    let check = run(&dir, &["fmt", "--check", "spec/goods.yaml"]);
    assert!(
        stderr(&check).contains("spec/goods.yaml:8"),
        "{}",
        stderr(&check)
    );
    assert_eq!(check.status.code(), Some(1));
    assert!(fs::read_to_string(&path).unwrap().contains("'safe'"));
    let formatted = run(&dir, &["fmt"]);
    // What cannot be read is told of and left alone; the rest is formatted all the same.
    assert_eq!(
        (stdout(&formatted).as_str(), formatted.status.code()),
        ("spec/goods.yaml: formatted\n", Some(1))
    );
    assert!(
        stderr(&formatted).contains("error[E003]"),
        "{}",
        stderr(&formatted)
    );
    assert_eq!(
        fs::read_to_string(dir.join("spec/broken.yaml")).unwrap(),
        "a: [\n"
    );
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("    retry: safe # why\n")
    );
    fs::remove_file(dir.join("spec/broken.yaml")).unwrap();
    assert_eq!(
        names(&dir.join("spec")),
        ["goods.yaml", "orders.yaml", "platform.yaml"]
    );
    assert_eq!(run(&dir, &["fmt", "--check"]).status.code(), Some(0));
    assert_eq!(run(&dir, &["fmt", "nowhere"]).status.code(), Some(2));
}

/// Ends the program when a test ends, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn watching_checks_again() {
    let dir = workspace("watch");
    let mut child = Command::new(env!("CARGO_BIN_EXE_bge-codegen"))
        .current_dir(&dir)
        .args(["check", "--watch"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _running = Running(child);
    let mut until = |end: &str| {
        let mut told = String::new();
        for line in &mut lines {
            told += &line.unwrap();
            if told.contains(end) {
                return told;
            }
        }
        panic!("ended after {told}");
    };
    assert_eq!(
        until("all is well"),
        "spec: 3 endpoints in 2 groups, all is well"
    );
    // Replaced, as editors do.
    let path = dir.join("spec/goods.yaml");
    let good = fs::read_to_string(&path).unwrap();
    fs::write(
        dir.join("spec/goods.new"),
        good.replace("retry: safe", "retry: save"),
    )
    .unwrap();
    fs::rename(dir.join("spec/goods.new"), &path).unwrap();
    assert!(until("explain E106").starts_with("error[E106]"));
    // Gone, and back.
    fs::rename(dir.join("spec"), dir.join("away")).unwrap();
    assert!(until("explain E001").contains("cannot be read"));
    fs::write(dir.join("away/goods.yaml"), good).unwrap();
    fs::rename(dir.join("away"), dir.join("spec")).unwrap();
    assert!(until("all is well").ends_with("spec: 3 endpoints in 2 groups, all is well"));
}

#[test]
fn what_is_not_utf_8_is_told_of_with_its_place() {
    let dir = workspace("utf8");
    fs::write(dir.join("a.yaml"), b"openapi: 3.1.0\ninfo: \xff\n").unwrap();
    for arguments in [
        &["import", "openapi", "a.yaml", "--out", "b"][..],
        &["fmt", "a.yaml"],
    ] {
        let output = run(&dir, arguments);
        let told = stderr(&output);
        for part in [
            "E001",
            "a.yaml:2:7",
            "save it as UTF-8",
            "the file has 1 mistake",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn a_file_in_the_place_of_a_folder_is_told_of() {
    let dir = workspace("file_for_folder");
    let file = "spec/platform.yaml";
    for arguments in [
        &["check", file][..],
        &["check", file, "--format", "json"],
        &["emit", file, "--out", "b"],
        &["diff", file, file],
    ] {
        let output = run(&dir, arguments);
        let told = "error: `spec/platform.yaml` is a file; give the folder of the spec\n";
        assert_eq!(
            (stderr(&output).as_str(), output.status.code()),
            (told, Some(2)),
            "{arguments:?}"
        );
    }
}

#[test]
fn summaries_speak_of_what_was_given() {
    let dir = workspace("summaries");
    fs::write(dir.join("a.json"), "{}").unwrap();
    let output = run(&dir, &["import", "openapi", "a.json", "--out", "b"]);
    let told = stderr(&output);
    assert!(told.contains("error: the document has 1 mistake"), "{told}");
    let groups: Vec<_> = names(&dir.join("spec"));
    for group in groups
        .iter()
        .filter(|name| *name != "platform.yaml")
        .skip(1)
    {
        fs::remove_file(dir.join("spec").join(group)).unwrap();
    }
    let told = stdout(&run(&dir, &["check"]));
    assert!(told.contains(" in 1 group, all is well"), "{told}");
}

#[test]
fn a_report_of_another_platform_is_refused() {
    let dir = workspace("other_platform");
    let report = |platform: &str| {
        format!(
            "{{\"drift_report\": 1, \"platform\": \"{platform}\", \"left_out\": 0, \"findings\": []}}"
        )
    };
    fs::write(dir.join("a.json"), report("other")).unwrap();
    let output = run(&dir, &["drift", "a.json"]);
    let told = stderr(&output);
    assert!(
        told.starts_with("error: a.json: it is of the platform `other`, and the spec is of `"),
        "{told}"
    );
    assert_eq!(output.status.code(), Some(2));
    let platform = fs::read_to_string(dir.join("spec/platform.yaml")).unwrap();
    let own = platform
        .lines()
        .find_map(|line| line.strip_prefix("platform: "));
    fs::write(dir.join("a.json"), report(own.unwrap())).unwrap();
    assert!(run(&dir, &["drift", "a.json"]).status.success());
}
