//! Files in examples: a name, a media type and their bytes.

use base64::prelude::{BASE64_STANDARD, Engine};

use super::{Side, Values};
use crate::api::File;
use crate::check::forms;
use crate::diagnostics::Code;
use crate::spec::model::{Spanned, find};
use crate::spec::yaml::{Node, NodeKind};

const KEYS: [&str; 4] = ["file_name", "media_type", "base64", "text"];

impl Values<'_> {
    /// Converts a file.
    pub(in crate::check) fn file(&mut self, node: &Node) -> Option<File> {
        let NodeKind::Map(entries) = &node.kind else {
            return self.wrong_type(node, "a mapping that describes a file");
        };
        for (key, node) in entries {
            self.file_entry(key, node);
        }
        let get = |key: &str| find(entries, key);
        for key in ["file_name", "media_type"] {
            // An answer may have no file name.
            let is_needed = key == "media_type" || self.side == Side::Param;
            if is_needed && get(key).is_none() {
                self.report(Code::BadFile, node.span, format!("the file has no `{key}`"));
            }
        }
        match (get("base64"), get("text")) {
            (None, None) => {
                self.report(Code::BadFile, node.span, "the file has no content")
                    .help("give its bytes as `base64`, or as `text`");
            }
            (Some((base64, _)), Some((text, _))) => {
                self.report(Code::BadFile, text.span, "the file has two contents")
                    .also(base64.span, "given here already");
            }
            _ => {}
        }
        let text = |key: &str| get(key)?.1.as_text();
        let content = match text("base64") {
            Some(base64) => BASE64_STANDARD.decode(base64).ok()?,
            None => text("text")?.into(),
        };
        Some(File {
            file_name: text("file_name").unwrap_or_default().to_owned(),
            media_type: text("media_type")?.to_owned(),
            content,
        })
    }

    fn file_entry(&mut self, key: &Spanned<String>, node: &Node) {
        let problem = match (key.value.as_str(), node.as_text()) {
            (name, _) if !KEYS.contains(&name) => {
                let message = format!("the key {key} is not known here");
                self.report(Code::BadFile, key.span, message)
                    .did_you_mean(name, KEYS);
                return;
            }
            (_, None) => Some("expected text"),
            ("file_name", Some(text)) => file_name_problem(text),
            ("media_type", Some(text)) => {
                (!forms::is_media_type(text)).then_some("a media type looks like `image/png`")
            }
            ("base64", Some(text)) => forms::base64_problem(text),
            (_, Some(_)) => None,
        };
        if let Some(problem) = problem {
            let part = key.value.replace('_', " ");
            let message = format!("{} is not the {part} of a file", node.found());
            self.report(Code::BadFile, node.span, message)
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
