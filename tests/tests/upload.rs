//! Uploads are streamed: an upload of 1 GiB takes no more memory than a small one. Uploads report their
//! progress.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::Command;
use std::sync::{Arc, Mutex};

use bge_private_sdk::{File, mock::MockPlatform};
use bge_private_tests::client_builder;
use bge_private_tests::fault::{Fault, FaultPlatform};

const ANSWER: &str =
    r#"{"code":0,"msg":"","data":{"md5":"0","size":1,"url":"https://image.example/1.png"}}"#;

/// Answers one upload on loopback, and discards its bytes. Returns the URL, and a thread that returns the
/// number of bytes.
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

/// Returns the peak memory, in KiB, of a process that uploads this many bytes.
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

const LENGTH: u64 = 200_000;

/// Returns two files with the same content: one in memory and one on disk.
async fn files(name: &str) -> [File; 2] {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let content = vec![7; usize::try_from(LENGTH).unwrap()];
    let path = folder.join(name);
    std::fs::write(&path, &content).unwrap();
    [
        File::from_bytes("1.png", content),
        File::open(path).await.unwrap(),
    ]
}

/// The progress that an upload reported: bytes sent, and bytes in total.
type Reported = Arc<Mutex<Vec<(u64, u64)>>>;

fn watched(file: File) -> (File, Reported) {
    let reported = Reported::default();
    let keep = Arc::clone(&reported);
    let file = file.with_progress(move |sent, total| keep.lock().unwrap().push((sent, total)));
    (file, reported)
}

/// Splits the reported progress into attempts, and asserts that it grows within each attempt.
fn attempts(reported: &Reported) -> Vec<Vec<u64>> {
    let mut attempts: Vec<Vec<u64>> = Vec::new();
    for &(sent, total) in reported.lock().unwrap().iter() {
        assert_eq!(total, LENGTH);
        match attempts.last_mut() {
            Some(attempt) if sent > 0 => {
                assert!(sent > *attempt.last().unwrap() && sent <= LENGTH, "{sent}");
                attempt.push(sent);
            }
            _ => {
                assert_eq!(sent, 0);
                attempts.push(vec![0]);
            }
        }
    }
    attempts
}

#[tokio::test]
async fn an_upload_tells_how_far_it_has_come() {
    let mock = MockPlatform::start().await.unwrap();
    for file in files("progress-1.png").await {
        let (file, reported) = watched(file.clone());
        mock.client().image_upload(file).await.unwrap();
        let [attempt] = &attempts(&reported)[..] else {
            panic!("one attempt: {reported:?}")
        };
        // The file is sent in pieces of at most 64 KiB, up to the last byte.
        assert!(attempt.len() >= 5, "{attempt:?}");
        assert!(attempt.windows(2).all(|two| two[1] - two[0] <= 64 * 1024));
        assert_eq!(attempt.last(), Some(&LENGTH));
        let received = mock.received().pop().unwrap();
        let length = received.files()[0]
            .content
            .as_ref()
            .map(|content| content.len());
        assert_eq!(length, usize::try_from(LENGTH).ok());
    }
}

#[tokio::test]
async fn the_progress_of_each_attempt_begins_at_nothing() {
    for file in files("progress-2.png").await {
        let busy = Fault::answer(false, 429, "Retry-After: 0\r\n", "");
        let platform = FaultPlatform::start([busy]).await.answering(ANSWER);
        let client = client_builder(platform.url()).build().unwrap();
        let (file, reported) = watched(file);
        client.image_upload(file).await.unwrap();
        let attempts = attempts(&reported);
        assert_eq!(attempts.len(), 2, "{attempts:?}");
        assert!(attempts.iter().all(|one| one.last() == Some(&LENGTH)));
    }
}

#[tokio::test]
async fn looking_on_makes_no_other_file() {
    for file in files("progress-3.png").await {
        let (other, _) = watched(file.clone());
        assert_eq!(other, file);
    }
}

/// Reads from one connection, and answers nothing. Returns the URL, and a thread that returns all bytes
/// received.
fn sink() -> (String, std::thread::JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let taking = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut received = Vec::new();
        // A reset also ends the connection.
        let _ = stream.read_to_end(&mut received);
        received
    });
    (url, taking)
}

