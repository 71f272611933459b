//! The parameters of a call, merged from the bullets of its section and the calls of its examples.

use std::collections::HashSet;
use std::ops::Range;

use super::bullet::Bullet;
use super::literal::{Call, Item, Value};
use super::notes::Notes;
use super::page::Section;
use bge_private_codegen::diagnostics::{Code, nearest};

/// Fields that the signature adds to every call. They are not parameters.
const SIGNED: [&str; 4] = ["app_key", "signature_nonce", "timestamp", "sign"];

/// A parameter, with everything that the page says about it.
#[derive(Debug)]
pub(super) struct Param {
    pub(super) name: String,
    pub(super) required: Option<bool>,
    pub(super) words: String,
    /// The text of the items nested below its own.
    pub(super) members: String,
    /// The place on the page that names it.
    pub(super) range: Range<usize>,
    /// Whether a bullet describes it.
    pub(super) is_listed: bool,
    /// Whether an example passes it by position.
    pub(super) is_positional: bool,
    /// Its value in each call of the examples, if the call passes it.
    pub(super) shown: Vec<Option<Item>>,
    pub(super) reviews: Vec<String>,
}

impl Param {
    fn listed(bullet: &Bullet, calls: usize) -> Self {
        Self {
            name: bullet.name.clone(),
            required: bullet.required,
            words: bullet.words.clone(),
            members: String::new(),
            range: bullet.range.clone(),
            is_listed: true,
            is_positional: false,
            shown: vec![None; calls],
            reviews: bullet
                .written
                .iter()
                .map(|written| format!("the page's bullet writes its name as `{written}`"))
                .collect(),
        }
    }

    fn unlisted(name: &str, range: &Range<usize>, calls: usize) -> Self {
        Self {
            name: name.to_owned(),
            required: None,
            words: String::new(),
            members: String::new(),
            range: range.clone(),
            is_listed: false,
            is_positional: false,
            shown: vec![None; calls],
            reviews: Vec::new(),
        }
    }

    /// Sets the value in a call. Reports an earlier value in the same call, which is replaced.
    fn show(&mut self, call: usize, item: &Item, notes: &mut Notes<'_>) {
        let before = self
            .shown
            .get_mut(call)
            .and_then(|shown| shown.replace(item.clone()));
        if let Some(before) = before {
            let message = format!(
                "`{}` is passed again later; this value is ignored",
                self.name
            );
            notes.report(Code::Disagreement, &before.range, message);
        }
    }

    /// Returns the description of the parameter and its members.
    pub(super) fn text(&self) -> String {
        let texts = [self.words.as_str(), self.members.as_str()];
        let texts: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        texts.join("；").replace("：；", "：")
    }

    /// Returns the first value in an example that is not null.
    pub(super) fn example(&self) -> Option<&Item> {
        self.shown
            .iter()
            .flatten()
            .find(|item| item.value != Value::Null)
    }
}

/// Returns the parameters of the call that a section describes.
pub(super) fn params(section: &Section, calls: &[Call], notes: &mut Notes<'_>) -> Vec<Param> {
    let (mut params, mut spare) = listed(section, calls, notes);
    // Positional arguments are first: a position identifies a bullet, but a name may differ from its bullet.
    for (index, call) in calls.iter().enumerate() {
        positional(&mut params, index, call, calls.len(), notes);
    }
    for (index, call) in calls.iter().enumerate() {
        for argument in &call.arguments {
            let Some((name, range)) = &argument.name else {
                continue;
            };
            let at = match params.iter().position(|param| param.name == *name) {
                Some(at) => at,
                None => meant(&mut params, &mut spare, name, range, calls, notes),
            };
            if let Some(param) = params.get_mut(at) {
                param.show(index, &argument.item, notes);
            }
        }
    }
    for bullet in spare {
        let message = format!(
            "`{}` is described twice; the second description is ignored",
            bullet.name
        );
        notes.report(Code::NameMismatch, &bullet.range, message);
    }
    let (signed, params): (Vec<_>, Vec<_>) = params
        .into_iter()
        .partition(|param| SIGNED.contains(&param.name.as_str()));
    for param in signed {
        let message = format!(
            "`{}` is part of the signature of every call; ignored",
            param.name
        );
        notes.report(Code::Changed, &param.range, message);
    }
    params
}

/// Returns the parameters that bullets describe, and the bullets that repeat the name of another.
fn listed(section: &Section, calls: &[Call], notes: &mut Notes<'_>) -> (Vec<Param>, Vec<Bullet>) {
    let mut params: Vec<Param> = Vec::new();
    let mut spare = Vec::new();
    for bullet in section
        .bullets
        .iter()
        .flat_map(|bullet| parts(bullet, calls))
    {
        if bullet.name.chars().count() > 100 {
            notes.report(
                Code::NotUnderstood,
                &bullet.range,
                "this is too long for a name; ignored",
            );
        } else if params.iter().any(|param| param.name == bullet.name) {
            spare.push(bullet.clone());
        } else {
            let mut param = Param::listed(bullet, calls.len());
            add_members(&mut param, bullet, calls);
            params.push(param);
        }
    }
    // Optional parameters come last, as in a call.
    params.sort_by_key(|param| param.required == Some(false));
    (params, spare)
}

