// @generated from spec/shop.yaml by bge-private-codegen 0.1.0. Edit the spec instead.

//! Serializes the requests and answers of `shop`.

#![allow(unused_imports, reason = "a group may have no calls")]
use super::*;

serialized!(PlaceOrder, PlaceOrderResponse, Ping, Item, Mode, Grade);

impl Encode for PlaceOrder {
    fn encode(value: &Self, out: &mut JsonWriter) {
        out.begin_object();
        out.member::<Vec<Item>>("items", &value.items, &Bounds::NONE);
        out.member::<Mode>("mode", &value.mode, &Bounds::NONE);
        out.optional::<Vec<scalar::Integer>>("tags", value.tags.as_ref(), &Bounds::NONE);
        out.optional::<scalar::Seconds>("wait", value.wait.as_ref(), &Bounds::NONE);
        out.optional::<scalar::Json>("extra", value.extra.as_ref(), &Bounds::NONE);
        out.optional::<scalar::Secret>("P.I.N", value.pin.as_ref(), &Bounds::NONE);
        out.end_object();
    }
}

impl Decode for PlaceOrder {
    type Value = Self;
    fn decode(value: Value<'_>) -> Self {
        let mut object = value.object();
        let decoded = Self {
            items: object.required::<Vec<Item>>("items"),
            mode: object.required::<Mode>("mode"),
            tags: object
                .optional::<Option<Vec<Lenient<scalar::Integer>>>>("tags")
                .flatten(),
            wait: object.optional::<Option<Lenient<scalar::Seconds>>>("wait").flatten(),
            extra: object.optional::<scalar::Json>("extra"),
            pin: object.optional::<Option<scalar::Secret>>("P.I.N").flatten(),
        };
        object.finish();
        decoded
    }
}

impl Encode for Ping {
    fn encode(_: &Self, out: &mut JsonWriter) {
        out.begin_object();
        out.end_object();
    }
}

impl Decode for Ping {
    type Value = Self;
    fn decode(value: Value<'_>) -> Self {
        let object = value.object();
        let decoded = Self {};
        object.finish();
        decoded
    }
}
