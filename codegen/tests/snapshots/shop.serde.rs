// @generated from spec/shop.yaml by bge-private-codegen 0.1.0. Edit the spec instead.

//! Serializes the requests and answers of `shop`.

#![allow(unused_imports, reason = "a group may have no calls")]
use super::*;

serialized!(PlaceOrder, PlaceOrderResponse, Find, Ping, Item, Mode, Grade);

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
        Self {
            items: object.required::<Vec<Item>>("items"),
            mode: object.required::<Mode>("mode"),
            tags: object
                .optional::<Option<Vec<Lenient<scalar::Integer>>>>("tags")
                .flatten(),
            wait: object.optional::<Option<Lenient<scalar::Seconds>>>("wait").flatten(),
            extra: object.optional::<scalar::Json>("extra"),
            pin: object.optional::<Option<scalar::Secret>>("P.I.N").flatten(),
        }
    }
}

impl Encode for Find {
    fn encode(value: &Self, out: &mut JsonWriter) {
        out.begin_object();
        match &value.by {
            FindBy::Id(choice) => {
                out.member::<scalar::Integer>("id", choice, &Bounds::NONE)
            }
            FindBy::Tags(choice) => {
                out.member::<Vec<scalar::Text>>("tag", choice, &Bounds::NONE)
            }
        }
        match &value.r#as {
            Some(FindAs::Buyer(choice)) => {
                out.member::<scalar::Secret>("buyer", choice, &Bounds::NONE)
            }
            Some(FindAs::Seller(choice)) => {
                out.member::<scalar::Text>("seller", choice, &Bounds::NONE)
            }
            None => {}
        }
        out.end_object();
    }
}

impl Decode for Find {
    type Value = Self;
    fn decode(value: Value<'_>) -> Self {
        let mut object = value.object();
        Self {
            by: object
                .required_one_of(
                    (
                        "id",
                        false,
                        |value| FindBy::Id(<Lenient<scalar::Integer>>::decode(value)),
                    ),
                    &[
                        (
                            "tag",
                            false,
                            |value| FindBy::Tags(<Vec<scalar::Text>>::decode(value)),
                        ),
                    ],
                ),
            r#as: object
                .optional_one_of(
                    &[
                        (
                            "buyer",
                            false,
                            |value| FindAs::Buyer(<scalar::Secret>::decode(value)),
                        ),
                        (
                            "seller",
                            false,
                            |value| FindAs::Seller(<scalar::Text>::decode(value)),
                        ),
                    ],
                ),
        }
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
        let _object = value.object();
        Self {}
    }
}
