//! Downloads are streamed: a large one takes no more memory than a small one. A file under the final name is always
//! whole, and a download that breaks off is an error.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::omics::DownloadOmicsData;
use bge_private_sdk::record::{Recorder, Recording};
use bge_private_sdk::reqwest::header::{CONTENT_TYPE, HeaderValue};
use bge_private_sdk::{Delivery, Download, Error, File};
use bge_private_tests::client_builder;
use bge_private_tests::server::{Act, Received, Server, answer};

/// An empty folder for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self) -> PathBuf {
        self.0.join("omics.csv")
    }

    /// Returns the names of all files.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
        entries
            .map(|entry| name(entry).into_string().unwrap())
            .collect()
    }
}

async fn read(mut download: Download) -> Result<Vec<u8>, Error> {
    let mut content = Vec::new();
    while let Some(chunk) = download.chunk().await? {
        content.extend_from_slice(&chunk);
    }
    Ok(content)
}

#[tokio::test]
async fn a_download_has_a_head_and_chunks() {
    let mock = MockPlatform::start().await.unwrap();
    let content = vec![7; 200_000];
    let file = File::from_bytes("组学 1.bin", content.clone()).with_media_type("a/b");
    mock.on::<DownloadOmicsData>().reply(file);
    let call = mock.client().download_omics_data("n");
    let answer = call.detailed().await.unwrap();
    assert_eq!((answer.status.as_u16(), answer.attempts), (200, 1));
    assert!(answer.body.is_empty() && answer.unknown_fields.is_empty());
    let download = answer.response;
    assert_eq!(download.file_name(), Some("组学 1.bin"));
    assert_eq!(download.media_type(), Some("a/b"));
    assert_eq!(download.length(), Some(200_000));
    assert_eq!(read(download).await.unwrap(), content);
    mock.verify().unwrap();
}

#[tokio::test]
async fn a_download_is_a_stream() {
    let mock = MockPlatform::start().await.unwrap();
    mock.on::<DownloadOmicsData>().stream(["a,", "b\n"]);
    let mut download = mock.client().download_omics_data("n").await.unwrap();
    assert_eq!((download.file_name(), download.length()), (None, None));
    let mut content = Vec::new();
    while let Some(chunk) = std::future::poll_fn(|context| {
        futures_core::Stream::poll_next(Pin::new(&mut download), context)
    })
    .await
    {
        content.extend_from_slice(&chunk.unwrap());
    }
    assert_eq!(content, b"a,b\n");
    assert_eq!(download.chunk().await.unwrap(), None);
}

