//! Values as Python and JSON write them, in one form in which each knows its place.

use std::ops::Range;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) value: Value,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// A number in the form of JSON.
    Number(String),
    Text(String),
    List(Vec<Item>),
    Map(Vec<(String, Item)>),
    /// A variable, or a member of one: `result.url`.
    Name(String),
    Call(Call),
    /// An expression whose value only a running program knows.
    Other,
}

/// A call: `open('a.png')`, `result.dumps(indent=4)`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// What is called, with its dots.
    pub(super) callee: String,
    /// The value of which a method is called, unless that is a variable.
    pub(super) receiver: Option<Box<Item>>,
    pub(super) arguments: Vec<Argument>,
    pub(super) spread: Vec<Spread>,
}

/// `*list` or `**mapping`, whose values are arguments.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spread {
    /// Whether the arguments have names.
    pub(super) is_named: bool,
    /// How many arguments stand before it.
    pub(super) at: usize,
    pub(super) item: Item,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Argument {
    pub(super) name: Option<(String, Range<usize>)>,
    pub(super) item: Item,
}

impl Item {
    /// Whether both are the same literal, wherever they stand.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_like(b))
            }
            (Value::Map(a), Value::Map(b)) => {
                let is_like = |((a_key, a), (b_key, b)): (&(String, Self), &(String, Self))| {
                    a_key == b_key && a.is_like(b)
                };
                a.len() == b.len() && a.iter().zip(b).all(is_like)
            }
            (a, b) => a == b,
        }
    }
}

impl Call {
    /// The name of the function or method.
    pub(super) fn method(&self) -> &str {
        self.callee.rsplit('.').next().unwrap_or_default()
    }

    /// What is called, without the variable of which it is called.
    pub(super) fn path(&self) -> &str {
        self.callee
            .split_once('.')
            .map_or(&self.callee, |(_, path)| path)
    }

    /// Whether this calls what a page names so, with `_` for the dots of `client.billing.create()`.
    pub(super) fn is_of(&self, name: &str) -> bool {
        let steps = self.callee.match_indices('.').map(|(at, _)| at + 1);
        let mut ends = std::iter::once(0)
            .chain(steps)
            .filter_map(|at| self.callee.get(at..));
        ends.any(|end| end.replace('.', "_") == name)
    }

    /// The only argument, if it has no name.
    pub(super) fn only_argument(&self) -> Option<&Item> {
        match (self.arguments.as_slice(), self.spread.as_slice()) {
            ([Argument { name: None, item }], []) => Some(item),
            _ => None,
        }
    }
}
