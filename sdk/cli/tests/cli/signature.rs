//! Signing and verifying on the command line.

use serde_json::Value;

use super::command::{Bge, KEY, SECRET, bge, bge_with};

/// The fields in the documentation of the module `signature`.
const FIELDS: &str = "--field app_key=key --field signature_nonce=5f0c6f1e2b8a4a52a6a1d9d3f4b8c7e6 \
                      --field timestamp=2026-11-23T07:27:59Z";

fn with(command: &str, more: &[&str]) -> Bge {
    let fields = FIELDS.split_whitespace();
    bge_with(
        [command]
            .into_iter()
            .chain(fields)
            .chain(more.iter().copied()),
    )
    .env("BGE_PRIVATE_APP_KEY", "key")
    .env("BGE_PRIVATE_APP_SECRET", "secret")
}

#[test]
fn signs_the_fields_that_are_given() {
    let ran = with("sign", &[]).run().succeeded();
    assert!(
        ran.stdout
            .ends_with("&sign=RGcuTalBtsF5Fv8lYNYwZ%2FxiKkQ%3D\n"),
        "{ran:?}"
    );
    let json: Value = serde_json::from_str(&with("sign", &["-o", "json"]).run().stdout).unwrap();
    assert_eq!(json["sign"], "RGcuTalBtsF5Fv8lYNYwZ/xiKkQ=");
    let message = with("sign", &["--message"]).run().succeeded();
    assert!(
        message
            .stdout
            .starts_with("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ&app_key%3Dkey")
    );
}

#[test]
fn adds_what_is_missing_so_that_it_verifies() {
    let signed = bge_with(["sign", "--field", "a=b c+d&e=f", "--field", "名=值"]).credentials();
    let signed = signed.run().succeeded().hides(SECRET);
    assert!(
        signed.stdout.contains(&format!("app_key={KEY}")),
        "{signed:?}"
    );
    let verify = |form: &str| bge("verify --form -").credentials().input(form).run();
    assert_eq!(
        verify(&signed.stdout).succeeded().stdout,
        "the signature is valid\n"
    );
    verify(&signed.stdout.replace("a=b", "a=c")).failed(10);
}

#[test]
fn verifies_as_of_a_time() {
    let sign = ["--field", "sign=RGcuTalBtsF5Fv8lYNYwZ/xiKkQ="];
    let at = |time| with("verify", &[&sign[..], &["--at", time]].concat()).run();
    at("2026-11-23T07:32:59Z").succeeded();
    let late = at("2026-11-23T07:33:00Z").failed(10);
    assert_eq!(
        late.stderr,
        "error: the timestamp is 301 s old, more than 300 s\n"
    );
    at("yesterday").failed(2);
    let other = with("verify", &sign)
        .env("BGE_PRIVATE_APP_KEY", "another")
        .run()
        .failed(10);
    assert!(other.stderr.contains("`app_key` is `key`"), "{other:?}");
}

#[test]
fn the_doctor_says_why() {
    let hex = ["--field", "sign=44672e4da941b6c17916ff2560d63067fc622a44"];
    let at = ["--at", "2026-11-23T07:32:59Z"];
    let told = with("verify", &[&hex[..], &at].concat()).run().failed(10);
    assert!(told.stderr.contains("`bge-private doctor`"), "{told:?}");

    let doctor = |more: &[&str]| with("doctor", &[&hex[..], &at, more].concat()).run();
    let ran = doctor(&[]).hides("secret");
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (10, "error: the signature is invalid\n")
    );
    assert!(ran.stdout.contains("hex"), "{ran:?}");
    let json: Value = serde_json::from_str(&doctor(&["-o", "json"]).stdout).unwrap();
    assert_eq!(json["verified"], false);
    assert_eq!(json["causes"].as_array().unwrap().len(), 1);

    let right = ["--field", "sign=RGcuTalBtsF5Fv8lYNYwZ/xiKkQ="];
    let ran = with("doctor", &[&right[..], &at].concat())
        .run()
        .succeeded();
    assert_eq!(ran.stdout, "the signature is valid\n");
}

#[test]
fn the_doctor_compares_the_text_that_was_signed() {
    let wrong = [
        "--field",
        "a=b c",
        "--field",
        "sign=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "--signed-text",
        "-",
    ];
    let message = with("sign", &["--field", "a=b c", "--message"])
        .run()
        .succeeded()
        .stdout;
    let signed = message.replace("%2520", "%2B");
    assert_ne!(message, signed);
    let ran = with("doctor", &[&wrong[..], &["-o", "json"]].concat())
        .input(&signed)
        .run();
    let json: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["difference"]["field"], "a", "{ran:?}");
    // The spec has no field of this name, so its value is hidden by default.
    assert!(!ran.stdout.contains("%2520"), "{ran:?}");
    let shown = with("doctor", &[&wrong[..], &["--show-secrets"]].concat())
        .input(&signed)
        .run();
    assert!(shown.stdout.contains("%2B"), "{shown:?}");
}
