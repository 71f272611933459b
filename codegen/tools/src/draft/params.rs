//! The parameters of a call: the bullets of the page, matched with the arguments of the example.

use bge_private_codegen::diagnostics::{Code, nearest};

use super::literal::{Call, Item, Value};
use super::notes::Notes;
use super::page::{Bullet, Section};
use super::python::Program;

/// A parameter, before its type is decided.
#[derive(Clone, Debug)]
pub(super) struct Param {
    pub(super) name: String,
    /// Its description, which is empty if the page has none.
    pub(super) text: String,
    pub(super) is_required: bool,
    pub(super) reviews: Vec<String>,
    /// Whether only an example has it.
    pub(super) is_undescribed: bool,
    /// Whether it names a template, and its values have the arguments of that template.
    pub(super) is_template: bool,
    /// The value of a parameter with a similar text, if it has none.
    pub(super) similar: Option<Item>,
    /// Its value in each example.
    pub(super) values: Vec<Option<Item>>,
}

impl Param {
    fn new(bullet: &Bullet, calls: usize) -> Self {
        let why = "the page does not say whether it is required";
        let reviews = bullet.is_required.is_none().then(|| why.to_owned());
        Self {
            name: bullet.name.clone(),
            text: bullet.text.clone(),
            is_required: bullet.is_required.unwrap_or(true),
            reviews: reviews.into_iter().collect(),
            is_undescribed: false,
            is_template: false,
            similar: None,
            values: vec![None; calls],
        }
    }

    /// Returns its first value in the examples.
    pub(super) fn value(&self) -> Option<&Item> {
        self.values.iter().flatten().next()
    }

    fn rename(&mut self, name: &str) {
        let why = format!("the page's bullet calls it `{}`", self.name);
        self.name = name.to_owned();
        self.reviews.push(why);
    }

    fn set(&mut self, call: usize, item: &Item) {
        if let Some(value) = self.values.get_mut(call) {
            *value = Some(item.clone());
        }
    }
}

/// The state of matching bullets with arguments.
struct Matching<'a, 'n> {
    params: Vec<Param>,
    /// Bullets with the name of another parameter.
    repeated: Vec<&'a Bullet>,
    section: &'a Section,
    calls: usize,
    notes: &'a mut Notes<'n>,
}

/// Matches the bullets of a section with the arguments of its examples. `answer` are the members of the answer.
pub(super) fn matched(
    section: &Section,
    calls: &[&Call],
    answer: &[(String, Item)],
    notes: &mut Notes<'_>,
) -> Vec<Param> {
    let mut matching = Matching {
        params: Vec::new(),
        repeated: Vec::new(),
        section,
        calls: calls.len(),
        notes,
    };
    for bullet in &section.bullets {
        matching.bullet(bullet);
    }
    for (index, call) in calls.iter().enumerate() {
        matching.call(index, call, answer);
    }
    for bullet in &matching.repeated {
        let message = "this parameter is described twice; this description is ignored";
        matching
            .notes
            .report(Code::NameMismatch, &bullet.range, message);
    }
    let mut params = matching.params;
    params.retain(|param| {
        let is_name = is_name(&param.name);
        if !is_name {
            let message = format!("`{}` is not the name of a parameter; ignored", param.name);
            notes.report(Code::NameMismatch, &section.heading, message);
        }
        is_name
    });
    fold_template(&mut params);
    let all = params.clone();
    for param in params.iter_mut().filter(|param| param.value().is_none()) {
        let similar = all
            .iter()
            .find(|it| is_similar(&it.text, &param.text) && it.value().is_some());
        param.similar = similar.and_then(Param::value).cloned();
    }
    params
}

