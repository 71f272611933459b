//! What of a document has no place in a draft, told with its place.

use std::collections::HashSet;

use super::Importer;
use super::call::Operation;
use super::document::{Document, address, entries, items, member, text, text_of};
use crate::diagnostics::Code;
use crate::openapi::words::PLATFORM;
use crate::spec::model::Spanned;
use crate::spec::yaml::{Node, NodeKind};

/// What is drafted of the root, or told of by itself.
const ROOT: &[&str] = &[
    "openapi",
    "info",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
];
const INFO: &[&str] = &["title", "version"];
const TAG: &[&str] = &["name", "description"];
const SERVER: &[&str] = &["url", "description", "variables"];
const PATH: &[&str] = &[
    "$ref",
    "parameters",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
];
const OPERATION: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "deprecated",
];
const PARAMETER: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "schema",
    "style",
    "explode",
    "example",
];
const BODY: &[&str] = &["content", "required"];
const ANSWER: &[&str] = &["description", "content"];
const MEDIA: &[&str] = &["schema", "example", "examples", "encoding"];

impl<'d> Importer<'d> {
    /// Whether the document was exported from a spec, so that what it has besides is made from the spec again.
    pub(super) fn is_exported(&self) -> bool {
        member(&self.doc.root, PLATFORM).is_some()
    }

    /// Tells of each member that is none of those that are known.
    fn others(&mut self, node: &'d Node, known: &[&str], of: &str) {
        for (key, value) in entries(node) {
            let is_ours = key.value.starts_with("x-bge-");
            if known.contains(&key.value.as_str()) || is_ours || is_nothing(value) {
                continue;
            }
            let message = format!(
                "`{}` of {of} is left out: the spec language has no word for it",
                key.value
            );
            self.note(Code::NotImported, key.span, message);
        }
    }

    /// What the document says of the platform and of all calls.
    pub(super) fn beside_platform(&mut self) {
        if self.is_exported() {
            return;
        }
        let root = &self.doc.root;
        self.others(root, ROOT, "a document");
        if let Some(info) = member(root, "info") {
            self.others(info, INFO, "`info`");
        }
        for tag in member(root, "tags").map(items).unwrap_or_default() {
            self.others(tag, TAG, "a tag");
        }
        for server in member(root, "servers").map(items).unwrap_or_default() {
            self.others(server, SERVER, "a server");
            let variables = member(server, "variables").map(entries).unwrap_or_default();
            for (name, variable) in variables {
                let message = format!(
                    "the address is drafted with the default of `{}` only: environments have no variables",
                    name.value
                );
                let values = member(variable, "enum").unwrap_or(variable);
                self.note(Code::NotImported, values.span, message);
            }
        }
        self.security(root, "a document");
        for (name, scheme) in security_schemes(root) {
            let message = format!(
                "the security scheme `{}` is left out: calls carry the signature that the SDK knows",
                name.value
            );
            self.note(Code::NotImported, scheme.span, message);
        }
        self.unused_components();
    }

    fn security(&mut self, node: &'d Node, of: &str) {
        if let Some(security) = member(node, "security") {
            let message =
                format!("`security` of {of} is left out: every call is signed in the same way");
            self.note(Code::NotImported, security.span, message);
        }
    }

    /// Components that no call refers to.
    fn unused_components(&mut self) {
        let root = &self.doc.root;
        let used = used(self.doc);
        let kinds = member(root, "components").map(entries).unwrap_or_default();
        for (kind, all) in kinds {
            if kind.value == "securitySchemes" {
                continue;
            }
            for (name, component) in entries(all) {
                if !used.contains(&address(component)) {
                    let message = format!(
                        "`{}` among the {} is left out: no call refers to it",
                        name.value, kind.value
                    );
                    self.note(Code::NotImported, name.span, message);
                }
            }
        }
    }

