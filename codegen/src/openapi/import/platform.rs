//! The platform of a document: its servers and what else it says of all calls.

use std::collections::HashSet;

use super::document::{entries, items, member, text, text_of};
use super::left_out::security_schemes;
use super::names;
use super::{Importer, Reason, same, write};
use crate::check::url;
use crate::diagnostics::Code;
use crate::openapi::tree::{Map, Tree};
use crate::openapi::words::{ENVIRONMENT, PARAGRAPH, PLATFORM, SIGNATURE, SLASH, ZH};
use crate::spec::yaml::{Node, NodeKind};

const MADE_UP: &str = "https://api.example.com";

impl<'d> Importer<'d> {
    pub(super) fn platform(&mut self) -> Tree {
        let root = &self.doc.root;
        let empty = Node {
            kind: NodeKind::Map(Vec::new()),
            span: root.span,
        };
        let levels = self.levels;
        if let Some(Reason(why)) = &levels.plain_platform {
            let message =
                format!("what is said of the platform could not be drafted and is made up: {why}");
            self.note(Code::NotImported, root.span, message);
        }
        let root = if levels.plain_platform.is_some() {
            &empty
        } else {
            root
        };
        let info = member(root, "info");
        let own = member(root, PLATFORM);
        let title = info
            .and_then(|info| text_of(info, "title"))
            .unwrap_or("Imported");
        let title_texts = names::divided(
            title,
            info.and_then(|info| text_of(info, ZH)),
            SLASH,
            "imported",
        );
        let name = own.and_then(|own| text_of(own, "name"));
        let name = name.map_or_else(|| names::kebab(title, "imported"), str::to_owned);
        let documentation = member(root, "externalDocs").and_then(|docs| text_of(docs, "url"));
        let documentation = documentation.filter(|url| url::problem(url).is_none());
        let map = Map::new()
            .with("platform", name)
            .with("title", write::texts(&title_texts));
        let map = match documentation {
            Some(url) => map.with("documentation", url),
            None => {
                let why = ["the document has no address of documentation".to_owned()];
                map.reviewed("documentation", format!("{MADE_UP}/"), &why)
            }
        };
        let (environments, default) = self.environments(root, own);
        let map = map.with("environments", environments);
        let default = own
            .and_then(|own| text_of(own, "default_environment"))
            .unwrap_or(&default);
        let map = map.with("default_environment", default);
        let map = signature(map, root);
        let given = own.and_then(|own| member(own, "envelope"));
        let envelope = Map::new()
            .with("code", self.envelope.code.as_str())
            .with("message", self.envelope.message.as_str())
            .with("data", self.envelope.data.as_str())
            .with("pagination", self.envelope.pagination.as_str());
        let why =
            ["taken from the names that answers of the document have, or usual ones".to_owned()];
        let map = map.reviewed(
            "envelope",
            envelope,
            if given.is_some() { &[] } else { &why },
        );
        match own.and_then(|own| member(own, "defaults")) {
            Some(defaults) => map.with("defaults", defaults),
            None => {
                let usual = [
                    ("retries", 3),
                    ("connect_timeout", 5),
                    ("attempt_timeout", 16),
                    ("call_timeout", 60),
                    ("max_response_bytes", 16_777_216_u64),
                ];
                let usual = usual
                    .into_iter()
                    .fold(Map::new(), |map, (key, value)| map.with(key, value));
                map.reviewed(
                    "defaults",
                    usual,
                    &["usual ones; documents do not say".to_owned()],
                )
            }
        }
        .into()
    }

