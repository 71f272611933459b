//! Makes every call of the spec, and calls with hostile texts, to a server in another language, which
//! verifies them.

use bge_private_sdk::{Client, Error, File, mock};
use bge_private_tests::{flag, hostile};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let required = |name: &str| flag(name).unwrap_or_else(|| format!("<{name} is missing>"));
    let client = Client::builder()
        .app_key(required("--app-key"))
        .app_secret(required("--app-secret"))
        .base_url(required("--url"))
        .retries(0)
        .build()?;
    for example in mock::examples() {
        let answer = example.send(&client).await?;
        println!(
            "{}: {}",
            example.endpoint(),
            answer.as_deref().unwrap_or("no data")
        );
    }
    let mut form = client.post("/conformance/form");
    let mut multipart = client.post("/conformance/multipart");
    for (name, text) in hostile::texts() {
        form = form.field(name, text.as_str());
        multipart = multipart.field(name, text);
    }
    form.await?;
    let bytes: Vec<u8> = (0..=255).collect();
    multipart
        .file("image", File::from_bytes("图 片.png", bytes))
        .await?;
    Ok(())
}
