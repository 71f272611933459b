//! `bge-codegen explain`: explains a rule of the spec language.

use bge_private_codegen::Code;
use clap::Args;

use crate::output::{Failure, print};

/// Explains a rule of the spec language, or lists them all.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The code of the rule, such as `E301`.
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let Some(id) = &arguments.code else {
        let lines = Code::ALL
            .iter()
            .map(|code| format!("{}  {}\n", code.id(), code.meaning()));
        return print(&lines.collect::<String>());
    };
    match Code::from_id(id) {
        Some(code) => print(code.page()),
        None => Err(Failure::UnknownCode {
            id: id.clone(),
            near: Code::nearest(id),
        }),
    }
}
