// @generated from spec/shop.yaml by bge-private-codegen 0.1.0. Edit the spec instead.

//! Code of `shop` for the mock platform.

#![allow(unused_imports, reason = "a group may have no types")]
use super::*;
use crate::mock;

impl mock::Mockable for PlaceOrder {
    type Reply = Self::Response;
    fn read(sent: &mock::Sent<'_>) -> Option<Self> {
        Some(Self {
            items: sent.json::<Vec<Item>>("items")?,
            mode: sent.scalar::<Mode>("mode")?,
            tags: sent.list::<scalar::Integer>("tags"),
            wait: sent.scalar::<scalar::Seconds>("wait"),
            extra: sent.scalar::<scalar::Json>("extra"),
            pin: sent.scalar::<scalar::Secret>("P.I.N"),
        })
    }

    fn write(response: &Self::Reply, answer: &mut mock::Answer) {
        answer.json::<PlaceOrderResponse>(response);
    }
}

impl PlaceOrderResponse {
    /// Creates the object with its required fields.
    pub fn new(
        id: i64,
        total: Decimal,
        items: impl IntoIterator<Item = Item>,
        prices: BTreeMap<String, Decimal>,
        grade: Grade,
    ) -> Self {
        Self {
            id,
            total,
            items: items.into_iter().collect(),
            note: None,
            due: None,
            prices,
            grade,
        }
    }

    /// What to know. `None` if the platform returns null.
    ///
    /// 备注。
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// When it comes. `None` if the platform omits it.
    ///
    /// 送达时间。
    #[must_use]
    pub fn due(mut self, due: OffsetDateTime) -> Self {
        self.due = Some(due);
        self
    }
}

impl mock::Mockable for Find {
    type Reply = Self::Response;
    fn read(sent: &mock::Sent<'_>) -> Option<Self> {
        Some(Self {
            by: sent
                .scalar::<scalar::Integer>("id")
                .map(FindBy::Id)
                .or_else(|| sent.list::<scalar::Text>("tag").map(FindBy::Tags))?,
            r#as: sent
                .scalar::<scalar::Secret>("buyer")
                .map(FindAs::Buyer)
                .or_else(|| sent.scalar::<scalar::Text>("seller").map(FindAs::Seller)),
        })
    }

    fn write(_: &Self::Reply, _: &mut mock::Answer) {}
}

impl mock::Mockable for Ping {
    type Reply = Self::Response;
    fn read(_: &mock::Sent<'_>) -> Option<Self> {
        Some(Self {})
    }

    fn write(_: &Self::Reply, _: &mut mock::Answer) {}
}

pub(crate) static EXAMPLES: &[Example] = &[
    Example {
        endpoint: PlaceOrder::ENDPOINT,
        title: "Try to order two pens",
        path: "/shop/order",
        in_path: &[],
        fields: &[
            ("P.I.N", "0000"),
            ("extra", "{\"by\":[\"mail\"],\"gift\":true}"),
            ("items", "[{\"name\":\"pen\",\"count\":2}]"),
            ("mode", "dry_run"),
            ("tags", "1,2"),
        ],
        files: &[],
        response: Some(
            "{\"id\":7,\"total\":2.50,\"items\":[{\"name\":\"pen\",\"count\":2,\"colour\":\"blue\"}],\"note\":null,\"prices\":{\"pen\":1.25},\"grade\":2}",
        ),
        file: None,
        empty: None,
        send: |client| {
            let call = client
                .place_order([Item::new("pen", 2)], Mode::DryRun)
                .tags([1, 2])
                .extra_(
                    serde_json::from_str::<
                        serde_json::Value,
                    >("{\"by\":[\"mail\"],\"gift\":true}")?,
                )
                .pin("0000");
            Ok(replay(call))
        },
        #[cfg(feature = "blocking")]
        send_blocking: |client| {
            let call = client
                .place_order([Item::new("pen", 2)], Mode::DryRun)
                .tags([1, 2])
                .extra_(
                    serde_json::from_str::<
                        serde_json::Value,
                    >("{\"by\":[\"mail\"],\"gift\":true}")?,
                )
                .pin("0000");
            Ok(replay_blocking(call))
        },
    },
    Example {
        endpoint: Find::ENDPOINT,
        title: "Find by number",
        path: "/shop/find",
        in_path: &[],
        fields: &[("id", "7")],
        files: &[],
        response: None,
        file: None,
        empty: None,
        send: |client| {
            let call = client.find(FindBy::Id(7));
            Ok(replay(call))
        },
        #[cfg(feature = "blocking")]
        send_blocking: |client| {
            let call = client.find(FindBy::Id(7));
            Ok(replay_blocking(call))
        },
    },
    Example {
        endpoint: Find::ENDPOINT,
        title: "Find by tags",
        path: "/shop/find",
        in_path: &[],
        fields: &[("buyer", "0000"), ("tag", "a,b")],
        files: &[],
        response: None,
        file: None,
        empty: None,
        send: |client| {
            let call = client
                .find(FindBy::Tags(vec!["a".into(), "b".into()]))
                .r#as(FindAs::Buyer("0000".into()));
            Ok(replay(call))
        },
        #[cfg(feature = "blocking")]
        send_blocking: |client| {
            let call = client
                .find(FindBy::Tags(vec!["a".into(), "b".into()]))
                .r#as(FindAs::Buyer("0000".into()));
            Ok(replay_blocking(call))
        },
    },
    Example {
        endpoint: Ping::ENDPOINT,
        title: "Ask",
        path: "/shop/ping",
        in_path: &[],
        fields: &[],
        files: &[],
        response: None,
        file: None,
        empty: None,
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
