//! Matches the bullets of a page with the arguments of its examples.

use bge_private_codegen::diagnostics::{Code, nearest};
use bge_private_codegen::json::{Json, object};

use super::forms::is_part;
use super::literal::Argument;
use super::notes::Notes;
use super::page::{SIGNATURE, Section};
use super::param::Param;

/// Matches the bullets of a section with the arguments of its examples.
pub(super) fn matched(section: &Section, notes: &mut Notes<'_>) -> Vec<Param> {
    let mut params = section.params.clone();
    for (call, arguments) in section.program.calls.iter().enumerate() {
        give(&mut params, call, arguments, section, notes);
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
                let value = |it: &Param| Some((it.name.clone(), it.given(*call)?.value.clone()));
                let set = own.iter().filter_map(value).collect();
                argument.value = object([(name, Json::Object(set))]);
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

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_part)
}

/// Gives the arguments of a call to their parameters. One that no bullet describes belongs to a parameter without a
/// value that has a similar name, or to a new one.
fn give(
    params: &mut Vec<Param>,
    call: usize,
    arguments: &[Argument],
    section: &Section,
    notes: &mut Notes<'_>,
) {
    let answer = section.values.first().map_or(&[][..], Json::members);
    let mut unknown = Vec::new();
    for (order, argument) in arguments.iter().enumerate() {
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
                is_undescribed: true,
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
    let is_near = |it: &&mut Param| match &near {
        Some(near) => it.name == *near,
        None => it.is_repeated,
    };
    let mut open = params.iter_mut().filter(|it| it.given.is_empty());
    let param = open.find(is_near)?;
    param.is_repeated = false;
    param.rename(name);
    Some(param)
}
