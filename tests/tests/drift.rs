//! Drift from end to end: a platform answers what the spec does not know; the client's report becomes a patch; with the
//! patched spec the client knows those answers. And no value of an answer is in a report.

use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::drift::{Findings, Patch, patch};
use bge_private_codegen::load;
use bge_private_sdk::mock::{self, Example};
use bge_private_sdk::service::{OrderType, WechatTokenAction};
use bge_private_sdk::{Client, ClientBuilder, DriftLog, File, blocking, dec};
use bge_private_tests::server::{Act, Received, Server};
use bge_private_tests::workspace::{Copied, original};
use serde_json::{Value, json};

const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

/// What the platform answers to the calls of these paths; each holds something that the spec does not know.
fn answers() -> Value {
    json!({
        "/service/image/upload": {
            "md5": "0a8bf445b3ba3144f1466f8326a6277f", "size": "8820", "url": "https://image.example/1.png",
            "width": 640, "ratio": 1.5, "is_new": true, "taken_at": 1573026921, "caption": null,
            "place": {"city": "深圳", "points": [{"x": 1.5}, {"x": 2, "y": 3}]},
            "likes": {"17665342277": {"at": "2021-09-07T09:20:51Z"}},
        },
        "/service/sts/token": {
            "endpoint": "https://oss.example/", "destination": "DUS-1", "base_uri": null, "bucket": "b",
            "credentials": {
                "access_key_secret": "s", "access_key_id": "i", "expiration": "2021-09-07T09:20:51Z",
                "security_token": "t", "session_token": "u", "region-id": "cn-shenzhen",
            },
        },
        "/service/shorturls": {"short_url": "https://2i1i.example/a", "expires": "604799", "小明": 1},
        "/service/bgicoin/withdraw": {"order_id": "order-0001"},
        "/openbge/wechat/token": {"access_token": "a"},
    })
}

