//! Helpers shared by the end-to-end tests.

pub mod compiler;
pub mod fault;
pub mod fences;
pub mod hostile;
pub mod http2;
pub mod kinds;
pub mod ledger;
pub mod made_spec;
pub mod memory;
pub mod platform;
pub mod python_table;
pub mod server;
pub mod workspace;

use std::net::SocketAddr;

use bge_private_sdk::mock::Example;
use bge_private_sdk::{Client, ClientBuilder};
use tokio::net::TcpSocket;

/// Returns the value of a flag of the command line, as in `--url VALUE`.
#[must_use]
pub fn flag(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.next().and_then(|_| arguments.next())
}

/// Returns a number from the environment, or `default`.
///
/// # Panics
/// If the variable is not a number.
#[must_use]
pub fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| {
        let number = value.parse();
        number.unwrap_or_else(|_| panic!("{name} is not a number: {value}"))
    })
}

/// Returns a URL that refuses connections as long as the socket lives, which keeps its port from other tests.
///
/// # Panics
/// If no port is free.
#[must_use]
pub fn refusing() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().expect("a socket");
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    socket.bind(any).expect("a free port");
    let address = socket.local_addr().expect("an address");
    (socket, format!("http://{address}"))
}

/// Returns a builder of clients with the key `key` and the secret `secret`.
pub fn client_builder(url: impl Into<String>) -> ClientBuilder {
    Client::builder()
        .app_key("key")
        .app_secret("secret")
        .base_url(url)
        .no_proxy()
}

/// Returns the body of an answer with the data of an example.
#[must_use]
pub fn success(example: &Example) -> String {
    let data = example.response().unwrap_or("null");
    format!(r#"{{"code":0,"msg":"ok","data":{data}}}"#)
}

/// Percent-encodes a text byte by byte.
#[must_use]
pub fn percent_encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// The Rust code in `docs/` and in the README compiles.
#[cfg(doctest)]
mod docs {
    #[doc = include_str!("../../README.md")]
    struct Readme;
    #[doc = include_str!("../../README.zh-CN.md")]
    struct ReadmeInChinese;
    #[doc = include_str!("../../docs/calling.md")]
    struct Calling;
    #[doc = include_str!("../../docs/errors.md")]
    struct Errors;
    #[doc = include_str!("../../docs/signature.md")]
    struct Signature;
    #[doc = include_str!("../../docs/testing.md")]
    struct Testing;
}
