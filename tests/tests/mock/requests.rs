//! Refusals of requests that are not calls.

use crate::sending::*;
use bge_private_sdk::mock::{Reason, ReceivedCall};

#[tokio::test]
async fn refuses_other_methods() {
    let answer = exchange(
        &platform().await,
        &format!("GET {SIGN_URL} HTTP/1.1\r\n"),
        "",
    )
    .await;
    assert_refused(
        &answer,
        Reason::Method,
        "the method is `GET`; every call is a POST",
    );
    assert!(answer.head.contains("allow: post"), "{}", answer.head);
}

#[tokio::test]
async fn refuses_unknown_paths() {
    let mock = platform().await;
    let answer = post(
        &mock,
        "/service/oss/signurl",
        FORM,
        form(&signed(&[("object_name", "a")])),
    )
    .await;
    let message =
        "no call has the path `/service/oss/signurl`; did you mean `/service/oss/sign_url`?";
    assert_refused(&answer, Reason::Path, message);
    let answer = post(&mock, "/admin", FORM, "").await;
    assert_refused(&answer, Reason::Path, "no call has the path `/admin`");
    let answer = post(&mock, "/service/sms?template=pay_code", FORM, "").await;
    assert_refused(
        &answer,
        Reason::Path,
        "the URL has a query; every field belongs in the body",
    );
    assert_eq!(
        mock.received()
            .iter()
            .map(ReceivedCall::endpoint)
            .collect::<Vec<_>>(),
        [None, None, None]
    );
}

#[tokio::test]
async fn refuses_other_content_types() {
    let mock = platform().await;
    let expected = "expected `application/x-www-form-urlencoded` or `multipart/form-data`";
    let answer = post(&mock, SIGN_URL, "application/json", "{}").await;
    assert_refused(
        &answer,
        Reason::ContentType,
        &format!("the content type is `application/json`; {expected}"),
    );
    let answer = exchange(&mock, &format!("POST {SIGN_URL} HTTP/1.1\r\n"), "a=b").await;
    assert_refused(
        &answer,
        Reason::ContentType,
        &format!("there is no content type; {expected}"),
    );
    let charset = "application/x-www-form-urlencoded; charset=gbk";
    assert_refused(
        &post(&mock, SIGN_URL, charset, "a=b").await,
        Reason::ContentType,
        "the form is in the charset `gbk`; expected `utf-8`",
    );
    let empty = post(&mock, SIGN_URL, "", "a=b").await;
    let message = format!("the content type is ``; {expected}");
    assert_refused(&empty, Reason::ContentType, &message);
    let answer = post(&mock, SIGN_URL, "multipart/form-data", "").await;
    assert_refused(
        &answer,
        Reason::ContentType,
        "the content type `multipart/form-data` names no boundary",
    );
}

#[tokio::test]
async fn takes_each_way_to_write_a_content_type() {
    let mock = platform().await;
    let form_type = "Application/X-WWW-Form-URLEncoded; Charset=\"UTF-8\"";
    let answer = post(
        &mock,
        SIGN_URL,
        form_type,
        form(&signed(&[("object_name", "a")])),
    )
    .await;
    assert_eq!(answer.body["code"], 0, "{}", answer.body);
    let body = multipart(&signed(&[("object_name", "a")]), &[]).replace("--B", "--a b");
    let multipart_type = "multipart/form-data; boundary=\"a b\"";
    let answer = post(&mock, SIGN_URL, multipart_type, body).await;
    assert_eq!(answer.body["code"], 0, "{}", answer.body);
}

/// The names and values of a form.
type Pairs = &'static [(&'static str, &'static str)];

#[tokio::test]
async fn decodes_forms() {
    let cases: [(&[u8], Pairs); 5] = [
        (b"", &[]),
        (b"a=b&c=d%20e+f%2B&&", &[("a", "b"), ("c", "d e f+")]),
        (b"a=b=c&d&=e", &[("a", "b=c"), ("d", ""), ("", "e")]),
        (b"%e5%90%8D=%F0%9F%98%80", &[("名", "😀")]),
        ("名=😀".as_bytes(), &[("名", "😀")]),
    ];
    for (body, pairs) in cases {
        let mock = platform().await;
        post(&mock, SIGN_URL, FORM, body).await;
        assert_eq!(mock.received()[0].fields(), fields(pairs));
    }
}

#[tokio::test]
async fn refuses_broken_forms() {
    let mock = platform().await;
    let digits = |at: u8| format!("has a `%` without two hex digits at byte {at}");
    let utf8 = |at: u8| format!("is not UTF-8: its decoded text breaks at byte {at}");
    let cases: [(&[u8], String); 8] = [
        (
            b"object_name=50%",
            format!("the field `object_name` {}", digits(3)),
        ),
        (b"a=1&b=x%2", format!("the field `b` {}", digits(2))),
        (b"a=%", format!("the field `a` {}", digits(1))),
        (b"a=%+1", format!("the field `a` {}", digits(1))),
        (b"a=1&%GG=x", format!("the name of field 2 {}", digits(1))),
        (b"a=%C3%28", format!("the field `a` {}", utf8(1))),
        (b"a=x%FF", format!("the field `a` {}", utf8(2))),
        (b"a=x\xFF", format!("the field `a` {}", utf8(2))),
    ];
    for (body, problem) in cases {
        let message = format!("the form is not well-formed: {problem}");
        let answer = post(&mock, SIGN_URL, FORM, body).await;
        assert_refused(&answer, Reason::Body, &message);
    }
}

#[tokio::test]
async fn refuses_bodies_that_are_too_large() {
    let message = "the fields are larger than 16777216 bytes";
    let large = "x".repeat(17 * 1024 * 1024);
    let mock = platform().await;
    let answer = post(&mock, SIGN_URL, FORM, format!("object_name={large}")).await;
    assert_refused(&answer, Reason::TooLarge, message);
    let answer = post(
        &mock,
        SIGN_URL,
        MULTIPART,
        multipart(&fields(&[("object_name", &large)]), &[]),
    )
    .await;
    assert_refused(&answer, Reason::TooLarge, message);
}

#[tokio::test]
async fn refuses_bodies_with_too_many_fields() {
    let mock = platform().await;
    let answer = post(&mock, SIGN_URL, FORM, "a=b&".repeat(1_001)).await;
    let message = "the body has more than 1000 fields and files";
    assert_refused(&answer, Reason::TooLarge, message);
    let answer = post(&mock, SIGN_URL, FORM, "a=b&".repeat(1_000)).await;
    assert_refused(
        &answer,
        Reason::RepeatedField,
        "the field `a` is given twice",
    );
}

#[tokio::test]
async fn says_the_time_of_its_clock() {
    let answer = post(&platform().await, SIGN_URL, FORM, "").await;
    assert!(
        answer.head.contains("date: mon, 23 nov 2026 07:27:59 gmt"),
        "{}",
        answer.head
    );
}