/// Returns a bullet, and those below it that an example passes as separate arguments.
fn parts<'a>(bullet: &'a Bullet, calls: &'a [Call]) -> impl Iterator<Item = &'a Bullet> {
    let members = bullet.members.iter();
    std::iter::once(bullet).chain(members.filter(|member| is_given(&member.name, calls)))
}

fn is_given(name: &str, calls: &[Call]) -> bool {
    let mut arguments = calls.iter().flat_map(|call| &call.arguments);
    arguments.any(|argument| {
        let given = argument.name.as_ref();
        given.is_some_and(|(given, _)| given == name)
    })
}

/// Sets the members of a parameter from the bullets below its own that are not separate arguments.
fn add_members(param: &mut Param, bullet: &Bullet, calls: &[Call]) {
    let members = bullet
        .members
        .iter()
        .filter(|member| !is_given(&member.name, calls));
    let said = members.map(|member| match member.words.as_str() {
        "" => format!("`{}`", member.name),
        words => format!("`{}`：{words}", member.name),
    });
    param.members = said.collect::<Vec<_>>().join("；");
    if !param.members.is_empty() {
        let reason = "the nested items are treated as its members; they are listed in its text";
        param.reviews.push(reason.to_owned());
    }
}

fn positional(
    params: &mut Vec<Param>,
    index: usize,
    call: &Call,
    calls: usize,
    notes: &mut Notes<'_>,
) {
    let unnamed = call
        .arguments
        .iter()
        .filter(|argument| argument.name.is_none());
    for (at, argument) in unnamed.enumerate() {
        if params.get(at).is_none() {
            let name = format!("argument_{}", at + 1);
            let message = "no bullet describes this argument";
            notes
                .report(Code::NameMismatch, &argument.item.range, message)
                .label(format!("drafted as `{name}`"));
            let mut param = Param::unlisted(&name, &argument.item.range, calls);
            param
                .reviews
                .push("the page does not name this argument".to_owned());
            params.push(param);
        }
        if let Some(param) = params.get_mut(at) {
            param.is_positional = true;
            param.show(index, &argument.item, notes);
        }
    }
}

/// Returns the index of the parameter for a named argument that no bullet lists. The parameter is one with a
/// similar name, or is added.
fn meant(
    params: &mut Vec<Param>,
    spare: &mut Vec<Bullet>,
    name: &str,
    range: &Range<usize>,
    calls: &[Call],
    notes: &mut Notes<'_>,
) -> usize {
    let given: HashSet<&str> = calls
        .iter()
        .flat_map(|call| &call.arguments)
        .filter_map(|argument| Some(argument.name.as_ref()?.0.as_str()))
        .collect();
    let is_free = |param: &&Param| {
        param.is_listed && !param.is_positional && !given.contains(param.name.as_str())
    };
    let free: Vec<String> = params
        .iter()
        .filter(is_free)
        .map(|param| param.name.clone())
        .collect();
    if let Some(near) = nearest(name, free.iter().map(String::as_str))
        && let Some(at) = params.iter().position(|param| param.name == near)
        && let Some(param) = params.get_mut(at)
    {
        let message = format!("the example calls this `{name}`, but the bullet calls it `{near}`");
        notes
            .report(Code::NameMismatch, &param.range, message)
            .also(
                super::notes::span(range),
                "the name in the example is drafted",
            );
        param
            .reviews
            .push(format!("the page's bullet calls it `{near}`"));
        name.clone_into(&mut param.name);
        return at;
    }
    // A repeated bullet may be a copy in the same list that kept the name of the original.
    let copied = spare.iter().position(|bullet| {
        let first = params.iter().find(|param| param.name == bullet.name);
        first.is_some_and(|first| first.required == bullet.required)
    });
    let copied = copied.map(|at| spare.remove(at));
    let mut param = if let Some(bullet) = copied {
        let message = format!("`{}` is described twice", bullet.name);
        notes
            .report(Code::NameMismatch, &bullet.range, message)
            .label(format!("treated as `{name}`, which is in the example"));
        let mut param = Param::listed(&bullet, calls.len());
        name.clone_into(&mut param.name);
        param.reviews.push(format!(
            "the bullet calls it `{}`, which is another parameter",
            bullet.name
        ));
        param
    } else {
        let message = format!("no bullet describes `{name}`");
        notes.report(Code::NameMismatch, range, message);
        let mut param = Param::unlisted(name, range, calls.len());
        param
            .reviews
            .push("no bullet on the page describes it".to_owned());
        param
    };
    param.name = param.name.chars().take(100).collect();
    params.push(param);
    params.len() - 1
}
