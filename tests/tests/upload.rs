//! An upload is streamed: one of 1 GiB takes no more memory than a small one.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::Command;

const ANSWER: &str =
    r#"{"code":0,"msg":"","data":{"md5":"0","size":1,"url":"https://image.example/1.png"}}"#;

/// Answers one upload on loopback, throwing its bytes away; gives its URL and, in the end, how many they were.
fn server() -> (String, std::thread::JoinHandle<u64>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::with_capacity(1 << 18, stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let received =
            std::io::copy(&mut reader.by_ref().take(length), &mut std::io::sink()).unwrap();
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{ANSWER}",
            ANSWER.len()
        );
        reader.get_mut().write_all(answer.as_bytes()).unwrap();
        received
    });
    (url, serving)
}

/// Peak memory of a process that uploads so many bytes, in KiB.
fn peak(bytes: u64) -> u64 {
    let (url, serving) = server();
    let output = Command::new(env!("CARGO_BIN_EXE_upload"))
        .args(["--bytes", &bytes.to_string(), "--url", &url])
        .output()
        .unwrap();
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{stderr}");
    assert!(serving.join().unwrap() > bytes);
    stdout.trim().parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn a_large_upload_takes_no_more_memory_than_a_small_one() {
    let (small, large) = (peak(1 << 16), peak(1 << 30));
    println!("peak memory: {small} KiB for 64 KiB, {large} KiB for 1 GiB");
    assert!(
        large <= small + 16 * 1024,
        "{small} KiB for 64 KiB, {large} KiB for 1 GiB"
    );
}
