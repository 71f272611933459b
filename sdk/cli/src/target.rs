//! A call, and how its answer is shown.

use std::ops::ControlFlow;

use bge_private_sdk::File;
use bge_private_sdk::describe::{Call, Untyped};
use clap::ArgMatches;

use crate::output::Format;

/// A call that is to be sent, or what is printed instead.
pub(crate) type Prepared<R> = ControlFlow<Vec<u8>, bge_private_sdk::Call<R>>;

/// A call and how its answer is shown.
pub(crate) struct Target {
    /// What the spec says about it. A call by path is described, too, because its secrets are no less secret.
    pub(crate) call: Option<&'static Call>,
    pub(crate) files: Vec<(String, File)>,
    /// Whether the answer must match the spec.
    pub(crate) is_checked: bool,
    pub(crate) format: Format,
    pub(crate) is_raw: bool,
    /// Whether `--raw` could be added.
    pub(crate) may_be_raw: bool,
    pub(crate) shows_secrets: bool,
    /// Which part of the answer is shown.
    pub(crate) pointer: Option<String>,
}

impl Target {
    /// Creates the target of a call that the spec describes.
    pub(crate) fn of_call(request: &Untyped, matches: &ArgMatches) -> Self {
        let target = Self::new(Some(request.call), request.files.clone(), matches);
        Self {
            is_checked: !target.is_raw,
            may_be_raw: target.may_be_raw && !request.call.endpoint.streams,
            ..target
        }
    }

    pub(crate) fn new(
        call: Option<&'static Call>,
        files: Vec<(String, File)>,
        matches: &ArgMatches,
    ) -> Self {
        let pointer = pointer_of(matches);
        let is_raw = matches.get_flag("raw");
        let all = matches.try_get_one("all");
        Self {
            call,
            files,
            is_checked: false,
            format: Format::of(matches),
            is_raw,
            may_be_raw: !is_raw && pointer.is_none() && !matches!(all, Ok(Some(true))),
            shows_secrets: matches.get_flag("show-secrets"),
            pointer,
        }
    }
}

/// Returns the value of `--select`, which calls without data do not have.
fn pointer_of(matches: &ArgMatches) -> Option<String> {
    let pointer = matches.try_get_one::<String>("select");
    pointer.ok().flatten().cloned()
}
