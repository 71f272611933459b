//! The description of the platform for the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{docs, ident, number};
use super::{GeneratedFile, Items, docs, expression};
use crate::api::{Api, Platform};
use crate::pretty::NotRust;
use crate::spec::model::Digest;

pub(super) fn file(api: &Api) -> Result<GeneratedFile, NotRust> {
    let platform = &api.platform;
    let uses = quote! {
        use crate::runtime::generated::*;
        use std::time::Duration;
    };
    let mut items = vec![uses, constant(api)];
    items.extend(environment(platform));
    let docs = docs::title(&platform.title);
    GeneratedFile::new("platform", &platform.source, &docs, items)
}

fn constant(api: &Api) -> TokenStream {
    let platform = &api.platform;
    let forwarding = api.endpoints().filter(|endpoint| endpoint.forwards);
    let forwarding_paths = forwarding.map(|endpoint| &endpoint.path);
    let Platform {
        name,
        env_prefix,
        signature,
        envelope,
        defaults,
        ..
    } = platform;
    let prefix = &signature.prefix.value;
    let [key_field, nonce_field, timestamp_field, signature_field] =
        signature.fields.names().map(|name| &name.value);
    let [code, message, data, pagination] = envelope.names().map(|name| &name.value);
    let digest = match signature.digest.value {
        Digest::HmacSha1 => quote!(Digest::HmacSha1),
        Digest::HmacSha256 => quote!(Digest::HmacSha256),
    };
    let max_age = number(signature.max_age.value);
    let retries = number(defaults.retries.value);
    let connect_timeout = number(defaults.connect_timeout.value);
    let attempt_timeout = number(defaults.attempt_timeout.value);
    let call_timeout = number(defaults.call_timeout.value);
    let max_response_bytes = number(defaults.max_response_bytes.value);
    let utc_offset = expression::integer(i128::from(platform.utc_offset) * 60);
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
    let environments = || platform.environments.iter();
    let declared = environments().map(|environment| {
        let docs = docs(&docs::markdown::both(&environment.text));
        let default = environment.default.then(|| quote!(#[default]));
        let variant = ident(&environment.variant);
        quote!(#docs #default #variant)
    });
    let urls = environments().map(|environment| {
        let (variant, url) = (ident(&environment.variant), &environment.url);
        quote!(Self::#variant => #url)
    });

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
                        #(#urls,)*
                    }
                }
            }
        },
    ]
}