#[tokio::test]
async fn only_an_object_with_a_code_and_a_message_is_a_refusal() {
    let mock = MockPlatform::start().await.unwrap();
    let large = format!(r#"{{"code":7,"msg":"{}"}}"#, "x".repeat(64 * 1024));
    for body in [
        "",
        "code",
        "{",
        "[1]",
        "{}",
        r#"{"code":0,"msg":"ok","data":1}"#,
        r#"{"code":7}"#,
        r#"{"code":"7","msg":"no"}"#,
        r#"{"code":7.5,"msg":"no"}"#,
        r#"{"code":7,"msg":null}"#,
        r#"{"code":7,"msg":"no"} "#.trim_end().trim_end_matches('}'),
        r#"{"code":7,"code":7,"msg":"no"}"#,
        r#"[{"code":7,"msg":"no"}]"#,
        &large,
    ] {
        let chunks: Vec<Vec<u8>> = body.bytes().map(|byte| vec![byte]).collect();
        let chunks = if body.len() < 100 {
            chunks
        } else {
            vec![body.into()]
        };
        mock.on::<DownloadOmicsData>()
            .stream(chunks)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .times(1);
        let download = mock.client().download_omics_data("n").await;
        let content = read(download.unwrap()).await.unwrap();
        assert_eq!(content, body.as_bytes(), "{body:.40}");
    }
    for body in [
        r#"{"code":7,"msg":"no"}"#,
        "\u{feff} \n{ \"msg\": \"no\", \"code\": 7, \"data\": {} }\n",
    ] {
        mock.on::<DownloadOmicsData>().stream([body]).times(1);
        let error = mock.client().download_omics_data("n").await.unwrap_err();
        assert!(error.is_platform(), "{error}");
        assert_eq!((error.code(), error.message()), (Some(7), Some("no")));
        assert_eq!(
            (error.delivery(), error.attempts()),
            (Delivery::Rejected, 1)
        );
    }
    mock.verify().unwrap();
}

#[tokio::test]
async fn retries_come_before_the_head_only() {
    let mock = MockPlatform::start().await.unwrap();
    mock.on::<DownloadOmicsData>()
        .status(503)
        .then()
        .drop_connection()
        .then()
        .stream([vec![1; 100_000]])
        .break_off_after(70_000)
        .times(1);
    let download = mock.client().download_omics_data("n").await.unwrap();
    let error = read(download).await.unwrap_err();
    assert!(error.is_transport() && !error.is_timeout(), "{error}");
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 3));
    // The head arrives, but not enough to know whether it is a refusal.
    mock.on::<DownloadOmicsData>()
        .stream([r#"{"code":7,"msg":"no"}"#])
        .break_off_after(5)
        .times(1);
    let error = mock.client().download_omics_data("n").await.unwrap_err();
    assert!(error.is_transport(), "{error}");
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 1));
    mock.verify().unwrap();
}

/// Returns a server that answers with these bytes.
fn server(bytes: impl Into<Vec<u8>>, end: fn(Vec<u8>) -> Act) -> Server {
    let bytes = bytes.into();
    Server::start(move |_: Received| end(bytes.clone()))
}

#[tokio::test]
async fn a_body_that_ends_early_is_an_error_and_leaves_no_file() {
    let folder = Folder::new("ends-early");
    let short = answer(200, "", "0123456789").split_off(0);
    let short = short[..short.len() - 1].to_vec();
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n";
    for bytes in [short, chunked.into()] {
        let server = server(bytes, Act::Close);
        let client = client_builder(server.url()).build().unwrap();
        let download = client.download_omics_data("n").await.unwrap();
        let error = download.save(folder.path()).await.unwrap_err();
        assert!(error.is_transport(), "{error}");
        assert_eq!(error.delivery(), Delivery::Unknown);
        assert_eq!(folder.names(), [""; 0]);
    }
}

#[tokio::test]
async fn the_limits_end_with_the_head_and_each_chunk_has_its_own() {
    let head = answer(200, "", "0123456789");
    let server = server(head[..head.len() - 5].to_vec(), Act::Stall);
    let client = client_builder(server.url())
        .timeout(Duration::from_millis(300))
        .attempt_timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let mut download = client.download_omics_data("n").await.unwrap();
    assert_eq!(
        download.chunk().await.unwrap().as_deref(),
        Some(&b"01234"[..])
    );
    // Only waiting counts, and the limits of the call have passed.
    tokio::time::sleep(Duration::from_millis(400)).await;
    let started = std::time::Instant::now();
    let error = download.chunk().await.unwrap_err();
    assert!(started.elapsed() >= Duration::from_millis(290));
    assert!(error.is_timeout(), "{error}");
    assert!(
        error.to_string().contains("nothing more of the file"),
        "{error}"
    );
    // An error is not an end.
    assert!(download.chunk().await.is_err());
}

