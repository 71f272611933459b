//! Refusals of requests that are no call at all.

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
    let answer = post(&mock, SIGN_URL, "multipart/form-data", "").await;
    assert_refused(
        &answer,
        Reason::ContentType,
        "the content type `multipart/form-data` names no boundary",
    );
}

#[tokio::test]
async fn refuses_broken_bodies() {
    let mock = platform().await;
    let head = "the form is not well-formed: the field `object_name`";
    let answer = post(&mock, SIGN_URL, FORM, "object_name=50%").await;
    assert_refused(
        &answer,
        Reason::Body,
        &format!("{head} has a `%` without two hex digits at byte 3"),
    );
    let answer = post(&mock, SIGN_URL, FORM, "object_name=%C3%28").await;
    assert_refused(
        &answer,
        Reason::Body,
        &format!("{head} is not UTF-8: its decoded text breaks at byte 1"),
    );
    let answer = post(
        &mock,
        SIGN_URL,
        MULTIPART,
        part("name=\"object_name\"", "a").trim_end(),
    )
    .await;
    let message =
        "the multipart body is not well-formed: no boundary follows the part `object_name`";
    assert_refused(&answer, Reason::Body, message);
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
async fn says_the_time_of_its_clock() {
    let answer = post(&platform().await, SIGN_URL, FORM, "").await;
    assert!(
        answer.head.contains("date: mon, 23 nov 2026 07:27:59 gmt"),
        "{}",
        answer.head
    );
}
