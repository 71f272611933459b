//! Writes how to begin: how to install the library, a first program, and errors.

use super::behaviour::{errors_of_all, heading};
use super::page::Page;
use bge_private_codegen::Style;
use bge_private_codegen::api::{Api, Endpoint, Response, Retry};
use bge_private_codegen::docs::markdown::code;
use bge_private_codegen::docs::snippet::snippet;

/// Writes the start of the first page.
pub(super) fn start(page: &mut Page, api: &Api) {
    page.line(&format!("<{}>", api.platform.documentation));
    install(page, api);
    first_call(page, api);
    errors_of_all(page);
}

fn install(page: &mut Page, api: &Api) {
    let package = api.platform.krate.replace('_', "-");
    heading(page, "site-install", "Installation", "安装");
    page.code(
        "sh",
        &format!(
            "cargo add {package} --git {}\ncargo add tokio --features macros,rt-multi-thread",
            env!("CARGO_PKG_REPOSITORY")
        ),
    );
}

fn first_call(page: &mut Page, api: &Api) {
    let prefix = &api.platform.env_prefix;
    let variables = ["KEY", "SECRET"].map(|name| code(&format!("{prefix}_APP_{name}")));
    heading(page, "site-first-call", "A first call", "第一次调用");
    page.code("rust", &program(api));
    let [key, secret] = variables;
    page.text(&page.language.pick(
        format!(
            "The credentials are in the environment variables {key} and {secret}. The mock platform needs none: \
             with the feature `mock`, `MockPlatform::start().await?` has a `client()`."
        ),
        format!(
            "凭证取自环境变量 {key} 与 {secret}。模拟平台不需要凭证：启用 `mock` feature，用 `MockPlatform::start().await?` 的 \
             `client()` 即可。"
        ),
    ));
}

/// Returns a program with the first example of a call.
fn program(api: &Api) -> String {
    let platform = &api.platform;
    let endpoints = || api.groups.iter().flat_map(|group| &group.endpoints);
    let chosen = endpoints().find(is_simple).or_else(|| endpoints().next());
    let example = chosen.and_then(|endpoint| Some((endpoint, endpoint.examples.first()?)));
    let call = example.map(|(endpoint, example)| {
        let call = snippet(platform, endpoint, example, Style::Async);
        match endpoint.response {
            Response::Object(_) | Response::Type(_) => call + "\nprintln!(\"{response:?}\");",
            Response::None | Response::Stream | Response::Reply => call,
        }
    });
    let call = call.unwrap_or_default();
    let (mut imports, body): (Vec<_>, Vec<_>) = call
        .lines()
        .filter(|line| !line.is_empty())
        .partition(|line| line.starts_with("use "));
    let client = format!("use {}::Client;", platform.krate);
    imports.push(&client);
    imports.sort_unstable();
    let body: String = body.iter().map(|line| format!("    {line}\n")).collect();
    format!(
        "{}\n\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let client = Client::from_env()?;\n{body}    Ok(())\n}}",
        imports.join("\n")
    )
}

/// Returns whether a call does no harm and returns fields.
fn is_simple(endpoint: &&Endpoint) -> bool {
    let is_safe = matches!(endpoint.retry, Retry::Safe) && endpoint.deprecated.is_none();
    is_safe && matches!(endpoint.response, Response::Object(_))
}
