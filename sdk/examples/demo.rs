//! The main job, end to end: the calls of the platform's service page, typed, over real HTTP, answered by
//! the mock platform; then three refusals. Ends with status 1 if anything differs from what it should be.
//!
//! `cargo demo`

use std::error::Error as StdError;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::{OrderType, Region, SmsTemplate, WechatTokenAction};
use bge_private_sdk::{Client, Delivery, ExposeSecret, File, dec};

/// A pixel.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T',
    0x78, 0xda, 0x63, 0x64, 0xf8, 0xcf, 0x50, 0x0f, 0, 0x03, 0x86, 0x01, 0x80, 0x5a, 0x34, 0x7d,
    0x6b, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

const STEPS: usize = 11;

/// Counts what was as it should be, and shows on a terminal where it is.
#[derive(Default)]
struct Demo {
    step: usize,
    failed: usize,
}

impl Demo {
    fn begin(&mut self, what: &str) {
        self.step += 1;
        if std::io::stderr().is_terminal() {
            eprint!("\r\x1b[2K[{}/{STEPS}] {what} …", self.step);
            let _ = std::io::stderr().flush();
        }
    }

    fn end(&mut self, shown: &str, as_expected: bool) {
        if std::io::stderr().is_terminal() {
            eprint!("\r\x1b[2K");
        }
        tell(shown);
        if !as_expected {
            self.failed += 1;
            tell("  ^ NOT AS EXPECTED");
        }
        tell("");
    }
}

/// Prints a line. Whoever reads may have read enough, as `head` does; the exit status says the rest.
fn tell(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Makes a call, shows it as written here, and its typed answer.
macro_rules! call {
    ($demo:ident, $call:expr, $check:expr) => {{
        let code = stringify!($call)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let call = $call;
        $demo.begin(&code);
        let request = format!("{:?}", call.request());
        match call.await {
            Ok(answer) => {
                let as_expected = holds(&answer, $check);
                $demo.end(
                    &format!("{code}\n  sends {request}\n  gives {answer:#?}"),
                    as_expected,
                );
            }
            Err(error) => $demo.end(
                &format!("{code}\n  sends {request}\n  fails: {error}"),
                false,
            ),
        }
    }};
}

fn holds<T>(answer: &T, check: impl Fn(&T) -> bool) -> bool {
    check(answer)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(demo) if demo.failed == 0 && demo.step == STEPS => {
            tell("demo: 8 calls answered, 3 refused, as expected");
            ExitCode::SUCCESS
        }
        Ok(demo) => {
            tell(&format!(
                "demo: {} of {} steps were not as expected",
                demo.failed, demo.step
            ));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("demo: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<Demo, Box<dyn StdError>> {
    let mut demo = Demo::default();
    let mock = MockPlatform::start().await?;
    let client = mock.client();
    tell(&format!("The mock platform answers at {}\n", mock.url()));

    let folder = std::env::temp_dir().join(format!("bge-private-demo-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let image = folder.join("1.png");
    std::fs::write(&image, PNG)?;
    calls(&mut demo, &client, &image).await?;
    std::fs::remove_dir_all(&folder)?;

    refusals(&mut demo, &mock, &client).await?;
    Ok(demo)
}

async fn calls(
    demo: &mut Demo,
    client: &Client,
    image: &std::path::Path,
) -> Result<(), Box<dyn StdError>> {
    let query = serde_json::json!({"user_id": "xxxxxxxxxxx"});
    call!(
        demo,
        client
            .gateway_invoke("metagenomes", "/api/get_user")
            .data(query),
        |reply| {
            reply
                .json::<serde_json::Value>()
                .is_ok_and(|user| user.get("user_id").is_some_and(|id| id == "xxxxxxxxxxx"))
        }
    );
    call!(
        demo,
        client
            .image_upload(File::open(&image).await?)
            .allow_exif(true),
        |image| { image.md5 == "0a8bf445b3ba3144f1466f8326a6277f" && image.size == 8820 }
    );
    let notice = SmsTemplate::ResearchDownloadNotice {
        org_name: "测试短信".into(),
        project_name: "科研调查".into(),
        applied_date: "2019-06-01 11:20".into(),
        expiry_date: "2019-06-11 11:20".into(),
    };
    call!(demo, client.sms(notice.clone(), ["17665342277"]), |()| true);
    call!(demo, client.sts_token(), |token| {
        token.bucket == "bge-developer"
            && !token.credentials.security_token.expose_secret().is_empty()
    });
    let object = "ods/microbiome/processed/profile/\
                  e1863.a1863.100.1571133531699.855babe0.E-F19581820449.rxn.relab.tsv";
    call!(
        demo,
        client
            .sign_url(object)
            .region(Region::Domestic)
            .expiration_time(3600),
        |signed| {
            signed.expires.unix_timestamp() == 1_573_026_921
                && signed.url.expose_secret().contains('?')
        }
    );
    call!(
        demo,
        client.shorturls("https://api.private.omgut.com/doc".parse()?),
        |short| {
            short.short_url.as_str() == "https://2i1i.cn/UouT" && short.expires.get() == 604_799
        }
    );
    call!(
        demo,
        client.bgicoin_withdraw("xiangji", dec!(0.01), OrderType::Online, "436666542"),
        |paid| { paid.order_id == "436666542" && paid.trade_no == "1435163710585004033" }
    );
    call!(
        demo,
        client.wechat_token("demo", WechatTokenAction::Get),
        |token| { token.access_token.expose_secret().len() == 32 }
    );
    Ok(())
}

async fn refusals(
    demo: &mut Demo,
    mock: &MockPlatform,
    client: &Client,
) -> Result<(), Box<dyn StdError>> {
    demo.begin("an amount of 0");
    let received = mock.received().len();
    let refused = client
        .bgicoin_withdraw("xiangji", dec!(0), OrderType::Online, "436666542")
        .await;
    let error = refused.err().ok_or("an amount of 0 was accepted")?;
    let as_expected = error.argument_name() == Some("amount")
        && error.delivery() == Delivery::NotSent
        && mock.received().len() == received;
    demo.end(
        &format!("An amount of 0 is refused before anything is sent:\n  {error}"),
        as_expected,
    );

    demo.begin("a wrong secret");
    let stranger = mock.client_builder().app_secret("not-the-secret").build()?;
    let error = stranger
        .sts_token()
        .await
        .err()
        .ok_or("a wrong secret was accepted")?;
    let as_expected = error.is_platform() && error.delivery() == Delivery::Rejected;
    demo.end(
        &format!("A wrong secret is rejected by the platform:\n  {error}"),
        as_expected,
    );

    demo.begin("an unknown field");
    let call = client
        .post("/service/shorturls")
        .field("url", "https://api.private.omgut.com/doc")
        .field("colour", "blue");
    let error = call.await.err().ok_or("an unknown field was accepted")?;
    let as_expected = error
        .message()
        .is_some_and(|message| message.contains("colour"));
    demo.end(
        &format!("A field that the call does not have is named:\n  {error}"),
        as_expected,
    );
    Ok(())
}
