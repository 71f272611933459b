//! Every call, every kind of error and every log level with marked secrets: none of the marks is shown in
//! `Debug`, in `Display`, in a chain of errors, in a trace, in a report of the mock, or by the demo. The spec
//! defines which values are secret.

mod marks;
mod shown;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use bge_private_sdk::mock::{self, Example, MockPlatform};
use bge_private_sdk::service::{GatewayInvoke, Sms, SmsTemplate};
use bge_private_sdk::signature::SigningKey;
use bge_private_sdk::{Client, ClientBuilder, ExposeSecret, File, Json, Reply, Secret, SecretUrl};
use bge_private_tests::fault::{Fault, FaultPlatform};
use bge_private_tests::kinds::one_of_each;
use serde_json::Value;

use crate::marks::Hidden;
use crate::shown::{Shown, trace_everything};

/// Part of every secret. It has only letters and digits, so that no encoding changes it.
const MARK: &str = "Hush7f3aHush";

fn builder(url: &str) -> ClientBuilder {
    Client::builder()
        .app_key("key")
        .app_secret(format!("{MARK}-app-secret"))
        .base_url(url)
        .retries(1)
        .backoff(Duration::from_millis(1), Duration::from_millis(2))
        .max_response_bytes(65_536)
        .no_proxy()
}

/// Returns the answer of an example with every secret replaced by a result of `change`.
fn marked(example: &Example, change: impl Fn(&str) -> Value) -> String {
    let data = marks::in_answer(example, |value, secrecy| {
        *value = match secrecy {
            Hidden::Whole => change(&format!("{MARK}-whole")),
            Hidden::Query => change(&format!(
                "https://{MARK}:{MARK}@x.example/a?Signature={MARK}"
            )),
            Hidden::Open => serde_json::json!({"token": change(MARK), MARK: 1}),
        };
    });
    serde_json::json!({"code": 0, "msg": "ok", "data": data}).to_string()
}

