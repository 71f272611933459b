//! Converts names in a spec to names in Rust.
//!
//! The functions here are pure and total. They return a valid identifier for every text. The checker reports
//! names that become the same.
//!
//! A name is first converted to Rust's case. A keyword then becomes a raw identifier (`r#type`), and a name
//! that the generated code itself uses gets a trailing underscore (`send_`, `Vec_`).

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};
use unicode_ident::{is_xid_continue, is_xid_start};

use crate::scalar::Scalar;

/// Keywords that can be raw identifiers, including reserved ones.
const RAW_KEYWORDS: &str = "\
    abstract as async await become box break const continue do dyn else enum extern false final fn \
    for gen if impl in let loop macro match mod move mut override priv pub ref return static struct \
    trait true try type typeof unsafe unsized use virtual where while yield";

/// Keywords that cannot be raw identifiers.
const PATH_KEYWORDS: &str = "Self crate self super";

/// Modules of the runtime and crates that it uses, which are siblings of a group's module.
const MODULES: &str = "\
    alloc blocking bytes call client core describe description endpoints error examples generated \
    lib mock platform record reqwest runtime rust_decimal secrecy serde serde_json signature std \
    time tokio tracing url";

/// Types and variants that generated code uses by their short names, besides the types of scalars.
const TYPES: &str = "\
    BTreeMap BlockingClient Bounds Box BoxError Boxed C Call Caller Client Clone Debug Decode DecodeError Default \
    Digest Display Download Duration Encode Endpoint Environment Err Error Example ExampleFile Exclusion ExposeSecret \
    Extendable ExtraParam ExtraParams ExtraSet Fields File From Hash Into IntoIterator Iterator Join JsonWriter Kind Lenient None \
    Ok Option Paged Paging Param PartialEq Payload Platform Polled Polling Reply Request Rest Result Retry Self \
    Send Serialize Some Started Sync ToOwned ToString Turn Value Vec Wait";

/// Methods of any value, from traits that are commonly imported.
const COMMON_METHODS: &str = "\
    borrow borrow_mut clone clone_from eq fmt from into ne new to_owned try_from try_into type_id";

/// Methods of `Client`.
const CLIENT_METHODS: &str = "base_url builder call from_env post";

/// Methods of `Call`. Its options start with `with_`; no setter does.
const CALL_METHODS: &str = "detailed extra into_future into_request items maybe pages request request_mut send signed_form \
     wait";

/// Methods of an object that is sent as a parameter.
const OBJECT_METHODS: &str = "decode encode wait";

/// The last variant of every open enum, and a keyword.
const RESERVED_VARIANTS: &str = "Other Self";

