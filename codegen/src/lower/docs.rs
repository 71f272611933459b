//! The docs of whole items: description, parameters, response, retries, errors and examples of a call.

use proc_macro2::TokenStream;
use quote::quote;

use super::expression::{Expressions, Position, Style};
use super::markdown::{both, code, lines, push_paragraph, sentence, wrap};
use super::types::{Scope, rust_name, variant};
use crate::api::{self, Docs};
use crate::naming::{self, ident, unraw};
use crate::pretty;
use crate::spec::model::{
    Endpoint, EnumValue, Example, Field, Group, Platform, Retry, Scalar, Text, TypeExpr, TypeKind,
};
use crate::spec::yaml::Node;

/// Returns the docs of a module.
pub(crate) fn title(title: &Text) -> Docs {
    let [english, chinese] = title.both();
    let mut docs = lines(&sentence(english, '.'));
    push_paragraph(&mut docs, lines(&sentence(chinese, '。')));
    docs
}

/// Returns a deprecation note, which the compiler shows and rustdoc reads as Markdown.
pub(crate) fn deprecation(note: &Option<Text>) -> Option<String> {
    let note = note.as_ref()?.both().map(|text| lines(text).join(" "));
    Some(note.join(" / "))
}

/// Returns the docs of an enum value.
pub(crate) fn enum_value(value: &EnumValue) -> Docs {
    let wire = format!("{} on the wire.", code(&super::types::wire_value(value)));
    match &value.doc {
        Some(doc) => super::markdown::with_sentences(doc, &[wire]),
        None => vec![wire],
    }
}

/// Returns the docs of a request.
pub(crate) fn request(endpoint: &Endpoint, lowered: &api::Endpoint) -> Docs {
    let mut docs = both(&endpoint.doc);
    let method = unraw(&lowered.method);
    push_paragraph(&mut docs, vec![format!("Request of [`Client::{method}`].")]);
    docs
}

/// Returns the full docs of the methods of `Client` and of `blocking::Client`.
pub(crate) fn methods(
    platform: &Platform,
    group: &Group,
    scope: &Scope<'_>,
    endpoint: &Endpoint,
    lowered: &api::Endpoint,
) -> [Docs; 2] {
    let mut docs = both(&endpoint.doc);
    push_params(
        &mut docs,
        "Takes:",
        lowered.params.iter().filter(|param| param.required),
        |param| &param.field,
    );
    let optional = lowered.params.iter().filter(|param| !param.required);
    push_params(
        &mut docs,
        "Optional, as methods of the call:",
        optional,
        |param| &param.setter,
    );
    push_paragraph(&mut docs, lines_of(&answer(lowered)));
    push_paragraph(&mut docs, lines_of(&repeating(scope, endpoint)));
    if endpoint.forwards {
        push_paragraph(&mut docs, lines_of(FORWARDED));
    }
    if let Some(see) = &endpoint.see {
        let url = format!("{}{}", platform.documentation.value, see.value);
        push_paragraph(
            &mut docs,
            lines(&format!("The platform's own documentation: {url}")),
        );
    }
    push_section(&mut docs, "Errors", lines_of(errors(lowered)));
    let heading = if endpoint.examples.len() == 1 {
        "Example"
    } else {
        "Examples"
    };
    [Style::Async, Style::Blocking].map(|style| {
        let mut examples = Vec::new();
        for example in &endpoint.examples {
            push_paragraph(
                &mut examples,
                self::example(platform, group, scope, endpoint, lowered, example, style),
            );
        }
        let mut docs = docs.clone();
        push_section(&mut docs, heading, examples);
        docs
    })
}

/// Returns the lines of a fixed text, which needs no escaping.
fn lines_of(text: &str) -> Docs {
    wrap(text, "", "")
}

fn push_section(docs: &mut Docs, heading: &str, content: Docs) {
    if !content.is_empty() {
        push_paragraph(docs, vec![format!("# {heading}")]);
        push_paragraph(docs, content);
    }
}

