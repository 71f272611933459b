//! Matches the bullets of a page with the arguments of its examples.

use bge_private_codegen::diagnostics::{Code, nearest};
use bge_private_codegen::json::{Json, object};

use super::literal::Argument;
use super::notes::Notes;
use super::page::{SIGNATURE, Section};
use super::param::Param;

/// Matches the bullets of a section with the arguments of its examples.
pub(super) fn matched(section: &Section, notes: &mut Notes<'_>) -> Vec<Param> {
    let params = Vec::new();
    let mut matching = Matching {
        params,
        section,
        notes,
    };
    for bullet in &section.params {
        matching.bullet(bullet);
    }
    for (number, arguments) in section.program.calls.iter().enumerate() {
        matching.call(number, arguments);
    }
    let mut params = matching.params;
    for param in params.extract_if(.., |it| it.is_repeated || !is_parameter(&it.name)) {
        let message = match param.is_repeated {
            true => "this parameter is described twice; this description is ignored",
            false => "this is not the name of a parameter; ignored",
        };
        notes.report(Code::NameMismatch, &param.range, message);
    }
    fold_template(&mut params);
    let all = params.clone();
    for param in params.iter_mut().filter(|param| param.given.is_empty()) {
        let similar = all.iter().filter(|it| is_similar(&it.text, &param.text));
        param.similar = similar.filter_map(Param::value).next().cloned();
    }
    params
}

/// Gives the arguments that no bullet describes to the parameter that names a template.
fn fold_template(params: &mut Vec<Param>) {
    let is_template = |it: &Param| it.text.contains("模板") && it.value().is_some();
    let own = params.iter().filter(|it| it.is_undescribed).count();
    if own < 2 || !params.iter().any(is_template) {
        return;
    }
    let own: Vec<_> = params.extract_if(.., |it| it.is_undescribed).collect();
    for template in params.iter_mut().filter(|it| is_template(it)).take(1) {
        for (call, argument) in &mut template.given {
            if let Json::Text(name) = &argument.value {
                let set = own.iter();
                let set =
                    set.filter_map(|it| Some((it.name.clone(), it.given(*call)?.value.clone())));
                argument.value = object([(name, Json::Object(set.collect()))]);
            }
        }
        template.is_template = true;
    }
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

fn is_parameter(name: &str) -> bool {
    is_name(name) && !SIGNATURE.contains(&name)
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The state of matching bullets with arguments.
struct Matching<'a, 'n> {
    params: Vec<Param>,
    section: &'a Section,
    notes: &'a mut Notes<'n>,
}

impl Matching<'_, '_> {
    fn bullet(&mut self, bullet: &Param) {
        self.params.push(Param {
            is_repeated: self.position(&bullet.name).is_some(),
            ..bullet.clone()
        });
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.params.iter().position(|param| param.name == name)
    }

    fn call(&mut self, call: usize, arguments: &[Argument]) {
        let answer = self.section.values.first().map_or(&[][..], Json::members);
        let is_known = |it: &Argument| it.name.is_empty() || self.position(&it.name).is_some();
        let arguments = arguments.iter().enumerate();
        let (known, unknown): (Vec<_>, Vec<_>) = arguments.partition(|(_, it)| is_known(it));
        for (order, argument) in known {
            let at = self.position(&argument.name).unwrap_or(order);
            let Some(param) = self.params.get_mut(at) else {
                let (range, message) = (
                    &argument.range,
                    "no bullet describes this argument; ignored",
                );
                self.notes.report(Code::NameMismatch, range, message);
                continue;
            };
            // A bullet without a name has that of the field of the answer with the same value.
            let mut same = answer.iter().filter(|(_, value)| argument.value == *value);
            if let Some((field, _)) = same.next().filter(|_| !is_name(&param.name)) {
                param.rename(field);
            }
            param.given.push((call, argument.clone()));
        }
        for (_, argument) in unknown {
            let message = format!("no bullet calls this `{}`", argument.name);
            self.notes
                .report(Code::NameMismatch, &argument.range, message);
            let given = (call, argument.clone());
            match self.near(&argument.name) {
                Some(param) => param.given.push(given),
                None => self.params.push(Param {
                    name: argument.name.clone(),
                    range: argument.range.clone(),
                    is_required: !self.section.is_open(),
                    reviews: vec!["only the example has it".to_owned()],
                    is_undescribed: true,
                    given: vec![given],
                    ..Param::default()
                }),
            }
        }
    }

    /// Finds a parameter without a value that has a similar name, or the name of another one, and renames it.
    fn near(&mut self, name: &str) -> Option<&mut Param> {
        let open = self.params.iter().filter(|param| param.given.is_empty());
        let near = nearest(name, open.map(|param| param.name.as_str())).map(str::to_owned);
        let mut open = self.params.iter_mut().filter(|it| it.given.is_empty());
        let param = open.find(|it| {
            near.as_ref()
                .map_or(it.is_repeated, |near| it.name == *near)
        })?;
        param.is_repeated = false;
        param.rename(name);
        Some(param)
    }
}
