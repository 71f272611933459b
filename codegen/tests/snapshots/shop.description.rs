// @generated from spec/shop.yaml by bge-private-codegen 0.1.0. Edit the spec instead.

//! Static description of `shop`.

#![allow(
    dead_code,
    non_upper_case_globals,
    reason = "a static has the name of its type, and a spec may not use all types"
)]
#![allow(clippy::indexing_slicing, reason = "the compiler checks constant indices")]
use super::*;

pub(super) static GROUP: Group = Group {
    module: "shop",
    client: None,
    title: Text { en: "A shop", zh: "商店" },
    calls: &[
        Call {
            method: "place_order",
            aliases: &[],
            endpoint: <super::super::shop::PlaceOrder as Request>::ENDPOINT,
            text: Text {
                en: "Orders goods.",
                zh: "下单。",
            },
            see: Some("https://small.example/doc/#/shop/order"),
            deprecated: None,
            confirm: false,
            parameters: &[
                Parameter {
                    name: "items",
                    flag: "items",
                    param: &<super::super::shop::PlaceOrder as Request>::ENDPOINT
                        .params[2],
                    ty: Type::List(&Type::Object(&super::shop::Item)),
                    constraints: &[
                        Text {
                            en: "1 to 10 items",
                            zh: "数量为 1 到 10 项",
                        },
                    ],
                    text: Text {
                        en: "What is ordered.",
                        zh: "商品。",
                    },
                    default: None,
                    deprecated: None,
                },
                Parameter {
                    name: "mode",
                    flag: "mode",
                    param: &<super::super::shop::PlaceOrder as Request>::ENDPOINT
                        .params[3],
                    ty: Type::Enum(&super::shop::Mode),
                    constraints: &[],
                    text: Text {
                        en: "Whether it is meant.",
                        zh: "模式。",
                    },
                    default: None,
                    deprecated: None,
                },
                Parameter {
                    name: "tags",
                    flag: "tags",
                    param: &<super::super::shop::PlaceOrder as Request>::ENDPOINT
                        .params[4],
                    ty: Type::List(&Type::Scalar(scalar::Integer::INFO)),
                    constraints: &[],
                    text: Text {
                        en: "Numbers to find it by.",
                        zh: "标签。",
                    },
                    default: None,
                    deprecated: None,
                },
                Parameter {
                    name: "wait",
                    flag: "param-wait",
                    param: &<super::super::shop::PlaceOrder as Request>::ENDPOINT
                        .params[5],
                    ty: Type::Scalar(scalar::Seconds::INFO),
                    constraints: &[
                        Text {
                            en: "at least 1 and less than 60",
                            zh: "取值不小于 1 且小于 60",
                        },
                    ],
                    text: Text {
                        en: "How long to wait.",
                        zh: "等待时长。",
                    },
                    default: Some("5"),
                    deprecated: None,
                },
                Parameter {
                    name: "extra",
                    flag: "extra",
                    param: &<super::super::shop::PlaceOrder as Request>::ENDPOINT
                        .params[1],
                    ty: Type::Scalar(scalar::Json::INFO),
                    constraints: &[],
                    text: Text {
                        en: "Anything else.",
                        zh: "其他。",
                    },
                    default: None,
                    deprecated: None,
                },
                Parameter {
                    name: "pin",
                    flag: "pin",
                    param: &<super::super::shop::PlaceOrder as Request>::ENDPOINT
                        .params[0],
                    ty: Type::Scalar(scalar::Secret::INFO),
                    constraints: &[
                        Text {
                            en: "exactly 4 characters",
                            zh: "长度恰为 4 个字符",
                        },
                    ],
                    text: Text {
                        en: "The PIN.",
                        zh: "密码。",
                    },
                    default: None,
                    deprecated: None,
                },
            ],
            one_ofs: &[],
            response: Some(Type::Object(&super::shop::PlaceOrderResponse)),
            examples: &[
                Example {
                    title: Text {
                        en: "Try to order two pens",
                        zh: "试下单",
                    },
                    command_line: "place-order \\\n  --items '{\"name\":\"pen\",\"count\":2}' \\\n  --mode dry_run \\\n  --tags 1,2 \\\n  --extra '{\"by\":[\"mail\"],\"gift\":true}' \\\n  --pin @pin.txt",
                    files: &[("pin.txt", b"0000")],
                },
            ],
            decode: decode::<super::super::shop::PlaceOrder>,
        },
        Call {
            method: "find",
            aliases: &[],
            endpoint: <super::super::shop::Find as Request>::ENDPOINT,
            text: Text {
                en: "Finds an order.",
                zh: "查找订单。",
            },
            see: None,
            deprecated: None,
            confirm: false,
            parameters: &[
                Parameter {
                    name: "id",
                    flag: "id",
                    param: &<super::super::shop::Find as Request>::ENDPOINT.params[1],
                    ty: Type::Scalar(scalar::Integer::INFO),
                    constraints: &[
                        Text {
                            en: "at least 1",
                            zh: "取值不小于 1",
                        },
                    ],
                    text: Text {
                        en: "Its number.",
                        zh: "编号。",
                    },
                    default: None,
                    deprecated: None,
                },
                Parameter {
                    name: "tags",
                    flag: "tags",
                    param: &<super::super::shop::Find as Request>::ENDPOINT.params[3],
                    ty: Type::List(&Type::Scalar(scalar::Text::INFO)),
                    constraints: &[],
                    text: Text {
                        en: "What it is tagged with.",
                        zh: "标签。",
                    },
                    default: None,
                    deprecated: None,
                },
                Parameter {
                    name: "buyer",
                    flag: "buyer",
                    param: &<super::super::shop::Find as Request>::ENDPOINT.params[0],
                    ty: Type::Scalar(scalar::Secret::INFO),
                    constraints: &[],
                    text: Text {
                        en: "The PIN of the buyer.",
                        zh: "买家密码。",
                    },
                    default: None,
                    deprecated: None,
                },
                Parameter {
                    name: "seller",
                    flag: "seller",
                    param: &<super::super::shop::Find as Request>::ENDPOINT.params[2],
                    ty: Type::Scalar(scalar::Text::INFO),
                    constraints: &[],
                    text: Text {
                        en: "The seller.",
                        zh: "卖家。",
                    },
                    default: None,
                    deprecated: Some(Text {
                        en: "Use `buyer`.",
                        zh: "请用 buyer。",
                    }),
                },
            ],
            one_ofs: &[
                OneOf {
                    name: "by",
                    ty: "FindBy",
                    text: Text {
                        en: "How it is found.",
                        zh: "查找方式。",
                    },
                    exclusion: &<super::super::shop::Find as Request>::ENDPOINT
                        .exclusions[0],
                },
                OneOf {
                    name: "as",
                    ty: "FindAs",
                    text: Text {
                        en: "Who asks.",
                        zh: "查询者。",
                    },
                    exclusion: &<super::super::shop::Find as Request>::ENDPOINT
                        .exclusions[1],
                },
            ],
            response: None,
            examples: &[
                Example {
                    title: Text {
                        en: "Find by number",
                        zh: "按编号查找",
                    },
                    command_line: "find --id 7",
                    files: &[],
                },
                Example {
                    title: Text {
                        en: "Find by tags",
                        zh: "按标签查找",
                    },
                    command_line: "find --tags a,b --buyer @buyer.txt",
                    files: &[("buyer.txt", b"0000")],
                },
            ],
            decode: decode::<super::super::shop::Find>,
        },
        Call {
            method: "ping",
            aliases: &[],
            endpoint: <super::super::shop::Ping as Request>::ENDPOINT,
            text: Text {
                en: "Does nothing.",
                zh: "无操作。",
            },
            see: None,
            deprecated: None,
            confirm: true,
            parameters: &[],
            one_ofs: &[],
            response: None,
            examples: &[
                Example {
                    title: Text { en: "Ask", zh: "询问" },
                    command_line: "ping",
                    files: &[],
                },
            ],
            decode: decode::<super::super::shop::Ping>,
        },
    ],
};