/// Returns the identifier for a name that a function of this module returned.
pub(crate) fn ident(name: &(impl AsRef<str> + ?Sized)) -> Ident {
    let name = name.as_ref();
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Returns a name without the prefix of a raw identifier, for links in docs.
pub(crate) fn unraw(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Returns a name of Rust as the command line writes it.
pub(crate) fn hyphenated(name: &str) -> String {
    unraw(name).trim_matches('_').replace('_', "-")
}

/// Returns the module, and the file, of a group.
pub(crate) fn module(group: &str) -> String {
    snake(group, &[MODULES, RAW_KEYWORDS])
}

/// Returns the type of a client within the client.
pub fn client_type(client: &str) -> String {
    camel(&format!("{} client", words(client)), TYPES)
}

/// Returns the method of `Client` for an endpoint.
pub fn method(endpoint: &str) -> String {
    snake(endpoint, &[CLIENT_METHODS, COMMON_METHODS])
}

/// Returns the type of an endpoint's request.
pub fn request(endpoint: &str) -> String {
    camel(endpoint, TYPES)
}

/// Returns the type of an endpoint's response, if it is defined inline.
pub fn response(endpoint: &str) -> String {
    camel(&format!("{} response", words(endpoint)), TYPES)
}

/// Returns the name of a type from `types`.
pub fn type_name(name: &str) -> String {
    camel(name, TYPES)
}

/// Returns the name of a field in a request or an object, and of its argument.
pub fn field(name: &str) -> String {
    snake(name, &[])
}

/// Returns the method of `Call` that sets an optional parameter.
pub fn setter(name: &str) -> String {
    let name = snake(name, &[CALL_METHODS, COMMON_METHODS]);
    let suffix = if name.starts_with("with_") { "_" } else { "" };
    name + suffix
}

/// Returns the method that sets an optional field of an object.
pub(crate) fn object_setter(name: &str) -> String {
    snake(name, &[OBJECT_METHODS, COMMON_METHODS])
}

/// Returns the variant of an enum, a set of further parameters, or an environment.
pub fn variant(name: &str) -> String {
    camel(name, RESERVED_VARIANTS)
}

/// Returns the field of a variant for a set of further parameters.
pub fn extra_field(name: &str) -> String {
    snake(name, &["fields"])
}

/// Returns whether clippy mistakes a setter of this name for an operator.
pub(crate) fn is_operator(name: &str) -> bool {
    is_among("add bitand bitor bitxor cmp div mul rem shl shr sub", name)
}

/// Returns the prefix of the environment variables that configure a client.
pub fn env_prefix(platform: &str) -> String {
    identifier(&words(platform).to_shouty_snake_case())
}

/// Returns the name of the crate with the generated code, as its examples import it.
pub fn crate_name(platform: &str) -> String {
    identifier(&format!("{} sdk", words(platform)).to_snake_case())
}

/// Returns whether a list, in which spaces separate names, contains a name.
fn is_among(names: &str, name: &str) -> bool {
    names.split(' ').any(|listed| listed == name)
}

fn snake(name: &str, reserved: &[&str]) -> String {
    let name = lettered(identifier(&words(name).to_snake_case()), 'n');
    if is_among(PATH_KEYWORDS, &name) || reserved.iter().any(|names| is_among(names, &name)) {
        name + "_"
    } else if is_among(RAW_KEYWORDS, &name) {
        format!("r#{name}")
    } else {
        name
    }
}

fn camel(name: &str, reserved: &str) -> String {
    let name = lettered(identifier(&words(name).to_upper_camel_case()), 'N');
    if is_among(reserved, &name) || (reserved == TYPES && Scalar::uses_name(&name)) {
        name + "_"
    } else {
        name
    }
}

/// Returns the words of a name. Characters that identifiers cannot contain become gaps. Letters that are not
/// plain become their code points, and so does a name without letters and digits.
fn words(name: &str) -> String {
    let is_sign = |char: char| !char.is_alphanumeric();
    let is_signs = name.chars().all(is_sign);
    let word = |char: char| match char {
        _ if is_signs => format!("u{:x} ", u32::from(char)),
        _ if is_sign(char) => " ".to_owned(),
        _ if is_plain(char) => char.to_string(),
        _ => format!("u{:x}", u32::from(char)),
    };
    name.chars().map(word).collect()
}

/// Returns whether a character is an ASCII letter or digit, a European letter with marks, or a Chinese
/// character. The compiler normalizes others (NFC) or warns about them.
fn is_plain(char: char) -> bool {
    char.is_ascii_alphanumeric()
        || match char {
            '×' | '÷' | 'İ' | 'ı' | 'Ĳ' | 'ĳ' | 'ĸ' | 'Ŀ' | 'ŀ' | 'ŉ' | 'ſ' => false,
            'À'..='ſ' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => true,
            _ => false,
        }
}

/// Returns a valid identifier for a name in Rust's case.
fn identifier(name: &str) -> String {
    let name: String = name.chars().filter(|&char| is_xid_continue(char)).collect();
    if name.is_empty() {
        "unnamed".to_owned()
    } else if name.starts_with(is_xid_start) {
        name
    } else {
        format!("_{name}")
    }
}

/// Prefixes a name with a letter if it is only a number.
fn lettered(name: String, letter: char) -> String {
    let is_number = name.chars().all(|char| char.is_numeric() || char == '_');
    if is_number {
        format!("{letter}{}", name.trim_start_matches('_'))
    } else {
        name
    }
}

#[cfg(test)]
#[path = "tests/naming.rs"]
mod tests;
