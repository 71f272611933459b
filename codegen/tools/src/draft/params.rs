//! Parameters of calls: matches the bullets of a page with the arguments of its examples.

use std::ops::Range;

use bge_private_codegen::diagnostics::{Code, nearest};
use bge_private_codegen::json::{Json, object};

use super::forms::is_part;
use super::literal::Argument;
use super::notes::Notes;
use super::page::{SIGNATURE, Section};

/// A parameter, before its type is decided.
#[derive(Clone, Debug, Default)]
pub(super) struct Param {
    pub(super) name: String,
    /// Its description, which is empty if only an example has the parameter.
    pub(super) text: String,
    /// The location of its bullet or argument.
    pub(super) range: Range<usize>,
    pub(super) is_required: bool,
    pub(super) reviews: Vec<String>,
    /// Whether a bullet before has the same name.
    pub(super) is_repeated: bool,
    /// Whether it names a template, and its values have the arguments of that template.
    pub(super) is_template: bool,
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

    /// Returns the first value of another parameter, if much of the start and end of both texts is the same.
    pub(super) fn similar<'a>(&self, all: &'a [Self]) -> Option<&'a Json> {
        let mut similar = all.iter().filter(|it| is_similar(&it.text, &self.text));
        similar.find_map(Self::value)
    }

    fn rename(&mut self, name: &str) {
        let before = std::mem::replace(&mut self.name, name.to_owned());
        let is_word = before.chars().all(|c| c.is_alphanumeric() || c == '_');
        self.reviews.push(match is_word {
            true => format!("the page's bullet calls it `{before}`"),
            false => "the page's bullet has no valid name".to_owned(),
        });
    }
}

/// Matches the bullets of a section with the arguments of its examples.
pub(super) fn matched(section: &Section, notes: &mut Notes<'_>) -> Vec<Param> {
    let mut params = section.params.clone();
    for call in 0..section.program.calls.len() {
        give(&mut params, call, section, notes);
    }
    params.retain(|it| {
        let problem = match it.name.as_str() {
            _ if it.is_repeated => "this parameter is described twice; this description is ignored",
            name if is_name(name) && !SIGNATURE.contains(&name) => return true,
            _ => "this is not the name of a parameter; ignored",
        };
        notes.report(Code::NameMismatch, &it.range, problem);
        false
    });
    fold_template(&mut params);
    params
}

/// Gives the arguments that no bullet describes to the parameter that names a template.
fn fold_template(params: &mut Vec<Param>) {
    let all = params.iter().cloned();
    let (own, mut others): (Vec<_>, Vec<_>) = all.partition(|it| it.text.is_empty());
    let is_template = |it: &&mut Param| it.text.contains("模板") && it.value().is_some();
    let template = others.iter_mut().find(is_template);
    let Some(template) = template.filter(|_| own.len() > 1) else {
        return;
    };
    for (call, argument) in &mut template.given {
        if let Json::Text(name) = &argument.value {
            let value = |it: &Param| Some((it.name.clone(), it.given(*call)?.value.clone()));
            let set = own.iter().filter_map(value).collect();
            argument.value = object([(name, Json::Object(set))]);
        }
    }
    template.is_template = true;
    *params = others;
}

/// Returns whether texts have much of their start and end in common.
fn is_similar(a: &str, b: &str) -> bool {
    let (a, b): (Vec<_>, Vec<_>) = (a.chars().collect(), b.chars().collect());
    let pairs = a.iter().zip(&b);
    let start = pairs.take_while(|(a, b)| a == b).count();
    let pairs = a.iter().rev().zip(b.iter().rev());
    let end = pairs.take_while(|(a, b)| a == b).count();
    let longest = a.len().max(b.len());
    a != b && (start + end) * 5 >= longest * 2
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_part)
}

/// Gives the arguments of a call to their parameters. One that no bullet describes belongs to a parameter without a
/// value that has a similar name, or to a new one.
fn give(params: &mut Vec<Param>, call: usize, section: &Section, notes: &mut Notes<'_>) {
    let arguments = section.program.calls.get(call).into_iter().flatten();
    let answer = section.values.first().map_or(&[][..], Json::members);
    let mut unknown = Vec::new();
    for (order, argument) in arguments.enumerate() {
        let at = params.iter().position(|it| it.name == argument.name);
        if at.is_none() && !argument.name.is_empty() {
            unknown.push(argument);
        } else if let Some(param) = params.get_mut(at.unwrap_or(order)) {
            // A bullet without a name has that of the field of the answer with the same value.
            let mut same = answer.iter().filter(|(_, value)| argument.value == *value);
            if let Some((field, _)) = same.next().filter(|_| !is_name(&param.name)) {
                param.rename(field);
            }
            param.given.push((call, argument.clone()));
        } else {
            let message = "no bullet describes this argument; ignored";
            notes.report(Code::NameMismatch, &argument.range, message);
        }
    }
    for argument in unknown {
        let message = format!("no bullet calls this `{}`", argument.name);
        notes.report(Code::NameMismatch, &argument.range, message);
        let given = (call, argument.clone());
        match near(params, &argument.name) {
            Some(param) => param.given.push(given),
            None => params.push(Param {
                name: argument.name.clone(),
                range: argument.range.clone(),
                is_required: !section.is_open(),
                reviews: vec!["only the example has it".to_owned()],
                given: vec![given],
                ..Param::default()
            }),
        }
    }
}

/// Finds a parameter without a value that has a similar name, or the name of another one, and renames it.
fn near<'a>(params: &'a mut [Param], name: &str) -> Option<&'a mut Param> {
    let open = params.iter().filter(|param| param.given.is_empty());
    let near = nearest(name, open.map(|param| param.name.as_str())).map(str::to_owned);
    let near = near.as_deref();
    let is_near = |it: &Param| near.map_or(it.is_repeated, |near| it.name == near);
    let mut open = params.iter_mut().filter(|it| it.given.is_empty());
    let param = open.find(|it| is_near(it))?;
    param.is_repeated = false;
    param.rename(name);
    Some(param)
}
