//! A request: a struct with its constructor, and how the request is encoded and its answer decoded.

use proc_macro2::TokenStream;
use quote::quote;

use super::fields;
use super::tokens::{bounds, deprecated, docs, ident, option, rust_type, underscored};
use super::{codec, docs, one_of, paging, task};
use crate::api::{Endpoint, Field, Input, Response, Retry, Type, With};
use crate::spec::model::Join;

pub(super) fn definition(endpoint: &Endpoint) -> TokenStream {
    let docs = docs(&docs::request(endpoint));
    let deprecated = deprecated(endpoint.deprecated.as_ref());
    let attributes = quote!(#docs #deprecated);
    let is_default = endpoint.inputs().all(|input| !input.is_required());
    let fields = endpoint.inputs();
    let fields = fields.map(|input| fields::declaration(input.field(), &docs::input(input)));
    let extra = endpoint.open.then(|| {
        quote! {
            /// Parameters that the spec does not describe.
            pub extra: ExtraParams
        }
    });
    let fields = fields.chain(extra);
    fields::definition(&endpoint.request, attributes, is_default, fields)
}

/// Returns `new`, with the required parameters in the order of the spec.
pub(super) fn constructor(endpoint: &Endpoint) -> TokenStream {
    let name = ident(&endpoint.request);
    let extra = endpoint.open.then(|| quote!(extra: ExtraParams::default()));
    let new = fields::new(endpoint.inputs().map(Input::field), extra);

    quote! {
        impl #name {
            /// Creates a request with its required fields. Optional fields are not sent unless they are set.
            #[must_use]
            #new
        }
    }
}

/// Returns the implementation of `Request`: description, encoding and decoding.
pub(super) fn implementation(endpoint: &Endpoint) -> TokenStream {
    let name = ident(&endpoint.request);
    let Endpoint {
        spec,
        group,
        path,
        forwards,
        json_body,
        ..
    } = endpoint;
    let retry = retry(&endpoint.retry);
    let mut params = endpoint.params.iter();
    let open = endpoint.open || params.any(|param| matches!(param.ty, Type::Extra(_)));
    let in_wire_order = endpoint.in_wire_order();
    let params = in_wire_order.iter().map(|param| described(param));
    let statements = in_wire_order.iter().map(|param| match &param.choice {
        Some(choice) => one_of::send(param, choice),
        None => codec::send(param),
    });
    let is_dependent = endpoint.params.iter().any(|param| param.with.is_some())
        || endpoint.one_ofs().next().is_some();
    let conditions = is_dependent.then(|| quote!(fields.check_conditions();));
    let extra = endpoint.open.then(|| quote!(self.extra.send(fields);));
    let fields = underscored(endpoint.params.is_empty() && !endpoint.open, "fields");
    let paging = paging::described(endpoint.paging.as_ref());
    let task = task::started(endpoint.task.as_ref());
    let polling = task::polling(endpoint.polling.as_ref());
    let exclusions = one_of::exclusions(endpoint);
    let (response, decode) = response(&endpoint.response);
    let (streams, blocking) = match endpoint.response {
        Response::Stream => (true, quote!(BlockingDownload)),
        Response::None | Response::Reply => (false, quote!(Self::Response)),
        Response::Type(_) | Response::Object(_) => (false, quote!(Self::Response)),
    };

    quote! {
        impl Request for #name {
            type Response = #response;

            #[cfg(feature = "blocking")]
            type Blocking = #blocking;

            const ENDPOINT: &'static Endpoint = &Endpoint {
                name: #spec,
                group: #group,
                path: #path,
                retry: #retry,
                forwards: #forwards,
                streams: #streams,
                json_body: #json_body,
                open: #open,
                paging: #paging,
                task: #task,
                polling: #polling,
                exclusions: #exclusions,
                params: &[#(#params),*],
            };

            fn encode(&self, #fields: &mut Fields) {
                #(#statements)*
                #conditions
                #extra
            }

            fn decode(payload: Payload<'_>) -> Self::Response {
                #decode
            }
        }
    }
}

/// Returns the implementation of `Extendable`, if the call accepts parameters that the spec does not describe.
pub(super) fn extendable(endpoint: &Endpoint) -> Option<TokenStream> {
    let name = ident(&endpoint.request);
    endpoint.open.then(|| {
        quote! {
            impl Extendable for #name {
                fn extra_mut(&mut self) -> &mut ExtraParams {
                    &mut self.extra
                }
            }
        }
    })
}

fn retry(retry: &Retry) -> TokenStream {
    match retry {
        Retry::Safe => quote!(Retry::Safe),
        Retry::Unsafe => quote!(Retry::Unsafe),
        Retry::SafeWhen(With { wire, values, .. }) => {
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
    let always = option(param.always.as_ref());
    let with = option(param.with.as_ref().map(|with| {
        let wire = &with.wire;
        let values = with.values.iter().map(|value| value.wire.to_string());
        let default = option(with.default.as_ref());
        let required = with.required;
        quote! {
            With {
                param: #wire,
                values: &[#(#values),*],
                default: #default,
                required: #required,
            }
        }
    }));

    quote! {
        Param {
            name: #wire,
            required: #required,
            secret: #secret,
            kind: #kind,
            bounds: #bounds,
            always: #always,
            with: #with,
        }
    }
}

fn kind(ty: &Type, join: Option<Join>, open: bool) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => {
            let marker = codec::marker(*scalar);
            quote!(Kind::Scalar(#marker::INFO))
        }
        Type::File => quote!(Kind::File),
        Type::Enum(name, scalar) => {
            let (name, marker) = (ident(name), codec::marker(*scalar));
            quote!(Kind::Enum(#name::WIRE, #marker::INFO))
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
        Type::Object(_) | Type::AnyOf(_) | Type::Map(_) | Type::List(_) => {
            quote!(Kind::Json { is_open: #open })
        }
    }
}

/// Returns the type of a response, and the expression that decodes it.
fn response(response: &Response) -> (TokenStream, TokenStream) {
    if let Some(ty) = response.ty() {
        let form = codec::form(&ty);
        return (rust_type(&ty), quote!(payload.json::<#form>()));
    }
    match response {
        Response::Stream => (quote!(Download), quote!(payload.download())),
        Response::Reply => (quote!(Reply), quote!(payload.reply())),
        Response::None | Response::Type(_) | Response::Object(_) => {
            (quote!(()), quote!(payload.nothing()))
        }
    }
}
