//! Rust expressions for the values of examples.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::api::{
    self, Argument, Choice, Endpoint, Enum, EnumValue, Example, Object, Set, Type, TypeName, Value,
};
use crate::json::Json;
use crate::naming::ident;
use crate::scalar::{Code, Scalar};

/// The position of an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    /// An argument that accepts anything that converts to its type.
    Argument,
    /// A position that requires the type itself.
    Exact,
}

/// How a call in documentation waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With `.await`.
    Async,
    /// By blocking the thread.
    Blocking,
}

/// Writes expressions and collects their imports.
#[derive(Default)]
pub(super) struct Expressions<'a> {
    /// How documentation waits; `None` for code that sends exactly the example.
    style: Option<Style>,
    /// The module of code that sends exactly the example.
    module: &'a str,
    /// Types of groups.
    pub(super) types: BTreeSet<TypeName>,
    /// Items of the runtime.
    pub(super) runtime: BTreeSet<&'static str>,
    /// Items of other crates, by their paths.
    pub(super) foreign: BTreeSet<&'static str>,
}

impl<'a> Expressions<'a> {
    /// Creates a writer of code that sends exactly the examples of a group, in a child of its module.
    pub(super) fn exact(module: &'a str) -> Self {
        Self {
            module,
            ..Self::default()
        }
    }

    /// Creates a writer for documentation. Files are read from disk.
    pub(super) fn for_docs(style: Style) -> Self {
        Self {
            style: Some(style),
            ..Self::default()
        }
    }

