//! Operations as calls, by groups.

use std::collections::HashSet;

use super::document::{address, component_schemas, entries, items, member, text, text_of};
use super::examples::PATIENCE;
use super::model::{Endpoint, Field, Group};
use super::types::Types;
use super::{Importer, Level, Reason, names};
use crate::diagnostics::Code;
use crate::naming;
use crate::openapi::tree::Tree;
use crate::openapi::words::{FORWARDS, GROUP, PLATFORM, RETRY, RUST, SLASH, ZH};
use crate::spec::model::Spanned;
use crate::spec::yaml::Node;

const METHODS: [&str; 8] = [
    "post", "get", "put", "patch", "delete", "head", "options", "trace",
];

/// An operation and what it is called.
pub(super) struct Operation<'d> {
    pub(super) name: String,
    /// Why it is not called what the document calls it.
    renamed: Option<String>,
    method: &'static str,
    path: &'d Spanned<String>,
    pub(super) item: &'d Node,
    pub(super) node: &'d Node,
}

impl<'d> Importer<'d> {
    /// All groups, each with the places of its types.
    pub(super) fn groups(&mut self) -> Vec<(Group, Vec<usize>)> {
        let root = &self.doc.root;
        for key in ["webhooks"] {
            if let Some(node) = member(root, key) {
                self.note(
                    Code::NotImported,
                    node.span,
                    format!("`{key}` are left out: calls go to the platform only"),
                );
            }
        }
        if self.levels.all == Level::LeftOut {
            let message = "all calls are left out: a draft of them would not be well";
            self.note(Code::NotImported, root.span, message);
            return vec![(Group::empty(), Vec::new())];
        }
        let mut groups: Vec<(&str, Vec<Operation<'d>>)> = Vec::new();
        let tags = member(root, "tags").map(items).unwrap_or_default();
        let tags: Vec<_> = tags
            .iter()
            .filter_map(|tag| Some((text_of(tag, "name")?, tag)))
            .collect();
        groups.extend(tags.iter().map(|(name, _)| (*name, Vec::new())));
        for operation in self.operations() {
            let tag = member(operation.node, "tags").and_then(|tags| items(tags).first());
            let tag = tag.and_then(text).unwrap_or("api");
            match groups.iter_mut().find(|(name, _)| *name == tag) {
                Some((_, all)) => all.push(operation),
                None => groups.push((tag, vec![operation])),
            }
        }
        let is_ours = |tag: &str| self.is_origin(tag);
        groups.retain(|(tag, all)| !all.is_empty() || is_ours(tag));
        let mut taken = HashSet::from(["platform".to_owned()]);
        let mut out = Vec::new();
        for (tag, operations) in groups {
            let name = names::free(&names::snake(tag, "api"), &mut taken, |name| {
                vec![name.to_owned()]
            });
            let node = tags
                .iter()
                .find(|(known, _)| *known == tag)
                .map(|(_, node)| *node);
            let title = match node.and_then(|node| text_of(node, "description")) {
                Some(title) => {
                    names::divided(title, node.and_then(|node| text_of(node, ZH)), SLASH, tag)
                }
                None => names::divided(tag, None, SLASH, &name),
            };
            self.types = Types::default();
            self.own_types(&name);
            for operation in &operations {
                self.types
                    .reserve_call(text_of(operation.node, RUST).unwrap_or(&operation.name));
            }
            let endpoints = operations
                .iter()
                .filter_map(|operation| self.call(operation))
                .collect();
            let slots = std::mem::take(&mut self.types).slots;
            let places = slots.iter().map(|slot| address(slot.node)).collect();
            let types = slots
                .into_iter()
                .filter_map(|slot| Some((slot.name, slot.def?)))
                .collect();
            out.push((
                Group {
                    name,
                    title,
                    endpoints,
                    types,
                },
                places,
            ));
        }
        let is_ours = member(root, PLATFORM).is_some();
        out.retain(|(group, _)| is_ours || !group.endpoints.is_empty());
        if out.is_empty() {
            out.push((Group::empty(), Vec::new()));
        }
        out
    }

    /// Whether a component says to be of this group.
    fn is_origin(&self, group: &str) -> bool {
        let mut schemas = component_schemas(&self.doc.root).iter();
        member(&self.doc.root, PLATFORM).is_some()
            || schemas.any(|(_, node)| text_of(node, GROUP) == Some(group))
    }

    fn operations(&mut self) -> Vec<Operation<'d>> {
        let paths = member(&self.doc.root, "paths")
            .map(entries)
            .unwrap_or_default();
        let mut taken = HashSet::new();
        let mut all = Vec::new();
        for (path, item) in paths {
            let Some(item) = self.resolve(item) else {
                continue;
            };
            let mut of_path = METHODS
                .iter()
                .filter_map(|method| Some((*method, member(item, method)?)));
            let Some((method, node)) = of_path.next() else {
                continue;
            };
            for (other, node) in of_path {
                let message = format!(
                    "left out: `{other}` of a path that is called by `{method}`; a path is that of one call"
                );
                self.note(Code::NotImported, node.span, message);
            }
            if path.value.contains(['{', '}']) {
                self.note(
                    Code::NotImported,
                    path.span,
                    "left out: parameters within a path are not part of the spec language",
                );
                continue;
            }
            let given = text_of(node, "operationId")
                .map_or_else(|| format!("{method} {}", path.value), str::to_owned);
            let wanted = names::call(&given, "call");
            let form = |name: &str| vec![naming::method(name), name.to_owned()];
            let name = if text_of(node, RUST).is_some() {
                wanted.clone()
            } else {
                names::free(&wanted, &mut taken, form)
            };
            let is_said = member(node, "operationId").is_some();
            let renamed = match () {
                () if name != wanted => Some(format!("`{wanted}` is the name of another call")),
                () if is_said && wanted != given => {
                    Some(format!("`{given}` cannot be the name of a call"))
                }
                () => None,
            };
            all.push(Operation {
                name,
                renamed,
                method,
                path,
                item,
                node,
            });
        }
        all
    }

