//! The name of the program and the styles of help.

use clap::builder::styling::{AnsiColor, Styles};

/// Name of the program.
pub(crate) const PROGRAM: &str = "bge-private";

pub(crate) const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());
