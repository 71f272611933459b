//! Shows the request of a dry run, without what is secret.

use bge_private_sdk::File;
use bge_private_sdk::describe::Type;
use url::{Url, form_urlencoded};

use crate::answer::{Target, hint_at_secrets};
use crate::json::Node;
use crate::output::json_line;
use crate::redact::{REDACTED, is_public};

impl Target {
    /// Returns the request that would be sent, as printed.
    pub(crate) fn dry(&self, url: Url, body: String) -> String {
        let is_json = body.starts_with('{');
        let node = if is_json {
            Node::read(&body)
        } else {
            Node::of_pairs(form_urlencoded::parse(body.as_bytes()).into_owned())
        };
        let mut fields = node.into_members();
        let mut is_hidden = false;
        for (name, value) in &mut fields {
            if !self.shows_secrets && !is_public(self.call, name) {
                is_hidden = true;
                *value = Node::Text(REDACTED.to_owned());
            }
        }
        if is_hidden {
            hint_at_secrets();
        }
        if self.is_raw {
            return match (is_hidden, is_json) {
                (false, _) => body + "\n",
                (true, true) => json_line(&Node::Object(fields)),
                (true, false) => form_of(fields) + "\n",
            };
        }
        let content_type = match (is_json, self.files.is_empty()) {
            (true, _) => "application/json",
            (false, true) => "application/x-www-form-urlencoded",
            (false, false) => "multipart/form-data",
        };
        let mut request = vec![
            ("method", Node::Text("POST".to_owned())),
            ("url", Node::Text(url.into())),
            ("content_type", Node::Text(content_type.to_owned())),
            ("fields", Node::Object(fields)),
        ];
        if !self.files.is_empty() {
            let files = self.files.iter();
            let files = files.map(|(name, file)| (name.as_str(), described(file)));
            request.push(("files", Node::object(files)));
        }
        self.format.write(&Node::object(request), Type::JSON)
    }
}

/// Returns the form of fields, whose values are texts.
fn form_of(fields: Vec<(String, Node)>) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        if let Node::Text(value) = value {
            form.append_pair(&name, &value);
        }
    }
    form.finish()
}

/// Describes a file of a dry run.
fn described(file: &File) -> Node {
    Node::object([
        ("file_name", Node::Text(file.name().to_owned())),
        ("media_type", Node::Text(file.media_type().to_owned())),
        ("length", Node::Raw(file.length().to_string())),
    ])
}
