//! The static description of all calls: texts in both languages, types, defaults, choices.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::command_line::{self, CommandLine, written};
use super::docs::constraints::phrases;
use super::tokens::{ident, option};
use super::{GeneratedFile, codec};
use crate::api::{
    AnyOf, Api, Endpoint, Enum, Environment, Example, Extra, Field, Group, Object, OneOf, Platform,
    Response, Text, Type, TypeDef, TypeName,
};
use crate::naming::unraw;
use crate::pretty::NotRust;
use crate::scalar::Scalar;

/// Returns `description.rs`.
pub(super) fn file(api: &Api) -> Result<GeneratedFile, NotRust> {
    let Platform {
        title,
        documentation,
        environments,
        probe,
        ..
    } = &api.platform;
    let probe = option(probe.as_ref());
    let title = text(title);
    let environments = environments.iter().map(environment);
    let modules = || api.groups.iter().map(|group| ident(&group.module));
    let (modules, groups) = (modules(), modules());
    let paths = api.groups.iter();
    let paths = paths.map(|group| format!("{}.description.rs", group.module));
    let items = vec![
        quote!(
            use crate::describe::generated::*;
        ),
        quote! {
            /// The platform.
            pub static PLATFORM: Platform = Platform {
                title: #title,
                documentation: #documentation,
                protocol: &PROTOCOL,
                environments: &[#(#environments),*],
                probe: #probe,
                groups: &[#(&#groups::GROUP),*],
            };
        },
        quote!(#(#[path = #paths] mod #modules;)*),
    ];
    let docs = vec!["Static description of the platform and its calls.".to_owned()];
    GeneratedFile::new("description", "spec", &docs, items)
}

/// Returns the file that describes a group. Each type is a static with its Rust name, so that types can refer to
/// each other and to themselves.
pub(super) fn group_file(group: &Group) -> Result<GeneratedFile, NotRust> {
    let title = text(&group.title);
    let module = unraw(&group.module);
    let client = option(group.client.as_ref().map(|client| unraw(&client.method)));
    let calls = group.endpoints.iter().map(|endpoint| call(group, endpoint));
    let mut items = vec![
        quote! {
            #![allow(
                dead_code,
                non_upper_case_globals,
                reason = "a static has the name of its type, and a spec may not use all types"
            )]
            #![allow(clippy::indexing_slicing, reason = "the compiler checks constant indices")]
            use super::*;
        },
        quote! {
            pub(super) static GROUP: Group = Group {
                module: #module,
                client: #client,
                title: #title,
                calls: &[#(#calls),*],
            };
        },
    ];
    let responses = group.endpoints.iter();
    let responses = responses.filter_map(|endpoint| endpoint.response.object());
    items.extend(responses.map(object));
    items.extend(group.types.iter().map(|ty| match ty {
        TypeDef::Object(ty) => object(ty),
        TypeDef::Enum(ty) => choices(ty),
        TypeDef::Extra(ty) => extra(ty),
        TypeDef::AnyOf(ty) => any_of(ty),
    }));
    let docs = format!("Static description of `{}`.", group.module);
    GeneratedFile::part(group, "description", docs, items)
}

fn environment(environment: &Environment) -> TokenStream {
    let Environment {
        name, url, default, ..
    } = environment;
    let text = text(&environment.text);
    quote!(Environment { name: #name, url: #url, is_default: #default, text: #text })
}

fn call(group: &Group, endpoint: &Endpoint) -> TokenStream {
    let (module, request) = (ident(&group.module), ident(&endpoint.request));
    let request = quote!(super::super::#module::#request);
    let method = unraw(&endpoint.method);
    let aliases = endpoint.aliases.iter();
    let aliases = aliases.map(|alias| unraw(&alias.method));
    let text = text(&endpoint.text);
    let see = option(endpoint.see.as_ref());
    let deprecated = option(endpoint.deprecated.as_ref().map(self::text));
    let parameters = endpoint
        .params
        .iter()
        .map(|param| parameter(&request, endpoint, param));
    let one_ofs = endpoint.one_ofs().enumerate();
    let one_ofs = one_ofs.map(|(index, (choice, _))| one_of(&request, index, choice));
    let any = matches!(endpoint.response, Response::Reply).then_some(Type::Scalar(Scalar::Any));
    let response = option(endpoint.response.ty().or(any).as_ref().map(type_of));
    let confirm = endpoint.confirm;
    let examples = endpoint.examples.iter();
    let examples = examples.map(|example| self::example(endpoint, example));

    quote! {
        Call {
            method: #method,
            aliases: &[#(#aliases),*],
            endpoint: <#request as Request>::ENDPOINT,
            text: #text,
            see: #see,
            deprecated: #deprecated,
            confirm: #confirm,
            parameters: &[#(#parameters),*],
            one_ofs: &[#(#one_ofs),*],
            response: #response,
            examples: &[#(#examples),*],
            decode: decode::<#request>,
        }
    }
}

fn example(endpoint: &Endpoint, example: &Example) -> TokenStream {
    let title = text(&example.title);
    let line = command_line::example(endpoint, example);
    let shell = line.shell();
    let CommandLine { files, .. } = line;
    let files = files.iter().map(|(name, content)| {
        let content = Literal::byte_string(content);
        quote!((#name, #content))
    });
    quote!(Example { title: #title, command_line: #shell, files: &[#(#files),*] })
}

fn one_of(request: &TokenStream, index: usize, one_of: &OneOf) -> TokenStream {
    let (name, ty) = (unraw(&one_of.field.name), &one_of.ty.name);
    let text = text(&one_of.field.text);
    let index = Literal::usize_unsuffixed(index);
    quote! {
        OneOf {
            name: #name,
            ty: #ty,
            text: #text,
            exclusion: &<#request as Request>::ENDPOINT.exclusions[#index],
        }
    }
}

/// Returns the position of a parameter in wire order.
fn position(endpoint: &Endpoint, param: &Field) -> Option<usize> {
    let order = endpoint.in_wire_order();
    order.iter().position(|other| other.wire == param.wire)
}

fn parameter(request: &TokenStream, endpoint: &Endpoint, param: &Field) -> TokenStream {
    let name = unraw(&param.name);
    let flag = command_line::flag(endpoint, param);
    let position = position(endpoint, param).map(Literal::usize_unsuffixed);
    let ty = type_of(&param.ty);
    let text = text(&param.text);
    let default = option(param.default.as_ref().map(written));
    let deprecated = option(param.deprecated.as_ref().map(self::text));
    let constraints = phrases(param).map(|phrase| self::text(&phrase));
    quote! {
        Parameter {
            name: #name,
            flag: #flag,
            param: &<#request as Request>::ENDPOINT.params[#position],
            ty: #ty,
            constraints: &[#(#constraints),*],
            text: #text,
            default: #default,
            deprecated: #deprecated,
        }
    }
}

fn type_of(ty: &Type) -> TokenStream {
    let (variant, content) = match ty {
        Type::Scalar(scalar) => {
            let marker = codec::marker(*scalar);
            return quote!(Type::Scalar(#marker::INFO));
        }
        Type::File => return quote!(Type::File),
        Type::Enum(name, _) => ("Enum", path(name)),
        Type::Object(name) => ("Object", path(name)),
        Type::Extra(name) => ("Extra", path(name)),
        Type::AnyOf(name) => ("AnyOf", path(name)),
        Type::List(item) => ("List", type_of(item)),
        Type::Map(item) => ("Map", type_of(item)),
    };
    let variant = ident(variant);
    quote!(Type::#variant(&#content))
}

/// Returns the static of a type, from the description of any group.
fn path(name: &TypeName) -> TokenStream {
    let (module, name) = (ident(&name.module), ident(name));
    quote!(super::#module::#name)
}

/// Returns the static of a type.
fn static_of(kind: &str, name: &TypeName, content: TokenStream) -> TokenStream {
    let (kind, name, shown) = (ident(kind), ident(name), &name.name);
    quote!(pub(super) static #name: #kind = #kind { name: #shown, #content };)
}

fn object(object: &Object) -> TokenStream {
    let fields = object.fields.iter().map(|field| {
        let name = &field.wire;
        let (ty, required) = (type_of(&field.ty), field.required);
        quote!(Field { name: #name, ty: #ty, required: #required })
    });
    let rest = object.rest;
    let content = quote!(fields: &[#(#fields),*], rest: #rest);
    static_of("Object", &object.name, content)
}

fn any_of(ty: &AnyOf) -> TokenStream {
    let shapes = ty.shapes.iter().map(|shape| type_of(&shape.ty));
    static_of("AnyOf", &ty.name, quote!(shapes: &[#(#shapes),*]))
}

fn choices(ty: &Enum) -> TokenStream {
    let is_number = ty.integer;
    let values = ty.values.iter().map(|value| {
        let (name, wire) = (&value.spec, value.wire.to_string());
        let text = text(&value.text.clone().unwrap_or_default());
        quote!(Choice { name: #name, wire: #wire, text: #text })
    });
    let content = quote!(is_number: #is_number, values: &[#(#values),*]);
    static_of("Enum", &ty.name, content)
}

fn extra(ty: &Extra) -> TokenStream {
    let sets = ty.sets.iter().map(|set| {
        let name = &set.wire;
        let text = text(&set.text);
        let params = set.params.iter().map(|param| {
            let (name, secret) = (&param.wire, param.secret);
            let text = self::text(&param.text);
            quote!(SetParam { name: #name, secret: #secret, text: #text })
        });
        quote!(Set { name: #name, text: #text, params: &[#(#params),*] })
    });
    static_of("Extra", &ty.name, quote!(sets: &[#(#sets),*]))
}

fn text(text: &Text) -> TokenStream {
    let [en, zh] = text;
    quote!(Text { en: #en, zh: #zh })
}