    /// What a call says beside its parameters and its answer.
    pub(super) fn beside_call(&mut self, operation: &Operation<'d>) {
        if self.is_exported() {
            return;
        }
        let node = operation.node;
        self.security(node, "a call");
        let known: Vec<_> = OPERATION.iter().chain(&["security"]).copied().collect();
        self.others(node, &known, "a call");
        self.others(operation.item, PATH, "a path");
        let tags = member(node, "tags").map(items).unwrap_or_default();
        for tag in tags.iter().skip(1) {
            let name = text(tag).unwrap_or_default();
            let message = format!("the tag `{name}` is left out: a call is in one group");
            self.note(Code::NotImported, tag.span, message);
        }
        let is_second =
            text_of(node, "description").is_some_and(|doc| Some(doc) != text_of(node, "summary"));
        if let Some(summary) = member(node, "summary").filter(|_| is_second) {
            let message = "`summary` is left out: a call has one text, which is the `description`";
            self.note(Code::NotImported, summary.span, message);
        }
    }

    pub(super) fn beside_parameter(&mut self, param: &'d Node) {
        if self.is_exported() {
            return;
        }
        self.others(param, PARAMETER, "a parameter");
        let is_form = |style: &&Node| text(style) == Some("form");
        if let Some(style) = member(param, "style").filter(|style| !is_form(style)) {
            let message =
                "this style is left out: an object is sent as JSON, and a list as `join` says";
            self.note(Code::OtherTransport, style.span, message);
        }
    }

    /// Of the forms in which a body or an answer is given, those that are not drafted.
    pub(super) fn beside_media(
        &mut self,
        content: &'d [(Spanned<String>, Node)],
        drafted: &'d Node,
        of: &str,
    ) {
        if self.is_exported() {
            return;
        }
        self.others(drafted, MEDIA, of);
        for (key, node) in content {
            if address(node) != address(drafted) {
                let message = format!(
                    "`{}` of {of} is left out, with its examples: another of its forms is drafted",
                    key.value
                );
                self.note(Code::NotImported, key.span, message);
            }
        }
    }

    pub(super) fn beside_body(&mut self, body: &'d Node) {
        if !self.is_exported() {
            self.others(body, BODY, "a body");
        }
    }

    /// What an answer says beside its data, and the answers that are errors.
    pub(super) fn beside_answer(
        &mut self,
        responses: &'d [(Spanned<String>, Node)],
        drafted: Option<&'d Node>,
    ) {
        if self.is_exported() {
            return;
        }
        let drafted = drafted.map(address);
        for (key, node) in responses {
            if Some(address(node)) == drafted {
                if let Ok(answer) = self.doc.resolve(node) {
                    self.others(answer, ANSWER, "an answer");
                }
            } else if !key.value.starts_with('2') {
                let message = format!(
                    "the answer `{}` is left out: what is refused comes in the envelope, with a code and a message",
                    key.value
                );
                self.note(Code::NotImported, key.span, message);
            }
        }
    }
}

/// What is written and says nothing.
fn is_nothing(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Null => true,
        NodeKind::List(items) => items.is_empty(),
        _ => false,
    }
}

/// The security schemes among the components.
pub(super) fn security_schemes(root: &Node) -> &[(Spanned<String>, Node)] {
    let schemes = member(root, "components").and_then(|all| member(all, "securitySchemes"));
    schemes.map(entries).unwrap_or_default()
}

/// What the calls refer to, and what that refers to.
fn used(document: &Document) -> HashSet<usize> {
    let mut used = HashSet::new();
    let roots = ["paths", "webhooks"];
    let mut rest: Vec<_> = roots
        .iter()
        .filter_map(|key| member(&document.root, key))
        .collect();
    while let Some(node) = rest.pop() {
        if !used.insert(address(node)) {
            continue;
        }
        rest.extend(items(node));
        rest.extend(entries(node).iter().map(|(_, value)| value));
        let target = text_of(node, "$ref").and_then(|pointer| document.pointer(pointer));
        rest.extend(target);
    }
    used
}
