// @generated from spec by bge-private-codegen 0.1.0. Edit the spec instead.

//! Description of all calls for the command line.

use crate::cli::catalogue::*;

pub(crate) static CATALOGUE: Catalogue = Catalogue {
    title: Text {
        en: "A small platform",
        zh: "小平台",
    },
    documentation: "https://small.example/doc/",
    environments: &[
        EnvironmentChoice {
            name: "production",
            url: "https://small.example",
            is_default: true,
            text: Text {
                en: "The live platform.",
                zh: "线上环境。",
            },
        },
    ],
    groups: &[&GROUP_SHOP],
};

static GROUP_SHOP: Group = Group {
    title: Text { en: "A shop", zh: "商店" },
    commands: &[
        Command {
            name: "place-order",
            spec: "place_order",
            endpoint: <super::shop::PlaceOrder as Request>::ENDPOINT,
            check: check::<super::shop::PlaceOrder>,
            text: Text {
                en: "Orders goods.",
                zh: "下单。",
            },
            see: Some("https://small.example/doc/#/shop/order"),
            deprecated: None,
            flags: &[
                Flag {
                    name: "items",
                    wire: "items",
                    form: Form::List(&Form::Object("Item")),
                    text: Text {
                        en: "What is ordered.",
                        zh: "商品。",
                    },
                    default: None,
                    deprecated: None,
                },
                Flag {
                    name: "mode",
                    wire: "mode",
                    form: Form::Choice("Mode"),
                    text: Text {
                        en: "Whether it is meant.",
                        zh: "模式。",
                    },
                    default: None,
                    deprecated: None,
                },
                Flag {
                    name: "tags",
                    wire: "tags",
                    form: Form::List(&Form::Integer),
                    text: Text {
                        en: "Numbers to find it by.",
                        zh: "标签。",
                    },
                    default: None,
                    deprecated: None,
                },
                Flag {
                    name: "wait",
                    wire: "wait",
                    form: Form::Seconds,
                    text: Text {
                        en: "How long to wait.",
                        zh: "等待时长。",
                    },
                    default: Some("5"),
                    deprecated: None,
                },
                Flag {
                    name: "extra",
                    wire: "extra",
                    form: Form::Json,
                    text: Text {
                        en: "Anything else.",
                        zh: "其他。",
                    },
                    default: None,
                    deprecated: None,
                },
                Flag {
                    name: "pin",
                    wire: "P.I.N",
                    form: Form::Secret,
                    text: Text {
                        en: "The PIN.",
                        zh: "密码。",
                    },
                    default: None,
                    deprecated: None,
                },
            ],
            response: Form::Object("PlaceOrderResponse"),
            examples: &[
                Text {
                    en: "Try to order two pens",
                    zh: "试下单",
                },
            ],
        },
        Command {
            name: "ping",
            spec: "ping",
            endpoint: <super::shop::Ping as Request>::ENDPOINT,
            check: check::<super::shop::Ping>,
            text: Text {
                en: "Does nothing.",
                zh: "无操作。",
            },
            see: None,
            deprecated: None,
            flags: &[],
            response: Form::Nothing,
            examples: &[Text { en: "Ask", zh: "询问" }],
        },
    ],
    objects: &[
        ObjectForm {
            name: "PlaceOrderResponse",
            members: &[
                Member {
                    wire: "id",
                    form: Form::Integer,
                },
                Member {
                    wire: "total",
                    form: Form::Decimal,
                },
                Member {
                    wire: "items",
                    form: Form::List(&Form::Object("Item")),
                },
                Member {
                    wire: "note",
                    form: Form::Text,
                },
                Member {
                    wire: "due",
                    form: Form::UnixTime,
                },
                Member {
                    wire: "prices",
                    form: Form::Map(&Form::Decimal),
                },
                Member {
                    wire: "grade",
                    form: Form::Choice("Grade"),
                },
            ],
        },
        ObjectForm {
            name: "Item",
            members: &[
                Member {
                    wire: "name",
                    form: Form::Text,
                },
                Member {
                    wire: "count",
                    form: Form::Integer,
                },
                Member {
                    wire: "colour",
                    form: Form::Text,
                },
            ],
        },
    ],
    choices: &[
        Choices {
            name: "Mode",
            is_number: false,
            values: &[
                Choice {
                    name: "dry_run",
                    wire: "dry_run",
                    text: Text {
                        en: "It is not.",
                        zh: "试运行。",
                    },
                },
                Choice {
                    name: "real",
                    wire: "R",
                    text: Text {
                        en: "It is.",
                        zh: "真实。",
                    },
                },
            ],
        },
        Choices {
            name: "Grade",
            is_number: true,
            values: &[
                Choice {
                    name: "good",
                    wire: "1",
                    text: Text { en: "Good.", zh: "好。" },
                },
                Choice {
                    name: "better",
                    wire: "2",
                    text: Text {
                        en: "Better.",
                        zh: "更好。",
                    },
                },
            ],
        },
    ],
    extras: &[],
};