/// Gives the arguments that no bullet describes to the parameter that names a template.
fn fold_template(params: &mut Vec<Param>) {
    let is_template = |it: &&mut Param| it.text.contains("模板") && it.value().is_some();
    if params.iter().filter(|it| it.is_undescribed).count() < 2 {
        return;
    }
    let (own, mut rest): (Vec<_>, Vec<_>) = std::mem::take(params)
        .into_iter()
        .partition(|it| it.is_undescribed);
    let Some(template) = rest.iter_mut().find(is_template) else {
        rest.extend(own);
        *params = rest;
        return;
    };
    for (call, value) in template.values.iter_mut().enumerate() {
        let given = own
            .iter()
            .filter_map(|it| Some((it.name.clone(), it.values.get(call)?.clone()?)));
        if let Some(item) = value
            && let Some(name) = item.text().map(str::to_owned)
        {
            let given = Item::made(Value::Map(given.collect()));
            item.value = Value::Map(vec![(name, given)]);
        }
    }
    template.is_template = true;
    *params = rest;
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

/// A section with its examples and answers.
pub(super) struct Described {
    pub(super) section: Section,
    pub(super) program: Program,
    pub(super) params: Vec<Param>,
    pub(super) values: Vec<Item>,
    pub(super) path: String,
}

/// Completes the parameters of a page with what its other calls say of parameters of the same name.
pub(super) fn complete(calls: &mut [Described]) {
    let copied: Vec<bool> = calls.iter().map(|call| is_copied(call, calls)).collect();
    let params = calls.iter().flat_map(|call| &call.params);
    let texts = params.filter(|param| !param.text.is_empty());
    let texts: Vec<_> = texts.map(|it| (it.name.clone(), it.text.clone())).collect();
    for (call, is_copied) in calls.iter_mut().zip(copied) {
        for param in &mut call.params {
            let other = texts.iter().find(|(name, _)| *name == param.name);
            if let Some((_, text)) = other.filter(|_| param.is_undescribed) {
                param.text.clone_from(text);
                let why = "its text is that of another call";
                param.reviews.push(why.to_owned());
            }
            if is_copied {
                let why = "another call of the page has the same parameters and example";
                param.reviews.push(why.to_owned());
            }
        }
    }
}

/// Returns whether a call has no answer, and the example of another call that has none.
fn is_copied(call: &Described, calls: &[Described]) -> bool {
    let given = |call: &Described| {
        let values = call.params.iter().filter_map(|param| {
            let value = param.value()?.value.clone();
            Some((param.name.clone(), value))
        });
        let values: Vec<_> = values.collect();
        (!values.is_empty() && call.values.is_empty()).then_some(values)
    };
    let own = given(call);
    own.is_some() && calls.iter().filter(|other| given(other) == own).count() > 1
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

impl<'a> Matching<'a, '_> {
    fn bullet(&mut self, bullet: &'a Bullet) {
        if bullet.name.contains(['.', '[']) {
            let message = "this describes a part of a parameter; its type is that of the example";
            self.notes.report(Code::Unused, &bullet.range, message);
        } else if self.position(&bullet.name).is_some() {
            self.repeated.push(bullet);
        } else {
            self.params.push(Param::new(bullet, self.calls));
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.params.iter().position(|param| param.name == name)
    }

    fn call(&mut self, index: usize, call: &Call, answer: &[(String, Item)]) {
        let arguments = call.arguments.iter();
        let (known, unknown): (Vec<_>, Vec<_>) = arguments
            .enumerate()
            .partition(|(_, (name, _))| name.is_empty() || self.position(name).is_some());
        let mut optional = usize::MAX;
        for (order, (name, item)) in known {
            let at = self.position(name).unwrap_or(order);
            let Some(param) = self.params.get_mut(at) else {
                let message = "no bullet describes this argument; ignored";
                self.notes.report(Code::NameMismatch, &item.range, message);
                continue;
            };
            // A bullet without a name has that of the field of the answer with the same value.
            let same = answer.iter().find(|(_, value)| value.value == item.value);
            if let Some((field, _)) = same.filter(|_| !is_name(&param.name)) {
                param.rename(field);
            }
            if !param.is_required {
                optional = optional.min(order);
            }
            param.set(index, item);
        }
        for (order, (name, item)) in unknown {
            let at = self.near(name);
            let at = at.unwrap_or_else(|| self.add(name, item, order < optional));
            let message = format!("no bullet calls this `{name}`");
            self.notes.report(Code::NameMismatch, &item.range, message);
            if let Some(param) = self.params.get_mut(at) {
                param.set(index, item);
            }
        }
    }

    /// Finds a parameter without a value whose name is similar to that of an argument.
    fn near(&mut self, name: &str) -> Option<usize> {
        let open = self.params.iter().filter(|param| param.value().is_none());
        let near = nearest(name, open.map(|param| param.name.as_str()))?;
        let at = self.position(near)?;
        self.params.get_mut(at)?.rename(name);
        Some(at)
    }

    /// Adds the parameter of an argument. If there is a bullet with the name of another parameter and a text of its
    /// own, it describes the argument.
    fn add(&mut self, name: &str, item: &Item, is_required: bool) -> usize {
        let trimmed = |text: &str| text.trim_end_matches([';', '；']).to_owned();
        let differs = |bullet: &&Bullet| {
            let first = self.params.iter().find(|param| param.name == bullet.name);
            first.is_some_and(|first| trimmed(&first.text) != trimmed(&bullet.text))
        };
        let param = match self.repeated.iter().position(differs) {
            Some(at) => {
                let mut param = Param::new(self.repeated.remove(at), self.calls);
                param.rename(name);
                param
            }
            None => {
                let is_flag = matches!(item.text(), Some("true" | "false"));
                let is_flag = is_flag || matches!(item.value, Value::Bool(_));
                Param {
                    name: name.to_owned(),
                    text: String::new(),
                    is_required: is_required && !self.section.is_open() && !is_flag,
                    reviews: vec!["only the example has it".to_owned()],
                    is_undescribed: true,
                    is_template: false,
                    similar: None,
                    values: vec![None; self.calls],
                }
            }
        };
        self.params.push(param);
        self.params.len() - 1
    }
}
