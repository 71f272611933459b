//! The description of the platform for the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::GeneratedFile;
use super::docs;
use super::expression;
use super::file::{self, Items};
use super::tokens::{docs, ident, number};
use crate::api::{Api, Platform};
use crate::pretty::NotRust;
use crate::spec::model::Digest;

/// Returns `platform.rs`.
pub(super) fn file(api: &Api) -> Result<GeneratedFile, NotRust> {
    let platform = &api.platform;
    let uses = quote! {
        use crate::runtime::generated::*;
        use std::time::Duration;
    };
    let mut items = vec![uses, constant(api)];
    items.extend(environment(platform));
    let docs = docs::title(&platform.title);
    file::file("platform", &platform.source, &docs, items)
}

fn constant(api: &Api) -> TokenStream {
    let platform = &api.platform;
    let forwarding = api.endpoints().filter(|endpoint| endpoint.forwards);
    let forwarding_paths = forwarding.map(|endpoint| &endpoint.path);
    let Platform {
        name,
        prefix,
        key_field,
        nonce_field,
        timestamp_field,
        signature_field,
        ..
    } = platform;
    let Platform {
        code,
        message,
        data,
        pagination,
        env_prefix,
        ..
    } = platform;
    let digest = match platform.digest {
        Digest::HmacSha1 => quote!(Digest::HmacSha1),
        Digest::HmacSha256 => quote!(Digest::HmacSha256),
    };
    let [max_age, connect_timeout, attempt_timeout, call_timeout] = [
        platform.max_age,
        platform.connect_timeout,
        platform.attempt_timeout,
        platform.call_timeout,
    ]
    .map(number);
    let retries = number(platform.retries);
    let utc_offset = expression::integer(i128::from(platform.utc_offset) * 60);
    let max_response_bytes = number(platform.max_response_bytes);
    let [env_key, env_secret, env_base_url] =
        ["APP_KEY", "APP_SECRET", "BASE_URL"].map(|variable| format!("{env_prefix}_{variable}"));

    quote! {
        pub(crate) const PLATFORM: Platform = Platform {
            name: #name,
            digest: #digest,
            prefix: #prefix,
            max_age: Duration::from_secs(#max_age),
            key_field: #key_field,
            nonce_field: #nonce_field,
            timestamp_field: #timestamp_field,
            signature_field: #signature_field,
            code: #code,
            message: #message,
            data: #data,
            pagination: #pagination,
            utc_offset: #utc_offset,
            forwarding_paths: &[#(#forwarding_paths),*],
            retries: #retries,
            connect_timeout: Duration::from_secs(#connect_timeout),
            attempt_timeout: Duration::from_secs(#attempt_timeout),
            call_timeout: Duration::from_secs(#call_timeout),
            max_response_bytes: #max_response_bytes,
            env_key: #env_key,
            env_secret: #env_secret,
            env_base_url: #env_base_url,
        };
    }
}

fn environment(platform: &Platform) -> Items {
    let variants = || {
        let environments = platform.environments.iter();
        environments.map(|environment| ident(&environment.variant))
    };
    let declared = platform.environments.iter().zip(variants());
    let declared = declared.map(|(environment, variant)| {
        let docs = docs(&docs::markdown::both(&environment.text));
        let default = environment.default.then(|| quote!(#[default]));
        quote!(#docs #default #variant)
    });
    let variants = variants();
    let urls = platform
        .environments
        .iter()
        .map(|environment| &environment.url);

    vec![
        quote! {
            /// An environment of the platform.
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum Environment {
                #(#declared,)*
            }
        },
        quote! {
            impl Environment {
                /// Returns the base URL, without a trailing slash.
                #[must_use]
                pub fn base_url(self) -> &'static str {
                    match self {
                        #(Self::#variants => #urls,)*
                    }
                }
            }
        },
    ]
}