/// Adds parameters as a list, each with both languages in one item.
fn push_params<'a>(
    docs: &mut Docs,
    heading: &str,
    params: impl Iterator<Item = &'a api::Param>,
    name: fn(&api::Param) -> &str,
) {
    let mut list = Vec::new();
    for param in params {
        let mut lead = format!("- `{}`: ", name(param));
        if param.docs.iter().any(|line| line.starts_with("- ")) {
            // A list within the item is kept unchanged.
            list.extend(param.docs.iter().map(|line| match line.as_str() {
                "" => String::new(),
                line => std::mem::replace(&mut lead, "  ".to_owned()) + line,
            }));
            continue;
        }
        for paragraph in param.docs.split(String::is_empty) {
            list.extend(wrap(&paragraph.join(" "), &lead, "  "));
            lead = "  ".to_owned();
        }
    }
    if !list.is_empty() {
        push_paragraph(docs, vec![heading.to_owned()]);
        push_paragraph(docs, list);
    }
}

/// Describes the response.
fn answer(lowered: &api::Endpoint) -> String {
    match &lowered.response {
        api::Response::None => "Returns nothing.".to_owned(),
        api::Response::Reply => "Returns any content as [`Reply`](crate::Reply).".to_owned(),
        api::Response::Object(object) => format!("Returns [`{}`].", object.name),
        api::Response::Type(ty) => format!("Returns {}.", type_words(ty)),
    }
}

/// Describes a type, with links to types of the group.
fn type_words(ty: &api::Type) -> String {
    use api::Type;
    match ty {
        Type::Enum(name, _) | Type::Object(name) | Type::Extra(name) => format!("[`{name}`]"),
        Type::List(item) => format!("a list of {}", type_words(item)),
        Type::Map(item) => format!("a map from text to {}", type_words(item)),
        Type::Scalar(scalar) => scalar.info().one.to_owned(),
        Type::File => "a file".to_owned(),
    }
}

/// What the failure of a forwarded call proves.
const FORWARDED: &str = "The platform forwards this call to a service behind it. After any answer except a success, it may \
                         have been carried out.";

/// Describes whether the client retries the call.
fn repeating(scope: &Scope<'_>, endpoint: &Endpoint) -> String {
    match &endpoint.retry {
        Retry::Safe => {
            "Safe to repeat: the client retries a failed attempt, even if it is unknown \
                        whether the platform carried it out."
                .to_owned()
        }
        Retry::Unsafe => {
            "Not safe to repeat: the client never sends it again once it may have been carried out."
                .to_owned()
        }
        Retry::SafeWhen(param, names) => {
            let mut params = endpoint.args.iter().chain(&endpoint.kwargs);
            let field = params
                .find(|(name, _)| name.value == param.value)
                .map(|(_, field)| field);
            let values: Vec<_> = names
                .iter()
                .map(|name| variant_link(scope, field, &name.value))
                .collect();
            let rust = naming::field(
                field.map_or(&param.value, |field| rust_name(&field.rust, &param.value)),
            );
            format!(
                "Safe to repeat when `{rust}` is {}: the client then retries a failed attempt, even \
                 if it is unknown whether the platform carried it out. Otherwise it never sends the call again once \
                 it may have been carried out.",
                values.join(" or "),
            )
        }
    }
}

fn variant_link(scope: &Scope<'_>, field: Option<&Field>, name: &str) -> String {
    let value = value_name(scope, field, name);
    if value == name {
        code(name)
    } else {
        format!("[`{value}`]")
    }
}

/// Returns a parameter's value as it is named in Rust: the path of a variant, or the value in the spec.
pub fn value_name(scope: &Scope<'_>, field: Option<&Field>, name: &str) -> String {
    if let Some(TypeExpr::Named(ty)) = field.map(|field| &field.ty.value)
        && let Some(TypeKind::Enum(values)) = scope.kind(ty)
        && let Some(value) = super::expression::enum_value(values, name)
    {
        return format!("{}::{}", naming::type_name(ty), variant(value));
    }
    name.to_owned()
}

/// Describes the errors.
fn errors(lowered: &api::Endpoint) -> &'static str {
    let bounded = lowered
        .params
        .iter()
        .any(|param| param.bounds != api::Bounds::default());
    if bounded {
        "Sending it may return an [`Error`](crate::Error). An argument that violates a constraint is rejected before \
         anything is sent."
    } else {
        "Sending it may return an [`Error`](crate::Error)."
    }
}

/// Returns the arguments of an example with their parameters, the required ones first.
pub(crate) fn arguments<'a>(
    endpoint: &'a Endpoint,
    example: &'a Example,
) -> impl Iterator<Item = (&'a str, &'a Field, &'a Node)> {
    let required = endpoint.args.iter().map(|param| (param, &example.args));
    let optional = endpoint.kwargs.iter().map(|param| (param, &example.kwargs));
    required
        .chain(optional)
        .filter_map(|((name, field), given)| {
            let (_, node) = given.iter().find(|(key, _)| key.value == name.value)?;
            Some((name.value.as_str(), field, node))
        })
}

