//! Tests of reports for programs: JSON, workflow commands, SARIF.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use super::{run, workspace};
use bge_private_codegen::Code;
use serde_json::{Value, json};

/// Creates the good spec with two mistakes: one refers to two places, the other has characters to escape.
fn mistaken(name: &str) -> PathBuf {
    let dir = workspace(name);
    let path = dir.join("spec/goods.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace(
        "        type: file\n",
        "        type: file\n        wire: id\n",
    );
    fs::write(&path, text.replace("retry: safe", "retry: \"50%,\\n: 中\"")).unwrap();
    dir
}

#[test]
fn programs_read_json() {
    let output = run(&mistaken("json"), "check --format json");
    assert_eq!((output.stderr.as_str(), output.code), ("", Some(1)));
    let json: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(json["version"], 1);
    let [word, name] = json["diagnostics"].as_array().unwrap().as_slice() else {
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
    assert_eq!(name["code"], "E205");
    assert_eq!(name["rule"], Code::DuplicateParameter.meaning());
    assert_eq!(
        (&name["related"][0]["file"], &name["related"][0]["line"]),
        (&json!("spec/goods.yaml"), &json!(53))
    );
    let well = run(&workspace("json_well"), "check --format=json");
    let json: Value = serde_json::from_str(&well.stdout).unwrap();
    assert_eq!(
        (json, well.code),
        (json!({"version": 1, "diagnostics": []}), Some(0))
    );
}

#[test]
fn github_reads_workflow_commands() {
    let output = run(&mistaken("github"), "check --format github");
    let told = output.stdout;
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    let first = "::error file=spec/goods.yaml,line=8,endLine=8,col=12,endColumn=23,title=E106::`50%25,…` is not valid here";
    assert!(lines[0].starts_with(first), "{told}");
    assert!(
        lines[0].contains("%0Ahelp: known here: `safe`, `unsafe`"),
        "{told}"
    );
    assert_eq!(output.code, Some(1));
    let dir = mistaken("github_absolute");
    let odd = dir.join("a:b,c%d");
    fs::rename(dir.join("spec"), &odd).unwrap();
    let told = run(&dir, "check --format github a:b,c%d").stdout;
    assert!(
        told.starts_with("::error file=a%3Ab%2Cc%25d/goods.yaml,line=8,"),
        "{told}"
    );
}

/// Checks the members that the schema of SARIF 2.1.0 requires, and those that readers of such logs use.
#[test]
fn scanners_read_sarif() {
    for (dir, results) in [(mistaken("sarif"), 2), (workspace("sarif_well"), 0)] {
        let output = run(&dir, "check --format sarif");
        let log: Value = serde_json::from_str(&output.stdout).unwrap();
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
