//! Texts, URLs and JSON.

use std::borrow::Cow;

use secrecy::ExposeSecret;
use serde::de::IgnoredAny;

use super::info::{Codec, Hidden, Invalid, JsonForm, Scalar, ScalarInfo};
use crate::runtime::bounds::Bounds;
use crate::runtime::decode::scan;
use crate::runtime::json::{self, described};
use crate::runtime::secret;

/// Any text.
pub struct Text;

impl Scalar for Text {
    type Value = String;

    const INFO: &'static ScalarInfo = &ScalarInfo::of::<Self>("string", JsonForm::Text);

    const CODEC: Codec<String> = Codec {
        placeholder: String::new,
        parse: |text| Ok(text.into_owned()),
        with_text: |value, then| then(value),
        problem: |value, bounds| bounds.length_problem(value),
    };
}

/// A secret text.
pub struct Secret;

impl Scalar for Secret {
    type Value = secret::Secret;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        hidden: Some(Hidden::Whole),
        value_name: ["@FILE", "@文件"],
        ..ScalarInfo::of::<Self>("string", JsonForm::Text)
    };

    const CODEC: Codec<Self::Value> = Codec {
        placeholder: Self::Value::default,
        parse: |text| Ok(text.into_owned().into()),
        with_text: |value, then| then(value.expose_secret()),
        problem: |value, bounds| bounds.length_problem(value.expose_secret()),
    };
}

/// An absolute URL.
pub struct Url;

impl Scalar for Url {
    type Value = url::Url;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        words: Some(["an absolute URL", "完整的 URL"]),
        value_name: ["URL", "URL"],
        form: "an absolute URL",
        json_words: "a URL as text",
        is_shown: false,
        field_text: |text| url::Url::parse(text).map(Into::into).ok(),
        ..ScalarInfo::of::<Self>("url", JsonForm::Text)
    };

    const CODEC: Codec<url::Url> = Codec {
        placeholder: blank,
        parse: |text| url::Url::parse(&text).map_err(not_a_url),
        with_text: |value, then| then(value.as_str()),
        problem: |value, bounds| bounds.length_problem(value.as_str()),
    };
}

/// An absolute URL that is sent exactly as given. `url::Url` may add a slash or change escapes.
pub struct ExactUrl;

impl Scalar for ExactUrl {
    type Value = String;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        check: ScalarInfo::of::<Self>("exact_url", JsonForm::Text).check,
        field_text: |_| None,
        name: "exact_url",
        ..*Url::INFO
    };

    const CODEC: Codec<String> = Codec {
        placeholder: String::new,
        parse: |text| match exact_url_problem(&text) {
            None => Ok(text.into_owned()),
            Some(problem) => Err(problem),
        },
        with_text: |value, then| then(value),
        problem: |value, bounds| match exact_url_problem(value) {
            Some(problem) => Some(format!("must be {problem}")),
            None => bounds.length_problem(value),
        },
    };
}

/// Returns what a text must be if it is not an absolute URL.
fn exact_url_problem(text: &str) -> Option<Cow<'static, str>> {
    // `url::Url` removes white space and control characters, which would be sent here.
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some("an absolute URL without white space and control characters".into());
    }
    url::Url::parse(text).err().map(not_a_url)
}

/// An absolute URL whose query is secret.
pub struct SecretUrl;

impl Scalar for SecretUrl {
    type Value = secret::SecretUrl;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        hidden: Some(Hidden::Query),
        check: Url::INFO.check,
        ..*Url::INFO
    };

    const CODEC: Codec<Self::Value> = Codec {
        placeholder: || blank().into(),
        parse: |text| text.parse().map_err(not_a_url),
        with_text: |value, then| then(value.expose_secret()),
        problem: |value, bounds| bounds.length_problem(value.expose_secret()),
    };
}

#[cold]
#[allow(clippy::expect_used, reason = "it is a constant, and a test reads it")]
fn blank() -> url::Url {
    url::Url::parse("about:blank").expect("a URL")
}

#[cold]
fn not_a_url(error: url::ParseError) -> Cow<'static, str> {
    format!("an absolute URL: {error}").into()
}

/// JSON whose content the spec does not describe.
pub struct Json;

impl Scalar for Json {
    type Value = json::Json;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        hidden: Some(Hidden::Unknown),
        value_name: ["JSON", "JSON"],
        form: "JSON",
        is_shown: false,
        check: check_json,
        ..ScalarInfo::of::<Self>("json", JsonForm::Any)
    };

    const CODEC: Codec<Self::Value> = Codec {
        placeholder: || Self::Value::from_checked("null"),
        // The text is known to be JSON.
        parse: |text| Ok(Self::Value::from_checked(&text)),
        with_text: |value, then| then(value.as_str()),
        problem: |value, bounds| match value.problem() {
            Some(problem) => Some(format!("cannot be written as JSON: {problem}")),
            None => bounds.length_problem(value.as_str()),
        },
    };
}

/// JSON whose content is secret.
pub struct SecretJson;

impl Scalar for SecretJson {
    type Value = json::Json;

    const INFO: &'static ScalarInfo = &ScalarInfo {
        hidden: Some(Hidden::Whole),
        ..*Json::INFO
    };

    const CODEC: Codec<Self::Value> = Json::CODEC;
}

fn check_json(text: &str, bounds: &Bounds) -> Result<(), Invalid> {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        return Err(Invalid::Form(format!("JSON: {}", described(&error)).into()));
    }
    let object = Some(text.trim()).filter(|text| text.starts_with('{'));
    let items = object.and_then(|object| bounds.items_problem(scan::members(object).len()));
    match items.or_else(|| bounds.length_problem(text)) {
        Some(problem) => Err(Invalid::Bounds(problem)),
        None => Ok(()),
    }
}