/// Returns the call of an example on `client`, without sending it.
pub(crate) fn call(
    expressions: &mut Expressions<'_>,
    method: &str,
    endpoint: &Endpoint,
    example: &Example,
) -> TokenStream {
    let mut required = Vec::new();
    let mut calls = Vec::new();
    for (name, field, node) in arguments(endpoint, example) {
        let value = expressions.field(field, node, Position::Argument);
        let optional = endpoint.kwargs.iter().any(|(key, _)| key.value == name);
        if !optional {
            required.push(value);
            continue;
        }
        let setter = ident(&naming::setter(rust_name(&field.rust, name)));
        // The setter of JSON accepts a reference to any serializable value, and is fallible.
        let is_json = field.ty.value == TypeExpr::Scalar(Scalar::Json);
        calls.push(if is_json {
            quote!(.#setter(&#value)?)
        } else {
            quote!(.#setter(#value))
        });
    }
    let method = ident(method);
    quote!(client.#method(#(#required),*) #(#calls)*)
}

/// Adds an example that compiles.
fn example(
    platform: &Platform,
    group: &Group,
    scope: &Scope<'_>,
    endpoint: &Endpoint,
    lowered: &api::Endpoint,
    example: &Example,
    style: Style,
) -> Docs {
    let code = snippet(platform, group, scope, endpoint, lowered, example, style);
    let krate = naming::crate_name(&platform.platform.value);
    let [english, chinese] = example.title.both();
    let mut docs = lines(&sentence(english, '.'));
    docs.extend(lines(&sentence(chinese, '。')));
    docs.push(String::new());
    docs.push("```no_run".to_owned());
    let function = match style {
        Style::Async => format!("async fn example(client: {krate}::Client)"),
        Style::Blocking => format!("fn example(client: {krate}::blocking::Client)"),
    };
    docs.push(format!(
        "# {function} -> Result<(), Box<dyn std::error::Error>> {{"
    ));
    docs.extend(code.lines().map(hidden_escaped));
    docs.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    docs
}

/// Returns the code of an example: its imports, and the statement that makes the call.
pub fn snippet(
    platform: &Platform,
    group: &Group,
    scope: &Scope<'_>,
    endpoint: &Endpoint,
    lowered: &api::Endpoint,
    example: &Example,
    style: Style,
) -> String {
    let mut expressions = Expressions::for_docs(scope, style);
    let call = call(&mut expressions, &lowered.method, endpoint, example);
    let sent = match style {
        Style::Async => quote!(#call.await?;),
        Style::Blocking => quote!(#call.send()?;),
    };
    let statement = match lowered.response {
        api::Response::None => sent,
        api::Response::Reply => quote!(let reply = #sent),
        api::Response::Object(_) | api::Response::Type(_) => quote!(let response = #sent),
    };
    let unformatted = |_| statement.to_string();
    let statement = pretty::statement(statement.clone()).unwrap_or_else(unformatted);

    let krate = naming::crate_name(&platform.platform.value);
    let module = format!("{krate}::{}", naming::module(&group.group.value));
    let mut uses = Vec::new();
    uses.extend(import(
        &module,
        expressions.types.iter().map(String::as_str),
    ));
    uses.extend(import(&krate, expressions.runtime.iter().copied()));
    uses.extend(expressions.foreign.iter().map(|path| {
        // The client re-exports this crate, so users need not depend on it.
        let root = if path.starts_with("time::") {
            format!("{krate}::")
        } else {
            String::new()
        };
        format!("use {root}{path};")
    }));
    uses.sort();
    if !uses.is_empty() {
        uses.push(String::new());
    }
    uses.push(statement);
    uses.join("\n")
}

/// Escapes a line of code in docs, because rustdoc hides lines that start with `#`.
fn hidden_escaped(line: &str) -> String {
    if line.trim_start().starts_with('#') {
        line.replacen('#', "##", 1)
    } else {
        line.to_owned()
    }
}

fn import<'a>(path: &str, names: impl ExactSizeIterator<Item = &'a str>) -> Option<String> {
    let count = names.len();
    let names: Vec<_> = names.collect();
    match count {
        0 => None,
        1 => Some(format!("use {path}::{};", names.join(""))),
        _ => Some(format!("use {path}::{{{}}};", names.join(", "))),
    }
}
