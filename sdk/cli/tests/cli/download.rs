//! Downloads on the command line: to a file, to standard output, and broken off.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use super::command::{Mock, answer, bge, read_request, server};

const FILE: &str = "biosample_id,taxon,abundance\n";

#[test]
fn a_download_is_written_to_a_file_or_to_standard_output() {
    let mock = Mock::start();
    let line = "download-omics-data --namespace metagenomics --format csv";
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
        // It can be repeated, so nothing has to be looked up.
        assert!(!ran.stderr.contains("look it up"), "{ran:?}");
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

#[cfg(unix)]
#[test]
fn an_interrupted_download_leaves_no_file() {
    for signal in ["INT", "TERM"] {
        interrupted_by(signal);
    }
}

#[cfg(unix)]
fn interrupted_by(signal: &str) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        read_request(&mut stream);
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n01234";
        stream.write_all(head.as_bytes()).unwrap();
        // The other half does not come.
        read_request(&mut stream);
    });
    let command = bge("download-omics-data --namespace a --out omics.csv").calling(&url);
    let folder = command.folder.clone();
    let files = || fs::read_dir(&folder).unwrap().count();
    let ran = command.signalled_after(signal, || {
        while files() == 0 {
            thread::sleep(Duration::from_millis(10));
        }
    });
    let ran = ran.failed(130);
    assert!(ran.stderr.contains("interrupted"), "{ran:?}");
    assert_eq!(files(), 0);
}