    /// The servers by name, and the name of the first.
    fn environments(&mut self, root: &Node, own: Option<&Node>) -> (Map, String) {
        let servers = member(root, "servers").map(items).unwrap_or_default();
        let mut taken = HashSet::new();
        let mut all: Vec<(String, Map)> = Vec::new();
        for (index, server) in servers.iter().enumerate() {
            let Some(node) = member(server, "url") else {
                continue;
            };
            let address = filled(text(node).unwrap_or_default(), server);
            let address = address.trim_end_matches('/').to_owned();
            let is_local =
                address.starts_with("http://localhost") || address.starts_with("http://127.0.0.1");
            let is_usable = (address.starts_with("https://") || is_local)
                && !address.contains(['?', '#'])
                && url::problem(&format!("{address}/")).is_none();
            if !is_usable {
                let message = "left out: a server has an absolute https address";
                self.note(Code::NotImported, node.span, message);
                continue;
            }
            let hint = text_of(server, ENVIRONMENT).or_else(|| text_of(server, "description"));
            let hint = hint
                .filter(|hint| hint.len() <= 30)
                .map(|hint| names::snake(hint, "server"));
            let name = hint.unwrap_or_else(|| {
                if index == 0 {
                    "production".to_owned()
                } else {
                    "server".to_owned()
                }
            });
            let name = names::free(&name, &mut taken, |name| vec![name.to_owned()]);
            let doc = text_of(server, "description").unwrap_or_default();
            let doc = names::divided(doc, text_of(server, ZH), PARAGRAPH, &name);
            all.push((
                name,
                Map::new()
                    .with("url", address)
                    .with("doc", write::texts(&doc)),
            ));
        }
        let first = all.first().map(|(name, _)| name.clone());
        let order = own
            .and_then(|own| member(own, "environments"))
            .map(items)
            .unwrap_or_default();
        let rank = |name: &str| order.iter().position(|known| text(known) == Some(name));
        all.sort_by_key(|(name, _)| rank(name).unwrap_or(usize::MAX));
        let Some(first) = first else {
            let why = ["the document has no server with an absolute https address".to_owned()];
            let made_up = Map::new()
                .reviewed("url", MADE_UP, &why)
                .with("doc", same("Not described."));
            return (
                Map::new().with("production", made_up),
                "production".to_owned(),
            );
        };
        (
            all.into_iter()
                .fold(Map::new(), |map, (name, server)| map.with(&name, server)),
            first,
        )
    }
}

/// An address with the defaults of its variables.
fn filled(address: &str, server: &Node) -> String {
    let variables = member(server, "variables").map(entries).unwrap_or_default();
    variables
        .iter()
        .fold(address.to_owned(), |address, (name, variable)| {
            let default = text_of(variable, "default").unwrap_or_default();
            address.replace(&format!("{{{}}}", name.value), default)
        })
}

/// What the document says of the signature, as extensions of ours.
fn own_signature(root: &Node) -> Option<&Node> {
    let mut schemes = security_schemes(root).iter();
    schemes.find_map(|(_, scheme)| member(scheme, SIGNATURE))
}

/// The fields that carry a signature, and their usual names.
const FIELDS: [(&str, &str); 4] = [
    ("key", "app_key"),
    ("nonce", "signature_nonce"),
    ("timestamp", "timestamp"),
    ("signature", "sign"),
];

/// Names of the fields that the signature adds to each call.
pub(super) fn signature_fields(root: &Node) -> Vec<String> {
    let own = own_signature(root).and_then(|own| member(own, "fields"));
    let name = |(key, usual): (&str, &str)| {
        let own = own.and_then(|own| text_of(own, key));
        own.unwrap_or(usual).to_owned()
    };
    FIELDS.into_iter().map(name).collect()
}

fn signature(map: Map, root: &Node) -> Map {
    if let Some(own) = own_signature(root) {
        return map.with("signature", own);
    }
    let fields = FIELDS.into_iter();
    let fields = fields.fold(Map::new(), |map, (key, name)| map.with(key, name));
    let usual = Map::new()
        .with("digest", "hmac-sha1")
        .with(
            "prefix",
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        )
        .with("max_age", 300_u64)
        .with("fields", fields);
    let schemes: Vec<_> = security_schemes(root)
        .iter()
        .map(|(name, _)| format!("`{}`", name.value))
        .collect();
    let why = if schemes.is_empty() {
        "the one signature that the SDK knows; the document does not describe it".to_owned()
    } else {
        format!(
            "the one signature that the SDK knows; the document has {} in its place",
            schemes.join(", ")
        )
    };
    map.reviewed("signature", usual, &[why])
}
