//! The Rust column of the table in `docs/python.md`, as code that compiles and runs.

use std::error::Error;
use std::time::Duration;

use bge_private_sdk::service::{OrderType, Region, SmsTemplate, WechatTokenAction};
use bge_private_sdk::{Client, File, dec};
use serde_json::json;

/// Runs each line. Returns the lines as text.
macro_rules! lines {
    ($($line:expr;)*) => {
        [$({
            let _ = $line;
            stringify!($line)
        }),*]
    };
}

/// Creates a client as in the table. Returns the line.
///
/// # Errors
/// If the client cannot be built.
pub fn client(
    app_key: &str,
    app_secret: &str,
    endpoint: &str,
) -> Result<&'static str, bge_private_sdk::Error> {
    let [line] = lines![Client::builder().app_key(app_key).app_secret(app_secret).base_url(endpoint).retries(3).attempt_timeout(Duration::from_secs(16)).build()?;];
    Ok(line)
}

/// Makes the calls of the table in order. Returns the lines. The current folder must contain an image
/// `1.png`.
///
/// # Errors
/// If a call fails.
pub async fn calls(client: &Client) -> Result<[&'static str; 8], Box<dyn Error>> {
    Ok(lines![
        client.gateway_invoke("metagenomes", "/api/get_user").data(json!({"user_id": "u-1"})).await?;
        client.image_upload(File::open("1.png").await?).allow_exif(true).await?;
        client.sms(SmsTemplate::PayCode { pay_code: "4711".into() }, ["17600000000"]).await?;
        client.sts_token().await?;
        client.sign_url("ods/a.tsv").region(Region::Domestic).expiration_time(3600).await?;
        client.shorturls("https://api.private.omgut.com/doc".parse()?).await?;
        client.bgicoin_withdraw("labteam", dec!(0.01), OrderType::Online, "order-0001").await?;
        client.wechat_token("demo", WechatTokenAction::Get).await?;
    ])
}
