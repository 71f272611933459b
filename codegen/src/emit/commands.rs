//! The description of all calls for the command line: texts in both languages, forms, defaults, choices.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::file::File;
use super::tokens::{ident, option};
use super::{GeneratedFile, GeneratedGroup};
use crate::api::{
    Endpoint, Enum, Environment, Example, Extra, Group, Object, Param, Platform, Response, Text,
    Type, TypeDef,
};
use crate::naming::unraw;
use crate::pretty::{self, NotRust};

/// Returns `commands.rs`, from the results of [`group`].
pub(super) fn file(
    platform: &Platform,
    groups: &[GeneratedGroup],
) -> Result<GeneratedFile, NotRust> {
    let docs = ["Description of all calls for the command line.".to_owned()];
    let mut file = File::new("commands", "spec", &docs);
    file.push_text("\nuse crate::cli::catalogue::*;\n");
    let title = text(&platform.title);
    let documentation = &platform.documentation;
    let environments = platform.environments.iter().map(environment);
    let statics = groups.iter().map(|group| group_static(&group.module));
    file.push(quote! {
        pub(crate) static CATALOGUE: Catalogue = Catalogue {
            title: #title,
            documentation: #documentation,
            environments: &[#(#environments),*],
            groups: &[#(&#statics),*],
        };
    });
    for item in groups.iter().filter_map(|group| group.commands.as_deref()) {
        file.push_item(item);
    }
    file.finish()
}

fn group_static(module: &str) -> Ident {
    format_ident!("GROUP_{}", module.to_uppercase())
}

/// Returns the formatted item that describes a group.
pub(super) fn group(group: &Group) -> Result<String, NotRust> {
    let name = group_static(&group.module);
    let title = text(&group.title);
    let commands = group
        .endpoints
        .iter()
        .map(|endpoint| command(group, endpoint));
    let answers = group.endpoints.iter().filter_map(|endpoint| {
        let Response::Object(object) = &endpoint.response else {
            return None;
        };
        Some(self::object(object))
    });
    let types = || group.types.iter();
    let objects = types().filter_map(|ty| match ty {
        TypeDef::Object(ty) => Some(object(ty)),
        _ => None,
    });
    let objects = answers.chain(objects);
    let choices = types().filter_map(|ty| match ty {
        TypeDef::Enum(ty) => Some(choices(ty)),
        _ => None,
    });
    let extras = types().filter_map(|ty| match ty {
        TypeDef::Extra(ty) => Some(extra(ty)),
        _ => None,
    });
    pretty::item(quote! {
        static #name: Group = Group {
            title: #title,
            commands: &[#(#commands),*],
            objects: &[#(#objects),*],
            choices: &[#(#choices),*],
            extras: &[#(#extras),*],
        };
    })
}

fn environment(environment: &Environment) -> TokenStream {
    let Environment {
        name, url, default, ..
    } = environment;
    let text = text(&environment.text);
    quote!(EnvironmentChoice { name: #name, url: #url, is_default: #default, text: #text })
}

fn command(group: &Group, endpoint: &Endpoint) -> TokenStream {
    let Endpoint { spec, method, .. } = endpoint;
    let (module, request) = (ident(&group.module), ident(&endpoint.request));
    let text = text(&endpoint.text);
    let see = option(endpoint.see.as_ref());
    let deprecated = option(endpoint.deprecation.as_ref().map(self::text));
    let flags = endpoint.params.iter().map(flag);
    let response = match &endpoint.response {
        Response::None => quote!(Form::Nothing),
        Response::Reply => quote!(Form::Json),
        Response::Type(ty) => form(ty),
        Response::Object(object) => {
            let name = &object.name;
            quote!(Form::Object(#name))
        }
    };
    let examples = endpoint
        .examples
        .iter()
        .map(|Example { title, .. }| self::text(title));
    let name = words(method);

    quote! {
        Command {
            name: #name,
            spec: #spec,
            endpoint: <super::#module::#request as Request>::ENDPOINT,
            check: check::<super::#module::#request>,
            text: #text,
            see: #see,
            deprecated: #deprecated,
            flags: &[#(#flags),*],
            response: #response,
            examples: &[#(#examples),*],
        }
    }
}

/// Returns a Rust name in the form used on a command line.
fn words(name: &str) -> String {
    unraw(name).trim_matches('_').replace('_', "-")
}

fn flag(param: &Param) -> TokenStream {
    let (name, wire) = (words(&param.field), &param.wire);
    let form = form(&param.ty);
    let text = text(&param.text);
    let default = option(param.default.as_ref());
    let deprecated = option(param.deprecation.as_ref().map(self::text));
    quote! {
        Flag {
            name: #name,
            wire: #wire,
            form: #form,
            text: #text,
            default: #default,
            deprecated: #deprecated,
        }
    }
}

fn form(ty: &Type) -> TokenStream {
    match ty {
        Type::Text => quote!(Form::Text),
        Type::Secret => quote!(Form::Secret),
        Type::Boolean => quote!(Form::Boolean),
        Type::Integer => quote!(Form::Integer),
        Type::Float => quote!(Form::Float),
        Type::Decimal => quote!(Form::Decimal),
        Type::Url => quote!(Form::Url),
        Type::SecretUrl => quote!(Form::SecretUrl),
        Type::Json => quote!(Form::Json),
        Type::File => quote!(Form::File),
        Type::Time => quote!(Form::Time),
        Type::UnixTime => quote!(Form::UnixTime),
        Type::UnixTimeText => quote!(Form::UnixTimeText),
        Type::Seconds => quote!(Form::Seconds),
        Type::TextEnum(name) | Type::IntegerEnum(name) => quote!(Form::Choice(#name)),
        Type::Object(name) => quote!(Form::Object(#name)),
        Type::Extra(name) => quote!(Form::Extra(#name)),
        Type::List(item) => {
            let item = form(item);
            quote!(Form::List(&#item))
        }
        Type::Map(item) => {
            let item = form(item);
            quote!(Form::Map(&#item))
        }
    }
}

fn object(object: &Object) -> TokenStream {
    let name = &object.name;
    let fields = object.fields.iter().map(|field| {
        let wire = &field.wire;
        let form = form(&field.ty);
        quote!(Member { wire: #wire, form: #form })
    });
    quote!(ObjectForm { name: #name, members: &[#(#fields),*] })
}

fn choices(ty: &Enum) -> TokenStream {
    let name = &ty.name;
    let is_number = ty.integer;
    let values = ty.values.iter().map(|value| {
        let (name, wire) = (&value.name, &value.wire);
        let text = text(&value.text);
        quote!(Choice { name: #name, wire: #wire, text: #text })
    });
    quote!(Choices { name: #name, is_number: #is_number, values: &[#(#values),*] })
}

fn extra(ty: &Extra) -> TokenStream {
    let name = &ty.name;
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
    quote!(Sets { name: #name, sets: &[#(#sets),*] })
}

fn text(text: &Text) -> TokenStream {
    let [en, zh] = text;
    quote!(Text { en: #en, zh: #zh })
}