    fn call(&mut self, operation: &Operation<'d>) -> Option<Endpoint> {
        let node = operation.node;
        let key = address(node);
        let levels = self.levels;
        let known = levels.calls.get(&key);
        self.level = known
            .map(|(level, _)| *level)
            .unwrap_or_default()
            .max(levels.all);
        let why = known
            .map(|(_, Reason(why))| why.as_str())
            .unwrap_or("the rest of the document is at odds with it");
        match self.level {
            Level::Whole => {}
            Level::MadeUp => self.note(
                Code::MadeUpExample,
                node.span,
                format!("the examples of this call are made up: {why}"),
            ),
            Level::Unbounded => self.note(
                Code::NotImported,
                node.span,
                format!("this call is drafted without defaults and bounds: {why}"),
            ),
            Level::LeftOut => {
                self.note(
                    Code::NotImported,
                    node.span,
                    format!("this call is left out: {why}"),
                );
                return None;
            }
        }
        self.beside_call(operation);
        let mut reviews: Vec<_> = operation.renamed.iter().cloned().collect();
        if operation.method != "post" {
            let method = operation.method.to_uppercase();
            let message = format!(
                "this call is made by {method}; calls of the spec language are made by POST"
            );
            self.note(Code::OtherTransport, node.span, message.as_str());
            reviews.push(message);
        }
        let mut params = self.params(operation, &mut reviews)?;
        names::set_apart(params.iter_mut().map(|(field, _)| field));
        let (response, answer) = self.response(operation, node);
        let (args, kwargs): (Vec<_>, Vec<_>) = params.into_iter().partition(|(_, is_arg)| *is_arg);
        let fields =
            |all: Vec<(Field, bool)>| all.into_iter().map(|(field, _)| field).collect::<Vec<_>>();
        let mut endpoint = Endpoint {
            key,
            reviews,
            name: operation.name.clone(),
            path: operation.path.value.clone(),
            doc: names::doc(node, &operation.name),
            see: self.see(node),
            retry: retry(operation),
            forwards: member(node, FORWARDS).map(Tree::from),
            args: fields(args),
            kwargs: fields(kwargs),
            response,
            examples: Vec::new(),
            deprecated: names::deprecated(node),
            rust: text_of(node, RUST).map(str::to_owned),
        };
        self.define_all();
        endpoint.examples = self.examples(node, &endpoint, answer);
        if self.is_endless.take() {
            let message = format!(
                "this call is left out: an example of it would have more than {PATIENCE} values; let its schemas \
                 require less"
            );
            self.note(Code::NotImported, node.span, message);
            return None;
        }
        Some(endpoint)
    }

    /// Its place in the documentation of the platform.
    fn see(&mut self, node: &'d Node) -> Option<String> {
        let docs = member(node, "externalDocs")?;
        let base = member(&self.doc.root, "externalDocs").and_then(|docs| text_of(docs, "url"));
        let see = base.and_then(|base| text_of(docs, "url")?.strip_prefix(base));
        let see = see.filter(|see| !see.is_empty());
        if see.is_none() {
            self.note(
                Code::NotImported,
                docs.span,
                "left out: documentation of a call is a part of that of the platform",
            );
        }
        see.map(str::to_owned)
    }

    /// The parameters of a call, each with whether it is required; nothing if there is no way to send them.
    fn params(
        &mut self,
        operation: &Operation<'d>,
        reviews: &mut Vec<String>,
    ) -> Option<Vec<(Field, bool)>> {
        let mut all: Vec<(Field, bool)> = Vec::new();
        let lists = [operation.node, operation.item]
            .map(|node| member(node, "parameters").map(items).unwrap_or_default());
        for param in lists.into_iter().flatten() {
            let Some(param) = self.resolve(param) else {
                continue;
            };
            self.query_param(operation, param, &mut all);
        }
        if let Some(body) = member(operation.node, "requestBody") {
            let Some(target) = self.resolve(body) else {
                let message = "this call is left out, as nothing is known of its body";
                self.note(Code::NotImported, body.span, message);
                return None;
            };
            self.beside_body(target);
            self.body(operation, target, reviews, &mut all)?;
        }
        Some(all)
    }
}

/// Whether a call may be sent again: as the document says, or else as its method promises.
fn retry(operation: &Operation<'_>) -> Option<(Tree, Vec<String>)> {
    if let Some(given) = member(operation.node, RETRY) {
        return Some((given.into(), Vec::new()));
    }
    let promise = match operation.method {
        "get" | "head" => "changes nothing",
        "put" | "delete" => "does no more when it is sent twice",
        _ => return None,
    };
    let method = operation.method.to_uppercase();
    let why = format!("guessed: by the standard of HTTP, {method} {promise}");
    Some((Tree::from("safe"), vec![why]))
}
