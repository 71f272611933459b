//! What is recorded of a request, and which requests match it.

use std::time::Duration;

use crate::record::asked::Asked;
use crate::record::format::{Call, REDACTED, Values};
use crate::runtime::error::TimeLimit;
use crate::runtime::exchange::Attempt;
use crate::runtime::generated::{Bounds, Endpoint, Fields, Kind, Param, Retry, Url};
use crate::runtime::retry::Deadline;
use crate::runtime::scalar::{self, Scalar};

const fn param(name: &'static str, secret: bool) -> Param {
    Param {
        name,
        required: false,
        secret,
        kind: Kind::Scalar(scalar::Text::INFO),
        bounds: Bounds::NONE,
        always: None,
        with: None,
    }
}

const fn json(name: &'static str, secret: bool) -> Param {
    Param {
        kind: Kind::Json { is_open: false },
        ..param(name, secret)
    }
}

static ENDPOINT: Endpoint = Endpoint {
    name: "login",
    group: "account",
    path: "/account/login",
    retry: Retry::Unsafe,
    forwards: false,
    streams: false,
    json_body: false,
    open: true,
    paging: None,
    task: None,
    polling: None,
    exclusions: &[],
    params: &[
        json("body", true),
        json("map", false),
        param("note", false),
        Param {
            kind: Kind::Json { is_open: true },
            ..param("open", false)
        },
        param("pin", true),
    ],
};

async fn asked(pin: &str, map: &str) -> Asked {
    let mut fields = Fields::new(&ENDPOINT);
    fields.text("body", Some(r#"{"pin":"hidden"}"#));
    fields.text("map", Some(map));
    fields.text("note", Some("kept"));
    fields.text("open", Some("{\"a\":\"open\"}"));
    fields.text("pin", Some(pin));
    fields.extra("more", "unknown");
    let attempt = Attempt {
        base_url: &Url::parse("http://localhost").expect("a URL"),
        fields: &fields.finish().expect("fields"),
        decode: |_| (),
        deadline: Deadline {
            at: tokio::time::Instant::now(),
            limit: TimeLimit::Call(Duration::ZERO),
        },
        max_response_bytes: 0,
        number: 1,
        chunk_timeout: Duration::ZERO,
    };
    Asked::of(&attempt)
        .await
        .unwrap_or_else(|_| panic!("there is no file"))
}

const MAP: &str = r#"{"a":1,"b":2}"#;

fn values(call: &Call) -> Vec<String> {
    let fields = call.fields.values();
    fields.map(|Values(values)| values.concat()).collect()
}

#[tokio::test]
async fn secrets_are_redacted_and_stand_for_any() {
    let first = asked("1234", MAP).await;
    let recorded = first.recorded(false);
    let expected = [REDACTED, MAP, REDACTED, "kept", REDACTED, REDACTED];
    assert_eq!(values(&recorded), expected);
    let expected = [
        REDACTED,
        MAP,
        "unknown",
        "kept",
        "{\"a\":\"open\"}",
        REDACTED,
    ];
    assert_eq!(values(&first.recorded(true)), expected);
    assert!(asked("9999", MAP).await.is(&recorded));
    let line = first.line();
    for secret in ["hidden", "1234", "open\"", "unknown"] {
        assert!(!line.contains(secret), "{line}");
    }
}
