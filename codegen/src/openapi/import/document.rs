//! A document as it was read: its values, and the places that references lead to.

use std::collections::HashMap;

use crate::diagnostics::{Code, Diagnostics, Report};
use crate::source::{Sources, Span};
use crate::spec;
use crate::spec::model::Spanned;
use crate::spec::yaml::{Node, NodeKind};

/// References lead on to others no further than this.
const MAX_HOPS: usize = 32;

/// What reports speak of.
const SUBJECT: &str = "the document";

/// A document of OpenAPI 3.0 or 3.1.
pub(super) struct Document {
    pub(super) root: Node,
    pub(super) sources: Sources,
    /// Where the schemas stand among the components, which most references lead to.
    schemas: HashMap<String, usize>,
}

impl Document {
    /// Reads JSON or YAML.
    pub(super) fn read(path: &str, text: &str) -> Result<Self, Report> {
        let mut sources = Sources::new();
        let file = sources.add(path, as_yaml(text));
        let mut out = Diagnostics::new();
        let root = sources
            .get(file)
            .and_then(|source| spec::parse_document(file, source, &mut out));
        match root {
            Some(root) if out.is_empty() => {
                if is_openapi(&root) {
                    let names = component_schemas(&root)
                        .iter()
                        .map(|(name, _)| name.value.clone());
                    let schemas = names.zip(0..).collect();
                    return Ok(Self {
                        root,
                        sources,
                        schemas,
                    });
                }
                let at = member(&root, "openapi").or_else(|| member(&root, "swagger"));
                let span = at.map_or(Span::start_of(file), |node| node.span);
                out.report(Code::NotOpenApi, span, "this is no document of OpenAPI 3.0 or 3.1")
                    .help("it has a member `openapi` such as `3.1.0`; convert documents of Swagger 2.0 first");
                Err(out.into_report(sources).about(SUBJECT))
            }
            _ => Err(out.into_report(sources).about(SUBJECT)),
        }
    }

    /// What a node refers to, or the node itself. Nothing if the reference leads nowhere.
    pub(super) fn resolve<'d>(&'d self, node: &'d Node) -> Result<&'d Node, &'d Node> {
        let mut at = node;
        for _ in 0..MAX_HOPS {
            let Some(reference) = member(at, "$ref") else {
                return Ok(at);
            };
            let target = text(reference).and_then(|pointer| self.pointer(pointer));
            at = target.ok_or(reference)?;
        }
        Err(at)
    }

    /// The place that a reference within the document names.
    pub(super) fn pointer(&self, pointer: &str) -> Option<&Node> {
        let steps = pointer.strip_prefix('#')?;
        let schema = steps.strip_prefix("/components/schemas/");
        if let Some(index) = schema.and_then(|name| self.schemas.get(name)) {
            return component_schemas(&self.root)
                .get(*index)
                .map(|(_, node)| node);
        }
        let mut at = &self.root;
        for step in steps.split('/').skip(1) {
            let step = decoded(step).replace("~1", "/").replace("~0", "~");
            at = match &at.kind {
                NodeKind::List(items) => items.get(step.parse::<usize>().ok()?)?,
                _ => member(at, &step)?,
            };
        }
        Some(at)
    }
}

/// The schemas among the components.
pub(super) fn component_schemas(root: &Node) -> &[(Spanned<String>, Node)] {
    let schemas = member(root, "components").and_then(|all| member(all, "schemas"));
    schemas.map(entries).unwrap_or_default()
}

