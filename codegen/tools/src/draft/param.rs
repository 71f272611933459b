//! A parameter of a call, as a page describes it and examples give it.

use std::ops::Range;

use bge_private_codegen::json::Json;

use super::literal::Argument;

/// A parameter, before its type is decided.
#[derive(Clone, Debug, Default)]
pub(super) struct Param {
    pub(super) name: String,
    /// Its description, which is empty if the page has none.
    pub(super) text: String,
    /// The location of its bullet or argument.
    pub(super) range: Range<usize>,
    pub(super) is_required: bool,
    pub(super) reviews: Vec<String>,
    /// Whether a bullet before has the same name.
    pub(super) is_repeated: bool,
    /// Whether only an example has it.
    pub(super) is_undescribed: bool,
    /// Whether it names a template, and its values have the arguments of that template.
    pub(super) is_template: bool,
    /// The value of a parameter with a similar text, if it has none.
    pub(super) similar: Option<Json>,
    /// Its arguments in the examples, each with the number of the call.
    pub(super) given: Vec<(usize, Argument)>,
}

impl Param {
    /// Returns its argument in a call of the examples.
    pub(super) fn given(&self, call: usize) -> Option<&Argument> {
        let found = self.given.iter().find(|(number, _)| *number == call);
        found.map(|(_, argument)| argument)
    }

    /// Returns its first value in the examples.
    pub(super) fn value(&self) -> Option<&Json> {
        self.given.first().map(|(_, argument)| &argument.value)
    }

    pub(super) fn rename(&mut self, name: &str) {
        let before = std::mem::replace(&mut self.name, name.to_owned());
        let is_word = before.chars().all(|c| c.is_alphanumeric() || c == '_');
        let why = match is_word {
            true => format!("the page's bullet calls it `{before}`"),
            false => "the page's bullet has no valid name".to_owned(),
        };
        self.reviews.push(why);
    }
}
