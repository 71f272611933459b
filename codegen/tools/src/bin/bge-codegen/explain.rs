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
    if let Some(code) = Code::from_id(id) {
        return print(code.page());
    }
    let help = match Code::nearest(id) {
        Some(near) => format!("did you mean `{}`?", near.id()),
        None => "`bge-codegen explain` lists all codes".to_owned(),
    };
    Err(Failure::other(format!("there is no rule `{id}`; {help}")))
}
