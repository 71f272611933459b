//! The requests received, as they were sent. `tests/promise.rs` tests every form of parameter.

use bge_private_sdk::mock::{MockPlatform, ReceivedFile};
use bge_private_sdk::service::{
    BgicoinWithdraw, GatewayInvoke, ImageUpload, OrderType, Region, SignUrl, Sms, SmsTemplate,
};
use bge_private_sdk::{Call, Client, File, Request, dec};

use crate::{once, platform};

/// Makes a call, ignores its result, and returns the request that was sent.
async fn sent<R: Request + Clone>(call: Call<R>) -> R {
    let request = call.request().clone();
    let _ = call.await;
    request
}

#[tokio::test]
async fn are_those_that_were_sent() {
    let mock = platform().await;
    let client = once(&mock);
    let unknown = SmsTemplate::other("别的", [("b", "1"), ("a", " + ")]);
    let known = SmsTemplate::ResearchDownloadNotice {
        org_name: "甲, 乙".into(),
        project_name: String::new(),
        applied_date: "2019-06-01 11:20".into(),
        expiry_date: "%2B".into(),
    };
    // A call without required parameters is refused, and shown as it was sent.
    let incomplete = SmsTemplate::other("pay_code", [("payCode", "1")]);
    let mut expected = Vec::new();
    for template in [unknown, known, incomplete] {
        expected.push(sent(client.sms(template, ["1", "2"])).await);
    }
    assert_eq!(mock.calls::<Sms>(), expected);

    let odd = Region::known_or_other("mars");
    let call = client.sign_url("目录/a b+c~%*'\"😀").region(odd);
    let expected = sent(call.expiration_time(u64::MAX)).await;
    assert_eq!(mock.calls::<SignUrl>(), [expected]);

    let data = serde_json::json!({"b": [1.5, null], "a": "\"\\"});
    let call = client.gateway_invoke("s", "/a").data(&data);
    let expected = sent(call).await;
    assert_eq!(mock.calls::<GatewayInvoke>(), [expected]);

    let call = client.bgicoin_withdraw("x", dec!(1.10), OrderType::Other(9), "12345678");
    let expected = sent(call).await;
    assert_eq!(mock.calls::<BgicoinWithdraw>(), [expected]);
    assert_eq!(mock.received().len(), 6);
}

#[tokio::test]
async fn come_with_their_files() {
    let mock = platform().await;
    let client = mock.client();
    let image = File::from_bytes("图 \"1\".png", vec![0, 255, b'\r', b'\n']);
    let expected = [
        sent(client.image_upload(image.clone()).allow_exif(false)).await,
        sent(client.image_upload(image.with_media_type("image/x-odd"))).await,
    ];
    assert_eq!(mock.calls::<ImageUpload>(), expected);

    let path = std::env::temp_dir().join(format!("bge-private-mock-{}.txt", std::process::id()));
    std::fs::write(&path, "from disk").unwrap();
    let file = File::open(&path).await.unwrap();
    mock.on::<ImageUpload>()
        .with(ImageUpload::new(file.clone()))
        .times(1);
    sent(client.image_upload(file)).await;
    std::fs::remove_file(&path).unwrap();
    let received = mock.calls::<ImageUpload>().pop().unwrap().image;
    assert_eq!(received.bytes(), Some(b"from disk".as_slice()));
    assert_eq!(received.media_type(), "text/plain");
}

#[tokio::test]
async fn say_of_a_large_file_how_large_it_was() {
    let mock = platform().await;
    let large = File::from_bytes("1.bin", vec![1; ReceivedFile::KEPT + 1]);
    sent(mock.client().image_upload(large.clone())).await;
    let received = mock.calls::<ImageUpload>().pop().unwrap().image;
    assert_eq!(
        (received.length(), received.bytes()),
        (large.length(), None)
    );
    assert_ne!(received, large);
    let error = mock.client().image_upload(received).await.unwrap_err();
    assert!(error.to_string().contains("did not keep"), "{error}");
}

#[tokio::test]
async fn are_left_out_if_they_cannot_be_read() {
    let mock = platform().await;
    let by_hand = |mock: &MockPlatform| mock.client().post("/service/oss/sign_url");
    let _ = by_hand(&mock).field("expiration_time", "3600").await;
    let _ = by_hand(&mock)
        .field("object_name", "a")
        .field("expiration_time", "an hour")
        .await;
    let _ = by_hand(&mock).field("object_name", "a").await;
    assert_eq!(mock.calls::<SignUrl>(), [SignUrl::new("a")]);
    assert_eq!(mock.received().len(), 3);
}

#[tokio::test]
async fn of_other_calls_are_not_among_them() {
    let mock = platform().await;
    let client: Client = mock.client();
    client.sts_token().await.unwrap();
    client.sign_url("a").await.unwrap();
    assert_eq!(mock.calls::<SignUrl>(), [SignUrl::new("a")]);
    assert_eq!(mock.calls::<Sms>(), []);
}
