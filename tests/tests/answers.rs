//! Every form of answer that the platform, or a proxy in front of it, may send, and how the client handles
//! it.

use bge_private_sdk::service::{SignUrlResponse, Sms, SmsTemplate};
use bge_private_sdk::{Call, Client, Delivery, Error, ExposeSecret, Reply};
use bge_private_tests::client_builder;
use bge_private_tests::fault::{Fault, FaultPlatform};

const SIGNED: &str = r#"{"code":0,"msg":"","data":{"url":"https://x.example/a?Signature=hush","expires":"1573026921"}}"#;

fn client(platform: &FaultPlatform) -> Client {
    client_builder(platform.url()).retries(0).build().unwrap()
}

async fn sign_url(answer: Fault) -> Result<SignUrlResponse, Error> {
    let platform = FaultPlatform::start([answer]).await;
    client(&platform).sign_url("ods/a.tsv").await
}

async fn gateway(answer: Fault) -> Result<Reply, Error> {
    let platform = FaultPlatform::start([answer]).await;
    client(&platform)
        .gateway_invoke("metagenomes", "/api/get_user")
        .await
}

async fn sms(answer: Fault) -> Result<(), Error> {
    let platform = FaultPlatform::start([answer]).await;
    pay_code(&platform).await
}

fn pay_code(platform: &FaultPlatform) -> Call<Sms> {
    let pay_code = "1234".into();
    client(platform).sms(SmsTemplate::PayCode { pay_code }, ["17600000000"])
}

fn typed(media_type: &str, body: &str) -> Fault {
    let header = format!("Content-Type: {media_type}\r\n");
    Fault::answer(true, 200, &header, body)
}

#[tokio::test]
async fn an_envelope_with_data() {
    let signed = sign_url(Fault::json(true, SIGNED)).await.unwrap();
    assert_eq!(
        signed.url.expose_secret(),
        "https://x.example/a?Signature=hush"
    );
    assert_eq!(signed.expires.unix_timestamp(), 1_573_026_921);
    // The answer has white space, another order of members, and a code that is a string, as some services of
    // the platform send it.
    let spaced = " {\r\n\"data\" : { \"expires\" : \"1573026921\" , \"url\" : \"https:\\/\\/x.example\\/\\u0061\" } , \"code\" : \"0\" }\n";
    let signed = sign_url(Fault::json(true, spaced)).await.unwrap();
    assert_eq!(signed.url.expose_secret(), "https://x.example/a");
}

