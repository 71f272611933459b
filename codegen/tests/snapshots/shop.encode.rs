// @generated from spec/shop.yaml by bge-private-codegen 0.1.0. Edit the spec instead.

//! Writes the answers of `shop`.

#![allow(unused_imports, reason = "a group may have no types")]
use super::*;

impl Encode for PlaceOrderResponse {
    fn encode(value: &Self, out: &mut JsonWriter) {
        out.begin_object();
        out.member::<scalar::Integer>("id", &value.id, &Bounds::NONE);
        out.member::<scalar::Decimal>("total", &value.total, &Bounds::NONE);
        out.member::<Vec<Item>>("items", &value.items, &Bounds::NONE);
        out.member::<Option<scalar::Text>>("note", &value.note, &Bounds::NONE);
        out.optional::<scalar::UnixTime>("due", value.due.as_ref(), &Bounds::NONE);
        out.member::<
                BTreeMap<String, scalar::Decimal>,
            >("prices", &value.prices, &Bounds::NONE);
        out.member::<Grade>("grade", &value.grade, &Bounds::NONE);
        out.end_object();
    }
}
