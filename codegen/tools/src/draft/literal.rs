//! Values of Python and JSON in one common form, each with its location on the page.

use std::ops::Range;

/// A value and its location.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) value: Value,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// A number in JSON notation.
    Number(String),
    Text(String),
    List(Vec<Item>),
    Map(Vec<(String, Item)>),
    /// A variable or a member of a variable, such as `result.url`.
    Name(String),
    Call(Call),
    /// An expression whose value is only known at run time.
    Other,
}

/// A call, such as `open('a.png')` or `result.dumps(indent=4)`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// The name of the function or method, with the dots before it.
    pub(super) callee: String,
    /// The value whose method is called, unless that is a variable.
    pub(super) receiver: Option<Box<Item>>,
    pub(super) arguments: Vec<Argument>,
    pub(super) spread: Vec<Spread>,
}

/// An unpacked argument: `*list` or `**mapping`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spread {
    /// Whether the unpacked arguments have names.
    pub(super) is_named: bool,
    /// The number of arguments before it.
    pub(super) at: usize,
    pub(super) item: Item,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Argument {
    pub(super) name: Option<(String, Range<usize>)>,
    pub(super) item: Item,
}

impl Item {
    /// Whether both are the same literal, regardless of location.
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
    /// Returns the name of the function or method.
    pub(super) fn method(&self) -> &str {
        self.callee.rsplit('.').next().unwrap_or_default()
    }

    /// Returns the callee without the variable at its start.
    pub(super) fn path(&self) -> &str {
        self.callee
            .split_once('.')
            .map_or(&self.callee, |(_, path)| path)
    }

    /// Whether this is a call of `name`, in which `_` replaces dots. `client.billing.create()` is a call of
    /// `billing_create` and of `create`.
    pub(super) fn is_of(&self, name: &str) -> bool {
        let steps = self.callee.match_indices('.').map(|(at, _)| at + 1);
        let mut ends = std::iter::once(0)
            .chain(steps)
            .filter_map(|at| self.callee.get(at..));
        ends.any(|end| end.replace('.', "_") == name)
    }

    /// Returns the only argument, if there is exactly one and it has no name.
    pub(super) fn only_argument(&self) -> Option<&Item> {
        match (self.arguments.as_slice(), self.spread.as_slice()) {
            ([Argument { name: None, item }], []) => Some(item),
            _ => None,
        }
    }
}
