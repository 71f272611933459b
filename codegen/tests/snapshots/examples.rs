// @generated from spec by bge-private-codegen 0.1.0. Edit the spec instead.

//! The examples of all endpoints.

use crate::runtime::generated::*;

pub(crate) static EXAMPLES: &[&[Example]] = &[EXAMPLES_SHOP];

static EXAMPLES_SHOP: &[Example] = &[
    Example {
        endpoint: super::shop::PlaceOrder::ENDPOINT,
        title: "Try to order two pens",
        fields: &[
            ("P.I.N", "0000"),
            ("extra", r#"{"by":["mail"],"gift":true}"#),
            ("items", r#"[{"name":"pen","count":2}]"#),
            ("mode", "dry_run"),
            ("tags", "1,2"),
        ],
        files: &[],
        response: Some(
            r#"{"id":7,"total":2.50,"items":[{"name":"pen","count":2,"colour":"blue"}],"note":null,"prices":{"pen":1.25},"grade":2}"#,
        ),
        send: |client| {
            let call = client
                .place_order(
                    [super::shop::Item::new("pen", 2)],
                    super::shop::Mode::DryRun,
                )
                .tags([1, 2])
                .extra(
                    &serde_json::from_str::<
                        serde_json::Value,
                    >("{\"by\":[\"mail\"],\"gift\":true}")?,
                )?
                .pin("0000");
            Ok(replay(call))
        },
        #[cfg(feature = "blocking")]
        send_blocking: |client| {
            let call = client
                .place_order(
                    [super::shop::Item::new("pen", 2)],
                    super::shop::Mode::DryRun,
                )
                .tags([1, 2])
                .extra(
                    &serde_json::from_str::<
                        serde_json::Value,
                    >("{\"by\":[\"mail\"],\"gift\":true}")?,
                )?
                .pin("0000");
            Ok(replay_blocking(call))
        },
    },
    Example {
        endpoint: super::shop::Ping::ENDPOINT,
        title: "Ask",
        fields: &[],
        files: &[],
        response: None,
        send: |client| {
            let call = client.ping();
            Ok(replay(call))
        },
        #[cfg(feature = "blocking")]
        send_blocking: |client| {
            let call = client.ping();
            Ok(replay_blocking(call))
        },
    },
];