#[tokio::test]
async fn a_saved_file_replaces_another_one_as_a_whole() {
    let folder = Folder::new("replaces");
    let mock = MockPlatform::start().await.unwrap();
    let content = vec![1; 600_000];
    fs::write(folder.path(), "old").unwrap();
    mock.on::<DownloadOmicsData>()
        .reply(File::from_bytes("a.bin", content.clone()).with_media_type("a/b"));
    let reported = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&reported);
    let path = folder.path();
    let download = mock.client().download_omics_data("n").await.unwrap();
    let saving = download.save(&path).on_progress(move |bytes, total| {
        assert_eq!(total, Some(600_000));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        keep.lock().unwrap().push(bytes);
    });
    assert_eq!(saving.await.unwrap(), 600_000);
    assert_eq!(fs::read(folder.path()).unwrap(), content);
    assert_eq!(folder.names(), ["omics.csv"]);
    let reported = reported.lock().unwrap();
    assert_eq!(
        (reported.first(), reported.last()),
        (Some(&0), Some(&600_000))
    );
    assert!(reported.len() > 2 && reported.is_sorted());
}

/// A link leads to its file afterwards, the file keeps its permissions, and a pipe is written to.
#[cfg(unix)]
#[tokio::test]
async fn links_permissions_and_pipes_are_kept() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

    let folder = Folder::new("kept");
    let mock = MockPlatform::start().await.unwrap();
    mock.on::<DownloadOmicsData>()
        .reply(File::from_bytes("a.bin", "new").with_media_type("a/b"))
        .times(2);
    let save = async |path: &PathBuf| {
        let download = mock.client().download_omics_data("n").await.unwrap();
        download.save(path).await.unwrap()
    };

    let (file, link, pipe) = (folder.path(), folder.0.join("link"), folder.0.join("pipe"));
    fs::write(&file, "old").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    symlink(&file, &link).unwrap();
    save(&link).await;
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read(&file).unwrap(), b"new");
    assert_eq!(
        fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );

    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let reader = pipe.clone();
    let reader = tokio::task::spawn_blocking(move || fs::read(reader).unwrap());
    save(&pipe).await;
    assert_eq!(reader.await.unwrap(), b"new");
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
}

#[tokio::test]
async fn a_download_that_is_dropped_or_fails_leaves_nothing() {
    let folder = Folder::new("dropped");
    let mock = MockPlatform::start().await.unwrap();
    let endless = std::iter::repeat_n(vec![2; 100_000], 1_000_000);
    mock.on::<DownloadOmicsData>().stream(endless);
    let client = mock.client();
    let download = client.download_omics_data("n").await.unwrap();
    let saving = tokio::spawn(download.save(folder.path()).into_future());
    while folder.names().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let names = folder.names();
    assert!(
        names[0].starts_with('.') && names[0].ends_with(".part"),
        "{names:?}"
    );
    saving.abort();
    assert!(saving.await.unwrap_err().is_cancelled());
    // What was being written at that moment is finished first.
    while !folder.names().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    for (path, problem) in [
        (folder.path().join("missing/omics.csv"), "cannot be written"),
        (folder.0.clone(), "it is a folder"),
        (PathBuf::from("/"), "the path has no file name"),
    ] {
        let download = client.download_omics_data("n").await.unwrap();
        let error = download.save(path).await.unwrap_err();
        assert!(error.is_file() && !error.is_transport(), "{error}");
        assert!(error.to_string().contains(problem), "{error}");
        assert_eq!(error.delivery(), Delivery::Unknown);
        let source = std::error::Error::source(&error).unwrap();
        assert!(source.is::<std::io::Error>());
    }
    assert_eq!(folder.names(), [""; 0]);
}

#[test]
fn a_blocking_download_is_read_or_saved() {
    let folder = Folder::new("blocking");
    let mock = MockPlatform::start_blocking().unwrap();
    mock.on::<DownloadOmicsData>()
        .stream(["first,", "second,", "third"]);
    let client = mock.blocking_client().unwrap();
    let mut download = client.download_omics_data("n").send().unwrap();
    let mut first = [0; 3];
    download.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"fir");
    // What was not read yet is written.
    download.save(folder.path()).send().unwrap();
    assert_eq!(fs::read(folder.path()).unwrap(), b"st,second,third");
    let mut download = client.download_omics_data("n").send().unwrap();
    let mut text = String::new();
    download.read_to_string(&mut text).unwrap();
    assert_eq!(text, "first,second,third");
    let mock = MockPlatform::start_blocking().unwrap();
    mock.on::<DownloadOmicsData>()
        .stream(["first,", "second"])
        .break_off_after(8);
    let client = mock.blocking_client().unwrap();
    let mut download = client.download_omics_data("n").send().unwrap();
    let error = download.read_to_end(&mut Vec::new()).unwrap_err();
    let error = error.into_inner().unwrap().downcast::<Error>().unwrap();
    assert!(error.is_transport(), "{error}");
}

