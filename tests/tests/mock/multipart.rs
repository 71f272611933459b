//! Multipart bodies: how they are parsed, and which are refused.

use bge_private_sdk::mock::{Reason, ReceivedCall, ReceivedFile};

use crate::sending::*;

/// Sends a body. Returns the call as the mock received it, and the message of the answer.
async fn received(body: impl AsRef<[u8]>) -> (ReceivedCall, String) {
    let mock = platform().await;
    let answer = post(&mock, UPLOAD, MULTIPART, body).await;
    let message = answer.body["msg"].as_str().unwrap_or_default().to_owned();
    (mock.received().remove(0), message)
}

#[tokio::test]
async fn tells_fields_from_files() {
    let body = part("name=\"text\"", "值")
        + "--B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"图 \\\"1\\\".png\"\r\n\
           Content-Type: image/png\r\n\r\nabc\r\n--B--\r\n";
    let (call, _) = received(body).await;
    assert_eq!(call.fields(), fields(&[("text", "值")]));
    let file = call.file("image").expect("a file");
    assert_eq!(file.file_name, "图 \"1\".png");
    assert_eq!(file.media_type.as_deref(), Some("image/png"));
    assert_eq!(
        (file.length, file.content.as_deref()),
        (3, Some(&b"abc"[..]))
    );
    assert_eq!(
        file.sha256,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[tokio::test]
async fn reads_names() {
    let cases = [
        ("name=\"a\"", "a", None),
        ("name=a; filename=b.png", "a", Some("b.png")),
        ("name=\"a\"; filename=\"x; name=y\"", "a", Some("x; name=y")),
        ("name=\"a\"; filename=\"\"", "a", Some("")),
        (
            r#"name="a"; filename="C:\\d\\e\"f""#,
            "a",
            Some(r#"C:\d\e"f"#),
        ),
        ("name=\"名\"; filename=\"图.png\"", "名", Some("图.png")),
    ];
    for (disposition, name, file_name) in cases {
        let (call, message) = received(part(disposition, "x") + "--B--\r\n").await;
        match file_name {
            Some(file_name) => {
                let file = call
                    .file(name)
                    .unwrap_or_else(|| panic!("{disposition}: {message}"));
                assert_eq!(file.file_name, file_name, "{disposition}");
            }
            None => assert_eq!(call.field(name), Some("x"), "{disposition}: {message}"),
        }
    }
}

#[tokio::test]
async fn keeps_small_files_only() {
    for (length, is_kept) in [(ReceivedFile::KEPT, true), (ReceivedFile::KEPT + 1, false)] {
        let content = "x".repeat(length);
        let (call, _) = received(part("name=\"a\"; filename=\"b\"", &content) + "--B--\r\n").await;
        let file = call.file("a").expect("a file");
        assert_eq!(file.length, length as u64);
        assert_eq!(file.content.is_some(), is_kept);
    }
}

#[tokio::test]
async fn refuses_what_is_not_well_formed() {
    let a = part("name=\"a\"", "x");
    let cases = [
        (String::new(), "a boundary is missing"),
        ("--C\r\n".to_owned(), "a boundary is missing"),
        (a.trim_end().to_owned(), "no boundary follows the part `a`"),
        (a.clone() + "--B\r\n", "a boundary is missing"),
        (
            a + &part("filename=\"x\"", "x") + "--B--",
            "part 2 has no name",
        ),
        (part("name=\"a", "x") + "--B--", "part 1 has no name"),
        (
            "--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--".to_owned(),
            "part 1 has no name",
        ),
        (
            "--B\r\nContent Disposition: x\r\n\r\nx\r\n--B--".to_owned(),
            "the head of a part cannot be read",
        ),
    ];
    for (body, problem) in cases {
        let (_, message) = received(&body).await;
        let expected = format!("the multipart body is not well-formed: {problem}");
        assert_eq!(message, expected, "{body}");
    }
    let latin = b"--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\xE9\r\n--B--";
    let (_, message) = received(latin).await;
    assert_eq!(
        message,
        "the multipart body is not well-formed: the part `a` is not UTF-8 at byte 2"
    );
}

#[tokio::test]
async fn refuses_endless_heads_and_too_many_parts() {
    let mock = platform().await;
    let endless = "x".repeat(16 * 1024 * 1024 + 1);
    let answer = post(&mock, UPLOAD, MULTIPART, endless).await;
    let message = "the fields are larger than 16777216 bytes";
    assert_refused(&answer, Reason::TooLarge, message);
    for (parts, is_refused) in [(1_000, false), (1_001, true)] {
        let body = part("name=\"a\"", "").repeat(parts) + "--B--\r\n";
        let answer = post(&mock, UPLOAD, MULTIPART, body).await;
        let message = "the body has more than 1000 fields and files";
        assert_eq!(answer.body["msg"] == message, is_refused, "{}", answer.body);
    }
}