/// The text without `%XX`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let digits = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
        let code = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn is_openapi(root: &Node) -> bool {
    let version = match member(root, "openapi").map(|node| &node.kind) {
        Some(NodeKind::Text(text) | NodeKind::Number(text)) => text.as_str(),
        _ => return false,
    };
    ["3.0", "3.1"].iter().any(|known| {
        version
            .strip_prefix(known)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// JSON has two things that YAML has not: characters as pairs of escapes, and tabs between values.
fn as_yaml(text: &str) -> String {
    if !text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{')
    {
        return text.to_owned();
    }
    let text = text.replace('\t', " ");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let pair = unit(escape).zip(escape.get(6..).and_then(unit));
        let char = pair.and_then(|(high, low)| {
            char::decode_utf16([high, low])
                .next()?
                .ok()
                .filter(|_| high >= 0xd800)
        });
        let length = match char {
            Some(char) if u32::from(char) > 0xffff => {
                out.push_str(&format!("\\U{:08x}", u32::from(char)));
                12
            }
            _ => {
                let length = 1 + escape.chars().nth(1).map_or(0, char::len_utf8);
                out.push_str(escape.get(..length).unwrap_or_default());
                length
            }
        };
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The number of an escape such as `\u4e2d`.
fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

/// The value of a key.
pub(super) fn member<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let (_, value) = entries(node).iter().find(|(name, _)| name.value == key)?;
    Some(value)
}

/// The entries of a mapping; none of anything else.
pub(super) fn entries(node: &Node) -> &[(Spanned<String>, Node)] {
    match &node.kind {
        NodeKind::Map(entries) => entries,
        _ => &[],
    }
}

/// The items of a list; none of anything else.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::List(items) => items,
        _ => &[],
    }
}

pub(super) fn text(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Text(text) => Some(text),
        _ => None,
    }
}

pub(super) fn text_of<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    member(node, key).and_then(text)
}

/// Whether a key is given as `true`.
pub(super) fn is_true(node: &Node, key: &str) -> bool {
    member(node, key).is_some_and(|node| node.kind == NodeKind::Bool(true))
}

/// What tells a place in the document from all others.
pub(super) fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

#[cfg(test)]
mod tests {
    use super::{Document, as_yaml, decoded, member, text_of};

    #[test]
    fn json_is_read_as_yaml() {
        assert_eq!(
            as_yaml("{\t\"a\": \"\\ud83d\\ude00 \\\\ud83d \\u4e2d\"}"),
            "{ \"a\": \"\\U0001f600 \\\\ud83d \\u4e2d\"}"
        );
        let document = Document::read(
            "a.json",
            "{\"openapi\":\"3.1.0\",\"a\":{\"b/c\":{\"d\":\"\\ud83d\\ude00\\/\"}}}",
        )
        .unwrap();
        let node = document.pointer("#/a/b~1c").unwrap();
        assert_eq!(text_of(node, "d"), Some("😀/"));
        assert!(document.pointer("#/a/x").is_none() && document.pointer("other.json#/a").is_none());
    }

    #[test]
    fn references_that_go_in_circles_lead_nowhere() {
        let document = Document::read(
            "a.yaml",
            "openapi: 3.0.3\na: {$ref: '#/b'}\nb: {$ref: '#/a'}\n",
        )
        .unwrap();
        assert!(
            document
                .resolve(member(&document.root, "a").unwrap())
                .is_err()
        );
    }

    #[test]
    fn aliases_are_written_out() {
        let text =
            "openapi: 3.0.3\na: &x {b: &y 1, c: 2}\nd: {<<: *x, c: 3, e: *y}\nf: [*x]\n\"<<\": 4\n";
        let document = Document::read("a.yaml", text).unwrap();
        let written = "openapi: 3.0.3\na: {b: 1, c: 2}\nd: {c: 3, e: 1, b: 1}\nf: [{b: 1, c: 2}]\n\"<<\": 4\n";
        assert_eq!(
            document.root,
            Document::read("a.yaml", written).unwrap().root
        );
    }

    #[test]
    fn aliases_without_end_are_refused() {
        let doubled: String = (1..40)
            .map(|level| format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1))
            .collect();
        let deeper: String = (1..80)
            .map(|level| format!("a{level}: &a{level} [*a{}]\n", level - 1))
            .collect();
        for (text, message) in [
            ("a: &x [*x]\n", "within the value"),
            ("a: *x\n", "names no anchor"),
            (&format!("a0: &a0 [1, 2, 3]\n{doubled}"), "too many values"),
            (&format!("a0: &a0 1\n{deeper}"), "nest too deep"),
        ] {
            let text = format!("openapi: 3.0.3\n{text}");
            let report = Document::read("a.yaml", &text).err().unwrap();
            assert!(report.to_string().contains(message), "{report}");
        }
    }

    #[test]
    fn escapes_are_decoded() {
        assert_eq!(decoded("a%20b%zz%4"), "a b%zz%4");
    }

    #[test]
    fn other_documents_are_refused() {
        for text in [
            "a: b",
            "swagger: '2.0'",
            "openapi: 3.2.0",
            "openapi: 3.10",
            "[]",
            "1",
        ] {
            let report = Document::read("a.yaml", text).err().unwrap();
            assert!(report.to_string().contains("E801"), "{text}: {report}");
        }
    }
}