pub(super) static PlaceOrderResponse: Object = Object {
    name: "PlaceOrderResponse",
    fields: &[
        Field {
            name: "id",
            ty: Type::Scalar(scalar::Integer::INFO),
            required: true,
        },
        Field {
            name: "total",
            ty: Type::Scalar(scalar::Decimal::INFO),
            required: true,
        },
        Field {
            name: "items",
            ty: Type::List(&Type::Object(&super::shop::Item)),
            required: true,
        },
        Field {
            name: "note",
            ty: Type::Scalar(scalar::Text::INFO),
            required: true,
        },
        Field {
            name: "due",
            ty: Type::Scalar(scalar::UnixTime::INFO),
            required: false,
        },
        Field {
            name: "prices",
            ty: Type::Map(&Type::Scalar(scalar::Decimal::INFO)),
            required: true,
        },
        Field {
            name: "grade",
            ty: Type::Enum(&super::shop::Grade),
            required: true,
        },
    ],
    rest: false,
};

pub(super) static Item: Object = Object {
    name: "Item",
    fields: &[
        Field {
            name: "name",
            ty: Type::Scalar(scalar::Text::INFO),
            required: true,
        },
        Field {
            name: "count",
            ty: Type::Scalar(scalar::Integer::INFO),
            required: true,
        },
        Field {
            name: "colour",
            ty: Type::Scalar(scalar::Text::INFO),
            required: false,
        },
    ],
    rest: false,
};

pub(super) static Mode: Enum = Enum {
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
};

pub(super) static Grade: Enum = Enum {
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
};
