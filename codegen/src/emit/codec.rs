//! Encoding and decoding: parameters to fields and back, JSON to types, and types to JSON. All of it is
//! straight-line code without generics, which is cheap to compile.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use super::tokens::bounds;
use super::tokens::{ident, rust_type};
use crate::api::{Bounds, Field, Type};
use crate::scalar::Scalar;
use crate::spec::model::Join;

/// A value in generated code: by name, and borrowed.
pub(super) struct Place {
    name: TokenStream,
    borrowed: TokenStream,
}

impl Place {
    /// Creates the place of a field of `self`.
    pub(super) fn field(name: &str) -> Self {
        let name = ident(name);
        let name = quote!(self.#name);
        Self {
            borrowed: quote!(&#name),
            name,
        }
    }

    /// Creates the place of a variable that is a reference.
    pub(super) fn reference(name: &str) -> Self {
        let name = ident(name).into_token_stream();
        Self {
            borrowed: name.clone(),
            name,
        }
    }
}

/// Returns the statement that passes a parameter to `fields`.
pub(super) fn send(param: &Field) -> TokenStream {
    let wire = &param.wire;
    let field = ident(&param.name);
    let value = quote!(self.#field);
    let required = param.required;
    let borrowed = if required {
        quote!(Some(&#value))
    } else {
        quote!(#value.as_ref())
    };
    match &param.ty {
        Type::Scalar(scalar) => {
            let marker = marker(*scalar);
            quote!(fields.scalar::<#marker>(#wire, #borrowed);)
        }
        Type::File => quote!(fields.file(#wire, #borrowed);),
        Type::Enum(name, Scalar::Integer) => {
            let (name, marker) = (ident(name), marker(Scalar::Integer));
            let value = if required {
                quote!(Some(&#value.as_i64()))
            } else {
                quote!(#value.as_ref().map(#name::as_i64).as_ref())
            };
            quote!(fields.scalar::<#marker>(#wire, #value);)
        }
        Type::Enum(name, _) => {
            let name = ident(name);
            let value = if required {
                quote!(Some(#value.as_str()))
            } else {
                quote!(#value.as_ref().map(#name::as_str))
            };
            quote!(fields.text(#wire, #value);)
        }
        Type::Extra(_) => quote! {
            fields.text(#wire, Some(#value.name()));
            #value.send(fields);
        },
        Type::Object(_) if required => quote!(fields.object(#wire, Some(&#value));),
        Type::Object(_) => quote! {
            if let Some(value) = &#value {
                fields.object(#wire, Some(value));
            }
        },
        Type::List(item) if param.join != Some(Join::Json) => {
            send_list(item, wire, required, &value)
        }
        ty @ (Type::List(_) | Type::Map(_)) => {
            let place = if required {
                Place::field(&param.name)
            } else {
                Place::reference("value")
            };
            let encode = encode(ty, &place);
            let send = |value: TokenStream| {
                quote! {
                    fields.items(#wire, #value.len());
                    fields.object(#wire, Some(&|out: &mut JsonWriter| { #encode; }));
                }
            };
            if required {
                send(value)
            } else {
                let send = send(quote!(value));
                quote!(if let Some(value) = &#value { #send })
            }
        }
    }
}

/// Returns the statement that passes a list to `fields`: in one field, joined by commas, or in a field for each item.
fn send_list(item: &Type, wire: &str, required: bool, value: &TokenStream) -> TokenStream {
    if let Type::Scalar(scalar) = item {
        let marker = marker(*scalar);
        let items = if required {
            quote!(Some(&#value))
        } else {
            quote!(#value.as_deref())
        };
        return quote!(fields.list::<#marker>(#wire, #items););
    }
    let texts = quote!(iter().map(ToString::to_string).collect());
    let texts = if required {
        quote!(Some(#value.#texts))
    } else {
        quote!(#value.as_ref().map(|items| items.#texts))
    };
    quote!(fields.texts(#wire, #texts);)
}

/// Returns the expression that reads a parameter from what was `sent`.
pub(super) fn read(param: &Field) -> TokenStream {
    let Field {
        wire, required, ty, ..
    } = param;
    match ty {
        Type::Extra(name) => {
            let name = ident(name);
            quote!(#name::read(sent, #wire))
        }
        Type::File if *required => quote!(sent.required_file(#wire)),
        Type::File => quote!(sent.file(#wire)),
        Type::List(item) if param.join != Some(Join::Json) => {
            let item = read_text(item, quote!(text));
            let method = ident(if *required { "required_list" } else { "list" });
            quote!(sent.#method(#wire, |text| #item))
        }
        ty if *required => read_text(ty, quote!(sent.required(#wire))),
        ty => {
            let value = read_text(ty, quote!(text));
            quote!(sent.optional(#wire).map(|text| #value))
        }
    }
}

/// Returns the expression that reads a type from the text of a field.
fn read_text(ty: &Type, text: TokenStream) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => {
            let marker = marker(*scalar);
            quote!(#text.scalar::<#marker>())
        }
        Type::Enum(name, Scalar::Integer) => {
            let (name, marker) = (ident(name), marker(Scalar::Integer));
            quote!(#name::from(#text.scalar::<#marker>()))
        }
        Type::Enum(name, _) => {
            let name = ident(name);
            quote!(#name::from(#text.as_str()))
        }
        Type::File | Type::Object(_) | Type::Extra(_) | Type::List(_) | Type::Map(_) => {
            decode(ty, false, quote!(#text.value()))
        }
    }
}

/// Returns the expression that takes a field from `object`.
pub(super) fn take(field: &Field) -> TokenStream {
    let wire = &field.wire;
    let value = match (field.nullable, !field.required) {
        (false, false) => return decode(&field.ty, field.lenient, quote!(object.required(#wire))),
        (true, false) => quote!(object.required(#wire).nullable()),
        (false, true) => quote!(object.optional(#wire)),
        (true, true) => quote!(object.optional(#wire).and_then(Value::nullable)),
    };
    let read = reader(&field.ty, field.lenient);
    quote!(#value.map(#read))
}

/// Returns the expression that decodes a type from a JSON value.
pub(super) fn decode(ty: &Type, lenient: bool, value: TokenStream) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => {
            let (method, marker) = (read_method(*scalar, lenient), marker(*scalar));
            quote!(#value.#method::<#marker>())
        }
        Type::Enum(name, Scalar::Integer) if lenient => {
            let (name, marker) = (ident(name), marker(Scalar::Integer));
            quote!(#name::from(#value.lenient::<#marker>()))
        }
        Type::File | Type::Enum(..) | Type::Object(_) | Type::Extra(_) => {
            let ty = rust_type(ty);
            quote!(#ty::decode(#value))
        }
        Type::List(item) => {
            let item = item_reader(item, lenient);
            quote!(#value.list_of(#item))
        }
        Type::Map(item) => {
            let item = item_reader(item, lenient);
            quote!(#value.map_of(#item))
        }
    }
}

/// Returns the method of a JSON value that decodes a scalar.
fn read_method(scalar: Scalar, lenient: bool) -> Ident {
    ident(if lenient && scalar.can_be_lenient() {
        "lenient"
    } else {
        "scalar"
    })
}

/// Returns the runtime's marker type of a scalar.
pub(super) fn marker(scalar: Scalar) -> TokenStream {
    let marker = ident(scalar.info().marker);
    quote!(scalar::#marker)
}

/// Returns the function that decodes a value which may be missing.
fn reader(ty: &Type, lenient: bool) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => {
            let (method, marker) = (read_method(*scalar, lenient), marker(*scalar));
            quote!(Value::#method::<#marker>)
        }
        Type::File
        | Type::Enum(..)
        | Type::Object(_)
        | Type::Extra(_)
        | Type::List(_)
        | Type::Map(_) => item_reader(ty, lenient),
    }
}

/// Returns the function that decodes an item. It is a closure, because a method's path is tied to one lifetime.
fn item_reader(ty: &Type, lenient: bool) -> TokenStream {
    let is_lenient_enum = lenient && matches!(ty, Type::Enum(_, Scalar::Integer));
    match ty {
        Type::Enum(..) | Type::Object(_) | Type::Extra(_) if !is_lenient_enum => {
            let ty = rust_type(ty);
            quote!(#ty::decode)
        }
        Type::Scalar(_)
        | Type::File
        | Type::Enum(..)
        | Type::Object(_)
        | Type::Extra(_)
        | Type::List(_)
        | Type::Map(_) => {
            let decode = decode(ty, lenient, quote!(value));
            quote!(|value| #decode)
        }
    }
}

/// Returns the statements that write a field into the current object of `out`, with its constraints if
/// `is_bounded`.
pub(super) fn put(field: &Field, is_bounded: bool) -> TokenStream {
    let wire = &field.wire;
    let key = if is_bounded && field.bounds != Bounds::default() {
        let bounds = bounds(&field.bounds);
        quote!(out.bounded_key(#wire, &#bounds))
    } else {
        quote!(out.key(#wire))
    };
    let is_several = matches!(field.ty, Type::List(_) | Type::Map(_));
    let is_counted = field.bounds.min_items.is_some() || field.bounds.max_items.is_some();
    let encode = |place: &Place| {
        let encode = encode(&field.ty, place);
        if is_bounded && is_several && is_counted {
            let value = &place.name;
            quote! {
                out.items(#value.len());
                #encode
            }
        } else {
            encode
        }
    };
    if !field.is_option() {
        let encode = encode(&Place::field(&field.name));
        return quote! {
            #key;
            #encode;
        };
    }
    let name = ident(&field.name);
    let encode = encode(&Place::reference("value"));
    if !field.required {
        quote! {
            if let Some(value) = &self.#name {
                #key;
                #encode;
            }
        }
    } else {
        let encode = if is_several {
            quote!({ #encode; })
        } else {
            quote!(#encode,)
        };
        quote! {
            #key;
            match &self.#name {
                Some(value) => #encode
                None => out.null(),
            }
        }
    }
}

/// Returns the statements that write a value to `out`, without the last semicolon.
pub(super) fn encode(ty: &Type, place: &Place) -> TokenStream {
    let Place { name, borrowed } = place;
    match ty {
        Type::Scalar(scalar) => {
            let marker = marker(*scalar);
            quote!(out.scalar::<#marker>(#borrowed))
        }
        Type::File | Type::Enum(..) | Type::Object(_) | Type::Extra(_) => {
            quote!(#name.encode(out))
        }
        Type::List(item) => {
            let encode = encode(item, &Place::reference("item"));
            quote! {
                out.begin_list();
                for item in #borrowed {
                    #encode;
                }
                out.end_list()
            }
        }
        Type::Map(item) => {
            let encode = encode(item, &Place::reference("item"));
            quote! {
                out.begin_object();
                for (key, item) in #borrowed {
                    out.key(key);
                    #encode;
                }
                out.end_object()
            }
        }
    }
}
