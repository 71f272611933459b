//! A choice between parameters: an enum with a variant for each, and how a request sends the one that it holds.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{deprecated, docs, ident, rust_type};
use super::{codec, docs};
use crate::api::{Choice, Endpoint, Field, OneOf};

pub(super) fn definition(endpoint: &Endpoint, one_of: &OneOf, params: &[Field]) -> TokenStream {
    let name = ident(&one_of.ty);
    let enum_docs = docs(&docs::one_of(endpoint, one_of));
    let variants = params.iter().map(|param| {
        let docs = docs(&docs::param(param));
        let deprecated = deprecated(param.deprecated.as_ref());
        let (variant, content) = (variant(param), rust_type(&param.ty));
        quote!(#docs #deprecated #variant(#content))
    });

    quote! {
        #enum_docs
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "its values are not boxed")]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}

fn variant(param: &Field) -> Option<proc_macro2::Ident> {
    param.choice.as_ref().map(|choice| ident(&choice.variant))
}

/// Returns the path of the variant of a parameter.
fn path(choice: &Choice) -> TokenStream {
    let (ty, variant) = (ident(&choice.one_of.ty), ident(&choice.variant));
    quote!(#ty::#variant)
}

/// Returns the description of all choices of a call, for the runtime.
pub(super) fn exclusions(endpoint: &Endpoint) -> TokenStream {
    let exclusions = endpoint.one_ofs().map(|(one_of, params)| {
        let (required, names) = (
            one_of.field.required,
            params.iter().map(|param| &param.wire),
        );
        quote!(Exclusion { required: #required, params: &[#(#names),*] })
    });
    quote!(&[#(#exclusions),*])
}

/// Returns the statement that passes a parameter to `fields`, if it is the one that the request holds.
pub(super) fn send(param: &Field, choice: &Choice) -> TokenStream {
    let (field, path) = (ident(&choice.one_of.field.name), path(choice));
    let pattern = if choice.one_of.field.required {
        quote!(#path(value))
    } else {
        quote!(Some(#path(value)))
    };
    let (wire, method) = (&param.wire, codec::method(param));
    quote! {
        if let #pattern = &self.#field {
            fields.#method(#wire, Some(value));
        }
    }
}

/// Returns the expression that reads the one parameter that was `sent`.
pub(super) fn read(one_of: &OneOf, params: &[Field]) -> TokenStream {
    let values = params.iter().filter_map(|param| {
        let (value, path) = (codec::read(param), path(param.choice.as_ref()?));
        Some(quote!(#value.map(#path)))
    });
    let value = values.reduce(|first, next| quote!(#first.or_else(|| #next)));
    let required = one_of.field.required.then(|| quote!(?));
    quote!(#value #required)
}

/// Returns the statement that writes the parameter that `value` holds into the current object of `out`.
pub(super) fn put(one_of: &OneOf, params: &[Field]) -> TokenStream {
    let field = ident(&one_of.field.name);
    let arms = params.iter().filter_map(|param| {
        let path = path(param.choice.as_ref()?);
        let (wire, form) = (&param.wire, codec::written_form(param));
        let put = quote!(out.member::<#form>(#wire, choice, &Bounds::NONE));
        Some(if one_of.field.required {
            quote!(#path(choice) => #put)
        } else {
            quote!(Some(#path(choice)) => #put)
        })
    });
    let none = (!one_of.field.required).then(|| quote!(None => {}));
    quote! {
        match &value.#field {
            #(#arms,)*
            #none
        }
    }
}

/// Returns the expression that takes the one parameter that `object` has.
pub(super) fn take(one_of: &OneOf, params: &[Field]) -> TokenStream {
    let mut choices = params.iter().filter_map(|param| {
        let (wire, path) = (&param.wire, path(param.choice.as_ref()?));
        let takes_null = codec::is_any_json(&param.ty);
        let lenient = true;
        let form = codec::read_form(&Field {
            lenient,
            ..param.clone()
        });
        Some(quote!((#wire, #takes_null, |value| #path(<#form>::decode(value)))))
    });
    if one_of.field.required {
        let first = choices.next();
        quote!(object.required_one_of(#first, &[#(#choices),*]))
    } else {
        quote!(object.optional_one_of(&[#(#choices),*]))
    }
}
