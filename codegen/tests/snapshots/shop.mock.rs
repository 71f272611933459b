// @generated from spec/shop.yaml by bge-private-codegen 0.1.0. Edit the spec instead.

//! Code of `shop` for the mock platform.

#![allow(unused_imports)]

use super::*;
use crate::mock;

impl mock::Mockable for PlaceOrder {
    fn read(sent: &mock::Sent<'_>) -> Self {
        Self {
            items: sent.required("items").value().list_of(Item::decode),
            mode: Mode::from(sent.required("mode").as_str()),
            tags: sent.list("tags", |text| text.scalar::<scalar::Integer>()),
            wait: sent.optional("wait").map(|text| text.scalar::<scalar::Seconds>()),
            extra: sent.optional("extra").map(|text| text.scalar::<scalar::Json>()),
            pin: sent.optional("P.I.N").map(|text| text.scalar::<scalar::Secret>()),
        }
    }
    fn write(response: &Self::Response, answer: &mut mock::Answer) {
        response.encode(answer.json());
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

impl Encode for PlaceOrderResponse {
    fn encode(&self, out: &mut JsonWriter) {
        out.begin_object();
        out.key("id");
        out.scalar::<scalar::Integer>(&self.id);
        out.key("total");
        out.scalar::<scalar::Decimal>(&self.total);
        out.key("items");
        out.begin_list();
        for item in &self.items {
            item.encode(out);
        }
        out.end_list();
        out.key("note");
        match &self.note {
            Some(value) => out.scalar::<scalar::Text>(value),
            None => out.null(),
        }
        if let Some(value) = &self.due {
            out.key("due");
            out.scalar::<scalar::UnixTime>(value);
        }
        out.key("prices");
        out.begin_object();
        for (key, item) in &self.prices {
            out.key(key);
            out.scalar::<scalar::Decimal>(item);
        }
        out.end_object();
        out.key("grade");
        self.grade.encode(out);
        out.end_object();
    }
}

impl mock::Mockable for Ping {
    fn read(_: &mock::Sent<'_>) -> Self {
        Self {}
    }
    fn write(_: &Self::Response, _: &mut mock::Answer) {}
}

impl Encode for Mode {
    fn encode(&self, out: &mut JsonWriter) {
        out.text(self.as_str());
    }
}

impl Encode for Grade {
    fn encode(&self, out: &mut JsonWriter) {
        out.scalar::<scalar::Integer>(&self.as_i64());
    }
}
