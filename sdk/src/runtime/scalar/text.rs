//! Texts, URLs and JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;

use secrecy::ExposeSecret;
use serde::de::IgnoredAny;

use super::info::{Hidden, Invalid, JsonForm, Scalar, ScalarInfo};
use crate::runtime::bounds::Bounds;
use crate::runtime::json::{self, described};
use crate::runtime::secret;

/// Any text.
pub struct Text;

impl Scalar for Text {
    type Value = String;

    const INFO: &'static ScalarInfo = &ScalarInfo::of::<Self>("string", JsonForm::Text);

    fn placeholder() -> String {
        String::new()
    }

    fn parse(text: Cow<'_, str>) -> Result<String, Cow<'static, str>> {
        Ok(text.into_owned())
    }

    fn with_text<R>(value: &String, then: impl FnOnce(&str) -> R) -> R {
        then(value)
    }

    fn problem(value: &String, bounds: &Bounds) -> Option<String> {
        bounds.length_problem(value)
    }
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

    fn placeholder() -> Self::Value {
        Self::Value::from("")
    }

    fn parse(text: Cow<'_, str>) -> Result<Self::Value, Cow<'static, str>> {
        Ok(Self::Value::from(text.into_owned()))
    }

    fn with_text<R>(value: &Self::Value, then: impl FnOnce(&str) -> R) -> R {
        then(value.expose_secret())
    }

    fn problem(value: &Self::Value, bounds: &Bounds) -> Option<String> {
        bounds.length_problem(value.expose_secret())
    }
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

    #[cold]
    #[allow(clippy::expect_used, reason = "it is a constant, and a test reads it")]
    fn placeholder() -> url::Url {
        url::Url::parse("about:blank").expect("a URL")
    }

    fn parse(text: Cow<'_, str>) -> Result<url::Url, Cow<'static, str>> {
        url::Url::parse(&text).map_err(not_a_url)
    }

    fn with_text<R>(value: &url::Url, then: impl FnOnce(&str) -> R) -> R {
        then(value.as_str())
    }

    fn problem(value: &url::Url, bounds: &Bounds) -> Option<String> {
        bounds.length_problem(value.as_str())
    }
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

    #[cold]
    fn placeholder() -> Self::Value {
        Url::placeholder().into()
    }

    fn parse(text: Cow<'_, str>) -> Result<Self::Value, Cow<'static, str>> {
        text.parse().map_err(not_a_url)
    }

    fn with_text<R>(value: &Self::Value, then: impl FnOnce(&str) -> R) -> R {
        then(value.expose_secret())
    }

    fn problem(value: &Self::Value, bounds: &Bounds) -> Option<String> {
        bounds.length_problem(value.expose_secret())
    }
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

    fn placeholder() -> Self::Value {
        Self::Value::from_checked("null")
    }

    /// Keeps the text, which is known to be JSON.
    fn parse(text: Cow<'_, str>) -> Result<Self::Value, Cow<'static, str>> {
        Ok(Self::Value::from_checked(&text))
    }

    fn with_text<R>(value: &Self::Value, then: impl FnOnce(&str) -> R) -> R {
        then(value.as_str())
    }

    fn problem(value: &Self::Value, bounds: &Bounds) -> Option<String> {
        bounds.length_problem(value.as_str())
    }
}

fn check_json(text: &str, bounds: &Bounds) -> Result<(), Invalid> {
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        return Err(Invalid::Form(format!("JSON: {}", described(&error)).into()));
    }
    let members = serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text);
    let items = members.map_or(None, |members| bounds.items_problem(members.len()));
    match items.or_else(|| bounds.length_problem(text)) {
        Some(problem) => Err(Invalid::Bounds(problem)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_url_that_stands_in() {
        assert_eq!(Url::placeholder().as_str(), "about:blank");
    }
}