/// Returns answers that contain secrets, and other faults.
fn faults(example: &Example) -> Vec<Fault> {
    let good = marked(example, |secret| Value::from(secret));
    let cut = good.get(..good.len() - 9).unwrap();
    let good_with = |change: fn(&str) -> Value| Fault::json(true, marked(example, change));
    let json = |body: String| Fault::json(true, body);
    let answer = |status, headers: &str, body: &str| Fault::answer(false, status, headers, body);
    let raw = |bytes: String| Fault::Answer {
        carried_out: true,
        bytes: bytes.into_bytes(),
    };
    let json_type = "Content-Type: application/json\r\n";
    let head = format!("HTTP/1.1 200 OK\r\n{json_type}");
    let refusal = format!(r#"{{"code":7,"msg":"no","data":"{MARK}"}}"#);
    let cookie = format!("{json_type}Set-Cookie: token={MARK}\r\n");
    vec![
        json(good.clone()),
        good_with(|secret| serde_json::json!({"inner": secret})),
        good_with(|secret| serde_json::json!([secret, 1])),
        good_with(|secret| Value::from(format!("no URL {secret}"))),
        json(format!(r#"{{"code":0,"data":["{MARK}"]}}"#)),
        json(format!(
            r#"{{"code":0,"{MARK}":1,"data":{{"{MARK}":{{"{MARK}":1}}}}}}"#
        )),
        json(format!(r#"{{"code":0,"data":{{"{MARK}":1,"{MARK}":2}}}}"#)),
        json(format!(r#"{{"code":"{MARK}"}}"#)),
        json(format!("{MARK} is not JSON")),
        json(cut.to_owned()),
        Fault::json(true, [good.as_bytes(), b"\xff"].concat()),
        json(format!("{good}{}", " ".repeat(70_000))),
        Fault::json(
            false,
            format!(r#"{{"code":7,"msg":"no","data":{{"token":"{MARK}"}}}}"#),
        ),
        answer(403, json_type, &refusal),
        answer(400, "", MARK),
        answer(500, "Content-Type: text/html\r\n", &format!("<p>{MARK}")),
        answer(429, "Retry-After: 0\r\n", MARK),
        answer(307, &format!("Location: /?token={MARK}\r\n"), ""),
        answer(200, &cookie, &good),
        raw(format!("{head}Content-Length: 9000\r\n\r\n{good}")),
        raw(format!(
            "{head}Transfer-Encoding: chunked\r\n\r\n{MARK}\r\n{good}"
        )),
        raw(format!("{head}{MARK}: {MARK}")),
        raw(format!("{MARK}\r\n\r\n")),
        Fault::ResetBefore,
        Fault::ResetAfter,
        Fault::ResetAfterHeaders,
        Fault::ResetMidBody,
        Fault::StallMidBody,
    ]
}

async fn every_fault_of_every_kind_of_call(shown: &mut Shown) {
    for example in one_of_each() {
        for fault in faults(example) {
            let platform = FaultPlatform::start(vec![fault.clone(); 2])
                .await
                .answering(marked(example, |secret| Value::from(secret)));
            // The limit is short if the call waits for it.
            let limit = if fault == Fault::StallMidBody {
                100
            } else {
                10_000
            };
            let limit = Duration::from_millis(limit);
            let client = builder(platform.url())
                .attempt_timeout(limit)
                .build()
                .unwrap();
            if let Err(error) = example.send(&client).await {
                shown.error(&error);
            }
            // The same call by path, with a secret in the request.
            let call = client
                .post(example.path())
                .field("password", format!("{MARK}-password"))
                .file("file", File::from_bytes("a.bin", format!("{MARK}-content")))
                .with_safe_to_repeat(true);
            shown.debug(&call);
            if let Err(error) = call.await {
                shown.error(&error);
            }
            shown.debug(&client);
            shown.signatures_of(&platform);
        }
    }
}

/// Answers that contain known and unknown secrets. Requests and answers are traced.
async fn typed_answers(shown: &mut Shown) {
    let described = mock::examples().filter(|example| !marks::is_a_file(example));
    for example in described {
        let answer = marked(example, |secret| Value::from(secret));
        let is_kept = marks::is_open(example);
        let mut more: Value = serde_json::from_str(&answer).unwrap();
        if let Some(Value::Object(members)) = more.get_mut("data") {
            members.insert(format!("{MARK}{MARK}"), serde_json::json!({MARK: MARK}));
        }
        for (answer, is_kept) in [(answer.clone(), false), (more.to_string(), is_kept)] {
            let platform = FaultPlatform::start([]).await.answering(answer.clone());
            let client = builder(platform.url()).build().unwrap();
            let typed = example.send(&client).await.unwrap();
            let holds_mark = marks::are_in_answer(example) || is_kept;
            assert_eq!(
                typed.unwrap_or_default().contains(MARK),
                holds_mark,
                "{answer}"
            );
            shown.signatures_of(&platform);
        }
    }
}

/// Arguments that the spec marks as secret, or does not describe.
async fn secret_arguments(shown: &mut Shown) {
    let mock = MockPlatform::start().await.unwrap();
    let client = mock.client();
    let headers = serde_json::json!({"Authorization": format!("Bearer {MARK}"), MARK: 1});
    let invoke = || {
        let call = client.gateway_invoke("metagenomes", "/api/get_user");
        call.headers(&headers).data(&headers)
    };
    let template = |code: &str| SmsTemplate::PayCode {
        pay_code: code.into(),
    };
    let sms = |code: &str| client.sms(template(code), ["17600000000"]);
    let other = SmsTemplate::other("other", [("code", MARK)]);
    mock.on::<GatewayInvoke>()
        .with(invoke().into_request())
        .status(500)
        .times(2);
    mock.on::<Sms>()
        .with(sms("other").into_request())
        .status(500)
        .times(1);
    shown.debug(&invoke());
    shown.debug(&sms(MARK));
    shown.debug(&other);
    let reply = invoke().await;
    shown.error(&reply.unwrap_err());
    sms(MARK).await.unwrap();
    client.sms(other, ["17600000000"]).await.unwrap();
    client
        .gateway_invoke("metagenomes", "/other")
        .headers(&headers)
        .await
        .unwrap();
    for call in mock.received() {
        assert!(call.fields().iter().any(|(_, value)| value.contains(MARK)));
        shown.debug(&call);
        shown
            .signatures
            .extend(call.field("sign").map(str::to_owned));
    }
    let report = mock.verify().unwrap_err();
    assert!(report.to_string().contains("headers"), "{report}");
    shown.debug(&report);
}

async fn before_anything_is_sent(shown: &mut Shown) {
    for base_url in [
        format!("http://user:{MARK}@127.0.0.1:1"),
        format!("http://127.0.0.1:1/?token={MARK}"),
        format!("http://127.0.0.1:1/#{MARK}"),
        format!("ftp://{MARK}"),
        format!("{MARK} is no URL"),
    ] {
        shown.error(&builder(&base_url).build().unwrap_err());
    }
    let secret_alone = Client::builder().app_secret(MARK);
    shown.debug(&secret_alone);
    shown.error(&secret_alone.build().unwrap_err());

    // No server listens at this address.
    let client = builder("http://127.0.0.1:1").build().unwrap();
    let call = |path: &str| client.post(path).field("password", MARK);
    let refused = [
        call("/any"),
        call("no-slash"),
        call(&format!("/any?token={MARK}")),
        call(&format!("/any#{MARK}")),
        call("/any").field("password", MARK),
        call("/any").field("sign", MARK),
        call("/any").field("", MARK),
        call("/any").file("file", File::from_bytes("a\n", MARK)),
        call("/any").file("a\"b", File::from_bytes("a", MARK)),
    ];
    for call in refused {
        shown.error(&call.await.unwrap_err());
    }
    shown.error(&Json::from_text(format!("{MARK} is no JSON")).unwrap_err());
    let json = Json::from_text(format!(r#"{{"token":"{MARK}"}}"#)).unwrap();
    shown.error(&json.parse::<Vec<u8>>().unwrap_err());
    shown.debug(&json);
    shown.debug(&Reply::Json(json));
    shown.debug(&Reply::Text(MARK.to_owned()));

    shown.debug(&Secret::from(MARK));
    for url in [
        format!("https://x.example/a?{MARK}#{MARK}"),
        format!("https://{MARK}:{MARK}@x.example?{MARK}"),
        format!(" https:x.example\\a?{MARK}"),
    ] {
        let url: SecretUrl = url.parse().unwrap();
        assert!(url.expose_secret().contains(MARK));
        shown.debug(&url);
        shown.debug(&url.without_query());
    }
    shown.debug(&SigningKey::new(MARK));
}

async fn the_mock_platform(shown: &mut Shown) {
    let setting_up = MockPlatform::builder().app_secret(MARK);
    shown.debug(&setting_up);
    let mock = setting_up.start().await.unwrap();
    let client = mock.client();
    for example in mock::examples() {
        example.send(&client).await.unwrap();
        let unknown = client.post(example.path()).field("password", MARK);
        // A call that accepts any parameter is answered.
        match unknown.await {
            Ok(reply) => shown.debug(&reply),
            Err(error) => shown.error(&error),
        }
    }
    let elsewhere = client.post("/nowhere").field("password", MARK);
    shown.error(&elsewhere.await.unwrap_err());
    let stranger = mock
        .client_builder()
        .app_secret(format!("{MARK}-other"))
        .build()
        .unwrap();
    shown.error(&stranger.sts_token().await.unwrap_err());
    for call in mock.received() {
        shown.debug(&call);
        shown
            .signatures
            .extend(call.field("sign").map(str::to_owned));
    }
    shown.debug(&mock);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn none_is_shown_by_the_library() {
    trace_everything();
    let mut shown = Shown::default();
    every_fault_of_every_kind_of_call(&mut shown).await;
    typed_answers(&mut shown).await;
    secret_arguments(&mut shown).await;
    before_anything_is_sent(&mut shown).await;
    the_mock_platform(&mut shown).await;
    shown.assert_clean();
}

/// Returns a command that runs the example `demo`: the program that `cargo test` built, or else `cargo run`.
fn demo() -> Command {
    let here = std::env::current_exe().unwrap();
    let built = here
        .parent()
        .and_then(Path::parent)
        .unwrap()
        .join("examples/demo");
    if built.exists() {
        return Command::new(built);
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args("run --quiet -p bge-private-sdk --features mock --example demo".split(' '));
    cargo
}

#[test]
fn none_is_shown_by_the_demo() {
    let output = demo().output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let shown = text(&output.stdout) + &text(&output.stderr);
    assert!(output.status.success(), "{shown}");
    let mut secrets = vec!["mock-app-secret".to_owned(), "not-the-secret".to_owned()];
    for example in mock::examples() {
        marks::in_answer(example, |value, secrecy| {
            let text = value.as_str().unwrap_or_default();
            match secrecy {
                Hidden::Whole => secrets.push(text.to_owned()),
                Hidden::Query => {
                    secrets.extend(text.split_once('?').map(|(_, query)| query.to_owned()));
                }
                // The demo shows the answer of a service behind the gateway.
                Hidden::Open => {}
            }
        });
    }
    for secret in secrets {
        assert!(!shown.contains(&secret), "{secret} in {shown}");
    }
}
