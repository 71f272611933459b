//! Several files, each in a call of its own. Their bars on a terminal are tested from Python.

use std::io::Write;
use std::net::TcpListener;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use bge_private_sdk::Json;
use bge_private_sdk::service::ImageUpload;

use super::command::{Bge, Mock, answer, bge, read_request};

/// Returns the command with files `1.png` to `4.png`, which hold their own names.
fn with_images(line: &str) -> Bge {
    let names = (1..=4).map(|number| format!("{number}.png"));
    names.fold(bge(line), |command, name| command.file(&name, &name))
}

/// Starts a mock platform that answers the uploads of these files with their numbers.
fn mock(numbers: &[u64]) -> Mock {
    let mock = Mock::start();
    for number in numbers {
        let name = format!("{number}.png");
        let data =
            format!(r#"{{"md5": "a", "size": {number}, "url": "https://a.example/{name}"}}"#);
        mock.platform
            .on::<ImageUpload>()
            .matching(move |request| request.image.name() == name)
            .data(Json::from_text(&data).unwrap())
            // The answers arrive in another order than the files are given in.
            .delay(Duration::from_millis(400 / number))
            .times(0..);
    }
    mock
}

#[test]
fn each_file_is_uploaded_and_answered_in_turn() {
    let mock = mock(&[1, 2, 3]);
    for line in [
        "image-upload 1.png 2.png 3.png --allow-exif",
        "image-upload --image 1.png --image 2.png --image 3.png --allow-exif",
    ] {
        let ran = with_images(line).calling(&mock.url()).run().succeeded();
        let expected = (1..=3).map(|number| {
            format!(
                "{{\"md5\":\"a\",\"size\":{number},\"url\":\"https://a.example/{number}.png\"}}\n"
            )
        });
        assert_eq!(ran.stdout, expected.collect::<String>(), "{line}");
        assert_eq!(ran.stderr, "", "bars are for terminals");
        let received = mock.received();
        let mut contents: Vec<_> = received
            .iter()
            .map(|call| call.file("image").unwrap().content.clone().unwrap())
            .collect();
        contents.sort_unstable();
        assert_eq!(contents, [&b"1.png"[..], b"2.png", b"3.png"]);
        assert!(
            received
                .iter()
                .all(|call| call.field("allow_exif") == Some("True"))
        );
    }
    let line = "image-upload 1.png 2.png --select /size";
    let ran = with_images(line).calling(&mock.url()).run().succeeded();
    assert_eq!(ran.stdout, "1\n2\n");
}

#[test]
fn a_failure_names_its_file_and_the_other_calls_are_made() {
    let mock = mock(&[1, 4]);
    let of = |name: &'static str| {
        let upload = mock.platform.on::<ImageUpload>();
        upload.matching(move |request| request.image.name() == name)
    };
    of("2.png").drop_connection().times(0..);
    of("3.png").fail(7, "too dark").times(0..);
    let line = "image-upload ./1.png ./2.png ./3.png ./4.png --select /size --lang en";
    let ran = with_images(line).calling(&mock.url()).run();
    // That the outcome of the second file is unknown weighs more than the refusal of the third.
    assert_eq!((ran.code, ran.stdout.as_str()), (8, "1\n4\n"), "{ran:?}");
    let errors: Vec<_> = ran
        .stderr
        .lines()
        .filter(|line| line.starts_with("error: "))
        .collect();
    assert_eq!(errors.len(), 3, "{ran:?}");
    assert!(
        errors[0].starts_with("error: ./2.png: image_upload: "),
        "{ran:?}"
    );
    assert!(
        errors[1].starts_with("error: ./3.png: ") && errors[1].contains("too dark"),
        "{ran:?}"
    );
    assert_eq!(errors[2], "error: 2 of 4 calls failed");
    assert_eq!(mock.received().len(), 4);
}

#[test]
fn nothing_is_sent_if_a_file_cannot_be_read() {
    let mock = mock(&[1, 2, 3]);
    let command = with_images("image-upload 1.png none.png").calling(&mock.url());
    let ran = command.run().failed(3);
    assert!(ran.stderr.contains("none.png"), "{ran:?}");
    assert!(mock.received().is_empty());
}

#[test]
fn the_answers_have_one_form() {
    for option in ["--raw", "-o yaml", "-o json"] {
        let ran = with_images(&format!("image-upload 1.png 2.png {option}"));
        let ran = ran.run().failed(2);
        assert!(ran.stderr.contains("lines of JSON"), "{ran:?}");
    }
    let dry = with_images("image-upload 1.png 2.png --dry-run").credentials();
    let dry = dry.run().succeeded().stdout;
    let files = dry
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let files: Vec<_> = files
        .map(|line| line["files"]["image"]["file_name"].clone())
        .collect();
    assert_eq!(files, ["1.png", "2.png"]);
}