#[tokio::test]
async fn a_recording_does_not_keep_files() {
    let folder = Folder::new("recorded");
    let path = folder.0.join("recording.yaml");
    let mock = MockPlatform::start().await.unwrap();
    mock.on::<DownloadOmicsData>()
        .stream(["secret content"])
        .then()
        .stream([r#"{"code":7,"msg":"no"}"#]);
    let recorder = Recorder::create(&path).unwrap().keep_unknown();
    let client = mock.client_builder().record(&recorder).build().unwrap();
    let download = client.download_omics_data("n").await.unwrap();
    assert_eq!(read(download).await.unwrap(), b"secret content");
    client.download_omics_data("n").await.unwrap_err();
    recorder.finish().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.contains("streamed: true") && !text.contains("content\n"),
        "{text}"
    );
    let replay = Recording::open(&path).unwrap();
    let client = replay.client().unwrap();
    let error = client.download_omics_data("n").await.unwrap_err();
    assert!(error.is_setup(), "{error}");
    assert!(
        error.to_string().contains("content is not recorded"),
        "{error}"
    );
    let error = client.download_omics_data("n").await.unwrap_err();
    assert_eq!(error.code(), Some(7));
    // A content can be added by hand.
    fs::write(&path, text.replace("streamed: true", "body: a,b")).unwrap();
    let replay = Recording::open(&path).unwrap();
    let client = replay.client().unwrap();
    let download = client.download_omics_data("n").await.unwrap();
    assert_eq!(read(download).await.unwrap(), b"a,b");
}

/// Sends a file of this size on loopback. Returns the URL.
fn large(bytes: u64) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            reader.read_line(&mut line).unwrap();
        }
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {bytes}\r\n\r\n");
        let stream = reader.get_mut();
        stream.write_all(head.as_bytes()).unwrap();
        std::io::copy(&mut std::io::repeat(1).take(bytes), stream).unwrap();
    });
    url
}

/// Returns the peak memory, in KiB, of a process that saves a file of this size.
fn peak(bytes: u64) -> u64 {
    let folder = Folder::new(&format!("peak-{bytes}"));
    let output = Command::new(env!("CARGO_BIN_EXE_download"))
        .args(["--url", &large(bytes), "--to"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let stdout = String::from_utf8(output.stdout).unwrap();
    let (saved, peak) = stdout.trim().split_once(' ').unwrap();
    assert_eq!(saved, bytes.to_string());
    assert_eq!(fs::metadata(folder.path()).unwrap().len(), bytes);
    fs::remove_dir_all(folder.0).unwrap();
    peak.parse().unwrap()
}

#[cfg(target_os = "linux")]
fn assert_small_memory(bytes: u64) {
    let (small, large) = (peak(1 << 16), peak(bytes));
    println!("peak memory: {small} KiB for 64 KiB, {large} KiB for {bytes} bytes");
    assert!(large <= small + 16 * 1024, "{small} KiB, {large} KiB");
}

#[test]
#[cfg(target_os = "linux")]
fn a_large_download_takes_no_more_memory_than_a_small_one() {
    assert_small_memory(1 << 27);
}

#[test]
#[ignore = "writes 1 GiB to the disk"]
#[cfg(target_os = "linux")]
fn a_download_of_1_gib_takes_no_more_memory_than_a_small_one() {
    assert_small_memory(1 << 30);
}