fn serve(answers: Value) -> Server {
    Server::start(move |request: Received| match answers.get(&request.path) {
        Some(data) => Act::json(
            json!({"code": 0, "msg": "ok", "data": data, "request_id": "r-1"}).to_string(),
        ),
        None => Act::json(r#"{"code":4003,"msg":"余额不足 of 17665342277","data":null}"#),
    })
}

fn builder(server: &Server, drift: &DriftLog) -> ClientBuilder {
    Client::builder()
        .app_key("key")
        .app_secret("secret")
        .base_url(server.url())
        .retries(0)
        .no_proxy()
        .drift(drift.clone())
}

async fn call_all(client: &Client) {
    let image = File::from_bytes("1.png", "png");
    assert!(client.image_upload(image).await.unwrap_err().is_decode());
    assert!(client.sts_token().await.unwrap_err().is_decode());
    let url = "https://example.com".parse().unwrap();
    assert!(client.shorturls(url).await.unwrap_err().is_decode());
    let payment = client.bgicoin_withdraw("a", dec!(1), OrderType::Online, "order-0001");
    assert!(payment.await.unwrap_err().is_decode());
    client
        .wechat_token("a", WechatTokenAction::Get)
        .await
        .unwrap();
    assert_eq!(client.sign_url("a").await.unwrap_err().code(), Some(4003));
}

fn findings(log: &DriftLog) -> Vec<Value> {
    let report: Value = serde_json::from_str(&log.report()).unwrap();
    report["findings"].as_array().unwrap().clone()
}

fn patched(spec: &Path, report: &str) -> Patch {
    let mut findings = Findings::new();
    findings.add(report).unwrap();
    let patch = patch(&load(spec).unwrap(), &findings);
    for file in &patch.files {
        fs::write(&file.path, &file.new).unwrap();
    }
    if let Err(report) = load(spec) {
        panic!("{report}");
    }
    patch
}

#[tokio::test]
async fn clones_and_both_kinds_of_clients_share_a_log() {
    let server = serve(answers());
    let drift = DriftLog::new();
    let client = builder(&server, &drift).build().unwrap();
    assert!(drift.is_empty());
    call_all(&client.clone()).await;
    let first = findings(&drift);
    assert!(first.len() > 15, "{first:#?}");
    call_all(&client).await;
    let of_threads: blocking::Client = builder(&server, &drift).blocking().build().unwrap();
    let call = of_threads.sts_token();
    assert!(
        tokio::task::spawn_blocking(|| call.send())
            .await
            .unwrap()
            .is_err()
    );

    let again = findings(&drift);
    assert_eq!(again.len(), first.len());
    for (before, after) in first.iter().zip(&again) {
        let times = if before["endpoint"] == "sts_token" {
            3
        } else {
            2
        };
        let count = before["count"].as_u64().unwrap();
        assert_eq!(after["count"], count * times, "{after}");
        assert!(after["first_seen"].as_str() <= after["last_seen"].as_str());
    }
    let path = Path::new(SCRATCH).join("drift.json");
    drift.write(&path).unwrap();
    assert_eq!(fs::read_to_string(path).unwrap(), drift.report());
}

/// A call whose answer has an enum, for the copy of the workspace.
const LOOK: &str = "
  look:
    path: /service/look
    doc: {en: Looks., zh: 查看。}
    response:
      state: {type: State, doc: {en: How it is., zh: 状态。}}
      levels: {type: list<Level>, doc: {en: How high., zh: 级别。}}
    examples:
      - title: {en: The usual, zh: 常用}
        response: {state: open, levels: [1]}
";
const TYPES: &str = "
  State:
    doc: {en: A state., zh: 状态。}
    enum: [open, closed]
  Level:
    doc: {en: A level., zh: 级别。}
    enum:
      low: {value: 1, doc: {en: Low., zh: 低。}}
";

/// Calls everything that was answered before with the patched spec, and the call with the enum; prints its report.
const USER: &str = r###"
use bge_private_sdk::service::{OrderType, WechatTokenAction};
use bge_private_sdk::{Client, DriftLog, ExposeSecret, File, dec};
use std::io::{BufRead, BufReader, Read, Write};

fn serve(listener: std::net::TcpListener) {
    let answers: serde_json::Value = serde_json::from_str(ANSWERS).unwrap();
    for stream in listener.incoming() {
        let mut stream = BufReader::new(stream.unwrap());
        let (mut path, mut length, mut line) = (String::new(), 0, String::new());
        while stream.read_line(&mut line).unwrap() > 2 {
            if let Some(rest) = line.strip_prefix("POST ") {
                path = rest.split(' ').next().unwrap().to_owned();
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            line.clear();
        }
        std::io::copy(&mut stream.by_ref().take(length), &mut std::io::sink()).unwrap();
        let body = format!(r##"{{"code":0,"msg":"ok","data":{}}}"##, answers[&path]);
        let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.get_mut().write_all((head + &body).as_bytes()).unwrap();
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(|| serve(listener));
    let drift = DriftLog::new();
    let client = Client::builder().app_key("k").app_secret("s").base_url(url).no_proxy().retries(0).drift(drift.clone()).build()?;

    let image = client.image_upload(File::from_bytes("1.png", "png")).await?;
    assert_eq!((image.size, image.width, image.is_new), (8820, Some(640), Some(true)));
    assert_eq!(image.taken_at.unwrap().unix_timestamp(), 1573026921);
    assert_eq!(image.place.unwrap().points[1].y, Some(3));
    assert_eq!(image.likes.unwrap()["17665342277"].at.unix_timestamp(), 1631006451);
    let token = client.sts_token().await?;
    assert_eq!(token.base_uri, None);
    assert_eq!(token.credentials.session_token.unwrap().expose_secret(), "u");
    assert_eq!(token.credentials.region_id.as_deref(), Some("cn-shenzhen"));
    let short = client.shorturls("https://example.com".parse()?).await?;
    assert_eq!(short.expires.get(), 604799);
    let paid = client.bgicoin_withdraw("a", dec!(1), OrderType::Online, "order-0001").await?;
    assert_eq!(paid.trade_no, None);
    client.wechat_token("a", WechatTokenAction::Get).await?;
    assert!(drift.is_empty(), "{}", drift.report());

    client.look().await?;
    println!("{}", drift.report());
    Ok(())
}
"###;

fn target() -> PathBuf {
    Path::new(SCRATCH).parent().unwrap().to_owned()
}

#[tokio::test]
async fn a_patched_spec_knows_what_was_answered() {
    let server = serve(answers());
    let drift = DriftLog::new();
    call_all(&builder(&server, &drift).build().unwrap()).await;

    let copied = Copied::new(Path::new(SCRATCH), "drift");
    let spec = copied.root().join("spec");
    let patch = patched(&spec, &drift.report());
    let notes: Vec<_> = patch.notes.iter().map(ToString::to_string).collect();
    for part in [
        "`sign_url` was refused with code 4003",
        "the envelope has a member `$.request_id`",
        "`shorturls` answers in `$` with a field whose name is not told",
    ] {
        assert!(
            notes.iter().any(|note| note.contains(part)),
            "{part}: {notes:#?}"
        );
    }
    assert_eq!(notes.len(), 3, "{notes:#?}");
    let service = spec.join("service.yaml");
    let text = fs::read_to_string(&service).unwrap();
    assert_eq!(text.matches("# review: ").count(), 16, "{text}");
    let text = text
        .replacen("\nendpoints:\n", &format!("\nendpoints:{LOOK}\n"), 1)
        .replacen("\ntypes:\n", &format!("\ntypes:{TYPES}\n"), 1);
    fs::write(&service, text).unwrap();

    // The second answer is the patched spec's own: no field is null that was only ever null.
    let mut second = answers();
    second["/service/shorturls"]
        .as_object_mut()
        .unwrap()
        .remove("小明");
    second["/service/look"] = json!({"state": "lost", "levels": [1, 7, 17665342277_i64]});
    let user = format!("const ANSWERS: &str = {:?};\n{USER}", second.to_string());
    let printed = tokio::task::spawn_blocking(move || copied.run(&target(), &user))
        .await
        .unwrap();
    assert!(!printed.contains("17665342277"), "{printed}");

    let patch = patched(&spec, &printed);
    let told: Vec<_> = patch
        .changes
        .iter()
        .map(|change| change.text.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "`State` gets the value `lost`",
            "`Level` gets the value `value_7`"
        ]
    );
    assert_eq!(patch.notes.len(), 1, "{:?}", patch.notes);
    // The copy was changed, and nothing else.
    assert!(
        !fs::read_to_string(original().join("spec/service.yaml"))
            .unwrap()
            .contains("review:")
    );
}

/// Every value of these is a mark; no part of any name of the spec is.
const MARKS: [&str; 9] = [
    r#""Hush7f3aHush""#,
    r#""https://hush7f3a.example/Hush7f3aHush?sign=Hush7f3aHush""#,
    r#""731973197319""#,
    "731973197319",
    "73197.3197319",
    r#""2073-11-09T07:31:09Z""#,
    "[\"Hush7f3aHush\", 731973197319]",
    r#"{"731973197319": "Hush7f3aHush", "Hush@7f3a": {"hush hush": 731973197319}}"#,
    r#"{"within": {"Hush7f3aHush 7319": "Hush7f3aHush"}}"#,
];

/// The answer of an example with a mark in the place of each value, and in new fields of each object.
fn marked(value: &Value, mark: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), marked(value, mark)));
            let new = [("new_field", mark.clone()), ("731973197319", mark.clone())];
            let new = new.map(|(name, value)| (name.to_owned(), value));
            Value::Object(members.chain(new).collect())
        }
        Value::Array(items) => items.iter().map(|item| marked(item, mark)).collect(),
        _ => mark.clone(),
    }
}

fn response(example: &Example) -> Value {
    serde_json::from_str(example.response().unwrap_or("null")).unwrap()
}

#[tokio::test]
async fn no_value_of_an_answer_is_in_a_report() {
    let drift = DriftLog::new();
    for mark in MARKS.map(|mark| serde_json::from_str::<Value>(mark).unwrap()) {
        for example in mock::examples() {
            for data in [
                marked(&response(example), &mark),
                mark.clone(),
                json!([mark]),
                response(example),
            ] {
                for code in [0, 7] {
                    let answer = json!({
                        "code": code, "msg": "Hush7f3aHush 731973197319", "data": data,
                        "request_id": mark, "Hush 7f3aHush": mark,
                    });
                    let server = Server::start(move |_: Received| Act::json(answer.to_string()));
                    let client = builder(&server, &drift).build().unwrap();
                    let _ = example.send(&client).await;
                }
            }
        }
    }
    let report = drift.report();
    assert!(findings(&drift).len() > 50, "{report}");
    for part in ["Hush", "7f3a", "7319", "hush", "2073"] {
        assert!(!report.contains(part), "{part}: {report}");
    }
    assert!(!format!("{drift:?}").contains("new_field"));
}