#[tokio::test]
async fn an_envelope_without_data() {
    for body in [
        r#"{"code":0,"msg":"","data":null}"#,
        r#"{"code":0,"msg":""}"#,
        r#"{"code":0}"#,
    ] {
        sms(Fault::json(true, body)).await.unwrap();
        assert!(gateway(Fault::json(true, body)).await.unwrap().is_null());
        let error = sign_url(Fault::json(true, body)).await.unwrap_err();
        assert!(error.is_decode());
        assert_eq!(
            (error.json_path(), error.delivery()),
            (Some("$.data"), Delivery::Unknown)
        );
    }
    // Unexpected data is ignored.
    sms(Fault::json(true, r#"{"code":0,"data":{"count":1}}"#))
        .await
        .unwrap();
}

#[tokio::test]
async fn json_without_an_envelope() {
    let bare = r#"{"url":"https://x.example/","expires":"1"}"#;
    let signed = sign_url(Fault::json(true, bare)).await.unwrap();
    assert_eq!(signed.expires.unix_timestamp(), 1);
    for body in [
        r#"{"user_id":1}"#,
        "[1, 2.50, 1e400]",
        "\"text\"",
        "17",
        "true",
        "null",
        "{}",
    ] {
        let reply = gateway(Fault::json(true, body)).await.unwrap();
        assert_eq!(reply.text(), body);
        assert!(matches!(reply, Reply::Json(_)));
    }
    let error = sign_url(Fault::json(true, "[1]")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "sign_url: unexpected answer, $: expected an object, found a list (1 attempt)"
    );
}

#[tokio::test]
async fn text() {
    let page = "<html>維護中</html>";
    let html = typed("text/html; charset=utf-8", page);
    assert_eq!(
        gateway(html.clone()).await.unwrap(),
        Reply::Text(page.to_owned())
    );
    let error = sign_url(html).await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(error.body(), Some(page.as_bytes()));
    assert!(!error.to_string().contains("html>"), "{error}");
    // JSON with the media type of text is text. Without a media type, the body decides.
    let plain = typed("text/plain", r#"{"a":1}"#);
    assert!(matches!(gateway(plain).await.unwrap(), Reply::Text(_)));
    let untyped = Fault::answer(true, 200, "", r#"{"a":1}"#);
    assert!(matches!(gateway(untyped).await.unwrap(), Reply::Json(_)));
    let problem = typed("application/problem+json", r#"{"a":1}"#);
    assert!(matches!(gateway(problem).await.unwrap(), Reply::Json(_)));
    let latin = Fault::answer(true, 200, "Content-Type: text/plain\r\n", b"caf\xe9");
    assert_eq!(gateway(latin).await.unwrap().text(), "caf\u{fffd}");
}

#[tokio::test]
async fn an_error_of_the_platform() {
    let body = r#"{"code":4003,"msg":"余额不足","data":{"balance":"0.00"}}"#;
    let error = sms(Fault::json(false, body)).await.unwrap_err();
    assert!(error.is_platform() && !error.is_status());
    assert_eq!(
        (error.code(), error.message()),
        (Some(4003), Some("余额不足"))
    );
    assert_eq!(error.data().unwrap().as_str(), r#"{"balance":"0.00"}"#);
    assert_eq!(error.delivery(), Delivery::Rejected);
    assert_eq!(
        error.to_string(),
        "sms: rejected by the platform, code 4003: 余额不足 (1 attempt)"
    );
    let wordless = sms(Fault::json(false, r#"{"code":-1}"#)).await.unwrap_err();
    assert_eq!(
        wordless.to_string(),
        "sms: rejected by the platform, code -1 (1 attempt)"
    );
    let odd = sms(Fault::json(false, r#"{"code":1,"msg":{"zh":"错"}}"#))
        .await
        .unwrap_err();
    assert_eq!(odd.message(), Some(r#"{"zh":"错"}"#));
}

#[tokio::test]
async fn a_status_other_than_success() {
    for (status, delivery) in [
        (400, Delivery::Rejected),
        (401, Delivery::Rejected),
        (404, Delivery::Rejected),
        (429, Delivery::Rejected),
        (302, Delivery::Unknown),
        (500, Delivery::Unknown),
        (502, Delivery::Unknown),
        (503, Delivery::Unknown),
    ] {
        let html = Fault::answer(false, status, "Content-Type: text/html\r\n", "<html>");
        let error = sms(html).await.unwrap_err();
        assert!(error.is_status() && !error.is_platform());
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(
            (error.code(), error.delivery()),
            (None, delivery),
            "{status}"
        );
        let json = "Content-Type: application/json\r\n";
        let enveloped = Fault::answer(false, status, json, r#"{"code":7,"msg":"because"}"#);
        let error = sms(enveloped).await.unwrap_err();
        assert_eq!(
            (error.code(), error.message()),
            (Some(7), Some("because")),
            "{status}"
        );
        let broken = Fault::answer(false, status, json, r#"{"code":7,"#);
        assert_eq!(sms(broken).await.unwrap_err().code(), None, "{status}");
    }
}

#[tokio::test]
async fn a_code_is_a_number_in_any_form() {
    for zero in [
        "0", "-0", "0.0", "-0.0", "0e0", "0.00E+5", "\"0\"", "\"0.0\"",
    ] {
        let body = format!(r#"{{"code":{zero},"msg":"","data":null}}"#);
        sms(Fault::json(true, body)).await.expect(zero);
    }
    for (code, number) in [("401.0", 401), ("4.01e2", 401), ("-1.0", -1), ("\"7\"", 7)] {
        let body = format!(r#"{{"code":{code},"msg":"no"}}"#);
        let error = sms(Fault::json(false, body)).await.unwrap_err();
        assert_eq!((error.code(), error.message()), (Some(number), Some("no")));
        assert_eq!(error.delivery(), Delivery::Rejected, "{code}");
    }
    for code in ["0.1", "-1.5", "1e-400", "1e400", "9223372036854775808"] {
        let body = format!(r#"{{"code":{code},"msg":"no"}}"#);
        let error = sms(Fault::json(false, &body)).await.unwrap_err();
        assert!(error.is_decode(), "{code}: {error}");
        assert_eq!(error.delivery(), Delivery::Unknown, "{code}");
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn json_is_told_by_any_of_several_content_types() {
    const JSON: &str = "Content-Type: application/json\r\n";
    for headers in [
        JSON.repeat(2),
        "Content-Type: application/json, application/json\r\n".to_owned(),
        "Content-Type: application/json; charset=utf-8, application/json\r\n".to_owned(),
        "Content-Type: text/html, Application/JSON\r\n".to_owned(),
        format!("Content-Type: text/plain\r\n{JSON}"),
    ] {
        // Text that is not JSON is an error only where the spec requires JSON.
        let error = gateway(Fault::answer(true, 200, &headers, "nonsense")).await;
        assert!(error.unwrap_err().is_decode(), "{headers}");
        let signed = sign_url(Fault::answer(true, 200, &headers, SIGNED)).await;
        assert_eq!(signed.unwrap().expires.unix_timestamp(), 1_573_026_921);
    }
    let plain = "Content-Type: text/plain, text/html\r\n";
    let reply = gateway(Fault::answer(true, 200, plain, "words")).await;
    assert_eq!(reply.unwrap(), Reply::Text("words".to_owned()));
}

#[tokio::test]
async fn a_byte_order_mark_before_json_is_ignored() {
    for headers in ["Content-Type: application/json\r\n", ""] {
        let body = format!("\u{feff}{SIGNED}");
        let signed = sign_url(Fault::answer(true, 200, headers, body)).await;
        assert_eq!(signed.unwrap().expires.unix_timestamp(), 1_573_026_921);
        let body = "\u{feff}\r\n[1]\n";
        let reply = gateway(Fault::answer(true, 200, headers, body)).await;
        assert_eq!(reply.unwrap().text(), "[1]");
    }
    let twice = format!("\u{feff}\u{feff}{SIGNED}");
    let error = sign_url(Fault::json(true, twice)).await.unwrap_err();
    assert!(error.is_decode());
}

#[tokio::test]
async fn broken_json() {
    for body in [
        "",
        "{",
        r#"{"code":0,"data":{"url":"https://x.example/","expires":"1"}"#,
        r#"{"code":0,"data":{"url":"https://x.example/","expires":"1"}}}"#,
        r#"{"code":0 "data":1}"#,
        "nonsense",
        r#"{"code":1.5}"#,
        r#"{"code":null}"#,
        r#"{"code":"OK"}"#,
        r#"{"code":0,"code":1}"#,
        "{\"code\":0,\"data\":\"\u{1}\"}",
    ] {
        let error = sign_url(Fault::json(true, body)).await.unwrap_err();
        assert!(error.is_decode(), "{body}: {error}");
        assert_eq!(error.delivery(), Delivery::Unknown, "{body}");
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
    let error = sms(Fault::json(true, b"{\"code\":0,\"msg\":\"\xff\"}"))
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("not UTF-8 at byte 17"),
        "{error}"
    );
}

#[tokio::test]
async fn data_of_another_shape_is_told_by_its_path() {
    for (data, path, problem) in [
        (r#"{"expires":"1"}"#, "$.data.url", "missing"),
        (
            r#"{"url":7,"expires":"1"}"#,
            "$.data.url",
            "expected a URL as text, found a number",
        ),
        (
            r#"{"url":"x","expires":"1"}"#,
            "$.data.url",
            "expected an absolute URL: relative URL without a base",
        ),
        (
            r#"{"url":"https://x.example/","expires":1}"#,
            "$.data.expires",
            "expected a Unix time as text, found a number",
        ),
        (
            r#"{"url":"https://x.example/","expires":"soon"}"#,
            "$.data.expires",
            "expected a Unix time in whole seconds",
        ),
        (
            r#"{"url":"https://x.example/","expires":"99999999999999"}"#,
            "$.data.expires",
            "expected a Unix time within the years -9999 to 9999",
        ),
        (
            r#"{"url":"https://x.example/","url":"https://x.example/","expires":"1"}"#,
            "$.data",
            "the key \"url\" is repeated",
        ),
        (r#""text""#, "$.data", "expected an object, found text"),
    ] {
        let body = format!(r#"{{"code":0,"msg":"","data":{data}}}"#);
        let error = sign_url(Fault::json(true, &body)).await.unwrap_err();
        assert_eq!(error.json_path(), Some(path), "{data}");
        assert_eq!(
            error.to_string(),
            format!("sign_url: unexpected answer, {path}: {problem} (1 attempt)")
        );
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn deep_json_is_no_danger() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let reply = gateway(Fault::json(true, &deep)).await.unwrap();
    assert_eq!(reply.text().len(), deep.len());
    assert!(reply.json::<serde_json::Value>().unwrap_err().is_decode());
    let error = sign_url(Fault::json(true, format!(r#"{{"code":0,"data":{deep}}}"#)))
        .await
        .unwrap_err();
    assert_eq!(error.json_path(), Some("$.data"));
}

#[tokio::test]
async fn a_body_over_the_limit() {
    let large = format!(r#"{{"code":0,"msg":"{}"}}"#, "x".repeat(4000));
    let chunked = {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        let (one, two) = large.split_at(large.len() / 2);
        let bytes = format!(
            "{head}{:x}\r\n{one}\r\n{:x}\r\n{two}\r\n0\r\n\r\n",
            one.len(),
            two.len()
        );
        Fault::Answer {
            carried_out: true,
            bytes: bytes.into_bytes(),
        }
    };
    for answer in [Fault::json(true, &large), chunked] {
        let platform = FaultPlatform::start([answer.clone(), answer]).await;
        let call = pay_code(&platform);
        let limited = call.clone().with_max_response_bytes(4000);
        let error = limited.await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "sms: the answer is larger than the limit of 4000 bytes (1 attempt)"
        );
        assert_eq!(error.delivery(), Delivery::Unknown);
        call.with_max_response_bytes(4100).await.unwrap();
    }
}

#[tokio::test]
async fn an_answer_in_many_pieces_is_put_together() {
    let mut bytes =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            .to_vec();
    for byte in SIGNED.bytes() {
        bytes.extend_from_slice(&[b'1', b'\r', b'\n', byte, b'\r', b'\n']);
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    let signed = sign_url(Fault::Answer {
        carried_out: true,
        bytes,
    })
    .await
    .unwrap();
    assert_eq!(signed.expires.unix_timestamp(), 1_573_026_921);
}

#[tokio::test]
async fn what_the_spec_does_not_know_is_not_lost() {
    let body = r#"{"code":0,"data":{"url":"https://x.example/","expires":"1","region":"mars","odd key":{}}}"#;
    let traced = typed("application/json\r\nX-Trace: t-1", body);
    let platform = FaultPlatform::start([traced]).await;
    let call = client(&platform).sign_url("ods/a.tsv");
    let detailed = call.detailed().await.unwrap();
    let mut unknown = detailed.unknown_fields.clone();
    unknown.sort();
    assert_eq!(unknown, ["$.data.[redacted]", "$.data.region"]);
    assert_eq!(detailed.body, body.as_bytes());
    assert_eq!((detailed.status.as_u16(), detailed.attempts), (200, 1));
    assert_eq!(detailed.headers["x-trace"], "t-1");
    assert_eq!(detailed.response.expires.unix_timestamp(), 1);
}

#[tokio::test]
async fn where_no_data_is_promised_only_the_envelope_says_that_all_is_well() {
    let html = typed("text/html", "<html>please log in</html>");
    let empty = Fault::answer(true, 200, "", "");
    for answer in [
        html,
        empty,
        Fault::json(true, "false"),
        Fault::json(true, r#"{"error":"nope"}"#),
    ] {
        let error = sms(answer.clone()).await.unwrap_err();
        assert!(error.is_decode(), "{answer:?}: {error}");
        assert_eq!(error.delivery(), Delivery::Unknown, "{answer:?}");
    }
    // A refusal is recognized whatever its media type.
    let plain = typed("text/plain", r#"{"code":9,"msg":"no"}"#);
    let error = sms(plain).await.unwrap_err();
    assert_eq!(
        (error.code(), error.delivery()),
        (Some(9), Delivery::Rejected)
    );
}

#[tokio::test]
async fn a_program_names_itself_only_if_it_is_asked_to() {
    let platform = FaultPlatform::start([]).await;
    let client = || client_builder(platform.url());
    for client in [client(), client().user_agent("Shop/1.0 (orders)")] {
        let call = client
            .build()
            .unwrap()
            .gateway_invoke("metagenomes", "/api/get_user");
        call.await.unwrap();
    }
    let named = |head: &String| {
        head.lines()
            .find_map(|line| line.strip_prefix("user-agent: ").map(str::to_owned))
    };
    let names: Vec<_> = platform.heads().iter().map(named).collect();
    assert_eq!(names, [None, Some("shop/1.0 (orders)".to_owned())]);
}

#[tokio::test]
async fn an_error_is_one_line_whatever_it_quotes() {
    let platform = FaultPlatform::start([]).await;
    let error = client(&platform)
        .post("/x")
        .file(
            "a\nINFO paid\u{2028}\u{202e}",
            bge_private_sdk::File::from_bytes("b", "content"),
        )
        .await
        .unwrap_err();
    assert!(error.is_invalid_argument(), "{error:?}");
    let line = error.to_string();
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{202e}');
    assert!(!line.contains(breaks), "{line:?}");
}

#[tokio::test]
async fn a_url_that_is_too_long_is_refused_before_sending() {
    let platform = FaultPlatform::start([]).await;
    let path = format!("/{}", "a".repeat(70_000));
    let error = client(&platform).post(path).await.unwrap_err();
    assert_eq!(error.argument_name(), Some("path"), "{error:?}");
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(platform.heads().is_empty());
}
