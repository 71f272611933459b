//! The built command `bge-private`, run as users run it, against the mock platform and against servers that
//! misbehave.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod command;
mod confirm;
mod credentials;
mod download;
mod examples;
mod exits;
mod help;
mod kinds;
mod login;
mod mistakes;
mod mock;
mod output;
mod pages;
mod parts;
mod positional;
mod signature;
mod tasks;
mod tools;
mod uploads;
mod verbosity;
