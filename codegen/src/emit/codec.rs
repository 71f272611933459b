//! Encoding and decoding: parameters to fields and back, JSON to types, and types to JSON. Each value is read and
//! written by one call of the runtime, which is cheap to compile.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::{bounds, ident, rust_type, spelled, underscored};
use crate::api::{Field, Type};
use crate::scalar::{JsonForm, Scalar};
use crate::spec::model::Join;

/// Returns the statement that passes a parameter to `fields`.
pub(super) fn send(param: &Field) -> TokenStream {
    let wire = &param.wire;
    let field = ident(&param.name);
    if let Type::Extra(_) = param.ty {
        return quote!(self.#field.send(#wire, fields););
    }
    if param.in_path {
        let form = form(&param.ty);
        return quote!(fields.segment::<#form>(#wire, &self.#field););
    }
    let method = method(param);
    if param.required {
        quote!(fields.#method(#wire, Some(&self.#field));)
    } else {
        quote!(fields.#method(#wire, self.#field.as_ref());)
    }
}

/// Returns the expression that reads a parameter from what was `sent`.
pub(super) fn read(param: &Field) -> TokenStream {
    let wire = &param.wire;
    if let Type::Extra(name) = &param.ty {
        let name = ident(name);
        return quote!(#name::read(sent.set(#wire)?));
    }
    let method = method(param);
    let required = param.required.then(|| quote!(?));
    quote!(sent.#method(#wire) #required)
}

/// Returns the method that writes or reads a parameter.
pub(super) fn method(param: &Field) -> TokenStream {
    let (method, ty) = match &param.ty {
        Type::File | Type::Extra(_) => return quote!(file),
        Type::Scalar(_) | Type::Enum(..) => (quote!(scalar), &param.ty),
        Type::List(item) if param.join != Some(Join::Json) => (quote!(list), &**item),
        Type::Object(_) | Type::AnyOf(_) | Type::List(_) | Type::Map(_) => {
            (quote!(json), &param.ty)
        }
    };
    let form = form(ty);
    quote!(#method::<#form>)
}

/// Returns the form of a type in JSON. It is written like the Rust type, with the markers of scalars.
pub(super) fn form(ty: &Type) -> TokenStream {
    spelled(ty, &leaf_form)
}

fn leaf_form(ty: &Type) -> TokenStream {
    if let Type::Scalar(scalar) = ty {
        marker(*scalar)
    } else {
        rust_type(ty)
    }
}

/// Returns the runtime's marker type of a scalar.
pub(super) fn marker(scalar: Scalar) -> TokenStream {
    let marker = ident(scalar.info().marker);
    quote!(scalar::#marker)
}

/// Returns the form of a field whose type has this form.
fn boxed(field: &Field, form: TokenStream) -> TokenStream {
    if field.boxed {
        quote!(Boxed<#form>)
    } else {
        form
    }
}

/// Returns the form of a field that is read.
pub(super) fn read_form(field: &Field) -> TokenStream {
    let form = spelled(&field.ty, &|ty| {
        let form = leaf_form(ty);
        if let Type::Scalar(scalar) | Type::Enum(_, scalar) = ty
            && field.lenient
            && scalar.info().json == JsonForm::Number
        {
            return quote!(Lenient<#form>);
        }
        form
    });
    boxed(field, form)
}

/// Returns the expression that takes a field from `object`.
pub(super) fn take(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let form = read_form(field);
    match (field.required, field.nullable) {
        (true, false) => quote!(object.required::<#form>(#wire)),
        (true, true) => quote!(object.required::<Option<#form>>(#wire)),
        (false, false) => quote!(object.optional::<#form>(#wire)),
        (false, true) => quote!(object.optional::<Option<#form>>(#wire).flatten()),
    }
}

/// Returns whether a value is JSON of unspecified shape.
pub(super) fn is_any_json(ty: &Type) -> bool {
    matches!(ty, Type::Scalar(scalar) if scalar.is_any_json())
}

/// Returns the form of a field that is written. It says what is secret.
pub(super) fn written_form(field: &Field) -> TokenStream {
    spelled(&field.ty, &|ty| {
        if is_any_json(ty) && field.secret {
            return quote!(scalar::SecretJson);
        }
        leaf_form(ty)
    })
}

/// Returns the statement that writes a field of `value` into the current object of `out`, with its constraints if
/// `is_bounded`.
pub(super) fn put(field: &Field, is_bounded: bool) -> TokenStream {
    let wire = &field.wire;
    let name = ident(&field.name);
    let form = boxed(field, written_form(field));
    let bounds = if is_bounded {
        bounds(&field.bounds)
    } else {
        quote!(Bounds::NONE)
    };
    if !field.required {
        quote!(out.optional::<#form>(#wire, value.#name.as_ref(), &#bounds);)
    } else if field.nullable {
        quote!(out.member::<Option<#form>>(#wire, &value.#name, &#bounds);)
    } else {
        quote!(out.member::<#form>(#wire, &value.#name, &#bounds);)
    }
}

/// Returns the implementation of `Encode` for an object, with the statements that write its members.
pub(super) fn encode_object(name: &Ident, members: Vec<TokenStream>) -> TokenStream {
    let value = underscored(members.is_empty(), "value");
    quote! {
        impl Encode for #name {
            fn encode(#value: &Self, out: &mut JsonWriter) {
                out.begin_object();
                #(#members)*
                out.end_object();
            }
        }
    }
}

/// Returns the implementation of `Decode` for an object, with its fields.
pub(super) fn decode_object(name: &Ident, fields: Vec<TokenStream>) -> TokenStream {
    let object = if fields.is_empty() {
        quote!(_object)
    } else {
        quote!(mut object)
    };
    quote! {
        impl Decode for #name {
            type Value = Self;

            fn decode(value: Value<'_>) -> Self {
                let #object = value.object();
                Self { #(#fields),* }
            }
        }
    }
}
