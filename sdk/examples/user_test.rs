//! Your own function that calls the platform, and its tests against the mock platform.
//!
//! `cargo run -p bge-private-sdk --features mock --example user_test` shares an object of the mock platform, or of the
//! real one if `BGE_PRIVATE_APP_KEY` and `BGE_PRIVATE_APP_SECRET` are set; an argument names the object.
//! `cargo test` runs the tests.

use std::error::Error as StdError;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::Region;
use bge_private_sdk::{Client, ExposeSecret, Url};

const WEEK: u64 = 7 * 24 * 60 * 60;

/// The function under test: returns a short link with which anyone can download an object for a week.
async fn share(client: &Client, object_name: &str) -> Result<Url, Box<dyn StdError>> {
    let signed = client
        .sign_url(object_name)
        .region(Region::International)
        .expiration_time(WEEK)
        .await?;
    let short = client
        .shorturls(signed.url.expose_secret().parse()?)
        .await?;
    Ok(short.short_url)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let mut arguments = std::env::args().skip(1);
    let object_name = arguments.next().unwrap_or("ods/a.tsv".to_owned());
    // The mock platform stops when it is dropped.
    let mock;
    let client = if std::env::var_os("BGE_PRIVATE_APP_KEY").is_some() {
        Client::from_env()?
    } else {
        mock = MockPlatform::start().await?;
        mock.client()
    };
    println!("{}", share(&client, &object_name).await?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use bge_private_sdk::mock::MockPlatform;
    use bge_private_sdk::service::{Shorturls, ShorturlsResponse, SignUrl, SignUrlResponse};
    use bge_private_sdk::{Error, OffsetDateTime};

    use super::*;

    fn signed() -> SignUrlResponse {
        let url = Url::parse("https://files.example/a.tsv?signature=made-up").unwrap();
        SignUrlResponse::new(url, OffsetDateTime::UNIX_EPOCH)
    }

    #[tokio::test]
    async fn the_short_link_leads_to_the_object() -> Result<(), Box<dyn StdError>> {
        let mock = MockPlatform::start().await?;
        mock.on::<SignUrl>()
            .matching(|request| request.expiration_time == Some(WEEK.into()))
            .reply(signed());
        mock.on::<Shorturls>()
            .with(Shorturls::new(signed().url.expose_secret().parse()?))
            .reply(ShorturlsResponse::new("https://s.example/1".parse()?, WEEK))
            .times(1);

        let link = share(&mock.client(), "a.tsv").await?;
        assert_eq!(link.as_str(), "https://s.example/1");
        assert_eq!(mock.calls::<SignUrl>()[0].object_name, "a.tsv");
        Ok(())
    }

    #[tokio::test]
    async fn an_outage_passes_unseen() -> Result<(), Box<dyn StdError>> {
        let mock = MockPlatform::start().await?;
        mock.on::<SignUrl>()
            .status(503)
            .then()
            .drop_connection()
            .then()
            .reply(signed());

        share(&mock.client(), "a.tsv").await?;
        assert_eq!(mock.calls::<SignUrl>().len(), 3);
        Ok(())
    }

    #[tokio::test]
    async fn nothing_is_shortened_for_an_object_that_is_not_there() {
        let mock = MockPlatform::start().await.unwrap();
        mock.on::<SignUrl>().fail(4004, "no such object");
        mock.on::<Shorturls>().times(0);

        let error = share(&mock.client(), "a.tsv").await.unwrap_err();
        let error: &Error = error.downcast_ref().unwrap();
        assert_eq!(error.code(), Some(4004));
    }
}
