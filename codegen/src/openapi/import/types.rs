//! The named types of a group, each drafted once, when it is first needed.

use std::collections::{HashMap, HashSet};

use super::document::{address, component_schemas, entries, items, member, text, text_of};
use super::model::{Kind, Set, TypeDef, Value};
use super::names;
use super::schema::At;
use super::{Importer, Reason};
use crate::diagnostics::Code;
use crate::naming;
use crate::openapi::tree::Tree;
use crate::openapi::words::{DESCRIPTIONS, ENUM, EXTRA, GROUP, NAME, PARAGRAPH, VARNAMES, ZH};
use crate::spec::yaml::{Node, NodeKind};

/// Types within types are drafted at once down to here, and those below later.
const DEEP: usize = 32;

/// The types of one group.
#[derive(Default)]
pub(super) struct Types<'d> {
    pub(super) slots: Vec<Slot<'d>>,
    by_node: HashMap<usize, usize>,
    /// Names in Rust that are given away.
    taken: HashSet<String>,
    /// Types that are being drafted; nothing where a list or map stands between them.
    open: Vec<Option<usize>>,
}

/// A place for one type.
pub(super) struct Slot<'d> {
    pub(super) name: String,
    pub(super) node: &'d Node,
    pub(super) def: Option<TypeDef>,
    begun: bool,
}

impl<'d> Types<'d> {
    /// Keeps what requests and responses are called.
    pub(super) fn reserve_call(&mut self, call: &str) {
        self.taken
            .extend([naming::request(call), naming::response(call)]);
    }

    pub(super) fn get(&self, name: &str) -> Option<&TypeDef> {
        self.slots
            .iter()
            .find(|slot| slot.name == name)?
            .def
            .as_ref()
    }

    fn add(&mut self, name: String, node: &'d Node) -> usize {
        let index = self.slots.len();
        self.by_node.insert(address(node), index);
        self.slots.push(Slot {
            name,
            node,
            def: None,
            begun: false,
        });
        index
    }

    /// Notes that values from here on are in a list or a map.
    pub(super) fn enter_items(&mut self) {
        self.open.push(None);
    }

    pub(super) fn leave_items(&mut self) {
        self.open.pop();
    }

    /// Whether a type would contain itself with nothing between.
    fn is_within_itself(&self, index: usize) -> bool {
        let mut direct = self.open.iter().rev().map_while(|open| *open);
        direct.any(|open| open == index)
    }
}

impl<'d> Importer<'d> {
    /// Takes the types that say to be of this group, under their own names.
    pub(super) fn own_types(&mut self, group: &str) {
        for (key, node) in component_schemas(&self.doc.root) {
            if text_of(node, GROUP) != Some(group) || self.is_opaque(node) {
                continue;
            }
            let name = text_of(node, NAME).unwrap_or(&key.value);
            let name = names::camel(name, "Type");
            let form = |name: &str| vec![naming::type_name(name)];
            let name = names::free(&name, &mut self.types.taken, form);
            self.types.add(name, node);
        }
        self.define_all();
    }

    /// Drafts the types that were only named so far.
    pub(super) fn define_all(&mut self) {
        let mut index = 0;
        while index < self.types.slots.len() {
            self.define(index);
            index += 1;
        }
    }