/// Sends a file of 200,000 bytes that changes when sending begins. Returns the error, and the bytes received.
async fn changed(name: &str, change: fn(&std::fs::File)) -> (String, Vec<u8>) {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, vec![b'a'; usize::try_from(LENGTH).unwrap()]).unwrap();
    let (url, taking) = sink();
    let client = client_builder(url).retries(0).build().unwrap();
    let file = File::open(&path).await.unwrap();
    let file = file.with_progress(move |sent, _| {
        if sent == 0 {
            change(&std::fs::File::options().append(true).open(&path).unwrap());
        }
    });
    let error = client.image_upload(file).await.unwrap_err();
    (error.to_string(), taking.join().unwrap())
}

#[tokio::test]
async fn a_file_that_grows_while_it_is_sent_is_cut_off_before_the_excess() {
    let grow = |mut file: &std::fs::File| file.write_all(b"ZZZZ").unwrap();
    let (error, received) = changed("grows.png", grow).await;
    assert!(error.contains("the file grew while it was sent"), "{error}");
    let received = String::from_utf8(received).unwrap();
    // How much was written before the error depends on how busy the machine is. A unit test checks the whole
    // body.
    let content = received
        .split_once("image/png\r\n")
        .map_or("", |(_, rest)| rest);
    let content = content.trim_start();
    assert!(content.chars().all(|c| c == 'a'), "{content}");
    assert!(content.len() <= usize::try_from(LENGTH).unwrap());
    assert!(!received.ends_with("--\r\n"), "the body has no end");
}

#[tokio::test]
async fn a_file_that_shrinks_while_it_is_sent_is_an_error() {
    let (error, received) = changed("shrinks.png", |file| file.set_len(10).unwrap()).await;
    assert!(
        error.contains("the file shrank while it was sent"),
        "{error}"
    );
    assert!(!received.ends_with(b"--\r\n"), "the body has no end");
}

#[tokio::test]
async fn a_file_that_changed_before_it_is_sent_is_an_error() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("changed.png");
    std::fs::write(&path, "one").unwrap();
    let file = File::open(&path).await.unwrap();
    std::fs::write(&path, "another").unwrap();
    let mock = MockPlatform::start().await.unwrap();
    let error = mock.client().image_upload(file).await.unwrap_err();
    let shown = path.display().to_string();
    assert!(error.is_invalid_argument(), "{error}");
    assert!(error.to_string().contains(&shown), "{error}");
    assert_eq!(error.delivery(), bge_private_sdk::Delivery::NotSent);
}

#[tokio::test]
#[cfg(unix)]
async fn what_is_no_regular_file_is_refused_at_once() {
    let fifo = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("fifo.png");
    let _ = std::fs::remove_file(&fifo);
    assert!(
        Command::new("mkfifo")
            .arg(&fifo)
            .status()
            .unwrap()
            .success()
    );
    for wrong in [fifo.as_path(), "/dev/null".as_ref(), "/dev".as_ref()] {
        for error in [
            File::open(wrong).await.unwrap_err(),
            File::open_blocking(wrong).unwrap_err(),
        ] {
            let told = format!("{}: it is not a regular file", wrong.display());
            assert_eq!(error.to_string(), told);
        }
    }
    // A pipe that replaces a file after it was opened is also refused.
    let path = fifo.with_file_name("replaced.png");
    let _ = std::fs::remove_file(&path);
    std::fs::write(&path, "content").unwrap();
    let file = File::open(&path).await.unwrap();
    std::fs::rename(&fifo, &path).unwrap();
    let mock = MockPlatform::start().await.unwrap();
    let error = mock.client().image_upload(file).await.unwrap_err();
    assert!(
        error.to_string().contains("it is not a regular file"),
        "{error}"
    );
}

#[tokio::test]
async fn a_file_is_opened_alike_with_and_without_async() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("opened.png");
    std::fs::write(&path, "content").unwrap();
    let (one, other) = (File::open(&path).await, File::open_blocking(&path));
    assert_eq!(one.unwrap(), other.unwrap());
    for wrong in [folder.join("nothing"), folder.to_owned(), "..".into()] {
        let (one, other) = (File::open(&wrong).await, File::open_blocking(&wrong));
        let (one, other) = (one.unwrap_err(), other.unwrap_err());
        let shown = wrong.display().to_string();
        assert!(one.to_string().starts_with(&shown), "{one}");
        assert_eq!(
            (one.kind(), one.to_string()),
            (other.kind(), other.to_string())
        );
    }
}
