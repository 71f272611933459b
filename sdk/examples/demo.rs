//! The tour: a call of every kind over real HTTP, answered by the mock platform, and what the library promises. Ends
//! with status 1 if anything differs from what it should be.
//!
//! `cargo demo`

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use bge_private_sdk::account::VerifyScope;
use bge_private_sdk::batch::NewDataItem;
use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::oauth2::UserGrants;
use bge_private_sdk::sample::SamplesBy;
use bge_private_sdk::service::{
    BgicoinWithdraw, OrderType, Region, SignUrl, SignUrlResponse, SmsTemplate, WechatTokenAction,
};
use bge_private_sdk::{Client, Delivery, File, OffsetDateTime, SecretUrl, dec};

type Tour = Result<(), Box<dyn StdError>>;

/// Shows what happened, and counts what was not as it should be.
struct Demo {
    mock: MockPlatform,
    client: Client,
    is_coloured: bool,
    failed: usize,
}

impl Demo {
    /// Shows the answer of a call.
    fn call(&mut self, name: &str, kind: &str, answer: &str, as_expected: bool) {
        let (name, kind) = (format!("{name:<19}"), format!("{kind:<22}"));
        let (name, kind) = (self.coloured("36", &name), self.coloured("2", &kind));
        self.tell(
            &format!("  {name} {kind} {}", shortened(answer)),
            as_expected,
        );
    }

    /// Shows a promise, and what proves it.
    fn promise(&mut self, promise: &str, proof: &str, as_expected: bool) {
        let promise = self.coloured("1", promise);
        self.tell(&format!("{promise}\n  {proof}"), as_expected);
    }

    /// Prints a line. Whoever reads may have read enough, as `head` does; the exit status says the rest.
    fn tell(&mut self, line: &str, as_expected: bool) {
        let _ = writeln!(std::io::stdout(), "{line}");
        if !as_expected {
            self.failed += 1;
            let _ = writeln!(std::io::stdout(), "  ^ NOT AS EXPECTED");
        }
    }

    fn coloured(&self, colour: &str, text: &str) -> String {
        if self.is_coloured {
            return format!("\x1b[{colour}m{text}\x1b[0m");
        }
        text.to_owned()
    }

    /// Returns the number of requests that the platform has received.
    fn received(&self) -> usize {
        self.mock.received().len()
    }
}

/// Leaves out the middle of a long text.
fn shortened(text: &str) -> String {
    let length = text.chars().count();
    if length <= 60 {
        return text.to_owned();
    }
    let start: String = text.chars().take(35).collect();
    let end: String = text.chars().skip(length - 24).collect();
    format!("{start}…{end}")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let told = match run().await {
        Ok(0) => return ExitCode::SUCCESS,
        Ok(failed) => format!("{failed} lines were not as expected"),
        Err(error) => error.to_string(),
    };
    eprintln!("demo: {told}");
    ExitCode::FAILURE
}

/// Returns how many lines were not as expected.
async fn run() -> Result<usize, Box<dyn StdError>> {
    let mock = MockPlatform::start().await?;
    let mut demo = Demo {
        client: mock.client(),
        is_coloured: std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        failed: 0,
        mock,
    };
    let url = demo.mock.url();
    demo.tell(&format!("The mock platform answers at {url}\n"), true);
    services(&mut demo).await?;
    files_and_lists(&mut demo).await?;
    other_kinds(&mut demo).await?;
    demo.tell("", true);
    attempts(&mut demo).await?;
    refusals(&mut demo).await?;
    pages_and_secrets(&mut demo).await?;
    Ok(demo.failed)
}