    /// Returns the call of an example on `client`, without sending it.
    pub(super) fn call(&mut self, endpoint: &Endpoint, example: &Example) -> TokenStream {
        let mut required = Vec::new();
        let mut setters = Vec::new();
        for (param, argument) in example.given(endpoint) {
            let (value, field) = match &param.choice {
                Some(choice) => (self.choice(choice, argument), &choice.one_of.field),
                None => (self.argument(argument, Position::Argument), param),
            };
            if field.required {
                required.push(value);
                continue;
            }
            let setter = ident(&field.setter);
            setters.push(quote!(.#setter(#value)));
        }
        let method = ident(&endpoint.method);
        let nested = endpoint.client.as_ref().map(|client| {
            let client = ident(&client.method);
            quote!(.#client())
        });
        quote!(client #nested.#method(#(#required),*) #(#setters)*)
    }

    fn argument(&mut self, argument: &Argument, position: Position) -> TokenStream {
        match argument {
            Argument::File(file) => self.file(file),
            Argument::Set(set) => self.set(set),
            Argument::Value(value) => self.value(value, position),
        }
    }

    /// Returns the variant of a choice with its value.
    fn choice(&mut self, choice: &Choice, argument: &Argument) -> TokenStream {
        let path = self.group_type(&choice.one_of.ty);
        let variant = ident(&choice.variant);
        let value = self.argument(argument, Position::Exact);
        quote!(#path::#variant(#value))
    }

    fn value(&mut self, value: &Value, position: Position) -> TokenStream {
        match value {
            Value::Scalar(scalar, literal) => {
                let value = self.scalar(*scalar, literal);
                if scalar.info().converts && position == Position::Exact {
                    quote!(#value.into())
                } else {
                    value
                }
            }
            Value::Enum(ty, value) => self.variant(ty, value),
            Value::Object(object, values) => self.object(object, values),
            Value::List(item, items) => self.list(item, items, position),
            Value::Map(entries) => self.map(entries),
        }
    }

    /// Returns an argument for the value of a scalar.
    fn scalar(&mut self, scalar: Scalar, literal: &api::Literal) -> TokenStream {
        let info = scalar.info();
        if let (Code::FromInteger(function, factor), api::Literal::Integer(number)) =
            (info.code, literal)
        {
            self.runtime.insert(info.rust);
            let (ty, function) = (ident(info.rust), ident(function));
            let number = integer(i128::from(*number) * i128::from(factor));
            return quote!(#ty::#function(#number)?);
        }
        let literal = self.literal(literal);
        let Code::Parsed(ty, format) = info.code else {
            return literal;
        };
        let format = format.map(|format| self.format(format));
        self.runtime.insert(ty);
        let ty = ident(ty);
        quote!(#ty::parse(#literal #format)?)
    }

    fn literal(&mut self, literal: &api::Literal) -> TokenStream {
        match literal {
            api::Literal::Text(text) => text.to_token_stream(),
            api::Literal::Boolean(value) => value.to_token_stream(),
            api::Literal::Integer(number) => integer((*number).into()),
            api::Literal::Float(number) => Literal::f64_unsuffixed(*number).to_token_stream(),
            api::Literal::Decimal(text) => {
                self.runtime.insert("dec");
                let decimal: Option<Literal> = text.parse().ok();
                quote!(dec!(#decimal))
            }
            api::Literal::Json(json) => self.json(json),
        }
    }

    /// Returns the second argument of a function that parses a text.
    fn format(&mut self, (path, constant): (&'static str, Option<&str>)) -> TokenStream {
        let path = self.foreign(path);
        let constant = constant.map(ident).map(|name| quote!(::#name));
        quote!(, &#path #constant)
    }

    /// Returns any JSON. `json!` recurses with each nested value, and the compiler limits the recursion.
    fn json(&mut self, json: &Json) -> TokenStream {
        const MOST: usize = 30;
        if self.style.is_some() && size(json) <= MOST {
            self.foreign.insert("serde_json::json");
            let value = json_value(json);
            return quote!(json!(#value));
        }
        let text = json.to_string();
        quote!(serde_json::from_str::<serde_json::Value>(#text)?)
    }

    fn file(&mut self, file: &api::File) -> TokenStream {
        self.runtime.insert("File");
        let name = &file.file_name;
        match self.style {
            Some(Style::Async) => return quote!(File::open(#name).await?),
            Some(Style::Blocking) => return quote!(File::open_blocking(#name)?),
            None => {}
        }
        let content = Literal::byte_string(&file.content);
        let media_type = &file.media_type;
        quote!(File::from_bytes(#name, #content.as_slice()).with_media_type(#media_type))
    }

    /// Returns an item of another crate, which documentation imports.
    fn foreign(&mut self, path: &'static str) -> TokenStream {
        let names = path.split("::").map(ident);
        if self.style.is_none() {
            return quote!(#(#names)::*);
        }
        self.foreign.insert(path);
        names.last().into_token_stream()
    }

    /// Returns a type of a group. Documentation imports it, and so does a module if it is its own.
    fn group_type(&mut self, name: &TypeName) -> TokenStream {
        self.types.insert(name.clone());
        let (module, ty) = (ident(&name.module), ident(name));
        if self.style.is_some() || self.module == name.module {
            ty.into_token_stream()
        } else {
            quote!(crate::#module::#ty)
        }
    }

    fn variant(&mut self, ty: &Enum, value: &EnumValue) -> TokenStream {
        let path = self.group_type(&ty.name);
        let variant = ident(&value.variant);
        quote!(#path::#variant)
    }

    fn object(&mut self, object: &Object, values: &[Option<Value>]) -> TokenStream {
        let path = self.group_type(&object.name);
        let mut arguments = Vec::new();
        let mut setters = Vec::new();
        let given = object.fields.iter().zip(values);
        for (field, value) in given.filter_map(|(field, value)| Some((field, value.as_ref()?))) {
            let value = self.value(value, Position::Argument);
            if field.is_option() {
                let setter = ident(&field.setter);
                setters.push(quote!(.#setter(#value)));
            } else {
                arguments.push(value);
            }
        }
        quote!(#path::new(#(#arguments),*) #(#setters)*)
    }

    fn set(&mut self, set: &Set) -> TokenStream {
        let path = self.group_type(&set.ty);
        let Some(known) = &set.known else {
            let name = &set.wire;
            let params = set.params.iter();
            let params = params.map(|(name, text)| quote!((#name, #text)));
            let params = if set.params.is_empty() {
                quote!([("", ""); 0])
            } else {
                quote!([#(#params),*])
            };
            return quote!(#path::other(#name, #params));
        };
        let variant = ident(&known.variant);
        let fields = known.params.iter().zip(&set.params);
        let fields = fields.map(|(param, (_, text))| {
            let name = ident(&param.name);
            quote!(#name: #text.into())
        });
        let fields = (!known.params.is_empty()).then(|| quote!({ #(#fields),* }));
        quote!(#path::#variant #fields)
    }

    fn list(&mut self, item: &Type, items: &[Value], position: Position) -> TokenStream {
        let is_argument = position == Position::Argument;
        let converts = is_argument && item.converts();
        if items.is_empty() {
            // The type of the converted value cannot be inferred otherwise.
            return match (is_argument, converts) {
                (false, _) => quote!(vec![]),
                (true, false) => quote!([]),
                (true, true) if *item == Type::Scalar(Scalar::Seconds) => quote!([0_u64; 0]),
                (true, true) => quote!([""; 0]),
            };
        }
        let position = if converts {
            Position::Argument
        } else {
            Position::Exact
        };
        let items = items.iter().map(|item| self.value(item, position));
        if is_argument {
            quote!([#(#items),*])
        } else {
            quote!(vec![#(#items),*])
        }
    }

    fn map(&mut self, entries: &[(String, Value)]) -> TokenStream {
        let map = self.foreign("std::collections::BTreeMap");
        let entries = entries.iter().map(|(key, value)| {
            let value = self.value(value, Position::Exact);
            quote!((#key.into(), #value))
        });
        quote!(#map::from([#(#entries),*]))
    }
}

/// Returns the number of values in a JSON value.
fn size(json: &Json) -> usize {
    match json {
        Json::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Json::Object(members) => 1 + members.iter().map(|(_, value)| size(value)).sum::<usize>(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => 1,
    }
}

/// Returns a value in canonical form for `json!`.
fn json_value(json: &Json) -> TokenStream {
    match json {
        Json::Null => quote!(null),
        Json::Bool(value) => quote!(#value),
        Json::Number(text) => json_number(text).into_token_stream(),
        Json::Text(text) => quote!(#text),
        Json::List(items) => {
            let items = items.iter().map(json_value);
            quote!([#(#items),*])
        }
        Json::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let value = json_value(value);
                quote!(#key: #value)
            });
            quote!({ #(#members),* })
        }
    }
}

/// Returns a number for `json!`, where a literal without a suffix has 32 bits.
fn json_number(text: &str) -> Option<Literal> {
    let suffix = if text.contains(['.', 'e']) || text.parse::<i32>().is_ok() {
        ""
    } else if text.parse::<i64>().is_ok() {
        "_i64"
    } else {
        "_u64"
    };
    format!("{text}{suffix}").parse().ok()
}

/// Returns a whole number without a suffix. A minus sign is a separate token.
pub(super) fn integer(number: i128) -> TokenStream {
    let literal = Literal::u128_unsuffixed(number.unsigned_abs());
    if number < 0 {
        quote!(-#literal)
    } else {
        literal.to_token_stream()
    }
}
