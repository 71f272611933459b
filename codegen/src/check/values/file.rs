//! Files in examples: a name, a media type and their bytes.

use base64::DecodeError;
use base64::prelude::{BASE64_STANDARD, Engine};

use super::Values;
use crate::api::File;
use crate::check::forms;
use crate::diagnostics::{Code, Diagnostics};
use crate::source::Span;
use crate::spec::model::Named;
use crate::spec::yaml::{Node, NodeKind, excerpt};

const KEYS: [&str; 4] = ["file_name", "media_type", "base64", "text"];

impl Values<'_> {
    /// Converts a file.
    pub(super) fn file(
        &self,
        span: Span,
        entries: &[Named<Node>],
        out: &mut Diagnostics,
    ) -> Option<File> {
        for (name, node) in entries {
            self.file_entry(&name.value, name.span, node, out);
        }
        let get = |key: &str| entries.iter().find(|(name, _)| name.value == key);
        let text = |key: &str| match &get(key)?.1.kind {
            NodeKind::Text(text) => Some(text),
            _ => None,
        };
        for key in ["file_name", "media_type"] {
            if get(key).is_none() {
                let message = format!("the file has no `{key}`");
                self.report(Code::BadFile, span, message, out);
            }
        }
        match (get("base64"), get("text")) {
            (None, None) => {
                self.report(Code::BadFile, span, "the file has no content", out)
                    .help("give its bytes as `base64`, or as `text`");
            }
            (Some((base64, _)), Some((text, _))) => {
                self.report(Code::BadFile, text.span, "the file has two contents", out)
                    .also(base64.span, "given here already");
            }
            _ => {}
        }
        let content = match text("base64") {
            Some(base64) => BASE64_STANDARD.decode(base64).ok()?,
            None => text("text")?.clone().into_bytes(),
        };
        Some(File {
            file_name: text("file_name")?.clone(),
            media_type: text("media_type")?.clone(),
            content,
        })
    }

    fn file_entry(&self, key: &str, key_span: Span, node: &Node, out: &mut Diagnostics) {
        let problem = match (key, &node.kind) {
            _ if !KEYS.contains(&key) => {
                let message = format!("the key `{}` is not known here", excerpt(key));
                self.report(Code::BadFile, key_span, message, out)
                    .did_you_mean(key, KEYS);
                return;
            }
            ("file_name", NodeKind::Text(text)) => file_name_problem(text),
            ("media_type", NodeKind::Text(text)) => {
                (!forms::is_media_type(text)).then_some("a media type looks like `image/png`")
            }
            ("base64", NodeKind::Text(text)) => base64_problem(text),
            (_, NodeKind::Text(_)) => None,
            _ => Some("expected text"),
        };
        if let Some(problem) = problem {
            let message = format!(
                "{} is not the {} of a file",
                node.found(),
                key.replace('_', " ")
            );
            self.report(Code::BadFile, node.span, message, out)
                .label(problem);
        }
    }
}

fn file_name_problem(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        Some("it is empty")
    } else if name.contains(['/', '\\']) {
        Some("it is a name without folders")
    } else if name.contains(char::is_control) {
        Some("it has control characters")
    } else {
        None
    }
}

/// Returns why a text is not Base64: standard alphabet, padded, no stray bits.
fn base64_problem(text: &str) -> Option<&'static str> {
    match BASE64_STANDARD.decode(text).err()? {
        DecodeError::InvalidByte(_, b'=')
        | DecodeError::InvalidLength(_)
        | DecodeError::InvalidPadding => {
            Some("its length is not a multiple of four, as in padded Base64")
        }
        DecodeError::InvalidByte(..) => {
            Some("it has characters outside the standard Base64 alphabet")
        }
        DecodeError::InvalidLastSymbol { .. } => {
            Some("its last digit has bits beyond the last byte")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::base64_problem;

    #[test]
    fn base64() {
        for text in ["", "Zg==", "Zm8=", "Zm9v", "+/+/"] {
            assert_eq!(base64_problem(text), None, "{text}");
        }
        for (text, part) in [
            ("Zg", "multiple of four"),
            ("Z===", "multiple of four"),
            ("====", "multiple of four"),
            ("Zh==", "last digit"),
            ("Zm9=", "last digit"),
            ("Zm9v\n", "characters outside"),
            ("Zm-_", "characters outside"),
            ("Z=g=", "multiple of four"),
        ] {
            let problem = base64_problem(text);
            assert!(
                problem.is_some_and(|found| found.contains(part)),
                "{text}: {problem:?}"
            );
        }
    }
}
