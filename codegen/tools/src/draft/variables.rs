//! Variables of an example program. Their values replace them where they are used.

use std::collections::BTreeMap;
use std::ops::Range;

use super::literal::{Argument, Call, Item, Spread, Value};

/// The maximum size of a value that replaces its variable.
const LARGE: usize = 200;

/// The variables that a program has set so far.
#[derive(Default)]
pub(super) struct Variables {
    known: BTreeMap<String, Variable>,
    /// The places of values that were overwritten before they were used.
    unused: Vec<Range<usize>>,
}

struct Variable {
    /// The value, unless it is larger than `LARGE`.
    item: Option<Item>,
    place: Range<usize>,
    is_used: bool,
}

impl Variables {
    pub(super) fn set(&mut self, name: String, item: Item) {
        let variable = Variable {
            place: item.range.clone(),
            is_used: false,
            item: (size(&item) <= LARGE).then_some(item),
        };
        let before = self.known.insert(name, variable);
        let before = before.filter(|before| !before.is_used);
        self.unused.extend(before.map(|before| before.place));
    }

    /// Returns the places of values that are never used.
    pub(super) fn unused(self) -> Vec<Range<usize>> {
        let known = self.known.into_values().filter(|known| !known.is_used);
        let mut places = self.unused;
        places.extend(known.map(|known| known.place));
        places
    }

    /// Replaces known variables within an item by their values.
    pub(super) fn resolved(&mut self, mut item: Item) -> Item {
        match &mut item.value {
            Value::Name(name) => {
                self.mark_used(name);
                let known = self.known.get(name.as_str());
                if let Some(known) = known.and_then(|known| known.item.as_ref()) {
                    item.value = known.value.clone();
                }
            }
            Value::Call(call) => {
                self.mark_used(&call.callee);
                // The last one is first, so that the positions of the others remain valid.
                for spread in std::mem::take(&mut call.spread).into_iter().rev() {
                    self.put_in(spread, call);
                }
                for argument in &mut call.arguments {
                    argument.item = self.resolved(argument.item.clone());
                }
                if let Some(receiver) = &mut call.receiver {
                    **receiver = self.resolved((**receiver).clone());
                }
            }
            Value::List(items) => {
                for item in items {
                    *item = self.resolved(item.clone());
                }
            }
            Value::Map(entries) => {
                for (_, item) in entries {
                    *item = self.resolved(item.clone());
                }
            }
            _ => {}
        }
        item
    }

    fn mark_used(&mut self, path: &str) {
        let variable = path.split('.').next().unwrap_or_default();
        if let Some(known) = self.known.get_mut(variable) {
            known.is_used = true;
        }
    }

    /// Inserts the values of a spread among the arguments, if they are known.
    fn put_in(&mut self, spread: Spread, call: &mut Call) {
        let item = self.resolved(spread.item.clone());
        let arguments: Vec<Argument> = match item.value {
            Value::Map(entries) if spread.is_named => {
                let named = |(name, item): (String, Item)| Argument {
                    name: Some((name, item.range.clone())),
                    item,
                };
                entries.into_iter().map(named).collect()
            }
            Value::Call(dict) if spread.is_named && is_mapping(&dict) => dict.arguments,
            Value::List(items) if !spread.is_named => {
                let unnamed = |item| Argument { name: None, item };
                items.into_iter().map(unnamed).collect()
            }
            _ => return call.spread.push(spread),
        };
        let at = spread.at.min(call.arguments.len());
        call.arguments.splice(at..at, arguments);
    }
}

/// Returns whether a call such as `dict(a=1)` makes a mapping.
fn is_mapping(call: &Call) -> bool {
    let is_named = |argument: &Argument| argument.name.is_some();
    call.callee == "dict" && call.spread.is_empty() && call.arguments.iter().all(is_named)
}

/// Returns the number of values within a value, including itself.
fn size(item: &Item) -> usize {
    let inner = match &item.value {
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(entries) => entries.iter().map(|(_, item)| size(item)).sum(),
        Value::Call(call) => call
            .arguments
            .iter()
            .map(|argument| size(&argument.item))
            .sum(),
        _ => 0,
    };
    inner + 1
}
