//! Standard output and standard input.

use std::io::{ErrorKind, Read, Write};

use crate::failure::{Exit, Failure, Result};
use crate::language::{choose, say};

/// Prints a result.
pub(crate) fn print(result: &[u8]) -> Result<()> {
    print_part(result).map(drop)
}

/// Prints a part of a result. Returns whether somebody still reads it.
pub(crate) fn print_part(part: &[u8]) -> Result<bool> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(part).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(true),
        stopped => written(stopped).map(|()| false),
    }
}

/// Prints text with styles, which are shown if standard output is a terminal.
pub(crate) fn print_styled(text: &str) -> Result<()> {
    written(write!(anstream::stdout(), "{text}"))
}

/// Prints text with styles to standard error.
pub(crate) fn print_styled_error(text: &str) {
    // If this fails, there is no place to report it.
    let _ = write!(anstream::stderr(), "{text}");
}

/// A reader that stops early, such as `head`, is not a failure.
fn written(result: std::io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let stdout = choose("to standard output", "标准输出");
            Err(Failure::cannot_write(stdout, &error))
        }
        _ => Ok(()),
    }
}

/// Standard input, which only one flag can read.
#[derive(Debug, Default)]
pub(crate) struct Input {
    reader: Option<String>,
}

/// Maximum size of a value that is read from a file or from standard input.
const MOST: u64 = 16 * 1024 * 1024;

impl Input {
    /// Returns the content of `@FILE`, or of standard input for `-`. Returns `None` for any other text, which is the
    /// value itself.
    pub(crate) fn read(&mut self, text: &str, flag: &str) -> Result<Option<String>> {
        let mut content = Vec::new();
        let read = if text == "-" {
            if let Some(first) = self.reader.replace(flag.to_owned()) {
                return Err(Exit::Usage.failure(say!(
                    "`{first}` and `{flag}` cannot both read standard input",
                    "`{first}` 与 `{flag}` 不能都读取标准输入"
                )));
            }
            std::io::stdin().take(MOST + 1).read_to_end(&mut content)
        } else if let Some(path) = text.strip_prefix('@') {
            std::fs::File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut content))
        } else {
            return Ok(None);
        };
        let content = match read {
            Err(error) => Err(error.to_string()),
            Ok(length) if u64::try_from(length).unwrap_or(u64::MAX) > MOST => {
                Err(choose("more than 16 MiB", "超过 16 MiB").to_owned())
            }
            Ok(_) => String::from_utf8(content).map_err(|error| error.to_string()),
        };
        content.map(Some).map_err(|problem| {
            Exit::Argument.failure(say!(
                "`{flag}` cannot be read from `{text}`: {problem}",
                "`{flag}` 无法从 `{text}` 读取：{problem}"
            ))
        })
    }
}