async fn services(demo: &mut Demo) -> Tour {
    let client = demo.client.clone();
    let short = client
        .shorturls("https://api.private.omgut.com/doc".parse()?)
        .await?;
    let shown = format!("{} for {} s", short.short_url, short.expires.get());
    demo.call("shorturls", "plain call", &shown, shown.contains("604799"));

    let call = client.sign_url("ods/a.tsv").region(Region::Domestic);
    let signed = call.expiration_time(3600).await?;
    let shown = format!("{:?}", signed.url);
    demo.call(
        "sign_url",
        "optional parameters",
        &shown,
        shown.contains("?[redacted]"),
    );

    let paid = client
        .bgicoin_withdraw("labteam", dec!(0.01), OrderType::Online, "436666542")
        .await?;
    let shown = format!("order {} is trade {}", paid.order_id, paid.trade_no);
    demo.call(
        "bgicoin_withdraw",
        "payment",
        &shown,
        paid.order_id == "436666542",
    );

    let code = SmsTemplate::PayCode {
        pay_code: "4711".into(),
    };
    client.sms(code, ["17600000000"]).await?;
    demo.call("sms", "parameters by template", "sent", true);

    let token = client.wechat_token("demo", WechatTokenAction::Get).await?;
    let shown = format!("{:?}", token.access_token);
    demo.call(
        "wechat_token",
        "secret in the answer",
        &shown,
        shown == "[redacted]",
    );

    let query = serde_json::json!({"user_id": "u-1"});
    let reply = client
        .gateway_invoke("metagenomes", "/api/get_user")
        .data(query)
        .await?;
    let shown = reply.text();
    demo.call(
        "gateway_invoke",
        "forwarded to a service",
        shown,
        shown.contains("user_id"),
    );
    Ok(())
}

async fn files_and_lists(demo: &mut Demo) -> Tour {
    let client = demo.client.clone();
    let image = File::from_bytes("1.png", &b"\x89PNG\r\n\x1a\n"[..]);
    let image = client.image_upload(image).allow_exif(true).await?;
    let shown = format!("{} bytes at {}", image.size, image.url);
    demo.call("image_upload", "file, streamed", &shown, image.size == 8820);

    let mut download = client.download_omics_data("metagenomics").await?;
    let (of, mut bytes) = (download.media_type().unwrap_or_default().to_owned(), 0);
    while let Some(chunk) = download.chunk().await? {
        bytes += chunk.len();
    }
    let shown = format!("{bytes} bytes of type {of}");
    demo.call(
        "download_omics_data",
        "download, streamed",
        &shown,
        bytes > 0,
    );

    let page = client
        .get_taxon_abundance("E-S10000000066")
        .limit(2)
        .await?;
    let taxa = page.iter().map(|taxon| taxon.taxonomy.taxon_name.as_str());
    let shown = taxa.collect::<Vec<_>>().join(", ");
    demo.call(
        "get_taxon_abundance",
        "page of a list",
        &shown,
        page.len() == 2,
    );

    let by = SamplesBy::Biosample(vec!["E-B10000000017".into()]);
    let samples = client.get_samples(by).await?;
    let ids = samples.iter().map(|sample| sample.biosample_id.as_str());
    let shown = ids.collect::<Vec<_>>().join(", ");
    demo.call(
        "get_samples",
        "one of two parameters",
        &shown,
        shown.contains("E-B10000000017"),
    );

    let task = client.commit_batch(1_630_000_000_001).await?;
    let moment = Duration::from_millis(10);
    let done = task.wait(&client).poll_interval(moment, moment).await?;
    let shown = format!("{}, then {}", task.progress, done.progress);
    demo.call(
        "commit_batch",
        "task, waited for",
        &shown,
        done.progress == "SUCCESS",
    );
    Ok(())
}

