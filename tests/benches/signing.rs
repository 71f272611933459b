//! The cost of a signed form, compared with an HMAC-SHA1 of the same message with a prepared key.
//!
//! `cargo bench -p bge-private-tests --bench signing`

use std::hint::black_box;
use std::time::Instant;

use bge_private_sdk::service::Region;
use bge_private_sdk::{Client, signature};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

const ROUNDS: usize = 11;
const TIMES: u32 = 50_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .app_key("app-key-0123456789")
        .app_secret("app-secret-0123456789")
        .build()?;
    let call = || {
        client
            .sign_url("ods/x.tsv")
            .region(Region::Domestic)
            .expiration_time(3600)
    };
    let form = call().signed_form()?;
    let message = signature::string_to_sign(url::form_urlencoded::parse(form.as_bytes()));
    let keyed = Hmac::<Sha1>::new_from_slice(b"app-secret-0123456789&")?;
    let digest = || {
        keyed
            .clone()
            .chain_update(black_box(&message))
            .finalize()
            .into_bytes()
    };

    // The two are measured alternately, so that a change of the machine's speed affects both alike.
    let mut ratios = Vec::new();
    let (mut floors, mut signatures) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let floor = nanoseconds(|| {
            black_box(digest());
        });
        let signature = nanoseconds(|| drop(black_box(call().signed_form())));
        ratios.push(signature / floor);
        floors.push(floor);
        signatures.push(signature);
    }
    let allocations = allocation_counter::measure(|| drop(black_box(call().signed_form())));
    println!("message: {} bytes", message.len());
    println!("HMAC-SHA1, prepared key: {:.0} ns", median(floors));
    println!(
        "a call's fields, nonce, time and signature as a form: {:.0} ns, {:.2} times that, {} allocations",
        median(signatures),
        median(ratios),
        allocations.count_total
    );
    Ok(())
}

fn nanoseconds(mut work: impl FnMut()) -> f64 {
    let begun = Instant::now();
    for _ in 0..TIMES {
        work();
    }
    begun.elapsed().as_secs_f64() * 1e9 / f64::from(TIMES)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
