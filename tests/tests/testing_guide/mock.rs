//! The example of the mock platform in `docs/testing.md`.

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::{Region, SignUrl, SignUrlResponse};
use bge_private_sdk::{Client, Error, OffsetDateTime, SecretUrl};

// Your code.
async fn link(client: &Client, object_name: &str) -> Result<SecretUrl, Error> {
    let signed = client
        .sign_url(object_name)
        .region(Region::Domestic)
        .await?;
    Ok(signed.url)
}

// Its test: the platform is down for a moment, then answers.
#[tokio::test]
async fn a_link_survives_an_outage() -> Result<(), Box<dyn std::error::Error>> {
    let url: SecretUrl = "https://files.example/a.tsv?signature=made-up".parse()?;
    let mock = MockPlatform::start().await?;
    mock.on::<SignUrl>()
        .matching(|request| request.object_name.ends_with(".tsv"))
        .status(503)
        .then()
        .reply(SignUrlResponse::new(url.clone(), OffsetDateTime::now_utc()));

    assert_eq!(link(&mock.client(), "ods/a.tsv").await?, url);
    assert_eq!(mock.calls::<SignUrl>()[0].region, Some(Region::Domestic));
    Ok(())
}
