//! Downloads on the command line: to a file, to standard output, and broken off.

use std::fs;

use super::command::{Mock, answer, bge, server};

const FILE: &str = "biosample_id,taxon,abundance\n";

#[test]
fn a_download_is_written_to_a_file_or_to_standard_output() {
    let mock = Mock::start();
    let line = "download-omics-data --namespace metagenomics";
    let command = bge(format!("{line} --out omics.csv")).calling(&mock.url());
    let path = command.folder.join("omics.csv");
    let ran = command.run().succeeded();
    assert_eq!(ran.stdout, "");
    let content = fs::read_to_string(&path).unwrap();
    assert!(content.starts_with(FILE), "{content}");
    assert_eq!(ran.stderr, "", "notes are for people");
    for line in [line.to_owned(), format!("{line} --out -")] {
        let ran = bge(line).calling(&mock.url()).run().succeeded();
        assert_eq!(ran.stdout, content);
    }
}

#[test]
fn a_download_that_fails_leaves_no_file() {
    let short = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\n01234";
    let refusal = answer("200 OK", r#"{"code": 7, "msg": "no"}"#);
    for (answer, code, problem) in [
        (short, 8, "the connection broke"),
        (refusal, 6, "code 7: no"),
    ] {
        let line = "download-omics-data --namespace a --out omics.csv --retries 0";
        let command = bge(line).calling(&server(answer));
        let folder = command.folder.clone();
        let ran = command.run().failed(code);
        assert!(ran.stderr.contains(problem), "{ran:?}");
        assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
    }
    let mock = Mock::start();
    let line = "download-omics-data --namespace a --out missing/omics.csv";
    let ran = bge(line).calling(&mock.url()).run().failed(1);
    assert!(
        ran.stderr.contains("missing/omics.csv cannot be written"),
        "{ran:?}"
    );
}