async fn other_kinds(demo: &mut Demo) -> Tour {
    let client = demo.client.clone();
    let age = BTreeMap::from([("age".to_owned(), serde_json::json!(18).into())]);
    let items = [NewDataItem::new(
        "708192a3-b4c5-46d7-a8f9-011223344556",
        age,
    )];
    client.import_batch(1_630_000_000_001, items).await?;
    demo.call("import_batch", "JSON body", "imported", true);

    let account = client.account();
    let sent = account
        .verify("user@example.com", VerifyScope::Login)
        .await?;
    demo.call(
        "account.verify",
        "nested client",
        sent.text(),
        sent.text() == "{}",
    );

    let call = client.register_sample(11, "P-W10000000058");
    let sample = call.depth(46.5).extra("sex", "female").await?.biosample_id;
    demo.call(
        "register_sample",
        "open parameters",
        &sample,
        sample.starts_with("E-"),
    );

    let shown = match client
        .oauth2_grants("made-up-token")
        .client_id("c-1")
        .await?
    {
        UserGrants::Grant(grant) => format!("one client, {}", grant.application.name),
        UserGrants::Grants(grants) => format!("a list of {}", grants.len()),
        _ => "another shape".to_owned(),
    };
    demo.call(
        "oauth2_grants",
        "answer of two shapes",
        &shown,
        shown != "another shape",
    );

    let reply = client
        .post("/service/shorturls")
        .field("url", "https://api.private.omgut.com/doc")
        .await?;
    demo.call(
        "post",
        "call not in the spec",
        reply.text(),
        reply.text().contains("2i1i.cn"),
    );
    Ok(())
}

async fn attempts(demo: &mut Demo) -> Tour {
    let answer = SignUrlResponse::new(
        "https://files.example/a.tsv?signature=made-up".parse::<SecretUrl>()?,
        OffsetDateTime::now_utc(),
    );
    demo.mock.on::<SignUrl>().status(503).then().reply(answer);
    let signed = demo.client.sign_url("ods/a.tsv").detailed().await?;
    let shown = format!(
        "sign_url: {} after {} attempts",
        signed.status, signed.attempts
    );
    let promise = "What is safe to repeat is repeated: 503, then success.";
    demo.promise(promise, &shown, signed.attempts == 2);

    demo.mock.on::<BgicoinWithdraw>().drop_connection();
    let before = demo.received();
    let call = demo
        .client
        .bgicoin_withdraw("labteam", dec!(0.01), OrderType::Online, "436666543");
    let error = call.await.err().ok_or("a lost answer was a success")?;
    let requests = demo.received() - before;
    let shown = format!(
        "{error}; delivery {:?}, requests {requests}",
        error.delivery()
    );
    let as_expected = error.delivery() == Delivery::Unknown && requests == 1;
    demo.promise(
        "A payment whose answer is lost is never sent again.",
        &shown,
        as_expected,
    );
    Ok(())
}

async fn refusals(demo: &mut Demo) -> Tour {
    let before = demo.received();
    let call = demo
        .client
        .bgicoin_withdraw("labteam", dec!(0), OrderType::Online, "436666544");
    let error = call.await.err().ok_or("an amount of 0 was accepted")?;
    let as_expected = error.delivery() == Delivery::NotSent && demo.received() == before;
    let shown = format!("{error}; delivery {:?}", error.delivery());
    demo.promise("What the spec forbids is not sent.", &shown, as_expected);

    let builder = demo.mock.client_builder().app_secret(demo.mock.app_key());
    let error = builder
        .build()?
        .sts_token()
        .await
        .err()
        .ok_or("a wrong secret was accepted")?;
    let promise = "The doctor says what is wrong with a signature.";
    let as_expected = error.is_platform() && error.to_string().contains("app key");
    demo.promise(promise, &error.to_string(), as_expected);
    Ok(())
}

async fn pages_and_secrets(demo: &mut Demo) -> Tour {
    let before = demo.received();
    let mut items = demo.client.get_taxon_abundance("E-S10000000066").items();
    let first = items
        .try_next()
        .await?
        .map_or(0, |_| demo.received() - before);
    let rest = items.try_collect().await?.len();
    let all = demo.received() - before;
    let shown = format!(
        "the first item took {first} request; {rest} more took {}",
        all - first
    );
    let promise = "A list in pages is one stream, and a page is asked for when it is needed.";
    demo.promise(promise, &shown, first == 1 && rest > 0);

    let token = demo.client.sts_token().await?;
    let shown = format!("{:?}", token.credentials);
    let promise = "A secret is not shown by accident.";
    demo.promise(
        promise,
        &shown,
        shown.contains("access_key_secret: [redacted]"),
    );
    Ok(())
}