    /// The name of the type that a schema stands for, or why it cannot be one.
    pub(super) fn named(&mut self, node: &'d Node, hint: &str) -> Result<String, &'static str> {
        if self.is_opaque(node) {
            return Err("its type could not be drafted");
        }
        let known = self.types.by_node.get(&address(node)).copied();
        let index = known.unwrap_or_else(|| {
            let name = text_of(node, NAME).unwrap_or(hint);
            let name = names::camel(name, "Type");
            let form = |name: &str| vec![naming::type_name(name)];
            let name = names::free(&name, &mut self.types.taken, form);
            self.types.add(name, node)
        });
        if self.types.is_within_itself(index) {
            let message = "this type contains itself with no list or map between, which no type of the spec language \
                           does; drafted as any JSON";
            self.note(Code::Approximated, node.span, message);
            return Err("a type contains itself only in a list or a map");
        }
        // What is left for later is drafted before anybody asks for it.
        if self.types.open.len() < DEEP {
            self.define(index);
        }
        let slot = self.types.slots.get(index);
        slot.map(|slot| slot.name.clone())
            .ok_or("its type could not be drafted")
    }

    fn is_opaque(&mut self, node: &Node) -> bool {
        let Some(Reason(why)) = self.levels.opaque.get(&address(node)) else {
            return false;
        };
        let message = format!("this type could not be drafted, and any JSON stands for it: {why}");
        self.note(Code::Approximated, node.span, message);
        true
    }

    /// Drafts a type, unless that was done or begun before.
    fn define(&mut self, index: usize) {
        let Some(slot) = self.types.slots.get_mut(index).filter(|slot| !slot.begun) else {
            return;
        };
        slot.begun = true;
        let (node, name) = (slot.node, slot.name.clone());
        self.types.open.push(Some(index));
        let following = std::mem::take(&mut self.following);
        let kind = if member(node, EXTRA).is_some() {
            Kind::Extra(self.sets(node))
        } else if member(node, "enum")
            .or_else(|| member(node, "const"))
            .is_some()
        {
            Kind::Enum(enum_values(node))
        } else {
            Kind::Object(self.object_fields(node, &name, At::Value))
        };
        self.following = following;
        self.types.open.pop();
        let doc = names::doc(node, &name);
        if let Some(slot) = self.types.slots.get_mut(index) {
            slot.def = Some(TypeDef { doc, kind });
        }
    }

    /// The sets of further parameters.
    fn sets(&mut self, node: &'d Node) -> Vec<Set> {
        let links = member(node, EXTRA).map(entries).unwrap_or_default();
        let mut sets = Vec::new();
        for (name, link) in links {
            let Some(schema) = self.resolve(link) else {
                continue;
            };
            let params = self.object_fields(schema, &name.value, At::Value);
            let doc = names::doc(schema, &name.value);
            sets.push(Set {
                name: name.value.clone(),
                doc,
                params,
            });
        }
        sets
    }
}

/// The values of an enum, with the names and docs that extensions give them.
fn enum_values(node: &Node) -> Vec<Value> {
    let list = |key: &str| member(node, key).map(items).unwrap_or_default();
    let one = member(node, "const")
        .map(std::slice::from_ref)
        .unwrap_or_default();
    let (ours, varnames, docs) = (list(ENUM), list(VARNAMES), list(DESCRIPTIONS));
    let values = list("enum")
        .iter()
        .chain(one)
        .filter(|value| value.kind != NodeKind::Null);
    let mut taken = HashSet::new();
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for (index, wire) in values.enumerate() {
        let written = match &wire.kind {
            NodeKind::Text(text) | NodeKind::Number(text) => text.clone(),
            _ => continue,
        };
        // The same twice says nothing more.
        if !seen.insert(written.clone()) {
            continue;
        }
        let own = ours.get(index);
        let said = own.and_then(|own| text_of(own, "name"));
        let name = match said.or_else(|| varnames.get(index).and_then(text)) {
            Some(name) if names::is_name(name) => name.to_owned(),
            _ => value_name(wire, &written, index),
        };
        let rust = own.and_then(|own| text_of(own, "rust"));
        let name = match rust {
            Some(_) => name,
            None => names::free(&name, &mut taken, |name| vec![naming::variant(name)]),
        };
        let doc = docs
            .get(index)
            .and_then(text)
            .filter(|doc| !doc.trim().is_empty());
        let zh = own.and_then(|own| text_of(own, ZH));
        all.push(Value {
            doc: doc.map(|doc| names::divided(doc, zh, PARAGRAPH, &name)),
            wire: Tree::from(wire),
            rust: rust.map(str::to_owned),
            name,
        });
    }
    all
}

fn value_name(wire: &Node, written: &str, index: usize) -> String {
    match &wire.kind {
        NodeKind::Text(text) if names::is_name(text) => text.clone(),
        NodeKind::Text(text) if text.is_empty() => "empty".to_owned(),
        NodeKind::Text(_) => format!("value_{}", index + 1),
        _ => format!("value_{}", written.replace('-', "minus_")),
    }
}
