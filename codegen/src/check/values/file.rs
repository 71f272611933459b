//! Files in examples: a name, a media type and their bytes.

use super::Values;
use crate::check::forms;
use crate::diagnostics::{Code, Diagnostics};
use crate::source::Span;
use crate::spec::model::Spanned;
use crate::spec::yaml::{Node, NodeKind, excerpt};

impl Values<'_> {
    pub(super) fn file(
        &self,
        span: Span,
        entries: &[(Spanned<String>, Node)],
        out: &mut Diagnostics,
    ) {
        const KEYS: [&str; 4] = ["file_name", "media_type", "base64", "text"];
        let get = |key: &str| entries.iter().find(|(name, _)| name.value == key);
        for (name, node) in entries {
            let problem = match (name.value.as_str(), &node.kind) {
                (key, _) if !KEYS.contains(&key) => {
                    let message = format!("the key `{}` is not known here", excerpt(key));
                    self.report(Code::BadFile, name.span, message, out)
                        .did_you_mean(key, KEYS);
                    continue;
                }
                ("file_name", NodeKind::Text(text)) => file_name_problem(text),
                ("media_type", NodeKind::Text(text)) => {
                    (!forms::is_media_type(text)).then_some("a media type looks like `image/png`")
                }
                ("base64", NodeKind::Text(text)) => forms::base64_problem(text),
                (_, NodeKind::Text(_)) => None,
                _ => Some("expected text"),
            };
            if let Some(problem) = problem {
                let message = format!(
                    "{} is not the {} of a file",
                    node.found(),
                    name.value.replace('_', " ")
                );
                self.report(Code::BadFile, node.span, message, out)
                    .label(problem);
            }
        }
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
