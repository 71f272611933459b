//! A request: a struct with its constructor, and how the request is encoded and its answer decoded.

use proc_macro2::TokenStream;
use quote::quote;

use super::codec;
use super::docs;
use super::tokens::{
    argument_type, deprecated, docs, ident, initialised, many_arguments, number, option, rust_type,
};
use crate::api::{Bounds, Endpoint, Field, Response, Retry, Type};
use crate::spec::model::Join;

/// Returns the struct.
pub(super) fn definition(endpoint: &Endpoint) -> TokenStream {
    let name = ident(&endpoint.request);
    let docs = docs(&docs::request(endpoint));
    let deprecated = deprecated(endpoint.deprecated.as_ref());
    let default = has_default(endpoint).then(|| quote!(Default,));
    let fields = endpoint.params.iter().map(field);

    quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

fn has_default(endpoint: &Endpoint) -> bool {
    endpoint.params.iter().all(|param| !param.required)
}

fn field(param: &Field) -> TokenStream {
    let name = ident(&param.name);
    let docs = docs(&docs::param(param));
    let deprecated = deprecated(param.deprecated.as_ref());
    let ty = rust_type(&param.ty);
    let ty = if param.required {
        ty
    } else {
        quote!(Option<#ty>)
    };

    quote!(#docs #deprecated pub #name: #ty)
}

/// Returns `new`, with the required parameters in the order of the spec.
pub(super) fn constructor(endpoint: &Endpoint) -> TokenStream {
    let name = ident(&endpoint.request);
    if has_default(endpoint) {
        return quote! {
            impl #name {
                /// Creates a request. Optional fields are not sent unless they are set.
                #[must_use]
                pub fn new() -> Self {
                    Self::default()
                }
            }
        };
    }
    let arguments = endpoint
        .params
        .iter()
        .filter(|param| param.required)
        .map(argument);
    let fields = endpoint.params.iter().map(|param| {
        if param.required {
            return initialised(&param.name, &param.ty);
        }
        let name = ident(&param.name);
        quote!(#name: None)
    });
    let allow = many_arguments(arguments.clone().count());

    quote! {
        impl #name {
            /// Creates a request with its required fields. Optional fields are not sent unless they are set.
            #allow
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields),* }
            }
        }
    }
}

/// Returns an argument of the constructor.
pub(super) fn argument(param: &Field) -> TokenStream {
    let name = ident(&param.name);
    let ty = argument_type(&param.ty);
    quote!(#name: #ty)
}

/// Returns the implementation of `Request`: description, encoding and decoding.
pub(super) fn implementation(endpoint: &Endpoint) -> TokenStream {
    let name = ident(&endpoint.request);
    let Endpoint {
        spec,
        group,
        path,
        forwards,
        ..
    } = endpoint;
    let retry = retry(&endpoint.retry);
    let open = endpoint
        .params
        .iter()
        .any(|param| matches!(param.ty, Type::Extra(_)));
    let in_wire_order = endpoint.in_wire_order();
    let params = in_wire_order.iter().map(|param| described(param));
    let statements = in_wire_order.iter().map(|param| codec::send(param));
    let fields = if endpoint.params.is_empty() {
        quote!(_)
    } else {
        quote!(fields)
    };
    let response = response_type(&endpoint.response);
    let decode = decode(&endpoint.response);

    quote! {
        impl Request for #name {
            type Response = #response;

            const ENDPOINT: &'static Endpoint = &Endpoint {
                name: #spec,
                group: #group,
                path: #path,
                retry: #retry,
                forwards: #forwards,
                open: #open,
                params: &[#(#params),*],
            };

            fn encode(&self, #fields: &mut Fields) {
                #(#statements)*
            }

            #decode
        }
    }
}

fn retry(retry: &Retry) -> TokenStream {
    match retry {
        Retry::Safe => quote!(Retry::Safe),
        Retry::Unsafe => quote!(Retry::Unsafe),
        Retry::SafeWhen { wire, values, .. } => {
            let values = values.iter().map(|value| value.wire.to_string());
            quote!(Retry::SafeWhen { param: #wire, values: &[#(#values),*] })
        }
    }
}

fn described(param: &Field) -> TokenStream {
    let Field {
        wire,
        required,
        secret,
        ..
    } = param;
    let kind = kind(&param.ty, param.join, param.open);
    let bounds = bounds(&param.bounds);

    quote! {
        Param { name: #wire, required: #required, secret: #secret, kind: #kind, bounds: #bounds }
    }
}

fn kind(ty: &Type, join: Option<Join>, open: bool) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => {
            let marker = codec::marker(*scalar);
            quote!(Kind::Scalar(#marker::INFO))
        }
        Type::File => quote!(Kind::File),
        Type::Enum(name, _) => {
            let name = ident(name);
            quote!(Kind::Enum(#name::WIRE))
        }
        Type::Extra(name) => {
            let name = ident(name);
            quote!(Kind::Extra(#name::SETS))
        }
        Type::List(item) if join.is_some() => {
            let join = match join {
                Some(Join::Json) => quote!(Join::Json),
                Some(Join::Repeat) => quote!(Join::Repeat),
                Some(Join::Comma) | None => quote!(Join::Comma),
            };
            let item = kind(item, None, open);
            quote!(Kind::List { join: #join, item: &#item })
        }
        Type::Object(_) | Type::Map(_) | Type::List(_) => quote!(Kind::Json { is_open: #open }),
    }
}

pub(super) fn bounds(bounds: &Bounds) -> TokenStream {
    if *bounds == Bounds::default() {
        return quote!(Bounds::NONE);
    }
    let texts = [
        ("min", &bounds.min),
        ("max", &bounds.max),
        ("above", &bounds.above),
        ("below", &bounds.below),
    ];
    let counts = [
        ("min_length", bounds.min_length),
        ("max_length", bounds.max_length),
        ("min_items", bounds.min_items),
        ("max_items", bounds.max_items),
    ];
    let texts = texts
        .into_iter()
        .filter(|(_, bound)| bound.is_some())
        .map(|(name, bound)| (name, option(bound.as_ref())));
    let counts = counts
        .into_iter()
        .filter(|(_, bound)| bound.is_some())
        .map(|(name, bound)| (name, option(bound.map(number))));
    let fields = texts.chain(counts).map(|(name, bound)| {
        let name = ident(name);
        quote!(#name: #bound)
    });

    quote!(Bounds { #(#fields,)* ..Bounds::NONE })
}

fn response_type(response: &Response) -> TokenStream {
    match response {
        Response::None => quote!(()),
        Response::Reply => quote!(Reply),
        Response::Type(ty) => rust_type(ty),
        Response::Object(object) => {
            let name = ident(&object.name);
            quote!(#name)
        }
    }
}

fn decode(response: &Response) -> TokenStream {
    let (payload, body) = match response {
        Response::None => (quote!(payload), quote!(payload.nothing())),
        Response::Reply => (quote!(payload), quote!(payload.reply())),
        Response::Type(ty) => (
            quote!(payload),
            codec::decode(ty, false, quote!(payload.json())),
        ),
        Response::Object(object) => {
            let name = ident(&object.name);
            (quote!(payload), quote!(#name::decode(payload.json())))
        }
    };

    quote! {
        fn decode(#payload: Payload<'_>) -> Self::Response {
            #body
        }
    }
}