/// A file with settings of one call, such as a list of ids, is not given twice.
#[test]
fn other_files_are_given_once() {
    let line =
        "edit-collection --collection-id a --data-element-ids 1.png --data-element-ids 2.png";
    let ran = with_images(line).credentials().run().failed(2);
    assert!(ran.stderr.contains("given twice"), "{ran:?}");
}

#[test]
fn four_calls_are_made_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counts = (Arc::clone(&running), Arc::clone(&most));
    thread::spawn(move || {
        // A call is answered when there are four.
        let barrier = Arc::new(Barrier::new(4));
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let ((running, most), barrier) = (counts.clone(), Arc::clone(&barrier));
            thread::spawn(move || {
                read_request(&mut stream);
                let now = running.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now, Ordering::SeqCst);
                barrier.wait();
                thread::sleep(Duration::from_millis(100));
                running.fetch_sub(1, Ordering::SeqCst);
                let body =
                    r#"{"code": 0, "data": {"md5": "a", "size": 1, "url": "https://a.example"}}"#;
                let _ = stream.write_all(answer("200 OK", body).as_bytes());
            });
        }
    });
    let names = (1..=8).map(|number| number.to_string());
    let command = bge("image-upload 1 2 3 4 5 6 7 8 --timeout 20");
    let command = names.fold(command, |command, name| command.file(&name, &name));
    let ran = command.calling(&url).run().succeeded();
    assert_eq!(ran.stdout.lines().count(), 8);
    assert_eq!(most.load(Ordering::SeqCst), 4);
}

/// Starts a server that answers only the upload of this file. Returns its URL, and what receives the requests.
#[cfg(unix)]
fn answers_only(name: &'static str) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut open = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let request = read_request(&mut stream);
            if request.contains(name) {
                let body =
                    r#"{"code": 0, "data": {"md5": "a", "size": 7, "url": "https://a.example"}}"#;
                let _ = stream.write_all(answer("200 OK", body).as_bytes());
            } else {
                open.push(stream);
            }
            let _ = sender.send(request);
        }
    });
    (url, receiver)
}

/// The answers that have arrived are printed, and the other files are named.
#[cfg(unix)]
#[test]
fn an_interrupt_tells_what_became_of_each_file() {
    let (url, requests) = answers_only("2.png");
    let line = "image-upload 1.png 2.png 3.png 4.png 5.png 6.png --select /size --lang en";
    let command = with_images(line)
        .file("5.png", "5.png")
        .file("6.png", "6.png");
    let command = command.calling(&url);
    // The fifth file is sent after an answer has arrived.
    let ran = command.interrupted_after(|| {
        let limit = Duration::from_secs(20);
        while !requests.recv_timeout(limit).unwrap().contains("5.png") {}
    });
    assert_eq!((ran.code, ran.stdout.as_str()), (130, "7\n"), "{ran:?}");
    let unknown = |name| format!("error: {name}: it is unknown whether the call was carried out\n");
    let expected = ["1.png", "3.png", "4.png", "5.png"].map(unknown).concat()
        + "error: 6.png: nothing was sent\n\
           error: interrupted: 1 of 6 calls ended\n\
           hint: the platform may have carried it out: look it up before sending it again\n";
    assert_eq!(ran.stderr, expected);
}

/// Uploads four files while nobody reads the answers. Returns the exit code and what standard error shows.
fn uploaded_unread(mock: &Mock) -> (Option<i32>, String) {
    let command = with_images("image-upload 1.png 2.png 3.png 4.png --lang en");
    unread(command.calling(&mock.url()))
}

fn unread(mut command: Bge) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    command.command.stdout(writer);
    let output = command.command.stderr(Stdio::piped()).output().unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// A reader that stops early, such as `head`, does not read all answers.
#[test]
fn a_closed_output_tells_what_became_of_each_file() {
    let (code, stderr) = uploaded_unread(&mock(&[1, 2, 3, 4]));
    let unprinted = |number| {
        format!("error: {number}.png: the call was made, but its answer cannot be printed\n")
    };
    let expected = [1, 2, 3, 4].map(unprinted).concat()
        + "error: standard output takes no more answers: 4 of 4 calls ended\n";
    assert_eq!((code, stderr), (Some(1), expected));
}

#[test]
fn an_unknown_outcome_decides_the_exit_code_of_a_closed_output() {
    let mock = mock(&[1, 3, 4]);
    let upload = mock.platform.on::<ImageUpload>();
    let upload = upload.matching(|request| request.image.name() == "2.png");
    upload.drop_connection().times(0..);
    let (code, stderr) = uploaded_unread(&mock);
    assert!(stderr.contains("error: 2.png: image_upload: "), "{stderr}");
    assert!(stderr.contains("4 of 4 calls ended"), "{stderr}");
    assert_eq!(code, Some(8), "{stderr}");
}

/// A dry run makes no call, so no file is named.
#[test]
fn a_dry_run_may_be_read_in_part() {
    let command = with_images("image-upload 1.png 2.png 3.png 4.png --dry-run").credentials();
    assert_eq!(unread(command), (Some(0), String::new()));
}
