// @generated from spec by bge-private-codegen 0.1.0. Edit the spec instead.

//! Static description of the platform and its calls.

use crate::describe::generated::*;

/// The platform.
pub static PLATFORM: Platform = Platform {
    title: Text {
        en: "A small platform",
        zh: "小平台",
    },
    documentation: "https://small.example/doc/",
    protocol: &PROTOCOL,
    environments: &[
        Environment {
            name: "production",
            url: "https://small.example",
            is_default: true,
            text: Text {
                en: "The live platform.",
                zh: "线上环境。",
            },
        },
    ],
    probe: None,
    groups: &[&shop::GROUP],
};

#[path = "shop.description.rs"]
mod shop;
